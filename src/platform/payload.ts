// Answers of mutations: what became of it, or the problems as data beside nothing.
import { Field, ObjectType } from "type-graphql";
import { ProblemError, type Problem } from "../domain/problem.ts";

@ObjectType("Problem", { description: "Was an einer Eingabe nicht stimmt" })
export class ProblemType {
  @Field(() => String, { description: "bleibt gleich, für Programme" })
  code!: string;
  @Field(() => [String], { description: "führt zum Feld der Eingabe; leer, wenn es das Ganze betrifft" })
  path!: string[];
  @Field(() => String, { description: "deutscher Satz" })
  message!: string;
}

/** Runs a change; a mistake of the user becomes data, a fault of ours stays an error. */
export async function orProblems<T extends object>(
  change: () => Promise<T & { problems?: readonly Problem[] }>,
): Promise<Partial<Omit<T, "problems">> & { problems: ProblemType[] }> {
  try {
    const result = await change();
    return { ...result, problems: (result.problems ?? []).map(asData) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { problems: error.problems.map(asData) } as Partial<T> & { problems: ProblemType[] };
  }
}

export const asData = ({ code, path, message }: Problem): ProblemType => ({ code, path: path.map(String), message });
