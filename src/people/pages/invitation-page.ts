// GET /einladung: where an invited person chooses a password, or uses the house's sign-in service instead.
import { escapeXml as text } from "../../platform/xml.ts";
import type { AccountRow } from "../people.entity.ts";
import { alertOf } from "./page.ts";

export interface InvitationForm {
  account: AccountRow;
  code: string;
  organisation: string;
  problems: readonly string[];
  /** Completes "Mit … anmelden"; undefined: with passwords alone. */
  house: string | undefined;
}

/** The address, once the server knows its own; the code works once, so it may stand in a link. */
export const invitationLink = (publicUrl: string, code: string) => `${publicUrl}/einladung/${code}`;

export function invitationForm({ account, code, organisation, problems, house }: InvitationForm): string {
  const withHouse = house
    ? `<p><a class="button" href="/oidc/start?einladung=${text(code)}">Mit ${text(house)} anmelden</a></p>
<h2>Oder ein Passwort wählen</h2>`
    : "<p>Bitte wählen Sie ein Passwort.</p>";
  return `<p>Sie sind eingeladen, für ${text(organisation)} am Praxisatlas mitzuarbeiten.</p>
${alertOf(problems)}
${withHouse}
<form method="post" action="/einladung">
<input type="hidden" name="code" value="${text(code)}">
<label for="email">E-Mail-Adresse</label>
<input id="email" type="email" autocomplete="username" readonly value="${text(account.email)}">
<label for="password">Passwort <span class="hint">mindestens 12 Zeichen; mehrere Wörter merken sich leichter</span></label>
<input id="password" name="password" type="password" autocomplete="new-password" minlength="12" maxlength="200" required>
<label for="repeated">Passwort wiederholen</label>
<input id="repeated" name="repeated" type="password" autocomplete="new-password" maxlength="200" required>
<button>Passwort speichern und anmelden</button>
</form>`;
}

/** For those who were told a code, not a link. */
export const codeForm = (problems: readonly string[]): string => `${alertOf(problems)}
<form method="get" action="/einladung">
<label for="code">Einladungscode</label>
<input id="code" name="code" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="100" required>
<button>Weiter</button>
</form>`;
