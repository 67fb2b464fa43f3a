// What one operation may cost and how large its inputs may be; checked with variables filled in, before anything runs.
import type { ApolloServerPlugin } from "@apollo/server";
import {
  getArgumentValues,
  getNamedType,
  getVariableValues,
  GraphQLError,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  getNullableType,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { ProblemError, type Problem } from "../domain/problem.ts";

export const LIMITS = {
  /** Tokens of a document; the parser stops there. */
  tokens: 1_000,
  depth: 12,
  aliases: 30,
  directives: 50,
  /** Selections looked at, fragments spelled out. */
  selections: 5_000,
  /** Objects of paged lists an answer could hold: the product of the page sizes along each path, summed up. */
  nodes: 5_000,
  /** Characters of a string argument. */
  string: 500,
  /** Items of a list argument. */
  list: 100,
  /** Levels of an input object. */
  nesting: 5,
} as const;

/** Throws ProblemError for an operation over a limit. Introspection counts selections, not depth: it is deep by nature. */
export function checkOperation(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  given: Readonly<Record<string, unknown>>,
): { nodes: number } {
  checkSize(given, ["variables"]);
  const { coerced = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
  const count = { selections: 0, aliases: 0, directives: 0, nodes: 0 };

  const visit = (selectionSet: SelectionSetNode, parent: GraphQLCompositeType, depth: number, pages: number, introspecting: boolean): void => {
    for (const selection of selectionSet.selections) {
      over("Auswahlen", ++count.selections, LIMITS.selections);
      over("Direktiven", (count.directives += selection.directives?.length ?? 0), LIMITS.directives);
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value)!;
        visit(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value) as GraphQLCompositeType, depth, pages, introspecting);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = selection.typeCondition ? (schema.getType(selection.typeCondition.name.value) as GraphQLCompositeType) : parent;
        visit(selection.selectionSet, type, depth, pages, introspecting);
      } else {
        if (selection.alias) over("Umbenennungen", ++count.aliases, LIMITS.aliases);
        const hidden = introspecting || selection.name.value.startsWith("__");
        if (!hidden) over("Ebenen", depth, LIMITS.depth);
        const field =
          selection.name.value === "__schema" || selection.name.value === "__type"
            ? { type: schema.getType(selection.name.value === "__schema" ? "__Schema" : "__Type")!, args: [] }
            : isObjectType(parent) || isInterfaceType(parent)
              ? parent.getFields()[selection.name.value]
              : undefined;
        if (!field) continue;
        const args = "name" in field ? getArgumentValues(field, selection, coerced) : {};
        checkSize(args, [selection.alias?.value ?? selection.name.value]);
        const size = typeof args.first === "number" ? Math.max(1, args.first) : 1;
        const within = pages * size;
        if (size > 1 || isListType(getNullableType(field.type))) over("Objekte", (count.nodes += size > 1 ? within : 0), LIMITS.nodes);
        const type = getNamedType(field.type);
        if (selection.selectionSet && isCompositeType(type)) visit(selection.selectionSet, type, depth + 1, within, hidden);
      }
    }
  };
  const root = schema.getRootType(operation.operation);
  if (root) visit(operation.selectionSet, root, 1, 1, false);
  return { nodes: count.nodes };
}

function over(what: string, value: number, limit: number) {
  if (value > limit) reject("QUERY_TOO_COSTLY", [], `Die Anfrage ist zu groß: höchstens ${limit} ${what} sind erlaubt.`);
}

/** Bounds every string, list and nesting, so that no resolver needs to remember to. NUL and lone surrogates are refused. */
function checkSize(value: unknown, path: (string | number)[], nesting = 0): void {
  if (typeof value === "string") {
    if (value.length > LIMITS.string) reject("INPUT_TOO_LONG", path, `Diese Angabe darf höchstens ${LIMITS.string} Zeichen lang sein.`);
    // \p{Cs} in Unicode mode is a lone surrogate.
    if (/[\0-\x08\x0B\x0C\x0E-\x1F\x7F]|\p{Cs}/u.test(value))
      reject("INVALID_CHARACTERS", path, "Diese Angabe enthält Steuerzeichen, die nicht erlaubt sind.");
  } else if (value !== null && typeof value === "object") {
    if (nesting >= LIMITS.nesting) reject("INPUT_TOO_DEEP", path.slice(0, 5), "Diese Angabe ist zu tief verschachtelt.");
    if (Array.isArray(value) && value.length > LIMITS.list) reject("INPUT_TOO_LONG", path, `Diese Liste darf höchstens ${LIMITS.list} Einträge haben.`);
    for (const [key, item] of Object.entries(value)) checkSize(item, [...path, Array.isArray(value) ? Number(key) : key], nesting + 1);
  }
}

function reject(code: string, path: Problem["path"], message: string): never {
  throw new ProblemError([{ code, path, message }]);
}

/** Runs the check once variables are known; Apollo keeps validated documents, so a validation rule would see the first variables only. */
export const limitsPlugin: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, operation, document, request }) {
        if (!operation) return;
        const fragments = new Map(document.definitions.flatMap((d) => (d.kind === Kind.FRAGMENT_DEFINITION ? [[d.name.value, d] as const] : [])));
        try {
          checkOperation(schema, operation, fragments, (request.variables ?? {}) as Record<string, unknown>);
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error;
          throw new GraphQLError(error.message, { originalError: error, extensions: { code: "BAD_USER_INPUT" } });
        }
      },
    };
  },
};
