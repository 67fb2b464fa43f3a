// What a person may mean while typing: examples, target groups, methods, keywords, instruments and citations that begin like it.
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { fold } from "../domain/text.ts";
import { LAW_BOOKS } from "../domain/terms.ts";

export const SUGGESTION_KINDS = {
  EXAMPLE: "Praxisbeispiel",
  TARGET_GROUP: "Zielgruppe",
  METHOD: "Methode",
  KEYWORD: "Stichwort",
  INSTRUMENT: "Förderinstrument",
  CITATION: "Rechtsgrundlage",
} as const;
export type SuggestionKind = keyof typeof SUGGESTION_KINDS;

export interface Suggestion {
  kind: SuggestionKind;
  /** Slug, or the citation itself. */
  value: string;
  label: string;
}

interface Candidate extends Suggestion {
  /** Folded words of label and synonyms; a suggestion fits when each typed word begins one of them. */
  words: string[];
}

/** `titles` are the published examples as [slug, title]. */
export function suggestionsFrom(vocabulary: Vocabulary, titles: readonly (readonly [slug: string, title: string])[]) {
  const candidate = (
    kind: SuggestionKind,
    value: string,
    label: string,
    synonyms: readonly string[] = [],
  ): Candidate => ({
    kind,
    value,
    label,
    words: [label, ...synonyms].flatMap((text) => text.split(/[^\p{L}\p{N}§]+/u).map(fold)).filter(Boolean),
  });
  const sections = new Map<string, string>();
  for (const p of vocabulary.provisions.all) sections.set(`§ ${p.section} ${LAW_BOOKS[p.lawBook]}`, p.title);
  const candidates: Candidate[] = [
    ...vocabulary.targetGroups.all.map((t) => candidate("TARGET_GROUP", t.slug, t.label, t.synonyms)),
    ...vocabulary.methods.all.map((m) => candidate("METHOD", m.slug, m.label, m.synonyms)),
    ...vocabulary.instruments.all.map((i) => candidate("INSTRUMENT", i.slug, i.label, i.synonyms)),
    ...[...sections].map(([citation, title]) =>
      candidate("CITATION", citation, `${citation} – ${title}`, [citation.replace("§ ", "§")]),
    ),
    ...vocabulary.keywords.all.filter((k) => !k.see).map((k) => candidate("KEYWORD", k.slug, k.label, k.synonyms)),
    ...titles.map(([slug, title]) => candidate("EXAMPLE", slug, title)),
  ];
  /** The first word decides: labels that begin with it come before labels that contain it. */
  return (prefix: string, first: number): Suggestion[] => {
    const typed = prefix
      .split(/[^\p{L}\p{N}§]+/u)
      .map(fold)
      .filter(Boolean);
    if (typed.length === 0) return [];
    const fits = candidates.filter((c) => typed.every((word) => c.words.some((other) => other.startsWith(word))));
    const begins = (c: Candidate) => (c.words[0]!.startsWith(typed[0]!) ? 0 : 1);
    return fits
      .map((c, i) => ({ c, i }))
      .sort((a, b) => begins(a.c) - begins(b.c) || a.i - b.i)
      .slice(0, first)
      .map(({ c: { kind, value, label } }) => ({ kind, value, label }));
  };
}
