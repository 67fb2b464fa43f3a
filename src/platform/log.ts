// Log lines as JSON on stderr; never what a user typed, never a whole address.
import { pino, type Logger } from "pino";

export type { Logger };

export const createLog = (level: string): Logger =>
  pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime, redact: ["req", "res", "variables", "query"] },
    pino.destination(2),
  );
