// Why an example fits a citation: it names the section itself, or another number that the same law had before or has now.
import { itself, type Provision } from "../domain/crosswalk.ts";
import type { PracticeExampleType } from "../catalogue/practice-example.type.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { sectionLabel, sectionsIn } from "./facets.ts";
import type { CitationMatchType } from "./search.type.ts";

type LegalBasis = PracticeExampleType["legalBases"][number];

/** For each citation, as the list of sections that it asks for, the legal basis that fits best. */
export function citationMatches(
  bases: readonly LegalBasis[],
  asked: readonly (readonly string[])[],
  vocabulary: Vocabulary,
): CitationMatchType[] {
  return asked.flatMap((sections): CitationMatchType[] => {
    const direct = bases.find((basis) => names(basis, sections, vocabulary));
    if (direct) return [{ cited: direct.cited, direct: true, text: `nennt ${direct.cited}` }];
    const ways = bases.flatMap((basis) => {
      const way = wayTo(basis, sections, vocabulary);
      return way ? [{ basis, way }] : [];
    });
    const [nearest] = ways.sort((a, b) => a.way.length - b.way.length);
    if (!nearest) return [];
    const text = `gefunden über ${nearest.way.join(" → ")}`;
    return [{ cited: nearest.basis.cited, direct: false, text }];
  });
}

function names(basis: LegalBasis, sections: readonly string[], vocabulary: Vocabulary): boolean {
  const own = sectionsIn(basis, vocabulary);
  return sections.some((section) => own.includes(section) || own.includes(itself(section)));
}

/** The numbers of a law from the older to the newer: ["§ 46 SGB III a. F.", "§ 45 SGB III"]. */
function wayTo({ provision }: LegalBasis, sections: readonly string[], { crosswalk }: Vocabulary) {
  if (!provision) return undefined;
  const lineages = sections.flatMap((section) => {
    const lineage = crosswalk.lineage(provision.slug, section);
    return lineage ? [lineage] : [];
  });
  const [shortest] = lineages.sort((a, b) => a.length - b.length);
  return shortest && numbersOf(shortest, (last) => crosswalk.isStillInForce(last));
}

/** Versions under one number are one step; every number but the last is a former one. */
function numbersOf(lineage: readonly Provision[], isInForce: (last: Provision) => boolean): string[] {
  const sections = lineage.map((p) => `${p.lawBook}-${p.section}`);
  const steps = sections.filter((section, i) => section !== sections[i + 1]);
  return steps.map((section, i) =>
    sectionLabel(i < steps.length - 1 || !isInForce(lineage.at(-1)!) ? `${section}-former` : section),
  );
}
