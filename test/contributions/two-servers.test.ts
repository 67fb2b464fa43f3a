// Two servers on one database: whoever is faster decides, the other is told, and the record holds one deed.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RevisionTable } from "../../src/catalogue/catalogue.entity.ts";
import { AuditTable } from "../../src/platform/audit.ts";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { anExample } from "../support/content.ts";
import { approve, create, done, published, requestChanges, save, submit, withdraw } from "../support/contributing.ts";
import { aPerson, onServer, type Person } from "../support/people.ts";

describe.each(DATABASES)("two servers on one $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let here: TestApp;
    let there: TestApp;
    let author: Person;
    let editor: Person;
    let another: Person;
    beforeAll(async () => {
      here = await anApp(kind, { seeds: theCollection() });
      there = await anApp(kind, { seeds: theCollection(), database: here.database });
      author = await aPerson(here, "CONTRIBUTOR");
      editor = await aPerson(here, "EDITOR");
      another = onServer(there, await aPerson(here, "ADMINISTRATOR"));
    });
    afterAll(async () => {
      await there?.close();
      await here?.close();
    });

    let count = 0;
    const aSubmission = async () =>
      done(await submit(author, done(await create(author, anExample({ slug: `zugleich-${++count}` })))));
    const deeds = async (id: string) => {
      const events = await here.db.read((manager) => manager.findBy(AuditTable, { subject: `contribution:${id}` }));
      return events.map(({ action }) => action).filter((action) => action !== "SUBMIT");
    };
    const codes = (answers: { problems: { code: string }[] }[]) =>
      answers.flatMap(({ problems }) => problems.map(({ code }) => code));

    it("publish once what two approve at the same time", async () => {
      for (let i = 0; i < 8; i++) {
        const submission = await aSubmission();
        const answers = await Promise.all([approve(editor, submission), approve(another, submission)]);
        expect(codes(answers)).toEqual(["STALE"]);
        expect(await deeds(submission.id)).toEqual(["APPROVE"]);
        const example = submission.content.slug;
        expect(await here.db.read((manager) => manager.countBy(RevisionTable, { example }))).toBe(1);
      }
    });

    it("either publish or send back", async () => {
      for (let i = 0; i < 4; i++) {
        const submission = await aSubmission();
        const answers = await Promise.all([approve(editor, submission), requestChanges(another, submission)]);
        expect(codes(answers)).toEqual(["STALE"]);
        expect(await deeds(submission.id)).toHaveLength(1);
      }
    });

    it("lose nothing of what is typed on both", async () => {
      const draft = done(await create(author, anExample({ slug: "auf-beiden" })));
      const elsewhere = onServer(there, await aPerson(here, "CONTRIBUTOR"));
      const answers = await Promise.all(
        [author, elsewhere].map((person, i) => save(person, draft, { ...draft.content, title: `Von ${i}` })),
      );
      expect(codes(answers)).toEqual(["STALE"]);
      expect(answers.filter(({ setAside }) => setAside)).toHaveLength(1);
    });

    it("hide on both what is withdrawn on one", async () => {
      const open = await published(author, editor, anExample({ slug: "auf-beiden-weg", title: "Quastenflosser" }));
      await there.settled();
      const search = async () =>
        (await there.query('{ searchPracticeExamples(query: "Quastenflosser") { edges { node { title } } } }')).data
          .searchPracticeExamples.edges;
      expect(await search()).toHaveLength(1);
      done(await withdraw(author, open));
      expect(await search()).toEqual([]);
    });
  });
});
