// Contacts over the API: beside an example for those who may see them, and as a list for those who keep them.
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { PracticeExampleType } from "../catalogue/practice-example.type.ts";
import { signedIn, type Visit } from "../people/visit.ts";
import { orProblems } from "../platform/payload.ts";
import { MOST_AT_A_PLACE, MOST_OF_AN_ORGANISATION, type Contacts } from "./contacts.ts";
import {
  AddContactArgs,
  ChangeContactArgs,
  ConfirmContactArgs,
  ContactEntryType,
  ContactPayload,
  ContactType,
} from "./contacts.type.ts";
import type { Reveals } from "./reveals.ts";
import type { ContactLoader } from "./shown-contacts.ts";

/** What resolvers of a request share: its loader. */
export interface ContactLoaders {
  contacts: ContactLoader;
}

@Resolver(() => PracticeExampleType)
export class ContactsResolver {
  readonly #contacts: Contacts;
  readonly #reveals: Reveals;
  constructor(contacts: Contacts, reveals: Reveals) {
    this.#contacts = contacts;
    this.#reveals = reveals;
  }

  @FieldResolver(() => [ContactType], {
    nullable: true,
    complexity: 2 * MOST_AT_A_PLACE,
    description:
      "wen man fragen kann, soweit man es sehen darf, Teams zuerst; leer mit einer Meldung, wenn in dieser Stunde schon zu viele gezeigt wurden",
  })
  async contacts(@Root() { slug }: PracticeExampleType, @Ctx() context: ContactLoaders & Visit) {
    const found = await context.contacts.load(slug);
    this.#reveals.count(context, found);
    return found;
  }

  @Query(() => [ContactEntryType], {
    name: "contacts",
    complexity: MOST_OF_AN_ORGANISATION,
    description: "Kontakte der eigenen Organisation, auch verborgene; die bald ablaufen, zuerst",
  })
  async organisationContacts(
    @Ctx() visit: Visit,
    @Arg("organisation", () => String, { nullable: true, description: "eine andere, für die Redaktion" })
    organisation: string | null = null,
  ): Promise<ContactEntryType[]> {
    const viewer = signedIn(visit);
    const found = await this.#contacts.list(viewer, organisation ?? viewer.organisation);
    this.#reveals.count(visit, found);
    return found;
  }

  @Mutation(() => ContactPayload, { description: "Einen Kontakt eintragen" })
  addContact(@Ctx() visit: Visit, @Args(() => AddContactArgs) given: AddContactArgs): Promise<ContactPayload> {
    const viewer = signedIn(visit);
    const { organisation, example = null, email = null, phone = null, ...rest } = given;
    const owner = organisation ?? viewer.organisation;
    return orProblems(async () => ({
      contact: await this.#contacts.add(viewer, { ...rest, organisation: owner, example, email, phone }),
    }));
  }

  @Mutation(() => ContactPayload, {
    description: "Einen Kontakt ändern oder mit „verborgen“ sofort wegnehmen; was nicht genannt ist, bleibt",
  })
  changeContact(@Ctx() visit: Visit, @Args(() => ChangeContactArgs) given: ChangeContactArgs): Promise<ContactPayload> {
    const { id, label, email, phone, visibility, consent } = given;
    const change = {
      consent,
      ...(label == null ? {} : { label }),
      ...(email === undefined ? {} : { email }),
      ...(phone === undefined ? {} : { phone }),
      ...(visibility == null ? {} : { visibility }),
    };
    return orProblems(async () => ({ contact: await this.#contacts.change(signedIn(visit), id, change) }));
  }

  @Mutation(() => ContactPayload, {
    description: "Bestätigen, dass ein Kontakt noch stimmt und eine Person weiter einverstanden ist; verlängert ihn",
  })
  confirmContact(@Ctx() visit: Visit, @Args(() => ConfirmContactArgs) { id, months }: ConfirmContactArgs) {
    return orProblems(async () => ({ contact: await this.#contacts.confirm(signedIn(visit), id, months) }));
  }

  @Mutation(() => ContactPayload, { description: "Einen Kontakt sofort und für immer löschen" })
  deleteContact(@Ctx() visit: Visit, @Arg("id", () => ID) id: string): Promise<ContactPayload> {
    return orProblems(async () => {
      await this.#contacts.delete(signedIn(visit), id);
      return {};
    });
  }
}
