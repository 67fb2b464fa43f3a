// Starts the server: read the configuration, bring everything up to date, listen, and end cleanly when told to.
import { fileURLToPath } from "node:url";
import { createApp, type Step } from "./app.ts";
import { readConfig, VARIABLES } from "./config.ts";
import { ProblemError } from "./domain/problem.ts";

/** How long a running request may still take once the process is told to end. */
const GRACE_MS = 10_000;
/** How long closing the rest may take after that. */
const LAST_MS = 3_000;

const started = performance.now();
// Whoever started us may have stopped reading; that is no reason to end.
process.stdout.on("error", () => undefined);
const say = (text: string) => process.stdout.write(`${text}\n`);

function onProgress(step: Step, done?: number, total?: number) {
  if (step === "waiting") say("Ein anderer Prozess bereitet die Datenbank vor. Bitte warten …");
  if (step === "loading" && (done === total || done! % 500 === 0))
    say(`Katalog wird geladen: ${done} von ${total} Beispielen`);
  if (step === "indexing" && done! % 5_000 === 0) say(`Suche wird vorbereitet: ${done} Beispiele`);
}

if (process.argv.includes("--help") || process.argv.includes("-h")) {
  say("Aufruf: npm start\n\nStartet den Praxisatlas-Server. Umgebungsvariablen:\n");
  for (const [name, meaning] of Object.entries(VARIABLES)) say(`  ${name.padEnd(20)} ${meaning}`);
  process.exit(0);
}

try {
  const config = readConfig();
  const app = await createApp(config, {
    seeds: fileURLToPath(new URL("../seeds", import.meta.url)),
    onProgress,
    // The supervisor starts a new process; this one must not acknowledge another write.
    onFatal: () => process.exit(1),
  });
  // Before anybody hears that it is ready: a signal right after would end it without a word.
  const end = (signal: string) => {
    say(`${signal}: laufende Anfragen werden beendet …`);
    setTimeout(() => app.server.server.closeAllConnections(), GRACE_MS).unref();
    setTimeout(() => process.exit(1), GRACE_MS + LAST_MS).unref();
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  const address = await app.server.listen({ host: config.host, port: config.port });
  const { revised, withdrawn, reprojected, lists } = app.loaded;
  say(
    revised + withdrawn + reprojected > 0
      ? `Katalog aktualisiert: ${revised} neue Fassungen, ${withdrawn} zurückgezogen, ${reprojected} neu aufbereitet.`
      : lists
        ? "Katalog aktualisiert: Listen und Tabellen neu eingelesen, kein Beispiel geändert."
        : "Katalog ist aktuell, nichts zu laden.",
  );
  const { accounts, contacts, unread } = app.erasedAgain;
  if (accounts > 0) say(`Aus einer älteren Sicherung zurückgekehrte Konten, erneut gelöscht: ${accounts}.`);
  if (contacts > 0) say(`Aus einer älteren Sicherung zurückgekehrte Kontakte, erneut gelöscht: ${contacts}.`);
  if (unread > 0)
    say(
      `Bei ${unread} davon ist die Sicherung zu alt, um auch die Namen erneut aus den Texten zu nehmen. Bitte prüfen.`,
    );
  say(`Praxisatlas bereit nach ${Math.round(performance.now() - started)} ms:`);
  say(`  GraphQL   ${address}/graphql (POST)`);
  if (config.graphiql) say(`  GraphiQL  ${address}/graphiql`);
} catch (error) {
  const text =
    error instanceof ProblemError
      ? error.message
      : (error as { code?: string }).code === "EADDRINUSE"
        ? "Der Port ist schon belegt. Bitte mit PORT=… einen anderen wählen."
        : `Der Start ist fehlgeschlagen: ${error instanceof Error ? error.message : String(error)}`;
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
