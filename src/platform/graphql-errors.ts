// What a client learns of an error: its own mistakes in German with code and path, of ours only an incident number.
import { randomUUID } from "node:crypto";
import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { ProblemError } from "../domain/problem.ts";
import { inGerman } from "./graphql-german.ts";
import type { Logger } from "./log.ts";

/** Codes of mistakes in the request itself, with the German sentence that leads their message. */
const REQUEST_FAULTS: Record<string, string> = {
  GRAPHQL_PARSE_FAILED: "Die Anfrage ist kein gültiges GraphQL",
  GRAPHQL_VALIDATION_FAILED: "Die Anfrage passt nicht zum Schema",
  OPERATION_RESOLUTION_FAILURE: "Die gewünschte Operation ist nicht eindeutig",
  BAD_REQUEST: "Die Anfrage ist unvollständig",
  BAD_USER_INPUT: "Eine Angabe ist nicht gültig",
};

/** Codes that only we give, with a German sentence: platform/access.ts and platform/origin.ts. */
const REFUSALS = ["UNAUTHENTICATED", "FORBIDDEN", "FOREIGN_ORIGIN"];

export const createFormatError =
  (log: Logger) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { locations, path } = formatted;
    const place = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
    const problems = problemsIn(error);
    if (problems)
      return {
        message: problems.map((p) => p.message).join(" "),
        ...place,
        extensions: { code: "BAD_USER_INPUT", problems },
      };
    const code = String(formatted.extensions?.code ?? "");
    if (REFUSALS.includes(code)) return { message: formatted.message, ...place, extensions: { code } };
    const lead = REQUEST_FAULTS[code];
    if (lead)
      return { message: `${lead}${whereIn(formatted)}: ${said(formatted.message)}`, ...place, extensions: { code } };
    const incident = randomUUID().slice(0, 8);
    log.error({ incident, err: unwrapResolverError(error) }, "Fehler beim Beantworten einer Anfrage");
    return {
      message: `Interner Fehler. Bitte bei Rückfragen die Vorgangsnummer ${incident} nennen.`,
      ...place,
      extensions: { code: "INTERNAL_SERVER_ERROR", incident },
    };
  };

/** " (Zeile 3, Spalte 5)" */
function whereIn({ locations }: GraphQLFormattedError): string {
  const [first] = locations ?? [];
  return first ? ` (Zeile ${first.line}, Spalte ${first.column})` : "";
}

const said = (message: string) => (inGerman(message) ?? withoutValues(message)).slice(0, 400);

function problemsIn(error: unknown) {
  for (let cause = error, depth = 0; cause && depth < 6; depth++) {
    if (cause instanceof ProblemError) return cause.problems;
    cause = cause instanceof GraphQLError ? cause.originalError : undefined;
  }
  return undefined;
}

/** graphql-js repeats what was sent; the client knows it, logs and screenshots need not. */
const withoutValues = (message: string) =>
  message
    .replace(/got invalid value .*?(?=(?: at "|; ))/gs, "got an invalid value")
    .replace(/(cannot represent[^:;]*): .*$/gs, "$1.")
    .replace(/; Expected type .*?cannot represent.*$/gs, ".");
