// The floor of an answer over HTTP: node:http that turns the same object into JSON for each request, and nothing else.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { answering } from "./child.ts";

/** What a path answers, in turn. */
const answers = new Map<string, object[]>();
let turn = 0;

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    const list = answers.get(request.url!)!;
    response.setHeader("content-type", "application/json; charset=utf-8");
    response.end(JSON.stringify(list[turn++ % list.length]));
  });
});

const tasks = {
  serve: ({ path, objects }: { path: string; objects: object[] }) => void answers.set(path, objects),
  /** The address. */
  listen: () =>
    new Promise<string>((resolve) =>
      server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
    ),
  cpu: () => process.cpuUsage(),
};
export type BareTasks = typeof tasks;
answering(tasks);
