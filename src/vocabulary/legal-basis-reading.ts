// What a citation can mean, for people: each section with the versions it may stand for, and one sentence.
import { parseCitation, printCitation } from "../domain/citation.ts";
import type { Provision, SectionReading } from "../domain/crosswalk.ts";
import { formatDate, formatList } from "../domain/german.ts";
import { lawToday } from "./law-today.ts";
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
  // The same sections on whatever day, in the same order.
  const ever = vocabulary.crosswalk.read(citation);
  const readings = sections.map(({ cited, provisions }) => ({
    cited,
    provisions: provisions.map((p) => vocabulary.provisions.get(p.slug)),
    today: provisions.length === 1 ? lawToday(provisions[0]!.slug, vocabulary) : null,
  }));
  const unknown = sections.filter((section) => section.provisions.length === 0);
  const sentences = sections.map((section, i) => {
    const { cited, provisions } = section;
    if (provisions.length === 0) return unknownOn(section, ever[i]!.provisions, on);
    const then = meaning(cited, provisions);
    return on && provisions.length === 1 ? `${then} ${readings[i]!.today!.text}` : then;
  });
  if (on && on > vocabulary.crosswalk.today)
    sentences.push("Der Tag liegt in der Zukunft; gemeint ist das heute bekannte Recht.");
  return {
    cited: text,
    canonical: printCitation(citation),
    recognised: readings.length > 0 && unknown.length === 0,
    readings,
    message: readings.length === 0 ? "Nicht erkannt: Es fehlt der Paragraf." : sentences.join(" "),
  };
}

function meaning(cited: string, provisions: readonly Provision[]): string {
  const names = spells(provisions).map(named);
  return names.length === 1 ? `${cited}: ${names[0]}.` : `${cited} ist mehrdeutig: ${formatList(names, "oder")}.`;
}

/** Why nothing is meant: the section is not in the list at all, or not on that day. `ever` are its versions on other days. */
function unknownOn({ cited, former }: SectionReading, ever: readonly Provision[], on?: string | null): string {
  if (!on || ever.length === 0)
    return `${cited}${on ? ` am ${formatDate(on)}` : ""}: nicht erkannt, im Verzeichnis der Vorschriften steht dazu nichts.`;
  if (former)
    return `${cited} am ${formatDate(on)}: nicht erkannt. Eine Fassung vor der dieses Tages ist nicht verzeichnet.`;
  const when = ever.every(({ validFrom }) => validFrom > on)
    ? "noch nicht"
    : ever.every(({ validTo }) => validTo !== null && validTo < on)
      ? "nicht mehr"
      : "nicht";
  const versions = spells(ever).map(named);
  return `${cited} am ${formatDate(on)}: nicht erkannt. Für diesen Tag steht das ${when} im Verzeichnis der Vorschriften; verzeichnet ist: ${formatList(versions)}.`;
}

const named = ({ title, from, to }: ReturnType<typeof spells>[number]) =>
  `„${title}“ (${to ? `${formatDate(from)} bis ${formatDate(to)}` : `seit ${formatDate(from)}`})`;

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
