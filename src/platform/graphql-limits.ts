// What one operation may cost and how large its inputs may be; checked with variables filled in, before anything runs.
import type { ApolloServerPlugin } from "@apollo/server";
import {
  coerceInputValue,
  getArgumentValues,
  getNamedType,
  getVariableValues,
  GraphQLError,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  getNullableType,
  typeFromAST,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLType,
  type GraphQLSchema,
  type NamedTypeNode,
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
  /**
   * Entries of all lists an answer could hold. A list without pages counts as its field's `complexity`; a page counts as that many
   * at least, where making it costs more than its entries.
   */
  entries: 20_000,
  /** Characters of a string argument. */
  string: 500,
  /** Items of a list argument. */
  list: 100,
  /** Levels of an input object. */
  nesting: 5,
  /** Problems told of at a time. */
  problems: 10,
} as const;

/** How large a value of one type may be; a scalar that allows more than `LIMITS` names it as `extensions.bounds`. */
export interface Bounds {
  string: number;
  list: number;
  nesting: number;
}
const boundsOf = (type: GraphQLType | undefined): Bounds =>
  (type && (getNamedType(type).extensions.bounds as Bounds | undefined)) ?? LIMITS;

/** Entries of a list without pages whose field declares no `complexity`. */
const USUAL_ENTRIES = 2;

/**
 * Throws ProblemError for an operation over a limit or with variables that do not fit. Introspection counts selections, not depth:
 * it is deep by nature.
 */
export function checkOperation(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  given: Readonly<Record<string, unknown>>,
): { nodes: number } {
  const types = new Map(
    (operation.variableDefinitions ?? []).map(({ variable, type }) => [
      variable.name.value,
      typeFromAST(schema, type as NamedTypeNode),
    ]),
  );
  for (const [name, value] of Object.entries(given))
    checkSize(value, ["variables", name], 1, boundsOf(types.get(name)));
  const coerced = variablesOf(schema, operation, given);
  const count = { selections: 0, aliases: 0, directives: 0, nodes: 0, entries: 0 };

  const visit = (
    selectionSet: SelectionSetNode,
    parent: GraphQLCompositeType,
    depth: number,
    above: Sizes,
    introspecting: boolean,
  ): void => {
    for (const selection of selectionSet.selections) {
      over("Auswahlen", ++count.selections, LIMITS.selections);
      over("Direktiven", (count.directives += selection.directives?.length ?? 0), LIMITS.directives);
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value)!;
        visit(
          fragment.selectionSet,
          schema.getType(fragment.typeCondition.name.value) as GraphQLCompositeType,
          depth,
          above,
          introspecting,
        );
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = selection.typeCondition
          ? (schema.getType(selection.typeCondition.name.value) as GraphQLCompositeType)
          : parent;
        visit(selection.selectionSet, type, depth, above, introspecting);
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
        const args = "name" in field ? argumentsOf(field, selection, coerced) : {};
        for (const { name, type } of "name" in field ? field.args : [])
          checkSize(args[name], [selection.alias?.value ?? selection.name.value, name], 1, boundsOf(type));
        const within = "name" in field && !hidden ? sizesOf(field, args, above) : above;
        if (within !== above) {
          if (within.paged !== above.paged) over("Objekte", (count.nodes += within.paged), LIMITS.nodes);
          over("Einträge", (count.entries += Math.max(within.listed, within.made)), LIMITS.entries);
        }
        const type = getNamedType(field.type);
        if (selection.selectionSet && isCompositeType(type))
          visit(selection.selectionSet, type, depth + 1, within, hidden);
      }
    }
  };
  const root = schema.getRootType(operation.operation);
  if (!root) reject("OPERATION_NOT_SUPPORTED", [], "Diese Art von Operation (subscription) gibt es hier nicht.");
  visit(operation.selectionSet, root, 1, { paged: 1, listed: 1, made: 0 }, false);
  return { nodes: count.nodes };
}

