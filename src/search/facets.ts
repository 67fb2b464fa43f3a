// Every facet in one place: its name in the filter, its label, an example's values, and what a chosen value means.
import { citationIn, parseCitation } from "../domain/citation.ts";
import { itself } from "../domain/crosswalk.ts";
import { activeYears } from "../domain/period.ts";
import { problem } from "../domain/problem.ts";
import {
  CARRIER_TYPES,
  EVIDENCE_LEVELS,
  FEDERAL_STATES,
  FUNDING_SOURCES,
  IMPLEMENTATION_TYPES,
  LAW_BOOKS,
  STILL_FUNDABLE,
  type LawBook,
} from "../domain/terms.ts";
import {
  EvidenceLevelEnum,
  FundingSourceEnum,
  ImplementationTypeEnum,
  StillFundableEnum,
  type PracticeExampleType,
} from "../catalogue/practice-example.type.ts";
import { CarrierTypeEnum, FederalStateEnum } from "../vocabulary/vocabulary.type.ts";
import type { Terms, Vocabulary } from "../vocabulary/vocabulary.ts";
import type { ValueClause } from "./engine.ts";

interface FacetBase {
  /** The filter's field. */
  name: string;
  label: string;
  /** In which order values are listed: most frequent first, or as the list has them. */
  order: "count" | "list";
  /** An example's values. */
  values: (example: PracticeExampleType, vocabulary: Vocabulary) => string[];
  labelOf: (value: string, vocabulary: Vocabulary) => string;
  /** The values by which an example may be found need not all be listed; where given, only these are. */
  listed?: (example: PracticeExampleType, vocabulary: Vocabulary) => string[];
}
/** Chosen by naming values. */
export interface TermFacet extends FacetBase {
  kind: "terms";
  /** GraphQL type of one value: a slug, a citation, an enum. */
  type: "String" | object;
  single?: boolean;
  /** The indexed values a chosen value stands for. Throws ProblemError for a value that does not exist. */
  meaning: (value: string, vocabulary: Vocabulary, path: (string | number)[]) => string[];
  /** How a value is written in the filter, where that differs from how it is indexed. */
  written?: (value: string) => string;
}
/** Chosen by a range; listed in steps. */
export interface RangeFacet extends FacetBase {
  kind: "range";
  intervals: (example: PracticeExampleType) => [number, number][];
}
export interface YearFacet extends FacetBase {
  kind: "year";
}
export type Facet = TermFacet | RangeFacet | YearFacet;

/** The column that says which values of a facet are listed. */
export const listedIn = (facet: string) => `${facet}.listed`;

/** The facet that citations in the words choose from too. */
export const LEGAL_BASES = "legalBases";

const unique = (values: readonly string[]) => [...new Set(values)];

/** A facet over a closed list of the vocabulary. */
function ofTerms(
  name: string,
  label: string,
  terms: (vocabulary: Vocabulary) => Terms<{ slug: string; label?: string; name?: string; title?: string }>,
  values: FacetBase["values"],
): TermFacet {
  const find = (slug: string, vocabulary: Vocabulary) => terms(vocabulary).find(slug);
  return {
    kind: "terms",
    name,
    label,
    order: "count",
    type: "String",
    values,
    labelOf: (slug, vocabulary) => {
      const term = find(slug, vocabulary);
      return term?.label ?? term?.name ?? term?.title ?? slug;
    },
    meaning: (slug, vocabulary, path) => {
      if (!find(slug, vocabulary)) throw problem("UNKNOWN_VALUE", path, `${label} „${slug}“ gibt es nicht.`);
      return [slug];
    },
  };
}

/** A facet over a closed list of codes. */
function ofCodes(
  name: string,
  label: string,
  type: object,
  labels: Record<string, string>,
  values: FacetBase["values"],
): TermFacet {
  return {
    kind: "terms",
    name,
    label,
    order: "list",
    type,
    values,
    labelOf: (code) => labels[code] ?? code,
    meaning: (code) => [code],
  };
}

/** Steps of a range facet; a step "a-b" counts every example with a value in it. */
const inSteps = (steps: readonly [number, number][], intervals: readonly [number, number][]) =>
  steps
    .filter(([low, high]) => intervals.some(([from, to]) => from <= high && to >= low))
    .map(([low, high]) => `${low}-${high}`);
const RATIO_STEPS: [number, number][] = [
  [1, 10],
  [11, 25],
  [26, 50],
  [51, 75],
  [76, 100],
  [101, 150],
  [151, 10_000],
];
const COST_STEPS: [number, number][] = [
  [0, 249.99],
  [250, 499.99],
  [500, 749.99],
  [750, 999.99],
  [1000, 1499.99],
  [1500, 1_000_000],
];
const stepLabel = (value: string, prefix: string, suffix: string) => {
  const [low, high] = value.split("-").map(Number) as [number, number];
  const text = (n: number) => `${prefix}${Math.round(n)}${suffix}`;
  return high >= 10_000 ? `ab ${text(low)}` : low <= 1 ? `bis ${text(high)}` : `${text(low)} bis ${text(high)}`;
};
const ratios = (example: PracticeExampleType) =>
  example.staffingRatios.map((r): [number, number] => [r.clientsMin, r.clientsMax]);
const costs = ({ costPerParticipantMonth: cost }: PracticeExampleType): [number, number][] =>
  cost ? [[cost.value.value, cost.value.value]] : [];

const EVIDENCE_ORDER = Object.keys(EVIDENCE_LEVELS);

/** "SGB_III-46-former" as people write it: "§ 46 SGB III a. F." */
export const sectionLabel = (token: string) => {
  const [book, section, former] = token.split("-") as [LawBook, string, string?];
  return `§ ${section} ${LAW_BOOKS[book]}${former ? " a. F." : ""}`;
};

