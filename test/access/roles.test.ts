// docs/rollen.yaml against the server: every operation, asked by everybody, of one's own and of another organisation.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { toId } from "../../src/platform/node.ts";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { comment, said } from "../support/commenting.ts";
import { anExample } from "../support/content.ts";
import { contactOf, deleteContact } from "../support/contacts.ts";
import { archive, create, done, published, submit, withdraw, type Contribution } from "../support/contributing.ts";
import { aPerson, PASSWORD, type Person } from "../support/people.ts";

const FILE = new URL("../../docs/rollen.yaml", import.meta.url);
const matrix = parse(readFileSync(FILE, "utf8")) as Record<"abfragen" | "änderungen", Record<string, string[]>>;
const OWN = "jobcenter-heidenheim";
const FOREIGN = "jobcenter-landkreis-goettingen";
const WHO = ["Lesende", "eigene", "andere", "Redaktion", "Verwaltung"] as const;

describe.each(DATABASES)("roles on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let author: Person;
    let reviewer: Person;
    let askers: (Person | null)[];
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection() });
      author = await aPerson(app, "CONTRIBUTOR", OWN);
      reviewer = await aPerson(app, "EDITOR", FOREIGN);
      askers = [
        null,
        await aPerson(app, "CONTRIBUTOR", OWN),
        await aPerson(app, "CONTRIBUTOR", FOREIGN),
        await aPerson(app, "EDITOR", FOREIGN),
        await aPerson(app, "ADMINISTRATOR", FOREIGN),
      ];
    });
    afterAll(() => app.close());

    let count = 0;
    const content = () => anExample({ slug: `rolle-${++count}`, organisation: OWN });
    const inState = {
      draft: async () => done(await create(author, content())),
      submitted: async () => done(await submit(author, await inState.draft())),
      published: () => published(author, reviewer, content()),
      withdrawn: async () => done(await withdraw(author, await inState.published())),
      archived: async () => done(await archive(author, await inState.draft())),
    };
    const aComment = async () => said(await comment(author, await inState.draft(), "Ein Kommentar.")).id;
    const anAccount = async () => (await aPerson(app, "CONTRIBUTOR", OWN)).account;
    let former: string | undefined;
    /** One at a time: there is a limit to them. */
    const aContact = async () => {
      if (former) await deleteContact(author, former);
      return (former = (await contactOf(author, { visibility: "SIGNED_IN" })).id);
    };

    const seen = ({ id, version }: Contribution) => `id: "${id}", version: ${version}`;
    const json = (value: object) => JSON.stringify(value).replace(/"(\w+)":/g, "$1:");
    const step =
      (field: string, state: keyof typeof inState, more = "") =>
      async () =>
        `mutation { ${field}(${seen(await inState[state]())}${more}) { problems { code } } }`;
    const withReason = ', reason: "Ein Grund."';

    /** One question for each operation; what it is about belongs to OWN. */
    const questions: Record<string, () => Promise<string> | string> = {
      instruments: () => "{ instruments { slug } }",
      keywordIndex: () => "{ keywordIndex { count } }",
      legalBasis: () => '{ legalBasis(citation: "§ 45 SGB III") { message } }',
      methods: () => "{ methods { slug } }",
      node: () => `{ node(id: "${toId("PracticeExample", "teilzeit-aktiv")}") { id } }`,
      practiceExample: () => '{ practiceExample(slug: "teilzeit-aktiv") { slug } }',
      searchPracticeExamples: () => "{ searchPracticeExamples { totalCount } }",
      sourceTable: () => '{ sourceTable(slug: "duesseldorf-2018-arbeitsmarkt") { slug } }',
      sources: () => "{ sources { slug } }",
      suggest: () => '{ suggest(prefix: "Teil") { value } }',
      targetGroups: () => "{ targetGroups { slug } }",
      changes: () => "{ changes { notes } }",
      comparablePracticeExamples: () => '{ comparablePracticeExamples(to: { slug: "teilzeit-aktiv" }) { score } }',
      comparisonSheet: () =>
        '{ comparisonSheet(examples: [{ slug: "teilzeit-aktiv" }, { slug: "jumita-goettingen" }]) { asOf } }',
      costStatistics: () => "{ costStatistics(by: INSTRUMENT, measure: COST_PER_PARTICIPANT_MONTH) { notes } }",
      evidenceMap: () => "{ evidenceMap(rows: METHOD, columns: CARRIER_TYPE) { notes } }",
      planCosts: () => "{ planCosts(participants: 1, months: 1, clientsPerStaff: 1) { refusal } }",
      viewer: () => "{ viewer { id } }",
      deleteMyAccount: () => `mutation { deleteMyAccount(password: "${PASSWORD}") { problems { code } } }`,
      myData: () => "{ myData { about } }",
      myContributions: () => "{ myContributions { endCursor } }",
      contribution: async () =>
        `{ contribution(id: "${(await inState.draft()).id}") { content missing { code } versions { id } events { action } comments { endCursor } } }`,
      reviewQueue: () => "{ reviewQueue { contributions { title } } }",
      examplesToConfirm: () => "{ examplesToConfirm { slug } }",
      confirmPracticeExample: async () =>
        `mutation { confirmPracticeExample(slug: "${(await inState.published()).example}") { problems { code } } }`,
      accounts: () => "{ accounts { email } }",
      signIn: () =>
        `mutation { signIn(email: "niemand@beispiel.example", password: "${PASSWORD}") { problems { code } } }`,
      signOut: () => "mutation { signOut { problems { code } } }",
      acceptInvitation: () => `mutation { acceptInvitation(code: "x", password: "${PASSWORD}") { problems { code } } }`,
      createDraft: () =>
        `mutation { createDraft(content: ${json(content())}, organisation: "${OWN}") { problems { code } } }`,
      // Refused for what it says after it is known whom it would be for.
      importText: () => `mutation { importText(text: "", organisation: "${OWN}") { problems { code } } }`,
      editPracticeExample: async () =>
        `mutation { editPracticeExample(slug: "${(await inState.published()).example}") { problems { code } } }`,
      saveDraft: step("saveDraft", "draft", ", content: {}"),
      restoreVersion: async () => {
        const draft = await inState.draft();
        const { data } = await author.ask(`{ contribution(id: "${draft.id}") { versions { id } } }`);
        const version = data.contribution.versions[0].id;
        return `mutation { restoreVersion(${seen(draft)}, restore: "${version}") { problems { code } } }`;
      },
      submitContribution: step("submitContribution", "draft"),
      recallContribution: step("recallContribution", "submitted"),
      commentContribution: async () =>
        `mutation { commentContribution(id: "${(await inState.draft()).id}", text: "Wie?") { problems { code } } }`,
      resolveComment: async () =>
        `mutation { resolveComment(id: "${await aComment()}", resolved: true) { problems { code } } }`,
      deleteComment: async () => `mutation { deleteComment(id: "${await aComment()}") { problems { code } } }`,
      requestChanges: step("requestChanges", "submitted", withReason),
      approveContribution: step("approveContribution", "submitted"),
      withdrawContribution: step("withdrawContribution", "published", withReason),
      archiveContribution: step("archiveContribution", "draft"),
      restoreContribution: step("restoreContribution", "withdrawn"),
      contacts: () => `{ contacts(organisation: "${OWN}") { label } }`,
      addContact: () =>
        `mutation { addContact(organisation: "${OWN}", kind: MAILBOX, label: "Ein Team", phone: "07321 100", visibility: NEVER) { problems { code } } }`,
      changeContact: async () =>
        `mutation { changeContact(id: "${await aContact()}", label: "Anders") { problems { code } } }`,
      confirmContact: async () => `mutation { confirmContact(id: "${await aContact()}") { problems { code } } }`,
      deleteContact: async () => `mutation { deleteContact(id: "${await aContact()}") { problems { code } } }`,
      accessTokens: () => "{ accessTokens { id } }",
      createAccessToken: () =>
        'mutation { createAccessToken(label: "Test", scope: READ, days: 1) { problems { code } } }',
      // Of somebody else.
      endAccessToken: async () => {
        const { data } = await author.ask(
          'mutation { createAccessToken(label: "Test", scope: READ, days: 1) { accessToken { id } } }',
        );
        return `mutation { endAccessToken(id: "${data.createAccessToken.accessToken.id}") { problems { code } } }`;
      },
      invite: () =>
        `mutation { invite(email: "neu-${++count}@beispiel.example", role: EDITOR, organisation: "${OWN}") { problems { code } } }`,
      inviteAgain: async () => `mutation { inviteAgain(account: "${await anAccount()}") { problems { code } } }`,
      changeRole: async () =>
        `mutation { changeRole(account: "${await anAccount()}", role: EDITOR) { problems { code } } }`,
      setDisabled: async () =>
        `mutation { setDisabled(account: "${await anAccount()}", disabled: true) { problems { code } } }`,
      unlinkIdentity: async () => `mutation { unlinkIdentity(account: "${await anAccount()}") { problems { code } } }`,
    };
    const REFUSALS: Record<string, string> = {
      UNAUTHENTICATED: "anmelden",
      FORBIDDEN: "nein",
      WRONG_ROLE: "nein",
      NOT_FOUND: "unbekannt",
      // Open to everybody, and then the credentials have to be right.
      WRONG_CREDENTIALS: "ja",
      INVALID_CODE: "ja",
      EMPTY_FILE: "ja",
      WRONG_PASSWORD: "ja",
      NOT_LINKED: "ja",
    };

    async function outcome(operation: string, asker: Person | null): Promise<string> {
      // Signing out would end the asker's session for the questions to come.
      const person = operation === "signOut" && asker ? await aPerson(app, "CONTRIBUTOR", OWN) : asker;
      const question = await questions[operation]!();
      const { data, errors } = await (person ? person.ask(question) : app.query(question));
      const code = errors?.[0].extensions.code ?? data[operation]?.problems?.[0]?.code;
      if (code) return REFUSALS[code] ?? code;
      return data[operation] === null && operation === "contribution" ? "unbekannt" : "ja";
    }

    it("are what docs/rollen.yaml says, for every operation of the schema", { timeout: 120_000 }, async () => {
      const operations = (["getQueryType", "getMutationType"] as const).map((root) =>
        Object.keys(app.schema[root]()!.getFields()).sort(),
      );
      expect([matrix.abfragen, matrix.änderungen].map((rows) => Object.keys(rows).sort())).toEqual(operations);
      const real: typeof matrix = { abfragen: {}, änderungen: {} };
      for (const part of ["abfragen", "änderungen"] as const)
        for (const operation of Object.keys(matrix[part])) {
          real[part][operation] = [];
          for (const asker of askers) real[part][operation]!.push(await outcome(operation, asker));
        }
      expect(real).toEqual(matrix);
      expect(askers).toHaveLength(WHO.length);
    });

    it("answer of a foreign contribution exactly as of one that does not exist", async () => {
      const draft = await inState.draft();
      const [, , stranger] = askers;
      for (const field of [
        "saveDraft(id: $id, version: 1, content: {})",
        "submitContribution(id: $id, version: 1)",
        'withdrawContribution(id: $id, version: 1, reason: "Ein Grund.")',
        'restoreVersion(id: $id, version: 1, restore: "x")',
      ]) {
        const ask = (id: string) =>
          stranger!.ask(`mutation ($id: ID!) { ${field} { contribution { id } problems { code path message } } }`, {
            id,
          });
        expect(await ask(draft.id)).toEqual(await ask("00000000-0000-4000-8000-000000000000"));
      }
    });

    it("give no way to a foreign version through a contribution of one's own", async () => {
      const [, , stranger] = askers;
      const foreign = await inState.draft();
      const { data } = await author.ask(`{ contribution(id: "${foreign.id}") { versions { id } } }`);
      const version = data.contribution.versions[0].id as string;
      const own = done(await create(stranger!, anExample({ organisation: FOREIGN, slug: "eigenes" })));
      const restored = await stranger!.ask(
        `mutation { restoreVersion(${seen(own)}, restore: "${version}") { contribution { id } problems { code } } }`,
      );
      expect(restored.data.restoreVersion).toEqual({ contribution: null, problems: [{ code: "NOT_FOUND" }] });
      const compared = await stranger!.ask(
        `{ contribution(id: "${own.id}") { changes(from: "${version}", to: "${version}") { path } } }`,
      );
      expect(compared.errors![0].extensions.problems[0].code).toBe("NOT_FOUND");
    });

    it("show two who ask for the same at the same time each their own view", async () => {
      const draft = await inState.draft();
      const query = `{ contribution(id: "${draft.id}") { id } }`;
      const [own, foreign] = [askers[1]!, askers[2]!];
      const answers = await Promise.all([own, foreign, own, foreign].map((person) => person.ask(query)));
      expect(answers.map(({ data }) => data.contribution?.id ?? null)).toEqual([draft.id, null, draft.id, null]);
    });
  });
});
