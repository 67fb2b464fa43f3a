// Help while writing, as the API gives it: to the owner organisation and the editors, and to nobody else.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { create, done } from "../support/contributing.ts";
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

    const ALL = "quality { share items { field label unlocks isMissing } }";

    it("is for the organisation and the editors, and for nobody else", async () => {
      const written = await draft({ title: "Nur für uns" });
      expect((await read(author, written, ALL)).quality.items.length).toBeGreaterThan(10);
      expect(await read(editor, written, ALL)).toEqual(await read(author, written, ALL));
      expect(await read(stranger, written, ALL)).toBeNull();
      const { data, errors } = await app.query(`query ($id: ID!) { contribution(id: $id) { ${ALL} } }`, { id: written.id });
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

    it("can make something of anything that was typed", async () => {
      const odd = { title: 5, summary: ["x"], budgets: { a: null }, legalBases: [null, { cited: 3 }], period: [] };
      expect((await read(author, await draft(odd), ALL)).quality.share).toBeLessThan(0.2);
    });
  });
});
