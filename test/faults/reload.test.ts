// A start loads what changed in seeds/ and nothing else; a fault in any file stops it before anything is changed.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ExampleMethodTable, ExampleTable, RevisionTable } from "../../src/catalogue/catalogue.entity.ts";
import { loadSeeds } from "../../src/catalogue/load-seeds.ts";
import { ProblemError } from "../../src/domain/problem.ts";
import { readVocabulary } from "../../src/vocabulary/vocabulary.ts";
import { Catalogue } from "../../src/catalogue/catalogue.ts";
import { SettingTable } from "../../src/platform/setting.ts";
import { OutboxTable } from "../../src/platform/outbox.ts";
import { SourceTableTable, TargetGroupTable } from "../../src/vocabulary/vocabulary.entity.ts";
import { aDatabase, anApp, DATABASES, someSeeds, theCollection } from "../support/app.ts";
import { anInstallation } from "../support/installation.ts";
import { collection } from "../support/seeds.ts";
import { aStore, everything, type TestStore } from "../support/store.ts";

const SLUG = "jumita-goettingen";
const FILE = `examples/${SLUG}.yaml`;
const NOTHING = { revised: 0, withdrawn: 0, reprojected: 0, lists: false };

const edit = (folder: string, file: string, change: (text: string) => string) => {
  const path = join(folder, file);
  const before = readFileSync(path, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
};

describe.each(DATABASES)("loading seeds into $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let store: TestStore;
    let seeds: ReturnType<typeof someSeeds>;
    beforeEach(async () => {
      store = await aStore(kind);
      seeds = someSeeds(theCollection());
      expect(await load()).toEqual({ ...NOTHING, revised: collection.length, lists: true });
    });
    afterEach(async () => {
      seeds.drop();
      await store.close();
    });

    let day = 1;
    const load = () => loadSeeds(store, { folder: seeds.folder, now: () => new Date(Date.UTC(2026, 0, day++)) });
    const editSeed = (file: string, change: (text: string) => string) => edit(seeds.folder, file, change);
    const published = () => store.read((manager) => manager.find(ExampleTable));
    const revisionsOf = async (slug: string) => {
      const rows = await store.read((manager) =>
        manager.find(RevisionTable, { where: { example: slug }, order: { number: "ASC" } }),
      );
      return rows.map(({ number }) => number);
    };
    const revisionCount = () => store.read((manager) => manager.count(RevisionTable));
    /** What the search index would be told. */
    const marked = async () => (await store.read((manager) => manager.find(OutboxTable))).map(({ key }) => key);
    const forget = () => store.write((manager) => manager.deleteAll(OutboxTable));

    it("loads nothing a second time", async () => {
      const before = await store.outside(everything);
      expect(await load()).toEqual(NOTHING);
      expect(await store.outside(everything)).toEqual(before);
    });

    it("makes one new revision of the one example that was edited", async () => {
      await forget();
      editSeed(FILE, (text) => text.replace(/^title: .*$/m, "title: JUMITA neu"));
      expect(await load()).toEqual({ ...NOTHING, revised: 1 });
      expect(await revisionsOf(SLUG)).toEqual([1, 2]);
      expect(await revisionCount()).toBe(collection.length + 1);
      expect((await published()).filter(({ revision }) => revision !== 1)).toMatchObject([
        { slug: SLUG, revision: 2, title: "JUMITA neu" },
      ]);
      expect(await marked()).toEqual([SLUG]);
      expect(await load()).toEqual(NOTHING);
    });

    it("makes no revision of a file that says the same in another way", async () => {
      editSeed(FILE, (text) => `# geprüft\n${text}`);
      expect(await load()).toEqual(NOTHING);
      expect(await revisionCount()).toBe(collection.length);
    });

    it("withdraws the example of a removed file, keeps its revision, and publishes it again when the file comes back", async () => {
      await forget();
      const [path, aside] = [join(seeds.folder, FILE), join(seeds.folder, "aside")];
      renameSync(path, aside);
      expect(await load()).toEqual({ ...NOTHING, withdrawn: 1 });
      expect((await published()).map(({ slug }) => slug)).not.toContain(SLUG);
      expect(await revisionsOf(SLUG)).toEqual([1]);
      expect(await marked()).toEqual([SLUG]);
      expect(await load()).toEqual(NOTHING);

      renameSync(aside, path);
      await load();
      expect(await published()).toHaveLength(collection.length);
      expect(await revisionsOf(SLUG)).toEqual([1]);
    });

    it("follows an example whose file and slug were renamed", async () => {
      rmSync(join(seeds.folder, FILE));
      const other = await store.read((manager) => manager.findOneByOrFail(RevisionTable, { example: SLUG, number: 1 }));
      const content = { ...JSON.parse(other.content), slug: "jumita-neu" };
      writeFileSync(join(seeds.folder, "examples/jumita-neu.yaml"), JSON.stringify(content));
      expect(await load()).toEqual({ ...NOTHING, revised: 1, withdrawn: 1 });
      expect((await published()).map(({ slug }) => slug).filter((slug) => slug.startsWith("jumita"))).toEqual([
        "jumita-neu",
      ]);
    });

    it("projects every example anew when a closed list changed, without a new revision", async () => {
      await forget();
      editSeed("vocabulary/target-groups.yaml", (text) =>
        text.replace("label: Alleinerziehende,", "label: Allein Erziehende,"),
      );
      expect(await load()).toEqual({ ...NOTHING, reprojected: collection.length, lists: true });
      expect(await revisionCount()).toBe(collection.length);
      const group = await store.read((manager) =>
        manager.findOneByOrFail(TargetGroupTable, { slug: "alleinerziehende" }),
      );
      expect(group.label).toBe("Allein Erziehende");
      expect(await marked()).toHaveLength(collection.length);
      expect(await load()).toEqual(NOTHING);
    });

    it("counts an example that was edited together with a closed list as revised only", async () => {
      editSeed("vocabulary/target-groups.yaml", (text) =>
        text.replace("label: Alleinerziehende,", "label: Allein Erziehende,"),
      );
      editSeed(FILE, (text) => text.replace(/^title: .*$/m, "title: JUMITA neu"));
      expect(await load()).toEqual({ revised: 1, withdrawn: 0, reprojected: collection.length - 1, lists: true });
    });

    it("loads a table that is new or edited, without touching the examples", async () => {
      await forget();
      mkdirSync(join(seeds.folder, "tables"), { recursive: true });
      const columns = [{ label: "Jahr" }, { label: "Plätze", unit: "COUNT" }];
      const write = (title: string) =>
        writeFileSync(
          join(seeds.folder, "tables/plaetze.yaml"),
          JSON.stringify({
            slug: "plaetze",
            source: "ila-bericht-2019",
            title,
            section: "1",
            columns,
            rows: [{ cells: ["2012", 30] }],
          }),
        );
      for (const title of ["Plätze", "Plätze je Jahr"]) {
        write(title);
        expect(await load()).toEqual({ ...NOTHING, lists: true });
        const stored = await store.read((manager) => manager.findOneByOrFail(SourceTableTable, { slug: "plaetze" }));
        expect(stored.title).toBe(title);
      }
      expect(await marked()).toEqual([]);
    });

    it("reads revisions from before the schema had methods and relatives", async () => {
      await store.write(async (manager) => {
        const old = await manager.findOneByOrFail(RevisionTable, { example: SLUG, number: 1 });
        const { methods: _, related: __, ...content } = JSON.parse(old.content);
        await manager.update(RevisionTable, { example: SLUG }, { content: JSON.stringify(content) });
        await manager.update(SettingTable, { name: "projection" }, { value: "3:" });
      });
      expect(await load()).toEqual({ ...NOTHING, reprojected: collection.length });
      expect(await store.read((manager) => manager.findBy(ExampleMethodTable, { example: SLUG }))).toEqual([]);
      const catalogue = new Catalogue(store, () => vocabulary);
      const vocabulary = await store.read((manager) => readVocabulary(manager, "2026-01-01"));
      expect(await catalogue.loader().load(SLUG)).toMatchObject({ slug: SLUG, methods: [] });
    });

    // file, what is replaced by what, field and message; the line is where the replacement stands
    it.each([
      ["a wrong type", FILE, "  min: 25", "  min: viel", "weeklyHours.min", "erwartet Zahl"],
      ["an unknown field", FILE, "title: ", "titel: JUMITA\ntitle: ", "titel", "gibt es nicht"],
      [
        "a term that is in no list",
        FILE,
        "[junge-eltern,",
        "[junge-leute,",
        "targetGroups.0",
        "„junge-leute“ gibt es nicht",
      ],
      ["a control character", FILE, "title: ", 'title: "\\0"\npartners: []\n# ', "title", "Steuerzeichen"],
      [
        "a wrong entry",
        "vocabulary/target-groups.yaml",
        "slug: frauen,",
        "slug: Frauen,",
        "\\d+.slug",
        "Kleinbuchstaben",
      ],
    ])("stops at %s, says where it stands, and changes nothing", async (_, file, what, by, field, message) => {
      const error = await faultOf(file, (text) => text.replace(what, by));
      const line = readFileSync(join(seeds.folder, file), "utf8").split(by.split("\n")[0]!)[0]!.split("\n").length;
      expect(error).toMatch(new RegExp(`^seeds/${file}, Zeile ${line}, Feld „${field}“: .*${message}`, "m"));
    });

    it.each([
      [
        "what is no YAML",
        FILE,
        "organisation: ",
        "organisation: [",
        new RegExp(`^seeds/${FILE}, Zeile \\d+: kein gültiges YAML`),
      ],
      [
        "a slug that is not the file's name",
        FILE,
        "slug: ",
        "slug: x",
        new RegExp(`^seeds/${FILE}, Feld „slug“: .*„x${SLUG}“`),
      ],
      [
        "an entry that names one that is not there",
        "vocabulary/target-groups.yaml",
        "broader: familien",
        "broader: sippe",
        /^seeds\/vocabulary\/target-groups\.yaml, Feld „broader“: „sippe“ gibt es nicht/,
      ],
    ])("stops at %s and changes nothing", async (_, file, what, by, expected) => {
      expect(await faultOf(file, (text) => text.replace(what, by))).toMatch(expected);
    });

    /** The message for a fault, after a start that must not even load what is right and comes first. */
    async function faultOf(file: string, change: (text: string) => string): Promise<string> {
      const before = await store.outside(everything);
      editSeed("examples/aktiva-dresden.yaml", (text) => text.replace(/^title: .*$/m, "title: AktivA neu"));
      editSeed("vocabulary/keywords.yaml", (text) => text.replace('"50plus"', '"50 plus"'));
      editSeed(file, change);
      const error = await load().then(
        () => expect.fail("hat geladen"),
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(ProblemError);
      expect(await store.outside(everything)).toEqual(before);
      return (error as Error).message;
    }
  });
});

