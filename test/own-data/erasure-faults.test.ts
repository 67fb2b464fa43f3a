// An erasure that is cut off at any moment is done as a whole by the next start, or has not happened; and a list that cannot be relied on stops the start.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { MIGRATIONS, TABLES } from "../../src/database.ts";
import { ErasedFile } from "../../src/own-data/erased-file.ts";
import { ErasedList } from "../../src/own-data/erased-list.ts";
import { Erasure } from "../../src/own-data/erasure.ts";
import { AccountTable } from "../../src/people/people.entity.ts";
import { openDb, type Db } from "../../src/platform/db.ts";
import { Erasures1700000000025 } from "../../src/platform/migrations/1700000000025-erasures.ts";
import { aDatabase, anApp, DATABASES, theCollection, type TestApp, type TestDatabase } from "../support/app.ts";
import { aBackup, type Backup } from "../support/backups.ts";
import { anExample } from "../support/content.ts";
import { erasureOf } from "../support/erasing.ts";
import { anInstallation } from "../support/installation.ts";
import { aPerson, type Person } from "../support/people.ts";
import { dump } from "../support/store.ts";

const MAY = () => new Date("2026-05-03");
const NAME = "Kunigunde Zwetschgenstein";
const OPTIONS = { seeds: theCollection() };
const START = { ...OPTIONS, env: { SEARCH_INDEX: "off" } };

/** The database, its log, its list and its index: what is on the disk at this moment. */
const filesOf = ({ config, erasedList }: TestDatabase): string[] => {
  const { file } = config as { file: string };
  const index = `${file.replace(/\.sqlite$/, "")}.search-index`;
  return [file, `${file}-wal`, erasedList, index].filter((path) => existsSync(path));
};
const fingerprint = (database: TestDatabase) => {
  const hash = createHash("sha256");
  for (const path of filesOf(database)) hash.update(path).update(readFileSync(path));
  return hash.digest("hex");
};

/** Copied into a folder of their own. */
function copied(database: TestDatabase, folder: string): TestDatabase {
  const { config, erasedList } = database;
  const { file } = config as { file: string };
  mkdirSync(folder);
  for (const path of filesOf(database)) copyFileSync(path, join(folder, basename(path)));
  const copy = join(folder, basename(file));
  return {
    config: { kind: "sqlite", file: copy },
    url: `sqlite:${copy}`,
    searchIndex: join(folder, basename(database.searchIndex)),
    erasedList: join(folder, basename(erasedList)),
    drop: async () => rmSync(folder, { recursive: true }),
  };
}

it(
  "cut off before any of its statements, the next start finishes it or it has not happened",
  { timeout: 300_000 },
  async () => {
    const database = await aDatabase();
    const folder = dirname(database.erasedList);
    const moments: TestDatabase[] = [];
    let isWatched = false;
    let last = "";
    const look = () => {
      const seen = fingerprint(database);
      if (seen !== last) moments.push(copied(database, join(folder, `moment-${moments.length}`)));
      last = seen;
    };
    const filling = await anApp("sqlite", { ...OPTIONS, database });
    const person = await aPerson(filling, "CONTRIBUTOR");
    const summary = `Fragen an ${NAME}, ${person.email}. ${"Mehr davon. ".repeat(40)}`;
    for (const title of ["Erste Fassung", "Zweite Fassung"])
      await filling.publish(anExample({ slug: "mit-namen", title, summary }));
    await filling.close();
    const app = await anApp("sqlite", { ...OPTIONS, database, onQuery: () => isWatched && look() });
    const backup = await aBackup(database);
    isWatched = true;
    await erasureOf(app, MAY).person(person.account, [NAME]);
    isWatched = false;
    look();
    await app.close();

    const listed = async ({ erasedList }: TestDatabase) => (await new ErasedFile(erasedList).read())!.tombstones.length;
    const before = await Promise.all(moments.map(listed));
    // Whoever was told that it is done is on the list, whatever becomes of the database.
    expect(before.at(-1)).toBe(1);
    const outcomes: string[] = [];
    for (const moment of moments) {
      const isThere = async () => (await dump(moment)).includes(person.email);
      await (await anApp("sqlite", { ...OPTIONS, database: moment })).close();
      const remembered = await isThere();
      expect(await listed(moment)).toBe(remembered ? 0 : 1);
      const folder = dirname(moment.erasedList);
      const speaking = readdirSync(folder).filter((name) =>
        ["zwetschgenstein", person.email].some((word) =>
          readFileSync(join(folder, name), "latin1").toLowerCase().includes(word),
        ),
      );
      expect(speaking).toEqual(remembered ? ["praxisatlas.search-index", "praxisatlas.sqlite"] : []);
      outcomes.push(remembered ? "there" : "gone");
    }
    expect(outcomes.length).toBeGreaterThan(4);
    expect(outcomes).toEqual(outcomes.toSorted().toReversed());
    expect([outcomes[0], outcomes.at(-1)]).toEqual(["there", "gone"]);
    // One moment lies between the database and the list.
    expect(before[outcomes.indexOf("gone")]).toBe(0);

    // Of the two moments between which it became true, the list of each decides what becomes of the older backup.
    for (const moment of [outcomes.lastIndexOf("there"), outcomes.indexOf("gone")]) {
      await backup.restore();
      copyFileSync(moments[moment]!.erasedList, database.erasedList);
      await (await anApp("sqlite", { ...START, database })).close();
      expect((await dump(database)).includes(person.email)).toBe(outcomes[moment] === "there");
    }
    await backup.drop();
    await database.drop();
  },
);

