// What clients may rely on, test/contracts/contract.graphql, against the schema that the server really has.
import { readFileSync } from "node:fs";
import {
  astFromValue,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  Kind,
  parse,
  print,
  type ConstDirectiveNode,
  type DefinitionNode,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InputValueDefinitionNode,
} from "graphql";
import { beforeAll, describe, expect, it, test } from "vitest";
import { resolversOf, type Services } from "../../src/resolvers.ts";
import { schemaFrom } from "../../src/platform/schema.ts";

const FILE = new URL("../contracts/contract.graphql", import.meta.url);
const contract = parse(readFileSync(FILE, "utf8")).definitions as Exclude<
  DefinitionNode,
  { kind: Kind.SCHEMA_DEFINITION }
>[];

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await schemaFrom(resolversOf({} as Services));
});

describe("the contract holds", () => {
  test.each(contract.map((definition) => [nameOf(definition), definition] as const))("for %s", (name, definition) => {
    const type = schema.getType(name);
    expect(type, `${name} fehlt im Schema`).toBeDefined();
    expect(linesOf(type!)).toEqual(expect.arrayContaining(promises(definition)));
  });

  it("asks of no client more than it had to send before", () => {
    const more = contract.flatMap((definition) => {
      const promised = promises(definition);
      const fields = new Set(promised.map((line) => line.split(/[(:]/)[0]));
      const demands = linesOf(schema.getType(nameOf(definition))!).filter((line) =>
        definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION
          ? line.endsWith("!")
          : line.endsWith("!)") && fields.has(line.split("(")[0]),
      );
      return demands.filter((line) => !promised.includes(line)).map((line) => `${nameOf(definition)}.${line}`);
    });
    expect(more).toEqual([]);
  });
});

function nameOf(definition: DefinitionNode): string {
  return "name" in definition && definition.name ? definition.name.value : definition.kind;
}

/** What a definition promises, one line for each thing a client can see. */
function promises(definition: DefinitionNode): string[] {
  switch (definition.kind) {
    case Kind.SCALAR_TYPE_DEFINITION:
      return ["scalar"];
    case Kind.ENUM_TYPE_DEFINITION:
      return [
        `enum ${(definition.values ?? [])
          .map((value) => value.name.value)
          .sort()
          .join(" ")}`,
      ];
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return (definition.fields ?? []).map(input);
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_DEFINITION:
      return [
        ...(definition.interfaces ?? []).map((type) => `implements ${type.name.value}`),
        ...(definition.fields ?? []).flatMap((field) => [
          `${field.name.value}: ${print(field.type)}`,
          ...(field.arguments ?? []).map((argument) => `${field.name.value}(${input(argument)})`),
        ]),
      ];
    default:
      throw new Error(`Der Vertrag enthält ${definition.kind}, und niemand prüft es.`);
  }
}

const input = ({ name, type, defaultValue }: InputValueDefinitionNode) =>
  `${name.value}: ${print(type)}${defaultValue ? ` = ${print(defaultValue)}` : ""}`;

/** The same lines of a type of the schema. */
function linesOf(type: GraphQLNamedType): string[] {
  const line = (part: { name: string; type: GraphQLInputType; defaultValue?: unknown }) => {
    const ast = part.defaultValue === undefined ? undefined : astFromValue(part.defaultValue, part.type);
    return `${part.name}: ${String(part.type)}${ast ? ` = ${print(ast as unknown as ConstDirectiveNode)}` : ""}`;
  };
  if (isScalarType(type)) return ["scalar"];
  if (isEnumType(type))
    return [
      `enum ${type
        .getValues()
        .map((value) => value.name)
        .sort()
        .join(" ")}`,
    ];
  if (isInputObjectType(type)) return Object.values(type.getFields()).map(line);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return [
    ...type.getInterfaces().map((one) => `implements ${one.name}`),
    ...Object.values(type.getFields()).flatMap((field) => [
      `${field.name}: ${String(field.type)}`,
      ...field.args.map((argument) => `${field.name}(${line(argument)})`),
    ]),
  ];
}
