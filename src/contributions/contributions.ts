// Contributions on their way into the catalogue: saved as typed, moved by the workflow's table, published in one transaction.
import { randomUUID } from "node:crypto";
import { IsNull, MoreThan, type EntityManager } from "typeorm";
import { ExampleTable, RevisionTable } from "../catalogue/catalogue.entity.ts";
import { contentOf } from "../catalogue/publish.ts";
import { personalDataProblems } from "../domain/draft-texts.ts";
import { problem, ProblemError, type Problem } from "../domain/problem.ts";
import { partyOf, step, type Action } from "../domain/workflow.ts";
import type { Viewer } from "../people/sessions.ts";
import { audit } from "../platform/audit.ts";
import type { Db } from "../platform/db.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { Draft } from "./check.ts";
import { ContributionTable, VersionTable, type ContributionRow, type VersionRow } from "./contributions.entity.ts";
import { checkCurrent, effectsOf, fieldsSincePublished, subjectOf, type Move } from "./steps.ts";
import { preview, type Preview } from "./preview.ts";
import { takeOver, type NamedDraft, type TakenOver } from "./take-over.ts";

export interface ContributionsParts {
  db: Db;
  vocabulary: () => Vocabulary;
  now: () => Date;
  /** Called after readers see something else than before; the answer waits for it. */
  onPublished: () => Promise<unknown>;
}

/** A change that someone asks for: which contribution, and the version of it that they have seen. */
export interface Target {
  id: string;
  version: number;
}

export interface Saved {
  contribution: ContributionRow;
  /** Where the typed text went when the step was refused. */
  setAside: VersionRow | null;
  problems: readonly Problem[];
}

/** Those who read the history will want to know why. */
const WITH_REASON: readonly Move[] = ["REQUEST_CHANGES", "WITHDRAW"];
const CONTENT_CHARACTERS = 90_000;
/** Of what is saved while somebody types, one version stays for each stretch of this length. */
const AUTOSAVE_MS = 10 * 60_000;

export class Contributions {
  readonly #parts: ContributionsParts;
  constructor(parts: ContributionsParts) {
    this.#parts = parts;
  }

