// One person's data as a JSON file, written piece by piece: a busy author has saved more than fits in memory at once.
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Db } from "../platform/db.ts";
import { aboutAccount, commentsBy, eventsBy, versionsBy, type OwnPage, type Slice } from "./own-data.ts";

/** Entries that are read at a time. */
const SLICE = 100;

/** Readable for the one who runs the command alone. The file gets its name when it is whole. */
export async function exportPerson(db: Db, account: string, file: string): Promise<void> {
  const part = `${file}.part`;
  try {
    await pipeline(Readable.from(pieces(db, account)), createWriteStream(part, { mode: 0o600 }));
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function* pieces(db: Db, account: string): AsyncGenerator<string> {
  const about = await db.read((manager) => aboutAccount(manager, account));
  yield `${JSON.stringify(about, null, 2).slice(0, -2)},\n  "versions": [`;
  yield* entries((slice) => db.read((manager) => versionsBy(manager, account, slice)));
  yield `],\n  "comments": [`;
  yield* entries((slice) => db.read((manager) => commentsBy(manager, account, slice)));
  yield `],\n  "events": [`;
  yield* entries((slice) => db.read((manager) => eventsBy(manager, account, slice)));
  yield "]\n}\n";
}

async function* entries(read: (slice: Slice) => Promise<OwnPage>): AsyncGenerator<string> {
  let between = "\n    ";
  for (let after: string | null = null, more = true; more; more = after !== null) {
    const page: OwnPage = await read({ first: SLICE, after });
    for (const entry of page.entries) {
      yield between + JSON.stringify(entry);
      between = ",\n    ";
    }
    after = page.endCursor;
  }
}
