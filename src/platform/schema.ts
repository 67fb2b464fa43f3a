// The GraphQL schema from resolver instances: no container library, any { get(class) } will do.
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from "graphql";
import { buildSchema, getMetadataStorage } from "type-graphql";

/** Instances by their class; each query finds its resolver here. */
export async function schemaFrom(resolvers: readonly object[]): Promise<GraphQLSchema> {
  const byClass = new Map(resolvers.map((resolver) => [resolver.constructor, resolver]));
  const classes = [...byClass.keys()] as Function[];
  // graphql-js reads plain properties by itself; a resolver around each costs a tenth of a large answer's CPU.
  for (const type of getMetadataStorage().objectTypes) type.simpleResolvers ??= true;
  return buildSchema({
    resolvers: classes as [Function, ...Function[]],
    container: { get: (resolver) => byClass.get(resolver) },
    // Inputs are bounded by graphql-limits.ts and checked where their meaning is known.
    validate: false,
    orphanedTypes: [],
    emitSchemaFile: false,
  });
}

/** The schema as text, sorted, so that a change shows as a diff. */
export const printSorted = (schema: GraphQLSchema) => `${printSchema(lexicographicSortSchema(schema))}\n`;
