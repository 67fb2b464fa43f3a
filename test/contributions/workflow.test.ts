// From draft to hit: what each step does, what it refuses, that nothing typed is lost, and who is faster when two act at once.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { RevisionTable } from "../../src/catalogue/catalogue.entity.ts";
import { AuditTable } from "../../src/platform/audit.ts";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { anExample } from "../support/content.ts";
import {
  approve,
  archive,
  autosave,
  create,
  done,
  edit,
  published,
  recall,
  requestChanges,
  restore,
  save,
  submit,
  takeUp,
  withdraw,
  type Contribution,
} from "../support/contributing.ts";
import { aPerson, type Person } from "../support/people.ts";

describe.each(DATABASES)("contributions on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let author: Person;
    let colleague: Person;
    let editor: Person;
    let another: Person;
    let stopped: Date | undefined;
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection(), now: () => stopped ?? new Date() });
      author = await aPerson(app, "CONTRIBUTOR");
      colleague = await aPerson(app, "CONTRIBUTOR");
      editor = await aPerson(app, "EDITOR", "jobcenter-landkreis-goettingen");
      another = await aPerson(app, "ADMINISTRATOR", "jobcenter-landkreis-goettingen");
    });
    afterAll(() => app.close());

    let count = 0;
    const content = (given: object = {}) => ({ ...anExample({ slug: `beitrag-${++count}` }), ...given });
    const codes = ({ problems }: { problems: { code: string }[] }) => problems.map(({ code }) => code);
    const found = async (query: string) => {
      const { data } = await app.query(
        "query ($query: String) { searchPracticeExamples(query: $query) { totalCount edges { node { slug title revision } } } }",
        { query },
      );
      expect(data.searchPracticeExamples.totalCount).toBe(data.searchPracticeExamples.edges.length);
      return data.searchPracticeExamples.edges.map((edge: any) => edge.node);
    };
    const read = async (person: Person, { id }: Contribution, fields: string) =>
      (await person.ask(`query ($id: ID!) { contribution(id: $id) { ${fields} } }`, { id })).data.contribution;
    const revisions = (example: string) => app.db.read((manager) => manager.countBy(RevisionTable, { example }));

    it("become a hit the moment a second person approves them", async () => {
      const draft = done(await create(author, content({ title: "Quastenflosser am Werk" })));
      expect(draft).toMatchObject({ state: "DRAFT", version: 1, title: "Quastenflosser am Werk", published: false });
      const submitted = done(await submit(author, draft));
      expect(submitted).toMatchObject({ state: "SUBMITTED", version: 2 });
      const { data } = await editor.ask("{ reviewQueue { contributions { id title } } }");
      expect(data.reviewQueue.contributions).toContainEqual({ id: draft.id, title: "Quastenflosser am Werk" });
      expect(await found("Quastenflosser")).toEqual([]);
      const approved = done(await approve(editor, submitted));
      expect(approved).toMatchObject({ state: "PUBLISHED", example: draft.content.slug, published: true });
      expect(await found("Quastenflosser")).toEqual([
        { slug: draft.content.slug, title: "Quastenflosser am Werk", revision: 1 },
      ]);
    });

    it("keep anything as it was typed, and say in German what is missing before they can be submitted", async () => {
      const typed = { title: " Halb  fertig ", budgets: [{ amount: "rund 3.000" }], unsinn: { a: [null, 1.5] } };
      const draft = done(await create(author, typed));
      expect(draft.content).toEqual(typed);
      const refused = await submit(author, draft);
      expect(refused.contribution).toBeNull();
      expect(refused.problems).toEqual(
        expect.arrayContaining([
          { code: "MISSING", path: ["content", "summary"], message: "Diese Angabe fehlt." },
          { code: "UNKNOWN_FIELD", path: ["content", "unsinn"], message: "Dieses Feld gibt es nicht." },
          expect.objectContaining({ path: ["content", "budgets", "0", "amount"] }),
        ]),
      );
      for (const { message } of refused.problems) expect(message).toMatch(/^\p{Lu}.*[.!]$/u);
      expect(await read(author, draft, "state version content missing { code path message }")).toEqual({
        state: "DRAFT",
        version: 1,
        content: typed,
        missing: refused.problems,
      });
    });

    test.each<[string, object, string, string]>([
      ["an unknown term", { targetGroups: ["gibts-nicht"] }, "INVALID_CONTENT", "content.targetGroups.0"],
      [
        "another organisation",
        { organisation: "jobcenter-landkreis-goettingen" },
        "FOREIGN_ORGANISATION",
        "content.organisation",
      ],
      ["the short name of another example", { slug: "teilzeit-aktiv" }, "SLUG_TAKEN", "content.slug"],
      [
        "an unknown relative",
        { related: [{ example: "gibts-nicht", note: "x" }] },
        "INVALID_CONTENT",
        "content.related.0.example",
      ],
    ])("cannot be submitted with %s", async (_, given, code, path) => {
      const { problems } = await submit(author, done(await create(author, content(given))));
      expect(problems.map((p) => [p.code, p.path.join(".")])).toEqual([[code, path]]);
    });

    it("get short name and organisation by themselves where none is given", async () => {
      const { slug: _, organisation: __, ...rest } = content({ title: "Übergänge – schön & gut (2026)" });
      expect(await published(author, editor, rest)).toMatchObject({ example: "uebergaenge-schoen-gut-2026" });
    });

    it("state their facts themselves where they name no source", async () => {
      const { sources: _, ...rest } = content({
        budgets: [{ amount: 3000, basis: "TOTAL" }],
        period: { start: "2025" },
        outcomes: [
          { kind: "EMPLOYMENT", indicator: "in Arbeit", value: 3, unit: "PERSONS", sources: anExample().sources },
        ],
      });
      const { example } = await published(author, editor, rest);
      const { data } = await app.query(
        "query ($slug: String) { practiceExample(slug: $slug) { sources { ...R } budgets { sources { ...R } } period { sources { ...R } } outcomes { sources { ...R } } } } fragment R on SourceReference { source { slug } section }",
        { slug: example },
      );
      const own = [{ source: { slug: "eigene-angaben" }, section: "Beitrag" }];
      expect(data.practiceExample).toEqual({
        sources: own,
        budgets: [{ sources: own }],
        period: { sources: own },
        outcomes: [{ sources: [{ source: { slug: "ag-eingliederung-2013" }, section: null }] }],
      });
    });

    it("cite the law of their own time: that at the end of what is over, else that of today", async () => {
      const cited = [{ cited: "§ 46 SGB III a. F." }];
      const sources = [{ source: "eigene-angaben", section: "Beitrag" }];
      const titles = ["Eisvogel von damals", "Eisvogel von heute"];
      const periods = [
        { start: "2011", end: "2013-06", ongoing: false },
        { start: "2011", ongoing: true },
      ];
      for (const [i, title] of titles.entries())
        await published(
          author,
          editor,
          content({ title, period: { ...periods[i]!, sources }, legalBases: cited.map((c) => ({ ...c, sources })) }),
        );
      const search = async (filter: string) =>
        (
          await app.query(`{ searchPracticeExamples(query: "Eisvogel", filter: { ${filter} }, sort: TITLE) {
          edges { node { title legalBases { instrument { slug } } } } } }`)
        ).data.searchPracticeExamples.edges;
      const then = {
        title: titles[0],
        legalBases: [{ instrument: { slug: "aktivierung-und-berufliche-eingliederung" } }],
      };
      // Nobody says which of the former versions is meant.
      const now = { title: titles[1], legalBases: [{ instrument: null }] };
      expect(await search("")).toEqual([{ node: then }, { node: now }]);
      expect(await search('legalBases: ["§ 45 SGB III"]')).toEqual([{ node: then }]);
    });

    it("save only what changed, and every version stays", async () => {
      const first = content({ title: "Erste" });
      const draft = done(await create(author, first));
      expect(done(await save(author, draft, first)).version).toBe(1);
      const second = done(await save(colleague, draft, { ...first, title: "Zweite" }));
      expect(second).toMatchObject({ version: 2, title: "Zweite" });
      const { versions } = await read(author, draft, "versions { id number mine byRole byOrganisation }");
      expect(versions.map(({ id: _, ...rest }: any) => rest)).toEqual([
        { number: 2, mine: false, byRole: "CONTRIBUTOR", byOrganisation: "jobcenter-heidenheim" },
        { number: 1, mine: true, byRole: "CONTRIBUTOR", byOrganisation: "jobcenter-heidenheim" },
      ]);
      const changes = await read(
        author,
        draft,
        `changes(from: "${versions[1].id}", to: "${versions[0].id}") { path before after }`,
      );
      expect(changes.changes).toEqual([{ path: ["title"], before: "Erste", after: "Zweite" }]);
      const back = done(await restore(author, second, versions[1].id));
      expect(back).toMatchObject({ version: 3, title: "Erste", content: first });
    });

    it("keep one version of each ten minutes of typing, and each that was saved on purpose", async () => {
      const stretch = 10 * 60_000;
      stopped = new Date(Math.floor(Date.now() / stretch) * stretch);
      let at = done(await create(author, content({ title: "Anfang" })));
      const type = async (person: Person, title: string) =>
        (at = done(await autosave(person, at, { ...at.content, title })));
      for (const title of ["Q", "Qu", "Qua"]) await type(author, title);
      at = done(await save(author, at, { ...at.content, title: "Quall" }));
      for (const title of ["Qualle", "Quallen"]) await type(author, title);
      await type(colleague, "Quallen!");
      await type(author, "Quallen?");
      stopped = new Date(stopped.getTime() + stretch);
      await type(author, "Quallen.");
      stopped = undefined;
      const { versions } = await read(author, at, "versions { number }");
      expect(versions.map((v: any) => v.number).toSorted((a: number, b: number) => a - b)).toEqual([
        1, 4, 5, 7, 8, 9, 10,
      ]);
      expect(at).toMatchObject({ version: 10, title: "Quallen." });
    });

    it("keep what was reviewed and published, also when it was saved while somebody typed", async () => {
      stopped = new Date();
      const draft = done(await create(author, content({ title: "Anfang" })));
      const typed = done(await autosave(author, draft, { ...draft.content, title: "Geprüftes" }));
      const back = done(await requestChanges(editor, done(await submit(author, typed))));
      const better = done(await autosave(author, back, { ...draft.content, title: "Besseres" }));
      const open = done(await approve(editor, done(await submit(author, better))));
      const last = done(await autosave(author, open, { ...draft.content, title: "Danach" }));
      stopped = undefined;
      const { versions } = await read(author, last, "versions { number }");
      expect(versions.map((v: any) => v.number).toSorted((a: number, b: number) => a - b)).toEqual([1, 2, 5, 8]);
    });

    it("lose nothing of what two type at the same time", async () => {
      const draft = done(await create(author, content({ title: "Anfang" })));
      const answers = await Promise.all(
        [author, colleague].map((person, i) => save(person, draft, { ...draft.content, title: `Von ${i}` })),
      );
      const refused = answers.find(({ problems }) => problems.length > 0)!;
      const taken = answers.find(({ problems }) => problems.length === 0)!;
      expect(refused.problems).toEqual([
        { code: "STALE", path: ["version"], message: expect.stringContaining("inzwischen geändert") },
      ]);
      expect(refused.contribution).toEqual(taken.contribution);
      const loser = refused === answers[0] ? author : colleague;
      const kept = done(await restore(loser, taken.contribution!, refused.setAside!.id));
      expect(kept.title).toBe(refused === answers[0] ? "Von 0" : "Von 1");
      const { versions } = await read(author, draft, "versions { number }");
      expect(versions.map((v: any) => v.number).sort()).toEqual([1, 2, 3, null].sort());
    });

    it("set aside what is typed while they are being reviewed", async () => {
      const submitted = done(await submit(author, done(await create(author, content()))));
      const typed = { ...submitted.content, title: "Zu spät" };
      for (let i = 0; i < 2; i++) {
        const answer = await save(author, submitted, typed);
        expect(codes(answer)).toEqual(["WRONG_STATE"]);
        expect(answer.contribution).toEqual(submitted);
        expect(answer.setAside).not.toBeNull();
      }
      const { versions } = await read(author, submitted, "versions { number }");
      expect(versions).toHaveLength(2);
    });

    it("cannot be approved by anybody who wrote on them, nor with a version one has not seen", async () => {
      const own = done(
        await submit(
          editor,
          done(
            await edit(editor, "teilzeit-aktiv").then(async (answer) =>
              save(editor, done(answer), { ...done(answer).content, title: "Neu" }),
            ),
          ),
        ),
      );
      expect(codes(await approve(editor, own))).toEqual(["OWN_WORK"]);
      expect(codes(await approve(another, { ...own, version: own.version - 1 }))).toEqual(["STALE"]);
      const before = await revisions("teilzeit-aktiv");
      done(await approve(another, own));
      expect(await revisions("teilzeit-aktiv")).toBe(before + 1);
    });

    it("are published once when two approve at the same time", async () => {
      const submitted = done(await submit(author, done(await create(author, content()))));
      const answers = await Promise.all([editor, another].map((person) => approve(person, submitted)));
      expect(answers.flatMap(codes)).toEqual(["STALE"]);
      expect(await revisions(submitted.content.slug)).toBe(1);
      const events = await app.db.read((manager) =>
        manager.findBy(AuditTable, { subject: `contribution:${submitted.id}` }),
      );
      expect(events.filter(({ action }) => action === "APPROVE")).toHaveLength(1);
    });

    it("do not overwrite what was published past them, and keep it at hand for comparing", async () => {
      const open = await published(author, editor, content({ title: "Wombat eins" }));
      const slug = open.example!;
      const submitted = done(
        await submit(author, done(await save(author, open, { ...open.content, title: "Wombat drei" }))),
      );
      await app.publish(anExample({ slug, title: "Wombat zwei" }));
      expect(codes(await approve(editor, submitted))).toEqual(["BASE_CHANGED"]);
      expect(await found("Wombat")).toEqual([{ slug, title: "Wombat zwei", revision: 2 }]);
      const caughtUp = done(await edit(author, slug));
      expect(caughtUp).toMatchObject({ state: "SUBMITTED", title: "Wombat drei", version: submitted.version + 1 });
      const { versions } = await read(author, open, "versions { id number }");
      const [beside] = versions.filter((v: any) => v.number === null);
      const { changes } = await read(
        author,
        open,
        `changes(from: "${beside.id}", to: "${versions.find((v: any) => v.number === 4).id}") { path after }`,
      );
      expect(changes).toEqual([{ path: ["title"], after: "Wombat drei" }]);
      done(await approve(editor, caughtUp));
      expect(await found("Wombat")).toEqual([{ slug, title: "Wombat drei", revision: 3 }]);
      await app.publish(anExample({ slug, title: "Wombat vier" }));
      expect(done(await edit(author, slug))).toMatchObject({ state: "PUBLISHED", title: "Wombat vier" });
    });

    it("do not both become the example of the same short name", async () => {
      const same = content();
      const submitted = await Promise.all(
        [1, 2, 3].map(async () => done(await submit(author, done(await create(author, same))))),
      );
      const answers = await Promise.all(submitted.map((one) => approve(editor, one)));
      expect(answers.flatMap(codes)).toEqual(["SLUG_TAKEN", "SLUG_TAKEN"]);
      expect(await revisions(same.slug)).toBe(1);
      const states = await Promise.all(submitted.map((one) => read(author, one, "state")));
      expect(states.map(({ state }) => state).sort()).toEqual(["PUBLISHED", "SUBMITTED", "SUBMITTED"]);
    });

    it("are not both approved and sent back", async () => {
      const submitted = done(await submit(author, done(await create(author, content()))));
      const answers = await Promise.all([approve(editor, submitted), requestChanges(another, submitted)]);
      expect(answers.flatMap(codes)).toEqual(["STALE"]);
    });

    it("leave readers the old text while they are edited, and remember every step without a name", async () => {
      const first = await published(author, editor, content({ title: "Schnabeltier alt" }));
      const slug = first.example!;
      const changed = done(await save(author, first, { ...first.content, title: "Schnabeltier neu" }));
      expect(changed).toMatchObject({ state: "DRAFT", published: true });
      const submitted = done(await submit(author, changed));
      expect(codes(await requestChanges(editor, submitted, " "))).toEqual(["REASON_MISSING"]);
      const back = done(await requestChanges(editor, submitted, "Bitte den Titel erklären."));
      const again = done(await submit(author, back));
      expect(await found("Schnabeltier")).toEqual([{ slug, title: "Schnabeltier alt", revision: 1 }]);
      done(await approve(editor, again));
      expect(await found("Schnabeltier")).toEqual([{ slug, title: "Schnabeltier neu", revision: 2 }]);
      const { events } = await read(author, first, "events { action number fields reason mine byRole }");
      expect(events.slice(0, 4)).toEqual([
        { action: "APPROVE", number: 8, fields: ["title"], reason: null, mine: false, byRole: "EDITOR" },
        { action: "SUBMIT", number: 7, fields: ["title"], reason: null, mine: true, byRole: "CONTRIBUTOR" },
        {
          action: "REQUEST_CHANGES",
          number: 6,
          fields: ["title"],
          reason: "Bitte den Titel erklären.",
          mine: false,
          byRole: "EDITOR",
        },
        { action: "SUBMIT", number: 5, fields: ["title"], reason: null, mine: true, byRole: "CONTRIBUTOR" },
      ]);
    });

    it("leave the catalogue at once when they are withdrawn, and come back only after another review", async () => {
      const first = await published(author, editor, content({ title: "Axolotl" }));
      expect(codes(await withdraw(author, first, ""))).toEqual(["REASON_MISSING"]);
      const gone = done(await withdraw(author, first, "Das Angebot ist beendet."));
      expect(gone).toMatchObject({ state: "WITHDRAWN", published: false });
      expect(await found("Axolotl")).toEqual([]);
      const draft = done(await takeUp(author, gone));
      expect(draft.state).toBe("DRAFT");
      expect(await found("Axolotl")).toEqual([]);
      expect(codes(await withdraw(author, draft))).toEqual(["NOT_PUBLISHED"]);
      done(await approve(editor, done(await submit(author, draft))));
      expect(await found("Axolotl")).toHaveLength(1);
    });

    it("can be put away and taken up again, but not while readers have them", async () => {
      const away = done(await archive(author, done(await create(author, content()))));
      expect(codes(await submit(author, away))).toEqual(["WRONG_STATE"]);
      expect(done(await takeUp(author, away)).state).toBe("DRAFT");
      const open = await published(author, editor, content());
      const changed = done(await save(author, open, { ...open.content, title: "Anders" }));
      expect(codes(await archive(author, changed))).toEqual(["STILL_PUBLISHED"]);
      expect(done(await recall(author, done(await submit(author, changed)))).state).toBe("DRAFT");
    });

    it("are one for each example, even when two begin to edit it at the same time", async () => {
      const answers = await Promise.all([editor, another].map((person) => edit(person, "jumita-goettingen")));
      expect(new Set(answers.map((answer) => done(answer).id)).size).toBe(1);
      expect(done(answers[0]!)).toMatchObject({ state: "PUBLISHED", version: 1, published: true });
      expect(codes(await edit(author, "jumita-goettingen"))).toEqual(["WRONG_ROLE"]);
      expect(codes(await edit(author, "gibts-nicht"))).toEqual(["NOT_FOUND"]);
    });

    it("are listed page by page, each once", async () => {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { data }: { data: any } = await author.ask(
          "query ($after: String) { myContributions(first: 3, after: $after) { contributions { id } endCursor } }",
          { after },
        );
        seen.push(...data.myContributions.contributions.map((c: any) => c.id));
        after = data.myContributions.endCursor;
      } while (after);
      expect(seen.length).toBeGreaterThan(6);
      expect(new Set(seen).size).toBe(seen.length);
      const { errors } = await author.ask('{ myContributions(after: "x") { endCursor } }');
      expect(errors![0].extensions.problems[0].code).toBe("INVALID_CURSOR");
    });

    test.each<[string, unknown, string]>([
      ["a list", [], "INVALID_CONTENT"],
      ["a number", 5, "INVALID_CONTENT"],
      ["a text that is too long", { title: "a".repeat(10_001) }, "INPUT_TOO_LONG"],
      ["too many entries", { budgets: Array.from({ length: 301 }, () => 1) }, "INPUT_TOO_LONG"],
      ["too many levels", { a: [[[[[[[[[[1]]]]]]]]]] }, "INPUT_TOO_DEEP"],
      ["control characters", { title: "a\u0000b" }, "INVALID_CHARACTERS"],
    ])("refuse %s as content, as the client's mistake", async (_, given, code) => {
      const { data, errors } = await author.ask(
        "mutation ($content: Json!) { createDraft(content: $content) { problems { code } } }",
        { content: given },
      );
      const problems = errors ? errors[0].extensions.problems : data.createDraft.problems;
      expect(problems.map((p: any) => p.code)).toEqual([code]);
    });
  });
});
