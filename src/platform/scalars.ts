// Dates in the schema: a day, a moment, and a date with the precision that is known. All travel as ISO 8601 strings.
import { GraphQLScalarType } from "graphql";
import { problem } from "../domain/problem.ts";

function isoString(
  name: string,
  pattern: RegExp,
  description: string,
  example: string,
): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    if (typeof value === "string" && pattern.test(value) && !Number.isNaN(Date.parse(value)) && isInCalendar(value))
      return value;
    throw problem("INVALID_DATE", [], `Erwartet wird ${description}, zum Beispiel ${example}.`);
  };
  return new GraphQLScalarType({ name, description, parseValue: parse, serialize: (value) => String(value) });
}

/** Date.parse takes 30 February for 1 March. */
const isInCalendar = (value: string) =>
  value.length < 10 || new Date(value.slice(0, 10)).toISOString().startsWith(value.slice(0, 10));

export const GraphQLDay = isoString("Date", /^\d{4}-\d{2}-\d{2}$/, "ein Tag nach ISO 8601", "2012-04-01");
export const GraphQLMoment = isoString(
  "DateTime",
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/,
  "ein Zeitpunkt nach ISO 8601",
  "2026-11-21T09:30:00Z",
);
export const GraphQLPartialDate = isoString(
  "PartialDate",
  /^\d{4}(-\d{2}(-\d{2})?)?$/,
  "ein Datum nach ISO 8601 mit der bekannten Genauigkeit",
  "2012, 2012-05 oder 2012-05-01",
);
