// From draft to published example as one table: state × action × who → state. What is not in it is refused, with a reason.
import type { Problem } from "./problem.ts";

export const ROLES = Object.freeze({
  CONTRIBUTOR: "beitragend",
  EDITOR: "Redaktion",
  ADMINISTRATOR: "Verwaltung",
});
/** Whoever has an account has one of these; readers have none. */
export type Role = keyof typeof ROLES;

export const STATES = Object.freeze({
  DRAFT: "Entwurf",
  SUBMITTED: "eingereicht",
  CHANGES_REQUESTED: "zur Überarbeitung",
  PUBLISHED: "veröffentlicht",
  WITHDRAWN: "zurückgezogen",
  ARCHIVED: "abgelegt",
});
export type State = keyof typeof STATES;

export const ACTIONS = Object.freeze({
  SAVE: "speichern",
  SUBMIT: "einreichen",
  RECALL: "zurückholen",
  REQUEST_CHANGES: "Überarbeitung erbitten",
  APPROVE: "freigeben",
  WITHDRAW: "zurückziehen",
  ARCHIVE: "ablegen",
  RESTORE: "wieder aufnehmen",
});
export type Action = keyof typeof ACTIONS;

export const PARTIES = Object.freeze({
  MEMBER: "eigene Organisation",
  EDITOR: "Redaktion",
});
/** How someone stands to a contribution; null: not at all. */
export type Party = keyof typeof PARTIES;

/** An administrator may do what an editor may; the organisation counts for contributors only. */
export function partyOf(viewer: { role: Role; organisation: string }, owner: string): Party | null {
  if (viewer.role !== "CONTRIBUTOR") return "EDITOR";
  return viewer.organisation === owner ? "MEMBER" : null;
}

export interface Step {
  state: State;
  action: Action;
  by: readonly Party[];
  to: State;
  /** Only while readers have a published version (true), or only while they have none (false). */
  published?: boolean;
  /** Not by someone who has written on the version in question. */
  byAnother?: true;
}

const BOTH = ["MEMBER", "EDITOR"] as const;
const EDITOR = ["EDITOR"] as const;

/** While a published example is worked on, readers keep the published version: `SAVE` leads from PUBLISHED back to DRAFT. */
export const WORKFLOW: readonly Step[] = [
  { state: "DRAFT", action: "SAVE", by: BOTH, to: "DRAFT" },
  { state: "DRAFT", action: "SUBMIT", by: BOTH, to: "SUBMITTED" },
  { state: "DRAFT", action: "ARCHIVE", by: BOTH, to: "ARCHIVED", published: false },
  { state: "DRAFT", action: "WITHDRAW", by: BOTH, to: "WITHDRAWN", published: true },
  { state: "SUBMITTED", action: "RECALL", by: BOTH, to: "DRAFT" },
  { state: "SUBMITTED", action: "REQUEST_CHANGES", by: EDITOR, to: "CHANGES_REQUESTED" },
  { state: "SUBMITTED", action: "APPROVE", by: EDITOR, to: "PUBLISHED", byAnother: true },
  { state: "SUBMITTED", action: "WITHDRAW", by: BOTH, to: "WITHDRAWN", published: true },
  { state: "CHANGES_REQUESTED", action: "SAVE", by: BOTH, to: "CHANGES_REQUESTED" },
  { state: "CHANGES_REQUESTED", action: "SUBMIT", by: BOTH, to: "SUBMITTED" },
  { state: "CHANGES_REQUESTED", action: "ARCHIVE", by: BOTH, to: "ARCHIVED", published: false },
  { state: "CHANGES_REQUESTED", action: "WITHDRAW", by: BOTH, to: "WITHDRAWN", published: true },
  { state: "PUBLISHED", action: "SAVE", by: BOTH, to: "DRAFT" },
  { state: "PUBLISHED", action: "WITHDRAW", by: BOTH, to: "WITHDRAWN" },
  { state: "WITHDRAWN", action: "RESTORE", by: BOTH, to: "DRAFT" },
  { state: "WITHDRAWN", action: "ARCHIVE", by: BOTH, to: "ARCHIVED" },
  { state: "ARCHIVED", action: "RESTORE", by: BOTH, to: "DRAFT" },
];

export interface Situation {
  state: State;
  /** Whether readers have a version of it. */
  published: boolean;
  party: Party | null;
  /** Whether the one who acts has written on what is not published yet. */
  wrote: boolean;
}

/** What can be done now, in the order of `ACTIONS`. */
export const possibleActions = (situation: Situation): Action[] =>
  (Object.keys(ACTIONS) as Action[]).filter((action) => typeof step(situation, action) === "string");

/** Where an action leads, or why it does not. The problem's path is empty: it concerns the contribution as a whole. */
export function step({ state, published, party, wrote }: Situation, action: Action): State | Problem {
  const found = WORKFLOW.find((step) => step.state === state && step.action === action);
  const refuse = (code: string, message: string): Problem => ({ code, path: [], message });
  if (!found)
    return refuse("WRONG_STATE", `„${ACTIONS[action]}“ geht nicht: Der Beitrag hat den Stand „${STATES[state]}“.`);
  if (party === null || !found.by.includes(party))
    return refuse("WRONG_ROLE", `„${ACTIONS[action]}“ darf hier nur: ${found.by.map((p) => PARTIES[p]).join(", ")}.`);
  if (found.published === true && !published)
    return refuse("NOT_PUBLISHED", `„${ACTIONS[action]}“ geht nicht: Es ist noch nichts veröffentlicht.`);
  if (found.published === false && published)
    return refuse(
      "STILL_PUBLISHED",
      `„${ACTIONS[action]}“ geht nicht: Bitte die veröffentlichte Fassung zuerst zurückziehen.`,
    );
  if (found.byAnother && wrote)
    return refuse("OWN_WORK", "Wer an einer Fassung mitgeschrieben hat, kann sie nicht selbst freigeben.");
  return found.to;
}
