// The program as an operator has it: compiled into a folder of its own, started as a process, with seeds that a test may change.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { SEEDS } from "./app.ts";
import type { TestDatabase } from "./databases.ts";
import { shared } from "./shared.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Running {
  /** The address once it listens; rejects with what it wrote when it ends before. */
  readonly ready: Promise<string>;
  /** How it ended, by itself or by a signal. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Resolves at the first line that contains `text`. */
  line(text: string): Promise<void>;
  /** What it has written so far. */
  output(): string;
  kill(signal: NodeJS.Signals): void;
}

export interface Installation {
  readonly seeds: string;
  /** A file of the compiled code, "imports/import-worker.js". */
  program(file: string): URL;
  start(database: TestDatabase): Running;
  /** Runs a file of the compiled code with arguments, and variables of its own. */
  command(args: string[], database: TestDatabase, env?: Record<string, string>): Running;
  /** Runs JavaScript beside the compiled code: `import("./dist/app.js")`. */
  run(script: string, database: TestDatabase): Running;
  /** Ends what still runs. */
  drop(): Promise<void>;
}

export function anInstallation(seeds = SEEDS): Installation {
  const folder = mkdtempSync(join(tmpdir(), "praxisatlas_installation_"));
  const program = shared("program");
  if (program.claim()) {
    compile(program.folder);
    program.ready();
  }
  if (program.isReady) cpSync(program.folder, join(folder, "dist"), { recursive: true });
  else compile(join(folder, "dist"));
  cpSync(join(ROOT, "package.json"), join(folder, "package.json"));
  cpSync(seeds, join(folder, "seeds"), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const started: Running[] = [];
  const run = (args: string[], database: TestDatabase, env: Record<string, string> = {}) => {
    const running = watch(args, folder, {
      PORT: "0",
      DATABASE_URL: database.url,
      ERASED_LIST: database.erasedList,
      REQUESTS_PER_MINUTE: "0",
      ...env,
    });
    started.push(running);
    return running;
  };
  return {
    seeds: join(folder, "seeds"),
    program: (file) => pathToFileURL(join(folder, "dist", file)),
    start: (database) => run(["dist/main.js"], database),
    command: run,
    run: (script, database) => run(["--input-type=module", "--eval", script], database),
    drop: async () => {
      for (const running of started) running.kill("SIGKILL");
      await Promise.all(started.map((running) => running.ended));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function compile(folder: string): void {
  const tsc = join(ROOT, "node_modules/.bin/tsc");
  const project = join(ROOT, "tsconfig.build.json");
  execFileSync(tsc, ["-p", project, "--outDir", folder, "--incremental", "false", "--tsBuildInfoFile", "null"]);
}

function watch(args: string[], cwd: string, env: Record<string, string>): Running {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on("line", (line) => {
      output += `${line}\n`;
      for (const look of waiting) look();
    });
  const ended = new Promise<Awaited<Running["ended"]>>((resolve) =>
    child.once("close", (code, signal) => resolve({ code, signal })),
  );
  const seen = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(output);
        if (match) resolve(match);
      };
      waiting.add(look);
      look();
      void ended.then(({ code, signal }) =>
        reject(new Error(`Beendet (${code ?? signal}), ohne ${pattern} zu schreiben:\n${output}`)),
      );
    });
  const ready = seen(/GraphQL\s+(http:\S+)\/graphql/).then((match) => match[1]!);
  ready.catch(() => undefined);
  return {
    ready,
    ended,
    line: async (text) => void (await seen(new RegExp(text.replace(/[^\p{L}\p{N} ]/gu, ".")))),
    output: () => output,
    kill: (signal) => void child.kill(signal),
  };
}

/** Asks a running server over HTTP. */
export async function ask<T = any>(address: string, query: string): Promise<T> {
  const response = await fetch(`${address}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", connection: "close" },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
