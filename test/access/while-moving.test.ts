// While a contribution is written, reviewed, published, edited and withdrawn, readers ask on and on: they see what is published, and nothing else.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { aBudget, aCount, anExample } from "../support/content.ts";
import { approve, create, done, requestChanges, save, submit, takeUp, withdraw } from "../support/contributing.ts";
import { MeilisearchStub } from "../support/meilisearch-stub.ts";
import { aPerson, type Person } from "../support/people.ts";
import { readersQuestions, type Asked } from "../support/reader.ts";

const KEY = "0123456789abcdef";
const FIRST = "Kanarienvogel";
const SECOND = "Waldohreule";
const ASKED: Asked = {
  word: "Quastenflosser",
  mistyped: "Waldohreula",
  prefix: "Waldo",
  slug: "in-bewegung",
  published: "teilzeit-aktiv",
};

const RUNS = DATABASES.flatMap((one) => (["embedded", "Meilisearch"] as const).map((engine) => ({ ...one, engine })));

/** Questions whose answers hold the text of what is published. */
const TELLING = [
  "search",
  "correction",
  "newest",
  "suggestions",
  "example",
  "node",
  "related",
  "costs",
  "sheet",
  "oldSheet",
  "changes",
  "/export/search.csv?query=Quastenflosser",
  "/export/search.json",
  "/export/search.atom?query=Quastenflosser",
  "/changes.atom",
  `/compare?e=${ASKED.slug}&e=${ASKED.published}`,
];
/** Only the search asks a search server; everything else is the same with it. */
const SEARCHING = /^(?:search|correction|newest|suggestions|\/export\/search.*)$/;

describe.each(RUNS)("readers on $kind with $engine", ({ kind, available, engine }) => {
  describe.skipIf(!available)("", () => {
    const stub = new MeilisearchStub();
    let app: TestApp;
    /** Another process, which hears of changes only when it is told to. */
    let unaware: TestApp;
    let author: Person;
    let editor: Person;
    beforeAll(async () => {
      const env = engine === "Meilisearch" ? { MEILI_URL: (await stub.start()).url, MEILI_KEY: KEY } : undefined;
      const options = { seeds: theCollection(), ...(env ? { env } : {}) };
      app = await anApp(kind, options);
      unaware = await anApp(kind, { ...options, database: app.database });
      await Promise.all([app.settled(), unaware.settled()]);
      const { data } = await unaware.query("{ searchPracticeExamples { engine { name degraded } } }");
      expect(data.searchPracticeExamples.engine).toEqual({ name: engine.toLowerCase(), degraded: false });
      author = await aPerson(app, "CONTRIBUTOR");
      editor = await aPerson(app, "EDITOR");
    });
    afterAll(async () => {
      await unaware?.close();
      await app?.close();
      await stub.stop();
    });

    const asksTheEngine = <T>(questions: [string, T][]) =>
      engine === "embedded" ? questions : questions.filter(([name]) => SEARCHING.test(name));
    const content = (word: string, more: object = {}) =>
      anExample({
        slug: ASKED.slug,
        title: `${word} am Werk`,
        summary: `Ein ${word} und ein Quastenflosser begleiten Menschen in Arbeit.`,
        keywords: ["teilzeitausbildung"],
        budgets: [aBudget({ amount: 432, basis: "PER_PARTICIPANT_MONTH" })],
        participants: [aCount()],
        related: [{ example: ASKED.published, note: `Auch ein ${word}.` }],
        ...more,
      });

    /** Asks all questions of both processes until told to stop; what was seen, with the moments between which it was asked. */
    function watch() {
      const seen: { word: string; where: string; from: number; to: number }[] = [];
      const course = { isOver: false };
      let now = 0;
      const questions = [app, unaware].flatMap((one, i) =>
        asksTheEngine(Object.entries(readersQuestions(one, ASKED))).map(([name, ask]) => ({
          where: `${i}: ${name}`,
          ask,
        })),
      );
      const ask = async ({ where, ask }: (typeof questions)[number]) => {
        const from = now;
        const text = await ask();
        for (const word of [FIRST, SECOND])
          if (text.toLowerCase().includes(word.toLowerCase())) seen.push({ word, where, from, to: now });
      };
      let all: Promise<void> | undefined;
      const running = (async () => {
        for (let i = 0; !course.isOver; i = (i + 1) % questions.length) {
          await all;
          await ask(questions[i]!);
        }
      })();
      return {
        seen,
        /** The moment goes on with each step of the contribution, twice: when it begins, and when its answer has come. */
        step: async <T>(work: () => Promise<T>): Promise<T> => {
          now++;
          const result = await work();
          now++;
          return result;
        },
        now: () => now,
        /** Every question, at this very moment. */
        once: async () => {
          all = (async () => {
            for (const question of questions) await ask(question);
          })();
          await all;
          all = undefined;
        },
        end: async () => {
          course.isOver = true;
          await running;
        },
      };
    }

    it(
      "see a text from the moment it is approved to the moment it is withdrawn, wherever they look",
      { timeout: 60_000 },
      async () => {
        const { seen, step, now, once, end } = watch();
        const visible: Record<string, [number, number]> = {};
        try {
          const draft = done(await step(() => create(author, content("Entwurf"))));
          const saved = done(await step(() => save(author, draft, content(FIRST))));
          const back = done(await requestChanges(editor, done(await step(() => submit(author, saved)))));
          const again = done(await step(() => save(author, back, content(FIRST, { goal: `Ein ${FIRST} fliegt.` }))));
          const submitted = done(await step(() => submit(author, again)));
          await once();
          const approving = now() + 1;
          const open = done(await step(() => approve(editor, submitted)));
          const changed = done(await step(() => save(author, open, content(SECOND))));
          const resubmitted = done(await step(() => submit(author, changed)));
          await once();
          const revising = now() + 1;
          const revised = done(await step(() => approve(editor, resubmitted)));
          // The other process knows the text now, and will not hear that it has gone.
          await unaware.settled();
          await once();
          const gone = done(await step(() => withdraw(author, revised)));
          visible[FIRST] = [approving, now()];
          visible[SECOND] = [revising, now()];
          await once();
          done(await step(() => takeUp(author, gone)));
          await app.settled();
        } finally {
          await end();
        }
        // Asked from the answer to the withdrawal on, or answered before the approval was sent.
        const early = seen.filter(({ word, to }) => to < visible[word]![0]);
        const late = seen.filter(({ word, from }) => from >= visible[word]![1]);
        expect({ early, late }).toEqual({ early: [], late: [] });
        // Each of these would have shown it, for it did while it was published.
        const places = new Set(seen.map(({ where }) => where));
        const telling = asksTheEngine(TELLING.map((name): [string, null] => [name, null]));
        expect(telling.filter(([name]) => !places.has(`0: ${name}`))).toEqual([]);
      },
    );
  });
});
