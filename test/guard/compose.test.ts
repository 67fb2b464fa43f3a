// compose.yaml cannot be run by the tests; what can be read off it is held here.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { VARIABLES } from "../../src/config.ts";

const text = readFileSync("compose.yaml", "utf8");
const { services, volumes } = parse(text) as {
  services: Record<
    string,
    { image?: string; ports?: string[]; healthcheck?: object; volumes?: string[]; environment: object }
  >;
  volumes: Record<string, null>;
};

it("lets only the application listen, and only on this machine", () => {
  const listening = Object.entries(services).filter(([, { ports }]) => ports);
  expect(listening.map(([name]) => name)).toEqual(["praxisatlas"]);
  expect(listening.flatMap(([, { ports }]) => ports)).toEqual(["127.0.0.1:4000:4000"]);
});

it("asks each service whether it is well, pins what it did not build, and keeps data in named volumes", () => {
  for (const [name, service] of Object.entries(services)) {
    expect(service.healthcheck, name).toBeDefined();
    if (name !== "praxisatlas") expect(service.image, name).toMatch(/:v?\d+(\.\d+)*$/);
    for (const volume of service.volumes ?? []) expect(Object.keys(volumes), name).toContain(volume.split(":")[0]);
  }
});

it("holds no secret, and every variable that it wants stands in .env.example, empty", () => {
  const wanted = [...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name!);
  const offered = [...readFileSync(".env.example", "utf8").matchAll(/^(\w+)=(.*)$/gm)];
  expect(offered.map(([, name]) => name).toSorted()).toEqual([...new Set(wanted)].toSorted());
  expect(offered.map(([, , value]) => value).join("")).toBe("");
});

it("sets only variables that the server reads", () => {
  expect(Object.keys(VARIABLES)).toEqual(expect.arrayContaining(Object.keys(services.praxisatlas!.environment)));
});
