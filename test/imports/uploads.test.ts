// Members send files and texts: what becomes of them, who may, every bad file, and that none of them holds up the server.
import { Readable } from "node:stream";
import { strToU8 } from "fflate";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { ContributionTable, VersionTable } from "../../src/contributions/contributions.entity.ts";
import { MAX_FILE_BYTES } from "../../src/imports/import-file.ts";
import { MAX_UNPACKED_BYTES } from "../../src/imports/formats/office-zip.ts";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { aDocx, anXlsx, aPdf, FORM } from "../support/import-files.ts";
import { anInstallation, type Installation } from "../support/installation.ts";
import { aPerson, as, COOKIE, type Person } from "../support/people.ts";

const IMPORT = `mutation ($text: PastedText!, $organisation: String) { importText(text: $text, organisation: $organisation) {
  drafts {
    isNew contribution { id title organisation state version }
    fields { path value quote start length confidence } problems { code path message }
  }
  problems { code path message }
} }`;
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
const ENDLESS = new URL("data:text/javascript,for(;;);");
const GREEDY = new URL("data:text/javascript,const all=[];for(;;)all.push(new Array(1000).fill(Math.random()))");
/** Raw bytes, which the limit of a thread's objects does not count; slowly, so that the test needs little more than its bound. */
const GREEDY_FOR_BYTES = new URL(
  "data:text/javascript,const all=[];for(;;){all.push(Buffer.alloc(2e6,1));Atomics.wait(new Int32Array(new SharedArrayBuffer(4)),0,0,5)}",
);

let installation: Installation;
beforeAll(() => void (installation = anInstallation()));
afterAll(() => installation.drop());

