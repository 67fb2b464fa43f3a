// Looks whether the live index is still what we made of it, and marks what is not: at the start, every half minute, and on suspicion.
import { EXAMPLE_CHANGED } from "../../catalogue/publish.ts";
import { mark } from "../../platform/outbox.ts";
import { PRIMARY_KEY } from "../engines/meilisearch-server.ts";
import { compare } from "./comparison.ts";
import { changeState, readState, type SearchState } from "./state.ts";
import { apart } from "./time.ts";
import type { Tools } from "./tools.ts";

/** Document by document; in between, a glance at tasks, index and number of documents shows whether something was lost. */
const COMPARED_EVERY_MS = 10 * 60_000;
const UNFINISHED_MS = 5 * 60_000;

/** `suspected`: the server's data seem not to be those that we knew. Throws what the server throws, and is then to be called again. */
export async function check(tools: Tools, suspected: boolean): Promise<void> {
  const { db, server, delivery, time, log } = tools;
  const state = await db.read(readState);
  delivery.remember(state.lastTaskUid);
  const newest = await server.newestTask();
  const reset = suspected || (state.lastTaskUid !== null && (newest ?? -1) < state.lastTaskUid);
  if (reset) await afterReset(tools, state);
  if (state.liveUid !== null) await checkLive(tools, state.liveUid);
  const oldest = await server.oldestUnfinished();
  if (oldest && apart(oldest.toISOString(), time.now(), UNFINISHED_MS))
    log.warn({ since: oldest.toISOString() }, "Der Suchserver kommt mit seinen Aufträgen nicht voran.");
  await tools.change({ checkedAt: time.now().toISOString() });
}

/** Whatever was sent may be gone: an index being built begins anew, a live one is searched no more until it is compared. */
async function afterReset(tools: Tools, { liveUid }: SearchState): Promise<void> {
  tools.log.warn("Der Suchserver hat seine Daten verloren oder ältere zurückbekommen. Der Suchindex wird geprüft.");
  await tools.change({ doubtful: true, lastTaskUid: null, builtUpTo: null });
  tools.delivery.remember(null);
  // An index that came into being by a late document has none of our settings.
  if (liveUid !== null && (await tools.server.state(liveUid))) await tools.server.createIndex(liveUid);
}

async function checkLive(tools: Tools, uid: string): Promise<void> {
  const { server, current, db, time } = tools;
  const index = await server.state(uid);
  if (index?.primaryKey !== PRIMARY_KEY) {
    tools.log.warn({ uid }, "Der Suchindex fehlt. Er wird neu aufgebaut.");
    return tools.change({ liveUid: null, liveShape: null, doubtful: false });
  }
  const { doubtful, comparedAt } = await db.read(readState);
  const due = apart(comparedAt, time.now(), COMPARED_EVERY_MS);
  if (doubtful || due || index.documents !== (await current.count())) await repair(tools, uid, due);
}

/** Marks what differs and returns how many; the index is trusted again once nothing does. `again`: also what the server has refused before. */
export async function repair(tools: Tools, uid: string, again = false): Promise<number> {
  const { time, log } = tools;
  const { different, open, refused } = await compare(tools, uid);
  await tools.at("compared");
  const slugs = again ? [...different, ...refused] : different;
  if (different.length > 0)
    log.warn({ different: different.length }, "Suchindex und Katalog unterscheiden sich. Das wird behoben.");
  await tools.exclusively(async (manager) => {
    const { doubtful } = await readState(manager);
    if (slugs.length > 0) await mark(manager, EXAMPLE_CHANGED, slugs, time.now());
    await changeState(manager, {
      doubtful: different.length > 0 || (doubtful && open > 0),
      comparedAt: time.now().toISOString(),
    });
  });
  return different.length;
}
