// The report on the catalogue's coverage as text: tables of what is there, lists of what is open.
import { textTable } from "../platform/text-table.ts";
import {
  citationsOf,
  coverageOf,
  factsWithoutPages,
  MEASURES,
  TERM_LISTS,
  unusedTerms,
  usesOf,
  type CatalogueSeeds,
  type TermList,
} from "./coverage.ts";

/** Between these two lines docs/katalog.md repeats the summary. */
export const MARKERS = ["<!-- npm run catalogue:report -- --write -->", "<!-- Ende des Berichts -->"] as const;

const LIST_LABELS: Record<TermList, string> = {
  targetGroups: "Zielgruppen",
  methods: "Methoden",
  keywords: "Stichwörter",
  organisations: "Organisationen",
  sources: "Quellen",
};

/** How many examples have what, by source, as a Markdown table. */
export function summary(seeds: CatalogueSeeds): string {
  const columns = coverageOf(seeds);
  const line = (name: string, value: (column: (typeof columns)[number]) => number) => [
    name,
    ...columns.map((column) => String(value(column))),
  ];
  return textTable(
    ["Zahl der Beispiele mit", ...columns.map(({ source }) => source)],
    [
      line("**alle Beispiele**", ({ examples }) => examples),
      ...MEASURES.map(([name]) => line(name, ({ having }) => having.get(name)!)),
      line("Tabellen der Quelle", ({ tables }) => tables),
    ],
  );
}

/** The whole report; `today` is an ISO day. */
export function report(seeds: CatalogueSeeds, today: string): string {
  const { lists, examples } = seeds;
  const citations = citationsOf(seeds, today);
  const open = citations.filter(({ provision }) => provision === null);
  const unverified = [...lists.provisions, ...lists.organisations].filter((entry) => entry.unverified !== undefined);
  const notes = examples.flatMap(({ slug, editorialNotes }) => editorialNotes.map(({ text }) => `${slug}: ${text}`));
  const uses = TERM_LISTS.map((list) => {
    const counts = usesOf(list, seeds);
    const once = [...counts].flatMap(([slug, count]) => (count === 1 ? [slug] : []));
    return { label: LIST_LABELS[list], terms: counts.size, once, unused: unusedTerms(list, seeds) };
  });
  const pages = factsWithoutPages(examples);
  return [
    summary(seeds),
    textTable(
      ["Begriffe", "Zahl", "einmal genannt", "nie genannt"],
      uses.map(({ label, terms, once, unused }) => [label, `${terms}`, `${once.length}`, `${unused.length}`]),
    ),
    textTable(
      ["Angaben, deren Fundstellen keine Seite nennen", "Zahl"],
      lists.sources.map(({ slug }) => [slug, `${pages.get(slug) ?? 0}`]),
    ),
    ...uses.flatMap(({ label, once, unused }) => [
      section(`${label}, einmal genannt`, once),
      section(`${label}, nie genannt`, unused),
    ]),
    section(
      `Zitate ohne Vorschrift (von ${citations.length})`,
      open.map(({ example, cited }) => `${example}: ${cited}`),
    ),
    section(
      "Nicht geprüfte Vorschriften und Organisationen",
      unverified.map(({ slug, unverified: fields }) => (fields === true ? slug : `${slug}: ${fields!.join(", ")}`)),
    ),
    section("Vermerkte Widersprüche und Lücken", notes),
  ].join("\n\n");
}

const section = (title: string, lines: readonly string[]) =>
  [`${title}: ${lines.length === 0 ? "keine" : lines.length}`, ...lines.map((line) => `  ${line}`)].join("\n");

/** A page with the summary between its two markers. Throws when they are not there, each once and in order. */
export function withSummary(page: string, seeds: CatalogueSeeds): string {
  const [begin, end] = MARKERS;
  const parts = [page.split(begin), page.split(end)];
  if (parts.some((part) => part.length !== 2) || page.indexOf(begin) > page.indexOf(end))
    throw new Error(`In der Datei fehlen die Zeilen ${begin} und ${end}.`);
  return `${parts[0]![0]}${begin}\n\n${summary(seeds)}\n\n${end}${parts[1]![1]}`;
}
