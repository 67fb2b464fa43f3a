// Why two examples are as comparable as they are: a German sentence for each part of the score, and for what nobody knows.
import { nearestPair, type AmountDimension } from "./comparability-amounts.ts";
import type { Neighbour } from "./comparability-neighbours.ts";
import type { TermPart } from "./comparability-terms.ts";
import { amountTexts, sharedText, unknownText, unsharedTexts, type SubjectKind } from "./comparability-words.ts";
import {
  DIMENSIONS,
  DIMENSION_NAMES,
  type Dimension,
  type Measured,
  type Question,
  type Scale,
  type TermDimension,
} from "./comparability.ts";

export interface Reason {
  /** The dimension's German name. */
  dimension: string;
  text: string;
  /** Matched: its part of the score. Different: what it takes from 100. Unknown: 0. One decimal. */
  points: number;
}
/** Most points first. Those of `matched` add up to the score, and with those of `different` to 100, but for rounding. */
export interface Reasons {
  matched: Reason[];
  different: Reason[];
  /** First what only this example does not say. */
  unknown: Reason[];
}

export interface ReasonWords {
  subject: SubjectKind;
  labelOf: (dimension: TermDimension, term: string) => string;
}

/** `other` is measured on `scale`, and the question asked on it. */
export function reasonsFor(question: Question, other: Measured, scale: Scale, words: ReasonWords): Reasons {
  const likenesses = question.likenesses(other);
  const isKnown = (i: number) => !Number.isNaN(likenesses[i]!);
  const known = DIMENSION_NAMES.reduce((sum, name, i) => sum + (isKnown(i) ? DIMENSIONS[name].weight : 0), 0);
  const texts = DIMENSION_NAMES.flatMap((name, i): (Text & { name: Dimension })[] => {
    if (!isKnown(i)) return [];
    const list = isAmount(name)
      ? amountParts(name, question, other, likenesses[i]!, words)
      : termParts(name, question.terms[i]!.parts(other.terms[i]!), scale, words);
    return list.map((text) => ({ name, ...text }));
  });
  const reasons = (isMatch: boolean) =>
    texts
      .filter((text) => text.isMatch === isMatch)
      .map(({ name, text, share }) => {
        const points = (100 * DIMENSIONS[name].weight * share) / known;
        return { dimension: DIMENSIONS[name].label, text, points: Math.round(points * 10) / 10 };
      })
      .filter(({ points }) => points > 0)
      .sort((a, b) => b.points - a.points);
  const unknown = DIMENSION_NAMES.flatMap((name, i) => {
    if (isKnown(i)) return [];
    const [own, others] = isAmount(name)
      ? [question.subject.amounts[name], other.amounts[name]]
      : [question.subject.terms[name], Array.from(other.terms[i]!)];
    const text = unknownText(name, own, others, words.subject);
    return [{ isOwn: own.length > 0, reason: { dimension: DIMENSIONS[name].label, text, points: 0 } }];
  });
  return {
    matched: reasons(true),
    different: reasons(false),
    unknown: unknown.sort((a, b) => Number(b.isOwn) - Number(a.isOwn)).map(({ reason }) => reason),
  };
}

const isAmount = (name: Dimension): name is AmountDimension => "factor" in DIMENSIONS[name];

interface Text {
  isMatch: boolean;
  text: string;
  /** Of the dimension's points. */
  share: number;
}

function amountParts(
  name: AmountDimension,
  question: Question,
  other: Measured,
  likeness: number,
  words: ReasonWords,
): Text[] {
  const pair = nearestPair(question.subject.amounts[name], other.amounts[name])!;
  const { alike, unlike } = amountTexts(name, pair.own, pair.other, likeness, words.subject);
  return [
    { isMatch: true, text: alike, share: likeness },
    { isMatch: false, text: unlike, share: 1 - likeness },
  ];
}

function termParts(name: TermDimension, parts: readonly TermPart[], scale: Scale, words: ReasonWords): Text[] {
  const { nameOf, relation } = scale.terms[name];
  const label = (term: number) => words.labelOf(name, nameOf(term));
  const labels = (some: readonly TermPart[]) => [...new Set(some.map(({ term }) => label(term)))];
  const same = parts.filter(({ nearness }) => nearness === 1);
  const unlike = parts.filter(({ nearness }) => nearness < 1);
  const [own, others] = [unlike.filter(({ isOwn }) => isOwn), unlike.filter(({ isOwn }) => !isOwn)];
  const only = unsharedTexts(name, labels(own), labels(others), words.subject);
  const near = unlike.flatMap(({ term, isOwn, nearest, gained }): Text[] => {
    if (nearest === undefined) return [];
    const [ownTerm, otherTerm] = isOwn ? [term, nearest] : [nearest, term];
    return [
      { isMatch: true, text: nearText(name, nameOf(ownTerm), relation(ownTerm, otherTerm)!, words), share: gained },
    ];
  });
  return merged([
    { isMatch: true, text: sharedText(name, labels(same)), share: sum(same, "gained") },
    ...near,
    { isMatch: false, text: only.own, share: sum(own, "lost") },
    { isMatch: false, text: only.others, share: sum(others, "lost") },
  ]);
}

const sum = (parts: readonly TermPart[], key: "gained" | "lost") => parts.reduce((total, part) => total + part[key], 0);

/** Two that are near each other are found from either side, and are one reason. */
function merged(texts: readonly Text[]): Text[] {
  const found = new Map<string, Text>();
  for (const text of texts) {
    const key = `${text.isMatch} ${text.text}`;
    found.set(key, { ...text, share: text.share + (found.get(key)?.share ?? 0) });
  }
  return [...found.values()].filter(({ share }) => share > 0);
}

function nearText(
  name: TermDimension,
  own: string,
  { term: neighbour, how, via }: Neighbour,
  { labelOf }: ReasonWords,
): string {
  const [term, other] = [own, neighbour].map((one) => `„${labelOf(name, one)}“`);
  if (name === "carrierType") return "Beide sind Jobcenter, aber verschiedener Art.";
  switch (how) {
    case "broader":
      return `${other} schließt ${term} ein.`;
    case "narrower":
      return `${term} schließt ${other} ein.`;
    case "sibling":
      return `${term} und ${other} gehören beide zu „${labelOf(name, via!)}“.`;
    case "later":
      return `${other} ist im Gesetz auf ${term} gefolgt.`;
    case "earlier":
      return `${term} ist im Gesetz auf ${other} gefolgt.`;
  }
}
