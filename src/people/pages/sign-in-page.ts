// GET /anmelden: the form, or who is signed in.
import { ROLES } from "../../domain/workflow.ts";
import { escapeXml as text } from "../../platform/xml.ts";
import type { AccountRow } from "../people.entity.ts";
import { alertOf } from "./page.ts";

/** Longer than any address (RFC 5321). */
export const LONGEST_EMAIL = 254;

export interface SignInForm {
  /** What was typed before; the password is not shown again. */
  email: string;
  problems: readonly string[];
  /** Completes "Mit … anmelden"; undefined: with passwords alone. */
  house: string | undefined;
}

export function signInForm({ email, problems, house }: SignInForm): string {
  const withHouse = house
    ? `<p><a class="button" href="/oidc/start">Mit ${text(house)} anmelden</a></p>
<h2>Oder mit E-Mail-Adresse und Passwort</h2>`
    : "";
  return `${alertOf(problems)}
${withHouse}
<form method="post" action="/anmelden">
<label for="email">E-Mail-Adresse</label>
<input id="email" name="email" type="email" autocomplete="username" maxlength="${LONGEST_EMAIL}" required value="${text(email)}">
<label for="password">Passwort</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="200" required>
<button>Anmelden</button>
</form>
<p>Noch kein Konto oder das Passwort vergessen? Die Verwaltung des Praxisatlas kann Sie einladen.
Lesen können Sie ohne Konto.</p>`;
}

/** `house`: whether one can sign in at its service; `graphiql`: whether there is a page to try things out on. */
export function signedInPage(account: AccountRow, organisation: string, house: boolean, graphiql: boolean): string {
  return `<dl>
<dt>Konto</dt><dd>${text(account.email)}</dd>
<dt>Rolle</dt><dd>${text(ROLES[account.role])}</dd>
<dt>Organisation</dt><dd>${text(organisation)}</dd>
</dl>
${graphiql ? `<p><a href="/graphiql">Zur Oberfläche zum Ausprobieren</a></p>` : ""}
<form method="post" action="/abmelden"><button>Abmelden</button></form>
${house ? "<p>Das gilt nur hier. An einem gemeinsam genutzten Rechner melden Sie sich bitte auch beim Anmeldedienst Ihres Hauses ab.</p>" : ""}`;
}
