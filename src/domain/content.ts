// What a practice example says: the one schema for seed files, forms, imports, API input and stored revisions.
import { z } from "zod";
import { formatNumber } from "./german.ts";
import { isOnCalendar } from "./period.ts";
import {
  BUDGET_BASES,
  COMPARISON_DESIGNS,
  FUNDING_SOURCES,
  IMPLEMENTATION_TYPES,
  OUTCOME_KINDS,
  OUTCOME_UNITS,
  PARTICIPANT_KINDS,
  codes,
} from "./terms.ts";

const german = z.locales.de().localeError;
z.config({ localeError: (issue) => boundOf(issue) ?? german(issue) });

/** Says a bound in words that name no data type. */
function boundOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== "too_big" && issue.code !== "too_small") return undefined;
  const isMost = issue.code === "too_big";
  const bound = Number(isMost ? issue.maximum : issue.minimum);
  const of = { string: " Zeichen", array: bound === 1 ? " Eintrag" : " Einträge" }[String(issue.origin)] ?? "";
  if (!isMost && bound === 1 && of !== "") return "darf nicht leer sein";
  if (issue.inclusive === false) return `muss ${isMost ? "kleiner" : "größer"} als ${formatNumber(bound)} sein`;
  return `${isMost ? "höchstens" : "mindestens"} ${formatNumber(bound)}${of}`;
}

/** Lower-case words joined by hyphens, 2 to 80 characters; the public, permanent name of a thing. */
export const Slug = z
  .string()
  .min(2)
  .max(80)
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    "nur Kleinbuchstaben, Ziffern und einzelne Bindestriche, zum Beispiel „teilzeit-aktiv“",
  );

/** Text on one line; "ü" gets one spelling (NFC), and half a surrogate pair (\p{Cs}) could not be stored as it is. */
export const line = (max: number) =>
  z
    .string()
    .normalize("NFC")
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Steuerzeichen und Zeilenumbrüche sind hier nicht erlaubt");
const prose = (max: number) =>
  z
    .string()
    .normalize("NFC")
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\p{Cs}]*$/u, "Steuerzeichen sind nicht erlaubt");

/** ISO 8601 with the precision that is known: "2012", "2012-05" or "2012-05-01". */
export const PartialDate = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, "ein Datum wie 2012, 2012-05 oder 2012-05-01")
  .refine(isOnCalendar, "diesen Tag gibt es nicht");

/** Where a fact stands: a document, and page or section in it. */
export const Reference = z
  .strictObject({
    source: Slug.describe("Kurzname der Quelle aus seeds/sources.yaml"),
    pages: z
      .string()
      .regex(/^\d{1,4}(-\d{1,4})?(, \d{1,4}(-\d{1,4})?)*$/, "Seiten wie „19“, „19-23“ oder „19, 21“")
      .optional()
      .describe("gedruckte Seiten: „19“, „19-23“, „19, 21“"),
    section: line(120).optional().describe("Abschnitt, Kapitel oder Folie, wo es keine Seiten gibt"),
  })
  .refine((r) => r.pages !== undefined || r.section !== undefined, "Seite oder Abschnitt fehlt");
const sources = z.array(Reference).min(1).max(20).describe("Fundstellen");

const note = line(600).optional().describe("Was zum Verständnis nötig ist");
const scope = line(160)
  .optional()
  .describe(
    "Nur angeben, wenn der Wert für einen Teil des Ansatzes gilt, z. B. „Teilprojekt Aufstocker“ oder „nur Personalkosten“",
  );
const approximate = z.boolean().default(false).describe("„rund“, „ca.“ in der Quelle");
const planned = z.boolean().default(false).describe("geplant, empfohlen oder erwartet, nicht eingetreten");
const positive = z.number().positive().max(1e12);
const count = z.number().nonnegative().max(1e9);

/** The two arguments of `refine` that keep a range's upper value from lying below its lower one. */
const ascending = (low: string, high: string): [(range: object) => boolean, { path: string[]; message: string }] => [
  (range) => {
    const [from, to] = [low, high].map((key) => (range as Record<string, number | undefined>)[key]);
    return from === undefined || to === undefined || from <= to;
  },
  { path: [high], message: `darf nicht kleiner sein als ${low}` },
];

export const LegalBasisContent = z.strictObject({
  cited: line(300).describe("genau wie in der Quelle geschrieben"),
  provisions: z
    .array(Slug)
    .max(30)
    .optional()
    .describe("nur wenn die Zeichenfolge allein nicht eindeutig ist: Kurznamen aus seeds/vocabulary/provisions.yaml"),
  note,
  sources,
});

export const BudgetContent = z
  .strictObject({
    amount: positive.describe("Betrag in Euro; bei einer Spanne der untere Wert"),
    amountMax: positive.optional().describe("oberer Wert einer Spanne"),
    bound: z.enum(["AT_MOST", "AT_LEAST"]).optional().describe("„bis zu“ oder „mindestens“"),
    currency: z.literal("EUR").default("EUR"),
    basis: z.enum(codes(BUDGET_BASES)).describe("wofür der Betrag gilt"),
    approximate,
    planned,
    scope,
    note,
    sources,
  })
  .refine(...ascending("amount", "amountMax"));

