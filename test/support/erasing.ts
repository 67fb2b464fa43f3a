// Erasing people in tests as the command does it: with the application's database and list, beside the running server.
import { ErasedList } from "../../src/own-data/erased-list.ts";
import { Erasure } from "../../src/own-data/erasure.ts";
import { AuditTable } from "../../src/platform/audit.ts";
import type { TestApp } from "./app.ts";
import { done, requestChanges, type Contribution } from "./contributing.ts";
import type { Person } from "./people.ts";

export const erasureOf = (app: TestApp, now = () => new Date()) =>
  new Erasure({
    db: app.db,
    vocabulary: app.vocabulary,
    now,
    list: new ErasedList(app.db, app.database.erasedList),
    onErased: () => app.settled(),
  });

/** Sent back with a reason as older ones may be: an address in it is refused today. */
export async function sendBack(
  app: TestApp,
  editor: Person,
  contribution: Contribution,
  reason: string,
): Promise<void> {
  const { id, version: number } = done(await requestChanges(editor, contribution));
  await app.db.write((manager) => manager.update(AuditTable, { subject: `contribution:${id}`, number }, { reason }));
}
