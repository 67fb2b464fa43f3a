// The one error by which an engine says that it could not answer; whoever asked may turn to another engine.

/**
 * `timeout`: no answer in time. `unreachable`: no connection, or it broke. `unreadable`: not the answer of a search server, such as a
 * proxy's error page. `refused`: an answer that says no.
 */
export type FaultReason = "timeout" | "unreachable" | "unreadable" | "refused";

/** Says what went wrong and never what was asked: servers repeat the question in their messages, so those are left out. */
export class EngineFault extends Error {
  override readonly name = "EngineFault";
  readonly reason: FaultReason;
  /** HTTP status of a refusal. */
  readonly status: number | null;
  /** The server's own name for a refusal, such as `index_not_found`. */
  readonly code: string | null;

  constructor(
    reason: FaultReason,
    { status = null, code = null }: { status?: number | null; code?: string | null } = {},
  ) {
    super(`Suchserver: ${[reason, status, code].filter((part) => part !== null).join(" ")}`);
    this.reason = reason;
    this.status = status;
    this.code = code;
  }
}
