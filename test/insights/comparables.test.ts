// Comparable examples over the API, on the real catalogue: what is listed, with what reasons, and every mistake as data.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { aBudget, aCount, anExample, SOURCES } from "../support/content.ts";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";

const QUERY = `query ($to: ComparableTo!, $first: Int) {
  comparablePracticeExamples(to: $to, first: $first) {
    score known example { slug title }
    matched { dimension text points } different { dimension text points } unknown { dimension text points }
  }
}`;

interface Reason {
  dimension: string;
  text: string;
  points: number;
}
interface Comparable {
  score: number;
  known: number;
  example: { slug: string; title: string };
  matched: Reason[];
  different: Reason[];
  unknown: Reason[];
}

describe.each(DATABASES)("comparable examples on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    beforeAll(async () => {
      app = await anApp(kind);
    });
    afterAll(() => app.close());

    const comparables = async (to: object, first?: number): Promise<Comparable[]> => {
      const { data, errors } = await app.query(QUERY, { to, first });
      expect(errors).toBeUndefined();
      return data.comparablePracticeExamples;
    };
    const slugs = (found: readonly Comparable[]) => found.map(({ example }) => example.slug);
    const total = (reasons: readonly Reason[]) => reasons.reduce((sum, { points }) => sum + points, 0);

    it("answer a team leader's situation with ten, each with reasons that add up", async () => {
      const found = await comparables({
        carrierType: "MUNICIPAL",
        federalState: "BY",
        targetGroups: ["alleinerziehende"],
        participants: 120,
        months: 12,
        clientsPerStaff: 40,
        budget: 200_000,
      });
      expect(found).toHaveLength(10);
      const munich = found.find(({ example }) => example.slug === "zielgruppenberatung-landkreis-muenchen")!;
      expect(munich.matched.map(({ text }) => text)).toEqual([
        "Auch dieses Beispiel nennt die Zielgruppe „Alleinerziehende“.",
        "Die Art des Trägers ist dieselbe: Zugelassener kommunaler Träger (zkT).",
        "Das Bundesland ist dasselbe: Bayern.",
      ]);
      for (const { score, known, matched, different, unknown } of found) {
        expect(Math.abs(total(matched) - score)).toBeLessThan(1.5);
        expect(Math.abs(total(matched) + total(different) - 100)).toBeLessThan(1.5);
        expect(known).toBeGreaterThan(0);
        expect(known).toBeLessThan(1);
        expect(unknown.map(({ dimension }) => dimension)).toContain("Methode");
        expect(unknown.every(({ points }) => points === 0)).toBe(true);
      }
    });

    it("come in the order of what is shown: score, then known, then slug", async () => {
      for (const slug of ["jumita-goettingen", "ila-dortmund", "spracherwerb-gefluechtete-duesseldorf"]) {
        const found = await comparables({ slug }, 50);
        expect(found.length).toBeGreaterThan(5);
        const order = found.toSorted(
          (a, b) => b.score - a.score || b.known - a.known || (a.example.slug < b.example.slug ? -1 : 1),
        );
        expect(slugs(found)).toEqual(slugs(order));
      }
    });

    it("never list the example itself, and are the same wherever they are asked for", async () => {
      const { data } = await app.query(
        `{ practiceExample(slug: "jumita-goettingen") { comparable { example { slug } } more: comparable(first: 50) { example { slug } } } }`,
      );
      const { comparable, more } = data.practiceExample;
      expect(comparable).toHaveLength(5);
      expect(slugs(more)).not.toContain("jumita-goettingen");
      expect(slugs(more).slice(0, 5)).toEqual(slugs(comparable));
      expect(slugs(await comparables({ slug: "jumita-goettingen" }, 50))).toEqual(slugs(more));
    });

    it("take no time to hear of a new example, and forget a withdrawn one at once", async () => {
      const given = {
        targetGroups: ["pflegende-angehoerige", "aeltere"],
        methods: ["theater-und-sport", "digitale-angebote"],
        keywords: ["teilzeitausbildung"],
      };
      await app.publish(anExample({ slug: "neu-a", ...given }), anExample({ slug: "neu-b", ...given }));
      const [first] = await comparables({ slug: "neu-a" }, 1);
      expect([first!.example.slug, first!.score, first!.different]).toEqual(["neu-b", 100, []]);
      await app.withdraw("neu-b");
      // The index has not heard of it yet; the database has the last word.
      expect(slugs(await comparables({ slug: "neu-a" }))).not.toContain("neu-b");
      await app.withdraw("neu-a");
      await app.settled();
    });

    it("follow the law: § 46 SGB III a. F. is § 45, and its predecessors are near", async () => {
      const [today, former] = await Promise.all([
        comparables({ legalBases: ["§ 45 SGB III"] }, 50),
        comparables({ legalBases: ["§ 46 SGB III a. F."] }, 50),
      ]);
      expect(slugs(former)).toEqual(slugs(today));
      expect(slugs(today)).toEqual(
        expect.arrayContaining(["stabilisierung-orientierung-oberhavel", "jumita-goettingen"]),
      );
      expect(slugs(await comparables({ instruments: ["aktivierung-und-berufliche-eingliederung"] }, 50))).toEqual(
        slugs(today),
      );
      // § 16e of today followed the Förderung von Arbeitsverhältnissen of 2012.
      const [evl] = await comparables({ legalBases: ["§ 16e SGB II"] }, 1);
      expect(evl!.matched[0]!.text).toBe(
        "„Eingliederung von Langzeitarbeitslosen“ ist im Gesetz auf „Förderung von Arbeitsverhältnissen“ gefolgt.",
      );
    });

    it("compare figures of like kinds, worked out from what the situation says", async () => {
      await app.publish(
        anExample({
          slug: "kosten-je-monat",
          targetGroups: ["aeltere"],
          participants: [aCount({ kind: "TOTAL", value: 100 })],
          budgets: [aBudget({ basis: "PER_PARTICIPANT_MONTH", amount: 139 })],
          staffingRatios: [{ clientsMin: 40, sources: SOURCES }],
        }),
      );
      const found = await comparables({
        targetGroups: ["aeltere"],
        participants: 120,
        months: 12,
        budget: 200_000,
        clientsPerStaff: 40,
      });
      const { matched } = found.find(({ example }) => example.slug === "kosten-je-monat")!;
      expect(matched.map(({ text }) => text)).toEqual(
        expect.arrayContaining([
          "Der Betreuungsschlüssel ist gleich: 1:40.",
          "Die Größe ist ähnlich: 100 Teilnehmende insgesamt, in Ihren Angaben 120 Personen.",
          "Das Mittelvolumen ist ähnlich: 139 € je Person und Monat, in Ihren Angaben 138,89 € je Person und Monat (200.000 € : 120 Personen : 12 Monate).",
        ]),
      );
      await app.withdraw("kosten-je-monat");
      await app.settled();
    });

    it("leave out what says too little or has nothing in common, and may be none", async () => {
      for (const { known } of await comparables({ participants: 100 }, 50)) expect(known).toBe(0.05);
      const far = await comparables({ federalState: "HH" });
      expect(far).toEqual([]);
    });

    it("take a list that is empty or null for what is not said", async () => {
      const usual = await comparables({ targetGroups: ["gefluechtete"] });
      expect(
        await comparables({ targetGroups: ["gefluechtete"], methods: [], instruments: null, slug: null, budget: null }),
      ).toEqual(usual);
      expect(await comparables({ targetGroups: ["gefluechtete", "gefluechtete"] })).toEqual(usual);
    });

    const SITUATION = { targetGroups: ["alleinerziehende"] };
    test.each<[string, object, number | undefined, string, string]>([
      ["nothing", {}, undefined, "SLUG_OR_SITUATION", "to"],
      ["only empty lists", { targetGroups: [], slug: null }, undefined, "SLUG_OR_SITUATION", "to"],
      [
        "an example and a situation",
        { slug: "jumita-goettingen", months: 3 },
        undefined,
        "SLUG_OR_SITUATION",
        "to.months",
      ],
      ["an example that does not exist", { slug: "gibts-nicht" }, undefined, "UNKNOWN_EXAMPLE", "to.slug"],
      ["an empty slug", { slug: "" }, undefined, "UNKNOWN_EXAMPLE", "to.slug"],
      ["none", SITUATION, 0, "INVALID_PAGE_SIZE", "first"],
      ["fewer than none", SITUATION, -1, "INVALID_PAGE_SIZE", "first"],
      ["more than 50", SITUATION, 51, "INVALID_PAGE_SIZE", "first"],
      ["0 participants", { participants: 0 }, undefined, "IMPOSSIBLE_VALUE", "to.participants"],
      ["fewer than no participants", { participants: -5 }, undefined, "IMPOSSIBLE_VALUE", "to.participants"],
      ["more participants than people", { participants: 1e300 }, undefined, "IMPOSSIBLE_VALUE", "to.participants"],
      ["0 months", { months: 0 }, undefined, "IMPOSSIBLE_VALUE", "to.months"],
      ["negative money", { budget: -200_000 }, undefined, "IMPOSSIBLE_VALUE", "to.budget"],
      ["no money", { budget: 0 }, undefined, "IMPOSSIBLE_VALUE", "to.budget"],
      ["a post for nobody", { clientsPerStaff: 0 }, undefined, "IMPOSSIBLE_VALUE", "to.clientsPerStaff"],
      ["more hours than a week has", { weeklyHours: 169 }, undefined, "IMPOSSIBLE_VALUE", "to.weeklyHours"],
      [
        "figures that are no number",
        { participants: "viele" },
        undefined,
        "INVALID_VALUE",
        "variables.to.participants",
      ],
      ["an unknown target group", { targetGroups: ["frauen", "x"] }, undefined, "UNKNOWN_VALUE", "to.targetGroups.1"],
      ["an unknown instrument", { instruments: ["x"] }, undefined, "UNKNOWN_VALUE", "to.instruments.0"],
      ["an unknown method", { methods: ["x"] }, undefined, "UNKNOWN_VALUE", "to.methods.0"],
      ["an unknown keyword", { keywords: ["x"] }, undefined, "UNKNOWN_VALUE", "to.keywords.0"],
      ["an unknown state", { federalState: "XX" }, undefined, "INVALID_VALUE", "variables.to.federalState"],
      ["no citation", { legalBases: ["das Übliche"] }, undefined, "UNKNOWN_CITATION", "to.legalBases.0"],
      [
        "a section that is not known",
        { legalBases: ["§ 999 SGB II"] },
        undefined,
        "UNKNOWN_CITATION",
        "to.legalBases.0",
      ],
      ["a section of several books", { legalBases: ["§ 46"] }, undefined, "AMBIGUOUS_CITATION", "to.legalBases.0"],
      [
        "a section without an instrument",
        { legalBases: ["§ 1 SGB II"] },
        undefined,
        "CITATION_WITHOUT_INSTRUMENT",
        "to.legalBases.0",
      ],
      [
        "too many groups",
        { targetGroups: Array<string>(21).fill("frauen") },
        undefined,
        "TOO_MANY_VALUES",
        "to.targetGroups",
      ],
    ])("are refused for %s", async (_, to, first, code, path) => {
      const { errors } = await app.query(QUERY, { to, first });
      expect(errors![0].extensions.code).toBe("BAD_USER_INPUT");
      const { problems } = errors![0].extensions;
      expect(problems.map((p: any) => [p.code, p.path.join(".")])).toEqual([[code, path]]);
      expect(problems[0].message).toMatch(/^[A-ZÄÖÜ„].*\.$/);
      expect(problems[0].message).not.toMatch(/\b(the|is not|must|invalid|cannot|expected|got|value)\b/i);
    });

    it("are refused for a number beyond all numbers, however it is written", async () => {
      for (const budget of ["1e999", "-1e999"]) {
        const { errors } = await app.query(`{ comparablePracticeExamples(to: { budget: ${budget} }) { score } }`);
        expect(errors![0].extensions.problems[0].code).toBe("IMPOSSIBLE_VALUE");
      }
      const { statusCode } = await app.post(
        `{"query": ${JSON.stringify(QUERY)}, "variables": {"to": {"budget": 1e999}}}`,
      );
      expect(statusCode).toBe(400);
    });

    it("name all mistakes of a situation at once", async () => {
      const { errors } = await app.query(QUERY, {
        to: { participants: 0, budget: -1, targetGroups: ["x"], instruments: ["y"] },
      });
      expect(errors![0].extensions.problems.map(({ code }: any) => code)).toEqual([
        "UNKNOWN_VALUE",
        "UNKNOWN_VALUE",
        "IMPOSSIBLE_VALUE",
        "IMPOSSIBLE_VALUE",
      ]);
    });

    it("cost what going through the catalogue costs: many at a time are refused", async () => {
      const nested = (first: number) => `{
        searchPracticeExamples(first: ${first}) { edges { node { comparable(first: 1) { example { comparable(first: 1) { example { comparable(first: 1) { score } } } } } } } }
      }`;
      expect(await app.query(nested(100))).not.toHaveProperty("errors");
      const wide = `{ ${Array.from({ length: 6 }, (_, i) => `a${i}: searchPracticeExamples(first: 100) { edges { node { comparable(first: 1) { score } } } }`).join(" ")} }`;
      const { errors } = await app.query(wide);
      expect(errors![0].extensions.problems[0].code).toBe("QUERY_TOO_COSTLY");
    });
  });
});
