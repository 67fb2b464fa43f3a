// Characters that databases treat differently: refused before they get there, or stored and found alike on both.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ExamplePartnerTable, ExampleTable, RevisionTable } from "../../src/catalogue/catalogue.entity.ts";
import { loadSeeds } from "../../src/catalogue/load-seeds.ts";
import { InstrumentTable } from "../../src/vocabulary/vocabulary.entity.ts";
import { DATABASES } from "../support/app.ts";
import { anExample } from "../support/content.ts";
import { aSeedFolder } from "../support/seeds.ts";
import { aStore, everything, type TestStore } from "../support/store.ts";

const STORED: [what: string, given: string, stored: string][] = [
  ["decomposed umlauts, composed", "Fo\u0308rderung fu\u0308r A\u0308ltere", "Förderung für Ältere"],
  ["characters of four bytes", "Übergang 👩‍💼 𝔉𝔬̈𝔯𝔡𝔢𝔯𝔲𝔫𝔤", "Übergang 👩‍💼 𝔉𝔬̈𝔯𝔡𝔢𝔯𝔲𝔫𝔤"],
  ["marks of writing direction", "links \u202Estfel\u202C", "links \u202Estfel\u202C"],
  ["quotes, wildcards and backslashes", `100 % "sicher" 'n\\a' _x $1 ;--`, `100 % "sicher" 'n\\a' _x $1 ;--`],
  ["the last character there is", "a\u{10FFFF}b\uFFFFc", "a\u{10FFFF}b\uFFFFc"],
];
const REFUSED: [what: string, given: string][] = [
  ["NUL", "a\u0000b"],
  ["the first half of a character", "a\uD83Db"],
  ["the second half of a character", "a\uDC69b"],
  ["an escape sequence", "a\u001B[31mb"],
];

describe.each(DATABASES)("text on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let store: TestStore;
    let seeds: ReturnType<typeof aSeedFolder>;
    beforeEach(async () => {
      store = await aStore(kind);
    });
    afterEach(async () => {
      seeds.drop();
      await store.close();
    });

    /** Loads an example and an instrument that have the text in each kind of field. */
    const load = (text: string, label = text) => {
      seeds = aSeedFolder({
        sources: [{ slug: "ag-eingliederung-2013", title: "Quelle", lawAsOf: "2013-05-01" }],
        "target-groups": [{ slug: "alleinerziehende", label: "Alleinerziehende" }],
        organisations: [{ slug: "jobcenter-heidenheim", name: "Jobcenter", kind: "JOINT_FACILITY" }],
        instruments: [{ slug: "instrument", label, synonyms: [label] }],
      });
      const example = { ...anExample(), title: text, summary: text, partners: [text] };
      writeFileSync(join(seeds.folder, "examples/ein-beispiel.yaml"), JSON.stringify(example));
      return loadSeeds(store, { folder: seeds.folder, now: () => new Date("2026-01-01") });
    };

    it.each(STORED)("keeps %s", async (_, given, stored) => {
      await load(given);
      await store.outside(async (manager) => {
        expect(await manager.find(ExampleTable)).toMatchObject([{ title: stored, summary: stored }]);
        expect(await manager.find(ExamplePartnerTable)).toMatchObject([{ value: stored }]);
        expect(await manager.find(InstrumentTable)).toMatchObject([{ label: stored, synonyms: [stored] }]);
        const [revision] = await manager.find(RevisionTable);
        expect(JSON.parse(revision!.content)).toMatchObject({ title: stored, summary: stored, partners: [stored] });
        expect(await manager.findBy(ExampleTable, { title: stored })).toHaveLength(1);
      });
    });

    it.each(REFUSED)("refuses %s in an example, and nothing is stored", async (_, given) => {
      const before = await store.outside(everything);
      await expect(load(given, "Instrument")).rejects.toThrow(
        /Feld „title“: Steuerzeichen(.|\n)*Feld „partners\.0“(.|\n)*Feld „summary“/,
      );
      expect(await store.outside(everything)).toEqual(before);
    });

    it.each(REFUSED)("refuses %s in a closed list, and nothing is stored", async (_, given) => {
      const before = await store.outside(everything);
      await expect(load("Ein Beispiel", given)).rejects.toThrow(
        /Feld „0\.label“: Steuerzeichen(.|\n)*Feld „0\.synonyms\.0“/,
      );
      expect(await store.outside(everything)).toEqual(before);
    });
  });
});
