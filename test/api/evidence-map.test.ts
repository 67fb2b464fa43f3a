// The evidence map on the real catalogue: what it counts is what its filters list, gaps are there, and mistakes are told.
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { EVIDENCE_RULES } from "../../src/domain/evidence.ts";
import { codes, EVIDENCE_LEVELS, FEDERAL_STATES } from "../../src/domain/terms.ts";
import { EVIDENCE_DIMENSIONS, type EvidenceDimension } from "../../src/insights/evidence-map.ts";
import type { EvidenceCountsType, EvidenceMapType } from "../../src/insights/evidence-map.type.ts";
import type { Filter } from "../../src/search/question.ts";
import { anApp, DATABASES, someSeeds, type TestApp } from "../support/app.ts";
import { SEED } from "../support/chance.ts";
import { anExample, anOutcome, SOURCES } from "../support/content.ts";

const DIMENSIONS = Object.keys(EVIDENCE_DIMENSIONS) as EvidenceDimension[];
const LEVELS = codes(EVIDENCE_LEVELS);
const NONE = { described: 0, monitored: 0, compared: 0, effectShown: 0, total: 0 };

const MAP = `query ($rows: EvidenceDimension!, $columns: EvidenceDimension!, $filter: PracticeExampleFilter) {
  evidenceMap(rows: $rows, columns: $columns, filter: $filter) {
    rowLabel columnLabel unplaced rowsLeftOut columnsLeftOut notes rules { level label rule }
    counts { ...counts } listedBy { ...list }
    columns { value label counts { ...counts } listedBy { ...list } }
    rows { value label counts { ...counts } listedBy { ...list } cells { counts { ...counts } listedBy { ...list } } }
  }
}
fragment counts on EvidenceCounts { described monitored compared effectShown total }
fragment list on ExampleList { filter label }`;

