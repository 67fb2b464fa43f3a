// A process that is asked and answers: the parent's half and the child's half.
import { execFileSync, fork, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

type Tasks = Record<string, (argument: any) => unknown>;
interface Answer {
  result?: unknown;
  error?: string;
}

/** Answers what the parent asks, one after the other. */
export function answering(tasks: Tasks): void {
  process.on("message", async ({ task, argument }: { task: string; argument: unknown }) => {
    try {
      process.send!({ result: await tasks[task]!(argument) } satisfies Answer);
    } catch (error) {
      process.send!({
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      } satisfies Answer);
    }
  });
}

export interface Asked<T extends Tasks> {
  readonly pid: number;
  ask<K extends keyof T & string>(task: K, argument?: Parameters<T[K]>[0]): Promise<Awaited<ReturnType<T[K]>>>;
  /** Resolves when the process has ended. */
  end(): Promise<void>;
}

/** Starts a module beside this one, as in production; its tasks are of type T. */
export function start<T extends Tasks>(module: string, ...args: string[]): Asked<T> {
  const env = { ...process.env, NODE_ENV: "production" };
  const child: ChildProcess = fork(fileURLToPath(new URL(module, import.meta.url)), args, { env });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return {
    pid: child.pid!,
    ask: async (task, argument) => {
      const answered = new Promise<Answer>((resolve) => child.once("message", resolve));
      child.send({ task, argument });
      const answer = await Promise.race([
        answered,
        exited.then((code): Answer => ({ error: `${module} ended with ${code}` })),
      ]);
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.result as never;
    },
    end: async () => {
      if (child.connected) child.disconnect();
      child.kill();
      await exited;
    },
  };
}

/** Binds all threads of a process to one core; false where that is not to be had. */
export function pin(pid: number, core: number): boolean {
  if (core >= availableParallelism()) return false;
  try {
    execFileSync("taskset", ["--all-tasks", "--cpu-list", "--pid", String(core), String(pid)], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
