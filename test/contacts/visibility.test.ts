// Who sees which contact: each visibility and kind, asked by everybody, on every way that leads to an example.
import { isObjectType, getNamedType } from "graphql";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ContactTable } from "../../src/contacts/contacts.entity.ts";
import { toId } from "../../src/platform/node.ts";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { changeContact, contactOf } from "../support/contacts.ts";
import { aBudget, aCount, anExample } from "../support/content.ts";
import { aPerson, signedInAgain, type Person } from "../support/people.ts";

const OWN = "jobcenter-heidenheim";
const FOREIGN = "jobcenter-landkreis-goettingen";
const START = new Date("2026-11-21T09:00:00.000Z");

type Ask = (query: string, variables?: object) => Promise<{ data: any; errors?: any[] }>;

const ALL = ["team PUBLIC", "team SIGNED_IN", "team NEVER", "person SIGNED_IN", "person NEVER"];
const SIGNED_IN = ["team PUBLIC", "team SIGNED_IN", "person SIGNED_IN"];
const PUBLIC = ["team PUBLIC"];
const SEES: Record<string, string[]> = {
  "a reader": PUBLIC,
  "a member": ALL,
  "somebody of another organisation": SIGNED_IN,
  "an editor": ALL,
  "an administrator": ALL,
  "a member's key for reading": PUBLIC,
  "a member's key for contributing": PUBLIC,
  "an editor's key": PUBLIC,
};

/** Every way to an example that the schema has, and how many times it appears there. */
const WAYS: Record<string, { query: string; examples: (data: any) => any[] }> = {
  "Query.practiceExample": {
    query: '{ practiceExample(slug: "gefragt") { slug contacts { label } } }',
    examples: (data) => [data.practiceExample],
  },
  "Query.node": {
    query: `{ node(id: "${toId("PracticeExample", "gefragt")}") { ... on PracticeExample { slug contacts { label } } } }`,
    examples: (data) => [data.node],
  },
  "PracticeExampleSearchEdge.node": {
    query: '{ searchPracticeExamples(query: "Quastenflosser") { edges { node { slug contacts { label } } } } }',
    examples: (data) => data.searchPracticeExamples.edges.map(({ node }: any) => node),
  },
  "RelatedExample.example": {
    query: '{ practiceExample(slug: "nachbar") { related { example { slug contacts { label } } } } }',
    examples: (data) => data.practiceExample.related.map(({ example }: any) => example),
  },
  "Comparable.example": {
    query: '{ comparablePracticeExamples(to: { slug: "nachbar" }, first: 50) { example { slug contacts { label } } } }',
    examples: (data) => data.comparablePracticeExamples.map(({ example }: any) => example),
  },
  "Change.example": {
    query: "{ changes(first: 100) { edges { node { example { slug contacts { label } } } } } }",
    examples: (data) => data.changes.edges.map(({ node }: any) => node.example),
  },
  "CostFigure.example": {
    query:
      "{ costStatistics(by: INSTRUMENT, measure: COST_PER_PARTICIPANT_MONTH) { groups { figures(first: 10) { example { slug contacts { label } } } } } }",
    examples: (data) =>
      data.costStatistics.groups.flatMap(({ figures }: any) => figures.map(({ example }: any) => example)),
  },
};