describe.each(DATABASES)("uploads on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let author: Person;
    let stranger: Person;
    let editor: Person;
    const start = (reading = {}, database?: TestApp["database"]) =>
      anApp(kind, {
        seeds: theCollection(),
        reading: { program: installation.program("imports/import-worker.js"), ...reading },
        ...(database ? { database } : {}),
      });
    beforeAll(async () => {
      app = await start();
      author = await aPerson(app, "CONTRIBUTOR");
      stranger = await aPerson(app, "CONTRIBUTOR", "jobcenter-landkreis-goettingen");
      editor = await aPerson(app, "EDITOR", "jobcenter-landkreis-goettingen");
    });
    afterAll(() => app.close());

    let count = 0;
    /** A form that nobody has sent yet. */
    const aForm = (title = `Werkstatt ${++count}`) => FORM.replace("Werkstatt\nWegweiser", title);
    const send = async (
      name: string,
      body: Uint8Array | Readable,
      {
        person = author,
        on = app,
        headers = {},
        more = "",
      }: { person?: Person | null; on?: TestApp; headers?: object; more?: string } = {},
    ) => {
      const response = await on.server.inject({
        method: "POST",
        url: `/contributions/import?name=${encodeURIComponent(name)}${more}`,
        headers: {
          "content-type": "application/octet-stream",
          ...(person ? { cookie: `${COOKIE}=${person.token}` } : {}),
          ...headers,
        },
        payload: body instanceof Readable ? body : Buffer.from(body),
      });
      return { status: response.statusCode, ...response.json() };
    };
    const paste = async (text: string, person = author, organisation?: string) =>
      (await person.ask(IMPORT, { text, organisation })).data.importText;
    const read = async (person: Person, id: string) =>
      (await person.ask("query ($id: ID!) { contribution(id: $id) { state content missing { code path } } }", { id }))
        .data.contribution;
    const counts = () =>
      app.db.read(async (manager) => [await manager.count(ContributionTable), await manager.count(VersionTable)]);
    const codes = (problems: { code: string }[]) => problems.map(({ code }) => code);

    it.each<[string, (text: string) => Uint8Array]>([
      ["bogen.txt", strToU8],
      ["bogen.docx", aDocx],
      ["bogen.pdf", aPdf],
    ])("make a draft of %s, each field with its place and how sure it is", async (name, write) => {
      const title = `Werkstatt ${name.slice(6)}`;
      const { status, drafts, problems } = await send(name, write(aForm(title)));
      expect({ status, problems, drafts: drafts.length }).toEqual({ status: 200, problems: [], drafts: 1 });
      const [{ contribution, isNew, fields }] = drafts;
      expect(isNew).toBe(true);
      expect(contribution).toMatchObject({ title, organisation: "jobcenter-heidenheim", state: "DRAFT", version: 1 });
      const amount = fields.find((field: any) => field.path.join(".") === "budgets.0");
      expect(amount).toMatchObject({ quote: expect.stringMatching(/1\.234,50/), confidence: expect.any(Number) });
      expect(amount.length).toBe(amount.quote.length);
      const { state, content } = await read(author, contribution.id);
      expect(state).toBe("DRAFT");
      expect(content.budgets[0]).toEqual(amount.value);
      expect(JSON.stringify(content)).not.toMatch(/Petra|Erika|0123/);
    });

    it("make the same of a pasted text, and say what it lacks", async () => {
      const text = aForm();
      const { drafts, problems } = await paste(text.slice(0, text.indexOf("Maßnahmezeitraum")));
      expect(problems).toEqual([]);
      expect(drafts).toHaveLength(1);
      expect(codes(drafts[0].problems)).toEqual(expect.arrayContaining(["MISSING", "NOT_ANSWERED"]));
      expect(drafts[0].problems).not.toContainEqual(expect.objectContaining({ code: "MISSING", path: ["sources"] }));
      const { quote, start } = drafts[0].fields.find((field: any) => field.path[0] === "title");
      expect(text.slice(start, start + quote.length)).toBe(quote);
    });

    it("make several drafts of a table, and of a text with several forms", async () => {
      const table = await send(
        "beispiele.xlsx",
        anXlsx([["Titel"], ["Erstes aus der Tabelle"], ["Zweites"], ["Drittes"]]),
      );
      expect(table.drafts.map(({ contribution }: any) => contribution.title)).toEqual([
        "Erstes aus der Tabelle",
        "Zweites",
        "Drittes",
      ]);
      const { drafts } = await paste(aForm("Alpha Werk") + aForm("Beta Werk"));
      expect(drafts.map(({ contribution }: any) => contribution.title)).toEqual(["Alpha Werk", "Beta Werk"]);
    });

    it("make no second draft of the same form, whatever file it comes in, and leave alone what was done to the first", async () => {
      const form = aForm();
      const [{ contribution }] = (await send("bogen.docx", aDocx(form))).drafts;
      await author.ask(
        "mutation ($id: ID!, $content: Json!) { saveDraft(id: $id, version: 1, content: $content) { problems { code } } }",
        { id: contribution.id, content: { title: "Von Hand" } },
      );
      const before = await counts();
      const [again] = (await paste(form)).drafts;
      expect(again).toMatchObject({
        isNew: false,
        contribution: { id: contribution.id, title: "Von Hand", version: 2 },
      });
      expect(again.problems[0]).toEqual({
        code: "UNCHANGED",
        path: [],
        message: "„Von Hand“ wurde schon eingelesen; der Beitrag bleibt unverändert.",
      });
      expect(await counts()).toEqual(before);
      const [elsewhere] = (await paste(form, stranger)).drafts;
      expect(elsewhere).toMatchObject({
        isNew: true,
        contribution: { organisation: "jobcenter-landkreis-goettingen" },
      });
    });

    it("take the same form twice in one file once", async () => {
      const form = aForm();
      const { drafts, problems } = await send("b.txt", strToU8(`${form}\n${form.replaceAll("\n", "\r\n\r\n")}`));
      expect(drafts).toHaveLength(1);
      expect(codes(problems)).toEqual(["SAME_FORM_TWICE"]);
    });

    it("of the same file at the same time make one draft, and both are told of it", async () => {
      const [form, other] = [aForm(), aForm()];
      const answers = await Promise.all([send("b.txt", strToU8(form + other)), send("b.txt", strToU8(other + form))]);
      const all = answers.flatMap(({ drafts }) => drafts);
      expect(new Set(all.map(({ contribution }) => contribution.id)).size).toBe(2);
      expect(all.filter(({ isNew }) => isNew)).toHaveLength(2);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    });

    describe("are refused whole, with a code and a German sentence:", () => {
      const zeros = new Uint8Array(MAX_UNPACKED_BYTES + 1_000_000);
      it.each<[string, string, () => Uint8Array, number, string, RegExp]>([
        ["an empty file", "b.docx", () => new Uint8Array(), 422, "EMPTY_FILE", /leer \(0 Byte\)/],
        [
          "a file that is too large",
          "b.docx",
          () => new Uint8Array(MAX_FILE_BYTES + 1),
          413,
          "FILE_TOO_LARGE",
          /bis 20 MB/,
        ],
        ["a photo called .docx", "b.docx", () => PNG, 422, "WRONG_TYPE", /ein Bild/],
        ["a type that nobody reads", "b.odt", () => strToU8("x"), 422, "UNKNOWN_TYPE", /\.docx/],
        ["macros", "b.docx", () => aDocx(FORM, { "word/vbaProject.bin": PNG }), 422, "MACROS", /Makros/],
        [
          "a zip bomb",
          "b.xlsx",
          () => anXlsx([["Titel"]], { "xl/sharedStrings.xml": zeros }),
          422,
          "ZIP_BOMB",
          /50 MB/,
        ],
        ["a document cut in half", "b.docx", () => aDocx(FORM).slice(0, 700), 422, "DAMAGED_FILE", /beschädigt/],
        ["no form at all", "b.txt", () => strToU8("Sehr geehrte Damen und Herren"), 422, "NO_FORM", /kein Fragebogen/],
        [
          "more forms than go at once",
          "b.xlsx",
          () => anXlsx([["Titel"], ...Array.from({ length: 101 }, (_, i) => [`Zeile ${i}`])]),
          422,
          "TOO_MANY_FORMS",
          /101 Beispiele/,
        ],
        [
          "two drafts, of which one is larger than a contribution may be",
          "b.txt",
          () => strToU8(aForm() + aForm() + "Wort ".repeat(20_000)),
          422,
          "INPUT_TOO_LONG",
          /90 kB/,
        ],
      ])("%s", async (_, name, bytes, status, code, message) => {
        const before = await counts();
        const answer = await send(name, bytes());
        expect(answer).toMatchObject({
          status,
          drafts: [],
          problems: [{ code, message: expect.stringMatching(message) }],
        });
        expect(answer.problems).toHaveLength(1);
        expect(await counts()).toEqual(before);
      });

      test("a body over the limit that does not say how long it is", async () => {
        let sent = 0;
        const endless = new Readable({
          read() {
            sent += 1_000_000;
            this.push(sent > 3 * MAX_FILE_BYTES ? null : new Uint8Array(1_000_000));
          },
        });
        expect(await send("b.txt", endless)).toMatchObject({ status: 413, problems: [{ code: "FILE_TOO_LARGE" }] });
        expect(sent).toBeLessThan(2 * MAX_FILE_BYTES);
      });

      test("a text that is empty or no form", async () => {
        expect(codes((await paste("")).problems)).toEqual(["EMPTY_FILE"]);
        expect(codes((await paste("Guten Tag")).problems)).toEqual(["NO_FORM"]);
      });

      test("a body that is no file, and an address that says too little or too much", async () => {
        const json = { "content-type": "application/json" };
        expect(await send("b.txt", strToU8("{}"), { headers: json })).toMatchObject({
          status: 415,
          problems: [{ code: "UNSUPPORTED_MEDIA_TYPE" }],
        });
        for (const [name, more] of [
          ["", ""],
          ["../b.txt", ""],
          ["b.txt", "&name=c.txt"],
          ["b.txt", "&state=PUBLISHED"],
        ] as const)
          expect(await send(name, strToU8(FORM), { more })).toMatchObject({
            status: 400,
            problems: [{ code: "INVALID_PARAMETER" }],
          });
      });
    });

    it("are taken from members alone, from our own pages, and for their own organisation", async () => {
      const before = await counts();
      const file = strToU8(aForm());
      expect(await send("b.txt", file, { person: null })).toMatchObject({
        status: 401,
        problems: [{ code: "UNAUTHENTICATED" }],
      });
      for (const headers of [{ origin: "https://foreign.example" }, { "sec-fetch-site": "cross-site" }]) {
        expect(await send("b.txt", file, { headers })).toMatchObject({
          status: 403,
          problems: [{ code: "FOREIGN_ORIGIN" }],
        });
        const answer = (await as(app, author.token, IMPORT, { text: FORM }, headers)).json();
        expect(answer.errors[0].extensions.code).toBe("FOREIGN_ORIGIN");
      }
      const { errors } = await app.query(IMPORT, { text: FORM });
      expect(errors![0].extensions.code).toBe("UNAUTHENTICATED");
      const more = "&organisation=jobcenter-heidenheim";
      expect(await send("b.txt", file, { person: stranger, more })).toMatchObject({
        status: 403,
        problems: [{ code: "WRONG_ROLE" }],
      });
      expect(codes((await paste(aForm(), stranger, "jobcenter-heidenheim")).problems)).toEqual(["WRONG_ROLE"]);
      expect(await counts()).toEqual(before);
      const [{ contribution }] = (await send("b.txt", file, { person: editor, more })).drafts;
      expect(contribution.organisation).toBe("jobcenter-heidenheim");
    });

    it("are taken from programs whose token allows contributing", async () => {
      const token = async (scope: string) =>
        (
          await author.ask(
            `mutation { createAccessToken(label: "Test", scope: ${scope}, days: 1) { token problems { code } } }`,
          )
        ).data.createAccessToken.token;
      const file = strToU8(aForm());
      const by = async (scope: string) =>
        send("b.txt", file, { person: null, headers: { authorization: `Bearer ${await token(scope)}` } });
      expect(await by("READ")).toMatchObject({ status: 403, problems: [{ code: "FORBIDDEN" }] });
      expect(await by("CONTRIBUTE")).toMatchObject({ status: 200, drafts: [{ isNew: true }] });
    });

    it("stay unseen by readers and by other organisations", async () => {
      const [{ contribution }] = (await paste(aForm("Quastenflosser im Aquarium"))).drafts;
      const { data } = await app.query('{ searchPracticeExamples(query: "Quastenflosser") { totalCount } }');
      expect(data.searchPracticeExamples.totalCount).toBe(0);
      expect(await read(stranger, contribution.id)).toBeNull();
      expect(await read(author, contribution.id)).toMatchObject({ content: { title: "Quastenflosser im Aquarium" } });
    });

    it("are limited like all requests", async () => {
      const limited = await anApp(kind, { seeds: theCollection(), env: { REQUESTS_PER_MINUTE: "2" } });
      try {
        const statuses = [];
        for (let i = 0; i < 3; i++) statuses.push((await send("b.txt", PNG, { person: null, on: limited })).status);
        expect(statuses).toEqual([401, 401, 429]);
      } finally {
        await limited.close();
      }
    });

    it.each([
      ["never ends", { program: ENDLESS, milliseconds: 500 }, "TOO_SLOW", /zu lange/],
      ["takes all memory", { program: GREEDY, megabytes: 16 }, "TOO_COMPLEX", /Speicher/],
      ["takes all bytes", { program: GREEDY_FOR_BYTES, growthMegabytes: 150 }, "TOO_COMPLEX", /Speicher/],
    ])(
      "whose reading %s are given up, others are answered meanwhile, and more than four wait outside",
      async (...[, reading, code, message]) => {
        const slow = await start(reading);
        try {
          const person = await aPerson(slow, "CONTRIBUTOR");
          const given = Array.from({ length: 5 }, () => send("b.txt", strToU8(FORM), { person, on: slow }));
          const first = await Promise.race([...given, slow.server.inject("/livez").then(() => ({ status: 200 }))]);
          expect(first.status).not.toBe(422);
          const answers = await Promise.all(given);
          expect(answers.map(({ status }) => status).toSorted()).toEqual([422, 422, 422, 422, 503]);
          for (const { status, problems } of answers)
            expect(problems).toMatchObject([
              status === 503 ? { code: "BUSY" } : { code, message: expect.stringMatching(message) },
            ]);
          // There is room again.
          expect((await send("b.txt", strToU8(FORM), { person, on: slow })).status).toBe(422);
          expect(await slow.db.read((manager) => manager.count(ContributionTable))).toBe(0);
        } finally {
          await slow.close();
        }
      },
    );
  });
});
