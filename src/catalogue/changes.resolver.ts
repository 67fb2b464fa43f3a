// What changed since: for machines that follow the catalogue, and for readers of one example.
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { formatDate } from "../domain/german.ts";
import { problem } from "../domain/problem.ts";
import { GraphQLMoment } from "../platform/scalars.ts";
import type { Loaders } from "./catalogue.resolver.ts";
import type { ChangeLog, ReaderChange } from "./change-log.ts";
import { ChangeConnectionType, ChangeType, HistoryEntryType } from "./changes.type.ts";
import { PracticeExampleType } from "./practice-example.type.ts";
import { LONGEST_HISTORY, type Revisions } from "./revisions.ts";

const toCursor = (number: number) => Buffer.from(`change:${number}`).toString("base64url");

/** Throws ProblemError for what `toCursor` did not make. */
function fromCursor(cursor: string): number {
  const text = /^[A-Za-z0-9_-]{1,40}$/.test(cursor) ? Buffer.from(cursor, "base64url").toString() : "";
  const number = /^change:(\d{1,9})$/.exec(text)?.[1];
  if (number === undefined) throw problem("INVALID_CURSOR", ["after"], "Diese Seitenmarke (after) ist nicht gültig.");
  return Number(number);
}

function checkFirst(first: number, most: number): void {
  if (first < 1 || first > most)
    throw problem("INVALID_PAGE_SIZE", ["first"], `Die Seitengröße (first) muss zwischen 1 und ${most} liegen.`);
}

@Resolver(() => ChangeType)
export class ChangesResolver {
  readonly #log: ChangeLog;
  constructor(log: ChangeLog) {
    this.#log = log;
  }

  @Query(() => ChangeConnectionType, {
    description: "Was sich geändert hat: seit einem Zeitpunkt oder nach einer Seitenmarke, das Älteste zuerst",
  })
  async changes(
    @Arg("since", () => GraphQLMoment, { nullable: true }) since: string | null,
    @Arg("after", () => String, { nullable: true, description: "Seitenmarke einer früheren Antwort" })
    after: string | null,
    @Arg("first", () => Int, { nullable: true, defaultValue: 50, description: "1 bis 100" }) given: number | null,
  ): Promise<ChangeConnectionType> {
    const first = given ?? 50;
    checkFirst(first, 100);
    if (since && after)
      throw problem(
        "CONTRADICTION",
        ["since"],
        "Bitte entweder since oder after angeben; nach der Seitenmarke geht es von selbst weiter.",
      );
    const begins = await this.#log.begins();
    const moment = since && new Date(since).toISOString();
    const start = after ? fromCursor(after) : moment ? await this.#log.numberBefore(moment) : 0;
    const found = await this.#log.after(start, first + 1);
    const page = found.slice(0, first);
    const isComplete = !moment || (begins !== null && moment >= begins);
    return {
      edges: page.map((node) => ({ cursor: toCursor(node.number), node })),
      pageInfo: {
        hasNextPage: found.length > first,
        hasPreviousPage: start > 0,
        startCursor: page[0] ? toCursor(page[0].number) : null,
        // Before anything new: where this question stood.
        endCursor: toCursor(page.at(-1)?.number ?? start),
      },
      begins,
      isComplete,
      notes: isComplete ? [] : [olderThan(begins)],
    };
  }

  @FieldResolver(() => PracticeExampleType, {
    nullable: true,
    description: "das Beispiel, wie es heute veröffentlicht ist; leer, wenn es zurückgezogen ist",
  })
  example(@Root() { slug }: ReaderChange, @Ctx() { examples }: Loaders): Promise<PracticeExampleType | null> {
    return examples.load(slug);
  }
}

const olderThan = (begins: string | null) =>
  begins === null
    ? "Es sind noch keine Änderungen aufgezeichnet. Den ganzen Bestand gibt /export/search.json."
    : `Änderungen sind erst seit dem ${formatDate(begins.slice(0, 10))} aufgezeichnet, ältere fehlen hier. Den ganzen Bestand gibt /export/search.json.`;

@Resolver(() => PracticeExampleType)
export class HistoryResolver {
  readonly #revisions: Revisions;
  constructor(revisions: Revisions) {
    this.#revisions = revisions;
  }

  @FieldResolver(() => [HistoryEntryType], {
    description: "Fassungen und was sich jeweils geändert hat, die neueste zuerst",
  })
  async history(
    @Root() { slug }: PracticeExampleType,
    @Ctx() { histories }: Loaders,
    @Arg("first", () => Int, { nullable: true, defaultValue: 5, description: `1 bis ${LONGEST_HISTORY}` })
    given: number | null,
  ): Promise<HistoryEntryType[]> {
    const first = given ?? 5;
    checkFirst(first, LONGEST_HISTORY);
    return this.#revisions.entriesOf(await histories.load(slug), first);
  }
}
