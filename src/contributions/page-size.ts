// How many entries a page of a list may have.
import { problem } from "../domain/problem.ts";

/** 20 where nothing is said. Throws ProblemError. */
export function pageSize(given: number | null): number {
  const first = given ?? 20;
  if (first < 1 || first > 100) throw problem("INVALID_PAGE_SIZE", ["first"], "Eine Seite hat 1 bis 100 Einträge.");
  return first;
}
