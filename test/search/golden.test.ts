// The search is judged by questions that people ask and by the keyword index of the collection itself.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anApp, theCollection, type TestApp } from "../support/app.ts";
import { goldenQuestions, judge, judgeKeyword, keywordQuestions, meansOf } from "../support/golden.ts";

/** What was reached; a change that lowers one of these is a change for the worse. `npm run bench:search` shows the details. */
const REACHED = {
  tune: { recall5: 0.86, recall10: 0.89, mrr: 0.89 },
  test: { recall5: 0.87, recall10: 0.885, mrr: 0.93 },
  keywordRecall10: 0.99,
};

/** The questions were written for the 36 examples of 2013, and so were the answers: later examples may fit as well. */
describe("the search of the 2013 collection finds what colleagues would name", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await anApp("sqlite", { seeds: theCollection() });
  });
  afterAll(() => app.close());

  it.each(["tune", "test"] as const)("for the golden questions (%s)", async (split) => {
    const judged = [];
    for (const question of goldenQuestions("collection").filter((q) => q.split === split))
      judged.push(await judge(app, question));
    const means = meansOf(judged);
    expect(means.questions).toBeGreaterThan(90);
    expect(means.recall5).toBeGreaterThanOrEqual(REACHED[split].recall5);
    expect(means.recall10).toBeGreaterThanOrEqual(REACHED[split].recall10);
    expect(means.mrr).toBeGreaterThanOrEqual(REACHED[split].mrr);
  });

  it("for the keyword index of the 2013 collection", async () => {
    const judged = [];
    for (const keyword of await keywordQuestions(app)) judged.push(await judgeKeyword(app, keyword));
    expect(judged.length).toBeGreaterThan(120);
    expect(judged.reduce((sum, j) => sum + j.recall10, 0) / judged.length).toBeGreaterThanOrEqual(
      REACHED.keywordRecall10,
    );
  });
});
