// The addresses of the pages for people: /anmelden, /abmelden, /einladung, and /oidc where the house has a sign-in service.
import { randomUUID } from "node:crypto";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { problem, ProblemError } from "../../domain/problem.ts";
import type { Logger } from "../../platform/log.ts";
import { FOREIGN_ORIGIN, isForeign } from "../../platform/origin.ts";
import { INVALID_CODE, type Accounts } from "../accounts.ts";
import { HouseError, type Failure } from "../oidc/house-provider.ts";
import { serveHouse, type HouseParts } from "../oidc/routes.ts";
import type { Visits } from "../visit.ts";
import { codeForm, invitationForm } from "./invitation-page.ts";
import { privately, sendPage, sendRefusal } from "./page.ts";
import { LONGEST_EMAIL, signedInPage, signInForm } from "./sign-in-page.ts";

export interface PageParts {
  accounts: Accounts;
  visits: Visits;
  nameOf: (organisation: string) => string;
  /** Undefined: with passwords alone. */
  house: HouseParts | undefined;
  graphiql: boolean;
  log: Logger;
}

const FORM = "application/x-www-form-urlencoded";
/** A password of 200 characters may take twelve bytes for each. */
const FORM_BYTES = 8_000;
const LIMITED = { config: { limited: true } };

export function servePages(server: FastifyInstance, parts: PageParts): void {
  server.register(async (scope) => {
    scope.setErrorHandler((error: FastifyError, request, reply) => refuse(error, request, reply, parts.log));
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(FORM, { parseAs: "string", bodyLimit: FORM_BYTES }, (_, body, done) =>
      done(null, new URLSearchParams(String(body))),
    );
    scope.addHook("onRequest", async (request) => {
      if (request.method === "POST" && isForeign(request)) throw problem("FOREIGN_ORIGIN", [], FOREIGN_ORIGIN);
    });
    serveSignIn(scope, parts);
    serveInvitations(scope, parts);
    if (parts.house) serveHouse(scope, parts.house, parts.visits);
  });
}

function serveSignIn(scope: FastifyInstance, { accounts, visits, nameOf, house, graphiql }: PageParts): void {
  const label = house?.provider.house.label;
  const form = (reply: FastifyReply, status: number, email = "", problems: readonly string[] = []) =>
    sendPage(reply, status, "Anmelden", signInForm({ email, problems, house: label }));

  scope.get("/anmelden", LIMITED, async (request, reply) => {
    const { viewer } = await visits.of(request, reply);
    const account = viewer && (await accounts.byId(viewer.account));
    if (!account) return form(reply, 200);
    const body = signedInPage(account, nameOf(account.organisation), house !== undefined, graphiql);
    return sendPage(reply, 200, "Sie sind angemeldet", body);
  });
  scope.post("/anmelden", LIMITED, async (request, reply) => {
    const { token, address, answerToken } = await visits.of(request, reply);
    const [email, password] = fieldsOf(request, "email", "password");
    return orAgain(
      async () => {
        answerToken((await accounts.signIn({ email, password }, address, token)).token);
        return privately(reply).redirect("/anmelden", 303);
      },
      (problems, status) => form(reply, status, email.slice(0, LONGEST_EMAIL), problems),
    );
  });
  scope.post("/abmelden", LIMITED, async (request, reply) => {
    const { token, answerToken } = await visits.of(request, reply);
    if (token) await accounts.signOut(token);
    answerToken(null);
    return privately(reply).redirect("/anmelden", 303);
  });
}

function serveInvitations(scope: FastifyInstance, { accounts, visits, nameOf, house }: PageParts): void {
  const title = "Einladung annehmen";
  async function form(reply: FastifyReply, code: string, status = 200, problems: readonly string[] = []) {
    const account = await accounts.invited(code);
    if (!account) return sendPage(reply, 404, title, codeForm([INVALID_CODE().message]));
    const organisation = nameOf(account.organisation);
    const label = house?.provider.house.label;
    return sendPage(reply, status, title, invitationForm({ account, code, organisation, problems, house: label }));
  }

  // Looking does not use a code up: programs that check mails open links.
  scope.get("/einladung/:code", LIMITED, (request, reply) => form(reply, (request.params as { code: string }).code));
  scope.get("/einladung", LIMITED, async (request, reply) => {
    const { code } = request.query as { code?: string | string[] };
    return code === undefined ? sendPage(reply, 200, title, codeForm([])) : form(reply, String(code).trim());
  });
  scope.post("/einladung", LIMITED, async (request, reply) => {
    const { token, answerToken } = await visits.of(request, reply);
    const [code, password, repeated] = fieldsOf(request, "code", "password", "repeated");
    return orAgain(
      async () => {
        if (password !== repeated)
          throw problem("NOT_REPEATED", ["repeated"], "Die beiden Passwörter sind nicht gleich.");
        answerToken((await accounts.accept(code, password, token)).token);
        return privately(reply).redirect("/anmelden", 303);
      },
      (problems, status) => form(reply, code, status, problems),
    );
  });
}

function fieldsOf<Names extends string[]>({ body }: FastifyRequest, ...names: Names) {
  const fields = body instanceof URLSearchParams ? body : new URLSearchParams();
  return names.map((name) => fields.get(name) ?? "") as { [I in keyof Names]: string };
}

/** The person's own mistakes bring the form back. */
async function orAgain(
  work: () => Promise<FastifyReply>,
  again: (problems: readonly string[], status: number) => FastifyReply | Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return again(
      error.problems.map(({ message }) => message),
      statusOf(error),
    );
  }
}

const STATUS: Record<string, number> = { TOO_MANY_ATTEMPTS: 429, FOREIGN_ORIGIN: 403, UNKNOWN_IDENTITY: 403 };
const statusOf = ({ problems }: ProblemError): number => STATUS[problems[0]!.code] ?? 422;

const HOUSE_FAILURES: Record<Failure, { status: number; sentence: string }> = {
  expired: {
    status: 400,
    sentence:
      "Diese Anmeldung ist abgelaufen oder wurde in einem anderen Fenster oder Browser begonnen. Bitte noch einmal beginnen.",
  },
  denied: { status: 403, sentence: "Die Anmeldung wurde abgebrochen oder vom Anmeldedienst des Hauses abgelehnt." },
  unreachable: {
    status: 502,
    sentence: "Der Anmeldedienst des Hauses antwortet gerade nicht. Bitte später noch einmal versuchen.",
  },
  untrusted: {
    status: 502,
    sentence: "Die Antwort des Anmeldedienstes ließ sich nicht prüfen, deshalb gilt sie nicht.",
  },
};

const REQUEST_FAULTS: Record<number, string> = {
  413: "Die Eingabe ist zu lang.",
  415: "Bitte das Formular der Seite benutzen.",
};

function refuse(error: FastifyError, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply {
  if (error instanceof ProblemError) return sendRefusal(reply, statusOf(error), error.message);
  const house = error instanceof HouseError ? HOUSE_FAILURES[error.failure] : undefined;
  const status = house?.status ?? error.statusCode ?? 500;
  if (status === 429) return sendRefusal(reply, status, error.message);
  if (status < 500)
    return sendRefusal(reply, status, house?.sentence ?? REQUEST_FAULTS[status] ?? "Diese Anfrage ist unvollständig.");
  const incident = randomUUID().slice(0, 8);
  log.error({ incident, err: error, route: request.routeOptions.url }, "Fehler beim Anmelden");
  return sendRefusal(reply, status, house?.sentence ?? "Bei uns ist ein Fehler aufgetreten.", incident);
}
