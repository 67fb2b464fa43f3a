// A search as JSON: the examples as the GraphQL schema has them, and a count at the end, where only a whole file has one.
import { LICENCE, type ExportFormat } from "./format.ts";

export const JSON_FORMAT: ExportFormat = {
  name: "json",
  contentType: "application/json; charset=utf-8",
  async *write(found) {
    const { title, asOf, permalink } = found;
    const about = JSON.stringify({ title, asOf, url: permalink, licence: LICENCE });
    yield `${about.slice(0, -1)},"examples":[`;
    let count = 0;
    for await (const page of found.pages) {
      const texts = page.map((example) => JSON.stringify({ ...example, url: found.permalinkOf(example) }));
      yield texts.map((text) => `${count++ === 0 ? "" : ","}\n${text}`).join("");
    }
    yield `\n],"count":${count}}\n`;
  },
};
