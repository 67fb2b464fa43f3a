// An example's citations, resolved to the provisions of the day to which its source's law belongs.
import { citationIn, printCitation } from "../domain/citation.ts";
import type { ExampleContent } from "../domain/content.ts";
import type { Crosswalk, Provision } from "../domain/crosswalk.ts";
import { lastDay } from "../domain/period.ts";
import { OWN_STATEMENT } from "../vocabulary/vocabulary.entity.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";

/** ISO day by whose law citations are read; `isOpen`: the writer may as well mean an earlier one. */
export interface Law {
  on: string;
  isOpen: boolean;
}

/**
 * By which law a content's citations are read: that of their source. What an organisation states itself is read by the law at the
 * end of what it tells of, where that is over: whoever writes "§ 46 SGB III" of a project of 2011 means the section of then.
 */
export function lawOf(
  { period }: Pick<ExampleContent, "period">,
  sources: Vocabulary["sources"],
): (source: string) => Law {
  const end = period && lastDay(period);
  return (slug) => {
    const own = sources.get(OWN_STATEMENT);
    const { lawAsOf } = sources.find(slug) ?? own;
    if (slug !== own.slug) return { on: lawAsOf, isOpen: false };
    return end && end < lawAsOf ? { on: end, isOpen: false } : { on: lawAsOf, isOpen: true };
  };
}

/** One citation and one provision it resolves to; a citation of several sections gives several. */
export interface ResolvedBasis {
  /** As written in the source. */
  cited: string;
  /** The section alone, in canonical form ("§ 45 SGB III"); null when the text is not a citation we can read. */
  canonical: string | null;
  provision: Provision | null;
  note: string | null;
  sources: ExampleContent["sources"];
}

/** `lawBy` tells the law for a source's slug. What cannot be told for certain has no provision. */
export const resolveBases = (
  bases: ExampleContent["legalBases"],
  crosswalk: Crosswalk,
  lawBy: (source: string) => Law,
): ResolvedBasis[] =>
  bases.flatMap(({ cited, provisions, note = null, sources }): ResolvedBasis[] => {
    const citation = citationIn(cited);
    const whole = citation ? printCitation(citation) : null;
    if (provisions)
      return provisions.map((slug) => {
        const provision = crosswalk.provision(slug) ?? null;
        const section = citation && crosswalk.read(citation).find((r) => provision && r.provisions.includes(provision));
        return { cited, canonical: section?.cited ?? whole, provision, note, sources };
      });
    const { on, isOpen } = lawBy(sources[0]!.source);
    const resolved = citation ? crosswalk.resolve(citation, on, isOpen) : [];
    if (resolved.length === 0) return [{ cited, canonical: whole, provision: null, note, sources }];
    return resolved.map((r) => ({ cited, canonical: r.cited, provision: r.provision ?? null, note, sources }));
  });
