// The dependency table of ARCHITECTURE.md as data, and the few places where special things may stand.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SRC = join(ROOT, "src");

/** What a folder may import besides itself. A file may stand for a folder. */
const MAY_IMPORT: Record<string, string[]> = {
  domain: [],
  platform: ["domain/problem.ts"],
  vocabulary: ["domain", "platform"],
  people: ["domain", "platform"],
  catalogue: ["domain", "platform", "vocabulary", "people"],
  search: ["domain", "platform", "vocabulary", "catalogue"],
  contributions: ["domain", "platform", "vocabulary", "people", "catalogue"],
  contacts: ["domain", "platform", "people", "catalogue"],
  "own-data": ["domain", "platform", "vocabulary", "people", "catalogue", "contributions", "contacts"],
  insights: ["domain", "platform", "vocabulary", "catalogue", "search"],
  imports: ["domain", "platform", "vocabulary", "people", "catalogue", "contributions"],
  exports: ["domain", "platform", "vocabulary", "catalogue", "search", "insights"],
  web: ["domain", "platform/server.ts"],
  "access.ts": ["people", "platform"],
  "config.ts": ["domain/problem.ts", "platform/db.ts"],
};
/** These put everything together. */
const MAY_IMPORT_ALL = ["app.ts", "resolvers.ts", "database.ts", "main.ts", "cli"];

interface Source {
  /** Relative to src/, with forward slashes. */
  name: string;
  text: string;
  imports: string[];
}

const sources: Source[] = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => {
    const text = readFileSync(join(SRC, name), "utf8");
    const imports = [...text.matchAll(/(?:^|\n)(?:import|export)\b[^;]*?from\s+"([^"]+)"|import\("([^"]+)"\)/g)].map(
      (m) => m[1] ?? m[2]!,
    );
    return { name, text, imports };
  });

const folderOf = (name: string) => name.split("/")[0]!;
const local = (source: Source) =>
  source.imports
    .filter((path) => path.startsWith("."))
    .map((path) => relative(SRC, join(SRC, dirname(source.name), path)));
const packages = (source: Source) => source.imports.filter((path) => !path.startsWith("."));
const filesWith = (pattern: RegExp) =>
  sources.filter((source) => pattern.test(source.text)).map((source) => source.name);

it("reads sources at all", () => {
  expect(sources.length).toBeGreaterThan(30);
  expect(sources.flatMap(local).length).toBeGreaterThan(100);
});

describe("folders import only what the table allows", () => {
  test.each(sources.map((source) => [source.name, source] as const))("%s", (name, source) => {
    const folder = folderOf(name);
    if (MAY_IMPORT_ALL.includes(folder)) return;
    const allowed = MAY_IMPORT[folder];
    expect(allowed, `${folder} fehlt in der Tabelle`).toBeDefined();
    const foreign = local(source).filter((path) => folderOf(path) !== folder);
    expect(foreign.filter((path) => !allowed!.some((a) => a === path || a === folderOf(path)))).toEqual([]);
  });
});

describe("special things stand in one place", () => {
  it("only config.ts reads the environment", () => {
    expect(filesWith(/process\.env/)).toEqual(["config.ts"]);
  });
  it("only platform/db.ts names a database driver", () => {
    expect(filesWith(/from "(sqlite3|better-sqlite3|pg)"|type: "(sqlite|postgres)"/)).toEqual(["platform/db.ts"]);
  });
  it("only its engine imports Meilisearch's client", () => {
    const importers = sources.filter((s) => packages(s).includes("meilisearch")).map((s) => s.name);
    expect(importers.filter((name) => !name.startsWith("search/engines/meilisearch"))).toEqual([]);
  });
  it("only people/oidc speaks OpenID Connect", () => {
    expect(sources.filter((s) => packages(s).includes("openid-client")).map((s) => s.name)).toEqual([
      "people/oidc/house-provider.ts",
    ]);
  });
  it("the domain imports no framework", () => {
    const used = sources.filter((s) => s.name.startsWith("domain/")).flatMap(packages);
    expect([...new Set(used)].sort()).toEqual(["@orama/stemmers/german", "zod"]);
  });
});

describe("known traps stay out", () => {
  test.each([
    ["synchronize drops columns with their data", /synchronize:\s*true/],
    ["save() and remove() open transactions of their own", /manager\.(save|remove)\(/],
    ["simple-array splits values at commas", /simple-array/],
    ["browsers of readers ask no third party", /https?:\/\/(fonts\.|cdn\.|unpkg|[a-z.]*jsdelivr|embeddable-sandbox)/],
    ["a regular expression from a user can stop the server", /new RegExp\((?!pattern)/],
  ])("%s", (_, pattern) => {
    expect(filesWith(pattern)).toEqual([]);
  });
});

it("the record of who did what is only ever added to, but for taking a person's address out of its reasons", () => {
  expect(filesWith(/\.(update|delete|upsert|increment)\(\s*AuditTable/)).toEqual(["own-data/text-erasure.ts"]);
});

it("every file begins with a sentence that says what it is for", () => {
  expect(sources.filter(({ text }) => !text.startsWith("// ")).map(({ name }) => name)).toEqual([]);
});

it("speaks of no machine's paths", () => {
  const tracked = [...sources.map((s) => join("src", s.name)), "README.md", "package.json"];
  expect(
    tracked.filter((file) => /["'\s(]\/(work|root|tmp|home)\//.test(readFileSync(join(ROOT, file), "utf8"))),
  ).toEqual([]);
});