describe.each(DATABASES)("contacts beside examples on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let now = START;
    let member: Person;
    let other: Person;
    let editor: Person;
    const viewers: Record<string, Ask> = {};
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection(), now: () => now });
      const people = [
        await aPerson(app, "CONTRIBUTOR", OWN),
        await aPerson(app, "CONTRIBUTOR", FOREIGN),
        await aPerson(app, "EDITOR", FOREIGN),
        await aPerson(app, "ADMINISTRATOR", FOREIGN),
      ];
      const signedIn: Person[] = [];
      for (const person of people) signedIn.push(await signedInAgain(app, person, now));
      [member, other, editor] = signedIn as [Person, Person, Person];
      const key = async (person: Person, scope: string): Promise<Ask> => {
        const { data } = await person.ask(
          `mutation { createAccessToken(label: "Test", scope: ${scope}, days: 300) { token } }`,
        );
        const authorization = `Bearer ${data.createAccessToken.token}`;
        return async (query, variables = {}) =>
          (await app.post({ query, variables }, { "content-type": "application/json", authorization })).json();
      };
      Object.assign(viewers, {
        "a reader": (query: string, variables = {}) => app.query(query, variables),
        "a member": member.ask,
        "somebody of another organisation": other.ask,
        "an editor": editor.ask,
        "an administrator": signedIn[3]!.ask,
        "a member's key for reading": await key(member, "READ"),
        "a member's key for contributing": await key(member, "CONTRIBUTE"),
        "an editor's key": await key(editor, "CONTRIBUTE"),
      });
      const cost = {
        title: "Quastenflosser",
        legalBases: [{ cited: "§ 16e SGB II", sources: anExample().sources }],
        budgets: [aBudget({ amount: 600, basis: "PER_PARTICIPANT_MONTH" })],
        participants: [aCount()],
      };
      await app.publish(
        anExample({ ...cost, slug: "gefragt", organisation: OWN }),
        anExample({ ...cost, slug: "zweites", organisation: OWN }),
        anExample({ ...cost, slug: "drittes", organisation: OWN }),
        anExample({
          ...cost,
          slug: "nachbar",
          organisation: FOREIGN,
          related: [{ example: "gefragt", note: "Ähnlich." }],
        }),
      );
    });
    afterEach(async () => {
      now = START;
      await app.db.write((manager) => manager.createQueryBuilder().delete().from(ContactTable).execute());
    });
    afterAll(() => app.close());

    const enter = async (example?: string) => {
      for (const one of ALL) {
        const [what, visibility] = one.split(" ");
        now = new Date(now.getTime() + 1);
        const given = what === "person" ? { kind: "PERSON", label: one, consent: true } : { label: one };
        await contactOf(member, { ...given, visibility, ...(example ? { example } : {}) });
      }
    };
    const ask = async (asking: Ask, query: string) => {
      const { data, errors } = await asking(query);
      expect(errors).toBeUndefined();
      return data;
    };
    const labels = (example: any) => example.contacts.map(({ label }: any) => label);
    const seen = async (asking: Ask, slug = "gefragt") =>
      labels((await ask(asking, `{ practiceExample(slug: "${slug}") { contacts { label } } }`)).practiceExample);

    it("are reached on exactly the ways that the schema has", () => {
      const ways = Object.values(app.schema.getTypeMap())
        .filter(isObjectType)
        .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
        .filter(({ field }) => ["PracticeExample", "Node"].includes(getNamedType(field.type).name))
        .map(({ type, field }) => `${type.name}.${field.name}`);
      expect(Object.keys(WAYS).sort()).toEqual(ways.sort());
    });

    it("show each viewer what is theirs to see, on every way", async () => {
      await enter();
      for (const [way, { query, examples }] of Object.entries(WAYS))
        for (const [who, asking] of Object.entries(viewers)) {
          const found = examples(await ask(asking, query)).filter((example: any) => example?.slug === "gefragt");
          expect([way, who, found.length > 0]).toEqual([way, who, true]);
          for (const example of found) expect([way, who, labels(example)]).toEqual([way, who, SEES[who]]);
        }
    });

    it("do not mix when everybody asks at the same time", async () => {
      await enter();
      const asked = Array.from({ length: 4 }, () => Object.entries(viewers)).flat();
      const answers = await Promise.all(asked.map(async ([who, asking]) => [who, await seen(asking)]));
      expect(answers).toEqual(asked.map(([who]) => [who, SEES[who]]));
    });

    it("for one example stand beside that one alone, and those of the organisation beside all of its examples", async () => {
      await contactOf(member, { label: "Für eines", example: "zweites" });
      await contactOf(member, { label: "Für alle" });
      expect(await seen(viewers["a reader"]!, "zweites")).toEqual(["Für eines", "Für alle"]);
      expect(await seen(viewers["a reader"]!)).toEqual(["Für alle"]);
      expect(await seen(viewers["an editor"]!, "nachbar")).toEqual([]);
    });

    it("of an example go with it when it is withdrawn", async () => {
      await app.publish(anExample({ slug: "kurz-da", organisation: OWN }));
      await contactOf(member, { example: "kurz-da" });
      const loader = () => app.context().contacts.load("kurz-da");
      expect(await loader()).toHaveLength(1);
      await app.withdraw("kurz-da");
      expect(await loader()).toEqual([]);
    });

    it("are hidden with the very next answer", async () => {
      const { id } = await contactOf(member);
      expect(await seen(viewers["a reader"]!)).toHaveLength(1);
      await changeContact(member, id, { visibility: "NEVER" });
      expect(await seen(viewers["a reader"]!)).toEqual([]);
    });

    it("are listed and changed by no key, and listed for nobody without an account", async () => {
      const { id } = await contactOf(member);
      const refused = async (who: string, operation: string) =>
        (await viewers[who]!(operation)).errors?.[0].extensions.code;
      const operations = [
        "{ contacts { label } }",
        'mutation { addContact(kind: MAILBOX, label: "Ein Team", phone: "07321 1234", visibility: NEVER) { problems { code } } }',
        `mutation { changeContact(id: "${id}", visibility: NEVER) { problems { code } } }`,
        `mutation { confirmContact(id: "${id}") { problems { code } } }`,
        `mutation { deleteContact(id: "${id}") { problems { code } } }`,
      ];
      for (const operation of operations) {
        expect([operation, await refused("a reader", operation)]).toEqual([operation, "UNAUTHENTICATED"]);
        for (const who of ["a member's key for reading", "a member's key for contributing", "an editor's key"])
          expect([operation, who, await refused(who, operation)]).toEqual([operation, who, "FORBIDDEN"]);
      }
      expect(await refused("somebody of another organisation", `{ contacts(organisation: "${OWN}") { label } }`)).toBe(
        "FORBIDDEN",
      );
      expect((await ask(viewers["an editor"]!, `{ contacts(organisation: "${OWN}") { id } }`)).contacts).toEqual([
        { id },
      ]);
    });

    it("cost one statement, however many examples a page has", async () => {
      await enter();
      const count = async (first: number, fields: string) => {
        app.statements();
        await ask(viewers["a reader"]!, `{ searchPracticeExamples(first: ${first}) { edges { node { ${fields} } } } }`);
        return app.statements().length;
      };
      await count(36, "title");
      const without = await count(36, "title");
      expect([await count(36, "contacts { label }"), await count(1, "contacts { label }")]).toEqual([
        without + 1,
        without + 1,
      ]);
    });
  });
});
