// What the files in seeds/vocabulary and seeds/sources.yaml say: one schema for each closed list.
import { z } from "zod";
import { Slug, line } from "./content.ts";
import { isOnCalendar } from "./period.ts";
import { CARRIER_TYPES, FEDERAL_STATES, LAW_BOOKS, codes } from "./terms.ts";

const label = line(200);
const synonyms = z.array(line(120).min(2)).max(60).default([]);
const Day = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "ein Tag wie 2012-04-01")
  .refine(isOnCalendar, "diesen Tag gibt es nicht");
/** Names of fields whose value we could not check against a source, or true for the whole entry. */
const unverified = z.union([z.literal(true), z.array(z.string().max(40)).min(1).max(20)]).optional();

export const SourceEntry = z.strictObject({
  slug: Slug,
  title: line(300),
  publisher: label.optional(),
  year: z.number().int().min(1900).max(2100).optional(),
  lawAsOf: Day.describe("Tag, nach dessen Recht die Zitate des Dokuments gelesen werden"),
  note: line(600).optional(),
});
export type SourceEntry = z.infer<typeof SourceEntry>;

export const TargetGroupEntry = z.strictObject({ slug: Slug, label, broader: Slug.optional(), synonyms });
export type TargetGroupEntry = z.infer<typeof TargetGroupEntry>;

/** A way of working, whatever the target group and the law: visiting people at home, groups, coaching. */
export const MethodEntry = z.strictObject({ slug: Slug, label, synonyms });
export type MethodEntry = z.infer<typeof MethodEntry>;

export const KeywordEntry = z.strictObject({
  slug: Slug,
  label,
  broader: Slug.optional().describe("Oberbegriff, unter dem das Stichwort eingerückt steht"),
  see: Slug.optional().describe("Verweis: „siehe …“"),
  synonyms,
  index: z
    .strictObject({ source: Slug, pages: line(200) })
    .optional()
    .describe("Seiten, die das Stichwortverzeichnis der Quelle nennt"),
});
export type KeywordEntry = z.infer<typeof KeywordEntry>;

export const OrganisationEntry = z.strictObject({
  slug: Slug,
  name: label,
  kind: z.enum(codes(CARRIER_TYPES)),
  federalState: z.enum(codes(FEDERAL_STATES)).optional(),
  region: label.optional().describe("Stadt, Kreis oder Agenturbezirk"),
  kindReference: line(300)
    .optional()
    .describe("woher die Art des Trägers bekannt ist, wenn die Quelle sie nicht nennt"),
  unverified,
});
export type OrganisationEntry = z.infer<typeof OrganisationEntry>;

/** Words that mean the same; a search for one in `under` finds them too. See domain/lexicon.ts. */
export const SynonymEntry = z.strictObject({
  words: z.array(label).min(1).max(30),
  under: z.array(label).max(20).default([]),
});
export type SynonymEntry = z.infer<typeof SynonymEntry>;

/** Simple words that may be parts of compounds. */
export const CompoundParts = z
  .array(z.string().regex(/^\p{Ll}{3,30}$/u, "ein einfaches Wort in Kleinbuchstaben"))
  .max(5_000);

export const InstrumentEntry = z.strictObject({
  slug: Slug,
  label,
  synonyms,
  note: line(600).optional(),
});
export type InstrumentEntry = z.infer<typeof InstrumentEntry>;

export const ProvisionEntry = z
  .strictObject({
    slug: Slug.describe("Buch, Paragraf und Jahr des Inkrafttretens, z. B. sgb3-45-2012"),
    lawBook: z.enum(codes(LAW_BOOKS)),
    section: z.string().regex(/^\d{1,4}[a-z]?$/, "Paragraf wie „16e“ oder „45“"),
    title: label.describe("amtliche Überschrift"),
    validFrom: Day,
    validTo: Day.optional().describe("letzter Tag der Geltung"),
    instrument: Slug.optional(),
    predecessors: z.array(Slug).max(20).default([]).describe("Vorschriften, an deren Stelle diese getreten ist"),
    change: line(600).optional().describe("was sich mit dieser Fassung geändert hat, in einem Satz"),
    reference: line(300).describe("Fundstelle, z. B. Gesetz und Bundesgesetzblatt"),
    unverified,
  })
  .refine((p) => !p.validTo || p.validFrom <= p.validTo, { path: ["validTo"], message: "liegt vor dem Inkrafttreten" });
export type ProvisionEntry = z.infer<typeof ProvisionEntry>;
