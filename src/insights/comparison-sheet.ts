// The comparison sheet: two to five examples as one table, one row a fact, in the revisions that its address names.
import type { FactValue } from "../catalogue/fact-values.ts";
import { FACTS, type Fact } from "../catalogue/facts.ts";
import type { PracticeExampleType } from "../catalogue/practice-example.type.ts";
import type { RevisionKey, RevisionRead, Revisions } from "../catalogue/revisions.ts";
import { formatDate, formatList } from "../domain/german.ts";
import { problem, ProblemError, type Problem } from "../domain/problem.ts";
import { isOnCalendar } from "../domain/period.ts";

export const FEWEST = 2;
export const MOST = 5;
export const UNSAID = "keine Angabe";

export interface SheetColumn {
  slug: string;
  /** All three are null for what is withdrawn: of that, nothing is shown. */
  title: string | null;
  revision: number | null;
  publishedAt: string | null;
  isWithdrawn: boolean;
  newestRevision: number | null;
  /** That it is withdrawn, or that there is a newer revision. */
  note: string | null;
}

export interface SheetCell {
  /** All values in one text; "keine Angabe" where the source does not say, empty for what is withdrawn. */
  text: string;
  values: readonly FactValue[];
}

export interface SheetRow {
  key: string;
  label: string;
  unit: string | null;
  /** At least two say something, and not the same; what nobody knows is not different. */
  differs: boolean;
  /** One for each column. */
  cells: SheetCell[];
}

export interface ComparisonSheet {
  title: string;
  /** ISO day of reading. */
  asOf: string;
  /** "?e=…&stand=…": opened later, it shows the same revisions. */
  query: string;
  columns: SheetColumn[];
  rows: SheetRow[];
  /** Facts that none of the examples states. */
  unsaid: string[];
  /** Documents that cells name by their slugs. */
  documents: { slug: string; title: string }[];
  notes: string[];
}

/** Texts to read fill pages, not cells; the summary is short enough. */
const COMPARED = FACTS.filter(({ key, isProse }) => key === "summary" || (!isProse && key !== "title"));

/** What is another for every example by nature is no difference worth a mark. */
const UNMARKED = ["summary", "organisation", "region", "sources"];

/** How the two ways of asking name what they ask for. */
export interface ArgumentNames {
  examples: string;
  asOf: string;
}

export class ComparisonSheets {
  readonly #revisions: Revisions;
  readonly #now: () => Date;
  constructor(revisions: Revisions, now: () => Date) {
    this.#revisions = revisions;
    this.#now = now;
  }

  /** Throws ProblemError for what cannot be compared. Three SQL statements. */
  async of(keys: readonly RevisionKey[], given: string | null, names: ArgumentNames): Promise<ComparisonSheet> {
    const today = this.#now().toISOString().slice(0, 10);
    const asOf = given ?? today;
    checkDay(asOf, today, names.asOf);
    checkKeys(keys, names.examples);
    const read = await this.#revisions.read(keys);
    const problems = read.flatMap((one, i) => unknown(one, keys[i]!, asOf, names));
    if (problems.length > 0) throw new ProblemError(problems);
    return sheetOf(read, asOf);
  }
}

function checkDay(day: string, today: string, name: string): void {
  if (!/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(day) || !isOnCalendar(day))
    throw problem("INVALID_DATE", [name], "Erwartet wird ein Tag wie 2026-11-21.");
  if (day > today)
    throw problem(
      "INVALID_DATE",
      [name],
      `Der ${formatDate(day)} liegt in der Zukunft; der Stand ist höchstens heute.`,
    );
}

function checkKeys(keys: readonly RevisionKey[], name: string): void {
  if (keys.length < FEWEST || keys.length > MOST)
    throw problem(
      "WRONG_NUMBER",
      [name],
      `Ein Vergleich braucht zwei bis fünf Beispiele, angegeben ${keys.length === 1 ? "ist eines" : `sind ${keys.length}`}.`,
    );
  const twice = keys.find(({ slug }, i) => keys.findIndex((other) => other.slug === slug) < i);
  if (twice)
    throw problem("SAME_TWICE", [name], `„${twice.slug}“ ist zweimal angegeben. Bitte verschiedene Beispiele nennen.`);
}

