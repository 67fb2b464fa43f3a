import { defineConfig } from "vitest/config";

export default defineConfig({
  // graphql 16 has no "exports": without this, Vite and Apollo would load two copies of it.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["reflect-metadata"],
    globalSetup: ["test/support/run.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Left to itself, Vitest spares a core, and a machine with two runs one file at a time.
    maxWorkers: "100%",
  },
});
