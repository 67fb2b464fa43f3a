// npm run admin -- create | invite | code | list | role | disable | enable | unlink | export-person | delete-person | check-restored | new-erased-list | organisation: people from the server's own command line.
import { parseArgs } from "node:util";
import { MIGRATIONS, TABLES } from "../database.ts";
import { readConfig } from "../config.ts";
import { ProblemError } from "../domain/problem.ts";
import { ROLES, type Role } from "../domain/workflow.ts";
import { Accounts } from "../people/accounts.ts";
import { Attempts } from "../people/attempts.ts";
import { Identities } from "../people/oidc/identities.ts";
import { invitationLink } from "../people/pages/invitation-page.ts";
import type { AccountRow } from "../people/people.entity.ts";
import { ErasedList } from "../own-data/erased-list.ts";
import { Erasure } from "../own-data/erasure.ts";
import { exportPerson } from "../own-data/export-person.ts";
import { openDb, type Db } from "../platform/db.ts";
import { addOrganisation, organisationFrom } from "../vocabulary/organisations.ts";
import { readVocabulary } from "../vocabulary/vocabulary.ts";

const HELP = `Aufruf: npm run admin -- BEFEHL [ADRESSE] [--organisation KURZNAME] [--role ROLLE] [--dry-run]

  create ADRESSE --organisation KURZNAME           ein Konto der Verwaltung anlegen, auch das erste
  invite ADRESSE --organisation KURZNAME --role R  ein Konto mit einer Rolle anlegen
  code ADRESSE                                     einen neuen Einladungscode ausstellen; frühere verfallen
  list                                             alle Konten zeigen
  role ADRESSE --role R                            eine andere Rolle geben; das Konto wird überall abgemeldet
  disable ADRESSE                                  sperren und überall abmelden
  enable ADRESSE                                   wieder öffnen
  unlink ADRESSE                                   die Verbindung mit einem Konto des Hauses (OpenID Connect) lösen und
                                                   überall abmelden
  export-person ADRESSE --out DATEI                alles, was über das Konto gespeichert ist, als JSON (Art. 15, 20 DSGVO)
  delete-person ADRESSE [--name "VORNAME NAME"]    Konto, Sitzungen, Schlüssel und Einladungen löschen und die Adresse, mit
                                                   --name auch den Namen, aus allen Texten nehmen (Art. 17 DSGVO); Beiträge
                                                   bleiben ohne Namen bei der Organisation. Ein laufender Server zeigt es
                                                   nach einer Sekunde
  check-restored                                   nach dem Zurückspielen einer Sicherung: wie viele Konten der nächste Start
                                                   erneut löscht, weil sie auf der Löschliste stehen; ändert nichts
  new-erased-list                                  eine neue Löschliste beginnen, wenn die alte verloren ist; was nur auf ihr
                                                   stand, ist vergessen (docs/betrieb.md)
  organisation KURZNAME --name NAME --kind ART [--state LAND]
                                                   eine Organisation anlegen, die der Katalog noch nicht kennt; Art wie
                                                   JOINT_FACILITY oder MUNICIPAL, Land wie NW; ein laufender Server kennt
                                                   sie nach dem nächsten Start

Rollen: contributor, editor, administrator. --dry-run prüft und sagt, was geschähe, und ändert nichts.
Ein Einladungscode wird genau einmal gezeigt und gilt sieben Tage; wer ihn hat, setzt damit das Passwort des Kontos auf der
Seite /einladung. Ist PUBLIC_URL gesetzt, steht der Link dabei. Passwörter zeigt und nimmt dieser Befehl nicht.`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const fail = (text: string): never => {
  throw new Error(text);
};

function roleOf(text: string | undefined): Role {
  const role = text?.toUpperCase();
  return role !== undefined && Object.hasOwn(ROLES, role)
    ? (role as Role)
    : fail("Bitte --role contributor, --role editor oder --role administrator angeben.");
}

interface People {
  accounts: Accounts;
  identities: Identities;
  /** Where browsers reach the server, as far as it is told. */
  publicUrl: string | undefined;
}

