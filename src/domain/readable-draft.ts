// What of a draft can be read already, field by field, whatever is still wrong with the others.
import { ExampleContent, withSources } from "./content.ts";

type Lists = "targetGroups" | "methods" | "keywords" | "legalBases" | "implementations" | "fundingSources";
type Facts = "budgets" | "staffingRatios" | "participants" | "outcomes";

/** Lists are empty where nothing can be read. */
export type ReadableDraft = Pick<ExampleContent, Lists | Facts> &
  Partial<Pick<ExampleContent, "period" | "individualDuration" | "weeklyHours">>;

const LISTS = [
  "targetGroups",
  "methods",
  "keywords",
  "legalBases",
  "implementations",
  "fundingSources",
  "budgets",
  "staffingRatios",
  "participants",
  "outcomes",
] as const satisfies (Lists | Facts)[];
const SINGLE = ["period", "individualDuration", "weeklyHours"] as const;

/** A fact without a source counts as stated by the writer. */
export function readableDraft(draft: Readonly<Record<string, unknown>>): ReadableDraft {
  const completed = withSources({ ...draft }, { source: "eigene-angaben", section: "Beitrag" });
  const read = (field: keyof ReadableDraft, value: unknown): unknown => {
    const { success, data } = ExampleContent.shape[field].safeParse(value);
    return success ? data : undefined;
  };
  const items = (field: (typeof LISTS)[number]) => {
    const given = completed[field];
    return Array.isArray(given) ? given.flatMap((item) => read(field, [item]) ?? []) : [];
  };
  return Object.fromEntries([
    ...LISTS.map((field) => [field, items(field)]),
    ...SINGLE.map((field) => [field, field in completed ? read(field, completed[field]) : undefined]),
  ]) as ReadableDraft;
}
