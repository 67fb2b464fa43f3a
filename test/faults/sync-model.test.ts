// Random changes and random faults; then all is healed, and the index must hold exactly what is published. SEED=… runs a test again as it failed.
import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { DATABASES } from "../support/app.ts";
import { chance, SEED } from "../support/chance.ts";
import type { Fate, Manner } from "../support/meilisearch-stub.ts";
import { aSynced, example, MINUTE, type Synced, type TestWorker } from "../support/synced.ts";

const POINTS = [
  "after-read",
  "before-send",
  "after-send",
  "after-task",
  "before-ack",
  "compared",
  "build-chosen",
  "build-created",
  "build-filled",
  "build-compared",
  "before-switch",
  "after-switch",
  "after-drop",
];
const SLUGS = Array.from({ length: 12 }, (_, i) => `beispiel-${i}`);
const DAY = 24 * 60 * MINUTE;
class Killed extends Error {}

/** A catalogue that changes and a server that fails, by the same chance each time. */
class Model {
  readonly story: string[] = [];
  readonly #synced: Synced;
  readonly #random: ReturnType<typeof chance>;
  readonly #restores: (() => void)[] = [];
  #worker: TestWorker | undefined;
  #editions = 0;

  constructor(synced: Synced, random: ReturnType<typeof chance>) {
    this.#synced = synced;
    this.#random = random;
  }

  #one<T>(list: readonly T[]): T {
    return list[this.#random(0, list.length - 1)]!;
  }

  change = async (): Promise<void> => {
    const slugs = [this.#one(SLUGS), this.#one(SLUGS)];
    const edition = ++this.#editions;
    if (this.#random(0, 3) === 0) {
      this.story.push(`withdraw ${slugs[0]}`);
      await this.#synced.withdraw(slugs[0]!);
    } else {
      this.story.push(`publish ${slugs} (${edition})`);
      await this.#synced.publish(...[...new Set(slugs)].map((slug) => example(slug, `Ausgabe ${edition}`)));
    }
  };

  /** Some rounds of a worker, which may be killed, or find the catalogue changed, at any point. */
  work = async (): Promise<void> => {
    const fatal = this.#random(0, 2) === 0 ? this.#one(POINTS) : null;
    const busy = this.#random(0, 1) === 0 ? this.#one(POINTS) : null;
    this.story.push(`work${fatal ? `, killed at ${fatal}` : ""}${busy ? `, changed at ${busy}` : ""}`);
    const now = { killed: false, changed: false };
    await this.#worker?.release();
    this.#worker = this.#synced.worker(async (point) => {
      if (point === busy && !now.changed) {
        now.changed = true;
        await this.change();
      }
      now.killed ||= point === fatal;
      if (now.killed) throw new Killed(point);
    });
    for (let rounds = this.#random(1, 12); rounds > 0 && !now.killed; rounds--)
      this.#synced.time.pass((await this.#worker.round()).pause);
  };

  pass = async (): Promise<void> => {
    const milliseconds = this.#one([MINUTE, 11 * MINUTE, DAY, -60 * MINUTE]);
    this.story.push(`${milliseconds} ms pass`);
    this.#synced.time.pass(milliseconds);
  };

  /** By means that only a stub has. */
  breakStub = async (): Promise<void> => {
    const { stub } = this.#synced;
    const { liveUid } = await this.#synced.state();
    const documents = Object.keys((liveUid && stub.contents(liveUid)) ?? {});
    const fault = this.#one(["manner", "fate", "well", "wipe", "backup", "restore", "lose"] as const);
    this.story.push(fault);
    if (fault === "manner") stub.manner = this.#one<Manner>(["cut", "502", "503", "rubbish"]);
    if (fault === "fate") {
      const refused = new Map([[this.#one(SLUGS), "invalid_document_id"]]);
      stub.fate = this.#one<Fate>([
        "vanishes",
        { fails: "internal" },
        { fails: "canceled" },
        { refuses: refused },
        "waits",
      ]);
    }
    if (fault === "well") [stub.manner, stub.fate] = ["well", "done"];
    if (fault === "wipe") stub.wipe();
    if (fault === "backup") this.#restores.push(stub.backup());
    if (fault === "restore" && this.#restores.length > 0) this.#one(this.#restores)();
    if (fault === "lose" && documents.length > 0) stub.lose(liveUid!, this.#one(documents));
  };

  /** By what anyone with the key can do to a real server. */
  breakServer = async (): Promise<void> => {
    const { server } = this.#synced;
    const { liveUid, buildingUid } = await this.#synced.state();
    const fault = this.#one(["drop", "drop building", "lose", "nothing", "nothing"] as const);
    this.story.push(fault);
    if (fault === "drop" && liveUid) await server.drop(liveUid);
    if (fault === "drop building" && buildingUid) await server.drop(buildingUid);
    if (fault === "lose" && liveUid && (await server.state(liveUid)))
      await server.remove(liveUid, [this.#one(SLUGS)], "behind our back");
  };

  heal = async (): Promise<void> => {
    this.#synced.stub.manner = "well";
    this.#synced.stub.release();
    await this.#worker?.release();
    const worker = this.#synced.worker();
    // The comparison finds even what nobody could have noticed; what then differs is sent.
    for (let nights = 0; nights < 2; nights++) {
      this.#synced.time.pass(DAY + 11 * MINUTE);
      await worker.drive();
    }
  };
}

const run = async (synced: Synced, seed: number, steps: number, harm: "breakStub" | "breakServer") => {
  const random = chance(seed);
  const model = new Model(synced, random);
  try {
    for (let step = 0; step < steps; step++)
      await [model.change, model.change, model.work, model.work, model.pass, model[harm]][random(0, 5)]!();
    await model.heal();
    await synced.expectInStep();
    expect(await synced.state()).toMatchObject({ buildingUid: null, retiredUid: null });
  } catch (error) {
    throw new Error(`SEED=${seed}: ${(error as Error).message}\n${model.story.join("\n")}`, { cause: error });
  }
};

describe.each(DATABASES)("whatever happens to a catalogue on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let synced: Synced;
    afterEach(() => synced.close());

    it.each(Array.from({ length: 12 }, (_, i) => SEED + i))(
      "its index ends up equal (SEED=%i)",
      { timeout: 60_000 },
      async (seed) => {
        synced = await aSynced(kind);
        await run(synced, seed, 40, "breakStub");
      },
    );
  });
});

const { MEILI_URL: url, MEILI_KEY: key } = process.env;
describe.skipIf(!url || !key)("whatever happens to a real Meilisearch (MEILI_URL, MEILI_KEY)", () => {
  let synced: Synced;
  afterEach(() => synced.close());

  it.each(Array.from({ length: 3 }, (_, i) => SEED + i))(
    "its index ends up equal (SEED=%i)",
    { timeout: 180_000 },
    async (seed) => {
      const prefix = `praxisatlas_t${randomBytes(4).toString("hex")}_`;
      synced = await aSynced("sqlite", { url: url!, key: key!, prefix });
      await run(synced, seed, 25, "breakServer");
    },
  );
});
