// The closed lists as importers want them: each entry with all the names under which a form may mention it.
import type { ImportLists } from "./questionnaire/read-form.ts";

export const importListsOf = ({
  organisations,
  targetGroups,
}: {
  organisations: readonly { slug: string; name: string }[];
  targetGroups: readonly { slug: string; label: string; synonyms: readonly string[] | null }[];
}): ImportLists => ({
  organisations: organisations.map(({ slug, name }) => ({ slug, names: [name] })),
  targetGroups: targetGroups.map(({ slug, label, synonyms }) => ({
    slug,
    names: [label, ...trait(label), ...(synonyms ?? [])],
  })),
});

/** "Menschen mit gesundheitlichen Einschränkungen": a form names what they have, seldom that they are people. */
const trait = (label: string): string[] => {
  const rest = /^Menschen (?:mit|in) (?<rest>.+)$/u.exec(label)?.groups!.rest;
  return rest ? [rest] : [];
};
