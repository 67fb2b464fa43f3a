// What became of a provision: whether it is in force, what stands in its place today, and over which versions it got there.
import type { Crosswalk, Provision } from "./crosswalk.ts";
import type { LegalContinuity } from "./terms.ts";

export interface Fate {
  continuity: LegalContinuity;
  /**
   * What is in force today in its place, nearest first: fewest successions away, then by section. Empty for ENDED and NOT_YET; for
   * INSTRUMENT_REMAINS not what took its place, but what rules its instrument.
   */
  today: Provision[];
  /** What is in force today and came from it too, but is farther from it than `today`. */
  besides: Provision[];
  /** The versions after it that led to `today`, or as far as it went; oldest first. */
  path: Provision[];
}

/** Follows the successions as entered and nothing else, so what is not recorded is not guessed. */
export function fateOf(provision: Provision, crosswalk: Crosswalk): Fate {
  if (crosswalk.isInForce(provision)) return { continuity: "UNCHANGED", today: [provision], besides: [], path: [] };
  if (provision.validFrom > crosswalk.today) return { continuity: "NOT_YET", today: [], besides: [], path: [] };
  const later = laterThan(provision, crosswalk);
  const inForce = later.filter((other) => crosswalk.isInForce(other));
  const { instrument } = provision;
  const kept = inForce.filter((other) => instrument !== null && other.instrument === instrument);
  const fate = (continuity: LegalContinuity, today: Provision[]): Fate => ({
    continuity,
    today,
    besides: inForce.filter((other) => !today.includes(other)).sort(bySection),
    path: later.filter((other) => leadsTo(other, today, crosswalk)).sort(byAge),
  });
  if (crosswalk.isStillInForce(provision))
    return fate(
      "NEW_VERSION",
      inForce.filter((other) => isSameSection(other, provision) && other.instrument === instrument),
    );
  if (kept.length > 0) return fate("RENUMBERED", kept);
  if (inForce.length > 0) return fate("REPLACED", inForce);
  const path = later.toSorted(byAge);
  const others = instrument === null ? [] : crosswalk.inForceFor(instrument).toSorted(bySection);
  if (others.length > 0) return { continuity: "INSTRUMENT_REMAINS", today: others, besides: [], path };
  return { continuity: "ENDED", today: [], besides: [], path };
}

/** All that came after it, by number of successions, then by section. */
function laterThan(provision: Provision, crosswalk: Crosswalk): Provision[] {
  const found = new Set([provision]);
  let step = [provision];
  while (step.length > 0) {
    step = [...new Set(step.flatMap(({ slug }) => crosswalk.successors(slug)))]
      .filter((next) => !found.has(next))
      .sort(bySection);
    for (const next of step) found.add(next);
  }
  return [...found].slice(1);
}

const leadsTo = (provision: Provision, ends: readonly Provision[], crosswalk: Crosswalk) =>
  [provision, ...laterThan(provision, crosswalk)].some((later) => ends.includes(later));

const isSameSection = (a: Provision, b: Provision) => a.lawBook === b.lawBook && a.section === b.section;
const byAge = (a: Provision, b: Provision) => a.validFrom.localeCompare(b.validFrom);
const bySection = (a: Provision, b: Provision) =>
  a.lawBook.localeCompare(b.lawBook) || a.section.localeCompare(b.section, "de", { numeric: true });
