// The addresses of feeds: GET /changes.atom for the whole catalogue, GET /export/search.atom for one search.
import type { ChangeLog, ReaderChange } from "../catalogue/change-log.ts";
import type { PracticeExampleType } from "../catalogue/practice-example.type.ts";
import { ATOM_TYPE, toAtom, type FeedEntry } from "./atom.ts";
import { addressOf, type Answering } from "./plain-answers.ts";
import { factSheetAddress, MOST_EXAMPLES, type ExportParts } from "./search-export.ts";
import { describeSearch, readSearch, searchAddress, type Parameters } from "./search-parameters.ts";

/** Examples in a feed, and withdrawals among those of a search. */
const MOST_ENTRIES = 100;
const MOST_WITHDRAWALS = 20;

export interface FeedParts extends ExportParts {
  changeLog: ChangeLog;
}

export function serveFeeds(get: Answering, parts: FeedParts): void {
  const { searches, changeLog, now } = parts;

  get("/changes.atom", async (request, reply) => {
    const address = addressOf(request);
    const changes = lastOfEach(await changeLog.newest(2 * MOST_ENTRIES)).slice(0, MOST_ENTRIES);
    const feed = {
      title: "Praxisatlas: Änderungen",
      subtitle: `Die letzten Änderungen am Katalog, höchstens ${MOST_ENTRIES}.`,
      permalink: `${address}/changes.atom`,
      updated: now().toISOString(),
      entries: await entriesOf(changes, parts, address),
    };
    return reply.type(ATOM_TYPE).send(toAtom(feed));
  });

  get("/export/search.atom", async (request, reply) => {
    const address = addressOf(request);
    const search = { ...readSearch(request.query as Parameters), sort: "NEWEST" as const };
    const slugs = await searches.all(search, MOST_EXAMPLES);
    const loaded = await parts.examples().loadMany(slugs.slice(0, MOST_ENTRIES));
    const found = loaded.flatMap((example): FeedEntry[] => {
      if (example instanceof Error) throw example;
      return example
        ? [entryOf(example, example.revision > 1 ? "REVISED" : "PUBLISHED", example.publishedAt, address)]
        : [];
    });
    const withdrawn = lastOfEach(await changeLog.newest(MOST_WITHDRAWALS, "WITHDRAWN"));
    const feed = {
      title: `Praxisatlas: ${describeSearch(search)}`,
      subtitle: `Die zuletzt veröffentlichten von ${slugs.length} Treffern, höchstens ${MOST_ENTRIES}. Zurückgezogene Beispiele stehen immer dabei, denn ob sie zur Suche gehörten, ist nicht mehr zu sagen.`,
      permalink: `${address}/export/search.atom${searchAddress(search)}`,
      updated: now().toISOString(),
      entries: [...found, ...(await entriesOf(withdrawn, parts, address)).filter(({ kind }) => kind === "WITHDRAWN")],
    };
    return reply.type(ATOM_TYPE).send(toAtom(feed));
  });
}

/** Of changes, newest first, the newest of each example. */
const lastOfEach = (changes: readonly ReaderChange[]): ReaderChange[] =>
  [...new Map(changes.toReversed().map((change) => [change.slug, change])).values()].sort(
    (a, b) => b.number - a.number,
  );

/** Without withdrawals of what is published again. */
async function entriesOf(
  changes: readonly ReaderChange[],
  { examples }: ExportParts,
  address: string,
): Promise<FeedEntry[]> {
  const loaded = await examples().loadMany(changes.map(({ slug }) => slug));
  return changes.flatMap(({ slug, kind, at }, i): FeedEntry[] => {
    const example = loaded[i];
    if (example instanceof Error) throw example;
    if (!example) return kind === "WITHDRAWN" ? [{ slug, kind, at }] : [];
    return kind === "WITHDRAWN" ? [] : [entryOf(example, kind, at, address)];
  });
}

const entryOf = (example: PracticeExampleType, kind: FeedEntry["kind"], at: string, address: string): FeedEntry => ({
  slug: example.slug,
  kind,
  at,
  content: {
    title: example.title,
    summary: example.summary,
    author: example.organisation.name,
    url: factSheetAddress(address, example),
  },
});
