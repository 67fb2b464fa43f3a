// Comments on contributions: who writes and reads them, what becomes of them, and that nobody else ever gets to see a word.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { CommentTable } from "../../src/contributions/contributions.entity.ts";
import { AuditTable } from "../../src/platform/audit.ts";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { comment, resolve, said, takeBack, threads, type CommentAnswer } from "../support/commenting.ts";
import { anExample } from "../support/content.ts";
import { approve, archive, create, done, requestChanges, save, submit } from "../support/contributing.ts";
import { aPerson, type Person } from "../support/people.ts";
import { everything, outside } from "../support/store.ts";

const OTHER = "jobcenter-landkreis-goettingen";

describe.each(DATABASES)("comments on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let author: Person;
    let colleague: Person;
    let stranger: Person;
    let editor: Person;
    let administrator: Person;
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection() });
      author = await aPerson(app, "CONTRIBUTOR");
      colleague = await aPerson(app, "CONTRIBUTOR");
      stranger = await aPerson(app, "CONTRIBUTOR", OTHER);
      editor = await aPerson(app, "EDITOR", OTHER);
      administrator = await aPerson(app, "ADMINISTRATOR", OTHER);
    });
    afterAll(() => app.close());

    let count = 0;
    const aDraft = async (given = {}) =>
      done(await create(author, { ...anExample({ slug: `kommentiert-${++count}` }), ...given }));
    const codes = ({ problems }: CommentAnswer) => problems.map(({ code, path }) => [code, path.join(".")]);
    const read = async (person: Person, id: string, fields: string) =>
      (await person.ask(`query ($id: ID!) { contribution(id: $id) { ${fields} } }`, { id })).data.contribution;
    const rows = (contribution: string) =>
      app.db.read((manager) => manager.find(CommentTable, { where: { contribution }, order: { position: "ASC" } }));

    it("go to and fro between editors and the organisation, and name nobody", async () => {
      const draft = await aDraft();
      const question = said(
        await comment(editor, draft, "Wofür ist der Betrag?", { path: ["budgets", "0", "amount"] }),
      );
      expect(question).toMatchObject({
        text: "Wofür ist der Betrag?",
        path: ["budgets", "0", "amount"],
        version: 1,
        mine: true,
        by: "EDITOR",
        resolvedAt: null,
        answers: [],
      });
      const reply = said(await comment(colleague, draft, "Für ein Jahr.", { answerTo: question.id }));
      expect(reply.id).toBe(question.id);
      // An answer to an answer belongs to the same thread.
      said(await comment(editor, draft, "Danke!", { answerTo: reply.answers[0]!.id }));
      said(await comment(author, draft, "Noch etwas zum Ganzen."));
      const seen = await threads(author, draft);
      const spoken = { byOrganisation: OTHER, byRole: "EDITOR", by: "EDITOR", mine: false };
      const own = { byOrganisation: "jobcenter-heidenheim", byRole: "CONTRIBUTOR", by: "MEMBER" };
      expect(seen).toMatchObject([
        {
          ...spoken,
          path: ["budgets", "0", "amount"],
          answers: [
            { text: "Für ein Jahr.", ...own, mine: false },
            { text: "Danke!", ...spoken },
          ],
        },
        { text: "Noch etwas zum Ganzen.", ...own, mine: true, path: [], answers: [] },
      ]);
      for (const { account, email } of [author, colleague, editor])
        for (const secret of [account, email]) expect(JSON.stringify(seen)).not.toContain(secret);
    });

    it("leave the contribution and its version as they are, and keep their place when the field goes", async () => {
      const draft = await aDraft({ goal: "Ein Ziel." });
      const before = await read(author, draft.id, "version state updatedAt content");
      said(await comment(editor, draft, "Welches Ziel?", { path: ["goal"] }));
      expect(await read(author, draft.id, "version state updatedAt content")).toEqual(before);
      const { goal: _, ...rest } = draft.content;
      const saved = done(await save(author, draft, rest));
      expect(saved.version).toBe(2);
      said(await comment(author, draft, "Ist gestrichen."));
      expect(await threads(editor, draft)).toMatchObject([
        { path: ["goal"], version: 1 },
        { path: [], version: 2 },
      ]);
    });

    it("come with the reason for changes in one question", async () => {
      const submitted = done(await submit(author, await aDraft()));
      said(await comment(editor, submitted, "Bitte mit Zahlen.", { path: ["outcomes"] }));
      said(await resolve(editor, said(await comment(editor, submitted, "Schon erledigt."))));
      done(await requestChanges(editor, submitted, "Es fehlt noch etwas."));
      expect(
        await read(author, submitted.id, "state events { reason } comments(open: true) { comments { text path } }"),
      ).toMatchObject({
        state: "CHANGES_REQUESTED",
        events: [{ reason: "Es fehlt noch etwas." }, { reason: null }],
        comments: { comments: [{ text: "Bitte mit Zahlen.", path: ["outcomes"] }] },
      });
    });

    it("are marked as done and opened again by either side, also by an answer", async () => {
      const draft = await aDraft();
      const thread = said(await comment(editor, draft, "Bitte prüfen."));
      const closed = said(await resolve(author, thread));
      expect(closed.resolvedAt).not.toBeNull();
      // Once more changes nothing, not even the time.
      expect(said(await resolve(editor, thread))).toEqual({ ...closed, mine: true });
      expect([await threads(author, draft, true), (await threads(author, draft, false))!.length]).toEqual([[], 1]);
      expect(said(await resolve(editor, thread, false)).resolvedAt).toBeNull();
      said(await resolve(editor, thread));
      const answered = said(await comment(author, draft, "Doch nicht.", { answerTo: thread.id }));
      expect(answered.resolvedAt).toBeNull();
      // The thread of an answer is meant.
      expect(said(await resolve(author, answered.answers[0]!)).resolvedAt).not.toBeNull();
    });

    it("can be taken back by those who wrote them and by administrators, and leave a trace", async () => {
      const draft = await aDraft();
      const thread = said(await comment(editor, draft, "Im falschen Beitrag."));
      const { answers } = said(await comment(author, draft, "Wie meinen Sie das?", { answerTo: thread.id }));
      for (const person of [author, colleague])
        expect(codes(await takeBack(person, thread))).toEqual([["WRONG_ROLE", "id"]]);
      expect(codes(await takeBack(editor, answers[0]!))).toEqual([["WRONG_ROLE", "id"]]);
      expect(said(await takeBack(editor, thread))).toMatchObject({
        text: null,
        resolvedAt: expect.any(String),
        answers: [{ text: "Wie meinen Sie das?" }],
      });
      expect(said(await takeBack(administrator, answers[0]!))).toMatchObject({ answers: [{ text: null }] });
      for (const refused of [
        await resolve(editor, thread, false),
        await resolve(author, answers[0]!, false),
        await comment(author, draft, "Hallo?", { answerTo: thread.id }),
      ])
        expect(refused.problems[0]!.code).toBe("TAKEN_BACK");
      expect((await rows(draft.id)).map(({ text }) => text)).toEqual([null, null]);
      expect(said(await takeBack(editor, thread)).text).toBeNull();
    });

    test.each<[string, string, [string, string]]>([
      ["an e-mail address", "Fragen an quasten@flosser.example bitte.", ["PERSONAL_DATA", "text"]],
      ["a telephone number", "Bitte anrufen, Tel. 07321 123456.", ["PERSONAL_DATA", "text"]],
      ["a case number", "Siehe 12345//0012345.", ["PERSONAL_DATA", "text"]],
      ["nothing but blanks", " \n ", ["MISSING", "text"]],
    ])("are refused with %s, and the answer does not repeat it", async (_, text, refusal) => {
      const draft = await aDraft();
      const answer = await comment(editor, draft, text);
      expect([answer.comment, codes(answer)]).toEqual([null, [refusal]]);
      expect(answer.problems[0]!.message).toMatch(/^\p{Lu}.*\.$/u);
      if (text.trim()) expect(JSON.stringify(answer)).not.toContain(text.slice(-12));
      expect(await rows(draft.id)).toEqual([]);
    });

    it("warn of a name and are sent all the same", async () => {
      const answer = await comment(editor, await aDraft(), "Hat Frau Quastenflosser das gesehen?");
      expect(said(answer).text).toContain("Quastenflosser");
      expect(answer.warnings).toEqual([{ kind: "NAME", path: ["text"], start: 4, end: 23 }]);
    });

    it("take up to 2,000 characters in one spelling, without control characters", async () => {
      const draft = await aDraft();
      expect(said(await comment(editor, draft, " Fo\u0308rderung\nab 1.1. ")).text).toBe("Förderung\nab 1.1.");
      expect(said(await comment(editor, draft, "ä".repeat(2_000))).text).toHaveLength(2_000);
      for (const [text, code] of [
        ["ä".repeat(2_001), "INPUT_TOO_LONG"],
        ["a\0b", "INVALID_CHARACTERS"],
      ]) {
        const { errors } = await editor.ask(
          `mutation ($text: CommentText!) { commentContribution(id: "${draft.id}", text: $text) { problems { code } } }`,
          { text },
        );
        expect(errors![0].extensions.problems[0].code).toBe(code);
      }
    });

    test.each([
      [["budgets"], true],
      [["budgets", "17", "note"], true],
      [["sources", "0"], true],
      [["gibtsnicht"], false],
      [["content", "title"], false],
      [["budgets", "amount"], false],
      [["budgets", "1e3"], false],
      [["title", "0"], false],
      [["__proto__"], false],
      [["constructor", "name"], false],
    ])("lie at a place that an example can have: %j", async (path, isOne) => {
      const answer = await comment(editor, await aDraft(), "Hier.", { path });
      expect(codes(answer)).toEqual(isOne ? [] : [["UNKNOWN_FIELD", "path"]]);
    });

    it("are written in every state but the archive", async () => {
      const draft = await aDraft();
      const thread = said(await comment(editor, draft, "Zum Entwurf."));
      const submitted = done(await submit(author, draft));
      said(await comment(author, draft, "Zum Eingereichten."));
      done(await approve(editor, submitted));
      said(await comment(editor, draft, "Zum Veröffentlichten."));
      const other = await aDraft();
      const own = said(await comment(author, other, "Wird nichts."));
      done(await archive(author, other));
      for (const refused of [await comment(editor, other, "Schade."), await resolve(editor, own)])
        expect(codes(refused)).toEqual([["WRONG_STATE", ""]]);
      expect(said(await takeBack(author, own)).text).toBeNull();
      expect(said(await resolve(author, thread)).version).toBe(1);
    });

    it("of a foreign contribution are answered like those of one that does not exist", async () => {
      const draft = await aDraft();
      const { id } = said(await comment(author, draft, "Unter uns."));
      const missing = "00000000-0000-4000-8000-000000000000";
      expect(await threads(stranger, draft)).toBeNull();
      expect(await comment(stranger, draft, "Hallo.")).toEqual(await comment(stranger, { id: missing }, "Hallo."));
      expect(await resolve(stranger, { id })).toEqual(await resolve(stranger, { id: missing }));
      expect(await takeBack(stranger, { id })).toEqual(await takeBack(stranger, { id: missing }));
      expect(codes(await takeBack(stranger, { id }))).toEqual([["NOT_FOUND", "id"]]);
      const own = done(await create(stranger, { title: "Eigenes" }));
      expect(codes(await comment(stranger, own, "Hallo.", { answerTo: id }))).toEqual([["NOT_FOUND", "answerTo"]]);
    });

    it("that are written at once all count, each in its place", async () => {
      const draft = await aDraft();
      const people = [author, editor, colleague, administrator];
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, i) => comment(people[i % 4]!, draft, `Nummer ${i}`)),
      );
      expect(answers.flatMap(codes)).toEqual([]);
      expect((await rows(draft.id)).map(({ position }) => position)).toEqual(
        Array.from({ length: 12 }, (_, i) => i + 1),
      );
    });

    it("that are answered and taken back at once end in order, whoever comes first", async () => {
      const draft = await aDraft();
      for (let i = 0; i < 5; i++) {
        const thread = said(await comment(editor, draft, `Frage ${i}`));
        const [answered, marked, taken] = await Promise.all([
          comment(author, draft, `Antwort ${i}`, { answerTo: thread.id }),
          resolve(author, thread, false),
          takeBack(editor, thread),
        ]);
        expect(codes(taken)).toEqual([]);
        for (const answer of [answered, marked])
          expect([[], [["TAKEN_BACK", answer === marked ? "id" : "answerTo"]]]).toContainEqual(codes(answer));
        const end = (await threads(editor, draft))!.find(({ id }) => id === thread.id);
        expect(end).toMatchObject({ text: null, resolvedAt: expect.any(String) });
        expect(end!.answers.length).toBe(answered.problems.length === 0 ? 1 : 0);
      }
    });

    it("and archiving at once leave no comment in the archive that nobody was told of", async () => {
      for (let i = 0; i < 5; i++) {
        const draft = await aDraft();
        const [written, archived] = await Promise.all([
          comment(editor, draft, "Noch schnell."),
          archive(author, draft),
        ]);
        expect(archived.problems).toEqual([]);
        expect((await rows(draft.id)).length).toBe(written.problems.length === 0 ? 1 : 0);
      }
    });

    it("come in pages, oldest first, with a constant number of statements", async () => {
      const draft = await aDraft();
      for (let i = 0; i < 5; i++) {
        const { id } = said(await comment(editor, draft, `Frage ${i}`));
        said(await comment(author, draft, `Antwort ${i}`, { answerTo: id }));
      }
      const page = async (first: number, after: string | null) => {
        app.statements();
        const { comments } = await read(
          author,
          draft.id,
          `comments(first: ${first}, after: ${JSON.stringify(after)}) { comments { text answers { text } } endCursor }`,
        );
        return { ...comments, statements: app.statements().length };
      };
      const texts: string[] = [];
      for (let after: string | null = null, more = true; more; more = after !== null) {
        const { comments, endCursor } = await page(2, after);
        texts.push(...comments.map((thread: any) => `${thread.text} ${thread.answers[0].text}`));
        after = endCursor;
      }
      expect(texts).toEqual([0, 1, 2, 3, 4].map((i) => `Frage ${i} Antwort ${i}`));
      expect((await page(1, null)).statements).toBe((await page(5, null)).statements);
      const wrong = await author.ask(`{ contribution(id: "${draft.id}") { comments(after: "x") { endCursor } } }`);
      expect(wrong.errors![0].extensions.problems[0].code).toBe("INVALID_CURSOR");
    });

    it("have an end: after fifty answers a new thread, after a thousand comments none", async () => {
      const draft = await aDraft();
      const { id } = said(await comment(editor, draft, "Frage"));
      const [first] = await rows(draft.id);
      const copy = (position: number, thread: string) => ({
        ...first!,
        id: `kopie-${count}-${position}`,
        position,
        thread,
      });
      await app.db.write((manager) =>
        manager.insert(
          CommentTable,
          Array.from({ length: 50 }, (_, i) => copy(i + 2, id)),
        ),
      );
      expect(codes(await comment(author, draft, "Noch eine.", { answerTo: id }))).toEqual([
        ["TOO_MANY_COMMENTS", "answerTo"],
      ]);
      said(await comment(author, draft, "Dann eben neu."));
      await app.db.write((manager) =>
        manager.insert(CommentTable, { ...copy(1_000, ""), thread: `kopie-${count}-1000` }),
      );
      expect(codes(await comment(author, draft, "Zu viel."))).toEqual([["TOO_MANY_COMMENTS", ""]]);
    });

    it("are on record by their place, without a word of them, and are no step of the contribution", async () => {
      const draft = await aDraft();
      const thread = said(await comment(editor, draft, "Quastenflosser?", { path: ["budgets", "0", "amount"] }));
      said(await resolve(author, thread));
      said(await resolve(author, thread, false));
      for (let i = 0; i < 2; i++) said(await takeBack(editor, thread));
      const record = await app.db.read((manager) => manager.findBy(AuditTable, { subject: `comment:${thread.id}` }));
      const fields = ["budgets.0.amount"];
      expect(record.map(({ id: _, at: __, ...row }) => row)).toEqual(
        expect.arrayContaining(
          [
            [editor, "COMMENT"],
            [author, "RESOLVE_COMMENT"],
            [author, "REOPEN_COMMENT"],
            [editor, "DELETE_COMMENT"],
          ].map(([person, action]) => ({
            account: (person as Person).account,
            action,
            subject: `comment:${thread.id}`,
            number: 1,
            fields,
            reason: null,
          })),
        ),
      );
      expect(record).toHaveLength(4);
      expect(await read(author, draft.id, "events { action }")).toEqual({ events: [] });
    });

    it("stand in one table and in no answer to readers, before and after publication", async () => {
      const draft = await aDraft({ title: "Offen für alle", summary: "Ein Ansatz mit Lachmöwen." });
      const { id } = said(await comment(editor, draft, "Kanarienvogel in der Redaktion", { path: ["summary"] }));
      said(await comment(author, draft, "Kanarienvogel im Jobcenter", { answerTo: id }));
      const { example } = done(await approve(editor, done(await submit(author, draft))));
      await app.settled();
      const { data } = await app.query(
        `query ($slug: String!) {
          word: searchPracticeExamples(query: "Kanarienvogel") { totalCount edges { node { slug } highlights { html } } reading { words notes } }
          hit: searchPracticeExamples(query: "Lachmöwen") { totalCount edges { node { slug title summary } highlights { html } } }
          suggest(prefix: "Kanar", first: 50) { value label }
          practiceExample(slug: $slug) { slug title summary history { revision changes { before after } } }
          changes(first: 100) { edges { node { slug example { summary } } } }
        }`,
        { slug: example },
      );
      expect([data.word.totalCount, data.hit.totalCount]).toEqual([0, 1]);
      const files = await Promise.all(
        ["export/search.csv", "export/search.json", "changes.atom", `compare?e=${example}@1&e=teilzeit-aktiv@1`].map(
          (name) => app.server.inject({ method: "GET", url: `/${name}` }),
        ),
      );
      expect(files.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
      const told = JSON.stringify([
        data.hit,
        data.suggest,
        data.practiceExample,
        data.changes,
        ...files.map((f) => f.body),
      ]);
      expect(told).toContain("Lachmöwen");
      expect(told).not.toContain("Kanarienvogel");
      const tables = Object.entries(await outside(app.database, everything));
      const holding = tables.filter(([, all]) => all.join("").includes("Kanarienvogel")).map(([name]) => name);
      expect(holding).toEqual(["contributionComment"]);
    });

    it("are read with a key, and written by people only", async () => {
      const draft = await aDraft();
      const { id } = said(await comment(author, draft, "Von Hand."));
      const { data } = await author.ask(
        'mutation { createAccessToken(label: "k", scope: CONTRIBUTE, days: 1) { token } }',
      );
      const ask = async (query: string) =>
        (
          await app.post(
            { query },
            { "content-type": "application/json", authorization: `Bearer ${data.createAccessToken.token}` },
          )
        ).json();
      const seen = await ask(`{ contribution(id: "${draft.id}") { comments { comments { text } } } }`);
      expect(seen.data.contribution.comments.comments).toEqual([{ text: "Von Hand." }]);
      for (const change of [
        `commentContribution(id: "${draft.id}", text: "x")`,
        `resolveComment(id: "${id}", resolved: true)`,
        `deleteComment(id: "${id}")`,
      ])
        expect((await ask(`mutation { ${change} { problems { code } } }`)).errors[0].extensions.code).toBe("FORBIDDEN");
    });
  });
});
