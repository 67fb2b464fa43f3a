// What the seeds no longer have leaves the database as well, unless an example still needs it.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ExampleTable, LegalBasisTable } from "../../src/catalogue/catalogue.entity.ts";
import { loadSeeds } from "../../src/catalogue/load-seeds.ts";
import { publish } from "../../src/catalogue/publish.ts";
import {
  KeywordTable,
  MethodTable,
  OrganisationTable,
  ProvisionTable,
  SourceTable,
  SourceTableTable,
  TargetGroupTable,
} from "../../src/vocabulary/vocabulary.entity.ts";
import { readVocabulary } from "../../src/vocabulary/vocabulary.ts";
import { DATABASES, someSeeds } from "../support/app.ts";
import { anExample, SOURCES } from "../support/content.ts";
import { examples } from "../support/seeds.ts";
import { aStore, everything, type TestStore } from "../support/store.ts";

const FILE = "examples/jumita-goettingen.yaml";
const NOTHING = { revised: 0, withdrawn: 0, reprojected: 0, lists: false };

describe.each(DATABASES)("what the seeds no longer have, on $kind,", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let store: TestStore;
    let seeds: ReturnType<typeof someSeeds>;
    beforeEach(async () => {
      store = await aStore(kind);
      seeds = someSeeds();
      expect(await load()).toEqual({ ...NOTHING, revised: examples.length, lists: true });
    });
    afterEach(async () => {
      seeds.drop();
      await store.close();
    });

    const load = () => loadSeeds(store, { folder: seeds.folder, now: () => new Date("2026-01-01") });
    const editSeed = (file: string, change: (text: string) => string) => {
      const path = join(seeds.folder, file);
      const before = readFileSync(path, "utf8");
      const after = change(before);
      expect(after).not.toBe(before);
      writeFileSync(path, after);
    };

    const LEAVING = `
- { slug: fast-vergangene, label: Fast Vergangene, synonyms: [] }
- { slug: vergangene, label: Vergangene, broader: fast-vergangene, synonyms: [] }
`;
    const KEYWORDS = `
- { slug: vergangenes, label: Vergangenes, index: { source: vergangene-quelle, pages: "3" } }
- { slug: siehe-vergangenes, label: Siehe Vergangenes, see: vergangenes, broader: vergangenes }
`;
    const PROVISION = `
- slug: sgb3-999-2012
  lawBook: SGB_III
  section: "999"
  title: Vergangenes
  validFrom: "2012-04-01"
  reference: BGBl. I S. 1
`;
    const table = (slug: string, source: string) => {
      mkdirSync(join(seeds.folder, "tables"), { recursive: true });
      const columns = [{ label: "Jahr" }, { label: "Plätze", unit: "COUNT" }];
      const content = { slug, source, title: slug, section: "1", columns, rows: [{ cells: ["2012", 30] }] };
      writeFileSync(join(seeds.folder, `tables/${slug}.yaml`), JSON.stringify(content));
    };
    const LISTS = ["vocabulary/target-groups", "vocabulary/methods", "vocabulary/keywords", "vocabulary/organisations"];
    const FILES = [...LISTS, "vocabulary/provisions", "sources"].map((list) => `${list}.yaml`);
    /** The lists as they were, to go back to. */
    const before = new Map<string, string>();
    /** One more of everything, and an example from elsewhere that names what is given. */
    const withMore = async (named: Parameters<typeof anExample>[0] = {}) => {
      for (const file of FILES) before.set(file, readFileSync(join(seeds.folder, file), "utf8"));
      const more = [
        LEAVING,
        "\n- { slug: vergangene-methode, label: Vergangen, synonyms: [] }\n",
        KEYWORDS,
        "\n- { slug: vergangenes-jobcenter, name: Vergangen, kind: AGENCY }\n",
        PROVISION,
        '\n- { slug: vergangene-quelle, title: Vergangen, lawAsOf: "2013-01-01" }\n',
      ];
      FILES.forEach((file, i) => editSeed(file, (text) => text + more[i]));
      table("vergangene-tabelle", "vergangene-quelle");
      await load();
      await store.write(async (manager) => {
        const content = anExample({ slug: "von-anderswo", ...named });
        await publish(manager, [{ content, origin: "test" }], await readVocabulary(manager, "2026-01-01"), new Date());
      });
    };
    const withoutMore = async () => {
      for (const [file, text] of before) writeFileSync(join(seeds.folder, file), text);
      rmSync(join(seeds.folder, "tables/vergangene-tabelle.yaml"));
      return load();
    };
    const TABLES = [TargetGroupTable, MethodTable, KeywordTable, OrganisationTable, ProvisionTable, SourceTable];
    const left = () =>
      store.read(async (manager) => {
        const found: string[] = [];
        for (const list of [...TABLES, SourceTableTable])
          for (const { slug } of await manager.find(list as typeof MethodTable))
            if (/vergangen|999/.test(slug)) found.push(slug);
        return found.sort();
      });

    it("leaves the database too, with what belongs to it", async () => {
      await withMore();
      expect(await left()).toHaveLength(9);
      expect(await withoutMore()).toEqual({ ...NOTHING, reprojected: examples.length + 1, lists: true });
      expect(await left()).toEqual([]);
      expect(await load()).toEqual(NOTHING);
    });

    it("stays as long as a published example from elsewhere names it, and goes with the next change", async () => {
      await withMore({
        targetGroups: ["vergangene"],
        methods: ["vergangene-methode"],
        keywords: ["vergangenes"],
        organisation: "vergangenes-jobcenter",
        sources: [{ source: "vergangene-quelle", pages: "1" }],
      });
      await withoutMore();
      expect(await left()).toEqual([
        "vergangene",
        "vergangene-methode",
        "vergangene-quelle",
        "vergangenes",
        "vergangenes-jobcenter",
      ]);
      await store.write((manager) => manager.delete(ExampleTable, { slug: "von-anderswo" }));
      editSeed("sources.yaml", (text) => `${text}# geprüft\n`);
      await load();
      expect(await left()).toEqual([]);
    });

    it("is no longer what a citation leads to", async () => {
      await withMore({ legalBases: [{ cited: "§ 999 SGB III", sources: SOURCES }] });
      const provision = () =>
        store.read(
          async (manager) => (await manager.findOneByOrFail(LegalBasisTable, { example: "von-anderswo" })).provision,
        );
      expect(await provision()).toBe("sgb3-999-2012");
      await withoutMore();
      expect(await provision()).toBeNull();
      expect(await left()).toEqual([]);
    });

    it("must not be named by an example that stays: that is a fault of its file, and nothing is changed", async () => {
      editSeed(FILE, (text) => text.replace("methods: [", "methods: [vergangene-methode, "));
      editSeed("vocabulary/methods.yaml", (text) => `${text}\n- { slug: vergangene-methode, label: Vergangen }\n`);
      await load();
      const loaded = await store.outside(everything);
      editSeed("vocabulary/methods.yaml", (text) => text.replace(/\n.*vergangene-methode.*\n$/, ""));
      await expect(load()).rejects.toThrow(
        new RegExp(`^seeds/${FILE}, Zeile \\d+, Feld „methods.0“: die Methode „vergangene-methode“ gibt es nicht`),
      );
      expect(await store.outside(everything)).toEqual(loaded);
    });

    it("must not be a relative of an example that stays", async () => {
      editSeed(FILE, (text) => `${text}related: [{ example: aktiva-dresden, note: Vergleich }]\n`);
      await load();
      rmSync(join(seeds.folder, "examples/aktiva-dresden.yaml"));
      await expect(load()).rejects.toThrow(
        new RegExp(`^seeds/${FILE}, Zeile \\d+, Feld „related.0.example“: das Beispiel „aktiva-dresden“ gibt es nicht`),
      );
    });
  });
});
