// Help while writing, as the API gives it: to the owner organisation and the editors, and to nobody else.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anExample } from "../support/content.ts";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { archive, create, done, published, requestChanges, save, submit } from "../support/contributing.ts";
import { aPerson, type Person } from "../support/people.ts";

describe.each(DATABASES)("help while writing on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let author: Person;
    let editor: Person;
    let stranger: Person;
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection() });
      author = await aPerson(app, "CONTRIBUTOR");
      editor = await aPerson(app, "EDITOR", "jobcenter-landkreis-goettingen");
      stranger = await aPerson(app, "CONTRIBUTOR", "jobcenter-landkreis-goettingen");
    });
    afterAll(() => app.close());

    const draft = async (content: object) => done(await create(author, content));
    const read = async (person: Person, { id }: { id: string }, fields: string) => {
      const { data, errors } = await person.ask(`query ($id: ID!) { contribution(id: $id) { ${fields} } }`, { id });
      expect(errors).toBeUndefined();
      return data.contribution;
    };

    const ALL = `quality { share items { field label unlocks isMissing } }
      citations { path cited recognised isAmbiguous message } warnings { kind path start end message }
      possibleDuplicates { title organisation example contribution reasons }
      suggestedTerms { field slug label found foundIn }`;

    it("is for the organisation and the editors, and for nobody else", async () => {
      const written = await draft({ title: "Nur für uns" });
      expect((await read(author, written, ALL)).quality.items.length).toBeGreaterThan(10);
      expect(await read(editor, written, ALL)).toEqual(await read(author, written, ALL));
      expect(await read(stranger, written, ALL)).toBeNull();
      const { data, errors } = await app.query(`query ($id: ID!) { contribution(id: $id) { ${ALL} } }`, {
        id: written.id,
      });
      expect([data?.contribution ?? null, errors![0].extensions.code]).toEqual([null, "UNAUTHENTICATED"]);
    });

    it("says which missing field would unlock what", async () => {
      const given = { title: "Kosten", budgets: [{ amount: 120_000, basis: "PER_YEAR" }] };
      const items = async (content: object) => {
        const { quality } = await read(author, await draft(content), ALL);
        return quality.items.filter((item: any) => item.unlocks.includes("Teilnahmemonat"));
      };
      const [participants] = await items(given);
      expect(participants).toEqual({
        field: "participants",
        label: "gleichzeitig Teilnehmende oder Plätze",
        unlocks: "Ohne Teilnahmemonate kein Kostenvergleich je Teilnahmemonat.",
        isMissing: true,
      });
      const [there] = await items({ ...given, participants: [{ kind: "PLACES", value: 20 }] });
      expect(there.isMissing).toBe(false);
    });

    it("tells of each law cited how it is understood and what it is called today", async () => {
      const { citations } = await read(
        author,
        await draft({
          summary: "Gefördert nach § 16f SGB II, auch § 45 SGB III a. F.",
          legalBases: [{ cited: "§ 46 SGB III" }, { cited: "§ 16f SGB II" }, { cited: "Satzung" }],
        }),
        ALL,
      );
      expect(citations.map((c: any) => [c.path.join("."), c.cited, c.recognised, c.isAmbiguous])).toEqual([
        ["legalBases.0.cited", "§ 46 SGB III", true, true],
        ["legalBases.1.cited", "§ 16f SGB II", true, false],
        ["legalBases.2.cited", "Satzung", false, false],
        ["summary", "§ 45 SGB III a. F.", true, true],
      ]);
      expect(citations[0].message).toContain("heißt seit 01.04.2012 § 45 SGB III");
      expect(citations[1].message).toBe("§ 16f SGB II: „Freie Förderung“ gilt heute.");
    });

    it("reads a citation by the law of its own source, as it will be published", async () => {
      const content = { legalBases: [{ cited: "§ 46 SGB III", sources: anExample().sources }] };
      const { citations } = await read(author, await draft(content), ALL);
      expect(citations[0].message).toContain("Verstanden wird: „Probebeschäftigung");
      const over = { ...content, period: { start: "2011", end: "2013", ongoing: false } };
      const own = { ...over, legalBases: [{ cited: "§ 46 SGB III a. F." }] };
      expect((await read(author, await draft(own), ALL)).citations[0].message).toContain(
        "Verstanden wird: „Maßnahmen zur Aktivierung und beruflichen Eingliederung“ heißt seit 01.04.2012 § 45 SGB III.",
      );
      expect((await read(author, await draft(over), ALL)).citations[0].message).toBe(citations[0].message);
      const settled = { legalBases: [{ cited: "§ 46 SGB III", provisions: ["sgb3-46-2009"] }] };
      expect((await read(author, await draft(settled), ALL)).citations[0]).toMatchObject({ isAmbiguous: false });
    });

    it("takes no address and no number as part of a reason either", async () => {
      const submitted = done(await submit(author, await draft(anExample({ slug: "begruendet" }))));
      const { problems, contribution } = await requestChanges(
        editor,
        submitted,
        "Bitte erika@beispiel.example fragen.",
      );
      expect(problems).toMatchObject([{ code: "PERSONAL_DATA", path: ["reason"] }]);
      expect(contribution).toBeNull();
      done(await requestChanges(editor, submitted, "Bitte die Laufzeit ergänzen."));
    });

    it("shows where persons stand, and refuses to take their addresses and numbers", async () => {
      const summary = "Frau Erika Muster (erika@beispiel.example, Tel. 0711 123456) hilft.";
      const valid = anExample({ slug: "mit-personen" });
      const written = await draft({ ...valid, summary });
      const { warnings } = await read(author, written, ALL);
      expect(warnings.map((w: any) => [w.kind, w.path.join("."), summary.slice(w.start, w.end)])).toEqual([
        ["NAME", "summary", "Frau Erika Muster"],
        ["EMAIL", "summary", "erika@beispiel.example"],
        ["PHONE", "summary", "Tel. 0711 123456"],
      ]);
      const refused = await submit(author, written);
      expect(refused.problems).toEqual([
        {
          code: "PERSONAL_DATA",
          path: ["content", "summary"],
          message: "Hier steht eine E-Mail-Adresse. Bitte weglassen. Gemeint sind die Zeichen 20 bis 41.",
        },
        expect.objectContaining({ code: "PERSONAL_DATA", path: ["content", "summary"] }),
      ]);
      expect(await read(author, written, "missing { code path message }")).toEqual({ missing: refused.problems });
      const mended = await save(author, written, { ...valid, summary: "Frau Erika Muster hilft." });
      expect((await submit(author, mended.contribution!)).problems).toEqual([]);
    });

    describe("names what may be the same", () => {
      const SAME = { targetGroups: ["alleinerziehende"], legalBases: [{ cited: "§ 16f SGB II" }] };
      const duplicates = async (person: Person, written: { id: string }) =>
        (await read(person, written, ALL)).possibleDuplicates;

      it("among published examples, with reasons, and without the example that is being edited", async () => {
        const before = await published(
          author,
          editor,
          anExample({ slug: "quastenflosser", title: "Quastenflosser in Teilzeit" }),
        );
        const again = await draft({ title: "Teilzeit für die Quastenflosser" });
        expect(await duplicates(author, again)).toEqual([
          {
            title: "Quastenflosser in Teilzeit",
            organisation: "jobcenter-heidenheim",
            example: "quastenflosser",
            contribution: null,
            reasons: ["Der Titel ist fast derselbe.", "Es ist dieselbe Organisation."],
          },
        ]);
        expect(await duplicates(author, before)).toEqual([]);
      });

      it("when the same organisation does the same for the same group under another title", async () => {
        await published(author, editor, { ...anExample({ slug: "seepferd", title: "Seepferd" }), ...SAME });
        const [found] = await duplicates(author, await draft({ ...SAME, title: "Ganz anders" }));
        expect(found).toMatchObject({
          example: "seepferd",
          reasons: [
            "Es ist dieselbe Organisation.",
            "Rechtsgrundlage und Zielgruppe sind dieselben: Freie Förderung; Alleinerziehende.",
          ],
        });
      });

      it("among other contributions for editors only", async () => {
        const first = await draft({ title: "Ammoniten lernen lesen" });
        const second = done(await create(stranger, { title: "Ammoniten lernen lesen!" }));
        expect(await duplicates(stranger, second)).toEqual([]);
        expect(await duplicates(author, first)).toEqual([]);
        expect(await duplicates(editor, second)).toEqual([
          {
            title: "Ammoniten lernen lesen",
            organisation: "jobcenter-heidenheim",
            example: null,
            contribution: first.id,
            reasons: ["Der Titel ist fast derselbe."],
          },
        ]);
        await archive(author, first);
        expect(await duplicates(editor, second)).toEqual([]);
      });

      it("with the same number of statements however many there are", async () => {
        const count = async (written: { id: string }) => {
          app.statements();
          expect((await duplicates(editor, written)).length).toBeLessThanOrEqual(10);
          return app.statements().length;
        };
        const none = await count(await draft({ title: "Nautilus" }));
        const many = await Promise.all(Array.from({ length: 12 }, () => draft({ title: "Zwölf Nautiliden" })));
        expect(await duplicates(editor, many[0]!)).toHaveLength(10);
        expect(await count(many[0]!)).toBe(none);
        expect(none).toBeLessThanOrEqual(8);
      });
    });

    it("suggests terms that the texts speak of and the draft does not name", async () => {
      const texts = {
        title: "Hausbesuche bei Alleinerziehenden",
        approach: "Mit Hausbesuchen und einer Ausbildung in Teilzeit. Danach Nachbetreuung.",
      };
      const terms = async (content: object) => (await read(author, await draft(content), ALL)).suggestedTerms;
      const suggested = await terms(texts);
      expect(suggested[0]).toEqual({
        field: "targetGroups",
        slug: "alleinerziehende",
        label: "Alleinerziehende",
        found: "Alleinerziehenden",
        foundIn: "title",
      });
      const slugs = (list: any[], field: string) => list.filter((t) => t.field === field).map(({ slug }) => slug);
      expect(slugs(suggested, "methods")).toEqual(["aufsuchend", "teilzeit", "nachbetreuung"]);
      expect(slugs(suggested, "keywords")).toContain("teilzeitausbildung");
      const named = await terms({
        ...texts,
        targetGroups: ["alleinerziehende"],
        methods: ["aufsuchend", "teilzeit", "nachbetreuung"],
      });
      expect(named).toEqual(suggested.filter(({ field }: any) => field === "keywords"));
    });

    it("can make something of anything that was typed", async () => {
      const odd = { title: 5, summary: ["x"], budgets: { a: null }, legalBases: [null, { cited: 3 }], period: [] };
      expect((await read(author, await draft(odd), ALL)).quality.share).toBeLessThan(0.2);
    });
  });
});
