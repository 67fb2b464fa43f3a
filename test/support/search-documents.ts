// Search documents and questions made by hand or by chance, for the contract of the engines.
import fc from "fast-check";
import type { Profile } from "../../src/domain/profile.ts";
import {
  FIELDS,
  type Clause,
  type DocumentWord,
  type EngineQuestion,
  type FieldName,
  type QueryWord,
  type SearchDocument,
  type SortKey,
  type ValueClause,
} from "../../src/search/engine.ts";

type Given = Partial<Omit<SearchDocument, "words" | "sort">> & {
  words?: Partial<Record<FieldName, (string | DocumentWord)[]>>;
  sort?: Partial<SearchDocument["sort"]>;
};

/** Of an example that says nothing. */
export const EMPTY_PROFILE: Profile = {
  targetGroups: [],
  instruments: [],
  methods: [],
  keywords: [],
  implementations: [],
  carrierType: "JOINT_FACILITY",
  federalState: null,
  evidenceLevel: "DESCRIBED",
  participants: {},
  budgets: {},
  staffingRatios: [],
  individualMonths: null,
  periodMonths: null,
  weeklyHours: null,
  costs: {},
};

/** A word given as a string is its own form and term. */
export const aWord = (word: string, parts: string[] = []): DocumentWord => ({ exact: word, term: word, parts });

export function aDocument(id: string, { words = {}, sort = {}, ...rest }: Given = {}): SearchDocument {
  const field = (name: FieldName) => (words[name] ?? []).map((word) => (typeof word === "string" ? aWord(word) : word));
  return {
    id,
    rev: "1",
    words: Object.fromEntries(FIELDS.map((name) => [name, field(name)])) as SearchDocument["words"],
    facets: {},
    ranges: {},
    profile: EMPTY_PROFILE,
    sort: { title: id, publishedAt: null, cost: null, staffingRatio: null, evidence: 0, ...sort },
    ...rest,
  };
}

export const typed = (word: string, terms = [word]): QueryWord => ({ text: word, exact: word, own: word, terms });

export const aQuestion = (given: Partial<EngineQuestion> = {}): EngineQuestion => ({
  words: [],
  lastIsPrefix: false,
  match: "all",
  clauses: [],
  sort: { by: "relevance", descending: true },
  offset: 0,
  limit: 20,
  ...given,
});

// --- by chance ------------------------------------------------------------------------------------------------------------------

/** Strings that servers like to trim, fold, split, un-escape or run. */
export const AWKWARD = [
  'a"b',
  "a\\b",
  "' OR 1=1",
  'x" OR facets.a EXISTS',
  "x]",
  "x, y",
  "zeile\numbruch",
  "\t",
  "a  b",
]
  .concat([" rand", "rand ", "PFLEGE", "Pflege", "pflege", "Maßnahme", "Massnahme", "a\u0308", "ä", "ﬁ", "İ", "ß", "ẞ"])
  .concat([
    "Ⅳ",
    "½",
    "👩‍💼",
    "𝔉",
    "שלום",
    "\u202Eabc",
    "пример",
    "日本語",
    "null",
    "true",
    "1",
    "1.0",
    "1e3",
    "NaN",
    "-1",
  ])
  .concat(["~0041", "^a", "*", "a.b"]);
/** As the analyser makes them: folded letters and digits of any script. */
const FORMS = (
  "umschul umschulung umschulungen um sgb02 sgb03 sgb0 1:20 zz z zx xyz zebra 450 45 teilzeit teilzeitausbildung " +
  "אבג пример 日本語 ſ ø"
).split(" ");
const TERMS = [...FORMS, "ausbildung+teilzeit", "burger_geld", "ganz+tag"];
const FACETS = ["laender", "laender.liste", "zielgruppen", "stichwoerter"];
const RANGES = ["kosten", "schluessel"];

