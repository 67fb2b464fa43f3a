// The whole catalogue is in an empty store within three seconds.
import { expect, it } from "vitest";
import { loadSeeds } from "../../src/catalogue/load-seeds.ts";
import { SEEDS } from "../support/app.ts";
import { examples } from "../support/seeds.ts";
import { aStore } from "../support/store.ts";

/** Of processor time, all threads: it does not grow when others use the machine, as the clock does. */
const MOST_MS = 3_000;

it(`loading takes less than ${MOST_MS} ms of processor time on SQLite`, async () => {
  const store = await aStore("sqlite");
  try {
    const before = process.cpuUsage();
    const { revised } = await loadSeeds(store, { folder: SEEDS, now: () => new Date("2026-01-01") });
    const { user, system } = process.cpuUsage(before);
    expect(revised).toBe(examples.length);
    expect((user + system) / 1000).toBeLessThan(MOST_MS);
  } finally {
    await store.close();
  }
});