  /** A new draft, for the viewer's organisation or, by the editors, for another. Throws ProblemError. */
  async create(viewer: Viewer, given: unknown, organisation = viewer.organisation): Promise<ContributionRow> {
    const content = asDraft(given);
    this.checkOwner(viewer, organisation);
    return this.#parts.db.write((manager) =>
      this.#begin(manager, viewer, { content, organisation, example: null, revision: null }),
    );
  }

  /** New drafts from an import, all or none; one that the organisation has taken over before stays as it is. Throws ProblemError. */
  async takeOver(viewer: Viewer, drafts: readonly NamedDraft[], organisation: string): Promise<TakenOver[]> {
    const checked = this.#checked(viewer, drafts, organisation);
    const at = this.#parts.now().toISOString();
    return this.#parts.db.write((manager) => takeOver(manager, viewer, organisation, checked, at));
  }

  /** What `takeOver` would do; refuses what that would refuse, and changes nothing. */
  async preview(viewer: Viewer, drafts: readonly NamedDraft[], organisation: string): Promise<Preview[]> {
    const checked = this.#checked(viewer, drafts, organisation);
    return this.#parts.db.read((manager) => preview(manager, viewer, organisation, checked, this.#parts.vocabulary()));
  }

  #checked(viewer: Viewer, drafts: readonly NamedDraft[], organisation: string): NamedDraft[] {
    this.checkOwner(viewer, organisation);
    return drafts.map(({ name, content }) => ({ name, content: asDraft(content) }));
  }

  /** Throws ProblemError where the viewer may begin nothing for the organisation. */
  checkOwner(viewer: Viewer, organisation: string): void {
    if (partyOf(viewer, organisation) === null)
      throw problem("WRONG_ROLE", ["organisation"], "Für andere Organisationen schreibt nur die Redaktion.");
    if (!this.#parts.vocabulary().organisations.find(organisation))
      throw problem(
        "UNKNOWN_VALUE",
        ["organisation"],
        "Diese Organisation gibt es nicht. Bitte ihren Kurznamen angeben.",
      );
  }

  /**
   * The contribution behind a published example, begun with what readers see where there is none yet. Where readers see something
   * newer than the work rests on, that becomes the current version, or lies beside a draft to be compared. Throws ProblemError.
   */
  edit(viewer: Viewer, slug: string): Promise<ContributionRow> {
    return this.#parts.db.write(async (manager) => {
      const published = await manager.findOneBy(ExampleTable, { slug });
      if (!published) throw problem("NOT_FOUND", ["slug"], "Dieses Beispiel gibt es nicht.");
      const existing = await manager.findOneBy(ContributionTable, { example: slug });
      const { organisation } = existing ?? published;
      if (partyOf(viewer, organisation) === null)
        throw problem("WRONG_ROLE", ["slug"], "Beispiele anderer Organisationen bearbeitet nur die Redaktion.");
      if (existing?.revision === published.revision) return existing;
      const revision = await manager.findOneByOrFail(RevisionTable, { example: slug, number: published.revision });
      const content = contentOf(revision.content);
      if (existing) return this.#catchUp(manager, viewer, existing, { content, revision: revision.number });
      return this.#begin(manager, viewer, { content, organisation, example: slug, revision: revision.number });
    });
  }

  /**
   * Keeps what was typed, whether it is valid yet or not. A refused save sets it aside. `autosaved`: takes the place of the version
   * that was saved in the same way by the same person a moment ago. Throws ProblemError when there is no such contribution.
   */
  async save(viewer: Viewer, target: Target, given: unknown, autosaved = false): Promise<Saved> {
    const content = asDraft(given);
    const json = JSON.stringify(content);
    try {
      const contribution = await this.#parts.db.write(async (manager) => {
        const row = await findFor(manager, viewer, target.id);
        const current = await manager.findOneByOrFail(VersionTable, { id: row.current });
        if (current.content === json && row.version === target.version) return row;
        const version = { ...this.#version(row.id, viewer, json, target.version + 1), autosaved };
        const saved = await this.#move(manager, viewer, target, "SAVE", { current: version.id });
        await manager.insert(VersionTable, version);
        // Whoever reviewed it, or reads it, has seen what was there at the last step.
        if (current.number === target.version && replaces(version, current))
          await manager.delete(VersionTable, { id: current.id });
        return saved;
      });
      return { contribution, setAside: null, problems: [] };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return this.#setAside(viewer, target.id, json, error.problems);
    }
  }

  /** Makes an earlier or set aside version the current one again; it stays where it is as well. */
  async restoreVersion(viewer: Viewer, target: Target, version: string): Promise<Saved> {
    const row = await this.#parts.db.read(async (manager) => {
      const { id } = await findFor(manager, viewer, target.id);
      return manager.findOneBy(VersionTable, { id: version, contribution: id });
    });
    if (!row) throw problem("NOT_FOUND", ["restore"], "Diese Fassung gibt es nicht.");
    return this.save(viewer, target, JSON.parse(row.content));
  }

  /** One step of the workflow. Throws ProblemError, and then nothing has changed. */
  async move(viewer: Viewer, target: Target, action: Move, given?: string | null): Promise<ContributionRow> {
    const reason = given?.normalize("NFC").trim() || null;
    if (WITH_REASON.includes(action) && reason === null)
      throw problem("REASON_MISSING", ["reason"], "Bitte einen Grund angeben; er steht dann im Verlauf.");
    const refused = personalDataProblems(reason ?? "", "reason");
    if (refused.length > 0) throw new ProblemError(refused);
    const moved = await this.#parts.db.write(async (manager) => {
      const after = await this.#move(manager, viewer, target, action);
      const fields = await fieldsSincePublished(manager, after);
      const change = await effectsOf(manager, after, action, this.#parts.vocabulary(), this.#parts.now());
      if (change) await manager.update(ContributionTable, { id: after.id }, change);
      const { id: subject, version: number } = after;
      const { account } = viewer;
      await audit(manager, { account, action, subject: subjectOf(subject), number, fields, reason }, this.#parts.now());
      return { ...after, ...change };
    });
    if (action === "APPROVE" || action === "WITHDRAW") await this.#parts.onPublished();
    return moved;
  }

  /** What still keeps it from being submitted. */
  problems(row: ContributionRow): Promise<readonly Problem[]> {
    return this.#parts.db.read(async (manager) => {
      const checked = await checkCurrent(manager, row, this.#parts.vocabulary());
      return "problems" in checked ? checked.problems : [];
    });
  }

  async #begin(
    manager: EntityManager,
    viewer: Viewer,
    { content, ...given }: Pick<ContributionRow, "organisation" | "example" | "revision"> & { content: object },
  ): Promise<ContributionRow> {
    const at = this.#parts.now().toISOString();
    const id = randomUUID();
    const version = this.#version(id, viewer, JSON.stringify(content), 1);
    const row: ContributionRow = {
      ...given,
      importedAs: null,
      id,
      state: given.example === null ? "DRAFT" : "PUBLISHED",
      version: 1,
      current: version.id,
      publishedVersion: given.example === null ? null : 1,
      createdAt: at,
      updatedAt: at,
      submittedAt: null,
    };
    // Somebody else may have begun to edit the same example.
    await manager
      .createQueryBuilder()
      .insert()
      .into(ContributionTable)
      .values(row)
      .orIgnore()
      .updateEntity(false)
      .execute();
    if (!(await manager.existsBy(ContributionTable, { id })))
      return manager.findOneByOrFail(ContributionTable, { example: given.example! });
    await manager.insert(VersionTable, version);
    return row;
  }

  /** Takes over what was published past this contribution, by the seeds for instance. */
  async #catchUp(
    manager: EntityManager,
    viewer: Viewer,
    row: ContributionRow,
    { content, revision }: { content: object; revision: number },
  ): Promise<ContributionRow> {
    const next = row.version + 1;
    const isIdle = row.state === "PUBLISHED";
    const version = this.#version(row.id, viewer, JSON.stringify(content), isIdle ? next : null);
    const taken = isIdle ? { current: version.id, publishedVersion: next } : {};
    const change = { ...taken, revision, version: next, updatedAt: this.#parts.now().toISOString() };
    const { affected } = await manager.update(ContributionTable, { id: row.id, version: row.version }, change);
    if (affected !== 1) throw STALE();
    await manager.insert(VersionTable, version);
    return { ...row, ...change };
  }

  /** The step itself: looks at the table, then changes the row only if it still is as it was seen. */
  async #move(
    manager: EntityManager,
    viewer: Viewer,
    target: Target,
    action: Action,
    change: Partial<ContributionRow> = {},
  ) {
    const row = await findFor(manager, viewer, target.id);
    if (row.version !== target.version) throw STALE();
    const situation = {
      state: row.state,
      published: row.publishedVersion !== null,
      party: partyOf(viewer, row.organisation),
      wrote: await hasWritten(manager, row, viewer.account),
    };
    const next = step(situation, action);
    if (typeof next !== "string") throw new ProblemError([next]);
    const { id, version, state } = row;
    const updatedAt = this.#parts.now().toISOString();
    const submitted = action === "SUBMIT" ? { submittedAt: updatedAt } : {};
    const moved = { ...change, ...submitted, state: next, version: version + 1, updatedAt };
    const { affected } = await manager.update(ContributionTable, { id, version, state }, moved);
    if (affected !== 1) throw STALE();
    return { ...row, ...moved };
  }

  /** Keeps a refused text beside the contribution; the same text once. */
  async #setAside(viewer: Viewer, id: string, json: string, problems: readonly Problem[]): Promise<Saved> {
    return this.#parts.db.write(async (manager) => {
      const contribution = await findFor(manager, viewer, id);
      const place = { contribution: id, author: viewer.account, content: json };
      const kept = await manager.findOneBy(VersionTable, { ...place, number: IsNull() });
      const setAside = kept ?? this.#version(id, viewer, json, null);
      if (!kept) await manager.insert(VersionTable, setAside);
      return { contribution, setAside, problems };
    });
  }

  #version = (contribution: string, { account }: Viewer, content: string, number: number | null): VersionRow => ({
    id: randomUUID(),
    contribution,
    number,
    content,
    author: account,
    autosaved: false,
    createdAt: this.#parts.now().toISOString(),
  });
}

