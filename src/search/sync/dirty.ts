// The outbox as the worker reads it: withdrawn examples first, none by the clock, and those aside that the server refuses.
import type { EntityManager } from "typeorm";
import { ExampleTable } from "../../catalogue/catalogue.entity.ts";
import { EXAMPLE_CHANGED } from "../../catalogue/publish.ts";
import { OutboxTable, type DirtyRow } from "../../platform/outbox.ts";

/** A refused document waits until its example changes or the next comparison tries again; `attempts` tells it from the others. */
const refused = (manager: EntityManager) =>
  manager.createQueryBuilder(OutboxTable, "o").where("o.topic = :topic AND o.attempts > 0", { topic: EXAMPLE_CHANGED });

const open = (manager: EntityManager) =>
  manager.createQueryBuilder(OutboxTable, "o").where("o.topic = :topic AND o.attempts = 0", { topic: EXAMPLE_CHANGED });

/** Up to `limit` keys to be worked off: only withdrawn examples as long as there are any, then the oldest. */
export async function nextDirty(manager: EntityManager, limit: number): Promise<DirtyRow[]> {
  const oldest = () => open(manager).orderBy("o.notBefore").addOrderBy("o.key").limit(limit);
  const withdrawn = oldest();
  const published = withdrawn.subQuery().select("1").from(ExampleTable, "e").where("e.slug = o.key").getQuery();
  const gone = await withdrawn.andWhere(`NOT EXISTS ${published}`).getMany();
  return gone.length > 0 ? gone : oldest().getMany();
}

/** For an index that is still empty and will be filled with all there is: what was marked until now is then done. */
export const forgetMarks = (manager: EntityManager) => manager.delete(OutboxTable, { topic: EXAMPLE_CHANGED });

/** Every key that may differ between catalogue and index for a reason that is known. */
export async function knownToDiffer(manager: EntityManager): Promise<{ open: Set<string>; refused: Set<string> }> {
  const keys = (rows: DirtyRow[]) => new Set(rows.map((row) => row.key));
  return { open: keys(await open(manager).getMany()), refused: keys(await refused(manager).getMany()) };
}

/** When the oldest open key was marked, ISO 8601; null when all is done. */
export async function openSince(manager: EntityManager): Promise<string | null> {
  const row = await open(manager).select("MIN(o.notBefore)", "since").getRawOne<{ since: string | null }>();
  return row?.since ?? null;
}

/**
 * Puts refused keys aside unless they have been marked again since `rows` were read. A key that nobody marked gets a mark that is
 * set aside, so that it is known.
 */
export async function setAside(
  manager: EntityManager,
  refusals: readonly { slug: string; code: string }[],
  rows: readonly DirtyRow[],
  now: Date,
): Promise<void> {
  for (const { slug, code } of refusals) {
    const fresh = { topic: EXAMPLE_CHANGED, key: slug, version: 1, notBefore: now.toISOString(), attempts: 0 };
    await manager
      .createQueryBuilder()
      .insert()
      .into(OutboxTable)
      .values({ ...fresh, lastError: null })
      .orIgnore()
      .updateEntity(false)
      .execute();
    const { topic, key, version, notBefore, attempts } = rows.find((row) => row.key === slug) ?? fresh;
    await manager.update(OutboxTable, { topic, key, version, notBefore }, { attempts: attempts + 1, lastError: code });
  }
}

/** What the server refuses: slugs with the server's name for the reason. */
export const setAsides = async (manager: EntityManager): Promise<{ slug: string; code: string }[]> =>
  (await refused(manager).orderBy("o.key").getMany()).map(({ key, lastError }) => ({
    slug: key,
    code: lastError ?? "",
  }));
