// From a citation to the provisions it can mean, and from a provision to what it was called before and after.
import { expandSections, printCitation, type Citation, type Norm } from "./citation.ts";
import { LAW_BOOKS, type LawBook } from "./terms.ts";

/** One section of one law book in one version. Days are ISO 8601; `validTo` is the last day, null while in force. */
export interface Provision {
  slug: string;
  lawBook: LawBook;
  section: string;
  title: string;
  validFrom: string;
  validTo: string | null;
  instrument: string | null;
}

/** "§ 45 SGB III" */
export const citationOf = ({ section, lawBook }: Pick<Provision, "section" | "lawBook">) =>
  `§ ${section} ${LAW_BOOKS[lawBook]}`;

export interface Succession {
  predecessor: string;
  successor: string;
}

/** What one section of a citation can mean. No provision: not recognised. More than one: ambiguous, and nobody guesses. */
export interface SectionReading {
  /** Canonical, with the law book if the writer named it: "§ 46 SGB III a. F." */
  cited: string;
  lawBook: LawBook | undefined;
  section: string;
  former: boolean;
  /** Newest first. */
  provisions: readonly Provision[];
}

/** Words that a search index can hold: "SGB_III-46", and "SGB_III-46-former" for the versions that are no longer in force. */
export type SectionToken = string;

const byAge = (a: Provision, b: Provision) => (a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : 0);
const tokenOf = (lawBook: LawBook, section: string, former = false): SectionToken =>
  `${lawBook}-${section}${former ? "-former" : ""}`;

export class Crosswalk {
  readonly #bySlug: ReadonlyMap<string, Provision>;
  readonly #versions = new Map<SectionToken, Provision[]>();
  readonly #predecessors = new Map<string, string[]>();
  readonly #successors = new Map<string, string[]>();
  readonly #tokens = new Map<string, SectionToken[]>();
  /** Decides which version is in force; an ISO day. */
  readonly today: string;

