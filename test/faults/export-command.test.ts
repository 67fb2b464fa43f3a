// npm run export as an operator calls it: progress, a file that has its name only when it is whole, mistakes in German.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aDatabase, type TestDatabase } from "../support/app.ts";
import { anInstallation, type Installation } from "../support/installation.ts";

describe("npm run export", { timeout: 60_000 }, () => {
  let installation: Installation;
  let database: TestDatabase;
  const folder = mkdtempSync(join(tmpdir(), "praxisatlas_export_"));
  beforeAll(async () => {
    installation = anInstallation();
    database = await aDatabase("sqlite");
  });
  afterAll(async () => {
    await installation.drop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const run = async (...args: string[]) => {
    const script = `process.argv = ${JSON.stringify(["node", "export", ...args])}; await import("./dist/cli/export.js");`;
    const running = installation.run(script, database);
    const { code } = await running.ended;
    return { code, output: running.output() };
  };

  it("writes a search into a file, says how far it is, and leaves nothing else behind", async () => {
    const file = join(folder, "teilzeit.csv");
    const { code, output } = await run(
      "--format=csv",
      `--out=${file}`,
      "--url=https://praxis.example/",
      "--query=Teilzeit",
    );
    expect(output).toMatch(/^(\d+) von \1 Beispielen$/m);
    expect(code).toBe(0);
    expect(readFileSync(file, "utf8")).toContain(";https://praxis.example/export/search.csv?query=Teilzeit;");
    expect(readdirSync(folder)).toEqual(["teilzeit.csv"]);
  });

  it("says in German what is wrong, and writes nothing", async () => {
    const file = join(folder, "nichts.xlsx");
    for (const [args, sentence] of [
      [["--format=xlsx", `--out=${file}`, "--query=Quastenflosser"], /^Kein Beispiel passt zu dieser Suche/m],
      [["--format=xlsx", `--out=${file}`, "--bundesland=BY"], /^bundesland: Diesen Parameter gibt es nicht/m],
      [["--format=pdf", `--out=${file}`], /^Format \(--format\) oder Datei \(--out\) fehlt/m],
      [["schreib"], /^„schreib“ ist nicht zu verstehen/m],
    ] as const) {
      const { code, output } = await run(...args);
      expect(output).toMatch(sentence);
      expect(code).toBe(1);
    }
    expect(existsSync(file) || existsSync(`${file}.part`)).toBe(false);
  });

  it("explains itself", async () => {
    const { code, output } = await run("--help");
    expect(output).toMatch(/^Aufruf: npm run export/);
    expect(code).toBe(0);
  });
});