/** Somebody who types for an hour leaves six versions, and each that was saved on purpose. */
function replaces(next: VersionRow, { author, autosaved, createdAt }: VersionRow): boolean {
  const stretch = (at: string) => Math.floor(Date.parse(at) / AUTOSAVE_MS);
  return next.autosaved && autosaved && next.author === author && stretch(next.createdAt) === stretch(createdAt);
}

/** A contribution that does not exist and one that is not for the viewer are the same to them. */
export async function findFor(manager: EntityManager, viewer: Viewer, id: string): Promise<ContributionRow> {
  const row = await manager.findOneBy(ContributionTable, { id });
  if (!row || partyOf(viewer, row.organisation) === null)
    throw problem("NOT_FOUND", ["id"], "Diesen Beitrag gibt es nicht.");
  return row;
}

/** Whether an account has saved a version since the published one. */
const hasWritten = (manager: EntityManager, { id, publishedVersion }: ContributionRow, account: string) =>
  manager.existsBy(VersionTable, { contribution: id, author: account, number: MoreThan(publishedVersion ?? 0) });

const STALE = () =>
  problem(
    "STALE",
    ["version"],
    "Der Beitrag wurde inzwischen geändert. Bitte den neuen Stand ansehen und dann noch einmal versuchen.",
  );

/** Throws ProblemError for what is no object, or too large. */
function asDraft(given: unknown): Draft {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw problem("INVALID_CONTENT", ["content"], "Der Inhalt muss ein Objekt mit Feldern sein.");
  if (JSON.stringify(given).length > CONTENT_CHARACTERS)
    throw problem("INPUT_TOO_LONG", ["content"], `Der Inhalt darf höchstens ${CONTENT_CHARACTERS / 1000} kB haben.`);
  return given as Draft;
}
