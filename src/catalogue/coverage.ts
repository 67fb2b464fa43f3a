// What the catalogue says and what it does not say yet: counted over the seeds, by source. Pure.
import { sourcesOf, type ExampleContent } from "../domain/content.ts";
import { costPerIntegration, costPerParticipant, costPerParticipantMonth } from "../domain/cost.ts";
import { Crosswalk } from "../domain/crosswalk.ts";
import { evidenceOf } from "../domain/evidence.ts";
import type { SourceTableContent } from "../domain/source-table.ts";
import { EVIDENCE_LEVELS, type EvidenceLevel } from "../domain/terms.ts";
import { resolveBases } from "./legal-basis.ts";
import type { VocabularySeeds } from "./seed-files.ts";

export interface CatalogueSeeds {
  lists: VocabularySeeds;
  examples: readonly ExampleContent[];
  tables: readonly SourceTableContent[];
}

type Measure = (example: ExampleContent) => boolean;

const measured = ({ outcomes }: ExampleContent) => outcomes.filter((outcome) => !outcome.planned);
const level = (wanted: EvidenceLevel): [string, Measure] => [
  `Nachweisgüte: ${EVIDENCE_LEVELS[wanted]}`,
  ({ outcomes }) => evidenceOf(outcomes).level === wanted,
];

/** What an example may have, by the name under which the report counts it. */
export const MEASURES: readonly (readonly [name: string, has: Measure])[] = [
  ["Rechtsgrundlage", (e) => e.legalBases.length > 0],
  ["Methode", (e) => e.methods.length > 0],
  ["Stichwort", (e) => e.keywords.length > 0],
  ["Umsetzungsart", (e) => e.implementations.length > 0],
  ["Finanzierung", (e) => e.fundingSources.length > 0],
  ["Mittelvolumen", (e) => e.budgets.length > 0],
  ["Kosten je Teilnahme ableitbar", (e) => costPerParticipant(e) !== null],
  ["Kosten je Teilnahmemonat ableitbar", (e) => costPerParticipantMonth(e) !== null],
  ["Kosten je Integration ableitbar", (e) => costPerIntegration(e) !== null],
  ["Betreuungsschlüssel", (e) => e.staffingRatios.length > 0],
  ["Personal", (e) => e.staffing.length > 0],
  ["Teilnehmende oder Plätze", (e) => e.participants.length > 0],
  ["Laufzeit", (e) => e.period !== undefined],
  ["Dauer je Person", (e) => e.individualDuration !== undefined],
  ["Wochenstunden", (e) => e.weeklyHours !== undefined],
  ["Ergebnis", (e) => e.outcomes.length > 0],
  ["Ergebnis, gezählt", (e) => measured(e).length > 0],
  ["Ergebnis, gezählt, mit Bezugsgröße (n)", (e) => measured(e).some(({ n }) => n !== undefined)],
  ["Ergebnis, gezählt, mit Vergleichswert", (e) => measured(e).some((o) => o.comparison?.value !== undefined)],
  ["Erfolgsfaktoren", (e) => e.successFactors !== undefined],
  ["Erfahrungen", (e) => e.lessonsLearned !== undefined],
  ["verwandte Beispiele genannt", (e) => e.related.length > 0],
  ["Widerspruch oder Lücke der Quelle vermerkt", (e) => e.editorialNotes.length > 0],
  ...(Object.keys(EVIDENCE_LEVELS) as EvidenceLevel[]).map(level),
];

export interface Coverage {
  /** Slug, or "gesamt". */
  source: string;
  examples: number;
  tables: number;
  /** How many examples have it, by the name of the measure. */
  having: ReadonlyMap<string, number>;
}

/** One entry a source, in the order of the list, and one for all. An example of two sources counts with both. */
export function coverageOf({ lists, examples, tables }: CatalogueSeeds): Coverage[] {
  const count = (source: string, own: readonly ExampleContent[], ownTables: number): Coverage => ({
    source,
    examples: own.length,
    tables: ownTables,
    having: new Map(MEASURES.map(([name, has]) => [name, own.filter(has).length])),
  });
  const perSource = lists.sources.map(({ slug }) =>
    count(
      slug,
      examples.filter((example) => example.sources.some(({ source }) => source === slug)),
      tables.filter(({ source }) => source === slug).length,
    ),
  );
  return [...perSource, count("gesamt", examples, tables.length)];
}

/** Facts whose every reference names a section only, by source: some documents have no pages, in others they are missing. */
export function factsWithoutPages(examples: readonly ExampleContent[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { sources } of examples.flatMap(sourcesOf))
    if (sources.every(({ pages }) => pages === undefined))
      for (const source of new Set(sources.map((reference) => reference.source)))
        counts.set(source, (counts.get(source) ?? 0) + 1);
  return counts;
}

export function crosswalkOf({ provisions }: Pick<VocabularySeeds, "provisions">, today: string): Crosswalk {
  const rows = provisions.map(({ validTo = null, instrument = null, ...p }) => ({ ...p, validTo, instrument }));
  const successions = provisions.flatMap(({ slug, predecessors }) =>
    predecessors.map((predecessor) => ({ predecessor, successor: slug })),
  );
  return new Crosswalk(rows, successions, today);
}

/** Every citation of an example, resolved as for readers; `today` is an ISO day. */
export function citationsOf({ lists, examples }: CatalogueSeeds, today: string) {
  const crosswalk = crosswalkOf(lists, today);
  const lawAsOf = new Map(lists.sources.map((source) => [source.slug, source.lawAsOf]));
  return examples.flatMap((example) =>
    resolveBases(example.legalBases, crosswalk, (source) => ({ on: lawAsOf.get(source)!, isOpen: false })).map(
      (basis) => ({
        example: example.slug,
        ...basis,
      }),
    ),
  );
}

export const TERM_LISTS = ["targetGroups", "methods", "keywords", "organisations", "sources"] as const;
export type TermList = (typeof TERM_LISTS)[number];

/** How many examples name each term of a list; a source counts where an example or a table names it. */
export function usesOf(list: TermList, { lists, examples, tables }: CatalogueSeeds): Map<string, number> {
  const named: Record<TermList, (example: ExampleContent) => readonly string[]> = {
    targetGroups: (e) => e.targetGroups,
    methods: (e) => e.methods,
    keywords: (e) => e.keywords,
    organisations: (e) => [e.organisation],
    sources: (e) => e.sources.map(({ source }) => source),
  };
  const uses = new Map(lists[list].map(({ slug }) => [slug, 0]));
  const use = (slug: string) => uses.set(slug, (uses.get(slug) ?? 0) + 1);
  for (const example of examples) new Set(named[list](example)).forEach(use);
  if (list === "sources") tables.forEach(({ source }) => use(source));
  return uses;
}

/** Terms that nobody names, except those that lead to a named one: broader terms, and keywords that say "see". */
export function unusedTerms(list: TermList, seeds: CatalogueSeeds): string[] {
  const uses = usesOf(list, seeds);
  const terms: readonly { slug: string; broader?: string; see?: string }[] = seeds.lists[list];
  const bySlug = new Map(terms.map((term) => [term.slug, term]));
  const needed = new Set<string>();
  for (const { slug, see } of terms)
    if (uses.get(slug)! > 0 || see !== undefined)
      for (let at: string | undefined = slug; at && !needed.has(at); at = bySlug.get(at)?.broader) needed.add(at);
  return terms.filter(({ slug }) => !needed.has(slug)).map(({ slug }) => slug);
}
