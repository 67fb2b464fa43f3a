// Examples that nobody has confirmed for a year ask their owners; what waits for the editors says until when.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { anExample } from "../support/content.ts";
import { create, done, submit } from "../support/contributing.ts";
import { aPerson, signedInAgain, type Person } from "../support/people.ts";

describe.each(DATABASES)("confirmations on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let owner: Person;
    let time = new Date();
    const later = (days: number) => (time = new Date(time.getTime() + days * 24 * 3_600_000));
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection(), now: () => time });
      await app.publish(anExample({ slug: "jahresfrage", title: "Jahresfrage" }));
      owner = await aPerson(app, "CONTRIBUTOR");
    });
    afterAll(() => app.close());

    const asked = async (person: Person) =>
      (await person.ask("{ examplesToConfirm(first: 100) { slug title since } }")).data.examplesToConfirm;
    const confirm = async (person: Person, slug: string) =>
      (
        await person.ask("mutation ($slug: String!) { confirmPracticeExample(slug: $slug) { problems { code } } }", {
          slug,
        })
      ).data.confirmPracticeExample.problems;

    it("are asked for after twelve months, of the owner alone, and then for another twelve not", async () => {
      expect(await asked(owner)).toEqual([]);
      later(366);
      owner = await signedInAgain(app, owner, time);
      const first = await asked(owner);
      expect(first.map((e: any) => e.slug)).toContain("jahresfrage");
      expect(await confirm(owner, "jahresfrage")).toEqual([]);
      expect((await asked(owner)).map((e: any) => e.slug)).not.toContain("jahresfrage");
      const { data } = await app.query('{ practiceExample(slug: "jahresfrage") { lastConfirmedAt revision } }');
      expect(data.practiceExample).toEqual({ lastConfirmedAt: time.toISOString(), revision: 1 });
      expect(await confirm(owner, "gibts-nicht")).toEqual([{ code: "NOT_FOUND" }]);
      expect(await confirm(owner, "jumita-goettingen")).toEqual([{ code: "WRONG_ROLE" }]);
    });

    it("give what is submitted a day by which it is answered", async () => {
      const draft = done(await create(owner, anExample({ slug: "frist" })));
      const due = async () =>
        (await owner.ask(`{ contribution(id: "${draft.id}") { dueAt } }`)).data.contribution.dueAt;
      expect(await due()).toBeNull();
      done(await submit(owner, draft));
      expect(await due()).toBe(new Date(time.getTime() + 14 * 24 * 3_600_000).toISOString());
    });
  });
});
