// Reads legal citations as practitioners write them. What is not one is answered with undefined, never with a guess.
import type { Citation, Norm, SectionNumber, SectionRef, Subdivision } from "./citation.ts";
import { tokensOf, type Token } from "./citation-tokens.ts";

/** The citation that the whole text is; undefined for anything else, also for a plain number. */
export function parseCitation(text: string): Citation | undefined {
  const tokens = tokensOf(text);
  const reader = new Reader(tokens, 0);
  const citation = reader.citation();
  return citation && reader.at === tokens.length ? citation : undefined;
}

export interface FoundCitation {
  start: number;
  end: number;
  text: string;
  citation: Citation;
}

/**
 * All citations inside a text, longest match, in order. Without a § sign only what cannot be anything else counts: "16e" to "16k",
 * and a number before a law book ("45 SGB III"). A law book alone is not a citation here.
 */
export function findCitations(text: string): FoundCitation[] {
  const tokens = tokensOf(text);
  const found: FoundCitation[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (!mayStart(tokens, at)) continue;
    const reader = new Reader(tokens, at);
    const citation = reader.citation();
    if (!citation || citation.norms.some((norm) => norm.sections.length === 0)) continue;
    const [start, end] = [tokens[at]!.start, tokens[reader.at - 1]!.end];
    found.push({ start, end, text: text.slice(start, end), citation });
    at = reader.at - 1;
  }
  return found;
}

/** The citations of a longer text as one: "§ 16f SGB II (Andere Leistungen nach Absatz 1)" is about § 16f SGB II. */
export function citationIn(text: string): Citation | undefined {
  const whole = parseCitation(text);
  if (whole) return whole;
  const norms = findCitations(text).flatMap(({ citation }) => citation.norms);
  return norms.length > 0 ? { norms, joins: norms.slice(1).map(() => "and") } : undefined;
}

function mayStart(tokens: readonly Token[], at: number): boolean {
  const [token, after] = [tokens[at]!, tokens[at + 1]];
  if (token.type === "sign") return true;
  if (token.type === "book") return after?.type === "sign";
  if (token.type !== "number" || token.dot) return false;
  return (token.number === 16 && /^[a-k]$/.test(token.letter)) || after?.type === "book";
}

/** Walks over the tokens; every method consumes only what it understood. */
class Reader {
  at: number;
  readonly #tokens: readonly Token[];
  constructor(tokens: readonly Token[], at: number) {
    this.#tokens = tokens;
    this.at = at;
  }

  citation(): Citation | undefined {
    const first = this.#norm(false);
    if (!first) return undefined;
    const norms = [first];
    const joins: Citation["joins"][number][] = [];
    const shared: boolean[] = [];
    for (;;) {
      const start = this.at;
      const join = this.#take("with") ? "with" : this.#takeAnd() ? "and" : undefined;
      const sign = this.#peek("sign");
      const norm = join && this.#norm(join === "with");
      if (!norm) {
        this.at = start;
        return { norms: withBooks(norms, shared), joins };
      }
      norms.push(norm);
      joins.push(join);
      shared.push(join === "and" || !sign);
    }
  }

  /** `bare`: after "i. V. m." a section needs neither sign nor letter nor book. */
  #norm(bare: boolean): Norm | undefined {
    const start = this.at;
    const before = this.#take("book");
    const sign = this.#take("sign");
    const sections = this.#sections(sign?.plural ?? false);
    if (!sections) {
      if (before && !sign) return { lawBook: before.lawBook, sections: [], ...this.#version() };
      this.at = start;
      return undefined;
    }
    const early = this.#version();
    const after = before ? undefined : this.#take("book");
    const lawBook = before?.lawBook ?? after?.lawBook;
    if (!sign && !lawBook && !bare && !sections[0]!.letter) {
      this.at = start;
      return undefined;
    }
    const version = early.former || early.current ? early : this.#version();
    return { ...(lawBook ? { lawBook } : {}), sections, ...version };
  }

  #version(): { former: boolean; current?: boolean } {
    if (this.#take("former")) return { former: true };
    return this.#take("current") ? { former: false, current: true } : { former: false };
  }

