// Takes contacts away for good where a person goes, or where a restored backup has brought them back.
import { In, type EntityManager } from "typeorm";
import { fold } from "../domain/text.ts";
import { ContactTable, type ContactRow } from "./contacts.entity.ts";

/** Ids to a statement. */
const CHUNK = 500;

/**
 * In the caller's transaction: contacts with one of the addresses or names, and the persons whom the account has entered, for
 * nobody answers for their consent any more. Returns the ids. Reads every contact: names are compared by their words.
 */
export async function deleteContactsOf(
  manager: EntityManager,
  account: string,
  erased: readonly { text: string }[],
): Promise<string[]> {
  const rows = await manager.find(ContactTable);
  const gone = rows.filter(
    (row) =>
      (row.kind === "PERSON" && row.createdBy === account) || erased.some(({ text }) => isOf(row, wordsOf(text))),
  );
  const ids = gone.map(({ id }) => id);
  await deleteContactsById(manager, ids);
  return ids;
}

/** Ids that are not there do no harm. */
export async function deleteContactsById(manager: EntityManager, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += CHUNK)
    await manager.delete(ContactTable, { id: In(ids.slice(at, at + CHUNK)) });
}

/** In any order: "Maus, Eva" is Eva Maus, and so is eva.maus@…; Eva-Maria Maus is somebody else. */
function isOf({ label, email }: ContactRow, words: readonly string[]): boolean {
  const said = [...wordsOf(label), ...wordsOf(email ?? ""), ...wordsOf((email ?? "").replace(/[@._+]/gu, " "))];
  return words.length > 0 && words.every((word) => said.includes(word));
}

/** An address is one word. */
const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}@._+-]+/u)
    .map((word) => word.replace(/^[._-]+|[._-]+$/gu, ""))
    .filter((word) => word !== "");
