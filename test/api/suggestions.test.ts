// Suggestions while typing, and the keyword index.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { anExample } from "../support/content.ts";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";

describe.each(DATABASES)("typing on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    beforeAll(async () => {
      app = await anApp(kind);
      await app.publish(
        anExample({ slug: "lotsen", title: "<b>Lotsen</b> für „Ältere“", keywords: ["arbeitgeberzuschuss"] }),
      );
    });
    afterAll(() => app.close());

    const suggest = async (prefix: string, first?: number) => {
      const { data, errors } = await app.query(
        "query ($prefix: String!, $first: Int) { suggest(prefix: $prefix, first: $first) { kind value label } }",
        { prefix, first },
      );
      expect(errors).toBeUndefined();
      return data.suggest as { kind: string; value: string; label: string }[];
    };

    test.each([
      ["Alleinerz", "TARGET_GROUP", "alleinerziehende"],
      ["alleinerz", "TARGET_GROUP", "alleinerziehende"],
      ["U25", "TARGET_GROUP", "junge-menschen"],
      ["Ält", "TARGET_GROUP", "aeltere"],
      ["aelt", "TARGET_GROUP", "aeltere"],
      ["Menschen Behind", "TARGET_GROUP", "menschen-mit-behinderung"],
      ["Hausbes", "METHOD", "aufsuchend"],
      ["Vermittlungsb", "INSTRUMENT", "vermittlungsbudget"],
      ["§ 16e", "CITATION", "§ 16e SGB II"],
      ["§16e", "CITATION", "§ 16e SGB II"],
      ["16e SGB", "CITATION", "§ 16e SGB II"],
      ["Teilzeitaus", "KEYWORD", "teilzeitausbildung"],
      ["jumi", "EXAMPLE", "jumita-goettingen"],
      ["Lots", "EXAMPLE", "lotsen"],
    ])("suggests for „%s“ the %s %s", async (prefix, kindOf, value) => {
      expect((await suggest(prefix, 50)).map((s) => [s.kind, s.value])).toContainEqual([kindOf, value]);
    });

    it("puts what begins with the word before what contains it", async () => {
      const labels = (await suggest("frauen", 50)).map((s) => s.label);
      expect(labels[0]).toBe("Frauen");
    });

    it("gives eight, or as many as wanted", async () => {
      expect(await suggest("a")).toHaveLength(8);
      expect(await suggest("a", 3)).toEqual((await suggest("a")).slice(0, 3));
      expect(await suggest("a", 50)).toHaveLength(50);
    });

    it("gives only values that the filter understands", async () => {
      const fields: Record<string, string> = {
        TARGET_GROUP: "targetGroups",
        METHOD: "methods",
        INSTRUMENT: "instruments",
        CITATION: "legalBases",
        KEYWORD: "keywords",
      };
      const all = (
        await Promise.all("abcdefghijklmnoprstuvwzäöü§12".split("").map((sign) => suggest(sign, 50)))
      ).flat();
      expect(new Set(all.map((s) => s.kind))).toEqual(new Set([...Object.keys(fields), "EXAMPLE"]));
      for (const [kindOf, field] of Object.entries(fields)) {
        const values = [...new Set(all.filter((s) => s.kind === kindOf).map((s) => s.value))].slice(0, 50);
        expect(
          await app.query(
            "query ($filter: PracticeExampleFilter) { searchPracticeExamples(filter: $filter) { totalCount } }",
            { filter: { [field]: values } },
          ),
        ).not.toHaveProperty("errors");
      }
    });

    test.each(["", " ", "?", "😀", "<", "Quastenflosser"])("has nothing to suggest for „%s“", async (prefix) => {
      expect(await suggest(prefix)).toEqual([]);
    });

    it("suggests citations for a mere §", async () => {
      expect(new Set((await suggest("§", 50)).map((s) => s.kind))).toEqual(new Set(["CITATION"]));
    });

    it("gives labels as they are, for the page to escape", async () => {
      expect((await suggest("Lotsen"))[0]!.label).toBe("<b>Lotsen</b> für „Ältere“");
    });

    describe("the keyword index", () => {
      interface Entry {
        keyword: { slug: string; label: string };
        count: number;
        see: { slug: string } | null;
        narrower: Entry[];
      }
      const index = async (startsWith?: string | null) => {
        const { data, errors } = await app.query(
          `query ($startsWith: String) { keywordIndex(startsWith: $startsWith) { ...E narrower { ...E narrower { ...E } } } }
           fragment E on KeywordEntry { keyword { slug label } count see { slug } }`,
          { startsWith },
        );
        expect(errors).toBeUndefined();
        return data.keywordIndex as Entry[];
      };
      const flat = (entries: Entry[]): Entry[] => entries.flatMap((entry) => [entry, ...flat(entry.narrower ?? [])]);
      const entry = async (slug: string) => flat(await index()).find((e) => e.keyword.slug === slug)!;

      it("has every keyword once, in German alphabetical order", async () => {
        const all = await index();
        const labels = all.map((e) => e.keyword.label);
        expect(labels).toEqual([...labels].sort(new Intl.Collator("de", { numeric: true }).compare));
        const slugs = flat(all).map((e) => e.keyword.slug);
        expect(slugs.toSorted()).toEqual(
          app
            .vocabulary()
            .keywords.all.map((k) => k.slug)
            .toSorted(),
        );
      });

      it("puts narrower keywords under their broader one", async () => {
        const { narrower } = await entry("kenntnisse");
        expect(narrower.length).toBeGreaterThan(1);
        expect((await index()).map((e) => e.keyword.slug)).not.toContain(narrower[0]!.keyword.slug);
      });

      it("refers from one keyword to another", async () => {
        const references = flat(await index()).filter((e) => e.see);
        expect(references.length).toBeGreaterThan(0);
        expect(references.map((e) => e.see!.slug)).toContain("imbus");
        for (const { see } of references) expect(await entry(see!.slug)).toBeDefined();
      });

      it("counts as many examples as the filter finds", async () => {
        for (const { keyword, count } of flat(await index()).filter((_, i) => i % 10 === 0)) {
          const { data } = await app.query(
            "query ($filter: PracticeExampleFilter) { searchPracticeExamples(filter: $filter) { totalCount } }",
            {
              filter: { keywords: [keyword.slug] },
            },
          );
          expect([keyword.slug, data.searchPracticeExamples.totalCount]).toEqual([keyword.slug, count]);
        }
        expect((await entry("arbeitgeberzuschuss")).count).toBeGreaterThan(0);
      });

      test.each([
        ["Ä", ["Ärztlicher Dienst"]],
        ["ä", ["Ärztlicher Dienst"]],
        ["Ü", ["Übergang Schule - Beruf", "Übungswerkstätten"]],
        ["Übun", ["Übungswerkstätten"]],
        ["uebun", ["Übungswerkstätten"]],
        ["Xyz", []],
      ])("begins with „%s“ at the right place", async (startsWith, labels) => {
        expect((await index(startsWith)).map((e) => e.keyword.label)).toEqual(labels);
      });

      it("is whole for an empty beginning and for none", async () => {
        expect(await index("")).toEqual(await index());
        expect(await index(null)).toEqual(await index());
      });

      it("takes signs of regular expressions and of LIKE as they are", async () => {
        for (const startsWith of ["%", "_", ".*", "(", "\\"]) expect(await index(startsWith)).toEqual([]);
      });
    });
  });
});
