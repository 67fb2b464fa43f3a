// Builds a new index beside the live one, compares it, and makes it the live one in one transaction of our database. A step at a time.
import { EXAMPLE_CHANGED } from "../../catalogue/publish.ts";
import { mark } from "../../platform/outbox.ts";
import { DOCUMENT_VERSION, SETTINGS_HASH } from "../engines/meilisearch-server.ts";
import { compare } from "./comparison.ts";
import { forgetMarks, setAside } from "./dirty.ts";
import { changeState, readState, type SearchState } from "./state.ts";
import { apart } from "./time.ts";
import type { Tools } from "./tools.ts";

const PAGE = 500;
/** Other processes notice within seconds which index is live; a search that has begun ends long before. */
const KEPT_AFTER_SWITCH_MS = 10 * 60_000;

export const needsBuild = ({ liveUid, liveShape, buildingUid, rebuild }: SearchState, shape: string): boolean =>
  rebuild || buildingUid !== null || liveUid === null || liveShape !== shape;

/**
 * One step of a build: name the index, create it, fill a page, or compare and switch. A step that was cut off is simply done again.
 * Returns how many documents a comparison found to differ.
 */
export async function buildStep(tools: Tools, state: SearchState): Promise<number> {
  const { buildingUid: uid, buildingShape, builtUpTo } = state;
  if (uid === null || buildingShape !== tools.shape) await choose(tools, state);
  else if (builtUpTo === null) await create(tools, uid);
  else {
    const slugs = await tools.current.slugsAfter(builtUpTo, PAGE);
    if (slugs.length === 0) return finish(tools, state, uid);
    await fill(tools, uid, slugs);
  }
  return 0;
}

async function create(tools: Tools, uid: string): Promise<void> {
  await tools.server.createIndex(uid);
  await tools.at("build-created");
  await tools.exclusively(async (manager) => {
    // A live index must still hear of them.
    if ((await readState(manager)).liveUid === null) await forgetMarks(manager);
    await changeState(manager, { builtUpTo: "" });
  });
}

async function finish(tools: Tools, state: SearchState, uid: string): Promise<number> {
  await tools.delivery.expectReady(uid);
  const { different } = await compare(tools, uid);
  await tools.at("build-compared");
  if (different.length === 0) await switchTo(tools, state, uid);
  else {
    // Whatever got lost on the way is sent again with all else that is marked, and then compared once more.
    tools.log.warn({ uid, different: different.length }, "Im neuen Suchindex fehlt noch etwas.");
    await tools.exclusively((manager) => mark(manager, EXAMPLE_CHANGED, different, tools.time.now()));
  }
  return different.length;
}

async function choose(tools: Tools, state: SearchState): Promise<void> {
  if (state.buildingUid !== null) await tools.server.drop(state.buildingUid);
  // Indexes that this database does not know are left alone: they may belong to another installation.
  const numbers = (await tools.server.indexes()).map((uid) => Number(/_(\d{1,9})$/.exec(uid)?.[1] ?? 0));
  const builds = Math.max(state.builds, ...numbers) + 1;
  const uid = `${tools.server.prefix}v${DOCUMENT_VERSION}_${SETTINGS_HASH}_${builds}`;
  tools.log.info({ uid }, "Ein neuer Suchindex wird aufgebaut.");
  await tools.change({ buildingUid: uid, buildingShape: tools.shape, builtUpTo: null, builds, rebuild: false });
  await tools.at("build-chosen");
}

async function fill(tools: Tools, uid: string, slugs: readonly string[]): Promise<void> {
  await tools.delivery.expectReady(uid);
  const { documents } = await tools.current.of(slugs);
  await tools.at("after-read");
  const refused = await tools.delivery.put(uid, documents);
  await tools.at("build-filled");
  await tools.exclusively(async (manager) => {
    await setAside(manager, refused, [], tools.time.now());
    await changeState(manager, { builtUpTo: slugs.at(-1)!, lastTaskUid: tools.delivery.newestTask });
  });
}

async function switchTo(tools: Tools, { retiredUid }: SearchState, uid: string): Promise<void> {
  if (retiredUid !== null) await tools.server.drop(retiredUid);
  await tools.at("before-switch");
  const switchedAt = tools.time.now().toISOString();
  await tools.exclusively(async (manager) => {
    const { liveUid } = await readState(manager);
    await changeState(manager, {
      liveUid: uid,
      liveShape: tools.shape,
      buildingUid: null,
      buildingShape: null,
      builtUpTo: null,
      retiredUid: liveUid,
      switchedAt,
      comparedAt: switchedAt,
      doubtful: false,
    });
  });
  tools.log.info({ uid }, "Der neue Suchindex ist in Gebrauch.");
  await tools.at("after-switch");
}

/** Drops the index that was live before, once nobody can be reading it any more. */
export async function dropRetired(tools: Tools, { retiredUid, switchedAt }: SearchState): Promise<void> {
  if (retiredUid === null || !apart(switchedAt, tools.time.now(), KEPT_AFTER_SWITCH_MS)) return;
  await tools.server.drop(retiredUid);
  await tools.at("after-drop");
  await tools.change({ retiredUid: null });
}
