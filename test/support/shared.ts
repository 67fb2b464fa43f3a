// What is made once in a run of the tests, by whoever needs it first; whoever comes meanwhile makes their own and does not wait.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";

export const RUN = inject("run");

export interface Shared {
  readonly folder: string;
  readonly isReady: boolean;
  /** True for one caller in a run, who then fills the folder and calls `ready`. */
  claim(): boolean;
  ready(): void;
}

export function shared(name: string): Shared {
  const folder = join(RUN, name);
  const mark = `${folder}.ready`;
  return {
    folder,
    get isReady() {
      return existsSync(mark);
    },
    claim: () => {
      try {
        mkdirSync(folder);
        return true;
      } catch {
        return false;
      }
    },
    ready: () => writeFileSync(mark, ""),
  };
}
