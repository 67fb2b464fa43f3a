// Signing in and out, and what administrators do with accounts.
import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { ROLES, type Role } from "../domain/workflow.ts";
import { enumOf } from "../platform/enums.ts";
import { orProblems, ProblemType } from "../platform/payload.ts";
import { GraphQLMoment } from "../platform/scalars.ts";
import type { Accounts, Entered, Invited } from "./accounts.ts";
import type { Identities } from "./oidc/identities.ts";
import { invitationLink } from "./pages/invitation-page.ts";
import type { AccountRow } from "./people.entity.ts";
import { signedIn, type Visit } from "./visit.ts";

export const RoleEnum = enumOf("Role", ROLES, "Was ein Konto darf");

@ObjectType("Account", { description: "Konto; seine Adresse sieht nur, wem es gehört, und die Verwaltung" })
export class AccountType {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  email!: string;
  @Field(() => RoleEnum)
  role!: Role;
  @Field(() => String, { description: "Kurzname der Organisation" })
  organisation!: string;
  @Field(() => GraphQLMoment)
  createdAt!: string;
  @Field(() => GraphQLMoment, { nullable: true, description: "seit wann es gesperrt ist" })
  disabledAt!: string | null;
  @Field(() => Boolean, { description: "ob die Einladung angenommen wurde" })
  active!: boolean;
  @Field(() => GraphQLMoment, {
    nullable: true,
    description: "seit wann es mit einem Konto des Hauses verbunden ist (OpenID Connect)",
  })
  linkedAt!: string | null;
}

@ObjectType("AccountPayload")
class AccountPayload {
  @Field(() => AccountType, { nullable: true })
  account?: AccountType;
  @Field(() => [ProblemType])
  problems!: ProblemType[];
}

@ObjectType("InvitationPayload")
class InvitationPayload {
  @Field(() => AccountType, { nullable: true })
  account?: AccountType;
  @Field(() => String, { nullable: true, description: "Einladungscode, nur dieses eine Mal; gilt sieben Tage" })
  code?: string;
  @Field(() => String, {
    nullable: true,
    description: "Adresse zum Annehmen; leer, wenn der Server seine öffentliche Adresse nicht kennt (PUBLIC_URL)",
  })
  link?: string | null;
  @Field(() => [ProblemType])
  problems!: ProblemType[];
}

@ObjectType("SignOutPayload")
class SignOutPayload {
  @Field(() => [ProblemType])
  problems!: ProblemType[];
}

@Resolver()
export class PeopleResolver {
  readonly #accounts: Accounts;
  readonly #identities: Identities;
  readonly #publicUrl: string | undefined;
  constructor(accounts: Accounts, identities: Identities, publicUrl: string | undefined) {
    this.#accounts = accounts;
    this.#identities = identities;
    this.#publicUrl = publicUrl;
  }

