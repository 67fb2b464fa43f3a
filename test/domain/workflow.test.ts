// The workflow: every combination of state, action and person, against the table that docs/mitwirken.md shows.
import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import {
  ACTIONS,
  PARTIES,
  partyOf,
  possibleActions,
  STATES,
  step,
  WORKFLOW,
  type Action,
  type Party,
  type Situation,
  type State,
  type Step,
} from "../../src/domain/workflow.ts";

const states = Object.keys(STATES) as State[];
const actions = Object.keys(ACTIONS) as Action[];
const parties = [...(Object.keys(PARTIES) as Party[]), null];
const both = [true, false];
const situations: [Situation, Action][] = states.flatMap((state) =>
  actions.flatMap((action) =>
    parties.flatMap((party) =>
      both.flatMap((published) =>
        both.map((wrote): [Situation, Action] => [{ state, party, published, wrote }, action]),
      ),
    ),
  ),
);
const condition = ({ published, byAnother }: Step) =>
  byAnother
    ? "wer nicht mitgeschrieben hat"
    : published === undefined
      ? ""
      : published
        ? "wenn etwas veröffentlicht ist"
        : "wenn nichts veröffentlicht ist";

it("allows exactly what a row of the documentation's table says", () => {
  const text = readFileSync(new URL("../../docs/mitwirken.md", import.meta.url), "utf8");
  const rows = text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const start = rows.findIndex(([first]) => first === "Stand");
  expect(rows.slice(start + 2, start + 2 + WORKFLOW.length)).toEqual(
    WORKFLOW.map((row) => [
      STATES[row.state],
      ACTIONS[row.action],
      row.by.map((party) => PARTIES[party]).join(", "),
      condition(row),
      STATES[row.to],
    ]),
  );
});

it("has at most one row for a state and an action", () => {
  const keys = WORKFLOW.map(({ state, action }) => `${state} ${action}`);
  expect(new Set(keys).size).toBe(keys.length);
});

it("leads where the table says, and nowhere else", () => {
  for (const [situation, action] of situations) {
    const row = WORKFLOW.find((r) => r.state === situation.state && r.action === action);
    const allowed =
      row !== undefined &&
      situation.party !== null &&
      row.by.includes(situation.party) &&
      (row.published ?? situation.published) === situation.published &&
      !(row.byAnother && situation.wrote);
    const result = step(situation, action);
    expect([situation, action, typeof result === "string" ? result : "refused"]).toEqual([
      situation,
      action,
      allowed ? row.to : "refused",
    ]);
  }
});

it("offers the actions that lead somewhere, each once", () => {
  for (const situation of new Set(situations.map(([situation]) => situation)))
    expect(possibleActions(situation)).toEqual(actions.filter((action) => typeof step(situation, action) === "string"));
  expect(possibleActions({ state: "SUBMITTED", published: false, party: "EDITOR", wrote: true })).toEqual([
    "RECALL",
    "REQUEST_CHANGES",
  ]);
});

it("gives a German sentence as reason for every refusal", () => {
  const codes = new Set<string>();
  for (const [situation, action] of situations) {
    const result = step(situation, action);
    if (typeof result === "string") continue;
    codes.add(result.code);
    expect(result.message).toMatch(/^[„\p{Lu}].*\.$/u);
    expect(result.message).not.toContain("undefined");
  }
  expect([...codes].sort()).toEqual(["NOT_PUBLISHED", "OWN_WORK", "STILL_PUBLISHED", "WRONG_ROLE", "WRONG_STATE"]);
});

describe("whoever acts", () => {
  test.each([
    ["CONTRIBUTOR", "a", "MEMBER"],
    ["CONTRIBUTOR", "b", null],
    ["EDITOR", "b", "EDITOR"],
    ["ADMINISTRATOR", "b", "EDITOR"],
  ] as const)("as %s of %s stands to a contribution of a as %s", (role, organisation, party) => {
    expect(partyOf({ role, organisation }, "a")).toBe(party);
  });

  it("publishes nothing without a second person", () => {
    const into = WORKFLOW.filter((row) => row.to === "PUBLISHED");
    expect(into.map(({ action, by, byAnother }) => [action, by, byAnother])).toEqual([["APPROVE", ["EDITOR"], true]]);
  });

  it("can leave every state, and reach it", () => {
    for (const state of states) {
      expect(WORKFLOW.some((row) => row.state === state && row.to !== state)).toBe(true);
      if (state !== "DRAFT") expect(WORKFLOW.some((row) => row.to === state && row.state !== state)).toBe(true);
    }
  });
});