export const StaffingRatioContent = z
  .strictObject({
    clientsMin: positive
      .max(10_000)
      .describe("Zahl der Personen je Stelle, „1:20“ ist 20; bei einer Spanne der kleinere Wert"),
    clientsMax: positive.max(10_000).optional().describe("größerer Wert einer Spanne"),
    counted: line(160).optional().describe("wer gezählt wird, z. B. „Fallmanagement“, „Sozialpädagogik“"),
    planned,
    scope,
    note,
    sources,
  })
  .refine(...ascending("clientsMin", "clientsMax"));

export const StaffingContent = z.strictObject({
  posts: positive
    .max(100_000)
    .optional()
    .describe("Stellen in Vollzeitäquivalenten, nur wenn die Quelle Stellen nennt"),
  persons: positive.max(100_000).optional().describe("Zahl der Personen, wenn die Quelle Personen nennt"),
  role: line(200).describe("Aufgabe, ohne Namen"),
  qualification: line(300).optional(),
  planned,
  scope,
  note,
  sources,
});

export const ParticipantContent = z
  .strictObject({
    value: count,
    valueMax: count.optional().describe("oberer Wert einer Spanne"),
    kind: z.enum(codes(PARTICIPANT_KINDS)),
    asOf: PartialDate.optional().describe("Stand"),
    approximate,
    planned,
    scope,
    note,
    sources,
  })
  .refine(...ascending("value", "valueMax"));

export const PeriodContent = z
  .strictObject({
    start: PartialDate.optional(),
    end: PartialDate.optional(),
    ongoing: z.boolean().default(false).describe("nach der Quelle bei deren Erscheinen laufend oder dauerhaft"),
    note,
    sources,
  })
  .refine((p) => !p.start || !p.end || p.start.slice(0, p.end.length) <= p.end.slice(0, p.start.length), {
    path: ["end"],
    message: "liegt vor dem Beginn",
  });

export const DurationContent = z
  .strictObject({
    monthsMin: positive.max(600).optional(),
    monthsMax: positive.max(600).optional(),
    note,
    sources,
  })
  .refine((d) => d.monthsMin !== undefined || d.monthsMax !== undefined, "Mindest- oder Höchstdauer fehlt")
  .refine(...ascending("monthsMin", "monthsMax"));

export const WeeklyHoursContent = z
  .strictObject({
    min: positive.max(168).optional(),
    max: positive.max(168).optional(),
    note,
    sources,
  })
  .refine((h) => h.min !== undefined || h.max !== undefined, "Stundenzahl fehlt")
  .refine(...ascending("min", "max"));

export const ComparisonContent = z.strictObject({
  design: z.enum(codes(COMPARISON_DESIGNS)),
  text: line(400).describe("womit verglichen wird, in eigenen Worten"),
  value: z.number().optional().describe("Vergleichswert in derselben Einheit"),
});

export const OutcomeContent = z
  .strictObject({
    kind: z.enum(codes(OUTCOME_KINDS)),
    indicator: line(240).describe("was gezählt wurde, in eigenen Worten"),
    value: z.number().min(-1e12).max(1e12),
    valueMax: z.number().max(1e12).optional().describe("oberer Wert einer Spanne"),
    unit: z.enum(codes(OUTCOME_UNITS)),
    n: z
      .number()
      .int()
      .positive()
      .max(1e9)
      .optional()
      .describe("Bezugsgröße: Zahl der Personen oder Fälle, auf die sich der Wert bezieht"),
    atMonths: z
      .number()
      .nonnegative()
      .max(600)
      .optional()
      .describe("Monate nach Ende der Teilnahme oder nach Aufnahme, wie in der Quelle"),
    asOf: PartialDate.optional().describe("Stand der Zahl"),
    comparison: ComparisonContent.optional(),
    approximate,
    planned,
    scope,
    note,
    sources,
  })
  .refine(...ascending("value", "valueMax"));

/** Another example of the same or a like approach; told from both sides when either names the other. */
export const RelatedContent = z.strictObject({
  example: Slug.describe("Kurzname des anderen Beispiels"),
  note: line(300).describe("was die beiden verbindet oder unterscheidet"),
});

/** A remark of the editors, for instance that two figures of the document contradict each other. */
export const EditorialNoteContent = z.strictObject({ text: line(800), sources });

