// CSV as German spreadsheets read it: numbers as numbers, texts as texts, never as formulas.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { toCsv } from "../../src/platform/csv.ts";

const cell = (value: string | number | null) => toCsv([[value]]).replace(/\r\n$/, "");

it("ends every line with CR and LF and parts cells with semicolons", () => {
  expect(
    toCsv([
      ["Kommune", "Eintritte"],
      ["Bochum", 94],
      ["Essen", null],
    ]),
  ).toBe("Kommune;Eintritte\r\nBochum;94\r\nEssen;\r\n");
});

test.each([
  [1234567, "1234567"],
  [81.5, "81,5"],
  [-0.125, "-0,125"],
  [0, "0"],
  [0.1, "0,1"],
  [1e21, "1000000000000000000000"],
  [1e-7, "0,0000001"],
])("writes the number %d with all its digits as %s", (value, text) => {
  expect(cell(value)).toBe(text);
});

test.each(["=1+1", "+49", "-", "-Summe", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])(
  "takes from %j that it could be a formula",
  (text) => {
    expect(cell(text).replace(/^"/, "")).toMatch(/^'/);
  },
);
test.each(["a=b", "1-2", "§ 16i", "– davon Frauen", "'n Jahr"])("leaves %j as it is", (text) => {
  expect(cell(text)).toBe(text);
});

test.each([
  ["a;b", '"a;b"'],
  ['sagt "ja"', '"sagt ""ja"""'],
  ["zwei\nZeilen", '"zwei\nZeilen"'],
  ["zwei\r\nZeilen", '"zwei\r\nZeilen"'],
  ["=A1;B1", '"\'=A1;B1"'],
])("quotes %j", (text, quoted) => {
  expect(cell(text)).toBe(quoted);
});

describe("whatever the cells hold", () => {
  /** Reads CSV by RFC 4180, with semicolons. */
  function read(csv: string): string[][] {
    const rows: string[][] = [];
    let row: string[] = [];
    const pattern = /(?:"((?:[^"]|"")*)"|([^;"\r\n]*))(;|\r\n)/gy;
    for (const [, quoted, plain, end] of csv.matchAll(pattern)) {
      row.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
      if (end === "\r\n") rows.push(row.splice(0));
    }
    return rows;
  }

  it("it comes back in its rows and columns, with at most an apostrophe before it", () => {
    const table = fc.integer({ min: 1, max: 5 }).chain((columns) =>
      fc.array(
        fc.array(fc.string({ unit: fc.constantFrom(..."=;\"\r\n\t-+@'aß, ") }), {
          minLength: columns,
          maxLength: columns,
        }),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
    );
    fc.assert(
      fc.property(table, (rows) => {
        const back = read(toCsv(rows));
        expect(back.map((row) => row.length)).toEqual(rows.map((row) => row.length));
        for (const [i, row] of rows.entries())
          for (const [j, text] of row.entries()) {
            expect([text, `'${text}`]).toContain(back[i]![j]);
            expect(back[i]![j]).not.toMatch(/^[=+\-@\t\r\n]/);
          }
      }),
    );
  });
});
