// The texts of a form, as its writers worded them: paragraphs and lists, one text for each field of an example.
import type { DraftBuilder } from "../draft-builder.ts";
import { CONFIDENCE, type DraftContent } from "../imported-draft.ts";
import type { Form, FormField } from "./form.ts";

type ProseField = "summary" | "goal" | "approach" | "specialFeatures" | "successFactors" | "lessonsLearned";
const PROSE: [ProseField & keyof DraftContent, FormField][] = [
  ["summary", "summary"],
  ["goal", "targetGroup"],
  ["approach", "description"],
  ["specialFeatures", "special"],
  ["successFactors", "success"],
  ["lessonsLearned", "changes"],
];
/** The form's own hints below a question; they are printed there whether or not anybody answered. */
const HINTS =
  /^(?:Zum Beispiel mit Blick auf|\W*(?:gute Integrationsergebnisse|Vereinfachung der Vermittlungs|hohe (?:Teilnehmer)?[Zz]ufriedenheit|Abbau von Vermittlungshemmnissen|Einbezieh(?:en|ung) von Netzwerkpartnern|Sonstiges).{0,70})$/u;
const BULLET = /^(?:[•\uF0B7\uF0A7▪-]|o(?=\s))\s*/u;

export function readProse(draft: DraftBuilder, form: Form): void {
  for (const [key, field] of PROSE) {
    const sections = form.sections.filter((section) => section.field === field && section.reading.text.trim() !== "");
    const texts = sections.map(({ reading }) => paragraphs(reading.text)).filter((text) => text !== "");
    if (texts.length === 0) continue;
    const { reading } = sections[0]!;
    draft.set(key, texts.join("\n\n"), CONFIDENCE.CLEAR, reading.spanOf(0, reading.text.length));
  }
}

/** Lines of a paragraph are joined, points of a list stay on lines of their own. */
function paragraphs(text: string): string {
  const lines: string[] = [];
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (HINTS.test(line) || line === "") continue;
    if (BULLET.test(line)) lines.push(`- ${line.replace(BULLET, "")}`);
    else if (lines.length > 0 && !/[.:!?]$/u.test(lines.at(-1)!)) lines[lines.length - 1] += ` ${line}`;
    else lines.push(line);
  }
  return lines.join("\n");
}
