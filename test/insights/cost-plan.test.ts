// The planner on the real catalogue: posts and a range of costs from the narrowest group that has enough, or a plain refusal.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { aBudget, anExample } from "../support/content.ts";
import { anApp, type TestApp } from "../support/app.ts";

const PLAN = `query ($participants: Float!, $months: Float!, $clientsPerStaff: Float, $targetGroups: [String!], $instruments: [String!], $legalBases: [String!]) {
  planCosts(participants: $participants, months: $months, clientsPerStaff: $clientsPerStaff, targetGroups: $targetGroups, instruments: $instruments, legalBases: $legalBases) {
    inputs participantMonths { value formula } posts { value formula }
    costs { label lower { value { value currency } formula } median { value { value } } upper { value { value } } }
    basis { label n planned notes figures { example { slug } } quartiles { lower { value } } }
    tried { label n } refusal notes
  }
}`;
const SITUATION = { participants: 120, months: 12, clientsPerStaff: 40 };
const ACTIVATION = "aktivierung-und-berufliche-eingliederung";

describe("the planner", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await anApp();
  });
  afterAll(() => app.close());

  const plan = async (given: object) => {
    const { data, errors } = await app.query(PLAN, { ...SITUATION, ...given });
    expect(errors).toBeUndefined();
    return data.planCosts;
  };

  it("for 120 lone parents, twelve months and 1:40 gives three posts and the costs of what rests on the same law", async () => {
    const found = await plan({ targetGroups: ["alleinerziehende"], legalBases: ["§ 45 SGB III"] });
    expect(found).toMatchObject({
      inputs: [
        "Teilnehmende: 120",
        "Monate: 12",
        "Betreuungsschlüssel: 1:40",
        "Zielgruppe „Alleinerziehende“",
        "Rechtsgrundlage „§ 45 SGB III“",
      ],
      participantMonths: { value: 1440, formula: "120 Personen × 12 Monate = 1.440 Teilnahmemonate" },
      posts: { value: 3, formula: "120 Personen ÷ 40 je Stelle (1:40) = 3 Stellen" },
      costs: {
        label: "rund 804.000 € bis 1.290.000 €, Median 1.210.000 €",
        lower: {
          value: { value: 804_009.6, currency: "EUR" },
          formula: "1.440 Teilnahmemonate × 558,34 € = 804.009,60 €",
        },
        median: { value: { value: 1_205_280 } },
        upper: { value: { value: 1_285_200 } },
      },
      basis: { label: "Rechtsgrundlage „§ 45 SGB III“", n: 7, planned: 2, notes: ["2 von 7 Angaben sind geplant."] },
      refusal: null,
    });
    expect(found.basis.figures).toHaveLength(7);
    expect(found.tried).toEqual([
      { label: "Rechtsgrundlage „§ 45 SGB III“ und Zielgruppe „Alleinerziehende“", n: 1 },
      { label: "Rechtsgrundlage „§ 45 SGB III“ und Zielgruppe „Familien und Erziehende“", n: 1 },
      { label: "Rechtsgrundlage „§ 45 SGB III“", n: 7 },
    ]);
    expect(found.notes.join(" ")).toMatch(/eine Stelle zur selben Zeit betreut.*Gemeinkosten.*Preisniveau/);
  });

  it("takes the narrowest group that has three figures: law and target group before the law alone", async () => {
    const { basis, tried } = await plan({ instruments: [ACTIVATION], targetGroups: ["psychisch-beeintraechtigte"] });
    expect(basis.label).toBe(
      "Förderinstrument „Maßnahmen zur Aktivierung und beruflichen Eingliederung“ und Zielgruppe „Menschen mit psychischer Beeinträchtigung“",
    );
    expect(basis.figures.map(({ example }: any) => example.slug)).toEqual([
      "aktivierungshilfen-jugendliche-greiz",
      "bahn-frei-main-kinzig",
      "diagnose-orientierung-coaching-mainz-bingen",
    ]);
    expect(basis.quartiles.lower.value).toBe(662.5);
    expect(tried).toHaveLength(1);
  });

  it("finds the same costs under the old and the new number of a section, and under its instrument", async () => {
    const ways = [
      { legalBases: ["§ 45 SGB III"] },
      { legalBases: ["§ 46 SGB III a. F."] },
      { instruments: [ACTIVATION] },
      { instruments: [ACTIVATION], legalBases: ["§ 45 SGB III"] },
    ];
    const found = await Promise.all(ways.map(plan));
    expect(found.map(({ basis }) => basis.n)).toEqual([7, 7, 7, 7]);
    expect(new Set(found.map(({ costs }) => costs.label)).size).toBe(1);
  });

  it("refuses a range where too few examples name their costs, and still says how many posts", async () => {
    const { costs, basis, refusal, posts, tried } = await plan({ targetGroups: ["alleinerziehende"] });
    expect([costs, basis]).toEqual([null, null]);
    expect(refusal).toMatch(/Am meisten gibt es zu Zielgruppe „Alleinerziehende“: zu wenige Angaben \(n = 1\)/);
    expect(posts.value).toBe(3);
    expect(tried.map(({ n }: any) => n)).toEqual([1, 1]);
  });

  it("refuses a range where nothing is named that could be compared", async () => {
    const { costs, refusal, tried } = await plan({ targetGroups: [], instruments: null });
    expect([costs, tried]).toEqual([null, []]);
    expect(refusal).toContain("Bitte mindestens eines davon angeben.");
  });

  it("without a ratio there are costs and no posts, and no word on what a ratio means", async () => {
    const { posts, costs, notes, inputs } = await plan({ clientsPerStaff: null, legalBases: ["§ 45 SGB III"] });
    expect(posts).toBeNull();
    expect(costs).not.toBeNull();
    expect([...notes, ...inputs].join(" ")).not.toContain("Betreuungsschlüssel");
  });

  it("goes to the broader target group before it leaves the law aside", async () => {
    const example = (slug: string, group: string, amount: number) =>
      anExample({
        slug,
        targetGroups: [group],
        budgets: [aBudget({ amount, basis: "PER_PARTICIPANT_MONTH" })],
        legalBases: [{ cited: "§ 45 SGB III", sources: [{ source: "ag-eingliederung-2013", pages: "19" }] }],
      });
    await app.publish(
      example("eins", "alleinerziehende", 100),
      example("zwei", "elternzeit-wiedereinstieg", 200),
      example("drei", "junge-eltern", 300),
    );
    const { basis } = await plan({ targetGroups: ["elternzeit-wiedereinstieg"], legalBases: ["§ 45 SGB III"] });
    expect(basis.label).toBe("Rechtsgrundlage „§ 45 SGB III“ und Zielgruppe „Familien und Erziehende“");
    expect(basis.figures.map(({ example }: any) => example.slug)).toEqual([
      "eins",
      "zwei",
      "drei",
      "jumita-goettingen",
    ]);
    expect(basis.quartiles.lower.value).toBe(175);
    await app.withdraw("eins", "zwei", "drei");
    await app.settled();
  });

  test.each<[string, object, [string, string][]]>([
    ["nobody", { participants: 0 }, [["OUT_OF_RANGE", "participants"]]],
    ["less than nobody", { participants: -1 }, [["OUT_OF_RANGE", "participants"]]],
    ["a billion people", { participants: 1e9 }, [["OUT_OF_RANGE", "participants"]]],
    ["half a person", { participants: 0.5 }, [["OUT_OF_RANGE", "participants"]]],
    ["twelve and a half people", { participants: 12.5 }, [["NOT_WHOLE", "participants"]]],
    ["no time", { months: 0 }, [["OUT_OF_RANGE", "months"]]],
    ["a ratio of nothing", { clientsPerStaff: 0 }, [["OUT_OF_RANGE", "clientsPerStaff"]]],
    ["an unknown target group", { targetGroups: ["frauen", "gibts-nicht"] }, [["UNKNOWN_VALUE", "targetGroups.1"]]],
    ["an unknown instrument", { instruments: ["gibts-nicht"] }, [["UNKNOWN_VALUE", "instruments.0"]]],
    ["no citation", { legalBases: ["irgendwas"] }, [["UNKNOWN_CITATION", "legalBases.0"]]],
    ["51 target groups", { targetGroups: Array(51).fill("frauen") }, [["TOO_MANY_VALUES", "targetGroups"]]],
    [
      "three mistakes at once",
      { participants: 0, months: -12, clientsPerStaff: 1e9 },
      [
        ["OUT_OF_RANGE", "participants"],
        ["OUT_OF_RANGE", "months"],
        ["OUT_OF_RANGE", "clientsPerStaff"],
      ],
    ],
  ])("refuses %s in German, at its field", async (_, given, expected) => {
    const { data, errors } = await app.query(PLAN, { ...SITUATION, ...given });
    expect(data).toBeNull();
    const { problems } = errors![0].extensions;
    expect(problems.map(({ code, path }: any) => [code, path.join(".")])).toEqual(expected);
    for (const { message } of problems) expect(message).toMatch(/^\p{Lu}|^„.*\.$/u);
  });

  it("answers the question in the documentation as it stands there", async () => {
    const section = readFileSync("docs/abfragen.md", "utf8").split("\n## Kosten und Planung\n")[1]!;
    const [, query, answer] = /```graphql\n(.*?)```\s*```json\n(.*?)```/s.exec(section)!;
    expect(await app.query(query!)).toEqual(JSON.parse(answer!));
  });

  it("reads no more than the examples that it shows", async () => {
    const count = async (figures: string) => {
      app.statements();
      await app.query(
        `{ planCosts(participants: 120, months: 12, legalBases: ["§ 45 SGB III"]) { basis { n ${figures} } tried { n ${figures} } } }`,
      );
      return app.statements().length;
    };
    expect(await count("")).toBe(0);
    await count("figures { example { title } }");
    expect(await count("figures { example { title } }")).toBe(1);
  });
});
