// Tables as XLSX (ECMA-376), written row by row: a file of any length takes the memory of one page (docs/adr/0010).
import { Zip, ZipDeflate, strToU8 } from "fflate";
import type { CsvCell } from "./csv.ts";
import { escapeXml } from "./xml.ts";

export interface Sheet {
  /** At most 31 characters. */
  name: string;
  /** Widths of columns in characters; what is longer than its column breaks when `wraps`. */
  widths: readonly number[];
  wraps: boolean;
  head: readonly string[];
  pages: AsyncIterable<readonly (readonly CsvCell[])[]>;
}

/** Ends with the error of a sheet's pages; then the archive has no directory, and no program takes it for whole. */
export async function* toXlsx(sheets: readonly Sheet[]): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  const begin = (path: string) => {
    const file = new ZipDeflate(path, { level: 6 });
    zip.add(file);
    return (xml: string, isLast = false) => file.push(strToU8(xml), isLast);
  };
  for (const [path, xml] of Object.entries(frame(sheets.map(({ name }) => name)))) begin(path)(HEAD + xml, true);
  for (const [i, sheet] of sheets.entries()) {
    const write = begin(`xl/worksheets/sheet${i + 1}.xml`);
    const width = sheet.head.length;
    let rows = 1;
    write(HEAD + opening(sheet) + row(1, sheet.head, STYLES.head));
    for await (const page of sheet.pages) {
      const style = sheet.wraps ? STYLES.wrapped : STYLES.plain;
      write(page.map((cells) => row(++rows, cells, style)).join(""));
      yield* ready.splice(0);
    }
    write(`</sheetData><autoFilter ref="A1:${nameOf(width - 1)}${rows}"/>${PRINT}</worksheet>`, true);
  }
  zip.end();
  yield* ready.splice(0);
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

/** Indices into cellXfs. A quoted text stays text when somebody edits it, whatever it begins with. */
const STYLES = { plain: 1, head: 3, wrapped: 4 } as const;
const QUOTED = 1;
const STYLE_SHEET = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf xfId="0"/>${[
  xf(false, false, false),
  xf(false, false, true),
  xf(true, true, false),
  xf(false, true, false),
  xf(false, true, true),
].join("")}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function xf(isBold: boolean, wraps: boolean, isQuoted: boolean): string {
  const alignment = `<alignment vertical="top"${wraps ? ' wrapText="1"' : ""}/>`;
  return `<xf xfId="0" fontId="${isBold ? 1 : 0}"${isQuoted ? ' quotePrefix="1"' : ""} applyFont="1" applyAlignment="1">${alignment}</xf>`;
}

const PRINT = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>';

const opening = ({ widths }: Sheet) =>
  `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths
    .map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
    .join("")}</cols><sheetData>`;

/** Everything of a workbook besides its sheets, by path. */
function frame(names: readonly string[]): Record<string, string> {
  const each = (text: (name: string, number: number) => string) => names.map((name, i) => text(name, i + 1)).join("");
  const type = (part: string, kind: string) =>
    `<Override PartName="/xl/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  const link = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  const links = (inner: string) => `<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`;
  return {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type("workbook.xml", "sheet.main")}${type("styles.xml", "styles")}${each((_, n) => type(`worksheets/sheet${n}.xml`, "worksheet"))}</Types>`,
    "_rels/.rels": links(link("rId1", "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((name, n) => `<sheet name="${escaped(name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": links(
      each((_, n) => link(`rId${n}`, "worksheet", `worksheets/sheet${n}.xml`)) +
        link(`rId${names.length + 1}`, "styles", "styles.xml"),
    ),
    "xl/styles.xml": STYLE_SHEET,
  };
}

const row = (number: number, cells: readonly CsvCell[], style: number) =>
  `<row r="${number}">${cells.map((cell, i) => cellOf(`${nameOf(i)}${number}`, cell, style)).join("")}</row>`;

function cellOf(at: string, cell: CsvCell, style: number): string {
  if (cell === null) return "";
  if (typeof cell === "number") return `<c r="${at}" s="${style}"><v>${cell}</v></c>`;
  const quoted = style !== STYLES.head && /^[=+\-@\t\r\n']/.test(cell) ? QUOTED : 0;
  return `<c r="${at}" s="${style + quoted}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

/** 0 → "A", 26 → "AA". */
const nameOf = (column: number): string =>
  (column >= 26 ? nameOf(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26));

/** "_x000D_" in a text would be read as a carriage return, and a carriage return has to be written so. */
const escaped = (text: string) =>
  escapeXml(text.replace(/_x[0-9A-Fa-f]{4}_/g, (like) => `_x005F${like}`)).replaceAll("\r", "_x000D_");
