// A closed list of the domain as a GraphQL enum: the code is the value, the German label its description.
import { registerEnumType } from "type-graphql";

export function enumOf<T extends Record<string, string>>(
  name: string,
  labels: T,
  description: string,
): { [K in keyof T]: K } {
  const values = Object.fromEntries(Object.keys(labels).map((code) => [code, code])) as { [K in keyof T]: K };
  registerEnumType(values, {
    name,
    description,
    valuesConfig: Object.fromEntries(
      Object.entries(labels).map(([code, label]) => [code, { description: label }]),
    ) as never,
  });
  return values;
}