function unknown(read: RevisionRead, { revision }: RevisionKey, asOf: string, names: ArgumentNames): Problem[] {
  const path = [names.examples];
  if (read.status === "UNKNOWN_EXAMPLE")
    return [{ code: "NOT_FOUND", path, message: `Das Beispiel „${read.slug}“ gibt es nicht.` }];
  if (read.status === "UNKNOWN_REVISION")
    return [
      {
        code: "NOT_FOUND",
        path,
        message: `Die Fassung ${revision} von „${read.slug}“ gibt es nicht; veröffentlicht ist Fassung ${read.published}.`,
      },
    ];
  if (read.status === "FOUND" && read.example.publishedAt.slice(0, 10) > asOf)
    return [
      {
        code: "CONTRADICTION",
        path: [names.asOf],
        message: `Am ${formatDate(asOf)} gab es Fassung ${read.example.revision} von „${read.slug}“ noch nicht.`,
      },
    ];
  return [];
}

function sheetOf(read: readonly RevisionRead[], asOf: string): ComparisonSheet {
  const examples = read.map((one) => (one.status === "FOUND" ? one.example : null));
  const rows = COMPARED.map((fact) => rowOf(fact, examples));
  const said = rows.filter(({ cells }) => cells.some(({ values }) => values.length > 0));
  const columns = read.map(columnOf);
  return {
    title: `Vergleich: ${formatList(columns.map(({ title, slug }) => title ?? slug))}`,
    asOf,
    query: queryOf(columns, asOf),
    columns,
    rows: said,
    // Of open lists, such as outcomes by kind, only what is there is worth a word.
    unsaid: rows.filter((row) => !said.includes(row) && !row.key.includes(".")).map(({ label }) => label),
    documents: documentsOf(said),
    notes: columns.flatMap(({ note }) => note ?? []),
  };
}

function rowOf({ key, label, unit, valuesOf }: Fact, examples: readonly (PracticeExampleType | null)[]): SheetRow {
  const cells = examples.map((example): SheetCell => {
    const values = example ? valuesOf(example) : [];
    return { values, text: values.map(({ text }) => text).join("\n") || (example ? UNSAID : "") };
  });
  const texts = new Set(cells.filter(({ values }) => values.length > 0).map(({ text }) => text));
  return { key, label, unit, differs: !UNMARKED.includes(key) && texts.size > 1, cells };
}

function columnOf(read: RevisionRead): SheetColumn {
  const { slug } = read;
  if (read.status !== "FOUND")
    return {
      slug,
      title: null,
      revision: null,
      publishedAt: null,
      isWithdrawn: true,
      newestRevision: null,
      note: `Das Beispiel „${slug}“ ist zurückgezogen und wird nicht mehr gezeigt.`,
    };
  const { title, revision, publishedAt } = read.example;
  const newer = read.published > revision;
  return {
    slug,
    title,
    revision,
    publishedAt,
    isWithdrawn: false,
    newestRevision: read.published,
    note: newer ? `„${title}“ steht hier in Fassung ${revision}; inzwischen gibt es Fassung ${read.published}.` : null,
  };
}

/** The address of a sheet of these revisions; of the newest ones where asked for. */
export function queryOf(columns: readonly SheetColumn[], asOf: string, newest = false): string {
  const examples = columns.map(({ slug, revision, newestRevision }) => {
    const number = newest ? newestRevision : revision;
    return `e=${slug}${number === null ? "" : `@${number}`}`;
  });
  return `?${examples.join("&")}${newest ? "" : `&stand=${asOf}`}`;
}

function documentsOf(rows: readonly SheetRow[]): ComparisonSheet["documents"] {
  const sources = rows.flatMap(({ cells }) => cells.flatMap(({ values }) => values.flatMap((value) => value.sources)));
  const documents = new Map(sources.map(({ source: { slug, title } }) => [slug, { slug, title }]));
  return [...documents.values()].sort((a, b) => (a.slug < b.slug ? -1 : 1));
}
