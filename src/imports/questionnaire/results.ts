// What a form tells of those who do the work, and of what became of people.
import type { DraftBuilder } from "../draft-builder.ts";
import { CONFIDENCE } from "../imported-draft.ts";
import { inOrder, type Form } from "./form.ts";
import { findOutcomes } from "./outcomes.ts";
import { findStaffing } from "./staffing.ts";

export function readOutcomes(draft: DraftBuilder, form: Form): void {
  const seen = new Set<string>();
  for (const { reading } of inOrder(form, "results", "success"))
    for (const { start, end, value } of findOutcomes(reading.text)) {
      const key = `${value.kind} ${value.value} ${value.unit}`;
      if (seen.has(key)) continue;
      seen.add(key);
      draft.push("outcomes", value, CONFIDENCE.LIKELY, reading.spanOf(start, end));
    }
}

export function readStaffing(draft: DraftBuilder, form: Form): void {
  const seen = new Set<string>();
  for (const { field, reading } of inOrder(form, "budget", "participants", "implementation", "description"))
    for (const { start, end, value } of findStaffing(reading.text)) {
      const key = JSON.stringify(value);
      if (seen.has(key)) continue;
      seen.add(key);
      const asked = field === "budget" || field === "participants";
      draft.push("staffing", value, asked ? CONFIDENCE.CLEAR : CONFIDENCE.LIKELY, reading.spanOf(start, end));
    }
}
