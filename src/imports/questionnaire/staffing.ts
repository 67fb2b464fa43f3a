// Who does the work, without names: "2,5 VZÄ Fallmanager", "1 Teamleiter(in), 6 Fallmanager, 1 Fachassistenz".
import { composed, clauseAround, COUNT, countOf, type Found } from "./found.ts";
import { findRatios } from "./ratios.ts";

export interface Staffing {
  /** Full-time posts, where the text speaks of posts; else persons. */
  posts?: number;
  persons?: number;
  role: string;
}

const POSTS = String.raw`(?:VZÄ|Vollzeitäquivalente?|Vollzeitstellen?|Planstellen?|Stellen?(?!\p{L})|Vollzeitkr[aä]fte?)`;
const ROLE = String.raw`[\p{L}-]{0,30}(?:[Ff]allmanager|[Vv]ermittler|[Ff]achkr[aä]ft|[Ii]ntegrationskr[aä]ft|[Tt]eamleit|[Pp]rojektleit|[Ll]eitung|[Aa]ssisten|[Pp]ädagog|[Ss]ozialarbeiter|[Cc]oach(?!ing)|[Aa]nleiter|[Aa]usbilder|[Bb]erater|[Bb]etreuer(?!isch)|[Pp]sycholog|[Dd]ozent|[Ll]ehrkr[aä]ft|[Mm]itarbeiter|[Ss]achbearbeiter|[Kk]oordinator|IFK|pAp|PAP)[\p{L}/()-]{0,20}`;
const STAFFING = composed(
  String.raw`(?<!\p{L})(?<number>${COUNT})\s(?:(?<unit>${POSTS})\s?(?:für\s|\(|im\s|als\s)?)?(?:(?:\p{Ll}{4,}e[nrs]?)\s)?(?<role>${ROLE})`,
  "gu",
);

/** All in order; what is a ratio, or how many one of them looks after, is none. */
export function findStaffing(text: string): Found<Staffing>[] {
  const ratios = findRatios(text);
  return [...text.matchAll(STAFFING)].flatMap((match) => {
    const { number, unit, role } = match.groups!;
    const [start, end] = [match.index, match.index + match[0].length];
    if (ratios.some((ratio) => ratio.start < end && ratio.end > start)) return [];
    // "eine Fachkraft" is any of them, not how many there are.
    if (/^ein/iu.test(number!)) return [];
    const { before } = clauseAround(text, start, end);
    if (/(?<!\p{L})(?:pro|je|jede[rs]?|von|alle|seit|nach)\s$/iu.test(before)) return [];
    const count = countOf(number!);
    if (!(count > 0) || count > 1_000 || (!unit && !Number.isInteger(count))) return [];
    return [{ start, end, value: { ...(unit ? { posts: count } : { persons: count }), role: roleOf(role!) } }];
  });
}

/** Without a bracket that was opened and not closed. */
const roleOf = (role: string) => role.replace(/\([^)]*$|[-/]+$/u, "").trim();
