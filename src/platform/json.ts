// JSON values in the schema: what someone has typed so far, which need not fit any type yet.
import { GraphQLScalarType } from "graphql";
import { LIMITS, type Bounds } from "./graphql-limits.ts";

/** A whole example with every list filled is 60 kB; a body may have 100 kB. */
const bounds: Bounds = { string: 10_000, list: 300, nesting: LIMITS.nesting + 4 };

export const GraphQLJson = new GraphQLScalarType<unknown, unknown>({
  name: "Json",
  description: "JSON-Wert. Der Inhalt eines Praxisbeispiels hat die Form von schema/practice-example.schema.json.",
  extensions: { bounds },
});
