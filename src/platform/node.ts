// Relay's object identification: ids that stay the same across restarts and databases.
import { Field, ID, InterfaceType } from "type-graphql";
import { problem } from "../domain/problem.ts";

/** The id of a thing: its GraphQL type and its permanent slug, made opaque. */
export const toId = (type: string, slug: string) => Buffer.from(`${type}:${slug}`).toString("base64url");

/** The inverse of `toId`. Throws ProblemError for anything that `toId` did not make. */
export function fromId(id: string, path: (string | number)[] = ["id"]): { type: string; slug: string } {
  const match = /^[A-Za-z0-9_-]{1,200}$/.test(id)
    ? /^([A-Z][A-Za-z]{1,40}):([a-z0-9-]{2,80})$/.exec(Buffer.from(id, "base64url").toString())
    : null;
  if (!match)
    throw problem(
      "INVALID_ID",
      path,
      "Diese Kennung ist nicht gültig. Bitte eine Kennung (id) verwenden, die eine Antwort genannt hat.",
    );
  return { type: match[1]!, slug: match[2]! };
}

@InterfaceType({
  description: "Alles, was eine dauerhafte Kennung hat.",
  resolveType: (value: Node) => fromId(value.id).type,
})
export abstract class Node {
  @Field(() => ID)
  id!: string;
}
