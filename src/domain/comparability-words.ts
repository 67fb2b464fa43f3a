// The German of comparisons: how dimensions, sides and amounts are named in a sentence.
import type { Amount, AmountDimension } from "./comparability-amounts.ts";
import type { Dimension, TermDimension } from "./comparability.ts";
import { formatEuro, formatList, formatNumber } from "./german.ts";
import { ratioLabel } from "./ratio.ts";
import { BUDGET_BASES, PARTICIPANT_KINDS, type BudgetBasis, type ParticipantKind } from "./terms.ts";

/** The subject is an example, or what a person has said of a situation; the other is always "dieses Beispiel". */
const SUBJECT = {
  example: { only: "Nur das Ausgangsbeispiel nennt", within: "im Ausgangsbeispiel" },
  situation: { only: "Nur Ihre Angaben nennen", within: "in Ihren Angaben" },
} as const;
export type SubjectKind = keyof typeof SUBJECT;

const TERMS: Record<TermDimension, readonly [one: string, many: string]> = {
  targetGroups: ["die Zielgruppe", "die Zielgruppen"],
  instruments: ["das Förderinstrument", "die Förderinstrumente"],
  methods: ["die Methode", "die Methoden"],
  keywords: ["das Stichwort", "die Stichwörter"],
  implementations: ["die Umsetzungsart", "die Umsetzungsarten"],
  carrierType: ["die Art des Trägers", "die Arten des Trägers"],
  federalState: ["das Bundesland", "die Bundesländer"],
};
/**
 * With the indefinite article; "k" before it makes the negation. Of an example "comparable" is what holds for all of it and has a
 * provision or a unit: that it names nothing else would not be true.
 */
const THINGS: Record<Dimension, string> = {
  targetGroups: "eine Zielgruppe",
  instruments: "ein eindeutiges Förderinstrument",
  methods: "eine Methode",
  keywords: "ein Stichwort",
  implementations: "eine Umsetzungsart",
  carrierType: "eine Art des Trägers",
  federalState: "ein Bundesland",
  participants: "eine vergleichbare Zahl von Personen",
  budget: "ein vergleichbares Mittelvolumen",
  staffingRatio: "ein vergleichbarer Betreuungsschlüssel",
  individualMonths: "eine Dauer je Person",
  weeklyHours: "eine Zahl von Wochenstunden",
};
const AMOUNTS: Record<AmountDimension, { what: string; less: string; more: string }> = {
  participants: { what: "Die Größe", less: "Dieses Beispiel ist kleiner", more: "Dieses Beispiel ist größer" },
  budget: {
    what: "Das Mittelvolumen",
    less: "Das Mittelvolumen ist in diesem Beispiel kleiner",
    more: "Das Mittelvolumen ist in diesem Beispiel größer",
  },
  staffingRatio: {
    what: "Der Betreuungsschlüssel",
    less: "Der Betreuungsschlüssel ist in diesem Beispiel enger",
    more: "Der Betreuungsschlüssel ist in diesem Beispiel weiter",
  },
  individualMonths: {
    what: "Die Dauer je Person",
    less: "Die Dauer je Person ist in diesem Beispiel kürzer",
    more: "Die Dauer je Person ist in diesem Beispiel länger",
  },
  weeklyHours: {
    what: "Die Wochenstundenzahl",
    less: "Die Wochenstundenzahl ist in diesem Beispiel kleiner",
    more: "Die Wochenstundenzahl ist in diesem Beispiel größer",
  },
};

/** So many terms are named, and the others counted; a single other is named too. */
const LISTED = 6;

/** "die Zielgruppe „A“", "die Zielgruppen „A“ und „B“". */
function named(dimension: TermDimension, labels: readonly string[]): string {
  const listed = labels.length > LISTED + 1 ? labels.slice(0, LISTED) : labels;
  const quoted = listed.map((label) => `„${label}“`);
  const more = labels.length - listed.length;
  return `${TERMS[dimension][labels.length === 1 ? 0 : 1]} ${formatList(more > 0 ? [...quoted, `${more} weitere`] : quoted)}`;
}