describe("a list that cannot be relied on", () => {
  let database: TestDatabase;
  let backup: Backup;
  let app: TestApp | undefined;
  let person: Person;
  const file = () => new ErasedFile(database.erasedList);
  const lines = () => readFileSync(database.erasedList, "latin1");
  const start = async () => (app = await anApp("sqlite", { ...START, database }));
  const end = async () => {
    await app?.close();
    app = undefined;
  };
  /** Two were erased since the backup was taken. */
  beforeEach(async () => {
    database = await aDatabase();
    const first = await start();
    person = await aPerson(first, "CONTRIBUTOR");
    const second = await aPerson(first, "CONTRIBUTOR");
    backup = await aBackup(database);
    await erasureOf(first, MAY).person(person.account, []);
    await erasureOf(first, MAY).person(second.account, []);
    await end();
  });
  afterEach(async () => {
    await end();
    await database.drop();
  });

  it("stops the start when it is missing, until a new one is begun knowingly", async () => {
    await backup.restore();
    rmSync(database.erasedList);
    await expect(start()).rejects.toThrow(/^Die Löschliste \S+ fehlt\..*new-erased-list/);
    expect(await dump(database)).toContain(person.email);
    const db = await openDb(database.config, { entities: TABLES, migrations: MIGRATIONS });
    await new ErasedList(db, database.erasedList).begin();
    await expect(new ErasedList(db, database.erasedList).begin()).rejects.toThrow("es braucht keine neue");
    await db.close();
    expect((await start()).erasedAgain.accounts).toBe(0);
  });

  it("knows from the database what a lost one had on it", async () => {
    const before = (await file().read())!;
    rmSync(database.erasedList);
    const db = await openDb(database.config, { entities: TABLES, migrations: MIGRATIONS });
    await new ErasedList(db, database.erasedList).begin();
    await db.close();
    const after = (await file().read())!;
    expect(after.installation).toBe(before.installation);
    expect(after.tombstones).toEqual(expect.arrayContaining(before.tombstones));
    expect(after.tombstones).toHaveLength(2);
  });

  it.each([
    ["a line is damaged", (text: string) => text.replace(/(?<=account 2026-05-03 )./, "x"), /Zeile 2 beschädigt/],
    ["its head is gone", (text: string) => text.replace(/^.*\n/, ""), /Zeile 1 beschädigt/],
    ["it is empty", () => "", /Zeile 1 beschädigt/],
  ])("stops the start when %s", async (_, change, message) => {
    writeFileSync(database.erasedList, change(lines()));
    await expect(start()).rejects.toThrow(message);
  });

  it("stops the start when it is another installation's", async () => {
    rmSync(database.erasedList);
    await file().create("00000000-0000-4000-8000-000000000000");
    await expect(start()).rejects.toThrow("gehört zu einer anderen Datenbank");
  });

  it("stops an erasure while the server runs, before anything is erased", async () => {
    const running = await start();
    const other = await aPerson(running, "CONTRIBUTOR");
    rmSync(database.erasedList);
    await expect(erasureOf(running, MAY).person(other.account, [])).rejects.toThrow("fehlt");
    expect(await running.accounts.byId(other.account)).not.toBeNull();
  });

  it("is whole again when its last line was cut off", async () => {
    const whole = lines();
    writeFileSync(database.erasedList, whole.slice(0, -7));
    await end();
    await start();
    expect(lines()).toBe(whole);
  });

  it("is taken over by a database that has none yet: an empty one, or one from before there were lists", async () => {
    await backup.restore();
    const db = await openDb(database.config, { entities: TABLES, migrations: MIGRATIONS });
    await db.write((manager) => manager.query("DELETE FROM setting WHERE name = 'erased-list'"));
    await db.close();
    expect((await start()).erasedAgain.accounts).toBe(2);
  });

  it("says of how many the names could not be read, and erases the rest", async () => {
    const first = await start();
    const told = await aPerson(first, "CONTRIBUTOR");
    await end();
    backup = await aBackup(database);
    await erasureOf(await start(), MAY).person(told.account, [NAME]);
    await end();
    await backup.restore();
    const db = await openDb(database.config, { entities: TABLES, migrations: MIGRATIONS });
    await db.write((manager) => manager.query("UPDATE account SET seal_key = 'from before there were keys'"));
    await db.close();
    expect((await start()).erasedAgain).toEqual({ accounts: 1, contacts: 0, unread: 1 });
    expect(await dump(database)).not.toContain(told.email);
  });

  it("is kept by each of two servers, and either of them is enough", async () => {
    const one = await start();
    const other = await aPerson(one, "CONTRIBUTOR");
    const elsewhere = `${database.erasedList}-2`;
    copyFileSync(database.erasedList, elsewhere);
    const second = new ErasedList(one.db, elsewhere);
    await second.open();
    await erasureOf(one, MAY).person(other.account, []);
    await second.follow();
    await end();
    await backup.restore();
    copyFileSync(elsewhere, database.erasedList);
    expect((await start()).erasedAgain.accounts).toBe(2);
    expect((await new ErasedFile(elsewhere).read())!.tombstones).toHaveLength(3);
  });

  it("costs two statements at a start at which nobody has come back", async () => {
    const running = await start();
    const list = new ErasedList(running.db, database.erasedList);
    await list.open();
    running.statements();
    const again = await new Erasure({
      db: running.db,
      vocabulary: running.vocabulary,
      now: () => new Date(),
      list,
      onErased: () => running.settled(),
    }).again();
    expect(again).toEqual({ accounts: 0, contacts: 0, unread: 0 });
    expect(running.statements()).toEqual(["SELECT id FROM account", "SELECT id FROM contact"]);
  });
});

