// Comments on contributions: editors and the contributor's organisation write to each other, beside the text and never into it.
import { randomUUID } from "node:crypto";
import type { EntityManager } from "typeorm";
import { isContentPath } from "../domain/content-path.ts";
import { personalDataIn, personalDataProblems, type PersonalDataWarning } from "../domain/draft-texts.ts";
import { problem, ProblemError } from "../domain/problem.ts";
import { partyOf } from "../domain/workflow.ts";
import type { Viewer } from "../people/sessions.ts";
import { audit } from "../platform/audit.ts";
import type { Db } from "../platform/db.ts";
import { CommentTable, ContributionTable, type CommentRow, type ContributionRow } from "./contributions.entity.ts";
import { findFor } from "./contributions.ts";

export interface NewComment {
  text: string;
  path: readonly string[];
  /** Id of a comment; then the path is that of its thread. */
  answerTo: string | null;
}
export interface Commented {
  /** Id of the thread. */
  thread: string;
  warnings: PersonalDataWarning[];
}

/** Of one contribution in all its life, and in one thread besides the comment that begins it. */
const MOST_COMMENTS = 1_000;
export const MOST_ANSWERS = 50;

export class Comments {
  readonly #db: Db;
  readonly #now: () => Date;
  constructor(db: Db, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  /** The contribution stays as it is, with its version. An answer opens its thread again. Throws ProblemError. */
  async write(viewer: Viewer, contribution: string, { path, answerTo, ...given }: NewComment): Promise<Commented> {
    const text = given.text.normalize("NFC").trim();
    if (text === "") throw problem("MISSING", ["text"], "Bitte einen Text eingeben.");
    const refused = personalDataProblems(text, "text");
    if (refused.length > 0) throw new ProblemError(refused);
    if (!isContentPath(path))
      throw problem(
        "UNKNOWN_FIELD",
        ["path"],
        "Diese Stelle gibt es in keinem Beispiel. Ohne Angabe gilt der Kommentar dem ganzen Beitrag.",
      );
    const thread = await this.#db.write(async (manager) => {
      const row = await openFor(manager, viewer, contribution);
      const began = answerTo === null ? null : await this.#answered(manager, row, answerTo);
      const comment = this.#comment(viewer, row, { text, path: began?.path ?? [...path], thread: began?.thread });
      await manager.insert(CommentTable, { ...comment, position: await nextPosition(manager, row) });
      if (began) await manager.update(CommentTable, { id: began.thread }, { resolvedAt: null });
      await this.#audit(manager, viewer, comment, "COMMENT");
      return comment.thread;
    });
    return { thread, warnings: personalDataIn(text).map((found) => ({ ...found, path: ["text", ...found.path] })) };
  }

  /** Marks the thread of a comment as done, or as open again; returns it. Throws ProblemError. */
  resolve(viewer: Viewer, id: string, isDone: boolean): Promise<string> {
    return this.#db.write(async (manager) => {
      const { contribution } = await findComment(manager, viewer, id);
      await openFor(manager, viewer, contribution);
      const { thread } = await findComment(manager, viewer, id);
      const began = await manager.findOneByOrFail(CommentTable, { id: thread });
      if (began.text === null) throw takenBack("id");
      if ((began.resolvedAt !== null) === isDone) return thread;
      await manager.update(CommentTable, { id: thread }, { resolvedAt: isDone ? this.#now().toISOString() : null });
      await this.#audit(manager, viewer, began, isDone ? "RESOLVE_COMMENT" : "REOPEN_COMMENT");
      return thread;
    });
  }

  /**
   * Takes back the text of one's own comment, or as administrator of any; its place stays. A thread whose first comment is taken back is
   * done. Also in what is archived. Returns the thread. Throws ProblemError.
   */
  takeBack(viewer: Viewer, id: string): Promise<string> {
    return this.#db.write(async (manager) => {
      const comment = await findComment(manager, viewer, id);
      if (comment.author !== viewer.account && viewer.role !== "ADMINISTRATOR")
        throw problem("WRONG_ROLE", ["id"], "Das kann nur, wer den Kommentar geschrieben hat, oder die Verwaltung.");
      await lock(manager, comment.contribution);
      const { text, thread, resolvedAt } = await manager.findOneByOrFail(CommentTable, { id });
      if (text === null) return thread;
      const closed = thread === id ? { resolvedAt: resolvedAt ?? this.#now().toISOString() } : {};
      await manager.update(CommentTable, { id }, { text: null, ...closed });
      await this.#audit(manager, viewer, comment, "DELETE_COMMENT");
      return thread;
    });
  }

  /** The comment that begins the thread of the one that is answered. */
  async #answered(manager: EntityManager, { id: contribution }: ContributionRow, answerTo: string) {
    const answered = await manager.findOneBy(CommentTable, { id: answerTo, contribution });
    if (!answered) throw problem("NOT_FOUND", ["answerTo"], "Diesen Kommentar gibt es nicht.");
    const { thread } = answered;
    const began = await manager.findOneByOrFail(CommentTable, { id: thread });
    if (began.text === null) throw takenBack("answerTo");
    if ((await manager.countBy(CommentTable, { thread })) > MOST_ANSWERS)
      throw problem(
        "TOO_MANY_COMMENTS",
        ["answerTo"],
        `Hier stehen schon ${MOST_ANSWERS} Antworten. Bitte einen neuen Kommentar beginnen.`,
      );
    return began;
  }

  #comment(
    viewer: Viewer,
    row: ContributionRow,
    { thread, ...given }: { text: string; path: string[]; thread: string | undefined },
  ): Omit<CommentRow, "position"> {
    const id = randomUUID();
    return {
      ...given,
      id,
      contribution: row.id,
      thread: thread ?? id,
      version: row.version,
      author: viewer.account,
      party: partyOf(viewer, row.organisation)!,
      createdAt: this.#now().toISOString(),
      resolvedAt: null,
    };
  }

  #audit(
    manager: EntityManager,
    { account }: Viewer,
    { id, version: number, path }: Pick<CommentRow, "id" | "version" | "path">,
    action: string,
  ) {
    const fields = path.length > 0 ? [path.join(".")] : [];
    return audit(manager, { account, action, subject: `comment:${id}`, number, fields, reason: null }, this.#now());
  }
}

