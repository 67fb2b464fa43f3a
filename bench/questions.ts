// What the benchmarks ask: searches as people type them, and the two GraphQL documents of a reader.
import { LAW_BOOKS, type FederalState } from "../src/domain/terms.ts";
import { wordsOf } from "../src/domain/text.ts";
import type { SearchArguments } from "../src/search/searches.ts";
import { anExample, type Material } from "./generate.ts";
import { between, chance, pick, type Chance } from "./random.ts";

/** Every question is of one kind; `COUNT` different ones a kind. */
export type Kind = "one word" | "three words" | "prefix" | "citation" | "three words, 2 filters" | "no words";
const COUNT = 200;
const SEED = 36;

const all = { sort: "RELEVANCE", first: 20 } as const;

/** Searches.search counts every facet for every question, so "all facets" holds for each kind. */
export function questions(material: Material, generated: number): Record<Kind, SearchArguments[]> {
  const make = (stream: number, ask: (random: Chance) => Partial<SearchArguments>) => {
    const random = chance(SEED, stream);
    return Array.from({ length: COUNT }, () => ({ ...all, ...ask(random) }));
  };
  const example = (random: Chance) =>
    generated > 0 ? anExample(material, between(random, 0, generated - 1)) : pick(random, material.examples);
  const words = (random: Chance, count: number) => {
    const { title, summary, approach = "", targetGroups } = example(random);
    const group = material.vocabulary.targetGroups.find(({ slug }) => slug === targetGroups[0])!;
    const own = wordsOf(`${title} ${summary} ${approach}`).filter((word) => word.text.length > 4);
    // The first word is what such searches begin with: whom it is for.
    const first = pick(random, [...wordsOf(group.label), ...own.slice(0, 4)]).text;
    return [first, ...Array.from({ length: count - 1 }, () => pick(random, own).text)];
  };
  return {
    "one word": make(1, (random) => ({ query: words(random, 1).join(" ") })),
    "three words": make(2, (random) => ({ query: words(random, 3).join(" ") })),
    prefix: make(3, (random) => ({ query: words(random, 1)[0]!.slice(0, between(random, 2, 5)) })),
    citation: make(4, (random) => {
      const { section, lawBook } = pick(random, material.vocabulary.provisions);
      const real = pick(
        random,
        material.examples.flatMap((e) => e.legalBases),
      ).cited;
      return { query: random() < 0.5 ? real : `§ ${section} ${LAW_BOOKS[lawBook]}` };
    }),
    "three words, 2 filters": make(5, (random) => ({
      query: words(random, 3).join(" "),
      filter: {
        federalStates: [pick(random, STATES), pick(random, STATES)],
        targetGroups: [example(random).targetGroups[0]!],
      },
    })),
    "no words": make(6, () => ({})),
  };
}

/** Those with many jobcenters among the real examples. */
const STATES: FederalState[] = ["NW", "BY", "RP", "NI", "HE", "SN"];

const REFERENCE = "sources { pages section source { slug title year } }";
const FIGURE = "planned scope note";

/** Every field and relation of an example; `facts` is what is read of each single fact's source. */
const example = (facts: string) => `
  id slug title summary goal approach successFactors lessonsLearned specialFeatures
  organisation { slug name kind federalState region }
  partners
  targetGroups { slug label }
  keywords { slug label }
  legalBases { cited canonical stillInForce note provision { slug lawBook section title citation validFrom validTo } instrument { slug label } ${facts} }
  implementations fundingSources
  period { start end ongoing note ${facts} }
  individualDuration { monthsMin monthsMax note ${facts} }
  weeklyHours { min max note ${facts} }
  budgets { amount { value currency } amountMax { value currency } bound basis approximate label ${FIGURE} ${facts} }
  costPerParticipant { value { value currency } formula inputs assumption }
  costPerParticipantMonth { value { value currency } formula inputs assumption }
  staffingRatios { clientsMin clientsMax label counted ${FIGURE} ${facts} }
  staffing { posts persons role qualification ${FIGURE} ${facts} }
  participants { value valueMax kind asOf approximate ${FIGURE} ${facts} }
  outcomes { kind indicator value valueMax unit unitCode n atMonths asOf comparison comparisonDesign comparisonValue approximate label ${FIGURE} ${facts} }
  evidenceLevel evidenceReason
  editorialNotes { text ${facts} }
  ${REFERENCE}
  revision publishedAt lastConfirmedAt
`;

/** 20 examples by title with every relation, the source of every fact, the exact total and the page's marks. */
export const PAGE = `query ($after: String) {
  searchPracticeExamples(sort: TITLE, first: 20, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { cursor node { ${example(REFERENCE)} } }
  }
}`;

export const EXAMPLE = `query ($slug: String!) { practiceExample(slug: $slug) { ${example(REFERENCE)} } }`;
