// How far drafts read from the 36 forms of 2013 agree with the examples that people made of the same forms: precision and recall.
import { existsSync, readFileSync } from "node:fs";
import { citationIn, expandSections, findCitations, printCitation, sectionName } from "../../src/domain/citation.ts";
import type { ExampleContent } from "../../src/domain/content.ts";
import { wordsOf } from "../../src/domain/text.ts";
import type { DraftContent, ImportedField } from "../../src/imports/imported-draft.ts";
import { findForms } from "../../src/imports/questionnaire/form.ts";
import { readForm, type ImportLists } from "../../src/imports/questionnaire/read-form.ts";

const SOURCE = "ag-eingliederung-2013";
/** Beside the project, like the commands that read seeds/ from the folder they are started in. */
const FILE = "../shared/sources/001_fbb89ec6e3713125.txt";
export const formsAreHere = existsSync(FILE);
export const formsText = () => readFileSync(FILE, "utf8");

export const FIELDS = [
  "organisation",
  "title",
  "citations",
  "amounts",
  "ratios",
  "periods",
  "targetGroups",
  "participants",
  "durations",
  "hours",
  "implementations",
  "fundingSources",
  "staffing",
  "outcomes",
  // The same again, more strictly: letter by letter, with subdivisions and versions, and with what an amount is for.
  "wholeTitle",
  "wholeCitations",
  "amountsFor",
  "outcomesOf",
] as const;
export type MeasuredField = (typeof FIELDS)[number];

