// Whether a path leads to a place that an example's content can have, filled in or not.
import { z } from "zod";
import { ExampleContent } from "./content.ts";

interface Node {
  properties?: Record<string, Node>;
  items?: Node;
}
const root = z.toJSONSchema(ExampleContent, { io: "input" }) as Node;

/** Names of fields and places in lists: ["budgets", "0", "amount"]. The empty path leads to the whole. */
export function isContentPath(path: readonly string[]): boolean {
  let node: Node | undefined = root;
  for (const part of path) {
    if (node.items) node = /^(?:0|[1-9]\d{0,2})$/.test(part) ? node.items : undefined;
    else node = Object.hasOwn(node.properties ?? {}, part) ? node.properties![part] : undefined;
    if (!node) return false;
  }
  return true;
}
