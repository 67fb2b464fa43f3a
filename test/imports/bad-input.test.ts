// What people send by mistake or on purpose: each file is refused or read with a clear sentence, and nothing brings the import down.
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { ProblemError } from "../../src/domain/problem.ts";
import { checkSize, importFile, MAX_FILE_BYTES } from "../../src/imports/import-file.ts";
import { MAX_UNPACKED_BYTES } from "../../src/imports/formats/office-zip.ts";
import { importListsOf } from "../../src/imports/import-lists.ts";
import { aDocx, anXlsx, aPdf, FORM, winAnsi } from "../support/import-files.ts";
import { lists } from "../support/seeds.ts";

const known = importListsOf(lists);
const utf8 = (text: string) => new TextEncoder().encode(text);
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
const OLE = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);

/** Each entity is ten of the one before. */
const ENTITIES = `<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">${Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join("")}]><w:p><w:t>&a9;</w:t></w:p>`;

/** The archive with another number for how its parts are packed, in both of its directories. */
function withMethod(archive: Uint8Array, method: number): Uint8Array {
  const view = new DataView(archive.buffer, archive.byteOffset);
  for (let at = 0; at < archive.length - 30; at++) {
    if (view.getUint32(at, true) === 0x04034b50) view.setUint16(at + 8, method, true);
    if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 10, method, true);
  }
  return archive;
}

const changed = (bytes: Uint8Array, change: (text: string) => string): Uint8Array =>
  new Uint8Array(Buffer.from(change(Buffer.from(bytes).toString("latin1")), "latin1"));

/** The one problem with which a file is refused. */
async function refusal(name: string, bytes: Uint8Array, format?: string) {
  const error = await importFile(name, bytes, known, { format }).then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(ProblemError);
  const { problems } = error as ProblemError;
  expect(problems).toHaveLength(1);
  return problems[0]!;
}

