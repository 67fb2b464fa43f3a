// Whether two examples may be one and the same, by rules that a person can check at a glance.
import { wordsOf } from "./text.ts";

export interface Candidate {
  title: string;
  /** Slug. */
  organisation: string;
  /** Slugs. */
  targetGroups: readonly string[];
  /** Slugs of instruments, whatever number they were cited under. */
  instruments: readonly string[];
}

export interface Sameness {
  isNearTitle: boolean;
  isSameOrganisation: boolean;
  /** Shared slugs. */
  targetGroups: string[];
  instruments: string[];
}

/** Shared words of two titles, twice, over all words of both: from here on they are near. */
const NEAR = 0.6;

/** Words are compared by their stems, in any order; a title without words is near to none. */
export function nearTo(title: string): (other: string) => boolean {
  const own = stemsOf(title);
  return (other) => {
    const stems = stemsOf(other);
    const shared = [...own].filter((stem) => stems.has(stem)).length;
    return shared > 0 && (2 * shared) / (own.size + stems.size) >= NEAR;
  };
}
const stemsOf = (title: string) => new Set(wordsOf(title).map(({ stem }) => stem));

/** Null unless the titles are near, or the same organisation does the same for the same group. */
export function samenessOf(a: Candidate, b: Candidate): Sameness | null {
  const shared = (one: readonly string[], other: readonly string[]) => one.filter((slug) => other.includes(slug));
  const sameness: Sameness = {
    isNearTitle: nearTo(a.title)(b.title),
    isSameOrganisation: a.organisation === b.organisation,
    targetGroups: shared(a.targetGroups, b.targetGroups),
    instruments: shared(a.instruments, b.instruments),
  };
  return sameness.isNearTitle || (sameness.isSameOrganisation && isSameWork(sameness)) ? sameness : null;
}

export const isSameWork = ({ targetGroups, instruments }: Pick<Sameness, "targetGroups" | "instruments">) =>
  targetGroups.length > 0 && instruments.length > 0;

/** How many of the three reasons hold: 1 to 3. */
export const reasonsIn = (sameness: Sameness) =>
  Number(sameness.isNearTitle) + Number(sameness.isSameOrganisation) + Number(isSameWork(sameness));
