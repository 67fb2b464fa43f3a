// From a search to the examples of its file: all hits by one question, their rows a page at a time.
import { setImmediate as breathe } from "node:timers/promises";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PracticeExampleType } from "../catalogue/practice-example.type.ts";
import type { Searches } from "../search/searches.ts";
import type { FoundExamples } from "./format.ts";
import { describeSearch, searchAddress, type Search } from "./search-parameters.ts";

/** Examples in one file; more need a narrower search. */
export const MOST_EXAMPLES = 20_000;
/** Examples read at a time: two statements, and a few hundred milliseconds at most until others get their turn. */
const PAGE = 100;

export interface ExportParts {
  searches: Searches;
  catalogue: Catalogue;
  now: () => Date;
}

/**
 * Throws ProblemError for a search that cannot be meant, finds nothing or too much. `address` is where the server is reached,
 * without a slash at the end; `onPage` is told how many hits are written.
 */
export async function exportSearch(
  { searches, catalogue, now }: ExportParts,
  search: Search,
  format: string,
  address: string,
  onPage?: (done: number, total: number) => void,
): Promise<FoundExamples> {
  const slugs = await searches.all(search, MOST_EXAMPLES);
  const asked = searchAddress(search);
  return {
    title: describeSearch(search),
    asOf: now().toISOString().slice(0, 10),
    permalink: `${address}/export/search.${format}${asked}`,
    permalinkOf: ({ slug, revision }) => `${address}/examples/${slug}.docx?revision=${revision}`,
    pages: pagesOf(catalogue, slugs, onPage),
  };
}

/** An example that is withdrawn meanwhile is left out. */
async function* pagesOf(
  catalogue: Catalogue,
  slugs: readonly string[],
  onPage?: (done: number, total: number) => void,
): AsyncGenerator<PracticeExampleType[]> {
  for (let at = 0; at < slugs.length; at += PAGE) {
    const loaded = await catalogue.loader().loadMany(slugs.slice(at, at + PAGE));
    const failed = loaded.find((example) => example instanceof Error);
    if (failed) throw failed;
    yield loaded.filter((example): example is PracticeExampleType => example !== null);
    onPage?.(Math.min(at + PAGE, slugs.length), slugs.length);
    await breathe();
  }
}