describe("a file is refused with a code and a German sentence", () => {
  const xml = strToU8("<x/>");
  it.each<[string, string, Uint8Array, string, RegExp]>([
    ["an empty file", "bogen.docx", new Uint8Array(), "EMPTY_FILE", /leer \(0 Byte\)/],
    ["a photo called .docx", "bogen.docx", PNG, "WRONG_TYPE", /ein Bild \(PNG\)/],
    ["a PDF called .docx", "bogen.docx", aPdf("x"), "WRONG_TYPE", /Word-Dokument.*PDF/],
    ["a Word document called .pdf", "bogen.pdf", aDocx(FORM), "WRONG_TYPE", /PDF.*ZIP/],
    ["a Word document called .xlsx", "bogen.xlsx", aDocx(FORM), "WRONG_TYPE", /keine Excel-Tabelle/],
    [
      "a ZIP of anything called .docx",
      "bogen.docx",
      zipSync({ "a.txt": utf8("x") }),
      "WRONG_TYPE",
      /kein Word-Dokument/,
    ],
    ["text called .pdf", "bogen.pdf", utf8(FORM), "WRONG_TYPE", /PDF.*Textdatei/],
    ["bytes without meaning called .pdf", "bogen.pdf", new Uint8Array([7, 0, 1, 0]), "WRONG_TYPE", /unbekannter Art/],
    ["Word's old format, or one with a password", "bogen.doc", OLE, "WRONG_TYPE", /alten Format oder mit Kennwort/],
    ["a document with macros by name", "bogen.docm", aDocx(FORM), "MACROS", /Makros/],
    ["a document with macros inside", "bogen.docx", aDocx(FORM, { "word/vbaProject.bin": PNG }), "MACROS", /Makros/],
    [
      "a table with macros inside",
      "b.xlsx",
      anXlsx([["Titel"], ["x"]], { "xl/vbaProject.bin": PNG }),
      "MACROS",
      /Makros/,
    ],
    [
      "a table with macros of the oldest kind",
      "b.xlsx",
      anXlsx([["Titel"], ["x"]], { "xl/macrosheets/sheet1.xml": xml }),
      "MACROS",
      /Makros/,
    ],
    ["a ZIP in a ZIP", "b.docx", zipSync({ "b.docx": aDocx(FORM) }), "WRONG_TYPE", /kein Word-Dokument/],
    [
      "a document packed in a way that nobody unpacks",
      "b.docx",
      withMethod(aDocx(FORM), 12),
      "DAMAGED_FILE",
      /beschädigt/,
    ],
    [
      "a document whose XML defines words of gigabytes",
      "b.docx",
      aDocx("", { "word/document.xml": strToU8(ENTITIES) }),
      "NO_FORM",
      /kein Fragebogen/,
    ],
    [
      "a PDF with more pages than are read",
      "b.pdf",
      aPdf("\n".repeat(300 * 60)),
      "FILE_TOO_LARGE",
      /301 Seiten; gelesen werden bis zu 300/,
    ],
    ["a document cut in half", "bogen.docx", aDocx(FORM).slice(0, 700), "DAMAGED_FILE", /beschädigt/],
    [
      "a document whose XML is none",
      "bogen.docx",
      aDocx("", { "word/document.xml": strToU8("<w:p><w:t>") }),
      "DAMAGED_FILE",
      /beschädigt/,
    ],
    ["a PDF cut in half", "bogen.pdf", aPdf(FORM).slice(0, 300), "DAMAGED_FILE", /beschädigt/],
    ["a PDF without text", "bogen.pdf", aPdf(""), "NO_TEXT", /eingescannt/],
    ["a text without a form", "brief.txt", utf8("Sehr geehrte Damen und Herren"), "NO_FORM", /kein Fragebogen/],
    [
      "bytes that are no text",
      "bogen.txt",
      Uint8Array.from({ length: 4000 }, (_, i) => (i * 7) % 32),
      "WRONG_TYPE",
      /keine Textdatei/,
    ],
    ["an extension that nobody reads", "bogen.odt", utf8("x"), "UNKNOWN_TYPE", /\.docx/],
    ["a table without a title column", "b.csv", utf8("Farbe;Form\nblau;rund"), "NO_HEADER", /Kopfzeile/],
    ["a table with a header alone", "b.csv", utf8("Titel;Zielgruppe\n;\n"), "NO_FORM", /kein Beispiel/],
    ["a CSV with a quotation mark left open", "b.csv", utf8('Titel\n"offen'), "DAMAGED_FILE", /Anführungszeichen/],
    [
      "a CSV with more cells than any table",
      "b.csv",
      utf8(`Titel\n${"1;".repeat(500_000)}`),
      "FILE_TOO_LARGE",
      /Zellen/,
    ],
    [
      "a title beyond the columns that are read",
      "b.csv",
      utf8(`${"x;".repeat(100_000)}Titel\n`),
      "NO_HEADER",
      /Kopfzeile/,
    ],
    ["YAML nested without end", "b.yaml", utf8(`a: ${"[".repeat(100_000)}`), "INVALID_FILE", /geschachtelt/],
    ["YAML that is none", "b.yaml", utf8("a: [1"), "INVALID_FILE", /kein gültiges YAML/],
    ["YAML that stands for more than it is", "b.yaml", utf8("a: &a [1]\nb: [*a]"), "INVALID_FILE", /Verweise/],
    [
      "more parts than any document has",
      "bogen.docx",
      zipSync(Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`${i}.xml`, xml]))),
      "ZIP_BOMB",
      /2\.000 Teile/,
    ],
  ])("%s", async (_, name, bytes, code, message) => {
    const refused = await refusal(name, bytes);
    expect(refused.code).toBe(code);
    expect(refused.message).toMatch(message);
  });

  it("by its size before it is read, and says the bound", () => {
    expect(() => checkSize("gross.docx", 50_000_000)).toThrow(/50 MB zu groß.*bis 20 MB/);
    expect(() => checkSize("genau.docx", MAX_FILE_BYTES)).not.toThrow();
  });
});

