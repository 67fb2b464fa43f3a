// One filled-in form becomes a draft: who, what and for whom at its head, then its facts, then its texts.
import type { Problem } from "../../domain/problem.ts";
import { DraftBuilder } from "../draft-builder.ts";
import { CONFIDENCE, type Span } from "../imported-draft.ts";
import type { Reading } from "../reading.ts";
import { readFacts } from "./facts.ts";
import type { Form, FormField } from "./form.ts";
import { readProse } from "./prose.ts";
import { readOutcomes, readStaffing } from "./results.ts";
import { readTargetGroups } from "./target-groups.ts";
import { findByWords, type NamedTerm } from "./terms.ts";

/** The closed lists, as far as a form names their entries. */
export interface ImportLists {
  organisations: readonly NamedTerm[];
  targetGroups: readonly NamedTerm[];
}

export function readForm(form: Form, lists: ImportLists): DraftBuilder {
  const draft = new DraftBuilder();
  readTitle(draft, form);
  readOrganisation(draft, form, lists.organisations);
  readTargetGroups(draft, form, lists.targetGroups);
  readFacts(draft, form);
  readStaffing(draft, form);
  readOutcomes(draft, form);
  readProse(draft, form);
  return draft;
}

const ASKED: [FormField, string][] = [
  ["targetGroup", "Zielgruppe"],
  ["period", "Zeitraum"],
  ["budget", "Mittelvolumen"],
  ["legal", "Rechtsgrundlage und Finanzierung"],
  ["description", "Beschreibung"],
];

/** What the form asks for and nobody has answered, as one remark. */
export function unanswered(form: Form): Problem[] {
  const open = ASKED.filter(([field]) => sectionsOf(form, field).every(({ reading }) => reading.text.trim() === ""));
  if (open.length === 0) return [];
  const message = `Im Bogen nicht beantwortet: ${open.map(([, label]) => label).join(", ")}.`;
  return [{ code: "NOT_ANSWERED", path: [], message }];
}

const sectionsOf = (form: Form, ...fields: FormField[]) => form.sections.filter(({ field }) => fields.includes(field));

function readTitle(draft: DraftBuilder, form: Form): void {
  for (const { reading } of sectionsOf(form, "title").slice(0, 1)) {
    const found = /\S(?:[^]*\S)?/u.exec(reading.text);
    if (!found) return;
    const title = found[0].replace(/\s+/gu, " ");
    const quoted = /^[„"“](?<inner>[^„“”"]+)[“”"]$/u.exec(title)?.groups!.inner;
    draft.set("title", quoted ?? title, CONFIDENCE.CERTAIN, reading.spanOf(found.index, found.index + found[0].length));
  }
}

/** Of the contact block only the organisation is taken: names, addresses and numbers of persons stay behind. */
function readOrganisation(draft: DraftBuilder, form: Form, organisations: ImportLists["organisations"]): void {
  const contacts = sectionsOf(form, "contact");
  for (const { reading } of contacts) {
    const found = findByWords(reading.text, organisations);
    if (!found) continue;
    const { start, end } = found.place ?? { start: 0, end: 0 };
    const span = found.place ? reading.spanOf(start, end) : undefined;
    return draft.set(
      "organisation",
      found.slug,
      span ? CONFIDENCE.CERTAIN : CONFIDENCE.CLEAR,
      span ?? mention(reading),
    );
  }
  for (const { reading } of contacts) {
    const span = mention(reading);
    if (span) return draft.leaveOpen("organisation", span.quote.replace(/\s+/gu, " "), CONFIDENCE.GUESS, span);
  }
}

/** Where some organisation is named, from its first word to the next comma: a person may stand before or after it. */
function mention(reading: Reading): Span | undefined {
  const match = ORGANISATION.exec(reading.text);
  return match ? reading.spanOf(match.index, match.index + match[0].length) : undefined;
}
const ORGANISATION =
  /(?<!\p{L})(?:(?:Kreisj|J)obcenter|(?:Bundesa|A)gentur für Arbeit|\p{L}{0,20}ministerium|Ministerium|Landkreis|Landratsamt|Stadt|Kreis|Kommunal\p{L}+|Regionaldirektion|Zentrale|Ärztlicher Dienst)(?!\p{L})[^\n,;]*|Nordrhein-Westfalen/u;
