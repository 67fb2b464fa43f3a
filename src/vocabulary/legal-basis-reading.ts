// What a citation can mean, for people: each section with the versions it may stand for, and one sentence.
import { parseCitation, printCitation } from "../domain/citation.ts";
import type { Provision } from "../domain/crosswalk.ts";
import { formatDate, formatList } from "../domain/german.ts";
import type { LegalBasisReadingType } from "./vocabulary.type.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** `on` is an ISO day; without it every version of a section is a reading. */
export function readLegalBasis(text: string, vocabulary: Vocabulary, on?: string | null): LegalBasisReadingType {
  const citation = parseCitation(text.trim());
  if (!citation)
    return {
      cited: text,
      canonical: null,
      recognised: false,
      readings: [],
      message: "Nicht erkannt: Das ist kein Zitat wie „§ 16e SGB II“.",
    };
  const sections = vocabulary.crosswalk.read(citation, on ?? undefined);
  const readings = sections.map(({ cited, provisions }) => ({
    cited,
    provisions: provisions.map((p) => vocabulary.provisions.get(p.slug)),
  }));
  const unknown = sections.filter((section) => section.provisions.length === 0);
  return {
    cited: text,
    canonical: printCitation(citation),
    recognised: readings.length > 0 && unknown.length === 0,
    readings,
    message:
      readings.length === 0
        ? "Nicht erkannt: Es fehlt der Paragraf."
        : sections.map((s) => sentence(s.cited, s.provisions, on)).join(" "),
  };
}

function sentence(cited: string, provisions: readonly Provision[], on?: string | null): string {
  const day = on ? ` am ${formatDate(on)}` : "";
  if (provisions.length === 0)
    return `${cited}${day}: nicht erkannt, im Verzeichnis der Vorschriften steht dazu nichts.`;
  const names = spells(provisions).map(
    ({ title, from, to }) =>
      `„${title}“ (${to ? `${formatDate(from)} bis ${formatDate(to)}` : `seit ${formatDate(from)}`})`,
  );
  return names.length === 1 ? `${cited}: ${names[0]}.` : `${cited} ist mehrdeutig: ${formatList(names, "oder")}.`;
}

/** Versions with one heading that follow each other are one spell of it; newest first, as the versions are. */
function spells(provisions: readonly Provision[]) {
  const found: { book: string; title: string; from: string; to: string | null }[] = [];
  for (const { lawBook, title, validFrom, validTo } of provisions) {
    const last = found.at(-1);
    if (last?.title === title && last.book === lawBook) last.from = validFrom;
    else found.push({ book: lawBook, title, from: validFrom, to: validTo });
  }
  return found;
}
