// What belongs to others and what does not exist cannot be told apart: not by the answer, not by what the database is asked, not by time.
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
} from "graphql";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { toId } from "../../src/platform/node.ts";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { anExample } from "../support/content.ts";
import { create, done } from "../support/contributing.ts";
import { aPerson, type Person } from "../support/people.ts";
import { readersQuestions } from "../support/reader.ts";

const MISSING = "00000000-0000-4000-8000-000000000000";
const UNPUBLISHED = "nur-im-entwurf";
const UNKNOWN = "das-gibt-es-nie";

describe.each(DATABASES)("foreign and missing on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let owner: Person;
    let stranger: Person;
    let foreign: Record<string, string>;
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection() });
      owner = await aPerson(app, "CONTRIBUTOR");
      stranger = await aPerson(app, "CONTRIBUTOR", "jobcenter-landkreis-goettingen");
      const draft = done(await create(owner, anExample({ slug: UNPUBLISHED, title: "Nur im Entwurf" })));
      const { data } = await owner.ask(`{ contribution(id: "${draft.id}") { versions { id } } }`);
      const token = await owner.ask(
        'mutation { createAccessToken(label: "Test", scope: READ, days: 1) { accessToken { id } } }',
      );
      foreign = {
        contribution: draft.id,
        "contribution as a node": toId("Contribution", draft.id),
        version: data.contribution.versions[0].id,
        account: owner.account,
        token: token.data.createAccessToken.accessToken.id,
      };
    });
    afterAll(() => app.close());

    /** An answer without the name that was asked for, and the statements it took, which may run side by side. */
    async function seen(name: string, ask: () => Promise<unknown>) {
      app.statements();
      const answer = JSON.stringify(await ask()).replaceAll(name, "…");
      return { answer, statements: app.statements().sort() };
    }

    describe("by their id", () => {
      type Operation = { root: "query" | "mutation"; name: string; field: GraphQLField<unknown, unknown> };
      /** Every operation that takes an id, whoever adds it. */
      const operations = (): Operation[] =>
        (["query", "mutation"] as const).flatMap((root) => {
          const type = root === "query" ? app.schema.getQueryType() : app.schema.getMutationType();
          return Object.entries(type!.getFields())
            .filter(([, { args }]) => args.some((arg) => getNamedType(arg.type).name === "ID"))
            .map(([name, field]) => ({ root, name, field }));
        });
      /** The operation with this id for each id, and something for each other argument that has to be there. */
      function questionOf({ root, name, field }: Operation, id: string): string {
        const given = field.args
          .filter((arg) => getNamedType(arg.type).name === "ID" || isNonNullType(arg.type))
          .map((arg) => {
            const type = getNamedType(arg.type);
            const some =
              type.name === "ID"
                ? `"${id}"`
                : type.name === "Int"
                  ? "1"
                  : isEnumType(type)
                    ? type.getValues()[0]!.name
                    : isInputObjectType(type) || !["String", "Boolean"].includes(type.name)
                      ? "{}"
                      : type.name === "Boolean"
                        ? "true"
                        : '"Ein Grund."';
            const isList = isListType(isNonNullType(arg.type) ? arg.type.ofType : arg.type);
            return `${arg.name}: ${isList ? `[${some}]` : some}`;
          });
        const type = getNamedType(field.type);
        const shown =
          isObjectType(type) && "problems" in type.getFields() ? "problems { code path message }" : "__typename";
        return `${root} { ${name}(${given.join(", ")}) { ${shown} } }`;
      }

      it("are the same to a stranger and to a reader, for every operation of the schema that takes one", async () => {
        expect(operations().length).toBeGreaterThan(12);
        for (const operation of operations())
          for (const [what, id] of Object.entries(foreign))
            for (const ask of [stranger.ask, app.query]) {
              const missing = what.endsWith("node") ? toId("Contribution", MISSING) : MISSING;
              const [theirs, nobodys] = [
                await seen(id, () => ask(questionOf(operation, id))),
                await seen(missing, () => ask(questionOf(operation, missing))),
              ];
              expect([operation.name, what, theirs]).toEqual([operation.name, what, nobodys]);
              expect(theirs.answer).not.toContain("Nur im Entwurf");
            }
      });

      it("take the same time", async () => {
        const times: Record<string, number[]> = { theirs: [], nobodys: [] };
        for (let i = 0; i < 60; i++)
          for (const [whose, id] of [["theirs", foreign.contribution!] as const, ["nobodys", MISSING] as const]) {
            const start = performance.now();
            await stranger.ask(`mutation { submitContribution(id: "${id}", version: 1) { problems { code } } }`);
            times[whose]!.push(performance.now() - start);
          }
        const [theirs, nobodys] = Object.values(times).map((all) => all.toSorted((a, b) => a - b)[30]!);
        expect(theirs! / nobodys!).toBeGreaterThan(0.5);
        expect(theirs! / nobodys!).toBeLessThan(2);
      });
    });

    describe("by their short name", () => {
      const asked = (slug: string) =>
        readersQuestions(app, {
          word: "Entwurf",
          mistyped: "Entwrf",
          prefix: "Nur i",
          slug,
          published: "teilzeit-aktiv",
        });

      it("are the same in every answer that readers get", async () => {
        const unknown = asked(UNKNOWN);
        for (const [name, ask] of Object.entries(asked(UNPUBLISHED))) {
          // What is read for the first time costs more than what is kept.
          await ask();
          const theirs = await seen(UNPUBLISHED, ask);
          const nobodys = await seen(UNKNOWN, unknown[name.replaceAll(UNPUBLISHED, UNKNOWN)]!);
          const same = ({ answer, statements }: typeof theirs) => ({ answer: withoutIds(answer), statements });
          expect([name, same(theirs)]).toEqual([name, same(nobodys)]);
        }
      });
      /** Ids of what is asked for come back in some answers; moments pass. */
      const withoutIds = (answer: string) =>
        answer
          .replaceAll(toId("PracticeExample", UNPUBLISHED), "…")
          .replaceAll(toId("PracticeExample", UNKNOWN), "…")
          .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "…");

      test.each([
        [
          "editing",
          (slug: string) => `mutation { editPracticeExample(slug: "${slug}") { problems { code path message } } }`,
        ],
        [
          "confirming",
          (slug: string) => `mutation { confirmPracticeExample(slug: "${slug}") { problems { code path message } } }`,
        ],
        [
          "writing for it",
          (slug: string) => `mutation { createDraft(content: { related: [{ example: "${slug}", note: "x" }] }) {
            contribution { missing { code path message } possibleDuplicates { title } } problems { code path message } } }`,
        ],
      ])("are the same to a stranger who is %s", async (_, question) => {
        const [theirs, nobodys] = [
          await seen(UNPUBLISHED, () => stranger.ask(question(UNPUBLISHED))),
          await seen(UNKNOWN, () => stranger.ask(question(UNKNOWN))),
        ];
        expect(theirs).toEqual(nobodys);
      });
    });
  });
});
