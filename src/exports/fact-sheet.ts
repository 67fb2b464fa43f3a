// One example as a fact sheet in Word: every fact with its sources, then the texts.
import { referencesText, type FactValue } from "../catalogue/fact-values.ts";
import { FACTS, textsOf, type Fact } from "../catalogue/facts.ts";
import type { PracticeExampleType } from "../catalogue/practice-example.type.ts";
import { formatDate } from "../domain/german.ts";
import { UNSAID } from "../insights/comparison-sheet.ts";
import { aboutLines, footerOf } from "./about.ts";
import { toDocx, type Block, type CellPart } from "./word.ts";

export interface FactSheetFile {
  asOf: string;
  permalink: string;
  /** Says that there is a newer revision; null otherwise. */
  note: string | null;
}

export function factSheetDocx(example: PracticeExampleType, { asOf, permalink, note }: FactSheetFile): Promise<Buffer> {
  const facts = FACTS.map((fact) => ({ ...fact, values: fact.valuesOf(example) }));
  const figures = facts.filter(({ key, isProse }) => !isProse && key !== "title" && key !== "sources");
  const said = figures.filter(({ values }) => values.length > 0);
  const unsaid = figures.filter(({ key, values }) => values.length === 0 && !key.includes("."));
  const title = example.title;
  return toDocx({
    title,
    isLandscape: false,
    footer: footerOf(asOf),
    blocks: [
      { text: example.summary },
      ...(note ? [{ text: note }] : []),
      { heading: "Angaben", level: 1 },
      {
        head: ["Angabe", "Wert", "Fundstelle"],
        widths: [3, 6, 3],
        table: said.flatMap(({ label, unit, values }) => rowsOf(unit ? `${label} (${unit})` : label, values)),
      },
      ...(unsaid.length > 0 ? [{ text: `${UNSAID}: ${unsaid.map(({ label }) => label).join(", ")}.` }] : []),
      ...FACTS.filter(({ key, isProse }) => isProse && key !== "summary").flatMap((fact) => proseOf(fact, example)),
      { heading: "Dokumente", level: 1 },
      { lines: [`Dieses Beispiel: ${referencesText(example.sources)}`, ...documentsOf(example)] },
      { heading: "Zu diesem Blatt", level: 1 },
      {
        lines: [
          `Fassung: ${example.revision}, veröffentlicht am ${formatDate(example.publishedAt.slice(0, 10))}`,
          ...aboutLines({ title, asOf, permalink }).map(([label, text]) => `${label}: ${text}`),
        ],
      },
    ],
  });
}

/** Values with the same sources share a row: a list of terms, all of the whole document, is one. */
function rowsOf(label: string, values: readonly FactValue[]): CellPart[][][] {
  const rows = new Map<string, string[]>();
  for (const { text, sources } of values) {
    const where = referencesText(sources);
    rows.set(where, [...(rows.get(where) ?? []), text]);
  }
  return [...rows].map(([where, texts], i) => [
    [{ text: i === 0 ? label : "", isBold: true }],
    [{ text: texts.join("\n") }],
    [{ text: where, isRemark: true }],
  ]);
}

function proseOf(fact: Fact, example: PracticeExampleType): Block[] {
  const texts = textsOf(fact, example);
  return texts.length > 0 ? [{ heading: fact.label, level: 2 }, ...texts.map((text) => ({ text }))] : [];
}

/** "ag-eingliederung-2013: Handlungsansätze …, Bund-Länder-Ausschuss, 2013" for each document that the example names. */
function documentsOf(example: PracticeExampleType): string[] {
  const sources = FACTS.flatMap((fact) => fact.valuesOf(example).flatMap((value) => value.sources));
  const documents = new Map(sources.map(({ source }) => [source.slug, source]));
  return [...documents.values()].map(({ slug, title, publisher, year }) =>
    [`${slug}: ${title}`, publisher, year].filter(Boolean).join(", "),
  );
}