describe.each(DATABASES)("the second start on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    it("writes nothing at all", async () => {
      const database = await aDatabase(kind);
      const first = await anApp(kind, { database, seeds: theCollection() });
      expect(first.loaded.revised).toBe(collection.length);
      expect(first.statements().filter(isWrite)).not.toEqual([]);
      await first.close();
      const second = await anApp(kind, { database, seeds: theCollection() });
      expect(second.loaded).toEqual(NOTHING);
      expect(second.statements().filter(isWrite)).toEqual([]);
      await second.close();
      await database.drop();
    });
  });
});

const isWrite = (sql: string) => /^\s*(INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|REPLACE)\b/i.test(sql);

describe("a process that finds a faulty seed file", () => {
  it("ends with 1 and says file, line and field", { timeout: 60_000 }, async () => {
    const database = await aDatabase("sqlite");
    const installation = anInstallation(theCollection());
    edit(installation.seeds, FILE, (text) => text.replace("  min: 25", "  min: viel"));
    const start = installation.start(database);
    expect(await start.ended).toEqual({ code: 1, signal: null });
    expect(start.output()).toMatch(
      /^seeds\/examples\/jumita-goettingen\.yaml, Zeile \d+, Feld „weeklyHours\.min“: .+$/m,
    );
    expect(start.output()).not.toMatch(/\bat .+:\d+:\d+/);
    await installation.drop();
    await database.drop();
  });
});
