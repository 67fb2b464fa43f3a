// Staffing ratios in a text: "1:20", "1 zu 15 bis 1 zu 20", "250 Fälle pro VZÄ", "pro Fallmanager mindestens 15 Personen".
import { composed, NUMBER, numberOf, type Found } from "./found.ts";

export interface Ratio {
  clientsMin: number;
  clientsMax?: number;
  counted?: string;
  /** The form says itself that this is a ratio ("Betreuungsschlüssel"), or it is written as one. */
  named: boolean;
}

const ONE_TO = composed(
  String.raw`(?<![\d.,:])1(?:,0)?\s?(?::|zu)\s?(?<low>${NUMBER})(?:\s?(?:–|-|bis|und)\s?(?:zu\s)?(?:1\s?(?::|zu)\s?)?(?<high>${NUMBER}))?(?![\d:]|\s?(?:Uhr|%))`,
  "gu",
);
const STAFF = String.raw`(?<counted>[\p{L}/-]{0,30}(?:[Ff]allmanager|[Ff]achkr[aä]ft|[Vv]ermittler|[Cc]oach|[Bb]etreuer|[Aa]nleiter|[Ss]ozialpädagog|VZÄ|Vollzeit|[Mm]itarbeiter|IFK|pAp|Stelle)[\p{L}/-]{0,20})`;
const CLIENTS = String.raw`(?:(?:\p{Ll}{4,}e[nr]?)\s)?(?:Kund|Fälle|Teilnehm|TN(?!\p{L})|Leistungsb|Personen|eLb(?!\p{L})|Jugendliche|Bedarfsgemeinschaft|Bewerber)[\p{L}/-]*(?:\s?(?:\/|und)\s?Kund\p{L}+|\s?\p{Lu}\p{L}+)?`;
const RANGE = String.raw`(?<low>${NUMBER})(?:\s?(?:–|-|bis)\s?(?<high>${NUMBER}))?`;
const CLIENTS_PER_STAFF = composed(String.raw`${RANGE}\s${CLIENTS}\s(?:pro|je)\s${STAFF}`, "gu");
const STAFF_PER_CLIENTS = composed(
  String.raw`(?<!\p{L})(?:pro|[Jj]e(?:de[rs]?)?|[Ee]ine?|1)\s${STAFF}\s(?:(?:auf|für|betreut|betreuen|mindestens|maximal|max\.|höchstens|ca\.|rund|etwa|werden|sind|bis zu|durchschnittlich)\s){0,3}${RANGE}\s${CLIENTS}`,
  "gu",
);

/** All ratios in order; one written twice is found twice. */
export function findRatios(text: string): Found<Ratio>[] {
  const found = (pattern: RegExp, named: boolean) =>
    [...text.matchAll(pattern)].flatMap((match): Found<Ratio>[] => {
      const { low, high, counted } = match.groups!;
      const [min, max] = [numberOf(low!), high === undefined ? undefined : numberOf(high)];
      if (!(min >= 1) || min > 1000 || (max !== undefined && max <= min)) return [];
      return [
        {
          start: match.index,
          end: match.index + match[0].length,
          value: { clientsMin: min, ...(max ? { clientsMax: max } : {}), ...(counted ? { counted } : {}), named },
        },
      ];
    });
  return [...found(ONE_TO, true), ...found(CLIENTS_PER_STAFF, false), ...found(STAFF_PER_CLIENTS, false)].toSorted(
    (a, b) => a.start - b.start,
  );
}
