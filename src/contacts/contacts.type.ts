// GraphQL types of contacts: what readers need to get in touch, and what those who keep them see besides.
import { ArgsType, Field, ID, Int, ObjectType } from "type-graphql";
import {
  CONTACT_KINDS,
  CONTACT_MONTHS,
  CONTACT_VISIBILITIES,
  type ContactKind,
  type ContactVisibility,
} from "../domain/contact.ts";
import { enumOf } from "../platform/enums.ts";
import { ProblemType } from "../platform/payload.ts";
import { GraphQLMoment } from "../platform/scalars.ts";

const ContactKindEnum = enumOf("ContactKind", CONTACT_KINDS, "Wer sich hinter einem Kontakt meldet");
const ContactVisibilityEnum = enumOf("ContactVisibility", CONTACT_VISIBILITIES, "Wer einen Kontakt sieht");

@ObjectType("Contact", { description: "Kontakt: wen man zu einem Beispiel fragen kann" })
export class ContactType {
  @Field(() => ID)
  id!: string;
  @Field(() => ContactKindEnum)
  kind!: ContactKind;
  @Field(() => String, { description: "das Team, bei einer Person ihr Name" })
  label!: string;
  @Field(() => String, { nullable: true })
  email!: string | null;
  @Field(() => String, { nullable: true })
  phone!: string | null;
}

@ObjectType("ContactEntry", { description: "Ein Kontakt, wie ihn die eigene Organisation und die Redaktion verwalten" })
export class ContactEntryType extends ContactType {
  @Field(() => String, { description: "Kurzname" })
  organisation!: string;
  @Field(() => String, { nullable: true, description: "Kurzname des einen Beispiels; leer: für alle der Organisation" })
  example!: string | null;
  @Field(() => ContactVisibilityEnum)
  visibility!: ContactVisibility;
  @Field(() => GraphQLMoment, {
    nullable: true,
    description: "wann bestätigt wurde, dass die Person einverstanden ist",
  })
  consentAt!: string | null;
  @Field(() => GraphQLMoment, { description: "danach sieht ihn niemand mehr, und er wird gelöscht" })
  expiresAt!: string;
  @Field(() => GraphQLMoment)
  createdAt!: string;
}

@ObjectType("ContactPayload")
export class ContactPayload {
  @Field(() => ContactEntryType, { nullable: true })
  contact?: ContactEntryType;
  @Field(() => [ProblemType])
  problems!: ProblemType[];
}

const months = `1 bis ${CONTACT_MONTHS.most}: so lange gilt der Kontakt, wenn ihn niemand bestätigt`;
const consent = "nur bei Personen: Sie ist damit einverstanden, hier zu stehen";

@ArgsType()
export class AddContactArgs {
  @Field(() => String, { nullable: true, description: "Kurzname; leer: die eigene" })
  organisation?: string | null;
  @Field(() => String, { nullable: true, description: "Kurzname; leer: für alle Beispiele der Organisation" })
  example?: string | null;
  @Field(() => ContactKindEnum)
  kind!: ContactKind;
  @Field(() => String, { description: "das Team, bei einer Person ihr Name" })
  label!: string;
  @Field(() => String, { nullable: true })
  email?: string | null;
  @Field(() => String, { nullable: true })
  phone?: string | null;
  @Field(() => ContactVisibilityEnum)
  visibility!: ContactVisibility;
  @Field(() => Int, { defaultValue: CONTACT_MONTHS.usual, description: months })
  months!: number;
  @Field(() => Boolean, { defaultValue: false, description: consent })
  consent!: boolean;
}

@ArgsType()
export class ChangeContactArgs {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { nullable: true })
  label?: string | null;
  @Field(() => String, { nullable: true, description: "null: keine mehr" })
  email?: string | null;
  @Field(() => String, { nullable: true, description: "null: keine mehr" })
  phone?: string | null;
  @Field(() => ContactVisibilityEnum, { nullable: true })
  visibility?: ContactVisibility | null;
  @Field(() => Boolean, { defaultValue: false, description: consent })
  consent!: boolean;
}

@ArgsType()
export class ConfirmContactArgs {
  @Field(() => ID)
  id!: string;
  @Field(() => Int, { defaultValue: CONTACT_MONTHS.usual, description: months })
  months!: number;
}
