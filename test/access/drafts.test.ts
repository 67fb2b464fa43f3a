// What is not published does not exist for readers: not in hits, counts, facets, suggestions, highlights, relations or by id.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toId } from "../../src/platform/node.ts";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { anExample } from "../support/content.ts";
import {
  approve,
  archive,
  create,
  done,
  published,
  requestChanges,
  save,
  submit,
  takeUp,
  withdraw,
} from "../support/contributing.ts";
import { aPerson, type Person } from "../support/people.ts";

const CANARY = "Kanarienvogel";

describe.each(DATABASES)("drafts on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let author: Person;
    let editor: Person;
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection() });
      author = await aPerson(app, "CONTRIBUTOR");
      editor = await aPerson(app, "EDITOR");
    });
    afterAll(() => app.close());

    const draft = (slug: string) =>
      anExample({
        slug,
        title: `${CANARY} ${slug}`,
        summary: `Ein ${CANARY} singt.`,
        keywords: ["teilzeitausbildung"],
        legalBases: [{ cited: "§ 16e SGB II", sources: anExample().sources }],
        related: [{ example: "teilzeit-aktiv", note: `Auch ein ${CANARY}.` }],
      });

    /** Everything a reader can ask that examples could show in. */
    async function all(slugs: readonly string[], ids: readonly string[]): Promise<string> {
      const { data, errors } = await app.query(
        `query ($word: String!) {
          every: searchPracticeExamples(first: 100) { ...Found }
          word: searchPracticeExamples(query: $word) { ...Found }
          facet: searchPracticeExamples(filter: { keywords: ["teilzeitausbildung"] }) { ...Found }
          suggest(prefix: "Kanar", first: 50) { kind value label }
          keywordIndex { count keyword { slug } }
          practiceExample(slug: "teilzeit-aktiv") { related { note example { slug } } }
        }
        fragment Found on PracticeExampleSearchConnection {
          totalCount edges { node { slug title summary revision } highlights { html } }
          facets { name values { value count } } reading { words notes }
        }`,
        { word: "Vogelgesang" },
      );
      expect(errors).toBeUndefined();
      const single: unknown[] = [];
      for (const slug of slugs) {
        single.push(
          (await app.query("query ($slug: String) { practiceExample(slug: $slug) { slug title } }", { slug })).data,
        );
        const id = toId("PracticeExample", slug);
        single.push((await app.query("query ($id: ID!) { node(id: $id) { id } }", { id })).data);
      }
      for (const id of ids)
        for (const asked of [toId("Contribution", id), id])
          single.push((await app.query("query ($id: ID!) { node(id: $id) { id } }", { id: asked })).data?.node ?? null);
      return JSON.stringify([data, single]);
    }
    const search = async (query: string) => {
      const { data } = await app.query(
        "query ($query: String!) { searchPracticeExamples(query: $query) { totalCount edges { node { slug } highlights { html } } } }",
        { query },
      );
      return data.searchPracticeExamples;
    };

    it("change no answer that a reader can get, whatever their state", async () => {
      const slugs = ["kanal-1", "kanal-2", "kanal-3", "kanal-4", "kanal-5"];
      const before = await all(slugs, []);
      const drafts = [];
      for (const slug of slugs) drafts.push(done(await create(author, draft(slug))));
      const [, second, third, fourth, fifth] = drafts;
      done(await submit(author, second!));
      done(await requestChanges(editor, done(await submit(author, third!))));
      done(await archive(author, fourth!));
      const out = done(await approve(editor, done(await submit(author, fifth!))));
      expect(await search(CANARY)).toMatchObject({ totalCount: 1 });
      const gone = done(await withdraw(author, out));
      // Not awaited by anybody: withdrawn is withdrawn with the very next answer.
      expect(await all(slugs, [])).toBe(before);
      done(await takeUp(author, gone));
      await app.settled();
      const ids = drafts.map(({ id }) => id);
      const after = await all(slugs, ids);
      expect(after.replaceAll(",null", "")).toBe(before.replaceAll(",null", ""));
      expect(await search(CANARY)).toEqual({ totalCount: 0, edges: [] });
      expect(after).not.toContain(CANARY);
    });

    it("of a published example leave what readers see as it is", async () => {
      const { id, version, ...open } = await published(author, editor, anExample({ slug: "offen", title: "Offenes" }));
      const before = await all(["offen"], [id]);
      const changed = done(
        await save(
          author,
          { id, version },
          { ...open.content, title: `${CANARY} neu`, keywords: ["alleinerziehende"] },
        ),
      );
      done(await submit(author, changed));
      await app.settled();
      expect(await all(["offen"], [id])).toBe(before);
      expect(await search(CANARY)).toEqual({ totalCount: 0, edges: [] });
    });

    it("are in no table that catalogue and search read, nor in what waits for the index", async () => {
      done(await create(author, draft("nur-entwurf")));
      const tables = await app.db.read(async (manager) => {
        const names = manager.connection.entityMetadatas.map(({ tableName }) => tableName);
        const holding: string[] = [];
        for (const name of names)
          if (JSON.stringify(await manager.query(`SELECT * FROM ${name}`)).includes("nur-entwurf")) holding.push(name);
        return holding;
      });
      expect(tables).toEqual(["contribution_version"]);
    });
  });
});