export const ExampleContent = z.strictObject({
  slug: Slug,
  title: line(160),
  organisation: Slug.describe("Kurzname aus seeds/vocabulary/organisations.yaml"),
  partners: z.array(line(200)).max(40).default([]).describe("Organisationen, keine Personen"),
  summary: prose(700),
  goal: prose(1500).optional(),
  approach: prose(4000).optional(),
  successFactors: prose(2500).optional(),
  lessonsLearned: prose(2500).optional(),
  specialFeatures: prose(2500).optional(),
  targetGroups: z.array(Slug).min(1).max(20),
  methods: z.array(Slug).max(15).default([]).describe("Arbeitsweisen, Kurznamen aus seeds/vocabulary/methods.yaml"),
  keywords: z.array(Slug).max(60).default([]),
  legalBases: z.array(LegalBasisContent).max(40).default([]),
  implementations: z
    .array(z.enum(codes(IMPLEMENTATION_TYPES)))
    .max(5)
    .default([]),
  fundingSources: z
    .array(z.enum(codes(FUNDING_SOURCES)))
    .max(10)
    .default([]),
  period: PeriodContent.optional(),
  individualDuration: DurationContent.optional(),
  weeklyHours: WeeklyHoursContent.optional(),
  budgets: z.array(BudgetContent).max(60).default([]),
  staffingRatios: z.array(StaffingRatioContent).max(30).default([]),
  staffing: z.array(StaffingContent).max(60).default([]),
  participants: z.array(ParticipantContent).max(60).default([]),
  outcomes: z.array(OutcomeContent).max(120).default([]),
  editorialNotes: z.array(EditorialNoteContent).max(30).default([]),
  related: z.array(RelatedContent).max(20).default([]),
  sources,
});
export type ExampleContent = z.infer<typeof ExampleContent>;

/** The slugs of each closed list that a content may name, and of all examples. */
export type KnownTerms = Record<
  "targetGroups" | "methods" | "keywords" | "organisations" | "sources" | "provisions" | "examples",
  ReadonlySet<string>
>;

/** The schema plus the check that every slug exists; a wrong one is a problem at its own path. */
export const contentWith = (known: KnownTerms) =>
  ExampleContent.superRefine((content, context) => {
    const expect = (list: keyof KnownTerms, slug: string, path: (string | number)[]) => {
      if (!known[list].has(slug))
        context.addIssue({ code: "custom", path, message: `${LIST_NAMES[list]} „${slug}“ gibt es nicht` });
    };
    expect("organisations", content.organisation, ["organisation"]);
    content.targetGroups.forEach((slug, i) => expect("targetGroups", slug, ["targetGroups", i]));
    content.methods.forEach((slug, i) => expect("methods", slug, ["methods", i]));
    content.keywords.forEach((slug, i) => expect("keywords", slug, ["keywords", i]));
    content.legalBases.forEach((basis, i) =>
      basis.provisions?.forEach((slug, j) => expect("provisions", slug, ["legalBases", i, "provisions", j])),
    );
    content.related.forEach(({ example }, i) => {
      const path = ["related", i, "example"];
      expect("examples", example, path);
      if (example === content.slug)
        context.addIssue({ code: "custom", path, message: "ein Beispiel ist nicht mit sich selbst verwandt" });
    });
    for (const { path, sources } of sourcesOf(content))
      sources.forEach(({ source }, i) => expect("sources", source, [...path, "sources", i, "source"]));
  });

const LIST_NAMES: Record<keyof KnownTerms, string> = {
  targetGroups: "die Zielgruppe",
  methods: "die Methode",
  keywords: "das Stichwort",
  organisations: "die Organisation",
  sources: "die Quelle",
  provisions: "die Vorschrift",
  examples: "das Beispiel",
};

const SOURCED_LISTS = [
  "legalBases",
  "budgets",
  "staffingRatios",
  "staffing",
  "participants",
  "outcomes",
  "editorialNotes",
] as const;
const SOURCED_FACTS = ["period", "individualDuration", "weeklyHours"] as const;

/** The draft with this reference at every fact, and at the example itself, that has none. */
export function withSources(draft: Record<string, unknown>, reference: { source: string; section: string }) {
  const cited = (fact: unknown): unknown =>
    typeof fact === "object" && fact !== null && !Array.isArray(fact) && !("sources" in fact)
      ? { ...fact, sources: [reference] }
      : fact;
  const completed: Record<string, unknown> = { ...draft };
  for (const field of SOURCED_FACTS) if (field in draft) completed[field] = cited(draft[field]);
  for (const field of SOURCED_LISTS)
    if (Array.isArray(draft[field])) completed[field] = (draft[field] as unknown[]).map(cited);
  return cited(completed) as Record<string, unknown>;
}

/** Every fact with its sources, and the path to it; the empty path is the example itself. */
export const sourcesOf = (
  content: ExampleContent,
): { path: (string | number)[]; sources: ExampleContent["sources"] }[] => [
  { path: [], sources: content.sources },
  ...SOURCED_FACTS.flatMap((fact) => (content[fact] ? [{ path: [fact], sources: content[fact].sources }] : [])),
  ...SOURCED_LISTS.flatMap((fact) => content[fact].map(({ sources }, i) => ({ path: [fact, i], sources }))),
];