describe("what unpacks to gigabytes is stopped while it is unpacked", () => {
  const zeros = new Uint8Array(MAX_UNPACKED_BYTES + 1_000_000);
  it("as an Excel table", async () => {
    const bytes = anXlsx([["Titel"]], { "xl/sharedStrings.xml": zeros });
    expect(bytes.length).toBeLessThan(200_000);
    expect(await refusal("b.xlsx", bytes)).toMatchObject({
      code: "ZIP_BOMB",
      message: expect.stringContaining("50 MB"),
    });
  });

  it("as a Word document that lies about how large it is", async () => {
    const bytes = aDocx("", { "word/document.xml": zeros });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    // Local headers (PK 3 4) have the size at 22, the central directory (PK 1 2) at 24.
    for (let at = 0; at < bytes.length - 30; at++) {
      if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 100, true);
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 100, true);
    }
    expect((await refusal("bogen.docx", bytes)).code).toBe("ZIP_BOMB");
  });
});

it.each(["A1048576", "XFD1"])(
  "a table with a cell as far out as %s is refused before the empty ones are made",
  async (cell) => {
    const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c r="${cell}"><v>1</v></c></row></sheetData></worksheet>`;
    const bytes = anXlsx([["Titel"]], { "xl/worksheets/sheet1.xml": strToU8(sheet) });
    expect(await refusal("b.xlsx", bytes)).toMatchObject({
      code: "FILE_TOO_LARGE",
      message: expect.stringContaining(cell),
    });
  },
);

describe("what can be read is read, with a remark", () => {
  const codes = async (name: string, bytes: Uint8Array) => {
    const { drafts, problems } = await importFile(name, bytes, known);
    return { drafts, codes: [...problems, ...drafts.flatMap((draft) => draft.problems)].map(({ code }) => code) };
  };

  it("a form with half of its fields says what is missing", async () => {
    const { drafts } = await codes("b.txt", utf8(FORM.slice(0, FORM.indexOf("Maßnahmezeitraum"))));
    const missing = drafts[0]!.problems.filter(({ code }) => code === "MISSING").map(({ path }) => path[0]);
    expect(missing).toEqual(expect.arrayContaining(["summary", "sources"]));
    expect(drafts[0]!.content.title).toBe("Werkstatt Wegweiser");
    expect(drafts[0]!.problems).toContainEqual(
      expect.objectContaining({
        code: "NOT_ANSWERED",
        message: "Im Bogen nicht beantwortet: Zeitraum, Mittelvolumen, Rechtsgrundlage und Finanzierung, Beschreibung.",
      }),
    );
  });

  it("the same form twice is taken once", async () => {
    const read = await codes("b.txt", utf8(`${FORM}\n${FORM.replaceAll("\n", "\r\n\r\n")}`));
    expect(read.drafts).toHaveLength(1);
    expect(read.codes).toContain("SAME_FORM_TWICE");
  });

  it("two forms with the same title and other words are both kept, and said to be alike", async () => {
    const read = await codes("b.txt", utf8(FORM + FORM.replace("40 Plätze", "60 Plätze")));
    expect(read.drafts).toHaveLength(2);
    expect(read.codes).toContain("POSSIBLE_DUPLICATE");
  });

  it("NUL and other control characters become blanks", async () => {
    const read = await codes("b.txt", utf8(FORM.replace("Zielgruppe\n", "Zielgruppe\n\u0000\u0007")));
    expect(read.codes).toContain("CONTROL_CHARACTERS");
    expect(JSON.stringify(read.drafts)).not.toMatch(/\\u0000|\\u0007/);
  });

  it("a formula is taken as the value that it shows, and flagged", async () => {
    const rows = [
      ["Titel", "Maßnahmevolumen in Euro"],
      ["Rechenwerk", { value: 1200, formula: "SUM(C2:C9)" }],
    ];
    const { drafts } = await codes("b.xlsx", anXlsx(rows));
    expect(drafts[0]!.content.budgets).toEqual([{ amount: 1200, basis: "TOTAL" }]);
    expect(drafts[0]!.problems).toContainEqual(
      expect.objectContaining({ code: "FORMULA", message: expect.stringContaining("Zeile 2") }),
    );
  });

  it.each<[string, string, (text: string) => Uint8Array]>([
    ["UTF-8 with a mark", "\n", (text) => utf8(`\uFEFF${text}`)],
    ["UTF-16 with a mark", "\r\n", (text) => Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["UTF-16 the other way round", "\n", (text) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
    ["UTF-16 without a mark", "\n", (text) => Buffer.from(text, "utf16le")],
    ["Windows-1252", "\n", winAnsi],
    ["lines as old Macs end them", "\r", utf8],
  ])("text and tables in %s", async (_, end, write) => {
    const { drafts } = await codes("b.txt", write(FORM.replaceAll("\n", end)));
    expect(drafts[0]!.content).toMatchObject({
      title: "Werkstatt Wegweiser",
      targetGroups: expect.arrayContaining(["alleinerziehende"]),
    });
    const table = await codes("b.csv", write(["Titel;Maßnahmezeitraum", "Übergänge;ab 01.03.2012", "B;"].join(end)));
    expect(table.drafts.map(({ content }) => content.title)).toEqual(["Übergänge", "B"]);
    expect(table.drafts[0]!.content.period).toMatchObject({ start: "2012-03-01" });
  });

  it("a PDF with a program and an attachment gives its text, and nothing of them", async () => {
    const action =
      "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Names << /EmbeddedFiles << /Names [(geheim.exe) 3 0 R] >> >>";
    const pdf = changed(aPdf(FORM), (file) => file.replace("/Type /Catalog", `/Type /Catalog ${action}`));
    const { drafts } = await codes("b.pdf", pdf);
    expect(drafts[0]!.content.title).toBe("Werkstatt Wegweiser");
    expect(JSON.stringify(drafts)).not.toMatch(/alert|geheim/);
  });

  it("of 100,000 columns the first 100, and a few of those that nobody knows are named", async () => {
    const { drafts, problems } = await importFile("b.csv", utf8(`Titel;${"x;".repeat(100_000)}\nEin Titel;1\n`), known);
    expect(drafts[0]!.content.title).toBe("Ein Titel");
    expect(problems.map(({ code }) => code)).toEqual(["UNKNOWN_COLUMN", "TOO_MANY_COLUMNS"]);
    expect(problems[0]!.message).toMatch(/und 89 weitere\.$/);
  });

  it("our own YAML with anything in any field is a draft with problems", async () => {
    const { drafts, codes: found } = await codes(
      "b.yaml",
      utf8("title: [1]\nbudgets: 5\nperiod: [x]\norganisation: { a: 1 }\n"),
    );
    expect(drafts).toHaveLength(1);
    expect(found).toContain("INVALID");
  });

  it("a formula in a CSV is text and nothing else", async () => {
    const { drafts, codes: found } = await codes(
      "b.csv",
      utf8('Titel;Beschreibung\nA;"=HYPERLINK(""http://example.org"")"\n'),
    );
    expect(drafts[0]!.content.approach).toBe('=HYPERLINK("http://example.org")');
    expect(found).toContain("FORMULA");
  });
});

describe("whatever the bytes are", () => {
  const samples: [string, Uint8Array][] = [
    ["text", utf8(FORM)],
    ["docx", aDocx(FORM)],
    [
      "xlsx",
      anXlsx([
        ["Titel", "Maßnahmevolumen in Euro"],
        ["A", 5],
      ]),
    ],
    ["pdf", aPdf(FORM)],
    ["csv", utf8('Titel;Zielgruppe\n"a";b')],
    ["yaml", utf8("title: a\nbudgets: [{ amount: 5 }]")],
  ];
  it.each(samples)("%s: the answer is a draft or a sentence, never a crash", async (format, sample) => {
    const damagedSample = fc
      .tuple(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }), fc.integer({ min: 1, max: 100 }))
      .map(([changes, percent]) => {
        const bytes = sample.slice(0, Math.ceil((sample.length * percent) / 100));
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        return bytes;
      });
    await fc.assert(
      fc.asyncProperty(damagedSample, async (bytes) => {
        const error = await importFile("datei", bytes, known, { format }).then(
          () => undefined,
          (e: unknown) => e,
        );
        if (error !== undefined && !(error instanceof ProblemError)) throw error;
      }),
      { numRuns: 60 },
    );
  });
});
