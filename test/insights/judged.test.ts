// The comparison is judged by what a reader of the examples called near before any score was looked at.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anApp, type TestApp } from "../support/app.ts";
import { judgedExamples, judgedSituations, judgeExample, judgeSituation, summary } from "../support/judged.ts";

/** What was reached; a change that lowers hitAt5 or raises traps is a change for the worse. `npm run bench:comparable` shows details. */
const REACHED = {
  tune: { hitAt5: 0.69, traps: 7 },
  test: { hitAt5: 0.69, traps: 7 },
  situationsAt10: 0.86,
};

describe("the comparison finds what a reader would name", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await anApp();
  });
  afterAll(() => app.close());

  it.each(["tune", "test"] as const)("for examples (%s)", async (half) => {
    const found = [];
    for (const judged of judgedExamples().filter((j) => j.half === half)) found.push(await judgeExample(app, judged));
    const { examples, hitAt5, traps } = summary(found);
    expect(examples).toBeGreaterThanOrEqual(20);
    expect(hitAt5).toBeGreaterThanOrEqual(REACHED[half].hitAt5);
    expect(traps).toBeLessThanOrEqual(REACHED[half].traps);
  });

  it("for situations", async () => {
    const found = [];
    for (const judged of judgedSituations()) found.push(await judgeSituation(app, judged));
    const hits = found.flatMap((f) => f.hits).length;
    const expected = hits + found.flatMap((f) => f.missed).length;
    expect(found.length).toBeGreaterThanOrEqual(5);
    expect(hits / expected).toBeGreaterThanOrEqual(REACHED.situationsAt10);
  });
});
