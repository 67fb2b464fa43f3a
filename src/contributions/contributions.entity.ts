// Tables of contributions: where each stands, every version that was saved, and comments. Nothing here is read by the catalogue.
import { EntitySchema } from "typeorm";
import type { Party, State } from "../domain/workflow.ts";

const text = { type: "text" } as const;
const key = { type: "text", primary: true } as const;

export interface ContributionRow {
  /** Random. */
  id: string;
  /** Slug of the organisation to which it belongs. */
  organisation: string;
  /** The example that it has become; its slug is fixed from then on. */
  example: string | null;
  /** Name of the imported draft that it began as, one of a kind in the organisation; null: typed. */
  importedAs: string | null;
  state: State;
  /** Grows with each change; whoever changes names the one they have seen. */
  version: number;
  /** Id of the version that is being worked on. */
  current: string;
  /** Number of the version that readers see; null: none. */
  publishedVersion: number | null;
  /** Revision of the example that the work rests on; null before the first publication. */
  revision: number | null;
  createdAt: string;
  updatedAt: string;
  /** When it was last submitted; comments do not move it. */
  submittedAt: string | null;
}
export const ContributionTable = new EntitySchema<ContributionRow>({
  name: "contribution",
  columns: {
    id: key,
    organisation: text,
    example: { type: "text", nullable: true },
    importedAs: { type: "text", nullable: true },
    state: text,
    version: { type: "integer" },
    current: text,
    publishedVersion: { type: "integer", nullable: true },
    revision: { type: "integer", nullable: true },
    createdAt: text,
    updatedAt: text,
    submittedAt: { type: "text", nullable: true },
  },
});

/** Its content never changes. `content` is JSON as it was typed. */
export interface VersionRow {
  id: string;
  contribution: string;
  /** The contribution's version from then on; null: set aside, because the step was refused. */
  number: number | null;
  content: string;
  /** Account. */
  author: string;
  /** Saved while somebody typed: their next one takes its place. */
  autosaved: boolean;
  createdAt: string;
}
export const VersionTable = new EntitySchema<VersionRow>({
  name: "contributionVersion",
  columns: {
    id: key,
    contribution: text,
    number: { type: "integer", nullable: true },
    content: text,
    author: text,
    autosaved: { type: "boolean" },
    createdAt: text,
  },
});

/** What editors and the contributor's organisation say to each other about a contribution. */
export interface CommentRow {
  id: string;
  contribution: string;
  /** The n-th comment of the contribution; answers count too. */
  position: number;
  /** Id of the comment that this one answers; its own, where it begins a thread. */
  thread: string;
  /** The contribution's version when it was written. */
  version: number;
  /** Leads to a field of the content, which may be gone since; empty: the whole. An answer has its thread's. */
  path: string[];
  /** Null: taken back. */
  text: string | null;
  /** Account. */
  author: string;
  /** As whom the author wrote then. */
  party: Party;
  createdAt: string;
  /** Null: open. Only where it begins a thread. */
  resolvedAt: string | null;
}
export const CommentTable = new EntitySchema<CommentRow>({
  name: "contributionComment",
  columns: {
    id: key,
    contribution: text,
    position: { type: "integer" },
    thread: text,
    version: { type: "integer" },
    path: { type: "simple-json" },
    text: { type: "text", nullable: true },
    author: text,
    party: text,
    createdAt: text,
    resolvedAt: { type: "text", nullable: true },
  },
});

export const CONTRIBUTION_TABLES = [ContributionTable, VersionTable, CommentTable];
