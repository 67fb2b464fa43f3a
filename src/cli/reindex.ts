// npm run reindex [-- --dry-run]: has the search server's index built anew beside the live one, and shows how far that is.
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { MIGRATIONS, TABLES } from "../database.ts";
import { Catalogue } from "../catalogue/catalogue.ts";
import { readConfig } from "../config.ts";
import { openDb, type Db } from "../platform/db.ts";
import { createLog } from "../platform/log.ts";
import { MeilisearchServer } from "../search/engines/meilisearch-server.ts";
import { readLexicon } from "../search/lexicon-files.ts";
import { startSync } from "../search/sync.ts";
import { shapeOf } from "../search/sync/current.ts";
import { buildProgress, syncReport, type SyncReport } from "../search/sync/report.ts";
import { changeState, readState } from "../search/sync/state.ts";
import { readVocabulary } from "../vocabulary/vocabulary.ts";

const HELP = `Aufruf: npm run reindex [-- --dry-run]

Baut den Index auf dem Suchserver (MEILI_URL, MEILI_KEY) neu auf. Bis er fertig und verglichen ist, bleibt der bisherige in
Gebrauch; der Praxisatlas kann dabei laufen. Ein Abbruch schadet nicht: Der nächste Start setzt die Arbeit fort.

  --dry-run   sagt, wie Index und Katalog stehen und was geschähe, und ändert nichts`;
const BETWEEN_LOOKS_MS = 300;
const SEEDS = fileURLToPath(new URL("../../seeds", import.meta.url));

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const number = (n: number) => n.toLocaleString("de-DE");

/** What stands there, and what a new build would do about it. */
function explain({ state, published, indexed, open, setAside, foreign }: SyncReport, shape: string): string[] {
  const { liveUid, buildingUid, retiredUid, liveShape, doubtful } = state;
  return [
    `Katalog: ${number(published)} Beispiele, ${number(open)} davon noch nicht auf dem Suchserver bestätigt.`,
    liveUid === null
      ? "In Gebrauch ist kein Index."
      : `In Gebrauch: ${liveUid} mit ${indexed === null ? "nichts, denn er fehlt auf dem Suchserver" : `${number(indexed)} Dokumenten`}.`,
    ...(liveUid !== null && liveShape !== shape ? ["Er wurde mit anderen Regeln, Listen oder Wörtern gemacht."] : []),
    ...(doubtful ? ["Er wird gerade überprüft und nicht durchsucht."] : []),
    ...(buildingUid === null ? [] : [`Im Aufbau: ${buildingUid}.`]),
    ...(retiredUid === null ? [] : [`Wird bald gelöscht: ${retiredUid}.`]),
    ...setAside.map(({ slug, code }) => `Vom Suchserver nicht angenommen: ${slug} (${code}).`),
    ...foreign.map((uid) => `Gehört nicht zu diesem Katalog und bleibt stehen: ${uid}.`),
  ];
}

/** Resolves when another index is live than before; the work is done here, or by a server that is running. */
async function followBuild(db: Db, before: string | null): Promise<void> {
  for (let said = ""; ; await sleep(BETWEEN_LOOKS_MS)) {
    const { state, progress } = await db.read(async (manager) => ({
      state: await readState(manager),
      progress: await buildProgress(manager),
    }));
    if (!state.rebuild && progress === null && state.liveUid !== before)
      return say(`Fertig: ${state.liveUid} ist in Gebrauch.`);
    const text = progress
      ? `${number(progress.done)} von ${number(progress.total)} Beispielen`
      : "Warten auf den Beginn …";
    if (text !== said) say(text);
    said = text;
  }
}

/** Only a start of the server brings a database up to date. */
async function expectPrepared(db: Db): Promise<void> {
  await db.read(readState).catch((error: Error) => {
    if (!error.message.includes("search_state")) throw error;
    throw new Error("Die Datenbank ist noch nicht vorbereitet. Bitte zuerst den Praxisatlas starten.");
  });
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes("--help") || args.includes("-h")) return say(HELP);
  const unknown = args.find((arg) => arg !== "--dry-run");
  if (unknown !== undefined) throw new Error(`„${unknown}“ ist unbekannt.\n\n${HELP}`);
  const { meilisearch, database } = readConfig();
  if (!meilisearch) throw new Error("Es ist kein Suchserver eingestellt (MEILI_URL, MEILI_KEY).");
  const db = await openDb(database, { entities: TABLES, migrations: MIGRATIONS });
  try {
    await expectPrepared(db);
    const now = () => new Date();
    const words = await db.read((manager) => readVocabulary(manager, now().toISOString().slice(0, 10)));
    const vocabulary = () => words;
    const shape = shapeOf(words, SEEDS);
    const server = new MeilisearchServer(meilisearch);
    const report = await syncReport(db, server);
    for (const line of explain(report, shape)) say(line);
    if (args.includes("--dry-run"))
      return say(
        `Ohne --dry-run entstünde ein neuer Index mit ${number(report.published)} Beispielen und ginge danach in Gebrauch.`,
      );
    await db.write((manager) => changeState(manager, { rebuild: true }));
    const catalogue = new Catalogue(db, vocabulary);
    const log = createLog("warn");
    const sync = startSync({ db, catalogue, vocabulary, lexicon: readLexicon(SEEDS), shape, server, log, now });
    await followBuild(db, report.state.liveUid).finally(() => sync.stop());
  } finally {
    await db.close();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
