// What the fields of a draft are called for people, in the order in which they read them.
import type { DraftContent } from "./imported-draft.ts";

export const FIELD_LABELS = {
  slug: "Kurzname",
  title: "Titel",
  organisation: "Organisation",
  summary: "Zusammenfassung",
  targetGroups: "Zielgruppe",
  legalBases: "Rechtsgrundlage",
  period: "Zeitraum",
  individualDuration: "Dauer je Person",
  weeklyHours: "Wochenstunden",
  budgets: "Mittelvolumen",
  staffingRatios: "Betreuungsschlüssel",
  participants: "Teilnehmende",
  implementations: "Umsetzungsart",
  fundingSources: "Finanzierung",
  partners: "Beteiligte",
  goal: "Ziel",
  approach: "Beschreibung",
  specialFeatures: "Besonderheiten",
  successFactors: "Erfolgsfaktoren",
  lessonsLearned: "Weiterführende Hinweise",
  methods: "Methode",
  keywords: "Stichwort",
  staffing: "Personal",
  outcomes: "Ergebnis",
  editorialNotes: "Redaktioneller Hinweis",
  related: "Verwandtes Beispiel",
  sources: "Fundstelle",
} as const satisfies Record<keyof DraftContent, string>;

/** "Mittelvolumen 2" for ["budgets", 1]. */
export function labelOf(path: readonly (string | number)[]): string {
  const [key, index] = path;
  const label = FIELD_LABELS[key as keyof typeof FIELD_LABELS] ?? String(key);
  return typeof index === "number" && index > 0 ? `${label} ${index + 1}` : label;
}
