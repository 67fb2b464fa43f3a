// Takes an address or a name out of everything that was typed: versions of contributions and comments, reasons on record, revisions of examples.
import { createHash } from "node:crypto";
import { In, IsNull, Not, type EntityManager, type EntitySchema, type ObjectLiteral } from "typeorm";
import { ExampleTable, RevisionTable, type RevisionRow } from "../catalogue/catalogue.entity.ts";
import { contentOf, publish } from "../catalogue/publish.ts";
import { CommentTable, ContributionTable, VersionTable } from "../contributions/contributions.entity.ts";
import { AuditTable } from "../platform/audit.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";

/** What shall go, and the word that takes its place. */
export interface Erased {
  text: string;
  replacement: string;
}

export interface Rewritten {
  versions: { id: string; content: string }[];
  reasons: { id: string; reason: string }[];
  comments: { id: string; text: string }[];
  revisions: RevisionRow[];
}

/** Where it stands, with the texts as they would be without it. Reads every text once: nothing else can find it. */
export async function findTexts(manager: EntityManager, erased: readonly Erased[]): Promise<Rewritten> {
  const versions = await rowsWith(manager, VersionTable, "content", erased);
  const events = await rowsWith(manager, AuditTable, "reason", erased);
  const comments = await rowsWith(manager, CommentTable, "text", erased);
  const revisions = await rowsWith(manager, RevisionTable, "content", erased);
  const changed = <T extends { content: string }>(rows: T[]) =>
    rows.flatMap((row) => {
      const content = JSON.stringify(without(JSON.parse(row.content), erased));
      return content === row.content ? [] : [{ ...row, content }];
    });
  return {
    versions: changed(versions),
    reasons: events.flatMap(({ id, reason }) => {
      const clean = textWithout(reason!, erased);
      return clean === reason ? [] : [{ id, reason: clean }];
    }),
    comments: comments.flatMap(({ id, text }) => {
      const clean = textWithout(text!, erased);
      return clean === text ? [] : [{ id, text: clean }];
    }),
    revisions: changed(revisions).map((row) => ({ ...row, hash: sha256(row.content) })),
  };
}

/** Writes the texts anew in the caller's transaction. What readers see becomes a new revision, so that nobody keeps the old one. */
export async function rewriteTexts(
  manager: EntityManager,
  { versions, reasons, comments, revisions }: Rewritten,
  vocabulary: Vocabulary,
  now: Date,
): Promise<void> {
  for (const { id, content } of versions) await manager.update(VersionTable, { id }, { content });
  for (const { id, reason } of reasons) await manager.update(AuditTable, { id }, { reason });
  // What was taken back meanwhile stays away.
  for (const { id, text } of comments) await manager.update(CommentTable, { id, text: Not(IsNull()) }, { text });
  const slugs = [...new Set(revisions.map(({ example }) => example))];
  const heads = slugs.length > 0 ? await manager.findBy(ExampleTable, { slug: In(slugs) }) : [];
  const shown = revisions.filter(({ example, number }) =>
    heads.some(({ slug, revision }) => slug === example && revision === number),
  );
  if (shown.length > 0) {
    const publications = shown.map(({ content, origin }) => ({ content: contentOf(content), origin }));
    await publish(manager, publications, vocabulary, now);
  }
  // Work that rests on the former revision rests on the new one.
  for (const { example, number: revision } of shown)
    await manager.update(ContributionTable, { example, revision }, { revision: revision + 1 });
  for (const { example, number, content, hash } of revisions)
    await manager.update(RevisionTable, { example, number }, { content, hash });
}

export const countOf = ({ versions, reasons, comments, revisions }: Rewritten) =>
  versions.length + reasons.length + comments.length + revisions.length;

/** More than is meant: databases differ in case and in what they take for a letter. */
function rowsWith<T extends ObjectLiteral>(
  manager: EntityManager,
  table: EntitySchema<T>,
  column: string,
  erased: readonly Erased[],
): Promise<T[]> {
  const likes = erased.map((_, i) => `LOWER(t.${column}) LIKE :text${i}`);
  const texts = erased.map(({ text }, i) => [`text${i}`, likeOf(text)] as const);
  return manager
    .createQueryBuilder(table, "t")
    .where(`(${likes.join(" OR ")})`, Object.fromEntries(texts))
    .getMany();
}

const likeOf = (text: string) =>
  `%${text
    .toLowerCase()
    .replace(/[^\p{L}\d@._-]+/gu, "%")
    .replace(/[^a-z\d@.%-]/gu, "_")}%`;

function without(value: unknown, erased: readonly Erased[]): unknown {
  if (typeof value === "string") return textWithout(value, erased);
  if (Array.isArray(value)) return value.map((item) => without(item, erased));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [textWithout(key, erased), without(item, erased)]),
  );
}

/** Whole words only: "a@b.de" is not part of "maria@b.de". */
export const textWithout = (text: string, erased: readonly Erased[]): string =>
  erased.reduce((before, { text, replacement }) => before.replace(patternOf(text), replacement), text);

function patternOf(text: string): RegExp {
  const words = text
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"))
    .join("\\s+");
  const pattern = text.includes("@")
    ? `(?<![\\p{L}\\d._%+-])${words}(?![\\p{L}\\d]|[.-][\\p{L}\\d])`
    : `(?<![\\p{L}\\d])${words}(?![\\p{L}\\d])`;
  return new RegExp(pattern, "giu");
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
