// The closed lists as old revisions need them: a term that has left a list since stands there under its slug.
import { toId } from "../platform/node.ts";
import { Terms, Vocabulary } from "../vocabulary/vocabulary.ts";

class TermsAndFormer<T extends { slug: string }> extends Terms<T> {
  readonly #former: (slug: string) => T;
  constructor(terms: Terms<T>, label: (row: T) => string, former: (slug: string) => T) {
    super(terms.all, label, "");
    this.#former = former;
  }
  override get(slug: string): T {
    return this.find(slug) ?? this.#former(slug);
  }
}

const LEFT = (slug: string) => `${slug} (nicht mehr geführt)`;

/** Nothing is invented: what only the list knew of a former term is null or missing. */
export function withFormerTerms(vocabulary: Vocabulary, today: string): Vocabulary {
  const term = (type: string) => (slug: string) =>
    ({ slug, id: toId(type, slug), label: LEFT(slug), synonyms: [], broader: null, see: null }) as never;
  const { sources, organisations, targetGroups, methods, keywords } = vocabulary;
  const label = (row: { label: string }) => row.label;
  const lists = {
    targetGroups: new TermsAndFormer(targetGroups, label, term("TargetGroup")),
    methods: new TermsAndFormer(methods, label, term("Method")),
    keywords: new TermsAndFormer(keywords, label, term("Keyword")),
    organisations: new TermsAndFormer(
      organisations,
      (row) => row.name,
      (slug) => ({ slug, id: toId("Organisation", slug), name: LEFT(slug), federalState: null, region: null }) as never,
    ),
    sources: new TermsAndFormer(
      sources,
      (row) => row.title,
      (slug) => ({ slug, id: toId("Source", slug), title: LEFT(slug), year: null, lawAsOf: today }) as never,
    ),
  };
  return Object.assign(Object.create(Vocabulary.prototype), vocabulary, lists) as Vocabulary;
}
