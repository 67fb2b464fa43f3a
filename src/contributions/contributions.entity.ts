// Tables of contributions: where each stands, and every version that was saved. Nothing here is read by the catalogue.
import { EntitySchema } from "typeorm";
import type { State } from "../domain/workflow.ts";

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

export const CONTRIBUTION_TABLES = [ContributionTable, VersionTable];
