// Numbers of people in a text, with what they count: "60 Plätze", "16 Teilnehmerinnen", "50 Bedarfsgemeinschaften".
import type { ParticipantKind } from "../../domain/terms.ts";
import { composed, clauseAround, COUNT, countOf, type Found } from "./found.ts";

export interface Participants {
  value: number;
  valueMax?: number;
  kind: ParticipantKind;
  approximate: boolean;
}

const PEOPLE = composed(
  String.raw`(?:(?<low>${COUNT})\s?(?:–|-|bis)\s?)?(?<number>${COUNT})\s(?:(?:\p{Ll}{4,}e[nr]?)\s)?(?<what>(?:Teilnehmer|Teilnahme|Maßnahme)?[Pp]l[aä]tze?(?!\p{L})|Teilnehm(?!er-?(?:zahl|monat|stund))[\p{L}/-]*|TN(?!\p{L})|Bedarfsgemeinschaften|BGs?(?!\p{L})|Personen(?!\p{L})|Jugendliche[n]?|Leistungsberechtigte[n]?|Kund(?:innen|en)[\p{L}/ -]{0,16}(?=\s|$)|Frauen(?!\p{L})|Eintritte)`,
  "gu",
);

/** "Gesamtteilnehmerzahl: 64": the label says what is counted. */
const LABELLED = composed(
  String.raw`(?:Gesamt-?)?[Tt]eilnehm(?:er|enden)(?:\/-?innen)?-?(?:an)?zahl(?:en)?(?:\s(?:beträgt|lag bei|liegt bei))?\s?:?\s(?:ca\.\s|rund\s)?(?<number>${COUNT})(?!\s?(?:%|€|[–-]\s?\d))`,
  "gu",
);

/** All counts in order, those that a label announces first. The kind follows the noun and the clause; without a hint, people are a total. */
export function findParticipants(text: string): (Found<Participants> & { labelled: boolean })[] {
  const labelled = [...text.matchAll(LABELLED)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    value: {
      value: countOf(match.groups!.number!),
      kind: "TOTAL" as const,
      approximate: /ca\.|rund/u.test(match[0]),
    },
    labelled: true,
  }));
  const counted = [...text.matchAll(PEOPLE)].flatMap((match) => {
    const { low, number, what } = match.groups!;
    const [start, end] = [match.index, match.index + match[0].length];
    const { before, after } = clauseAround(text, start, end);
    if (/^\s?(?:je|pro)\s/iu.test(after)) return [];
    const max = countOf(number!);
    const min = low === undefined ? max : countOf(low);
    if (min > max || max < 1) return [];
    const value: Participants = {
      value: min,
      ...(max > min ? { valueMax: max } : {}),
      kind: kindOf(what!, before, after),
      approximate: /(?:ca\.?|rund|rd\.?|circa|etwa)\s*$/iu.test(before),
    };
    return [{ start, end, value, labelled: false }];
  });
  // "Teilnehmerzahl: 60 Plätze" says it better than the label alone.
  const alone = labelled.filter((one) => !counted.some((other) => other.start < one.end && other.end > one.start));
  return [...alone, ...counted];
}

function kindOf(what: string, before: string, after: string): ParticipantKind {
  if (/pl[aä]tz/iu.test(what)) return "PLACES";
  if (/^(?:Bedarfsgemeinschaft|BG)/u.test(what)) return "HOUSEHOLDS";
  if (what === "Eintritte" || /eingetreten|Eintritt|eingemündet/iu.test(after.slice(0, 60))) return "ENTRIES";
  if (/Gruppe|je Durch|pro Durch/iu.test(before.slice(-40) + after.slice(0, 40))) return "GROUP_SIZE";
  if (/gleichzeitig/iu.test(before.slice(-40) + after.slice(0, 40))) return "CONCURRENT";
  return /pro Jahr|jährlich|je Jahr/iu.test(before.slice(-40) + after.slice(0, 40)) ? "PER_YEAR" : "TOTAL";
}
