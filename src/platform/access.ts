// Default deny: every field of the schema has a rule in one table, and a field without one keeps the server from starting.
import {
  defaultFieldResolver,
  GraphQLError,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from "graphql";

/** "Type.field" or "Type.*" → rule. The rule of a field goes before that of its type. */
export type AccessTable<Rule extends string> = Readonly<Record<string, Rule>>;

/** Not signed in (UNAUTHENTICATED), or not entitled (FORBIDDEN); the message is German and goes to the client as it is. */
export const denied = (code: "UNAUTHENTICATED" | "FORBIDDEN", message: string) =>
  new GraphQLError(message, { extensions: { code } });

/** Fields without a rule, and rules without a field. */
export function accessGaps(schema: GraphQLSchema, table: AccessTable<string>): { open: string[]; dead: string[] } {
  const fields = fieldsOf(schema);
  const covering = ({ type, field }: (typeof fields)[number]) => [`${type}.${field.name}`, `${type}.*`];
  const covered = new Set(fields.map((entry) => covering(entry).find((name) => table[name])));
  return {
    open: fields.filter((entry) => !covering(entry).some((name) => table[name])).map((entry) => covering(entry)[0]!),
    dead: Object.keys(table).filter((name) => !covered.has(name)),
  };
}

/**
 * Puts the rules before the resolvers. `check` throws for what a request may not have. Throws when a field has no rule: whoever
 * adds a field says who may read it.
 */
export function enforceAccess<Rule extends string, Context>(
  schema: GraphQLSchema,
  table: AccessTable<Rule>,
  check: (rule: Exclude<Rule, "public">, context: Context, field: string) => void,
): void {
  const { open, dead } = accessGaps(schema, table);
  if (open.length + dead.length > 0)
    throw new Error(
      `Zugriffsregeln passen nicht zum Schema: ohne Regel ${open.join(", ")}; ohne Feld ${dead.join(", ")}.`,
    );
  for (const { type, field } of fieldsOf(schema)) {
    const rule = table[`${type}.${field.name}`] ?? table[`${type}.*`]!;
    if (rule === "public") continue;
    const resolve: GraphQLFieldResolver<unknown, Context> = field.resolve ?? defaultFieldResolver;
    field.resolve = (source, args, context: Context, info) => {
      check(rule as Exclude<Rule, "public">, context, `${type}.${field.name}`);
      return resolve(source, args, context, info);
    };
  }
}

function fieldsOf(schema: GraphQLSchema): { type: string; field: GraphQLField<unknown, any> }[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith("__"))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type: type.name, field })));
}
