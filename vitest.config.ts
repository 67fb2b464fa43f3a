import { defineConfig } from "vitest/config";

/** Files that start whole applications: a worker loads the program once for all of them. */
const TOGETHER = ["access", "api", "contacts", "contributions", "imports", "insights", "own-data", "search"].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

export default defineConfig({
  // graphql 16 has no "exports": without this, Vite and Apollo would load two copies of it.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    setupFiles: ["reflect-metadata"],
    globalSetup: ["test/support/run.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Left to itself, Vitest spares a core, and a machine with two runs one file at a time. More than that gained nothing.
    maxWorkers: "100%",
    projects: [
      { extends: true, test: { name: "together", include: TOGETHER, isolate: false } },
      { extends: true, test: { name: "apart", include: ["test/**/*.test.ts"], exclude: TOGETHER } },
    ],
  },
});
