// The packages we build on: pinned, permitted licences, one copy where two would break.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const read = (file: string) => JSON.parse(readFileSync(join(ROOT, file), "utf8"));
const manifest = read("package.json");
const lock = read("package-lock.json");
const direct = { ...manifest.dependencies, ...manifest.devDependencies } as Record<string, string>;
const PERMITTED = ["MIT", "ISC", "Apache-2.0", "BSD-3-Clause", "BSD-2-Clause", "BlueOak-1.0.0"];

test.each(Object.entries(direct))("%s %s is pinned and permitted", (name, version) => {
  expect(version).toMatch(/^\d+\.\d+\.\d+(-[a-z]+\.\d+)?$/);
  expect(PERMITTED).toContain(read(join("node_modules", name, "package.json")).license);
});

it("has the packages of the brief", () => {
  for (const name of ["@apollo/server", "graphql", "type-graphql", "typeorm", "sqlite3", "meilisearch", "dataloader"])
    expect(manifest.dependencies).toHaveProperty(name);
  expect(manifest.devDependencies).toHaveProperty("vitest");
});

test.each(["graphql", "type-graphql", "typeorm", "reflect-metadata"])(
  "there is one %s, because two would not know each other",
  (name) => {
    const copies = Object.keys(lock.packages).filter((path) => path.endsWith(`node_modules/${name}`));
    expect(copies).toEqual([`node_modules/${name}`]);
  },
);

it("locks every package with a checksum", () => {
  const open = Object.entries(lock.packages as Record<string, { integrity?: string; link?: boolean }>)
    .filter(([path, entry]) => path !== "" && !entry.link && !entry.integrity?.startsWith("sha512-"))
    .map(([path]) => path);
  expect(open).toEqual([]);
});