type LegalBasis = PracticeExampleType["legalBases"][number];

/** The sections that a legal basis names itself. */
export function sectionsIn({ provision, canonical, cited }: LegalBasis, { crosswalk }: Vocabulary): string[] {
  if (provision) return [`${provision.lawBook}-${provision.section}`];
  const citation = citationIn(canonical ?? cited);
  return citation ? crosswalk.wanted(citation).flat() : [];
}

const citedSections = (example: PracticeExampleType, vocabulary: Vocabulary) =>
  unique(example.legalBases.flatMap((basis) => sectionsIn(basis, vocabulary)));

/** What has one of these sections itself, not by a number that its law had before or has now. */
export const citing = (sections: readonly string[]): ValueClause => ({
  facet: listedIn(LEGAL_BASES),
  choice: false,
  anyOf: unique(sections.flatMap((section) => [section, itself(section)])),
});

/** In the order in which people see them. A new facet is a new entry here, and nothing else. */
export const FACETS: readonly Facet[] = [
  {
    ...ofTerms(
      "targetGroups",
      "Zielgruppe",
      (v) => v.targetGroups,
      (example, v) => unique(example.targetGroups.flatMap((group) => v.withBroader(group.slug))),
    ),
  },
  ofTerms(
    "methods",
    "Methode",
    (v) => v.methods,
    (example) => example.methods.map((method) => method.slug),
  ),
  {
    kind: "terms",
    name: LEGAL_BASES,
    label: "Rechtsgrundlage",
    order: "count",
    type: "String",
    // Found under every old and new number of its law, listed under those it cites.
    values: (example, v) =>
      unique([
        ...citedSections(example, v),
        ...example.legalBases.flatMap(({ provision }) => (provision ? v.crosswalk.tokensOf(provision.slug) : [])),
      ]),
    listed: citedSections,
    labelOf: sectionLabel,
    written: sectionLabel,
    meaning: (text, v, path) => {
      const citation = parseCitation(text.trim());
      const norms = citation ? v.crosswalk.wanted(citation) : [];
      if (!citation || norms.length === 0)
        throw problem(
          "UNKNOWN_CITATION",
          path,
          `„${text}“ ist nicht als Rechtsgrundlage erkannt. Beispiele: „§ 16e SGB II“, „§ 45 SGB III“.`,
        );
      // "§ 16 Abs. 1 SGB II i. V. m. § 45 SGB III" is about § 45: the first norm only leads there.
      return citation.joins.includes("with") ? norms.at(-1)! : norms.flat();
    },
  },
  ofTerms(
    "instruments",
    "Förderinstrument",
    (v) => v.instruments,
    (example) => unique(example.legalBases.flatMap((basis) => basis.instrument?.slug ?? [])),
  ),
  ofCodes("stillFundable", "Heute noch so förderbar", StillFundableEnum, STILL_FUNDABLE, (example) => [
    example.stillFundable,
  ]),
  ofCodes("federalStates", "Bundesland", FederalStateEnum, FEDERAL_STATES, ({ organisation }) =>
    organisation.federalState ? [organisation.federalState] : [],
  ),
  ofCodes("carrierTypes", "Art des Trägers", CarrierTypeEnum, CARRIER_TYPES, ({ organisation }) => [organisation.kind]),
  ofCodes(
    "implementations",
    "Umsetzungsart",
    ImplementationTypeEnum,
    IMPLEMENTATION_TYPES,
    (example) => example.implementations,
  ),
  ofCodes("fundingSources", "Finanzierung", FundingSourceEnum, FUNDING_SOURCES, (example) => example.fundingSources),
  ofTerms(
    "keywords",
    "Stichwort",
    (v) => v.keywords,
    (example) => example.keywords.map((keyword) => keyword.slug),
  ),
  ofTerms(
    "organisations",
    "Organisation",
    (v) => v.organisations,
    (example) => [example.organisation.slug],
  ),
  ofTerms(
    "sources",
    "Quelle",
    (v) => v.sources,
    (example) => unique(example.sources.map(({ source }) => source.slug)),
  ),
  {
    // "At least" is a membership too: an example counts under its own level and all weaker ones.
    ...ofCodes("evidenceAtLeast", "Nachweisgüte mindestens", EvidenceLevelEnum, EVIDENCE_LEVELS, ({ evidenceLevel }) =>
      EVIDENCE_ORDER.slice(0, EVIDENCE_ORDER.indexOf(evidenceLevel) + 1),
    ),
    single: true,
  },
  {
    kind: "range",
    name: "clientsPerStaff",
    label: "Betreuungsschlüssel",
    order: "list",
    intervals: ratios,
    values: (example) => inSteps(RATIO_STEPS, ratios(example)),
    labelOf: (value) => stepLabel(value, "1:", ""),
  },
  {
    kind: "range",
    name: "costPerParticipantMonth",
    label: "Kosten je Teilnahmemonat",
    order: "list",
    intervals: costs,
    values: (example) => inSteps(COST_STEPS, costs(example)),
    labelOf: (value) => stepLabel(value, "", " €"),
  },
  {
    kind: "year",
    name: "activeIn",
    label: "Lief im Jahr",
    order: "list",
    values: (example) => {
      const seen = Math.max(0, ...example.sources.map(({ source }) => source.year ?? 0));
      const period = example.period && {
        start: example.period.start ?? undefined,
        end: example.period.end ?? undefined,
        ongoing: example.period.ongoing,
      };
      return period ? activeYears(period, seen).map(String) : [];
    },
    labelOf: (year) => year,
  },
];
