// Contacts of organisations: entered, changed, confirmed and deleted by their own people and the editors; what has expired is not there.
import { randomUUID } from "node:crypto";
import { IsNull, MoreThan, type EntityManager } from "typeorm";
import { ExampleTable } from "../catalogue/catalogue.entity.ts";
import { CONTACT_MONTHS, contactProblems, monthsAfter, tidyContact, type ContactDetails } from "../domain/contact.ts";
import { problem, ProblemError, type Problem } from "../domain/problem.ts";
import { partyOf } from "../domain/workflow.ts";
import type { Viewer } from "../people/sessions.ts";
import { denied } from "../platform/access.ts";
import { audit } from "../platform/audit.ts";
import type { Db } from "../platform/db.ts";
import { ContactTable, type ContactRow } from "./contacts.entity.ts";

/** For one example, and for an organisation as a whole. */
export const MOST_AT_A_PLACE = 10;
export const MOST_OF_AN_ORGANISATION = 100;

export interface ContactsParts {
  db: Db;
  /** Whether there is an organisation of this slug. */
  isOrganisation: (slug: string) => boolean;
  now: () => Date;
  /** Called in the transaction that deletes a contact: no backup shall bring it back. */
  onDelete: (manager: EntityManager, id: string) => Promise<unknown>;
  /** Called after it; the answer waits for it. */
  onDeleted: () => Promise<unknown>;
}

export interface NewContact extends ContactDetails {
  organisation: string;
  example: string | null;
  months: number;
  /** The one who enters it says that the person agrees. */
  consent: boolean;
}

/** What is not given stays as it is. */
export type ContactChange = Partial<Omit<ContactDetails, "kind">> & { consent: boolean };

export class Contacts {
  readonly #parts: ContactsParts;
  constructor(parts: ContactsParts) {
    this.#parts = parts;
  }

  /** All of an organisation, those that end first in front. Throws where they are not the viewer's to manage. */
  list(viewer: Viewer, organisation: string): Promise<ContactRow[]> {
    if (partyOf(viewer, organisation) === null)
      throw denied("FORBIDDEN", "Die Kontakte anderer Organisationen verwaltet nur die Redaktion.");
    return this.#parts.db.read((manager) =>
      manager.find(ContactTable, {
        where: { organisation, expiresAt: MoreThan(this.#now()) },
        order: { expiresAt: "ASC", id: "ASC" },
        take: MOST_OF_AN_ORGANISATION,
      }),
    );
  }

  /** Throws ProblemError. */
  async add(viewer: Viewer, given: NewContact): Promise<ContactRow> {
    const { organisation, example, months, consent } = given;
    if (partyOf(viewer, organisation) === null)
      throw problem("WRONG_ROLE", ["organisation"], "Kontakte anderer Organisationen trägt nur die Redaktion ein.");
    if (!this.#parts.isOrganisation(organisation))
      throw problem(
        "UNKNOWN_VALUE",
        ["organisation"],
        "Diese Organisation gibt es nicht. Bitte ihren Kurznamen angeben.",
      );
    const { kind, label, email, phone, visibility } = given;
    const details = tidyContact({ kind, label, email, phone, visibility });
    const agrees = kind !== "PERSON" || consent;
    refuse([...contactProblems(details), ...(agrees ? [] : [NO_CONSENT]), ...monthsProblems(months)]);
    const createdAt = this.#now();
    const row: ContactRow = {
      ...details,
      id: randomUUID(),
      organisation,
      example,
      consentAt: kind === "PERSON" ? createdAt : null,
      expiresAt: monthsAfter(this.#parts.now(), months).toISOString(),
      createdAt,
      createdBy: viewer.account,
    };
    return this.#parts.db.write(async (manager) => {
      await expectPlace(manager, row, createdAt);
      await manager.insert(ContactTable, row);
      await this.#record(manager, viewer, "ADD_CONTACT", row.id, Object.keys(details));
      return row;
    });
  }

  /** Throws ProblemError. A person agrees anew to everything but being hidden. */
  change(viewer: Viewer, id: string, { consent, ...given }: ContactChange): Promise<ContactRow> {
    return this.#parts.db.write(async (manager) => {
      const row = await this.#find(manager, viewer, id);
      const details = tidyContact({ ...row, ...given });
      const fields = (["label", "email", "phone", "visibility"] as const).filter((name) => details[name] !== row[name]);
      if (fields.length === 0) return row;
      const onlyHidden = fields.every((name) => name === "visibility") && details.visibility === "NEVER";
      const asks = row.kind === "PERSON" && !onlyHidden;
      refuse([...contactProblems(details), ...(asks && !consent ? [NO_CONSENT] : [])]);
      const change = {
        ...Object.fromEntries(fields.map((name) => [name, details[name]])),
        ...(asks ? { consentAt: this.#now() } : {}),
      };
      await manager.update(ContactTable, { id }, change);
      await this.#record(manager, viewer, "CHANGE_CONTACT", id, fields);
      return { ...row, ...change };
    });
  }

  /** Holds for so many months from today on. Throws ProblemError. */
  confirm(viewer: Viewer, id: string, months: number): Promise<ContactRow> {
    return this.#parts.db.write(async (manager) => {
      const row = await this.#find(manager, viewer, id);
      refuse(monthsProblems(months));
      const expiresAt = monthsAfter(this.#parts.now(), months).toISOString();
      await manager.update(ContactTable, { id }, { expiresAt });
      await this.#record(manager, viewer, "CONFIRM_CONTACT", id, ["expiresAt"]);
      return { ...row, expiresAt };
    });
  }

