// From a search to the examples of its file: all hits by one question, their rows a page at a time.
import { setImmediate as breathe } from "node:timers/promises";
import type { Loaders } from "../catalogue/catalogue.resolver.ts";
import type { PracticeExampleType } from "../catalogue/practice-example.type.ts";
import type { Searches } from "../search/searches.ts";
import type { FoundExamples } from "./format.ts";
import { describeSearch, searchAddress, type Search } from "./search-parameters.ts";

/** Examples in one file; more need a narrower search. */
export const MOST_EXAMPLES = 20_000;
/** Examples read at a time, by two statements. */
const PAGE = 50;
/** Examples written at a time; then others get their turn. */
const SLICE = 10;

export interface ExportParts {
  searches: Searches;
  /** Loaders of a page; another one for each, so that pages are forgotten. */
  examples: () => Loaders["examples"];
  now: () => Date;
}

/**
 * Throws ProblemError for a search that cannot be meant, finds nothing or too much. `address` is where the server is reached,
 * without a slash at the end; `onPage` is told how many hits are written.
 */
export async function exportSearch(
  { searches, examples, now }: ExportParts,
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
    permalinkOf: (example) => factSheetAddress(address, example),
    pages: pagesOf(examples, slugs, onPage),
  };
}

/** Where the fact sheet of just this revision is to be had. */
export const factSheetAddress = (address: string, { slug, revision }: { slug: string; revision: number }) =>
  `${address}/examples/${slug}.docx?revision=${revision}`;

/** An example that is withdrawn meanwhile is left out. */
async function* pagesOf(
  examplesOf: ExportParts["examples"],
  slugs: readonly string[],
  onPage?: (done: number, total: number) => void,
): AsyncGenerator<PracticeExampleType[]> {
  for (let at = 0; at < slugs.length; at += PAGE) {
    const loaded = await examplesOf().loadMany(slugs.slice(at, at + PAGE));
    const failed = loaded.find((example) => example instanceof Error);
    if (failed) throw failed;
    const examples = loaded.filter((example): example is PracticeExampleType => example !== null);
    for (let from = 0; from < examples.length; from += SLICE) {
      yield examples.slice(from, from + SLICE);
      await breathe();
    }
    onPage?.(Math.min(at + PAGE, slugs.length), slugs.length);
    await breathe();
  }
}