/** The variables as their types read them. A value that does not fit is a problem at its path and is not repeated. */
function variablesOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
) {
  const definitions = operation.variableDefinitions ?? [];
  const { coerced } = getVariableValues(schema, definitions, given, { maxErrors: 1 });
  if (coerced) return coerced;
  const problems: Problem[] = [];
  for (const { variable, type, defaultValue } of definitions) {
    const name = variable.name.value;
    const inputType = typeFromAST(schema, type) as GraphQLInputType;
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined && (defaultValue || !isNonNullType(inputType))) continue;
    coerceInputValue(value ?? null, inputType, (path, _, { originalError }) => {
      const { code, message } =
        originalError instanceof ProblemError
          ? originalError.problems[0]!
          : { code: "INVALID_VALUE", message: `Diese Angabe passt nicht zum Typ ${String(inputType)}.` };
      problems.push({ code, path: ["variables", name, ...path], message: `Variable $${name}: ${message}` });
    });
  }
  throw new ProblemError(problems.slice(0, LIMITS.problems));
}

/** Validation has checked what is written; what is left is a variable without a value where one must be. */
function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Record<string, unknown>,
): Record<string, unknown> {
  try {
    return getArgumentValues(field, node, variables);
  } catch {
    return reject(
      "INVALID_VALUE",
      [node.alias?.value ?? node.name.value],
      `Eine Angabe zu ${node.name.value} ist leer (null), muss aber einen Wert haben.`,
    );
  }
}

/** How many objects paged lists alone, and lists of either kind, can have on a path. */
interface Sizes {
  paged: number;
  listed: number;
  /** What making the list costs, in entries, where its field says so. */
  made: number;
}

function sizesOf(field: GraphQLField<unknown, unknown>, args: Record<string, unknown>, above: Sizes): Sizes {
  const first = args.first ?? field.args.find((arg) => arg.name === "first")?.defaultValue;
  const { complexity } = field.extensions;
  const cost = typeof complexity === "number" ? complexity : undefined;
  if (typeof first === "number") {
    const size = Math.max(1, first);
    return { paged: above.paged * size, listed: above.listed * size, made: above.listed * (cost ?? 0) };
  }
  // The edges of a connection are the page that `first` has counted.
  const isList =
    isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type)) && field.name !== "edges";
  if (!isList) return above;
  return { paged: above.paged, listed: above.listed * (cost ?? USUAL_ENTRIES), made: 0 };
}

function over(what: string, value: number, limit: number) {
  if (value > limit)
    reject("QUERY_TOO_COSTLY", [], `Die Anfrage ist zu groß: höchstens ${limit} ${what} sind erlaubt.`);
}

/** Bounds every string, list and nesting, so that no resolver needs to remember to. NUL and lone surrogates are refused. */
function checkSize(value: unknown, path: (string | number)[], nesting: number, bounds: Bounds): void {
  if (typeof value === "string") {
    if (value.length > bounds.string)
      reject("INPUT_TOO_LONG", path, `Diese Angabe darf höchstens ${bounds.string} Zeichen lang sein.`);
    // \p{Cs} in Unicode mode is a lone surrogate.
    if (/[\0-\x08\x0B\x0C\x0E-\x1F\x7F]|\p{Cs}/u.test(value))
      reject("INVALID_CHARACTERS", path, "Diese Angabe enthält Steuerzeichen, die nicht erlaubt sind.");
  } else if (value !== null && typeof value === "object") {
    if (nesting >= bounds.nesting)
      reject("INPUT_TOO_DEEP", path.slice(0, 5), "Diese Angabe ist zu tief verschachtelt.");
    if (Array.isArray(value) && value.length > bounds.list)
      reject("INPUT_TOO_LONG", path, `Diese Liste darf höchstens ${bounds.list} Einträge haben.`);
    for (const [key, item] of Object.entries(value))
      checkSize(item, [...path, Array.isArray(value) ? Number(key) : key], nesting + 1, bounds);
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
        const fragments = new Map(
          document.definitions.flatMap((d) =>
            d.kind === Kind.FRAGMENT_DEFINITION ? [[d.name.value, d] as const] : [],
          ),
        );
        try {
          checkOperation(schema, operation, fragments, (request.variables ?? {}) as Record<string, unknown>);
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error;
          throw new GraphQLError(error.message, {
            originalError: error,
            extensions: { code: "BAD_USER_INPUT", http: { status: 400 } },
          });
        }
      },
    };
  },
};