/** The contribution, which nobody else changes or comments on until the transaction ends. Throws ProblemError. */
async function openFor(manager: EntityManager, viewer: Viewer, id: string): Promise<ContributionRow> {
  await findFor(manager, viewer, id);
  await lock(manager, id);
  const row = await findFor(manager, viewer, id);
  if (row.state === "ARCHIVED")
    throw problem(
      "WRONG_STATE",
      [],
      "Der Beitrag ist abgelegt. Kommentare gehen erst, wenn er wieder aufgenommen ist.",
    );
  return row;
}

/** An update that changes nothing: on PostgreSQL it locks the row, on SQLite writers wait for each other anyway. */
const lock = (manager: EntityManager, id: string) =>
  manager.update(ContributionTable, { id }, { version: () => "version" });

/** A comment that does not exist and one on a contribution that is not for the viewer are the same to them. */
async function findComment(manager: EntityManager, viewer: Viewer, id: string): Promise<CommentRow> {
  const comment = await manager.findOneBy(CommentTable, { id });
  const row = comment && (await manager.findOneBy(ContributionTable, { id: comment.contribution }));
  if (!row || partyOf(viewer, row.organisation) === null)
    throw problem("NOT_FOUND", ["id"], "Diesen Kommentar gibt es nicht.");
  return comment;
}

async function nextPosition(manager: EntityManager, { id: contribution }: ContributionRow): Promise<number> {
  const last = await manager.maximum(CommentTable, "position", { contribution });
  const position = (last ?? 0) + 1;
  if (position > MOST_COMMENTS)
    throw problem("TOO_MANY_COMMENTS", [], `Zu einem Beitrag sind höchstens ${MOST_COMMENTS} Kommentare möglich.`);
  return position;
}

const takenBack = (field: string) =>
  problem("TAKEN_BACK", [field], "Dieser Kommentar ist zurückgenommen und damit erledigt.");
