// Whether a contribution's content can be published: the schema of all examples, the closed lists, no data of persons, and what is its own alone.
import { In, type EntityManager } from "typeorm";
import type { z } from "zod";
import { ExampleTable, RevisionTable } from "../catalogue/catalogue.entity.ts";
import { contentWith, withSources, type ExampleContent } from "../domain/content.ts";
import { personalDataProblems } from "../domain/draft-texts.ts";
import type { Problem } from "../domain/problem.ts";
import { fold } from "../domain/text.ts";
import { OWN_STATEMENT } from "../vocabulary/vocabulary.entity.ts";
import type { Terms, Vocabulary } from "../vocabulary/vocabulary.ts";
import type { ContributionRow } from "./contributions.entity.ts";

export type Draft = Record<string, unknown>;

/** The content as it would be published, or all its problems, with paths below `content`. At most two statements. */
export async function checkContent(
  manager: EntityManager,
  { example, organisation }: Pick<ContributionRow, "example" | "organisation">,
  draft: Draft,
  vocabulary: Vocabulary,
): Promise<{ content: ExampleContent } | { problems: Problem[] }> {
  const slug = draft.slug ?? example ?? slugOf(draft.title);
  const completed = {
    ...withSources(draft, { source: OWN_STATEMENT, section: "Beitrag" }),
    slug,
    organisation: draft.organisation ?? organisation,
  };
  const result = contentWith(await knownTerms(manager, draft, vocabulary)).safeParse(completed);
  const personal = personalDataProblems(draft);
  if (!result.success) return { problems: [...result.error.issues.flatMap(problemsOf), ...personal] };
  const content = result.data;
  const problems: Problem[] = [...personal];
  const refuse = (code: string, field: string, message: string) =>
    problems.push({ code, path: ["content", field], message });
  if (content.organisation !== organisation)
    refuse("FOREIGN_ORGANISATION", "organisation", "Der Beitrag gehört zu einer anderen Organisation.");
  if (example !== null && content.slug !== example)
    refuse("SLUG_FIXED", "slug", `Der Kurzname „${example}“ bleibt, weil Adressen daran hängen.`);
  if (example === null && (await manager.existsBy(RevisionTable, { example: content.slug })))
    problems.push(slugTaken(content.slug));
  return problems.length > 0 ? { problems } : { content };
}

export const slugTaken = (slug: string): Problem => ({
  code: "SLUG_TAKEN",
  path: ["content", "slug"],
  message: `Den Kurznamen „${slug}“ hat schon ein anderes Beispiel.`,
});

async function knownTerms(manager: EntityManager, { related }: Draft, vocabulary: Vocabulary) {
  const named = (Array.isArray(related) ? related : []).flatMap((entry: unknown) => {
    const slug = (entry as { example?: unknown } | null)?.example;
    return typeof slug === "string" ? [slug] : [];
  });
  const found = named.length > 0 ? await manager.findBy(ExampleTable, { slug: In(named) }) : [];
  const slugs = (terms: Terms<{ slug: string }>) => new Set(terms.all.map(({ slug }) => slug));
  const { targetGroups, methods, keywords, organisations, sources, provisions } = vocabulary;
  return {
    examples: new Set(found.map(({ slug }) => slug)),
    targetGroups: slugs(targetGroups),
    methods: slugs(methods),
    keywords: slugs(keywords),
    organisations: slugs(organisations),
    sources: slugs(sources),
    provisions: slugs(provisions),
  };
}

/** "Junge Mütter in Teilzeit" → "junge-muetter-in-teilzeit". */
const slugOf = (title: unknown): string | undefined =>
  typeof title === "string"
    ? fold(title)
        .replace(/[^a-z0-9]+/g, "-")
        .slice(0, 80)
        .replace(/^-|-$/g, "")
    : undefined;

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const path = ["content", ...issue.path.filter((part) => typeof part !== "symbol")];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      code: "UNKNOWN_FIELD",
      path: [...path, key],
      message: "Dieses Feld gibt es nicht.",
    }));
  const isMissing = issue.code === "invalid_type" && issue.message.endsWith(" undefined");
  if (isMissing) return [{ code: "MISSING", path, message: "Diese Angabe fehlt." }];
  const sentence = issue.message.charAt(0).toUpperCase() + issue.message.slice(1);
  return [{ code: "INVALID_CONTENT", path, message: /[.!]$/.test(sentence) ? sentence : `${sentence}.` }];
}
