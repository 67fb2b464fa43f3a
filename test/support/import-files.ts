// Files as people send them, made in the test: forms of a jobcenter that does not exist as text, Word, PDF, Excel and CSV.
import { strToU8, zipSync } from "fflate";

/** Made up; all names, numbers and places are ours. */
export const FORM = `Gemeinsame Einrichtung  Zugelassener kommunaler Träger

Name/Bezeichnung der Maßnahme: Werkstatt
Wegweiser

Ansprechpartner: Frau Petra Beispiel
Jobcenter Landkreis Harz
Email: petra.beispiel@example.org
Telefon: 01234/567-890

Zielgruppe
Alleinerziehende im Langzeitleistungs-
bezug.
Frau Erika Muster (Tel. 0123 456789) hat das Angebot er-
funden.

Maßnahmezeitraum (Laufzeit, Dauer in Wochenstunden)
01.03.2012 – 28.02.2013, die individuelle Verweildauer beträgt höchstens 9 Monate, 25 Wochenstunden

Maßnahmevolumen in Euro
ca. 1.234,50 € pro Teilnehmer/-in, insgesamt 2,3 Mio. Euro für 40 Plätze

Rechtsgrundlagen / Finanzierung
§ 16 Abs. 1 SGB II i. V. m. § 45 SGB III, Eingliederungsbudget

Umsetzungsart (Vergabemaßnahme, Projektförderung, Einzelfallförderung,
Selbstvornahme)
Vergabemaßnahme

Beschreibung der Maßnahme (Ziel der Maßnahme, Inhalte, Methoden, Beteiligte)
Der Betreuungsschlüssel beträgt 1:15 bis 1:20.
`;

/** A Word document with one paragraph a line; the real parts that Word writes, no more. */
export const aDocx = (text: string, extra: Record<string, Uint8Array> = {}): Uint8Array =>
  zipSync({
    "[Content_Types].xml": strToU8(
      `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    ),
    "_rels/.rels": strToU8(
      `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    "word/document.xml": strToU8(
      `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${text
        .split("\n")
        .map((line) => `<w:p><w:r><w:t xml:space="preserve">${xmlText(line)}</w:t></w:r></w:p>`)
        .join("")}</w:body></w:document>`,
    ),
    ...extra,
  });

export interface SheetCell {
  value: string | number;
  formula?: string;
  /** Number of a cell format: 1 is a time of day. */
  style?: number;
}

/** An Excel table with one sheet. */
export const anXlsx = (rows: (string | number | SheetCell)[][], extra: Record<string, Uint8Array> = {}): Uint8Array =>
  zipSync({
    "[Content_Types].xml": strToU8(
      `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    ),
    "_rels/.rels": strToU8(
      `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    "xl/workbook.xml": strToU8(
      `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Beispiele" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
    ),
    "xl/styles.xml": strToU8(
      `<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="20"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    ),
    "xl/worksheets/sheet1.xml": strToU8(
      `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
        .map((row, y) => `<row r="${y + 1}">${row.map((cell, x) => sheetCell(cell, x, y)).join("")}</row>`)
        .join("")}</sheetData></worksheet>`,
    ),
    ...extra,
  });

function sheetCell(cell: string | number | SheetCell, x: number, y: number): string {
  const { value, formula, style } =
    typeof cell === "object" ? cell : { value: cell, formula: undefined, style: undefined };
  const at = `r="${String.fromCharCode(65 + x)}${y + 1}"${style ? ` s="${style}"` : ""}`;
  const calculated = formula ? `<f>${xmlText(formula)}</f>` : "";
  return typeof value === "number"
    ? `<c ${at}>${calculated}<v>${value}</v></c>`
    : `<c ${at} t="${formula ? "str" : "inlineStr"}">${calculated}${formula ? `<v>${xmlText(value)}</v>` : `<is><t>${xmlText(value)}</t></is>`}</c>`;
}

const xmlText = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A PDF with one line of Helvetica for each line of the text, 60 lines a page. */
export function aPdf(text: string): Uint8Array {
  const lines = text.split("\n");
  const pages: string[][] = [];
  for (let at = 0; at < lines.length; at += 60) pages.push(lines.slice(at, at + 60));
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${4 + 2 * i} 0 R`).join(" ")}] >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ...pages.flatMap((page, i) => {
      const shown = page.map((line) => `(${line.replaceAll(/[\\()]/g, "\\$&")}) Tj T*`).join("\n");
      const content = `BT /F1 10 Tf 12 TL 40 800 Td\n${shown}\nET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + 2 * i} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        `<< /Length ${winAnsi(content).length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, i) => {
    // One byte a character.
    const offset = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const xref = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("")}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return winAnsi(file);
}

const SPECIAL: Record<string, number> = { "€": 0x80, "„": 0x84, "“": 0x93, "”": 0x94, "–": 0x96, "•": 0x95 };

/** As German office programs wrote before UTF-8. */
export const winAnsi = (text: string): Uint8Array => Uint8Array.from([...text], (c) => SPECIAL[c] ?? c.charCodeAt(0));
