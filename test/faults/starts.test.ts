// Several processes that start at once on the same database: one prepares it, the others wait, all serve.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { RevisionTable } from "../../src/catalogue/catalogue.entity.ts";
import { aDatabase, DATABASES, type TestDatabase } from "../support/app.ts";
import { anInstallation, ask, type Installation } from "../support/installation.ts";
import { examples } from "../support/seeds.ts";
import { outside } from "../support/store.ts";

describe.each(DATABASES)("three processes on one $kind database", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let installation: Installation;
    let database: TestDatabase;
    beforeAll(() => {
      installation = anInstallation();
    });
    afterAll(() => installation.drop());
    beforeEach(async () => {
      database = await aDatabase(kind);
    });
    afterEach(() => database.drop());

    const startThree = async () => {
      const processes = [1, 2, 3].map(() => installation.start(database));
      const addresses = await Promise.all(processes.map(({ ready }) => ready));
      for (const address of addresses)
        expect(await ask(address, "{ searchPracticeExamples(first: 1) { totalCount } }")).toEqual({
          searchPracticeExamples: { totalCount: examples.length },
        });
      for (const { kill } of processes) kill("SIGTERM");
      expect(await Promise.all(processes.map(({ ended }) => ended))).toEqual(
        processes.map(() => ({ code: 0, signal: null })),
      );
      return processes.map(({ output }) => output());
    };
    const revisions = () => outside(database, (manager) => manager.count(RevisionTable));

    it("prepare it once and serve alike, whether it is empty or filled", { timeout: 120_000 }, async () => {
      const first = await startThree();
      expect(first.filter((output) => output.includes(`${examples.length} neue Fassungen`))).toHaveLength(1);
      expect(first.filter((output) => output.includes("nichts zu laden"))).toHaveLength(2);
      expect(await revisions()).toBe(examples.length);

      const second = await startThree();
      expect(second.filter((output) => output.includes("nichts zu laden"))).toHaveLength(3);
      expect(await revisions()).toBe(examples.length);
    });
  });
});
