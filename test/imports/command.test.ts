// npm run import as people call it: compiled, on real files, with real folders.
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { parse } from "yaml";
import { aDocx, FORM } from "../support/import-files.ts";

let folder: string;
/** Compiled, with a copy of the seeds: what an operator has. */
let installed: string;

beforeAll(() => {
  installed = mkdtempSync(join(tmpdir(), "praxisatlas_installed_"));
  const emit = ["--outDir", join(installed, "dist"), "--incremental", "false", "--tsBuildInfoFile", "null"];
  execFileSync("node_modules/.bin/tsc", ["-p", "tsconfig.build.json", ...emit]);
  for (const part of ["package.json", "seeds"]) cpSync(part, join(installed, part), { recursive: true });
  symlinkSync(resolve("node_modules"), join(installed, "node_modules"));
});
afterAll(() => rmSync(installed, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "praxisatlas_import_"));
  return () => rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(installed, "dist/cli/import.js"), ...args], {
    encoding: "utf8",
  });
  return { stdout, stderr, status };
};
const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

it("shows what was found, writes drafts, and leaves alone what an editor did to them", () => {
  const out = `--out=${join(folder, "drafts")}`;
  const form = file("bogen.docx", aDocx(FORM));
  const first = run(form, out);
  expect(first.status).toBe(0);
  expect(first.stdout).toContain("1 neue Entwürfe");
  expect(first.stdout).toMatch(/Organisation +0,95 {2}jobcenter-landkreis-harz ← „Jobcenter Landkreis Harz“/);
  expect(first.stdout).toContain("Es fehlt: Zusammenfassung");
  const [draft] = readdirSync(join(folder, "drafts"));
  const path = join(folder, "drafts", draft!);
  expect(parse(readFileSync(path, "utf8"))).toMatchObject({
    title: "Werkstatt Wegweiser",
    budgets: [{ amount: 1234.5 }, {}],
  });
  writeFileSync(path, "von der Redaktion geändert");
  const second = run(form, out);
  expect(second.stdout).toContain("unverändert");
  expect(readFileSync(path, "utf8")).toBe("von der Redaktion geändert");
  expect(readdirSync(join(folder, "drafts"))).toEqual([draft]);
});

it("with --dry-run writes nothing", () => {
  expect(run(file("bogen.txt", FORM), "--dry-run", `--out=${join(folder, "drafts")}`).status).toBe(0);
  expect(readdirSync(folder)).toEqual(["bogen.txt"]);
});

it("reads the other files when one is refused, and says so at the end by its status", () => {
  const huge = file("gross.pdf", "");
  truncateSync(huge, 50_000_000);
  const { stdout, stderr, status } = run(
    huge,
    join(folder, "fehlt.txt"),
    file("bogen.txt", FORM),
    `--out=${join(folder, "drafts")}`,
  );
  expect(status).toBe(1);
  expect(stderr).toContain("„gross.pdf“ ist mit 50 MB zu groß");
  expect(stderr).toContain("„fehlt.txt“ ließ sich nicht öffnen");
  expect(stdout).toContain("1 neue Entwürfe");
});

it("reads a draft that it wrote itself, shows progress over many examples, and never writes into seeds/", () => {
  const many = Array.from({ length: 30 }, (_, i) => `Beispiel ${i};Alleinerziehende`).join("\n");
  const out = `--out=${join(folder, "drafts")}`;
  const { stderr, stdout } = run(file("viele.csv", `Titel;Zielgruppe\n${many}\n`), out);
  expect(stderr).toContain("25 von 30 Beispielen gelesen");
  expect(stdout).toContain("30 neue Entwürfe");
  const [draft] = readdirSync(join(folder, "drafts"));
  expect(run(join(folder, "drafts", draft!), "--dry-run").stdout).toMatch(/Titel +0,95 {2}Beispiel/);
  const intoSeeds = run(join(folder, "viele.csv"), `--out=${join(installed, "seeds/examples")}`);
  expect(intoSeeds.status).toBe(1);
  expect(intoSeeds.stderr).toContain("nicht nach seeds/");
});

it("explains itself", () => {
  expect(run("--help").stdout).toContain("Aufruf: npm run import");
  expect(run().stderr).toContain("Aufruf: npm run import");
  expect(run("--format=doc", "x").stderr).toContain("Das Format „doc“ gibt es nicht");
  expect(run("--unsinn").status).toBe(1);
});