  #sections(plural: boolean): SectionRef[] | undefined {
    const first = this.#section(plural, undefined);
    if (!first) return undefined;
    const sections = [first];
    for (;;) {
      const start = this.at;
      const next = this.#takeAnd() && !this.#peek("sign") ? this.#section(plural, sections.at(-1)) : undefined;
      if (!next) {
        this.at = start;
        return sections;
      }
      sections.push(next);
    }
  }

  #section(plural: boolean, previous: SectionRef | undefined): SectionRef | undefined {
    const first = this.#sectionNumber(previous?.letter ? previous.number : undefined);
    if (!first) return undefined;
    const section: SectionRef = { ...first, subdivisions: [] };
    const start = this.at;
    if (this.#take("to")) {
      const to = this.#sectionNumber(first.number);
      if (to) section.to = to;
      else this.at = start;
    }
    // "§§ 81f." is 81 and the next one, "§ 16f." is section 16f at the end of a sentence.
    const following = this.#take("following");
    if (following) section.following = following.following;
    return { ...section, subdivisions: this.#subdivisions(plural) };
  }

  /** A number with its letter, or, where `number` is known ("16a bis f", "16a, b"), a letter alone. */
  #sectionNumber(number: number | undefined): SectionNumber | undefined {
    const token = this.#peek("number");
    if (token && !token.dot) {
      this.at++;
      const letter = token.letter || (this.#take("letter")?.letter ?? "");
      return { number: token.number, letter };
    }
    const letter = number === undefined ? undefined : this.#take("letter");
    return letter && { number: number!, letter: letter.letter };
  }

  #subdivisions(plural: boolean): Subdivision[] {
    const found: Subdivision[] = [];
    for (;;) {
      const paragraph = this.#take("paragraph");
      const roman = paragraph ? undefined : this.#take("roman");
      const next = paragraph
        ? { kind: "Abs" as const, values: [paragraph.number] }
        : roman
          ? { kind: "Abs" as const, values: [String(roman.number)] }
          : this.#subdivision(plural);
      if (!next) return found;
      found.push(next);
    }
  }

  #subdivision(plural: boolean): Subdivision | undefined {
    const start = this.at;
    const ordinal = this.#peek("number");
    if (ordinal?.dot && this.#tokens[this.at + 1]?.type === "kind") {
      this.at += 2;
      return { kind: (this.#tokens[this.at - 1] as Token & { type: "kind" }).kind, values: [String(ordinal.number)] };
    }
    const kind = this.#take("kind");
    const first = kind && this.#value();
    if (!first) {
      this.at = start;
      return undefined;
    }
    return { kind: kind.kind, values: this.#values(first, plural) };
  }

  /** "1, 2 und 3", "1 bis 3". After "§§" a further number is a further section, not a further value. */
  #values(first: string, plural: boolean): string[] {
    const values = [first];
    for (;;) {
      const start = this.at;
      const range = this.#take("to");
      const more = range || (!plural && this.#takeAnd());
      const value = more ? this.#value() : undefined;
      if (!value) {
        this.at = start;
        return values;
      }
      values.push(...(range ? upTo(values.at(-1)!, value) : [value]));
    }
  }

  #value(): string | undefined {
    const number = this.#peek("number");
    if (number && !number.dot) {
      this.at++;
      return `${number.number}${number.letter}`;
    }
    return this.#take("letter")?.letter;
  }

  /** One comma or "und", or both ("§ 16, und § 17"). */
  #takeAnd(): boolean {
    const first = this.#take("and");
    if (first) this.#take("and");
    return first !== undefined;
  }

  #peek<T extends Token["type"]>(type: T): Extract<Token, { type: T }> | undefined {
    const token = this.#tokens[this.at];
    return token?.type === type ? (token as Extract<Token, { type: T }>) : undefined;
  }

  #take<T extends Token["type"]>(type: T): Extract<Token, { type: T }> | undefined {
    const token = this.#peek(type);
    if (token) this.at++;
    return token;
  }
}

/**
 * A norm without a book belongs to the next book on its right ("§§ 45 i. V. m. 46 SGB III", "§ 45, § 46 SGB III"), else to the last
 * on its left ("SGB II § 16i, § 16e"). Not across "i. V. m. §": in "§ 16 i. V. m. § 45 SGB III" nobody can say which § 16 is meant.
 * `shared[i]` tells whether norms i and i + 1 may share a book.
 */
function withBooks(norms: readonly Norm[], shared: readonly boolean[]): Norm[] {
  const result = [...norms];
  const inherit = (to: number, from: number) => {
    const lawBook = result[from]!.lawBook;
    if (!result[to]!.lawBook && lawBook && shared[Math.min(to, from)]) result[to] = { lawBook, ...result[to]! };
  };
  for (let i = result.length - 2; i >= 0; i--) inherit(i, i + 1);
  for (let i = 1; i < result.length; i++) inherit(i, i - 1);
  return result;
}

/** The values after `from` up to and including `to`, spelled out when both are small numbers. */
function upTo(from: string, to: string): string[] {
  const [low, high] = [Number(from), Number(to)];
  if (!Number.isInteger(low) || !Number.isInteger(high) || high <= low || high - low > 50) return [to];
  return Array.from({ length: high - low }, (_, i) => String(low + 1 + i));
}
