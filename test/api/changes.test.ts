// What changed: the log for machines, and an example's history field by field; nothing of what is withdrawn but its name.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { RevisionTable } from "../../src/catalogue/catalogue.entity.ts";
import { ChangeTable } from "../../src/catalogue/changes.ts";
import { readVocabulary } from "../../src/vocabulary/vocabulary.ts";
import { project, publish } from "../../src/catalogue/publish.ts";
import { aBudget, anExample } from "../support/content.ts";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";

const CHANGES = `query ($since: DateTime, $after: String, $first: Int) { changes(since: $since, after: $after, first: $first) {
  edges { cursor node { slug kind at example { title } } }
  pageInfo { hasNextPage endCursor } begins isComplete notes } }`;

describe.each(DATABASES)("changes on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let begin: string;
    beforeAll(async () => {
      app = await anApp(kind);
      begin = await end();
      const at = (day: string) => new Date(`2030-01-${day}T10:00:00Z`);
      const write = (day: string, ...contents: ReturnType<typeof anExample>[]) =>
        app.db.write((manager) =>
          publish(
            manager,
            contents.map((content) => ({ content, origin: "test" })),
            app.vocabulary(),
            at(day),
          ),
        );
      const one = anExample({ slug: "eins", title: "Erster Titel", budgets: [aBudget({ amount: 1000 })] });
      await write("01", one, anExample({ slug: "zwei", title: "Geheimer Titel" }));
      await write("02", { ...one, title: "Zweiter Titel", budgets: [aBudget({ amount: 2000 })], goal: "Ein Ziel." });
      await app.withdraw("zwei");
      await app.db.write(async (manager) => {
        const rows = await manager.findBy(RevisionTable, { example: "eins", number: 2 });
        await project(manager, rows, await readVocabulary(manager, "2030-01-03"), at("03"));
      });
    });
    afterAll(() => app.close());

    const changes = async (variables: Record<string, unknown>) => {
      const { data, errors } = await app.query(CHANGES, variables);
      expect(errors).toBeUndefined();
      return data.changes;
    };
    const end = async () => (await changes({ since: "2029-12-31T00:00:00Z" })).pageInfo.endCursor;

    it("are told in order, without what only our own rules changed", async () => {
      const { edges, pageInfo } = await changes({ after: begin });
      expect(edges.map(({ node }: any) => [node.slug, node.kind, node.example?.title ?? null])).toEqual([
        ["eins", "PUBLISHED", "Zweiter Titel"],
        ["zwei", "PUBLISHED", null],
        ["eins", "REVISED", "Zweiter Titel"],
        ["zwei", "WITHDRAWN", null],
      ]);
      expect(pageInfo.hasNextPage).toBe(false);
    });

    it("name of a withdrawn example nothing but its slug", async () => {
      expect(JSON.stringify(await changes({ after: begin }))).not.toContain("Geheimer");
    });

    it("can be followed a page at a time, each change once", async () => {
      const whole = (await changes({ after: begin })).edges;
      const seen: unknown[] = [];
      for (let after = begin, more = true; more;) {
        const { edges, pageInfo } = await changes({ after, first: 1 });
        seen.push(...edges);
        [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
      }
      expect(seen).toEqual(whole);
    });

    it("give a cursor that waits for what comes next", async () => {
      const last = (await changes({ after: begin })).pageInfo.endCursor;
      expect(await changes({ after: last })).toMatchObject({ edges: [], pageInfo: { endCursor: last } });
    });

    it("since a moment begin with the first change not before it", async () => {
      const { edges, isComplete, notes } = await changes({ since: "2030-01-02T11:00:00+01:00" });
      expect(edges[0].node).toMatchObject({ slug: "eins", kind: "REVISED", at: "2030-01-02T10:00:00.000Z" });
      expect([isComplete, notes]).toEqual([true, []]);
    });

    it("say so when the moment is older than the log", async () => {
      const { begins, isComplete, notes, edges } = await changes({ since: "2001-01-01T00:00:00Z", first: 100 });
      expect(isComplete).toBe(false);
      expect(notes[0]).toMatch(/^Änderungen sind erst seit dem \d\d\.\d\d\.\d{4} aufgezeichnet/);
      expect(begins).toBe(edges[0].node.at);
    });

    test.each([
      [{ first: 0 }, /first.*zwischen 1 und 100/],
      [{ first: 101 }, /first.*zwischen 1 und 100/],
      [{ after: "x" }, /after.*nicht gültig/],
      [{ after: Buffer.from("change:99999999999").toString("base64url") }, /after.*nicht gültig/],
      [{ since: "gestern" }, /Zeitpunkt/],
      [{ since: "2030-01-01T00:00:00Z", after: "Y2hhbmdlOjE" }, /entweder since oder after/],
    ])("refuse %j in German", async (variables, sentence) => {
      const { errors } = await app.query(CHANGES, variables);
      expect(errors![0].message).toMatch(sentence);
    });

    const history = async (slug: string, first = 5) =>
      (
        await app.query(
          `query ($slug: String!, $first: Int) { practiceExample(slug: $slug) {
            history(first: $first) { revision publishedAt changes { field label before after } } } }`,
          { slug, first },
        )
      ).data.practiceExample?.history;

    it("of one example are its history, field by field, with figures and their sources", async () => {
      expect(await history("eins")).toEqual([
        {
          revision: 2,
          publishedAt: "2030-01-02T10:00:00.000Z",
          changes: [
            { field: "title", label: "Titel", before: "Erster Titel", after: "Zweiter Titel" },
            {
              field: "budgets.TOTAL",
              label: "Mittelvolumen insgesamt",
              before: "1.000 € insgesamt [ag-eingliederung-2013, S. 19]",
              after: "2.000 € insgesamt [ag-eingliederung-2013, S. 19]",
            },
            { field: "goal", label: "Ziel", before: null, after: "Ein Ziel." },
          ],
        },
        { revision: 1, publishedAt: "2030-01-01T10:00:00.000Z", changes: [] },
      ]);
      expect(await history("eins", 1)).toHaveLength(1);
    });

    it("do not tell of a revision that nobody has published yet", async () => {
      await app.db.write(async (manager) => {
        const last = await manager.findOneByOrFail(RevisionTable, { example: "eins", number: 2 });
        await manager.insert(RevisionTable, {
          ...last,
          number: 3,
          hash: "entwurf",
          createdAt: "2030-01-04T10:00:00.000Z",
        });
      });
      expect((await history("eins")).map(({ revision }: any) => revision)).toEqual([2, 1]);
      const draft = await app.server.inject({ method: "GET", url: "/examples/eins.docx?revision=3" });
      expect(draft.statusCode).toBe(404);
      await app.db.write((manager) => manager.delete(RevisionTable, { example: "eins", number: 3 }));
    });

    it("of an old revision can be read after one of its terms has left the lists", async () => {
      await app.db.write(async (manager) => {
        const old = await manager.findOneByOrFail(RevisionTable, { example: "eins", number: 1 });
        const content = { ...JSON.parse(old.content), methods: ["verflossen"], organisation: "verflossenes-amt" };
        await manager.update(RevisionTable, { example: "eins", number: 1 }, { content: JSON.stringify(content) });
      });
      const [{ changes: fields }] = await history("eins", 1);
      expect(fields.find(({ field }: any) => field === "methods").before).toBe("verflossen (nicht mehr geführt)");
      expect(fields.find(({ field }: any) => field === "carrierType").before).toBeNull();
    });

    it("of a withdrawn example are not shown", async () => {
      expect(await history("zwei")).toBeUndefined();
    });

    it("that nobody recorded are not guessed", async () => {
      await app.db.write((manager) => manager.deleteAll(ChangeTable));
      expect(await changes({ since: "2030-01-01T00:00:00Z" })).toMatchObject({
        edges: [],
        isComplete: false,
        begins: null,
      });
    });
  });
});
