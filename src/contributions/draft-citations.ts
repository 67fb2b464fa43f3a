// The laws that a draft cites, in its list and in its texts, each checked against the crosswalk.
import { findCitations } from "../domain/citation.ts";
import { checkCitation, type CitationCheck, type Cited } from "../domain/citation-check.ts";
import { textsOf } from "../domain/draft-texts.ts";
import { readableDraft } from "../domain/readable-draft.ts";
import { lawOf, type Law } from "../catalogue/legal-basis.ts";
import { OWN_STATEMENT } from "../vocabulary/vocabulary.entity.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { Draft } from "./check.ts";

export interface DraftCitation extends CitationCheck {
  path: string[];
  cited: string;
}

/** Citations of one draft that are checked. */
const MOST = 60;
const LONGEST = 300;
const TEXTS = ["title", "summary", "goal", "approach", "successFactors", "lessonsLearned", "specialFeatures"];

/** First those of the list, then those of the texts that the list does not have. */
export function citationsOf(draft: Draft, vocabulary: Vocabulary): DraftCitation[] {
  const lawBy = lawOf(readableDraft(draft), vocabulary.sources);
  const listed = (Array.isArray(draft.legalBases) ? draft.legalBases : []).flatMap((basis: unknown, i) => {
    const cited = citedIn(basis, lawBy);
    return cited ? [{ ...cited, path: ["legalBases", String(i), "cited"] }] : [];
  });
  const known = new Set(listed.map(({ cited }) => cited));
  const written = textsOf(Object.fromEntries(TEXTS.map((field) => [field, draft[field]]))).flatMap(({ path, text }) =>
    findCitations(text).flatMap(({ text: cited }) => {
      const isNew = !known.has(cited);
      known.add(cited);
      return isNew ? [{ cited, ...lawBy(OWN_STATEMENT), path: path.map(String) }] : [];
    }),
  );
  return [...listed, ...written].slice(0, MOST).map(({ path, ...cited }) => ({
    path,
    cited: cited.cited,
    ...checkCitation(cited, vocabulary.crosswalk),
  }));
}

function citedIn(basis: unknown, lawBy: (source: string) => Law): Cited | undefined {
  const { cited, provisions, sources } = (basis ?? {}) as Record<string, unknown>;
  if (typeof cited !== "string") return undefined;
  const [first] = Array.isArray(sources) ? (sources as { source?: unknown }[]) : [];
  return {
    cited: cited.slice(0, LONGEST),
    provisions: Array.isArray(provisions)
      ? provisions.filter((slug): slug is string => typeof slug === "string")
      : undefined,
    ...lawBy(typeof first?.source === "string" ? first.source : OWN_STATEMENT),
  };
}
