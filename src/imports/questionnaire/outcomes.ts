// What became of people, read from the answers about results: "24 TN in Arbeit", "Vermittlungsquote in Ausbildung: 38 %".
import { OUTCOME_KINDS, type OutcomeKind } from "../../domain/terms.ts";
import { composed, NUMBER, numberOf, type Found } from "./found.ts";
import { isoDate } from "./periods.ts";

export interface FoundOutcome {
  kind: OutcomeKind;
  /** The clause as it stands; an editor words it anew. */
  indicator: string;
  value: number;
  valueMax?: number;
  unit: "PERCENT" | "PERSONS";
  n?: number;
  asOf?: string;
  approximate?: true;
  planned?: true;
}

const PEOPLE = String.raw`(?:Teilnehm(?!erzahl|ermonat|erplatz|erplätz)[\p{L}/-]*|TN(?!\p{L})|Personen(?!\p{L})|Menschen(?!\p{L})|Jugendlichen?|Alleinerziehenden?|(?:Langzeita|A)rbeitslosen?|(?:erwerbsfähigen?\s)?Leistungsberechtigten?|eLb(?!\p{L})|Kund(?:innen|en)(?:\s(?:und|/)\s?-?[Kk]und(?:innen|en))?|Bewerber[\p{L}/-]*|Frauen(?!\p{L})|Männer(?!\p{L})|Absolvent[\p{L}/-]*)`;
/** A share or a count of people; a bare number counts only where "in" or its share follows: "davon 10 in Ausbildung", "10 (4 %)". */
const VALUE = composed(
  String.raw`(?:(?<low>${NUMBER})\s?(?:–|-|bis)\s?)?(?<number>${NUMBER})(?:\s?(?<percent>%|Prozent(?!p))|\s(?<people>${PEOPLE})|\s(?=(?:in|eine)\s(?:[\p{Ll}-]+\s)?\p{Lu})|\s?(?=\(${NUMBER}\s?%\)))`,
  "gu",
);

/** The first that fits says what it is; the more special ones stand first. */
const KINDS: [OutcomeKind, RegExp][] = [
  ["DROPOUT", /abgebrochen|Abbruch|Abbrüche|Abbrecher|vorzeitig (?:beendet|ausgeschieden)/u],
  ["MARGINAL_EMPLOYMENT", /geringfügig|Minijob|Mini-Job|450-Euro/u],
  [
    "TRAINING",
    /(?:in|eine[rn]?|Aufnahme) (?:[\p{Ll}-]+ )?(?:Berufsa|A)usbildung(?!s)|Ausbildungs(?:verhältnis|platz|stelle|aufnahme)|^\W*(?:Ausbildung|Schule)(?!\p{L})/u,
  ],
  ["SELF_EMPLOYMENT", /[Ss]elbsts?tändig(?:e|keit|en)?(?: Tätigkeit)?(?!\p{L})|Existenzgründung/u],
  ["INSURED_EMPLOYMENT", /sozialversicherungspflichtig|sv-pflichtig|svp(?!\p{L})/iu],
  [
    "FOLLOW_UP_MEASURE",
    /Berufsvorbereitung|(?:weiterführende|Anschluss-?|Folge-?|andere |weitere )[\p{L} ]{0,12}(?:Angebot|[Mm]aßnahme)/u,
  ],
  [
    "EMPLOYMENT",
    /(?:in|einer?|Aufnahme(?: einer)?|den) (?:[\p{Ll}-]+ )?(?:Arbeit(?!s)|Beschäftigung(?!s)|Erwerbstätigkeit|Arbeitsverhältnis|Arbeitsmarkt)|Vollzeitbeschäftigung|Arbeitsaufnahme|Integrationsquote|Vermittlungsquote|Eingliederungsquote/u,
  ],
];
const PLANNED =
  /(?<!\p{L})(?:soll(?:en|te|ten)?|geplant|angestrebt|erwartet|Zielwert|Ziel(?:e)? (?:ist|sind|war)|mindestens zu)(?!\p{L})/u;
/** What was advised, thought possible or was so before is no result. */
const NO_RESULT =
  /(?<!\p{L})(?:sinnvoll|empfohlen|Empfehlung|denkbar|könnten?|möglich|geeignet|nicht|kein\p{L}{0,2}|hatten? bereits|vor Beginn)(?!\p{L})/iu;
const OF = composed(String.raw`(?<!\p{L})[Vv]on\s(?:(?:den|insgesamt|bisher)\s){0,2}(?<n>${NUMBER})\s${PEOPLE}`, "gu");
const AS_OF =
  /(?:Stand|Stichtag|zum)(?::| vom| ist)?\s(?<date>\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\p{Lu}\p{Ll}+\s\d{4}|\d{1,2}\/\d{4})/u;

