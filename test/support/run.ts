// One run of the tests: a folder for what its files share. It goes when the run ends, and databases made from it with it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    run: string;
  }
}

/** Databases that a run leaves on PostgreSQL until its end begin like this. */
export const databasePrefix = (run: string) => `${basename(run).toLowerCase()}_`;

export default function begin({ provide }: TestProject) {
  const run = mkdtempSync(join(tmpdir(), "praxisatlas_run_"));
  provide("run", run);
  return async () => {
    rmSync(run, { recursive: true, force: true });
    if (!process.env.TEST_POSTGRES_URL) return;
    const client = new pg.Client({ connectionString: process.env.TEST_POSTGRES_URL });
    await client.connect();
    const { rows } = await client.query("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", [
      databasePrefix(run),
    ]);
    for (const { datname } of rows) await client.query(`DROP DATABASE ${datname}`);
    await client.end();
  };
}
