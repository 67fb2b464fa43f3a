// Who did what to which thing, and when: written in the transaction of the deed, never changed, without anything personal.
import { randomUUID } from "node:crypto";
import { EntitySchema, type EntityManager } from "typeorm";

export interface AuditRow {
  id: string;
  /** ISO 8601 in UTC. */
  at: string;
  /** Id of the account that acted; null: a command on the server. */
  account: string | null;
  action: string;
  /** What it was done to: a kind and an id, such as "contribution:…". */
  subject: string;
  /** The n-th change of the subject, where it counts its changes. */
  number: number;
  /** Names of the fields that changed, never their values. */
  fields: string[];
  /** Why, in the words of the one who acted. */
  reason: string | null;
}
export const AuditTable = new EntitySchema<AuditRow>({
  name: "auditEvent",
  columns: {
    id: { type: "text", primary: true },
    at: { type: "text" },
    account: { type: "text", nullable: true },
    action: { type: "text" },
    subject: { type: "text" },
    number: { type: "integer" },
    fields: { type: "simple-json" },
    reason: { type: "text", nullable: true },
  },
});

export const audit = (manager: EntityManager, event: Omit<AuditRow, "id" | "at">, now: Date) =>
  manager.insert(AuditTable, { id: randomUUID(), at: now.toISOString(), ...event });
