// What a person asks to compare with: an example by its slug, or a situation in a few choices and figures.
import { amountsOfSituation } from "../domain/comparability-amounts.ts";
import type { Comparand } from "../domain/comparability.ts";
import { formatList, formatNumber } from "../domain/german.ts";
import { problem, ProblemError, type Problem } from "../domain/problem.ts";
import type { CarrierType, FederalState, ImplementationType } from "../domain/terms.ts";
import { readLegalBasis } from "../vocabulary/legal-basis-reading.ts";
import type { Terms, Vocabulary } from "../vocabulary/vocabulary.ts";

/** As GraphQL gives it: what is left out, null or an empty list is not known. */
export interface ComparableTo {
  slug?: string | null;
  federalState?: FederalState | null;
  carrierType?: CarrierType | null;
  targetGroups?: string[] | null;
  legalBases?: string[] | null;
  instruments?: string[] | null;
  methods?: string[] | null;
  keywords?: string[] | null;
  implementations?: ImplementationType[] | null;
  participants?: number | null;
  months?: number | null;
  clientsPerStaff?: number | null;
  weeklyHours?: number | null;
  budget?: number | null;
}

/** Values of one list. */
const MOST_VALUES = 20;
const LABELS = {
  targetGroups: "Zielgruppe",
  instruments: "Förderinstrument",
  methods: "Methode",
  keywords: "Stichwort",
} as const;
/** Both ends allowed. Beyond them a figure is a slip of the pen, not a project. */
const FIGURES = {
  participants: { label: "Zahl der Personen (participants)", least: 1, most: 10_000_000 },
  months: { label: "Dauer je Person in Monaten (months)", least: 0.1, most: 240 },
  clientsPerStaff: { label: "Zahl der Personen je Stelle (clientsPerStaff)", least: 0.1, most: 10_000 },
  weeklyHours: { label: "Zahl der Wochenstunden (weeklyHours)", least: 0.5, most: 168 },
  budget: { label: "Höhe des Mittelvolumens in Euro (budget)", least: 1, most: 1e12 },
} as const;

/** The slug, or the situation. Throws ProblemError, its paths beginning with "to", for what cannot be meant. */
export function readComparableTo(
  to: ComparableTo,
  vocabulary: Vocabulary,
): { slug: string } | { situation: Comparand } {
  const said = Object.entries(to).filter(([, value]) => isSaid(value));
  const others = said.filter(([name]) => name !== "slug");
  if (said.length === 0)
    throw problem(
      "SLUG_OR_SITUATION",
      ["to"],
      "Bitte sagen, womit verglichen werden soll: mit dem Kurznamen eines Praxisbeispiels (slug) oder mit mindestens einer Angabe zur eigenen Lage.",
    );
  if (isSaid(to.slug) && others.length > 0)
    throw problem(
      "SLUG_OR_SITUATION",
      ["to", others[0]![0]],
      "Bitte entweder ein Praxisbeispiel nennen (slug) oder eine Lage beschreiben, nicht beides: Das Beispiel bringt seine Angaben schon mit.",
    );
  if (isSaid(to.slug)) return { slug: to.slug! };
  const problems = [...listProblems(to, vocabulary), ...figureProblems(to)];
  if (problems.length > 0) throw new ProblemError(problems);
  const cited = (to.legalBases ?? []).flatMap((text, i) => instrumentsOf(text, ["to", "legalBases", i], vocabulary));
  return {
    situation: {
      terms: {
        targetGroups: to.targetGroups ?? [],
        instruments: [...new Set([...(to.instruments ?? []), ...cited])],
        methods: to.methods ?? [],
        // An entry that only refers to another stands for that other.
        keywords: (to.keywords ?? []).map((slug) => vocabulary.keywords.get(slug).see ?? slug),
        implementations: to.implementations ?? [],
        carrierType: to.carrierType ? [to.carrierType] : [],
        federalState: to.federalState ? [to.federalState] : [],
      },
      amounts: amountsOfSituation(to),
    },
  };
}

const isSaid = (value: unknown) =>
  value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);

function listProblems(to: ComparableTo, vocabulary: Vocabulary): Problem[] {
  const lists = ["targetGroups", "instruments", "methods", "keywords", "legalBases", "implementations"] as const;
  const tooLong = lists
    .filter((name) => (to[name]?.length ?? 0) > MOST_VALUES)
    .map((name) => ({
      code: "TOO_MANY_VALUES",
      path: ["to", name],
      message: `Höchstens ${MOST_VALUES} Werte auf einmal sind möglich.`,
    }));
  if (tooLong.length > 0) return tooLong;
  return (Object.keys(LABELS) as (keyof typeof LABELS)[]).flatMap((name) =>
    (to[name] ?? []).flatMap((slug, i): Problem[] => {
      const terms: Terms<{ slug: string }> = vocabulary[name];
      if (terms.find(slug)) return [];
      return [{ code: "UNKNOWN_VALUE", path: ["to", name, i], message: `${LABELS[name]} „${slug}“ gibt es nicht.` }];
    }),
  );
}

function figureProblems(to: ComparableTo): Problem[] {
  return (Object.keys(FIGURES) as (keyof typeof FIGURES)[]).flatMap((name): Problem[] => {
    const value = to[name];
    const { label, least, most } = FIGURES[name];
    if (value === null || value === undefined || (value >= least && value <= most)) return [];
    const message = `Die ${label} muss zwischen ${formatNumber(least)} und ${formatNumber(most)} liegen.`;
    return [{ code: "IMPOSSIBLE_VALUE", path: ["to", name], message }];
  });
}

/**
 * What is funded under a citation today; of a section that is repealed, or cited as "a. F.", what was funded last under a law that is
 * gone. A citation that may mean the law of several books is refused, not guessed.
 */
function instrumentsOf(text: string, path: Problem["path"], vocabulary: Vocabulary): string[] {
  const { crosswalk, provisions: rows } = vocabulary;
  const { recognised, readings, message } = readLegalBasis(text, vocabulary);
  if (!recognised)
    throw problem("UNKNOWN_CITATION", path, `„${text}“ ist nicht als Rechtsgrundlage erkannt. ${message}`);
  const found = readings.flatMap(({ cited, provisions }) => {
    const versions = provisions.map(({ slug }) => rows.get(slug));
    const inForce = versions.filter((version) => crosswalk.isInForce(version));
    const gone = versions.filter((version) => !crosswalk.isStillInForce(version));
    const meant = [inForce, gone, versions].find((some) => some.length > 0)!;
    if (new Set(meant.map(({ lawBook }) => lawBook)).size > 1)
      throw problem(
        "AMBIGUOUS_CITATION",
        path,
        `Das Zitat „${cited}“ passt zu mehreren Gesetzbüchern. Bitte das Gesetzbuch dazuschreiben.`,
      );
    // Newest first.
    return meant[0]!.instrument ?? [];
  });
  if (found.length > 0) return found;
  throw problem(
    "CITATION_WITHOUT_INSTRUMENT",
    path,
    `Zu ${formatList(readings.map(({ cited }) => cited))} kennt das Verzeichnis kein Förderinstrument, und verglichen wird nach Förderinstrumenten.`,
  );
}
