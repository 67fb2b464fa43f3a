// Whether what an example cites could be funded in the same way today (docs/abfragen.md, "Recht im Wandel").
import { fateOf } from "./continuity.ts";
import { citationOf, type Crosswalk, type Provision } from "./crosswalk.ts";
import { formatList } from "./german.ts";
import type { StillFundable } from "./terms.ts";

/** A citation of an example and what it resolves to. */
export interface CitedBasis {
  cited: string;
  canonical: string | null;
  provision: Provision | null;
}

export interface Fundability {
  value: StillFundable;
  /** Why, in German sentences. */
  reason: string;
}

/** Instruments whose provisions organise, oblige or lead elsewhere (as § 16 SGB II does): alone they do not say what is funded. */
export const NOT_FUNDING: ReadonlySet<string> = new Set([
  "arbeitsuchendmeldung",
  "asylbewerberleistungen",
  "beauftragte-fuer-chancengleichheit",
  "eingliederungsleistungen-sgb-2",
  "eingliederungsvereinbarung",
  "finanzierung-aus-bundesmitteln",
  "gemeinsame-einrichtung",
  "jugendberufsagentur",
  "kennzahlenvergleich",
  "leistungsgrundsaetze",
  "leistungsminderungen",
  "oertliche-zusammenarbeit",
  "oertlicher-beirat",
  "traeger-und-massnahmezulassung",
  "zielvereinbarungen",
  "zugelassener-kommunaler-traeger",
  "zumutbarkeit",
]);

/**
 * YES: each instrument cited is in force, under whatever number. NO: none is. PARTLY: some are. UNCLEAR: nothing that funds is cited, or
 * what is cited is not certain: not resolved, not checked (`isUnchecked`), or gone while other provisions rule its instrument.
 */
export function fundabilityOf(
  bases: readonly CitedBasis[],
  crosswalk: Crosswalk,
  isUnchecked: (provision: Provision) => boolean,
): Fundability {
  if (bases.length === 0) return { value: "UNCLEAR", reason: "Es ist keine Rechtsgrundlage angegeben." };
  const named: Record<"yes" | "no" | "unknown" | "beside", Set<string>> = {
    yes: new Set(),
    no: new Set(),
    unknown: new Set(),
    beside: new Set(),
  };
  for (const { cited, canonical, provision } of bases) {
    if (!provision) named.unknown.add(canonical ?? `„${cited}“`);
    else if (provision.instrument === null || NOT_FUNDING.has(provision.instrument))
      named.beside.add(canonical ?? cited);
    else {
      const { verdict, now } = verdictOn(provision, crosswalk, isUnchecked(provision));
      named[verdict].add(`${canonical ?? cited}${now}`);
    }
  }
  const { yes, no, unknown, beside } = named;
  return {
    value: valueOf(yes.size > 0, no.size > 0, unknown.size > 0),
    reason: [
      sentence("Das gibt es heute noch", yes),
      sentence("Das gibt es so nicht mehr", no),
      sentence("Nicht sicher zu sagen ist es für", unknown),
      ...(yes.size + no.size + unknown.size === 0
        ? [sentence("Was gefördert wird, sagt das allein nicht", beside)]
        : []),
    ]
      .filter(Boolean)
      .join(" "),
  };
}

function verdictOn(provision: Provision, crosswalk: Crosswalk, isUnchecked: boolean) {
  const { continuity, today } = fateOf(provision, crosswalk);
  if (isUnchecked || continuity === "INSTRUMENT_REMAINS" || continuity === "NOT_YET")
    return { verdict: "unknown", now: "" } as const;
  if (continuity === "RENUMBERED")
    return { verdict: "yes", now: ` (heute ${formatList(today.map(citationOf))})` } as const;
  const isKept = continuity === "UNCHANGED" || continuity === "NEW_VERSION";
  return { verdict: isKept ? "yes" : "no", now: "" } as const;
}

function valueOf(isSomeKept: boolean, isSomeGone: boolean, isSomeUnknown: boolean): StillFundable {
  if (isSomeKept && isSomeGone) return "PARTLY";
  if (isSomeUnknown || isSomeKept === isSomeGone) return "UNCLEAR";
  return isSomeKept ? "YES" : "NO";
}

const sentence = (begin: string, citations: ReadonlySet<string>) =>
  citations.size > 0 ? `${begin}: ${formatList([...citations])}.` : "";
