// For whom it is: names of the closed list where the form asks for them, and what only may be meant, left to an editor.
import { findPersonalData } from "../../domain/personal-data.ts";
import { fold } from "../../domain/text.ts";
import type { DraftBuilder } from "../draft-builder.ts";
import { CONFIDENCE } from "../imported-draft.ts";
import type { Form } from "./form.ts";
import { findTerms, type NamedTerm } from "./terms.ts";

/** Those who carry out every measure or take part in it; they are whom it is for only where nobody else is named. */
const ACTORS = ["arbeitgeber", "fachkraefte-im-jobcenter"];
/** Everybody in these forms is entitled to benefits; that says something only when nothing else is said. */
const EVERYBODY = "leistungsberechtigte";

/** Characters of the section in which people say whom it is for; then they tell of them, and of many others. */
const NAMED_FIRST = 300;

/** In the section for it a name of the list is clear; a title names groups too, but not always those it is for. */
export function readTargetGroups(draft: DraftBuilder, form: Form, groups: readonly NamedTerm[]): void {
  const sections = ["targetGroup", "title"].flatMap((wanted) => form.sections.filter(({ field }) => field === wanted));
  const found = sections.flatMap(({ field, reading: { text, spanOf } }) => {
    const persons = findPersonalData(text);
    return findTerms(text, groups)
      .filter(({ start, end }) => !persons.some((person) => person.start < end && person.end > start))
      .filter(({ start, end }) => !isDenied(text.slice(0, start)) && !isBothGenders(text, start, end))
      .map(({ start, end, value }) => ({
        value,
        isLabel: isLabel(text.slice(start, end), groups, value),
        isAsked: field === "targetGroup" && start < NAMED_FIRST,
        span: spanOf(start, end),
      }));
  });
  const distinct = found.filter(({ value }, i) => found.findIndex((other) => other.value === value) === i);
  const clear = distinct.filter(({ isAsked, isLabel }) => isAsked || isLabel);
  const others = clear.filter(({ value }) => value !== EVERYBODY);
  const telling = others.filter(({ value }) => !ACTORS.includes(value));
  const taken = [telling, others.filter(({ isLabel }) => isLabel), clear].find((some) => some.length > 0) ?? [];
  for (const { value, isAsked, span } of taken)
    draft.push("targetGroups", value, isAsked ? CONFIDENCE.CLEAR : CONFIDENCE.LIKELY, span);
  for (const one of distinct)
    if (!taken.includes(one) && one.value !== EVERYBODY)
      draft.leaveOpen("targetGroups", one.value, CONFIDENCE.GUESS, one.span);
}

const isDenied = (before: string) => /(?<!\p{L})(?:kein\p{L}{0,2}|nicht)\s$/iu.test(before.slice(-20));

/** "Kundinnen und Kunden", "Migranten/Migrantinnen" are not women. */
function isBothGenders(text: string, start: number, end: number): boolean {
  const word = fold(text.slice(start, end));
  if (!word.endsWith("innen")) return false;
  const after = /^\s?(?:und|oder|\/)\s?-?(?<word>\p{L}+)/iu.exec(text.slice(end, end + 60))?.groups!.word;
  const before = /(?<word>\p{L}+)\s?(?:und|oder|\/)\s?$/iu.exec(text.slice(Math.max(0, start - 60), start))?.groups!
    .word;
  return [after, before].some((other) => other && fold(other).slice(0, 4) === word.slice(0, 4));
}

const isLabel = (words: string, groups: readonly NamedTerm[], slug: string) =>
  findTerms(
    words,
    groups.filter((group) => group.slug === slug).map(({ names }) => ({ slug, names: [names[0]!] })),
  ).length > 0;
