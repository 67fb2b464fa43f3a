// What approaches cost, by instrument and target group: figures of the real catalogue as counted by hand, and how they are guarded.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aBudget, anExample, anOutcome, SOURCES } from "../support/content.ts";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";

const GROUP = `value label examples n planned notes
  quartiles { min { value } lower { value } median { value currency } upper { value } max { value } }
  figures { example { slug } value { value } planned year }`;
const STATISTICS = `query ($by: CostGrouping!, $measure: CostMeasure, $filter: PracticeExampleFilter) {
  costStatistics(by: $by, measure: $measure, filter: $filter) { notes all { ${GROUP} } groups { ${GROUP} } }
}`;
const ACTIVATION = "aktivierung-und-berufliche-eingliederung";

describe.each(DATABASES)("cost statistics on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    beforeAll(async () => {
      app = await anApp(kind);
    });
    afterAll(() => app.close());

    const statistics = async (by: string, variables: object = {}) => {
      const { data, errors } = await app.query(STATISTICS, { by, measure: "COST_PER_PARTICIPANT_MONTH", ...variables });
      expect(errors).toBeUndefined();
      const { groups, ...rest } = data.costStatistics;
      return { ...rest, groups, group: (value: string) => groups.find((group: any) => group.value === value) };
    };
    const figuresOf = ({ figures }: any) => figures.map(({ example, value }: any) => [example.slug, value.value]);
    const withCost = (slug: string, amount: number, given: Parameters<typeof anExample>[0] = {}) =>
      anExample({ slug, budgets: [aBudget({ amount, basis: "PER_PARTICIPANT_MONTH" })], ...given });

    it("a participant-month of activation costs between 423.69 and 1,300 €, the median is 837 €", async () => {
      const { group, all, notes } = await statistics("INSTRUMENT");
      const activation = group(ACTIVATION);
      expect(activation).toMatchObject({
        label: "Maßnahmen zur Aktivierung und beruflichen Eingliederung",
        n: 7,
        planned: 2,
        notes: ["2 von 7 Angaben sind geplant."],
        // Of the seven below, in order: halfway between the second and third, the fourth, halfway between the fifth and sixth.
        quartiles: {
          min: { value: 423.69 },
          lower: { value: 558.34 },
          median: { value: 837, currency: "EUR" },
          upper: { value: 892.5 },
          max: { value: 1300 },
        },
      });
      expect(figuresOf(activation)).toEqual([
        ["arbeitserprobung-120-tage-bautzen", 423.69],
        ["aktivierungshilfen-jugendliche-greiz", 450],
        ["jumita-goettingen", 666.68],
        ["jobschmiede-heidenheim", 837],
        ["bahn-frei-main-kinzig", 875],
        ["diagnose-orientierung-coaching-mainz-bingen", 910],
        ["perspektiven-in-betrieben", 1300],
      ]);
      expect(activation.figures.filter(({ planned }: any) => planned).map(({ example }: any) => example.slug)).toEqual([
        "bahn-frei-main-kinzig",
        "perspektiven-in-betrieben",
      ]);
      expect(activation.figures.every(({ year }: any) => year === 2013)).toBe(true);
      expect([all.examples, all.n]).toEqual([150, 7]);
      expect(notes).toContainEqual(
        "Die Beträge sind nicht auf ein gemeinsames Preisniveau umgerechnet. Sie stehen in Dokumenten von 2013.",
      );
    });

    it("counts what rests on § 46 SGB III as it was before 2012 under the same instrument", async () => {
      const { data } = await app.query(
        `{ practiceExample(slug: "aktivierungshilfen-jugendliche-greiz") { legalBases { cited provision { section validTo } instrument { slug } } } }`,
      );
      expect(data.practiceExample.legalBases).toContainEqual({
        cited: "§ 16 Abs.1 SGB II i.V.m. § 46 Abs.1 Nr. 1 SGB III a.F.",
        provision: { section: "46", validTo: "2012-03-31" },
        instrument: { slug: ACTIVATION },
      });
    });

    it("shows nothing but a count where there are fewer than three figures", async () => {
      for (const [by, measure] of [
        ["INSTRUMENT", "COST_PER_PARTICIPANT_MONTH"],
        ["TARGET_GROUP", "COST_PER_PARTICIPANT"],
        ["TARGET_GROUP", "COST_PER_INTEGRATION"],
      ] as const) {
        const { groups } = await statistics(by, { measure });
        const few = groups.filter((group: any) => group.n < 3);
        expect(few.length).toBeGreaterThan(5);
        for (const { n, quartiles, figures, notes } of few) {
          expect([quartiles, figures]).toEqual([null, []]);
          expect(notes).toEqual([`zu wenige Angaben (n = ${n})`]);
        }
      }
      const { all, notes } = await statistics("INSTRUMENT", { measure: "COST_PER_INTEGRATION" });
      expect([all.n, all.quartiles]).toEqual([0, null]);
      expect(notes).toHaveLength(1);
    });

    it.each([
      ["INSTRUMENT", "instruments"],
      ["TARGET_GROUP", "targetGroups"],
    ])("by %s, a group has as many examples as a search with its value finds", async (by, field) => {
      const { groups } = await statistics(by, { filter: { sources: ["ag-eingliederung-2013"] } });
      expect(groups.length).toBeGreaterThan(10);
      const searches = groups
        .slice(0, 30)
        .map(
          ({ value }: any, i: number) =>
            `_${i}: searchPracticeExamples(filter: { sources: ["ag-eingliederung-2013"], ${field}: ["${value}"] }, first: 1) { totalCount }`,
        );
      const { data } = await app.query(`{ ${searches.join("\n")} }`);
      expect(Object.values(data).map((found: any) => found.totalCount)).toEqual(
        groups.slice(0, 30).map(({ examples }: any) => examples),
      );
    });

    it("a broader target group has the figures of its narrower ones", async () => {
      const { group } = await statistics("TARGET_GROUP");
      const [narrow, broad] = [group("junge-eltern"), group("familien")];
      expect([narrow.n, broad.n]).toEqual([1, 1]);
      expect(broad.examples).toBeGreaterThan(narrow.examples);
    });

    it("keeps to the filter", async () => {
      const { all, group } = await statistics("INSTRUMENT", { filter: { implementations: ["PROCUREMENT"] } });
      expect(figuresOf(all)).toEqual([
        ["arbeitserprobung-120-tage-bautzen", 423.69],
        ["aktivierungshilfen-jugendliche-greiz", 450],
        ["jumita-goettingen", 666.68],
        ["diagnose-orientierung-coaching-mainz-bingen", 910],
      ]);
      expect(all.notes).toEqual([]);
      expect(group(ACTIVATION).quartiles.median.value).toBe(558.34);
    });

    it("answers a search that finds nothing with no groups and a count of none", async () => {
      const { all, groups } = await statistics("TARGET_GROUP", {
        filter: { federalStates: ["HB"], keywords: ["jumita"] },
      });
      expect(groups).toEqual([]);
      expect(all).toMatchObject({ examples: 0, n: 0, notes: ["zu wenige Angaben (n = 0)"] });
    });

    it("refuses what the filter does not know", async () => {
      const { errors } = await app.query(STATISTICS, { by: "INSTRUMENT", filter: { instruments: ["gibts-nicht"] } });
      expect(errors![0].extensions.problems).toMatchObject([
        { code: "UNKNOWN_VALUE", path: ["filter", "instruments", 0] },
      ]);
    });

    it.each([0, 101])("refuses to show %d figures", async (first) => {
      const { errors } = await app.query(
        `query ($first: Int!) { costStatistics(by: INSTRUMENT) { all { figures(first: $first) { planned } } } }`,
        { first },
      );
      expect(errors![0].extensions.problems).toMatchObject([{ code: "INVALID_PAGE_SIZE", path: ["first"] }]);
    });

    describe("with examples of another year, and some that were withdrawn", () => {
      const hannover = [{ source: "region-hannover-2014", section: "Folie 3" }];
      const later = [100, 200, 300].map((amount) =>
        withCost(`spaeter-${amount}`, amount, {
          targetGroups: ["frauen"],
          budgets: [aBudget({ amount, basis: "PER_PARTICIPANT_MONTH", planned: true, sources: hannover })],
        }),
      );
      beforeAll(async () => {
        await app.publish(...later);
      });

      it("says from which years the money is", async () => {
        const { notes } = await statistics("TARGET_GROUP");
        expect(notes.at(-1)).toContain("Sie stehen in Dokumenten von 2013 bis 2014.");
      });

      it("says how many figures are planned, and where all are", async () => {
        const { group } = await statistics("TARGET_GROUP");
        expect(group("frauen").notes).toEqual(["3 von 4 Angaben sind geplant."]);
        expect(group("frauen").figures.map(({ year }: any) => year)).toEqual([2014, 2014, 2014, 2013]);
        const { all } = await statistics("TARGET_GROUP", { filter: { costPerParticipantMonth: { max: 300 } } });
        expect([all.n, all.planned]).toEqual([3, 3]);
        expect(all.notes).toEqual(["Alle Angaben sind geplant, keine ist ein Ergebnis."]);
      });

      it("never shows an example that is no longer published", async () => {
        await app.withdraw("spaeter-200");
        const { group } = await statistics("TARGET_GROUP");
        expect(figuresOf(group("frauen")).map(([slug]: [string]) => slug)).toEqual([
          "spaeter-100",
          "spaeter-300",
          "jumita-goettingen",
        ]);
        await app.settled();
        expect((await statistics("TARGET_GROUP")).group("frauen").n).toBe(3);
      });
    });

    it("an integration's cost is counted where money and count belong together", async () => {
      const integrated = [1000, 2000, 4000].map((amount) =>
        anExample({
          slug: `integration-${amount}`,
          budgets: [aBudget({ amount: amount * 10 })],
          outcomes: [anOutcome({ kind: "INSURED_EMPLOYMENT", value: 10, asOf: "2013-01-31" })],
          period: { start: "2012-01-01", end: "2012-12-31", sources: SOURCES },
        }),
      );
      await app.publish(...integrated);
      const { all } = await statistics("INSTRUMENT", { measure: "COST_PER_INTEGRATION" });
      expect(figuresOf(all)).toEqual(integrated.map(({ slug }, i) => [slug, [1000, 2000, 4000][i]]));
      expect(all.quartiles.median.value).toBe(2000);
      const { data } = await app.query(
        `{ practiceExample(slug: "integration-2000") { costPerIntegration { value { value } formula inputs assumption planned year } } }`,
      );
      expect(data.practiceExample.costPerIntegration).toMatchObject({
        value: { value: 2000 },
        formula: "20.000 € ÷ 10 Integrationen in sozialversicherungspflichtige Beschäftigung",
        planned: false,
        year: 2013,
      });
    });

    it("takes as many statements for a hundred figures as for one", async () => {
      const many = Array.from({ length: 110 }, (_, i) => withCost(`viele-${i}`, 500 + i));
      await app.publish(...many);
      const count = async (first: number) => {
        app.statements();
        const { data } = await app.query(
          `query ($first: Int!) { costStatistics(by: TARGET_GROUP) {
            all { figures(first: $first) { example { title legalBases { cited } } } }
            groups { n figures(first: $first) { example { title } } } } }`,
          { first },
        );
        expect(data.costStatistics.all.figures).toHaveLength(first);
        return app.statements().length;
      };
      await count(100);
      const [one, hundred] = [await count(1), await count(100)];
      expect(hundred).toBe(one);
      expect(one).toBeGreaterThan(0);
      expect(one).toBeLessThanOrEqual(2);
    });
  });
});