describe.each(DATABASES)("the evidence map on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    beforeAll(async () => {
      app = await anApp(kind);
    });
    afterAll(() => app.close());

    const map = async (rows: string, columns: string, filter?: object) => {
      const { data, errors } = await app.query<{ evidenceMap: EvidenceMapType }>(MAP, { rows, columns, filter });
      expect(errors).toBeUndefined();
      return data.evidenceMap;
    };
    const problems = async (rows: string, columns: string, filter?: object) => {
      const { errors } = await app.query(MAP, { rows, columns, filter });
      return errors![0].extensions.problems.map(({ code, path, message }: any) => [code, path.join("."), message]);
    };
    /** What the search says of the same filter, level by level. */
    const searched = async (filter: Filter): Promise<EvidenceCountsType> => {
      const count = async (more: Filter) =>
        (await app.searches.search({ filter: { ...filter, ...more }, sort: "TITLE", first: 1 }, app.context().examples))
          .totalCount;
      // A choice of the level in the filter itself leaves only what is at least as good.
      const asked = LEVELS.indexOf((filter.evidenceAtLeast ?? LEVELS[0]) as (typeof LEVELS)[number]);
      const atLeast = await Promise.all(
        LEVELS.map((level, i) => count({ evidenceAtLeast: LEVELS[Math.max(i, asked)] ?? level })),
      );
      const [described, monitored, compared, effectShown] = atLeast.map((n, i) => n - (atLeast[i + 1] ?? 0)) as [
        number,
        number,
        number,
        number,
      ];
      return { described, monitored, compared, effectShown, total: await count({}) };
    };
    const rowOf = (found: EvidenceMapType, value: string) => found.rows.find((row) => row.value === value)!;
    const cellOf = (found: EvidenceMapType, row: string, column: string) =>
      rowOf(found, row).cells[found.columns.findIndex(({ value }) => value === column)]!;

    const someOf = <T>(values: readonly T[]) =>
      fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
    const CHOICES = {
      targetGroups: someOf(["alleinerziehende", "junge-menschen", "langzeitleistungsbeziehende", "migration"]),
      instruments: someOf(["aktivierung-und-berufliche-eingliederung", "freie-foerderung", "arbeitsgelegenheiten"]),
      methods: someOf(["coaching", "gruppe"]),
      carrierTypes: someOf(["JOINT_FACILITY", "MUNICIPAL", "PROVIDER"]),
      federalStates: someOf(["NW", "BY", "NI", "SL"]),
      legalBases: someOf(["§ 45 SGB III", "§16e"]),
      evidenceAtLeast: fc.constantFrom(...LEVELS),
      clientsPerStaff: fc.constant({ min: 20 }),
      activeIn: fc.constantFrom(2012, 2018),
    };
    /** More choices at a time leave nothing. */
    const filters: fc.Arbitrary<Filter> = fc
      .uniqueArray(fc.constantFrom(...(Object.keys(CHOICES) as (keyof typeof CHOICES)[])), { maxLength: 2 })
      .chain((names) =>
        fc.record(Object.fromEntries(names.map((name) => [name, CHOICES[name] as fc.Arbitrary<unknown>]))),
      );
    const pairs = fc
      .uniqueArray(fc.constantFrom(...DIMENSIONS), { minLength: 2, maxLength: 2 })
      .map((pair) => pair as [EvidenceDimension, EvidenceDimension]);

    it(`counts in every cell, row, column and altogether what the search finds with its filter (SEED=${SEED})`, async () => {
      let compared = 0;
      await fc.assert(
        fc.asyncProperty(pairs, filters, fc.nat(), async ([rows, columns], filter, n) => {
          const found = await map(rows, columns, filter);
          expect(await searched(found.listedBy.filter)).toEqual(found.counts);
          for (const line of [...found.rows, ...found.columns])
            expect(await searched(line.listedBy.filter), line.listedBy.label).toEqual(line.counts);
          const cells = found.rows.flatMap((row) => row.cells);
          expect(cells).toHaveLength(found.rows.length * found.columns.length);
          // All of them where there are few, some by chance where there are many.
          for (const [i, cell] of cells.entries())
            if (cells.length <= 60 || (i + n) % Math.ceil(cells.length / 40) === 0) {
              compared++;
              expect(await searched(cell.listedBy.filter), cell.listedBy.label).toEqual(cell.counts);
            }
        }),
        { seed: SEED, numRuns: 30 },
      );
      expect(compared).toBeGreaterThan(300);
    }, 60_000);

    it("lists a cell's examples with its filter as a variable, each with the reason for its level", async () => {
      const found = await map("TARGET_GROUP", "INSTRUMENT");
      const { listedBy, counts } = cellOf(found, "alleinerziehende", "aktivierung-und-berufliche-eingliederung");
      expect(counts.total).toBeGreaterThan(3);
      const { data } = await app.query(
        "query ($filter: PracticeExampleFilter) { searchPracticeExamples(filter: $filter) { totalCount edges { node { evidenceLevel evidenceReason } } } }",
        { filter: listedBy.filter },
      );
      expect(data.searchPracticeExamples.totalCount).toBe(counts.total);
      const nodes = data.searchPracticeExamples.edges.map((edge: any) => edge.node);
      expect(nodes.filter((node: any) => node.evidenceLevel === "MONITORED")).toHaveLength(counts.monitored);
      expect(nodes.every((node: any) => node.evidenceReason.endsWith("."))).toBe(true);
      expect(listedBy.label).toBe(
        "Zielgruppe: Alleinerziehende; Förderinstrument: Maßnahmen zur Aktivierung und beruflichen Eingliederung",
      );
    });

    it("has every value that examples have, and every cell, the empty ones too", async () => {
      const found = await map("METHOD", "FEDERAL_STATE");
      const { facets } = await app.searches.search({ sort: "TITLE", first: 1 }, app.context().examples);
      const values = (name: string) => facets.find((facet) => facet.name === name)!.values.map(({ value }) => value);
      expect(found.rows.map(({ value }) => value).toSorted()).toEqual(values("methods").toSorted());
      expect(found.columns.map(({ value }) => value).toSorted()).toEqual(values("federalStates").toSorted());
      expect(found.rows.every((row) => row.cells.length === found.columns.length)).toBe(true);
      const empty = found.rows.flatMap((row) => row.cells).filter(({ counts }) => counts.total === 0);
      expect(empty.length).toBeGreaterThan(10);
      expect(empty[0]).toEqual({ counts: NONE, listedBy: expect.objectContaining({ filter: expect.anything() }) });
      const totals = found.rows.map(({ counts }) => counts.total);
      expect(totals).toEqual(totals.toSorted((a, b) => b - a));
    });

    it("counts an example with two groups in both rows and once in each sum, and in those of broader groups", async () => {
      const law = [{ cited: "§ 16k SGB II", provisions: ["sgb2-16k-2023"], sources: SOURCES }];
      const comparison = { design: "RANDOMISED_GROUP" as const, text: "mit Losverfahren", value: 3 };
      await app.publish(
        anExample({ slug: "karte-a", targetGroups: ["alleinerziehende", "migration"], legalBases: law }),
        anExample({
          slug: "karte-b",
          targetGroups: ["migration"],
          legalBases: law,
          outcomes: [anOutcome({ n: 40, comparison })],
        }),
      );
      const found = await map("TARGET_GROUP", "INSTRUMENT", { instruments: ["ganzheitliche-betreuung"] });
      const all = { ...NONE, described: 1, effectShown: 1, total: 2 };
      expect(found.columns.map(({ value, counts }) => [value, counts])).toEqual([["ganzheitliche-betreuung", all]]);
      expect(found.counts).toEqual(all);
      expect(rowOf(found, "migration").counts).toEqual(all);
      expect(rowOf(found, "alleinerziehende").counts).toEqual({ ...NONE, described: 1, total: 1 });
      for (const broader of app.vocabulary().withBroader("alleinerziehende"))
        expect(rowOf(found, broader).counts.total).toBeGreaterThanOrEqual(1);
      expect(found.notes[0]).toBe(
        "Ein Beispiel mit mehreren Zielgruppen oder Förderinstrumenten zählt bei jedem dieser Werte; jede Summe zählt es nur einmal.",
      );
      await app.withdraw("karte-a", "karte-b");
      await app.settled();
      const without = await map("TARGET_GROUP", "INSTRUMENT", { instruments: ["ganzheitliche-betreuung"] });
      expect(without.counts).toEqual(NONE);
    });

    it("shows only what the filter chose in its own dimensions, with narrower groups, and what has no example", async () => {
      const broad = app.vocabulary().targetGroups.all.find(({ slug }) => app.vocabulary().narrower(slug).length > 1)!;
      const groups = await map("TARGET_GROUP", "CARRIER_TYPE", { targetGroups: [broad.slug] });
      expect(groups.rows.length).toBeGreaterThan(1);
      for (const row of groups.rows) expect(app.vocabulary().withBroader(row.value)).toContain(broad.slug);
      const states = await map("FEDERAL_STATE", "METHOD", { federalStates: ["SL", "HB"], targetGroups: ["migration"] });
      expect(states.rows.map(({ value }) => value).toSorted()).toEqual(["HB", "SL"]);
      expect(states.columns.length > 0 || states.notes.length === 1).toBe(true);
    });

    it("says when nothing fits, and keeps the chosen values as gaps", async () => {
      const found = await map("FEDERAL_STATE", "INSTRUMENT", {
        federalStates: ["HB"],
        instruments: ["buergergeldbonus"],
      });
      expect(found).toMatchObject({ counts: NONE, unplaced: 0, notes: ["Kein Beispiel passt zu diesem Filter."] });
      expect(found.rows.map(({ label, cells }) => [label, cells.map(({ counts }) => counts)])).toEqual([
        [FEDERAL_STATES.HB, [NONE]],
      ]);
      expect((await map("METHOD", "CARRIER_TYPE", { activeIn: 1950 })).rows).toEqual([]);
    });

    it("tells how many stand in no cell because a value is missing", async () => {
      const found = await map("CARRIER_TYPE", "INSTRUMENT");
      const placed = new Set(
        (
          await app.query(
            "query ($filter: PracticeExampleFilter) { searchPracticeExamples(filter: $filter, first: 100) { edges { node { slug } } } }",
            { filter: { instruments: found.columns.map(({ value }) => value) } },
          )
        ).data.searchPracticeExamples.edges.map((edge: any) => edge.node.slug),
      );
      expect(placed.size).toBeGreaterThan(20);
      expect(found.unplaced).toBe(found.counts.total - placed.size);
      expect(found.notes.at(-1)).toBe(
        `${found.unplaced} Beispiele stehen in keiner Zelle, weil eine Angabe fehlt (Art des Trägers oder Förderinstrument).`,
      );
    });

    it("shows the rule of the levels beside the counts", async () => {
      const { rules } = await map("METHOD", "CARRIER_TYPE");
      expect(rules).toEqual(
        LEVELS.map((level) => ({ level, label: EVIDENCE_LEVELS[level], rule: EVIDENCE_RULES[level] })),
      );
    });

    test.each<[string, string, object, string, string]>([
      ["INSTRUMENT", "INSTRUMENT", {}, "SAME_DIMENSION", "columns"],
      ["METHOD", "INSTRUMENT", { targetGroups: ["gibts-nicht"] }, "UNKNOWN_VALUE", "filter.targetGroups.0"],
      ["METHOD", "INSTRUMENT", { methods: ["coaching", "x"] }, "UNKNOWN_VALUE", "filter.methods.1"],
      ["METHOD", "INSTRUMENT", { legalBases: ["irgendwas"] }, "UNKNOWN_CITATION", "filter.legalBases.0"],
      ["METHOD", "INSTRUMENT", { federalStates: ["XX"] }, "INVALID_VALUE", "variables.filter.federalStates.0"],
      ["METHOD", "KEYWORD", {}, "INVALID_VALUE", "variables.columns"],
      ["METHOD", "INSTRUMENT", { clientsPerStaff: { min: 9, max: 1 } }, "EMPTY_RANGE", "filter.clientsPerStaff"],
    ])("refuses %s × %s with %j as %s at %s, in a German sentence", async (rows, columns, filter, code, path) => {
      const [[gotCode, gotPath, message]] = await problems(rows, columns, filter);
      expect([gotCode, gotPath]).toEqual([code, path]);
      expect(message).toMatch(/^[A-ZÄÖÜ„].*\.$/);
    });

    it("costs no SQL statement", async () => {
      app.statements();
      await map("TARGET_GROUP", "METHOD");
      expect(app.statements()).toEqual([]);
    });

    it("shows the eighty with the most examples where there are more, says so, and shows others when chosen", async () => {
      const seeds = someSeeds();
      const more = Array.from({ length: 90 }, (_, i) => `weitere-${i}`);
      const list = more.map((slug) => `- { slug: ${slug}, label: ${slug}, synonyms: [] }`).join("\n");
      appendFileSync(join(seeds.folder, "vocabulary", "target-groups.yaml"), `\n${list}\n`);
      const large = await anApp(kind, { seeds: seeds.folder });
      try {
        await large.publish(...more.map((slug) => anExample({ slug, title: slug, targetGroups: [slug] })));
        const ask = async (filter?: object): Promise<EvidenceMapType> =>
          (await large.query(MAP, { rows: "TARGET_GROUP", columns: "CARRIER_TYPE", filter })).data.evidenceMap;
        const found = await ask();
        const { facets } = await large.searches.search({ sort: "TITLE", first: 1 }, large.context().examples);
        expect(found.rows).toHaveLength(80);
        expect(facets[0]!.values.length).toBeGreaterThan(90);
        expect(found.notes.join(" ")).toContain(
          `Gezeigt sind die 80 häufigsten von ${80 + found.rowsLeftOut} Zielgruppen;`,
        );
        const least = Math.min(...found.rows.map(({ counts }) => counts.total));
        const shown = new Set(found.rows.map(({ value }) => value));
        const hidden = facets[0]!.values.filter(({ value }) => !shown.has(value));
        expect(hidden.length).toBeGreaterThan(0);
        for (const { count } of hidden) expect(count).toBeLessThanOrEqual(least);
        const chosen = await ask({ targetGroups: [hidden[0]!.value] });
        expect(chosen.rows.map(({ value }) => value)).toContain(hidden[0]!.value);
        expect(chosen.rowsLeftOut).toBe(0);
      } finally {
        await large.close();
        seeds.drop();
      }
    }, 60_000);

    it("is refused when an answer asks for so many maps that they could not be held", async () => {
      const many = Array.from(
        { length: 4 },
        (_, i) => `m${i}: evidenceMap(rows: METHOD, columns: INSTRUMENT) { rows { cells { counts { total } } } }`,
      );
      const { errors } = await app.query(`{ ${many.join(" ")} }`);
      expect(errors![0].extensions.problems[0].code).toBe("QUERY_TOO_COSTLY");
    });
  });
});