/** What a content says of a field, as comparable words; both sides are put through this. */
export function factsOf(content: DraftContent, field: MeasuredField): string[] {
  const list = (): string[] => {
    switch (field) {
      case "organisation":
        return content.organisation ? [content.organisation] : [];
      case "title":
        return content.title ? [content.title] : [];
      case "citations":
        return (content.legalBases ?? []).flatMap((basis) => sectionsIn(basis?.cited ?? ""));
      case "wholeTitle":
        return content.title ? [content.title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")] : [];
      case "wholeCitations":
        return (content.legalBases ?? []).flatMap((basis) => {
          const citation = citationIn(basis?.cited ?? "");
          return citation ? [printCitation(citation)] : [];
        });
      case "amountsFor":
        return (content.budgets ?? []).map((b) => `${range(b!.amount, b!.amountMax)} ${b!.basis}`);
      case "amounts":
        return (content.budgets ?? []).map((b) => range(b!.amount, b!.amountMax));
      case "ratios":
        return (content.staffingRatios ?? []).map((r) => range(r!.clientsMin, r!.clientsMax));
      case "periods": {
        const { start, end, ongoing } = content.period ?? {};
        return [...(start ? [`ab ${start}`] : []), ...(end ? [`bis ${end}`] : []), ...(ongoing ? ["laufend"] : [])];
      }
      case "targetGroups":
        return (content.targetGroups ?? []) as string[];
      case "implementations":
      case "fundingSources":
        return (content[field] ?? []) as string[];
      case "staffing":
        return (content.staffing ?? []).map((s) => (s!.posts === undefined ? `${s!.persons}` : `${s!.posts} Stellen`));
      case "outcomes":
        return (content.outcomes ?? []).map((o) => `${range(o!.value, o!.valueMax)} ${o!.unit}`);
      case "outcomesOf":
        return (content.outcomes ?? []).map((o) => `${range(o!.value, o!.valueMax)} ${o!.unit} ${o!.kind}`);
      case "participants":
        return (content.participants ?? []).map((p) => range(p!.value, p!.valueMax));
      case "durations":
        return bounds(content.individualDuration?.monthsMin, content.individualDuration?.monthsMax);
      case "hours":
        return bounds(content.weeklyHours?.min, content.weeklyHours?.max);
    }
  };
  return [...new Set(list())];
}

const range = (low: number | undefined, high: number | undefined) =>
  high === undefined || high === low ? `${low}` : `${low}–${high}`;
const bounds = (low: number | undefined, high: number | undefined) => [
  ...(low === undefined ? [] : [`mindestens ${low}`]),
  ...(high === undefined ? [] : [`höchstens ${high}`]),
];

/** "SGB_II 16", for each section that a citation names; subdivisions do not count. */
const sectionsIn = (cited: string) =>
  (citationIn(cited)?.norms ?? findCitations(cited).flatMap(({ citation }) => citation.norms)).flatMap((norm) =>
    expandSections(norm).map((section) => `${norm.lawBook ?? "?"} ${sectionName(section)}`),
  );

export interface Miss {
  slug: string;
  field: MeasuredField;
  kind: "fehlt" | "zu viel";
  fact: string;
  reason: string;
}
export interface Score {
  right: number;
  tooMany: number;
  missing: number;
}
export interface CaseResult {
  slug: string;
  split: "tune" | "test";
  scores: Record<MeasuredField, Score>;
  misses: Miss[];
  /** Each value that was read, with the confidence it was given and whether the example has it. */
  judged: { confidence: number; right: boolean }[];
}

/** Each form against its example, in the order of the document; forms at even places are for tuning, the others for the test. */
export function compareAll(examples: readonly ExampleContent[], lists: ImportLists, text = formsText()): CaseResult[] {
  const curated = examples
    .flatMap((example) => {
      const page = example.sources.find(({ source }) => source === SOURCE)?.pages;
      return page === undefined ? [] : [{ example, page: Number.parseInt(page, 10) }];
    })
    .toSorted((a, b) => a.page - b.page);
  const forms = findForms(text);
  if (forms.length !== curated.length) throw new Error(`${forms.length} Bögen, aber ${curated.length} Beispiele`);
  return forms.map((form, i) => {
    // The form alone, as its jobcenter would have sent it.
    const own = text.slice(form.start, form.end);
    const { content, fields } = readForm(findForms(own)[0]!, lists);
    return compare(curated[i]!.example, content, fields, own, i % 2 === 0 ? "tune" : "test");
  });
}

function compare(
  example: ExampleContent,
  content: DraftContent,
  fields: readonly ImportedField[],
  original: string,
  split: CaseResult["split"],
): CaseResult {
  const misses: Miss[] = [];
  const score = (field: MeasuredField): Score => {
    const [wanted, found] = [factsOf(example, field), factsOf(content, field)];
    const same = field === "title" ? sameTitle : (a: string, b: string) => a === b;
    const missing = wanted.filter((fact) => !found.some((other) => same(fact, other)));
    const tooMany = found.filter((fact) => !wanted.some((other) => same(fact, other)));
    for (const fact of missing)
      misses.push({ slug: example.slug, field, kind: "fehlt", fact, reason: whyMissing(field, fact, found, original) });
    for (const fact of tooMany)
      misses.push({ slug: example.slug, field, kind: "zu viel", fact, reason: whyFound(field, fact, fields) });
    return { right: wanted.length - missing.length, tooMany: tooMany.length, missing: missing.length };
  };
  const scores = Object.fromEntries(FIELDS.map((field) => [field, score(field)])) as CaseResult["scores"];
  return { slug: example.slug, split, scores, misses, judged: fields.flatMap((field) => judge(example, field) ?? []) };
}

/** Undefined for values that are not measured, such as texts. */
function judge(example: ExampleContent, { path, value, confidence }: ImportedField) {
  const [key, index] = path;
  const measured = FIELDS.find((field) => CONTENT_KEYS[field] === key);
  if (
    !measured ||
    (typeof value === "string") !==
      ["organisation", "title", "targetGroups", "implementations", "fundingSources"].includes(measured)
  )
    return undefined;
  const wanted = factsOf(example, measured);
  // What is left open of a list stands for one of its values.
  const isOne = index !== undefined || measured === "targetGroups";
  const facts = factsOf({ [key!]: isOne ? [value] : value }, measured);
  const same = measured === "title" ? sameTitle : (a: string, b: string) => a === b;
  return { confidence, right: facts.every((fact) => wanted.some((other) => same(fact, other))) };
}

/** Editors shorten titles and take out quotation marks: the shorter title's words stand, to four fifths, in the longer one. */
export function sameTitle(a: string, b: string): boolean {
  const [one, two] = [a, b].map(
    (title) => new Set(wordsOf(title.replaceAll(/(?<=\p{L})-(?=\p{Ll})/gu, "")).map(({ stem }) => stem)),
  );
  const [short, long] = one!.size <= two!.size ? [one!, two!] : [two!, one!];
  return short.size > 0 && [...short].filter((word) => long.has(word)).length >= 0.8 * short.size;
}

/** Whether the form says it at all in the curated words; the rest is a matter of the reader's rules. */
function whyMissing(field: MeasuredField, fact: string, found: readonly string[], original: string): string {
  if (field === "amountsFor" && found.some((other) => other.split(" ")[0] === fact.split(" ")[0]))
    return "gefunden, aber mit anderem Bezug";
  const numbers = fact.match(/\d+(?:\.\d+)?/g) ?? [];
  if (field === "organisation" || field === "title" || field === "wholeTitle" || field === "targetGroups")
    return "in anderen Worten oder nicht genannt";
  const written = numbers.some((number) =>
    original.replaceAll(/(?<=\d)\.(?=\d{3})/g, "").includes(number.replace(".", ",")),
  );
  return written
    ? "die Zahl steht da, aber in einer Form, die keine Regel liest"
    : "steht so nicht da, von der Redaktion erschlossen";
}

const CONTENT_KEYS: Record<MeasuredField, string> = {
  organisation: "organisation",
  title: "title",
  citations: "legalBases",
  amounts: "budgets",
  ratios: "staffingRatios",
  periods: "period",
  targetGroups: "targetGroups",
  participants: "participants",
  durations: "individualDuration",
  hours: "weeklyHours",
  implementations: "implementations",
  fundingSources: "fundingSources",
  staffing: "staffing",
  outcomes: "outcomes",
  outcomesOf: "outcomes",
  wholeTitle: "title",
  wholeCitations: "legalBases",
  amountsFor: "budgets",
};

function whyFound(field: MeasuredField, fact: string, fields: readonly ImportedField[]): string {
  const key = CONTENT_KEYS[field];
  const from = fields.find(
    ({ path, value }) => path[0] === key && factsOf({ [key]: path.length > 1 ? [value] : value }, field).includes(fact),
  );
  return `gelesen aus „${(from?.span?.quote ?? "").replace(/\s+/g, " ").slice(0, 90)}“, Sicherheit ${from?.confidence ?? "?"}`;
}

export const sum = (scores: readonly Score[]): Score => ({
  right: scores.reduce((n, s) => n + s.right, 0),
  tooMany: scores.reduce((n, s) => n + s.tooMany, 0),
  missing: scores.reduce((n, s) => n + s.missing, 0),
});
export const precision = ({ right, tooMany }: Score) => (right + tooMany === 0 ? 1 : right / (right + tooMany));
export const recall = ({ right, missing }: Score) => (right + missing === 0 ? 1 : right / (right + missing));