async function linesOf({ identities }: People, accounts: readonly AccountRow[]): Promise<string[]> {
  const linked = await identities.since(accounts.map(({ id }) => id));
  return accounts.map(({ id, email, role, organisation, password, disabledAt }) => {
    const state = disabledAt ? "gesperrt" : password === null && !linked.has(id) ? "eingeladen" : "aktiv";
    return [email, role.toLowerCase(), organisation, state].join("  ");
  });
}
const lineOf = async (people: People, account: AccountRow) => (await linesOf(people, [account]))[0]!;

async function listAll(people: People): Promise<void> {
  const { accounts } = people;
  for (let page = await accounts.list(); page.length > 0; page = await accounts.list(page.at(-1)!.email))
    for (const line of await linesOf(people, page)) say(line);
}

function sayCode({ publicUrl }: People, lead: string, code: string): void {
  say(`${lead} (nur dieses eine Mal): ${code}`);
  if (publicUrl) say(`Als Link: ${invitationLink(publicUrl, code)}`);
}

async function exportTo(db: Db, account: AccountRow, { out, "dry-run": dry }: Given): Promise<void> {
  const file = out ?? fail("Bitte --out DATEI angeben.");
  if (!dry) await exportPerson(db, account.id, file);
  say(`${dry ? "Geschrieben würde" : "Geschrieben"}: ${file}.`);
}

/** Nothing of the person is shown besides what the caller has typed. */
async function deletePerson(erasure: Erasure, { id }: AccountRow, { name, "dry-run": dry }: Given): Promise<void> {
  if (name !== undefined && !/\S\s+\S/.test(name.trim()))
    fail("Bitte Vor- und Nachnamen angeben; ein Wort allein stünde auch in Texten über anderes.");
  const names = name === undefined ? [] : [name.trim()];
  const texts = await (dry ? erasure.preview(id, names) : erasure.person(id, names));
  say(`${dry ? "Gelöscht würde das Konto" : "Gelöscht: das Konto"}; Texte mit Adresse oder Namen darin: ${texts}.`);
}

async function checkRestored(list: ErasedList): Promise<void> {
  const { tombstones, returned } = await list.inspect();
  const last = tombstones.map(({ day }) => day.split("-").toReversed().join(".")).at(-1);
  say(`Auf der Löschliste: ${tombstones.length}${last ? `, zuletzt am ${last}` : ""}.`);
  const back = returned.account.length + returned.contact.length;
  say(`Davon wieder in der Datenbank: ${back}${back > 0 ? "; der nächste Start löscht sie erneut" : ""}.`);
}

async function beginList(db: Db, list: ErasedList, { "dry-run": dry }: Given): Promise<void> {
  if (!dry) await db.exclusively(() => list.begin());
  say(dry ? "Eine neue Löschliste würde begonnen." : "Eine neue Löschliste ist begonnen.");
}

async function addNew(db: Db, slug: string, { name, kind, state, "dry-run": dry }: Given): Promise<void> {
  const organisation = organisationFrom({ slug, name, kind, federalState: state });
  if (!dry) await addOrganisation(db, organisation);
  say(`${dry ? "Angelegt würde" : "Angelegt"}: ${organisation.slug}, ${organisation.name}.`);
}

interface Given {
  name?: string;
  kind?: string;
  state?: string;
  organisation?: string;
  role?: string;
  out?: string;
  "dry-run"?: boolean;
}

