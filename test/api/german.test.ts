// German as people type it: every spelling, every ending, whole words where beginnings would mislead, and help where nothing fits.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { anExample } from "../support/content.ts";
import type { EngineQuestion, SearchEngine } from "../../src/search/engine.ts";
import { EmbeddedEngine } from "../../src/search/engines/embedded.ts";
import { CatalogueLanguage } from "../../src/search/language.ts";
import { readLexicon } from "../../src/search/lexicon-files.ts";
import { Searches } from "../../src/search/searches.ts";
import { anApp, DATABASES, SEEDS, type TestApp, theCollection } from "../support/app.ts";

describe.each(DATABASES)("German on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection() });
      await app.publish(
        anExample({ slug: "zuschuss", title: "Förderung von Betrieben" }),
        anExample({ slug: "schulden", title: "Forderungen und Mahnungen" }),
        anExample({ slug: "buch-1", title: "Nur nach dem SGB I" }),
        anExample({ slug: "buch-2", title: "Nur nach dem SGB II" }),
        anExample({ slug: "buch-3", title: "Nur nach dem SGB III" }),
        anExample({ slug: "buch-12", title: "Nur nach dem SGB XII" }),
        anExample({ slug: "prozent", title: "Zu 100 % vermittelt" }),
      );
    });
    afterAll(() => app.close());

    const search = async (query: string, filter: object = {}) => {
      const { data, errors } = await app.query(
        `query ($query: String, $filter: PracticeExampleFilter) {
          searchPracticeExamples(query: $query, filter: $filter, first: 100) {
            totalCount edges { node { slug } } reading { words notes citations { cited } relaxations { dropped count text query filterFields } }
          }
        }`,
        { query, filter },
      );
      expect(errors).toBeUndefined();
      const { edges, ...rest } = data.searchPracticeExamples;
      return { ...rest, slugs: edges.map((edge: any) => edge.node.slug) as string[] };
    };
    const slugs = async (query: string) => (await search(query)).slugs;

    test.each([
      ["Maßnahme", ["Massnahme", "MASSNAHME", "maßnahme", "Maßnahmen", "MAẞNAHME"]],
      ["Alleinerziehende", ["Alleinerziehender", "alleinerziehenden", "ALLEINERZIEHENDE"]],
      ["Mütter", ["Muetter", "MÜTTER", "Mutter", "Mu\u0308tter"]],
      ["Jobcenter", ["JOBCENTER", "Jobcenters", "jobcenter"]],
      ["Ausbildung", ["Ausbildungen", "AUSBILDUNG"]],
      ["Kunde", ["Kunden", "Kund*innen", "Kund:innen", "Kundinnen"]],
      ["Teilnehmende", ["Teilnehmenden", "teilnehmender"]],
      ["SGB II", ["SGB 2", "sgb ii", "SGB-II", "SGB\u00a0II", "Sozialgesetzbuch II"]],
    ])("finds the same for „%s“ in every spelling and form", async (word, others) => {
      const found = (await slugs(`${word} `)).sort();
      expect(found.length).toBeGreaterThan(0);
      for (const other of others) expect([other, (await slugs(`${other} `)).sort()]).toEqual([other, found]);
    });

    it("completes beginnings in every spelling", async () => {
      const found = await slugs("Maßn");
      expect(found.length).toBeGreaterThan(0);
      for (const other of ["Massn", "MASSN"]) expect(await slugs(other)).toEqual(found);
    });

    it("keeps Förderung and Forderung apart", async () => {
      expect(await slugs("Förderung")).toContain("zuschuss");
      expect(await slugs("Förderung")).not.toContain("schulden");
      expect(await slugs("Foerderung")).toEqual(await slugs("Förderung"));
      expect(await slugs("Forderung")).toContain("schulden");
      expect(await slugs("Forderung")).not.toContain("zuschuss");
    });

    test.each([
      ["SGB I", "buch-1"],
      ["SGB II", "buch-2"],
      ["SGB III", "buch-3"],
      ["SGB 3", "buch-3"],
      ["SGB XII", "buch-12"],
    ])("finds with „%s“ nothing that is in other books only", async (book, slug) => {
      const found = (await slugs(book)).filter((s: string) => s.startsWith("buch-"));
      expect(found).toEqual([slug]);
    });

    it("takes the last word for a beginning while it is being typed, and for whole once a space follows", async () => {
      expect(await slugs("Alleinerz")).toContain("jumita-goettingen");
      expect(await slugs("Göttingen Alleinerz")).toEqual(["jumita-goettingen"]);
      expect(await slugs("Alleinerz ")).not.toContain("jumita-goettingen");
    });

    it("finds what has all the words, and says so when it has to settle for some", async () => {
      const all = await search("Teilzeit Alleinerziehende");
      expect(all.slugs).toContain("jumita-goettingen");
      expect(all.reading.notes).toEqual([]);
      const some = await search("Teilzeit Quastenflosser");
      expect(some.slugs).toContain("jumita-goettingen");
      expect(some.reading.notes.join(" ")).toMatch(/alle Suchwörter/);
    });

    it("reads ten words and names those it leaves out", async () => {
      const { reading } = await search("eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf");
      expect(reading.words).toHaveLength(10);
      expect(reading.notes.join(" ")).toContain("elf, zwölf");
    });

    it("takes citations out of the words and uses them as filters", async () => {
      const { reading, slugs } = await search("Alleinerziehende, Teilzeit, § 45 SGB III und § 16 SGB II");
      expect(reading.citations.map((c: any) => c.cited)).toEqual(["§ 45 SGB III und § 16 SGB II"]);
      expect(reading.words).toEqual(["Alleinerziehende", "Teilzeit"]);
      expect(slugs).toContain("jumita-goettingen");
    });

    describe("when nothing fits", () => {
      it("says which choice was in the way, the most helpful first", async () => {
        const { totalCount, reading } = await search("Alleinerziehende", {
          federalStates: ["SL"],
          targetGroups: ["alleinerziehende"],
        });
        expect(totalCount).toBe(0);
        const counts = reading.relaxations.map((r: any) => r.count);
        expect(counts).toEqual([...counts].sort((a, b) => b - a));
        expect(reading.relaxations.map((r: any) => r.dropped)).toContain("federalStates");
        for (const { dropped, count, text } of reading.relaxations) {
          expect(text).toMatch(new RegExp(`^ohne .+: ${count} Treffer$`));
          const query = dropped === "query" ? "" : "Alleinerziehende";
          const filter = { federalStates: ["SL"], targetGroups: ["alleinerziehende"], [dropped]: undefined };
          expect((await search(query, filter)).totalCount).toBe(count);
        }
        expect(reading.notes).toEqual(["Kein Beispiel passt zu dieser Suche."]);
      });

      it("names the words as the hindrance where they are", async () => {
        const { reading } = await search("Quastenflosser", { federalStates: ["BY"] });
        expect(reading.relaxations.map((r: any) => r.dropped)).toEqual(["query"]);
      });

      it("names the citation as the hindrance where it is", async () => {
        const { reading } = await search("Alleinerziehende § 999 SGB II");
        expect(reading.relaxations).toMatchObject([
          { dropped: "citation", count: expect.any(Number), text: expect.stringContaining("§ 999 SGB II") },
        ]);
      });

      const relaxed = async (query: string, filter: object = {}) => {
        const { reading } = await search(query, filter);
        for (const { query: left, filterFields, count, text } of reading.relaxations) {
          const kept = Object.entries(filter).filter(([name]) => !filterFields.includes(name));
          expect([text, (await search(left, Object.fromEntries(kept))).totalCount]).toEqual([text, count]);
        }
        return reading.relaxations.map((r: any) => r.text.replace(/\d+ Treffer$/, "n Treffer"));
      };

      it("names a chosen value by itself, several by their facet, and what speaks not for itself too", async () => {
        const word = "Jena ";
        expect(await relaxed(word, { federalStates: ["BY"] })).toContain("ohne Bayern: n Treffer");
        expect(await relaxed(word, { federalStates: ["BY", "HE"] })).toContain(
          "ohne Bundesland (Bayern, Hessen): n Treffer",
        );
        expect(await relaxed(word, { activeIn: 1999 })).toContain("ohne Lief im Jahr (1999): n Treffer");
        expect(await relaxed(word, { clientsPerStaff: { min: 1, max: 1.5 } })).toContain(
          "ohne Betreuungsschlüssel (1 bis 1,5): n Treffer",
        );
        expect(await relaxed(word, { clientsPerStaff: { min: 9000 } })).toContain(
          "ohne Betreuungsschlüssel (ab 9.000): n Treffer",
        );
        expect(await relaxed(word, { evidenceAtLeast: "EFFECT_SHOWN" })).toEqual(
          expect.arrayContaining([expect.stringMatching(/^ohne Nachweisgüte mindestens \(.+\): n Treffer$/)]),
        );
        expect(await relaxed(word, { legalBases: ["16e SGB II"] })).toContain("ohne 16e SGB II: n Treffer");
      });

      it("names each citation by its text", async () => {
        expect(await relaxed("§ 45 SGB III Alleinerziehende § 999 SGB II")).toEqual(["ohne § 999 SGB II: n Treffer"]);
      });

      it("names each word where no example has all of them, and all together after that", async () => {
        expect(await relaxed("Teilzeit Quastenflosser")).toEqual(["ohne „Quastenflosser“: n Treffer"]);
        expect(await relaxed("Quastenflosser Teilz")).toEqual(["ohne „Quastenflosser“: n Treffer"]);
        expect(await relaxed("Alleinerziehende Quastenflosser ", { federalStates: ["NI"] })).toEqual([
          "ohne „Quastenflosser“: n Treffer",
          "ohne alle Suchwörter (Alleinerziehende Quastenflosser): n Treffer",
        ]);
      });

      it("tries pairs only where nothing helps by itself", async () => {
        expect(await relaxed("Alleinerziehende § 999 SGB II", { federalStates: ["HH"] })).toEqual([
          "ohne Hamburg und § 999 SGB II: n Treffer",
        ]);
        expect(await relaxed("Alleinerziehende Teilzeit Quastenflosser ", { federalStates: ["HH"] })).toEqual([
          "ohne Hamburg und „Quastenflosser“: n Treffer",
        ]);
      });

      it("asks the engine no more than 24 times more, and says nothing where all of it is in vain", async () => {
        const engine = new EmbeddedEngine();
        let asked = 0;
        const counting = { name: "embedded", search: (question: EngineQuestion) => (asked++, engine.search(question)) };
        const language = new CatalogueLanguage(readLexicon(SEEDS), engine);
        const { reading } = await new Searches(counting as SearchEngine, app.vocabulary, language, app.settled).search(
          {
            query: "Quastenflosser Schnabeltier Beutelwolf Riesenalk Dronte Moa Tarpan Auerochse Quagga Mammut",
            filter: { federalStates: ["HH"], activeIn: 1999, evidenceAtLeast: "EFFECT_SHOWN" },
            sort: "RELEVANCE",
            first: 10,
          },
          app.context().examples,
        );
        expect(asked).toBe(2);
        expect(await reading.relaxations).toEqual([]);
        expect(asked).toBe(2 + 24);
      });

      it("suggests to leave out nothing where that would be everything", async () => {
        expect((await search("Quastenflosser")).reading.relaxations).toEqual([]);
      });
    });

    describe("signs mean nothing", () => {
      test.each([
        ['"Frauen"', ["Frauen"]],
        ["„Frauen“", ["Frauen"]],
        ['"Frauen', ["Frauen"]],
        ["-Frauen", ["Frauen"]],
        ["+Frauen", ["Frauen"]],
        ["Frauen*", ["Frauen"]],
        ["Frauen~2^3", ["Frauen", "2", "3"]],
        ["NOT Frauen", ["NOT", "Frauen"]],
        ["<b>Frauen</b>", ["b", "Frauen"]],
        ["title:Frauen", ["title", "Frauen"]],
        ['keywords = "frauen" OR 1=1', ["keywords", "frauen", "OR", "1"]],
        ["Frauen'; DROP TABLE practice_example; --", ["Frauen", "DROP", "TABLE", "practice", "example"]],
        ["Frauen\\", ["Frauen"]],
        ["{Frauen}]", ["Frauen"]],
        ["Frauen 👩‍👧 ❤️", ["Frauen"]],
        ["❤️ Frauen", ["Frauen"]],
        ["\u202eFrauen\u202c", ["Frauen"]],
        ["Frauen\nFrauen\tFrauen", ["Frauen"]],
        ["نساء Frauen", ["نساء", "Frauen"]],
      ])("in %j", async (query, words) => {
        const { reading, slugs } = await search(query);
        expect(reading.words).toEqual(words);
        expect(slugs).toEqual(expect.arrayContaining((await search("Frauen ")).slugs));
      });

      test.each(["", " ", "?!", "%", "_", '"', "-", "***", "§", "()", "😀", "❤️", "\u202e", "der die das"])(
        "%j alone is no search at all",
        async (query) => {
          const everything = await search("");
          expect(await search(query)).toEqual(everything);
          expect(everything.totalCount).toBe(everything.slugs.length);
        },
      );

      it("finds a percentage by its number", async () => {
        expect(await slugs("100 %")).toContain("prozent");
        expect((await slugs("100 %")).length).toBeLessThan(await slugs("").then((all) => all.length));
      });
    });
  });
});
