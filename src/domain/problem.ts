// A user's mistake as data: what is wrong, where, in a German sentence.

/** `code` is stable and meant for machines; `path` leads to the field in the user's input; `message` is German and for people. */
export interface Problem {
  code: string;
  path: readonly (string | number)[];
  message: string;
}

/** Thrown where a mistake of the user ends the operation; carries one or more problems, never a fault of ours. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map((p) => p.message).join("\n"));
    this.name = "ProblemError";
    this.problems = problems;
  }
}

/** Shorthand for the frequent case of a single problem. */
export const problem = (code: string, path: readonly (string | number)[], message: string) =>
  new ProblemError([{ code, path, message }]);