  @Query(() => AccountType, { nullable: true, description: "Wer angemeldet ist; leer, wenn niemand" })
  async viewer(@Ctx() { viewer }: Visit): Promise<AccountType | null> {
    const account = viewer && (await this.#accounts.byId(viewer.account));
    return account && this.#typeOf(account);
  }

  @Query(() => [AccountType], {
    complexity: 100,
    description: "Konten nach Adresse, höchstens 100 (für die Verwaltung)",
  })
  async accounts(@Arg("after", () => String, { defaultValue: "", description: "letzte Adresse davor" }) after: string) {
    return this.#typesOf(await this.#accounts.list(after));
  }

  @Mutation(() => AccountPayload, { description: "Anmelden; setzt das Sitzungscookie" })
  signIn(
    @Ctx() visit: Visit,
    @Arg("email", () => String) email: string,
    @Arg("password", () => String) password: string,
  ): Promise<AccountPayload> {
    return orProblems(async () =>
      this.#enter(visit, await this.#accounts.signIn({ email, password }, visit.address, visit.token)),
    );
  }

  @Mutation(() => SignOutPayload, { description: "Abmelden; die Sitzung endet sofort" })
  async signOut(@Ctx() { token, answerToken }: Visit): Promise<SignOutPayload> {
    if (token) await this.#accounts.signOut(token);
    answerToken(null);
    return { problems: [] };
  }

  @Mutation(() => AccountPayload, { description: "Eine Einladung annehmen: Passwort setzen und anmelden" })
  acceptInvitation(
    @Ctx() visit: Visit,
    @Arg("code", () => String) code: string,
    @Arg("password", () => String, { description: "12 bis 200 Zeichen" }) password: string,
  ): Promise<AccountPayload> {
    return orProblems(async () => this.#enter(visit, await this.#accounts.accept(code, password, visit.token)));
  }

  @Mutation(() => InvitationPayload, { description: "Ein Konto anlegen und dazu einladen (für die Verwaltung)" })
  invite(
    @Ctx() visit: Visit,
    @Arg("email", () => String) email: string,
    @Arg("role", () => RoleEnum) role: Role,
    @Arg("organisation", () => String, { description: "Kurzname" }) organisation: string,
  ): Promise<InvitationPayload> {
    return orProblems(async () => {
      return this.#invited(await this.#accounts.invite({ email, role, organisation }, signedIn(visit).account));
    });
  }

  @Mutation(() => InvitationPayload, {
    description: "Einen neuen Einladungscode ausstellen; frühere verfallen (für die Verwaltung)",
  })
  inviteAgain(@Ctx() visit: Visit, @Arg("account", () => ID) id: string): Promise<InvitationPayload> {
    return orProblems(async () => {
      return this.#invited(await this.#accounts.inviteAgain(id, signedIn(visit).account));
    });
  }

  @Mutation(() => AccountPayload, {
    description: "Einem Konto eine andere Rolle geben; es wird überall abgemeldet (für die Verwaltung)",
  })
  changeRole(
    @Ctx() visit: Visit,
    @Arg("account", () => ID) id: string,
    @Arg("role", () => RoleEnum) role: Role,
  ): Promise<AccountPayload> {
    return orProblems(async () => ({
      account: await this.#typeOf(await this.#accounts.changeRole(id, role, signedIn(visit).account)),
    }));
  }

  @Mutation(() => AccountPayload, {
    description: "Ein Konto sperren oder wieder öffnen; es wird überall abgemeldet (für die Verwaltung)",
  })
  setDisabled(
    @Ctx() visit: Visit,
    @Arg("account", () => ID) id: string,
    @Arg("disabled", () => Boolean) disabled: boolean,
  ): Promise<AccountPayload> {
    const by = signedIn(visit).account;
    return orProblems(async () => ({
      account: await this.#typeOf(await (disabled ? this.#accounts.disable(id, by) : this.#accounts.enable(id, by))),
    }));
  }

  @Mutation(() => AccountPayload, {
    description:
      "Die Verbindung mit einem Konto des Hauses lösen; das Konto wird überall abgemeldet. Neu verbunden wird es durch eine Einladung (für die Verwaltung)",
  })
  unlinkIdentity(@Ctx() visit: Visit, @Arg("account", () => ID) id: string): Promise<AccountPayload> {
    return orProblems(async () => ({
      account: await this.#typeOf(await this.#identities.unlink(id, signedIn(visit).account)),
    }));
  }

  async #enter(visit: Visit, { account, token }: Entered): Promise<{ account: AccountType }> {
    visit.answerToken(token);
    return { account: await this.#typeOf(account) };
  }

  async #invited({ account, code }: Invited): Promise<Omit<InvitationPayload, "problems">> {
    const link = this.#publicUrl ? invitationLink(this.#publicUrl, code) : null;
    return { account: await this.#typeOf(account), code, link };
  }

  #typeOf = async (account: AccountRow): Promise<AccountType> => (await this.#typesOf([account]))[0]!;

  async #typesOf(accounts: readonly AccountRow[]): Promise<AccountType[]> {
    const linked = await this.#identities.since(accounts.map(({ id }) => id));
    return accounts.map(({ password, ...account }) => {
      const linkedAt = linked.get(account.id) ?? null;
      return { ...account, linkedAt, active: password !== null || linkedAt !== null };
    });
  }
}