/** All in order. What a number means must stand in its own part of the sentence: after it, or else before it. */
export const findOutcomes = (text: string): Found<FoundOutcome>[] =>
  sentences(text).flatMap(({ start, sentence }) => {
    const whole = tellingWhole(sentence);
    const totals = [...sentence.matchAll(OF)];
    const isTotal = (at: number) => totals.some((of) => at >= of.index && at < of.index + of[0].length);
    const values = [...sentence.matchAll(VALUE)].filter(({ index }) => !isTotal(index));
    return values.flatMap((match, i) => {
      const words = wordsAround(sentence, values, i);
      const kind = kindIn(words.after) ?? (words.isFirst ? kindIn(words.before) : undefined);
      const value = kind && valueOf(match, kind, words);
      if (!value || (whole.n !== undefined && value.unit === "PERSONS" && value.value > whole.n)) return [];
      const [from, to] = [start + match.index, start + match.index + match[0].length];
      return [{ start: from, end: to, value: { ...value, ...whole } }];
    });
  });

/** What a sentence says of all its numbers: of how many people, on which day, and whether it is only planned. */
function tellingWhole(sentence: string): Pick<FoundOutcome, "n" | "asOf" | "planned"> {
  const [of, other] = [...sentence.matchAll(OF)];
  const date = AS_OF.exec(sentence)?.groups!.date;
  const asOf = date && isoDate(date);
  return {
    ...(of && !other ? { n: numberOf(of.groups!.n!) } : {}),
    ...(asOf ? { asOf } : {}),
    ...(PLANNED.test(sentence) ? { planned: true as const } : {}),
  };
}

interface Words {
  before: string;
  after: string;
  /** No other number stands before, whose words these could be. */
  isFirst: boolean;
}

/** Between the numbers before and after. In brackets stands the share of what was counted before them, so its words are those. */
function wordsAround(sentence: string, values: readonly RegExpExecArray[], i: number): Words {
  const endOf = (at: number) => (at < 0 ? 0 : values[at]!.index + values[at]![0].length);
  const before = sentence.slice(endOf(i - 1), values[i]!.index);
  if (/\([^)]{0,60}$/u.test(before)) {
    const counted = sentence.slice(endOf(i - 2), values[i - 1]?.index ?? 0);
    return { before: kindIn(before) || i === 0 ? before : counted, after: "", isFirst: true };
  }
  const after = sentence.slice(endOf(i), values[i + 1]?.index).replace(/[,;(][^]*$|\s(?:und|sowie)\s*$/u, "");
  return { before, after, isFirst: i === 0 };
}

const kindIn = (words: string) => KINDS.find(([, pattern]) => pattern.test(words))?.[0];

function valueOf(match: RegExpExecArray, kind: OutcomeKind, { before, after }: Words): FoundOutcome | undefined {
  if (NO_RESULT.test(before.slice(-60)) || NO_RESULT.test(after)) return undefined;
  const { low, number, percent } = match.groups!;
  const high = numberOf(number!);
  const value = low === undefined ? high : numberOf(low);
  if (value > high || (percent ? high > 100 : !Number.isInteger(high))) return undefined;
  return {
    kind,
    indicator: indicatorOf(kindIn(after) ? after : before) || OUTCOME_KINDS[kind],
    value,
    ...(high > value ? { valueMax: high } : {}),
    unit: percent ? "PERCENT" : "PERSONS",
    ...(/(?:ca\.?|rund|rd\.?|circa|etwa|knapp|über)\s*$/iu.test(before) ? { approximate: true as const } : {}),
  };
}

const indicatorOf = (words: string) =>
  words
    .replace(/\s+/gu, " ")
    .replace(/^[\s,;:=()–-]+|[\s,;:=(.–-]+$/gu, "")
    .slice(0, 240);

/** Up to a full stop that ends one, a semicolon, or a line that begins with a bullet. */
function sentences(text: string): { start: number; sentence: string }[] {
  const cuts = [
    ...text.matchAll(
      /(?<!\d)(?<!\b(?:ca|bzw|max|mind|d|h|u|a|z|B|o|g|inkl|rd|Nr|Abs))\.(?=\s)|[;•\uF0B7!?]|\n(?=(?:[-–o]|\d\.)\s)|\n(?=[^\n]{0,60}:\s)|(?<=%\s?\))\n/gu,
    ),
  ];
  return [0, ...cuts.map(({ index }) => index + 1)].map((start, i) => ({
    start,
    sentence: text.slice(start, cuts[i]?.index),
  }));
}