  constructor(provisions: readonly Provision[], successions: readonly Succession[], today: string) {
    this.today = today;
    this.#bySlug = new Map(provisions.map((p) => [p.slug, p]));
    for (const p of [...provisions].sort(byAge)) push(this.#versions, tokenOf(p.lawBook, p.section), p);
    for (const { predecessor, successor } of successions) {
      push(this.#predecessors, successor, predecessor);
      push(this.#successors, predecessor, successor);
    }
    for (const [token, versions] of this.#versions) {
      for (const slug of this.#meaning(versions, false)) push(this.#tokens, slug, token);
      for (const slug of this.#meaning(versions, true)) push(this.#tokens, slug, `${token}-former`);
    }
  }

  provision(slug: string): Provision | undefined {
    return this.#bySlug.get(slug);
  }

  /** All versions of a section, oldest first. */
  versions(lawBook: LawBook, section: string): readonly Provision[] {
    return this.#versions.get(tokenOf(lawBook, section)) ?? [];
  }

  /** Direct predecessors and successors, as entered. */
  predecessors(slug: string): Provision[] {
    return (this.#predecessors.get(slug) ?? []).map((s) => this.#bySlug.get(s)!);
  }
  successors(slug: string): Provision[] {
    return (this.#successors.get(slug) ?? []).map((s) => this.#bySlug.get(s)!);
  }

  /** What is in force for an instrument, in order of age. */
  inForceFor(instrument: string): Provision[] {
    const all = [...this.#bySlug.values()].filter((p) => p.instrument === instrument && this.isInForce(p));
    return all.sort(byAge);
  }

  isInForce(provision: Provision, on = this.today): boolean {
    return provision.validFrom <= on && (provision.validTo === null || on <= provision.validTo);
  }

  /**
   * Whether what a provision rules is still found under its number: it is in force, or a later version of the same section for the
   * same instrument is. § 45 SGB III of 2012 is; § 46 of 2009 (now § 45) and § 16e SGB II of 2012 (another instrument now) are not.
   */
  isStillInForce(provision: Provision): boolean {
    if (this.isInForce(provision)) return true;
    return [...reach(provision.slug, this.#successors)].some((slug) => {
      const later = this.#bySlug.get(slug)!;
      const same =
        later.lawBook === provision.lawBook &&
        later.section === provision.section &&
        later.instrument === provision.instrument;
      return same && this.isInForce(later);
    });
  }

  /**
   * One reading for each section cited, in writing order. With a day: the version of that day ("a. F.": the one before it).
   * Without: every version ("a. F.": every version no longer in force). A writer who names no law book may mean any. `isOpen`: the
   * day is only the latest that may be meant; then "a. F." has all former versions where they rule different things.
   */
  read(citation: Citation, on?: string, isOpen = false): SectionReading[] {
    return citation.norms.flatMap((norm) => this.#readNorm(norm, on, isOpen));
  }

  /**
   * The provisions an example rests on: the readings of the day `on`. What stays ambiguous or unknown has no provision.
   */
  resolve(citation: Citation, on: string, isOpen = false): { cited: string; provision: Provision | undefined }[] {
    return this.read(citation, on, isOpen).map(({ cited, provisions }) => ({
      cited,
      provision: provisions.length === 1 ? provisions[0] : undefined,
    }));
  }

  /** The words under which the index keeps a provision: each section, old or new, that a searcher may name to find it. */
  tokensOf(slug: string): readonly SectionToken[] {
    return this.#tokens.get(slug) ?? [];
  }

  /**
   * From the older to the newer: how a provision became what a search word stands for, or came from it. Undefined where no such way is
   * recorded, and for the versions of the section itself that the word stands for.
   */
  lineage(slug: string, token: SectionToken): Provision[] | undefined {
    const ends = new Set(this.#followed(this.#versions.get(itself(token)) ?? [], token !== itself(token)));
    if (ends.has(slug)) return undefined;
    const way = wayAlong(this.#successors, slug, ends) ?? wayAlong(this.#predecessors, slug, ends)?.toReversed();
    return way?.map((step) => this.#bySlug.get(step)!);
  }

  /** The words that a citation asks for, one list for each norm; any word of a list will do. */
  wanted(citation: Citation): SectionToken[][] {
    return citation.norms
      .filter((norm) => norm.sections.length > 0)
      .map((norm) =>
        expandSections(norm).flatMap((section) =>
          (norm.lawBook ? [norm.lawBook] : this.#booksWith(name(section))).map((book) =>
            tokenOf(book, name(section), norm.former),
          ),
        ),
      );
  }

  #readNorm(norm: Norm, on: string | undefined, isOpen: boolean): SectionReading[] {
    return expandSections(norm).map((section) => {
      const books = norm.lawBook ? [norm.lawBook] : this.#booksWith(name(section));
      const versions = books.flatMap((book) => this.versions(book, name(section)));
      const cited = printCitation({ norms: [{ ...norm, sections: [{ ...section, subdivisions: [] }] }], joins: [] });
      return {
        cited,
        lawBook: books.length === 1 ? books[0] : norm.lawBook,
        section: name(section),
        former: norm.former,
        provisions: this.#valid(versions, norm, on, isOpen).sort(byAge).toReversed(),
      };
    });
  }

  #valid(versions: readonly Provision[], norm: Norm, on: string | undefined, isOpen: boolean): Provision[] {
    if (norm.former && on) {
      const before = versions.filter((p) => p.validTo !== null && p.validTo < on).sort(byAge);
      if (isOpen && new Set(before.map((p) => p.instrument ?? p.slug)).size > 1) return before;
      const lastOfEachBook = new Map(before.map((p) => [p.lawBook, p]));
      return [...lastOfEachBook.values()];
    }
    if (norm.former) return versions.filter((p) => !this.isInForce(p));
    if (norm.current) return versions.filter((p) => this.isInForce(p, on));
    return on ? versions.filter((p) => this.isInForce(p, on)) : [...versions];
  }

  #booksWith(section: string): LawBook[] {
    const books = [...this.#bySlug.values()].filter((p) => p.section === section).map((p) => p.lawBook);
    return [...new Set(books)];
  }

  /**
   * Everything a section stands for when no day is named: its own versions, and what the version in force (else the latest) came
   * from and became. "a. F.": the former versions with all of that.
   */
  #meaning(versions: readonly Provision[], former: boolean): Set<string> {
    const own = former ? versions.filter((p) => !this.isInForce(p)) : versions;
    const followed = this.#followed(versions, former);
    return new Set([
      ...own.map((p) => p.slug),
      ...followed.flatMap((slug) => [...reach(slug, this.#predecessors), ...reach(slug, this.#successors)]),
    ]);
  }

  /** The versions whose predecessors and successors count as well. */
  #followed(versions: readonly Provision[], former: boolean): string[] {
    const inForce = versions.filter((p) => this.isInForce(p));
    const followed = former
      ? versions.filter((p) => !this.isInForce(p))
      : inForce.length > 0
        ? inForce
        : versions.slice(-1);
    return followed.map((p) => p.slug);
  }
}

/** The section without its age: "SGB_III-46" of "SGB_III-46-former". */
export const itself = (token: SectionToken): SectionToken => token.replace(/-former$/, "");

const name = (section: { number: number; letter: string }) => `${section.number}${section.letter}`;

function push<K, V>(map: Map<K, V[]>, key: K, value: V) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** All that can be reached along the links, without the start. */
function reach(start: string, links: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set<string>();
  const open = [start];
  for (let slug = open.pop(); slug !== undefined; slug = open.pop())
    for (const next of links.get(slug) ?? [])
      if (!found.has(next)) {
        found.add(next);
        open.push(next);
      }
  return found;
}

/** The shortest way from a start to one of the ends, both included. */
function wayAlong(
  links: ReadonlyMap<string, readonly string[]>,
  start: string,
  ends: ReadonlySet<string>,
): string[] | undefined {
  const before = new Map<string, string | undefined>([[start, undefined]]);
  for (const slug of before.keys()) {
    if (ends.has(slug)) {
      const way: string[] = [];
      for (let at: string | undefined = slug; at !== undefined; at = before.get(at)) way.unshift(at);
      return way;
    }
    for (const next of links.get(slug) ?? []) if (!before.has(next)) before.set(next, slug);
  }
  return undefined;
}
