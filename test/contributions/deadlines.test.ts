// What waits for whom: the editors' list with deadlines and counts, the contributors' list, and what each may do.
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { ContributionTable } from "../../src/contributions/contributions.entity.ts";
import { ACTIONS } from "../../src/domain/workflow.ts";
import { Comments1700000000023 } from "../../src/platform/migrations/1700000000023-comments.ts";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { comment, resolve, said, takeBack } from "../support/commenting.ts";
import { anExample } from "../support/content.ts";
import {
  approve,
  archive,
  create,
  done,
  edit,
  published,
  recall,
  requestChanges,
  save,
  submit,
  type Contribution,
} from "../support/contributing.ts";
import { aPerson, signedInAgain, type Person } from "../support/people.ts";

const OTHER = "jobcenter-landkreis-goettingen";
const DAY = 24 * 3_600_000;

describe.each(DATABASES)("deadlines on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let time: Date;
    let author: Person;
    let stranger: Person;
    let editor: Person;
    let second: Person;
    const opened: TestApp[] = [];
    beforeEach(async () => {
      time = new Date();
      app = await anApp(kind, { seeds: theCollection(), now: () => time });
      opened.push(app);
      author = await aPerson(app, "CONTRIBUTOR");
      stranger = await aPerson(app, "CONTRIBUTOR", OTHER);
      editor = await aPerson(app, "EDITOR", OTHER);
      second = await aPerson(app, "EDITOR", OTHER);
    });
    afterAll(() => Promise.all(opened.map((each) => each.close())));

    const later = async (milliseconds: number) => {
      time = new Date(time.getTime() + milliseconds);
      [author, stranger, editor, second] = (await Promise.all(
        [author, stranger, editor, second].map((person) => signedInAgain(app, person, time)),
      )) as [Person, Person, Person, Person];
    };
    let count = 0;
    const draft = async (title: string, person = author, given = {}) =>
      done(
        await create(person, {
          ...anExample({
            slug: `frist-${++count}`,
            title,
            organisation: person === stranger ? OTHER : "jobcenter-heidenheim",
          }),
          ...given,
        }),
      );
    const submitted = async (title: string, person = author) => done(await submit(person, await draft(title, person)));
    const queue = async (person: Person, args = "first: 100") => {
      const { data, errors } = await person.ask(
        `{ reviewQueue(${args}) {
          contributions { title dueAt daysLeft openComments unansweredComments actions } endCursor
          counts { waiting overdue dueSoon answered }
        } }`,
      );
      if (errors) throw new Error(JSON.stringify(errors));
      return data.reviewQueue;
    };
    const titles = async (person: Person, args?: string) =>
      (await queue(person, args)).contributions.map(({ title }: any) => title);
    const mine = async (person: Person, toDo = true) =>
      (
        await person.ask(
          `{ myContributions(toDo: ${toDo}) { contributions { title openComments unansweredComments actions } } }`,
        )
      ).data.myContributions.contributions;
    const actions = async (person: Person, { id }: Pick<Contribution, "id">) =>
      (await person.ask(`{ contribution(id: "${id}") { actions } }`)).data.contribution.actions;

    it("show editors what is due next, how many days are left, and how much there is", async () => {
      await submitted("Erstes");
      await later(6 * DAY);
      await submitted("Zweites", stranger);
      await later(9 * DAY);
      await submitted("Drittes");
      await draft("Kein Eingereichtes");
      const answer = await queue(editor);
      expect(answer.contributions.map(({ title, daysLeft }: any) => [title, daysLeft])).toEqual([
        ["Erstes", -1],
        ["Zweites", 5],
        ["Drittes", 14],
      ]);
      expect(answer.contributions[2].dueAt).toBe(new Date(time.getTime() + 14 * DAY).toISOString());
      expect(answer.counts).toEqual({ waiting: 3, overdue: 1, dueSoon: 1, answered: 0 });
      expect(await titles(editor, "list: OVERDUE")).toEqual(["Erstes"]);
      const ours = await queue(editor, 'list: OVERDUE, organisation: "jobcenter-heidenheim"');
      expect(ours.counts).toEqual({ waiting: 2, overdue: 1, dueSoon: 0, answered: 0 });
      expect(await titles(editor, `list: OVERDUE, organisation: "${OTHER}"`)).toEqual([]);
      expect(await titles(editor, 'organisation: "gibts-nicht"')).toEqual([]);
    });

    it("come in pages that miss nothing and repeat nothing", async () => {
      for (const title of ["a", "b", "c", "d", "e"]) await submitted(title);
      const found: string[] = [];
      for (let after: string | null = null, more = true; more; more = after !== null) {
        const page: any = await queue(editor, `first: 2, after: ${JSON.stringify(after)}`);
        found.push(...page.contributions.map(({ title }: any) => title));
        after = page.endCursor;
      }
      // Submitted at one moment by the clock of this test: in the order of their ids.
      expect(found.toSorted()).toEqual(["a", "b", "c", "d", "e"]);
    });

    it("do not move with comments, and end at the very moment", async () => {
      const contribution = await submitted("Bleibt");
      const { dueAt } = (await queue(editor)).contributions[0];
      await later(14 * DAY);
      const { id } = said(await comment(editor, contribution, "Dauert noch."));
      said(await comment(author, contribution, "Gut.", { answerTo: id }));
      said(await resolve(editor, { id }));
      expect((await queue(editor)).contributions).toMatchObject([{ dueAt, daysLeft: 0 }]);
      expect(await titles(editor, "list: OVERDUE")).toEqual([]);
      await later(1);
      expect((await queue(editor)).contributions).toMatchObject([{ dueAt, daysLeft: -1 }]);
      expect(await titles(editor, "list: OVERDUE")).toEqual(["Bleibt"]);
    });

    it("begin anew with each submission, and do not move when readers get a newer text meanwhile", async () => {
      const first = await submitted("Zweimal");
      await later(3 * DAY);
      const back = done(await recall(author, first));
      expect((await author.ask(`{ contribution(id: "${first.id}") { dueAt daysLeft } }`)).data.contribution).toEqual({
        dueAt: null,
        daysLeft: null,
      });
      done(await approve(editor, done(await submit(author, back))));
      const again = done(
        await submit(author, done(await save(author, await reopened(first), { ...first.content, goal: "Neu." }))),
      );
      const { dueAt } = (await queue(editor)).contributions[0];
      expect(dueAt).toBe(new Date(time.getTime() + 14 * DAY).toISOString());
      await later(2 * DAY);
      await app.publish(anExample({ ...first.content, title: "Von anderswo" }));
      const caughtUp = done(await edit(author, first.content.slug));
      expect(caughtUp).toMatchObject({ state: "SUBMITTED", version: again.version + 1 });
      expect((await queue(editor)).contributions).toMatchObject([{ dueAt, daysLeft: 12 }]);
    });
    const reopened = async ({ content }: Contribution) => done(await edit(author, content.slug));

    it("tell editors where the organisation has the last word, in every state but the archive", async () => {
      const waiting = await submitted("Wartet");
      const returned = done(await requestChanges(editor, await submitted("Zurückgegeben")));
      const kept = await draft("Entwurf");
      const gone = await draft("Abgelegt");
      for (const contribution of [waiting, returned, kept, gone]) {
        const { id } = said(await comment(editor, contribution, "Frage?"));
        if (contribution !== waiting) said(await comment(author, contribution, "Antwort.", { answerTo: id }));
      }
      done(await archive(author, gone));
      expect((await titles(editor, "list: ANSWERED")).toSorted()).toEqual(["Entwurf", "Zurückgegeben"]);
      expect((await queue(editor)).counts).toEqual({ waiting: 1, overdue: 0, dueSoon: 0, answered: 2 });
      expect((await queue(editor)).contributions).toMatchObject([
        { title: "Wartet", openComments: 1, unansweredComments: 0 },
      ]);
    });

    it("count a thread for the side that has to answer it, until it is done or taken back", async () => {
      const contribution = await draft("Hin und her");
      const counts = async (person: Person) => {
        const { data } = await person.ask(
          `{ contribution(id: "${contribution.id}") { openComments unansweredComments } }`,
        );
        return `${data.contribution.openComments}/${data.contribution.unansweredComments}`;
      };
      /** Open/unanswered, for the author and for the editor. */
      const seen = async () => `${await counts(author)} ${await counts(editor)}`;
      const thread = said(await comment(editor, contribution, "Frage?"));
      expect(await seen()).toBe("1/1 1/0");
      const answered = said(await comment(author, contribution, "Antwort.", { answerTo: thread.id }));
      expect(await seen()).toBe("1/0 1/1");
      said(await takeBack(author, answered.answers[0]!));
      expect(await seen()).toBe("1/1 1/0");
      said(await comment(author, contribution, "Eigene Frage?"));
      expect(await seen()).toBe("2/1 2/1");
      said(await resolve(author, thread));
      expect(await seen()).toBe("1/0 1/1");
      said(await resolve(editor, thread, false));
      said(await takeBack(editor, thread));
      expect(await seen()).toBe("1/0 1/1");
    });

    it("show contributors in one question what waits for them, and nobody else's", async () => {
      const { example } = await published(author, editor, anExample({ slug: "jahresfrage", title: "Jahresfrage" }));
      await later(400 * DAY);
      done(await requestChanges(editor, await submitted("Zur Überarbeitung")));
      said(await comment(editor, await submitted("Mit Frage"), "Warum?"));
      await draft("Nur ein Entwurf");
      await submitted("Wartet auf die Redaktion");
      const answered = await draft("Beantwortet");
      const { id } = said(await comment(editor, answered, "Warum?"));
      said(await comment(author, answered, "Darum.", { answerTo: id }));
      const gone = await draft("Abgelegt");
      said(await comment(editor, gone, "Warum?"));
      done(await archive(author, gone));
      const { data } = await author.ask(
        "{ myContributions(toDo: true) { contributions { title unansweredComments } } examplesToConfirm(first: 100) { slug } }",
      );
      expect(data.myContributions.contributions.toSorted((a: any, b: any) => (a.title < b.title ? -1 : 1))).toEqual([
        { title: "Mit Frage", unansweredComments: 1 },
        { title: "Zur Überarbeitung", unansweredComments: 0 },
      ]);
      expect(data.examplesToConfirm.map(({ slug }: any) => slug)).toContain(example);
      expect(await mine(stranger)).toEqual([]);
      expect((await mine(author, false)).length).toBe(7);
    });

    it("say what each may do, and that nobody approves what they have written on", async () => {
      const own = await draft("Eigenes");
      expect(await actions(author, own)).toEqual(["SAVE", "SUBMIT", "ARCHIVE"]);
      const changed = done(await save(editor, own, { ...own.content, goal: "Ein Ziel." }));
      const waiting = done(await submit(author, changed));
      expect(await actions(author, waiting)).toEqual(["RECALL"]);
      expect(await actions(editor, waiting)).toEqual(["RECALL", "REQUEST_CHANGES"]);
      expect(await actions(second, waiting)).toEqual(["RECALL", "REQUEST_CHANGES", "APPROVE"]);
      for (const person of [editor, second])
        expect((await queue(person)).contributions[0].actions).toEqual(await actions(person, waiting));
      done(await approve(second, waiting));
      expect(await actions(author, waiting)).toEqual(["SAVE", "WITHDRAW"]);
      // What was written before the publication does not count any more.
      const again = done(
        await submit(author, done(await save(author, await reopened(own), { ...own.content, goal: "Neu." }))),
      );
      expect(await actions(editor, again)).toEqual(["RECALL", "REQUEST_CHANGES", "APPROVE", "WITHDRAW"]);
    });

    it("offer exactly the actions that succeed", { timeout: 60_000 }, async () => {
      const mutation: Record<string, string> = {
        SAVE: 'saveDraft(id: $id, version: $version, content: { title: "Neu" })',
        SUBMIT: "submitContribution(id: $id, version: $version)",
        RECALL: "recallContribution(id: $id, version: $version)",
        REQUEST_CHANGES: 'requestChanges(id: $id, version: $version, reason: "Ein Grund.")',
        APPROVE: "approveContribution(id: $id, version: $version)",
        WITHDRAW: 'withdrawContribution(id: $id, version: $version, reason: "Ein Grund.")',
        ARCHIVE: "archiveContribution(id: $id, version: $version)",
        RESTORE: "restoreContribution(id: $id, version: $version)",
      };
      const ready = [
        () => draft("Entwurf"),
        () => submitted("Eingereicht"),
        async () => done(await requestChanges(editor, await submitted("Zurück"))),
        () => published(author, editor, anExample({ slug: `frist-${++count}` })),
        async () => done(await archive(author, await draft("Weg"))),
      ];
      for (const prepare of ready)
        for (const person of [author, editor]) {
          let subject = await prepare();
          const offered = await actions(person, subject);
          for (const action of Object.keys(ACTIONS)) {
            const { id, version, state } = subject;
            const { data, errors } = await person.ask(
              `mutation ($id: ID!, $version: Int!) { answer: ${mutation[action]} { problems { code } } }`,
              { id, version },
            );
            const succeeded = errors === undefined && data.answer.problems.length === 0;
            expect([state, action, succeeded]).toEqual([state, action, offered.includes(action)]);
            if (succeeded) subject = await prepare();
          }
        }
    });

    it("cost the same few statements, however many entries and comments there are", async () => {
      const cost = async (ask: () => Promise<unknown>) => {
        app.statements();
        await ask();
        return app.statements().length;
      };
      const all = async () => [await cost(() => queue(editor)), await cost(() => mine(author, false))];
      await submitted("Erstes");
      const few = await all();
      for (let i = 0; i < 5; i++) {
        const contribution = await submitted(`Noch eines ${i}`);
        said(await comment(editor, contribution, "Frage?"));
      }
      expect(await all()).toEqual(few);
      // Who asks; the list; the counts.
      expect(few).toEqual([3, 2]);
    });

    it("of what waited before they were kept are taken from the record", async () => {
      const first = await submitted("Von früher");
      const { dueAt } = (await queue(editor)).contributions[0];
      await later(DAY);
      const other = await draft("Nie eingereicht");
      await app.db.write(async (manager) => {
        const migration = new Comments1700000000023();
        const runner = manager.queryRunner!;
        await manager.query("UPDATE contribution SET updated_at = '2026-01-01T00:00:00.000Z'");
        await migration.down(runner);
        await migration.up(runner);
      });
      expect((await queue(editor)).contributions).toMatchObject([{ title: "Von früher", dueAt }]);
      const rows = await app.db.read((manager) => manager.find(ContributionTable));
      expect(rows.map(({ id, submittedAt }) => [id, submittedAt !== null])).toEqual(
        expect.arrayContaining([
          [first.id, true],
          [other.id, false],
        ]),
      );
    });
  });
});
