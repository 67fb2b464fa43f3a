// An example's values as texts: spans, periods, derived costs, remarks, and where they stand.
import { formatDate, formatEuro, formatFigure } from "../domain/german.ts";
import type { DerivedCostType, PracticeExampleType, SourceReferenceType } from "./practice-example.type.ts";

export interface FactValue {
  text: string;
  /** In the fact's unit; null for a range, a limit, and what is no number. */
  number: number | null;
  sources: readonly SourceReferenceType[];
}

/** "ag-eingliederung-2013, S. 19": the document's slug, and page or section. */
export const referenceText = ({ source, pages, section }: SourceReferenceType) =>
  [source.slug, pages && `S. ${pages}`, section].filter(Boolean).join(", ");

export const referencesText = (sources: readonly SourceReferenceType[]) => sources.map(referenceText).join("; ");

export const said = (text: string | null | undefined): FactValue[] =>
  text ? [{ text, number: null, sources: [] }] : [];

/** What every figure may carry: for which part it holds, that it is a plan, a note. */
export const withRemarks = (
  text: string,
  { scope, note, planned }: { scope?: string | null; note: string | null; planned?: boolean },
) => {
  const remarks = [scope && `nur ${scope}`, planned && !text.includes("geplant") && "geplant", note].filter(Boolean);
  return remarks.length > 0 ? `${text} (${remarks.join("; ")})` : text;
};

/** "6", "6 bis 9", "höchstens 9", "mindestens 6"; empty where neither is known. */
export const span = (min: number | null, max: number | null): string => {
  if (min !== null && max !== null)
    return min === max ? formatFigure(min) : `${formatFigure(min)} bis ${formatFigure(max)}`;
  return min !== null ? `mindestens ${formatFigure(min)}` : max !== null ? `höchstens ${formatFigure(max)}` : "";
};

export const range = (
  given: { note: string | null; sources: SourceReferenceType[] } | null,
  min: number | null | undefined,
  max: number | null | undefined,
  unit: string,
): FactValue[] => {
  const text = span(min ?? null, max ?? null);
  if (!given || !text) return [];
  const number = min != null && min === max ? min : null;
  return [{ text: withRemarks(`${text} ${unit}`, given), number, sources: given.sources }];
};

export function period({ period: given }: PracticeExampleType): FactValue[] {
  if (!given) return [];
  const { start, end, ongoing, sources } = given;
  const text = [
    start && `${end ? "" : "ab "}${formatDate(start)}`,
    end && `bis ${formatDate(end)}`,
    ongoing && "laufend",
  ];
  return [{ text: withRemarks(text.filter(Boolean).join(" ") || "ohne Datum", given), number: null, sources }];
}

export const derived = (cost: DerivedCostType | null): FactValue[] =>
  cost
    ? [
        {
          text: [
            `${formatEuro(cost.value.value)} = ${cost.formula}`,
            `Eingaben: ${cost.inputs.join("; ")}`,
            cost.assumption && `Annahme: ${cost.assumption}`,
          ]
            .filter(Boolean)
            .join(". "),
          number: cost.value.value,
          sources: [],
        },
      ]
    : [];
