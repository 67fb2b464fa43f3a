// Log lines as JSON on stderr; never what a user typed, never a whole address.
import { pino, type DestinationStream, type Logger } from "pino";

export type { Logger };

export const createLog = (level: string, destination: DestinationStream = pino.destination(2)): Logger =>
  pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ["req", "res", "variables", "query"],
      serializers: { err: told },
    },
    destination,
  );

/** Errors of the database also carry the statement's parameters, and those are what a user typed. */
const told = ({ name, message, code, stack }: Error & { code?: string }) => ({ name, message, code, stack });