/** What both sides have. */
export function sharedText(dimension: TermDimension, labels: readonly string[]): string {
  if (dimension === "carrierType") return `Die Art des Trägers ist dieselbe: ${labels[0]!}.`;
  if (dimension === "federalState") return `Das Bundesland ist dasselbe: ${labels[0]!}.`;
  return `Auch dieses Beispiel nennt ${named(dimension, labels)}.`;
}

/** What one side alone has; of a single-valued dimension both sides in one sentence. */
export function unsharedTexts(
  dimension: TermDimension,
  own: readonly string[],
  others: readonly string[],
  subject: SubjectKind,
): { own: string; others: string } {
  const both = `${others[0] ?? ""}, ${SUBJECT[subject].within} ${own[0] ?? ""}.`;
  if (dimension === "carrierType") return same(`Die Art des Trägers ist eine andere: ${both}`);
  if (dimension === "federalState") return same(`Das Bundesland ist ein anderes: ${both}`);
  return {
    own: `${SUBJECT[subject].only} ${named(dimension, own)}.`,
    others: `Nur dieses Beispiel nennt ${named(dimension, others)}.`,
  };
}
const same = (text: string) => ({ own: text, others: text });

/** Alike and unlike, for two amounts of which one says how far they are alike. */
export function amountTexts(
  dimension: AmountDimension,
  own: Amount,
  other: Amount,
  likeness: number,
  subject: SubjectKind,
): { alike: string; unlike: string } {
  const { what, less, more } = AMOUNTS[dimension];
  const [ownText, otherText] = [amountText(dimension, own), amountText(dimension, other)];
  const both = `${otherText}, ${SUBJECT[subject].within} ${ownText}.`;
  const alike =
    likeness === 1
      ? ownText === otherText
        ? `${what} ist gleich: ${ownText}.`
        : `${what} passt: ${both}`
      : `${what} ist ${likeness >= 0.5 ? "ähnlich" : "entfernt ähnlich"}: ${both}`;
  return { alike, unlike: `${other.to < own.from ? less : more}: ${both}` };
}

export function amountText(dimension: AmountDimension, { from, to, kind, workedOut }: Amount): string {
  if (dimension === "staffingRatio") return ratioLabel(from, to);
  const number = from === to ? formatNumber(from) : `${formatNumber(from)}–${formatNumber(to)}`;
  if (dimension === "individualMonths") return `${number} ${to === 1 ? "Monat" : "Monate"}`;
  if (dimension === "weeklyHours") return `${number} ${to === 1 ? "Stunde" : "Stunden"} je Woche`;
  if (dimension === "budget")
    return `${formatEuro(Math.round(from * 100) / 100)} ${BUDGET_BASES[kind as BudgetBasis]}${workedOut ? ` (${workedOut})` : ""}`;
  if (kind === "PERSONS") return `${number} Personen`;
  if (kind === "GROUP_SIZE") return `Gruppen mit ${number} Personen`;
  if (kind === "COHORT") return `${number} Personen in der ausgewerteten Gruppe`;
  return `${number} ${PARTICIPANT_KINDS[kind as ParticipantKind]}`;
}

/** Why a dimension is not compared: a side, or both, do not say; or they say what cannot be compared. */
export function unknownText(
  dimension: Dimension,
  own: readonly unknown[],
  others: readonly unknown[],
  subject: SubjectKind,
): string {
  const thing = THINGS[dimension];
  const { within } = SUBJECT[subject];
  if (own.length > 0 && others.length > 0) {
    const texts = [own, others].map((amounts) => amountText(dimension as AmountDimension, amounts[0] as Amount));
    return `Die Angaben zählen Verschiedenes: ${texts[1]!}, ${within} ${texts[0]!}.`;
  }
  if (others.length > 0) return `${within[0]!.toUpperCase()}${within.slice(1)} steht k${thing}.`;
  return own.length > 0
    ? `In diesem Beispiel steht k${thing}.`
    : `Weder ${within} noch in diesem Beispiel steht ${thing}.`;
}
