// Word documents (DOCX) of headings, paragraphs and tables, in German, with page numbers.
import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from "docx";

export const DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** Twentieths of a point; A4 with margins of 2 cm. */
const A4 = { width: 11_906, height: 16_838 };
const MARGIN = 1_134;
const GREY = "595959";

/** A text, or a smaller remark under it. */
export interface CellPart {
  text: string;
  isRemark?: boolean;
  isBold?: boolean;
}
export type Block =
  | { heading: string; level: 1 | 2 }
  | { text: string }
  | { lines: readonly string[] }
  /** Widths are shares; the head is repeated on each page. */
  | { table: readonly (readonly CellPart[])[][]; head: readonly string[]; widths: readonly number[] };

export interface WordFile {
  title: string;
  isLandscape: boolean;
  blocks: readonly Block[];
  /** Stands at the foot of each page. */
  footer: string;
}

export function toDocx({ title, isLandscape, blocks, footer }: WordFile): Promise<Buffer> {
  const size = isLandscape ? { ...A4, orientation: PageOrientation.LANDSCAPE } : A4;
  const width = (isLandscape ? A4.height : A4.width) - 2 * MARGIN;
  const document = new Document({
    title,
    creator: "Praxisatlas",
    styles: {
      default: {
        document: { run: { font: "Calibri", size: 20, language: { value: "de-DE" } } },
        title: { run: { size: 36, bold: true }, paragraph: { spacing: { after: 200 } } },
        heading1: { run: { size: 28, bold: true }, paragraph: { spacing: { before: 280, after: 120 } } },
        heading2: { run: { size: 24, bold: true }, paragraph: { spacing: { before: 240, after: 80 } } },
      },
    },
    sections: [
      {
        properties: { page: { size, margin: { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN } } },
        footers: { default: new Footer({ children: [footerOf(footer)] }) },
        children: [
          new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
          ...blocks.flatMap((block) => elementsOf(block, width)),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

const footerOf = (text: string) =>
  new Paragraph({
    alignment: AlignmentType.LEFT,
    children: [
      new TextRun({ text: `${text} · Seite `, size: 16, color: GREY }),
      new TextRun({ children: [PageNumber.CURRENT, " von ", PageNumber.TOTAL_PAGES], size: 16, color: GREY }),
    ],
  });

function elementsOf(block: Block, width: number): (Paragraph | Table)[] {
  if ("heading" in block) {
    const heading = block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2;
    return [new Paragraph({ text: block.heading, heading, keepNext: true })];
  }
  if ("text" in block) return block.text.split(/\n+/).map((text) => new Paragraph({ text, spacing: { after: 120 } }));
  if ("lines" in block) return block.lines.map((text) => new Paragraph({ text, bullet: { level: 0 } }));
  return [tableOf(block, width)];
}

function tableOf({ head, table, widths }: Extract<Block, { table: unknown }>, width: number): Table {
  const total = widths.reduce((sum, share) => sum + share, 0);
  const columnWidths = widths.map((share) => Math.floor((share / total) * width));
  const cell = (parts: readonly CellPart[], i: number, shading?: string) =>
    new TableCell({
      width: { size: columnWidths[i]!, type: WidthType.DXA },
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      ...(shading ? { shading: { fill: shading } } : {}),
      children: parts.flatMap(paragraphsOf),
    });
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths,
    layout: TableLayoutType.FIXED,
    rows: [
      new TableRow({ tableHeader: true, children: head.map((text, i) => cell([{ text, isBold: true }], i, "E7EDF3")) }),
      ...table.map((cells) => new TableRow({ cantSplit: true, children: cells.map((parts, i) => cell(parts, i)) })),
    ],
  });
}

const paragraphsOf = ({ text, isRemark = false, isBold = false }: CellPart): Paragraph[] =>
  text.split(/\n+/).map(
    (line) =>
      new Paragraph({
        children: [
          new TextRun({ text: line, bold: isBold, size: isRemark ? 15 : 18, ...(isRemark ? { color: GREY } : {}) }),
        ],
      }),
  );
