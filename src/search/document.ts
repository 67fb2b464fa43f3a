// What the index knows of an example: its words by field, its facet values, its sort keys. Nothing personal, no running numbers.
import type { PracticeExampleType } from "../catalogue/practice-example.type.ts";
import { profileOf } from "../catalogue/profile.ts";
import type { Lexicon } from "../domain/lexicon.ts";
import {
  CARRIER_TYPES,
  EVIDENCE_LEVELS,
  FEDERAL_STATES,
  FUNDING_SOURCES,
  IMPLEMENTATION_TYPES,
} from "../domain/terms.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { FieldName, SearchDocument } from "./engine.ts";
import { FACETS, listedIn } from "./facets.ts";
import { analysed } from "./language.ts";

/** The texts of an example that people read in running form; highlights come from them. */
export const PROSE = ["summary", "goal", "approach", "successFactors", "lessonsLearned", "specialFeatures"] as const;

/** What a document's `rev` says: the same revision, published at the same time, gives the same document. */
export const revOf = ({ revision, publishedAt }: { revision: number; publishedAt: string }) =>
  `${revision}@${publishedAt}`;

export function documentOf(example: PracticeExampleType, vocabulary: Vocabulary, lexicon: Lexicon): SearchDocument {
  const { name, region, federalState, kind } = example.organisation;
  const groups = example.targetGroups
    .flatMap((group) => vocabulary.withBroader(group.slug))
    .map((slug) => vocabulary.targetGroups.get(slug));
  const texts: Record<FieldName, (string | null)[]> = {
    title: [example.title],
    keywords: [...example.keywords, ...example.methods].flatMap((term) => [term.label, ...term.synonyms]),
    targetGroups: groups.flatMap((group) => [group.label, ...group.synonyms]),
    organisation: [
      name,
      region,
      federalState && FEDERAL_STATES[federalState],
      CARRIER_TYPES[kind],
      ...example.partners,
    ],
    law: example.legalBases
      .flatMap((b) => [b.provision?.title ?? null, b.instrument?.label ?? null, ...(b.instrument?.synonyms ?? [])])
      .concat(
        example.fundingSources.map((source) => FUNDING_SOURCES[source]),
        example.implementations.map((type) => IMPLEMENTATION_TYPES[type]),
      ),
    summary: [example.summary],
    text: [
      ...PROSE.slice(1).map((field) => example[field]),
      ...example.outcomes.map((outcome) => outcome.indicator),
      ...example.staffing.map((staffing) => staffing.role),
      ...example.staffingRatios.map((ratio) => ratio.label),
    ],
  };
  const words = Object.fromEntries(
    Object.entries(texts).map(([field, list]) => [
      field,
      list.flatMap((text) => (text ? analysed(lexicon, text) : [])),
    ]),
  );
  return {
    id: example.slug,
    rev: revOf(example),
    words: words as SearchDocument["words"],
    facets: Object.fromEntries(
      FACETS.flatMap(({ name: facet, values, listed }) => [
        [facet, values(example, vocabulary)],
        ...(listed ? [[listedIn(facet), listed(example, vocabulary)]] : []),
      ]),
    ),
    ranges: Object.fromEntries(
      FACETS.flatMap((facet) => (facet.kind === "range" ? [[facet.name, facet.intervals(example)]] : [])),
    ),
    sort: {
      title: sortKey(example.title),
      publishedAt: example.publishedAt,
      cost: example.costPerParticipantMonth?.value.value ?? null,
      staffingRatio:
        example.staffingRatios.length > 0 ? Math.min(...example.staffingRatios.map((r) => r.clientsMin)) : null,
      evidence: Object.keys(EVIDENCE_LEVELS).indexOf(example.evidenceLevel),
    },
    profile: profileOf(example),
  };
}

/** German alphabetical order (DIN 5007-1) in plain comparison: umlauts as their base letters, signs and quotes ignored. */
const sortKey = (title: string) =>
  title
    .toLowerCase()
    .replace(/ß/g, "ss")
    .normalize("NFD")
    .replace(/[^\p{L}\p{N} ]/gu, "")
    .replace(/ +/g, " ")
    .trim();