const number = fc.oneof(
  fc.integer({ min: -3, max: 12 }),
  fc.double({ min: 0, max: 12, noNaN: true }),
  fc.constantFrom(0.1 + 0.2, 416.666_666_666_666_7, 1e21, -1e-7, -0, Infinity, -Infinity),
);
const interval = fc.tuple(number, number).map(([a, b]): [number, number] => (a <= b ? [a, b] : [b, a]));
const word: fc.Arbitrary<DocumentWord> = fc.record({
  exact: fc.constantFrom(...FORMS),
  term: fc.constantFrom(...TERMS),
  parts: fc.uniqueArray(fc.constantFrom(...TERMS), { maxLength: 3 }),
});
const value = fc.constantFrom(...AWKWARD);
const each = <T>(names: readonly string[], arbitrary: fc.Arbitrary<T>) =>
  fc.record(Object.fromEntries(names.map((name) => [name, arbitrary])), { requiredKeys: [] }) as fc.Arbitrary<
    Record<string, T>
  >;

export const ids = fc.integer({ min: 0, max: 80 }).map((n) => `beispiel-${n}`);

export const documents: fc.Arbitrary<SearchDocument> = fc.record({
  id: ids,
  rev: fc.uuid(),
  words: fc.record(Object.fromEntries(FIELDS.map((name) => [name, fc.array(word, { maxLength: 2 })]))) as fc.Arbitrary<
    SearchDocument["words"]
  >,
  facets: each(FACETS, fc.uniqueArray(value, { maxLength: 4 })),
  ranges: each(RANGES, fc.array(interval, { maxLength: 4 })),
  sort: fc.record({
    title: fc.oneof(value, fc.constantFrom("gleich", "gleich 2", "Gleich", "")),
    publishedAt: fc.option(fc.constantFrom("2026-01-01T00:00:00.000Z", "2025-12-31T23:59:59.999Z")),
    cost: fc.option(number),
    staffingRatio: fc.option(fc.integer({ min: 1, max: 200 })),
    evidence: fc.integer({ min: 0, max: 3 }),
  }),
  profile: fc.constant(EMPTY_PROFILE),
});

const valueClause: fc.Arbitrary<ValueClause> = fc.record({
  facet: fc.constantFrom(...FACETS, "niemand"),
  choice: fc.boolean(),
  anyOf: fc.array(value, { minLength: 1, maxLength: 6 }),
});
const clause: fc.Arbitrary<Clause> = fc.oneof(
  valueClause,
  fc
    .record({ facet: fc.constantFrom(...RANGES, "niemand"), choice: fc.boolean(), ends: interval })
    .map(({ ends: [from, to], ...rest }) => ({ ...rest, from, to })),
);
const queryWord: fc.Arbitrary<QueryWord> = fc
  .record({
    exact: fc.constantFrom(...FORMS, "zwei wörter"),
    own: fc.constantFrom(...TERMS),
    terms: fc.uniqueArray(fc.constantFrom(...TERMS), { minLength: 1, maxLength: 3 }),
  })
  .map((made) => ({ ...made, text: made.exact }));
const sortKey = fc.constantFrom<"relevance" | SortKey>(
  ...(["relevance", "title", "publishedAt", "cost", "staffingRatio", "evidence"] as const),
);

export const questions: fc.Arbitrary<EngineQuestion> = fc.record({
  words: fc.array(queryWord, { maxLength: 3 }),
  lastIsPrefix: fc.boolean(),
  match: fc.constantFrom("all", "any"),
  preferred: fc.oneof(fc.constant(undefined), fc.array(valueClause, { maxLength: 2 })),
  // A person chooses once in each facet.
  clauses: fc.uniqueArray(clause, { maxLength: 3, comparator: (a, b) => a.choice && b.choice && a.facet === b.facet }),
  sort: fc.record({ by: sortKey, descending: fc.boolean() }),
  offset: fc.constantFrom(0, 0, 1, 7, 90),
  limit: fc.constantFrom(0, 1, 5, 20, 100),
});