  /** Throws ProblemError. */
  async delete(viewer: Viewer, id: string): Promise<void> {
    const { db, onDelete, onDeleted } = this.#parts;
    await db.write(async (manager) => {
      await this.#find(manager, viewer, id);
      await manager.delete(ContactTable, { id });
      await onDelete(manager, id);
      await this.#record(manager, viewer, "DELETE_CONTACT", id, []);
    });
    await onDeleted();
  }

  /** Locked until the transaction ends. One that is not there, has expired or is another organisation's is the same to the viewer. */
  async #find(manager: EntityManager, viewer: Viewer, id: string): Promise<ContactRow> {
    await manager.update(ContactTable, { id }, { id });
    const row = await manager.findOneBy(ContactTable, { id, expiresAt: MoreThan(this.#now()) });
    if (!row || partyOf(viewer, row.organisation) === null)
      throw problem("NOT_FOUND", ["id"], "Diesen Kontakt gibt es nicht oder nicht mehr.");
    return row;
  }

  #now = () => this.#parts.now().toISOString();

  #record = (manager: EntityManager, { account }: Viewer, action: string, id: string, fields: string[]) =>
    audit(manager, { account, action, subject: `contact:${id}`, number: 0, fields, reason: null }, this.#parts.now());
}

/** Throws ProblemError where the example is another's, or there are enough contacts already. */
async function expectPlace(manager: EntityManager, { organisation, example }: ContactRow, now: string): Promise<void> {
  if (example !== null && !(await manager.existsBy(ExampleTable, { slug: example, organisation })))
    throw problem(
      "UNKNOWN_EXAMPLE",
      ["example"],
      "Ein veröffentlichtes Beispiel dieser Organisation mit diesem Kurznamen gibt es nicht.",
    );
  const all = { organisation, expiresAt: MoreThan(now) };
  const place = { ...all, example: example ?? IsNull() };
  if (
    (await manager.countBy(ContactTable, place)) >= MOST_AT_A_PLACE ||
    (await manager.countBy(ContactTable, all)) >= MOST_OF_AN_ORGANISATION
  )
    throw problem(
      "TOO_MANY_CONTACTS",
      [],
      `Mehr als ${MOST_AT_A_PLACE} Kontakte für ein Beispiel oder für die ganze Organisation und ${MOST_OF_AN_ORGANISATION} zusammen gehen nicht. Bitte zuerst einen löschen.`,
    );
}

const NO_CONSENT: Problem = {
  code: "CONSENT_MISSING",
  path: ["consent"],
  message: "Eine Person wird nur eingetragen, wenn sie einverstanden ist. Bitte sie fragen und das bestätigen.",
};

const monthsProblems = (months: number): Problem[] =>
  months >= 1 && months <= CONTACT_MONTHS.most
    ? []
    : [
        {
          code: "INVALID_MONTHS",
          path: ["months"],
          message: `Ein Kontakt gilt 1 bis ${CONTACT_MONTHS.most} Monate.`,
        },
      ];

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ProblemError(problems);
}
