// The one table of contacts: whom one can call about an organisation's examples. Nothing else copies what stands here (docs/adr/0017).
import { EntitySchema, type EntitySchemaColumnOptions } from "typeorm";
import type { ContactDetails } from "../domain/contact.ts";

const text = { type: "text" } as const;
const nullable = { type: "text", nullable: true } as const;
const key: EntitySchemaColumnOptions = { type: "text", primary: true };

export interface ContactRow extends ContactDetails {
  /** Random. */
  id: string;
  /** Slug. */
  organisation: string;
  /** Slug of the one example it is for; null: for all of the organisation. */
  example: string | null;
  /** When the one who entered it said that the person agrees; null for teams. */
  consentAt: string | null;
  /** ISO 8601 in UTC; from this moment on nobody sees it, and the next sweep deletes it. */
  expiresAt: string;
  createdAt: string;
  /** Account. */
  createdBy: string;
}
export const ContactTable = new EntitySchema<ContactRow>({
  name: "contact",
  columns: {
    id: key,
    organisation: text,
    example: nullable,
    kind: text,
    label: text,
    email: nullable,
    phone: nullable,
    visibility: text,
    consentAt: nullable,
    expiresAt: text,
    createdAt: text,
    createdBy: text,
  },
});
