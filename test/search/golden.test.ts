// The search is judged by questions that people ask and by the keyword index of the collection itself.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anApp, SEEDS, theCollection, type TestApp } from "../support/app.ts";
import { examples } from "../support/seeds.ts";
import { goldenQuestions, judge, judgeKeyword, keywordQuestions, meansOf } from "../support/golden.ts";

/**
 * What was reached, with a little room for what new terms move; a change that lowers one of these is a change for the worse.
 * `npm run bench:search` shows the details, with `-- --all` those of the whole catalogue.
 */
const REACHED = {
  collection: {
    seeds: theCollection,
    tune: { recall5: 0.875, recall10: 0.9, mrr: 0.885 },
    test: { recall5: 0.89, recall10: 0.905, mrr: 0.93 },
    keywordRecall10: 0.99,
  },
  catalogue: {
    seeds: () => SEEDS,
    tune: { recall5: 0.83, recall10: 0.855, mrr: 0.89 },
    test: { recall5: 0.805, recall10: 0.835, mrr: 0.875 },
    keywordRecall10: 0.94,
  },
};

describe.each(["collection", "catalogue"] as const)(
  "the search of the %s finds what colleagues would name",
  (asked) => {
    let app: TestApp;
    beforeAll(async () => {
      app = await anApp("sqlite", { seeds: REACHED[asked].seeds() });
    });
    afterAll(() => app.close());

    it.each(["tune", "test"] as const)("for the golden questions (%s)", async (split) => {
      const judged = [];
      for (const question of goldenQuestions(asked).filter((q) => q.split === split))
        judged.push(await judge(app, question));
      const means = meansOf(judged);
      const reached = REACHED[asked][split];
      expect(means.questions).toBeGreaterThan(90);
      expect(means.recall5).toBeGreaterThanOrEqual(reached.recall5);
      expect(means.recall10).toBeGreaterThanOrEqual(reached.recall10);
      expect(means.mrr).toBeGreaterThanOrEqual(reached.mrr);
    });

    it("for the keyword index of the 2013 collection", async () => {
      const judged = [];
      for (const keyword of await keywordQuestions(app)) judged.push(await judgeKeyword(app, keyword));
      expect(judged.length).toBeGreaterThan(120);
      expect(judged.reduce((sum, j) => sum + j.recall10, 0) / judged.length).toBeGreaterThanOrEqual(
        REACHED[asked].keywordRecall10,
      );
    });
  },
);

it("names only examples that there are, and each once", () => {
  const slugs = new Set(examples.map(({ slug }) => slug));
  for (const { question, expect: expected } of goldenQuestions("catalogue")) {
    expect(
      expected.filter((slug) => !slugs.has(slug)),
      question,
    ).toEqual([]);
    expect(new Set(expected).size, question).toBe(expected.length);
  }
});