describe.each(DATABASES)("an account on $kind", ({ kind, available }) => {
  it.skipIf(!available)("from before there were keys gets one of its own, and a new one needs one", async () => {
    const database = await aDatabase(kind);
    const add = (db: Db, id: string) =>
      db.write((manager) =>
        manager.query(
          `INSERT INTO account (id, email, role, organisation, created_at) VALUES ('${id}', '${id}@b.example', 'EDITOR', 'o', '')`,
        ),
      );
    const before = MIGRATIONS.filter((migration) => migration !== Erasures1700000000025);
    const older = await openDb(database.config, { entities: TABLES, migrations: before });
    await older.migrate();
    for (const id of ["a", "b"]) await add(older, id);
    await older.close();
    const db = await openDb(database.config, { entities: TABLES, migrations: MIGRATIONS });
    await db.migrate();
    const keys = (await db.read((manager) => manager.find(AccountTable))).map(({ sealKey }) => sealKey);
    for (const key of keys) expect(key).toMatch(/^[\da-f]{64}$/);
    expect(new Set(keys).size).toBe(2);
    const { sealKey: _, ...keyless } = (await db.read((manager) => manager.findOneBy(AccountTable, { id: "a" })))!;
    const made = db.write((manager) => manager.insert(AccountTable, { ...keyless, id: "c", email: "c@b.example" }));
    await expect(made).rejects.toThrow(/not.null/i);
    await db.close();
    await database.drop();
  });
});

describe("npm run admin", { timeout: 180_000 }, () => {
  const installation = anInstallation();
  afterAll(() => installation.drop());

  it("tells who would be erased again, and the start erases them before it listens", async () => {
    const database = await aDatabase();
    const run = async (...args: string[]) => {
      const running = installation.command(["dist/cli/admin.js", ...args], database);
      const { code } = await running.ended;
      return { code, output: running.output() };
    };
    const app = await anApp("sqlite", { ...START, database });
    const person = await aPerson(app, "ADMINISTRATOR");
    await app.close();
    const backup = await aBackup(database);
    const today = new Date().toISOString().slice(0, 10).split("-").toReversed().join(".");
    expect(await run("check-restored")).toEqual({
      code: 0,
      output: "Auf der Löschliste: 0.\nDavon wieder in der Datenbank: 0.\n",
    });
    expect(await run("delete-person", person.email, "--name", NAME)).toMatchObject({ code: 0 });
    await backup.restore();
    const rows = await dump(database);
    expect(await run("check-restored")).toEqual({
      code: 0,
      output: `Auf der Löschliste: 1, zuletzt am ${today}.\nDavon wieder in der Datenbank: 1; der nächste Start löscht sie erneut.\n`,
    });
    expect((await dump(database)) === rows).toBe(true);

    const server = installation.start(database);
    await server.ready;
    expect(server.output()).toMatch(/zurückgekehrte Konten, erneut gelöscht: 1\.\n[^]*GraphQL/);
    server.kill("SIGTERM");
    await server.ended;
    expect(await dump(database)).not.toContain(person.email);

    rmSync(database.erasedList);
    const refused = installation.start(database);
    expect(await refused.ended).toMatchObject({ code: 1 });
    expect(refused.output()).toContain("fehlt. Ohne sie kämen nach dem Zurückspielen");
    expect(await run("delete-person", person.email)).toMatchObject({ code: 1 });
    expect(await run("new-erased-list", "--dry-run")).toEqual({
      code: 0,
      output: "Eine neue Löschliste würde begonnen.\n",
    });
    expect(existsSync(database.erasedList)).toBe(false);
    expect(await run("new-erased-list")).toEqual({ code: 0, output: "Eine neue Löschliste ist begonnen.\n" });
    expect(await run("new-erased-list")).toMatchObject({ code: 1 });
    expect((await new ErasedFile(database.erasedList).read())!.tombstones).toHaveLength(1);
    await database.drop();
  });
});
