// Amounts of money in a text, with what each is for: "rund 875 Euro pro Teilnehmer/-in" and month.
import type { BudgetBasis } from "../../domain/terms.ts";
import { composed, clauseAround, NUMBER, numberOf, type Found } from "./found.ts";

export interface Amount {
  amount: number;
  amountMax?: number;
  bound?: "AT_MOST" | "AT_LEAST";
  basis: BudgetBasis;
  approximate: boolean;
}

const SCALE = String.raw`(?<scale>Mio\.?|Millionen|Mrd\.?|Tsd\.?|Tausend|T(?=\s?€))?`;
const AMOUNT = composed(
  String.raw`(?:(?<low>${NUMBER})\s?(?:€|EUR|Euro)?\s?(?:–|-|bis)\s?)?(?<number>${NUMBER})\s*${SCALE}\s*(?:€|EUR(?!\p{L})|Euro(?!p))`,
  "gu",
);
const FACTOR: Record<string, number> = { Mio: 1e6, Millionen: 1e6, Mrd: 1e9, Tsd: 1e3, Tausend: 1e3, T: 1e3 };

/** All amounts in order. The basis comes from the same clause; without a word about it the amount is a total. */
export function findAmounts(text: string): Found<Amount>[] {
  return [...text.matchAll(AMOUNT)].flatMap((match) => {
    const { low, number, scale } = match.groups!;
    const factor = scale ? FACTOR[scale.replace(".", "")]! : 1;
    const high = numberOf(number!) * factor;
    const from = low === undefined ? high : numberOf(low) * (numberOf(low) * factor > high ? 1 : factor);
    if (!(from > 0) || from > high) return [];
    const [start, end] = [match.index, match.index + match[0].length];
    const { before, after } = clauseAround(text, start, end);
    const bound = boundOf(before);
    const value: Amount = {
      amount: from,
      ...(high > from ? { amountMax: high } : {}),
      ...(bound ? { bound } : {}),
      basis: basisOf(before, after),
      approximate: /(?:ca\.?|rund|rd\.?|circa|etwa|ungefähr|Größenordnung von|durchschnittlich)\s*$/iu.test(before),
    };
    return [{ start, end, value }];
  });
}

function boundOf(before: string): Amount["bound"] {
  if (/(?:bis zu|maximal|max\.|höchstens|weniger als|unter|nicht mehr als)\s*$/iu.test(before)) return "AT_MOST";
  return /(?:mindestens|mind\.|ab|mehr als|über)\s*$/iu.test(before) ? "AT_LEAST" : undefined;
}

/** An adjective may stand between: "pro geförderter Person". */
const PER = String.raw`(?:pro|je|\/|für jeden?|jeden?)\s?(?:je\s)?(?:\p{Ll}{4,}e[mnrs]?\s)?`;
const PERSON = String.raw`(?:Teilnehmer|Teilnehmend|TN(?!\p{L})|Person(?!al)|Kopf|eLb(?!\p{L})|Jugendliche|Kund|Bewerber|Leistungsb)`;
const per = (what: string) => composed(PER + what, "iu");
const WITH = {
  person: composed(`${PER}${PERSON}|Kosten\\s?/\\s?Teilnehmer`, "iu"),
  month: composed(`${PER}Monat|und\\s(?:je\\s)?Monat|monatlich|/\\s?Monat`, "iu"),
  year: composed(
    `${PER}(?:Kalender)?jahr|jährlich|Jahresbudget|p\\. ?a\\.|im Jahr \\d{4}|(?:Sach|Personal)kosten \\d{4}`,
    "iu",
  ),
  hour: composed(`${PER}(?:Unterrichts)?(?:Stunde|Std|UE)|stündlich`, "iu"),
  place: per(String.raw`(?:Teilnehmer)?platz`),
  placement: per(String.raw`(?:erfolgreicher?\s)?(?:Vermittlung|Integration)`),
};

function basisOf(before: string, after: string): BudgetBasis {
  const near = `${sincePreviousAmount(before).slice(-90)} ${untilNextAmount(after)}`;
  const is = (what: keyof typeof WITH) => WITH[what].test(near);
  if (is("person"))
    return is("hour") ? "PER_PARTICIPANT_HOUR" : is("month") ? "PER_PARTICIPANT_MONTH" : "PER_PARTICIPANT";
  if (is("place")) return is("month") ? "PER_PLACE_MONTH" : is("year") ? "PER_PLACE_YEAR" : "PER_PLACE";
  if (is("placement")) return "PER_PLACEMENT";
  if (is("hour")) return "PER_HOUR";
  return is("month") ? "PER_MONTH" : is("year") ? "PER_YEAR" : "TOTAL";
}

/** What was said for the amount before ends at the next comma, slash or "und". */
const sincePreviousAmount = (before: string) =>
  /(?:€|EUR|Euro)(?![^]*(?:€|EUR|Euro))(?<rest>[^]*)$/u
    .exec(before)
    ?.groups!.rest!.split(/[,;]|\s(?:\/|und|bzw\.)\s/u)
    .slice(1)
    .join(" ") ?? before;

/** What follows belongs to this amount only as far as the next one. */
const untilNextAmount = (after: string) => after.split(/[\d.,]+\s*(?:€|EUR|Euro)|\s\/\s(?=Kosten)/u)[0]!.slice(0, 90);