async function run(people: People, command: string, email: string, given: Given): Promise<void> {
  const { accounts, identities } = people;
  const dry = given["dry-run"] === true;
  if (command === "create" || command === "invite") {
    const role = command === "create" ? "ADMINISTRATOR" : roleOf(given.role);
    const organisation = given.organisation ?? fail("Bitte --organisation KURZNAME angeben.");
    const address = accounts.checkInvitation({ email, organisation });
    if (dry) {
      if (await accounts.byEmail(address)) fail("Für diese Adresse gibt es schon ein Konto.");
      return say(`Angelegt würde: ${address}, ${role.toLowerCase()}, ${organisation}.`);
    }
    const { account, code } = await accounts.invite({ email, role, organisation }, null);
    say(`Angelegt: ${await lineOf(people, account)}`);
    return sayCode(people, "Einladungscode", code);
  }
  const account = (await accounts.byEmail(email)) ?? fail("Für diese Adresse gibt es kein Konto.");
  if (command === "code") {
    if (dry) return say(`Einen neuen Code bekäme: ${await lineOf(people, account)}.`);
    const { code } = await accounts.inviteAgain(account.id, null);
    return sayCode(people, `Einladungscode für ${account.email}`, code);
  }
  const change = {
    role: () => accounts.changeRole(account.id, roleOf(given.role), null),
    disable: () => accounts.disable(account.id, null),
    enable: () => accounts.enable(account.id, null),
    unlink: () => identities.unlink(account.id, null),
  }[command as "role" | "disable" | "enable" | "unlink"];
  if (command === "role") roleOf(given.role);
  if (dry) return say(`Geändert würde: ${await lineOf(people, account)}.`);
  say(`Geändert: ${await lineOf(people, await change())}`);
}

/** Only a start of the server brings a database up to date. */
async function expectPrepared(db: Db, accounts: Accounts): Promise<void> {
  await accounts.list().catch(async (error: Error) => {
    await db.close();
    throw error.message.includes("account")
      ? new Error("Die Datenbank ist noch nicht vorbereitet. Bitte zuerst den Praxisatlas starten.")
      : error;
  });
}

function given() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        organisation: { type: "string" },
        role: { type: "string" },
        name: { type: "string" },
        out: { type: "string" },
        kind: { type: "string" },
        state: { type: "string" },
        "dry-run": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch {
    return fail(HELP);
  }
}

async function main(): Promise<void> {
  const { values, positionals } = given();
  const [command, email, ...rest] = positionals;
  if (values.help) return say(HELP);
  const known = [
    "create",
    "invite",
    "code",
    "list",
    "role",
    "disable",
    "enable",
    "unlink",
    "export-person",
    "delete-person",
    "check-restored",
    "new-erased-list",
    "organisation",
  ];
  const isAlone = command === "list" || command === "check-restored" || command === "new-erased-list";
  if (!command || !known.includes(command) || rest.length > 0 || isAlone !== (email === undefined)) return fail(HELP);
  const { database, erasedList, publicUrl } = readConfig();
  const db = await openDb(database, { entities: TABLES, migrations: MIGRATIONS });
  const list = new ErasedList(db, erasedList);
  const now = () => new Date();
  let isOrganisation = (_: string) => false;
  const accounts = new Accounts({
    db,
    attempts: new Attempts(now),
    isOrganisation: (slug) => isOrganisation(slug),
    now,
  });
  const people: People = { accounts, identities: new Identities(db, now), publicUrl };
  await expectPrepared(db, accounts);
  try {
    const words = await db.read((manager) => readVocabulary(manager, now().toISOString().slice(0, 10)));
    isOrganisation = (slug) => words.organisations.find(slug) !== undefined;
    if (command === "list") await listAll(people);
    else if (command === "check-restored") await checkRestored(list);
    else if (command === "new-erased-list") await beginList(db, list, values);
    else if (command === "organisation") await addNew(db, email!, values);
    else if (command === "export-person" || command === "delete-person") {
      const account = (await accounts.byEmail(email!)) ?? fail("Für diese Adresse gibt es kein Konto.");
      if (command === "export-person") await exportTo(db, account, values);
      // Servers see for themselves that words were erased.
      else
        await deletePerson(
          new Erasure({ db, vocabulary: () => words, now, list, onErased: async () => {} }),
          account,
          values,
        );
    } else await run(people, command, email!, values);
  } finally {
    await db.close();
  }
}

try {
  await main();
} catch (error) {
  const text = error instanceof ProblemError || error instanceof Error ? error.message : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
