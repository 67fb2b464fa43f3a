// A legal citation as structure: what it names, its one canonical form, and which sections it means.
import { LAW_BOOKS, type LawBook } from "./terms.ts";

export { citationIn, findCitations, parseCitation, type FoundCitation } from "./citation-parser.ts";

/** A section as law numbers it: § 16e is number 16, letter "e"; § 45 has the letter "". */
export interface SectionNumber {
  number: number;
  letter: string;
}

export interface Subdivision {
  kind: "Abs" | "Satz" | "Nr" | "Buchst" | "Hs" | "Alt";
  values: readonly string[];
}

export interface SectionRef extends SectionNumber {
  /** Last section of a range, included: §§ 81–87, §§ 16a–16f. */
  to?: SectionNumber;
  /** "f." is this and the next, "ff." this and an unknown number of next ones. */
  following?: "f" | "ff";
  subdivisions: readonly Subdivision[];
}

/** Sections of one law book. No book: the writer named none. No sections: the whole book. */
export interface Norm {
  lawBook?: LawBook;
  sections: readonly SectionRef[];
  /** "a. F.": a version that is no longer in force. */
  former: boolean;
  /** "n. F.": expressly the version in force. */
  current?: boolean;
}

/** Norms in writing order. `joins` has one entry less: "with" is i. V. m., "and" a comma or "und". */
export interface Citation {
  norms: readonly Norm[];
  joins: readonly ("with" | "and")[];
}

const KIND: Record<Subdivision["kind"], string> = {
  Abs: "Abs.",
  Satz: "Satz",
  Nr: "Nr.",
  Buchst: "Buchst.",
  Hs: "Hs.",
  Alt: "Alt.",
};

/** The one canonical form: "§ 16 Abs. 1 Satz 2 SGB II i. V. m. § 45 Abs. 1 Nr. 1, 2 und 3 SGB III". */
export const printCitation = ({ norms, joins }: Citation): string =>
  norms.map((norm, i) => (i === 0 ? "" : joins[i - 1] === "with" ? " i. V. m. " : ", ") + printNorm(norm)).join("");

function printNorm({ lawBook, sections, former, current }: Norm): string {
  const many = sections.length > 1 || sections.some((s) => s.to || s.following);
  const list = sections.map(printSection).join(", ");
  return [
    sections.length > 0 ? `${many ? "§§" : "§"} ${list}` : "",
    lawBook ? LAW_BOOKS[lawBook] : "",
    former ? "a. F." : current ? "n. F." : "",
  ]
    .filter(Boolean)
    .join(" ");
}

const printSection = (section: SectionRef) =>
  [
    sectionName(section) + (section.to ? `–${sectionName(section.to)}` : ""),
    section.following ? `${section.following}.` : "",
    ...section.subdivisions.map(({ kind, values }) => `${KIND[kind]} ${printValues(values)}`),
  ]
    .filter(Boolean)
    .join(" ");

const printValues = (values: readonly string[]) =>
  values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} und ${values.at(-1)}`;

/** "16e", "45". */
export const sectionName = ({ number, letter }: SectionNumber) => `${number}${letter}`;

/** Whether both name the same section of the same book; § 16e is never § 16d, SGB II never SGB III. */
export const sameSection = (a: SectionNumber & { lawBook?: LawBook }, b: SectionNumber & { lawBook?: LawBook }) =>
  a.number === b.number && a.letter === b.letter && a.lawBook === b.lawBook;

/** More sections than this in one range are not spelled out; then only its two ends are given. */
const LONGEST_RANGE = 100;

/**
 * The sections a norm names, ranges spelled out: 16a–16f is 16a … 16f, 16–16f is 16, 16a … 16f, 81–87 is 81 … 87. "f." adds the
 * next section, "ff." nothing, because nobody can say where it ends. In writing order, none twice.
 */
export function expandSections(norm: Norm): SectionNumber[] {
  const found = new Map<string, SectionNumber>();
  for (const section of norm.sections)
    for (const { number, letter } of expand(section)) found.set(sectionName({ number, letter }), { number, letter });
  return [...found.values()];
}

function expand(section: SectionRef): SectionNumber[] {
  const { number, letter, to, following } = section;
  if (following === "f") return [section, letter ? { number, letter: next(letter) } : { number: number + 1, letter }];
  if (!to) return [section];
  if (to.number === number && to.letter)
    return [...(letter ? [] : [section]), ...letters(letter || "a", to.letter).map((l) => ({ number, letter: l }))];
  if (to.number < number || to.number - number > LONGEST_RANGE) return [section, to];
  const between = Array.from({ length: to.number - number - 1 }, (_, i) => ({ number: number + 1 + i, letter: "" }));
  return [section, ...between, to];
}

const next = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + 1);
const letters = (from: string, to: string): string[] => (from > to ? [] : [from, ...letters(next(from), to)]);
