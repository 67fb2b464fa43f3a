// What all pages for signing in share: plain HTML from the server, without scripts, that asks nobody else and stays in no cache.
import { createHash } from "node:crypto";
import type { FastifyReply } from "fastify";
import { escapeXml as text } from "../../platform/xml.ts";

const STYLE = `
:root { color-scheme: light; --ink: #1a1a1a; --grey: #4d4d4d; --line: #767f88; --blue: #00468c; --mark: #a1260d; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 32rem; padding: 1.5rem 1rem; font: 1.0625rem/1.5 system-ui, "Segoe UI", Arial, sans-serif; color: var(--ink); background: #fff; }
header { font-weight: 600; color: var(--grey); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .25rem 0 1rem; overflow-wrap: anywhere; hyphens: auto; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
p, dl { margin: .75rem 0; overflow-wrap: anywhere; }
dt { font-weight: 600; } dd { margin: 0 0 .5rem; overflow-wrap: anywhere; }
label { display: block; font-weight: 600; margin: 1rem 0 .25rem; }
.hint { display: block; font-weight: normal; font-size: .9em; color: var(--grey); }
input { width: 100%; padding: .6rem; font: inherit; color: inherit; background: #fff; border: 1px solid var(--line); border-radius: .25rem; }
input[readonly] { background: #f3f5f7; }
button, .button { display: inline-block; margin: 1.25rem 0 0; padding: .7rem 1.25rem; font: inherit; font-weight: 600; text-align: center; text-decoration: none; color: #fff; background: var(--blue); border: 1px solid var(--blue); border-radius: .25rem; cursor: pointer; }
.button { margin-top: .25rem; }
a { color: var(--blue); }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
.problem { border-left: .3rem solid var(--mark); padding: .25rem .75rem; background: #fdf1ee; }
@media (max-width: 30rem) { button, .button { display: block; width: 100%; } }`;

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  // Forms go nowhere but here; the house's service is reached by a link, for browsers hold redirects of forms to this as well.
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** `body` is HTML; `title` is text, and the heading. */
export function sendPage(reply: FastifyReply, status: number, title: string, body: string): FastifyReply {
  return privately(reply).code(status).header("content-security-policy", POLICY).type("text/html; charset=utf-8")
    .send(`<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)} – Praxisatlas</title>
<style>${STYLE}</style>
</head>
<body>
<header>Praxisatlas</header>
<main>
<h1>${text(title)}</h1>
${body}
</main>
</body>
</html>
`);
}

/** With `no-referrer` browsers send forms with `Origin: null`, which says nothing about where they come from. */
export const privately = (reply: FastifyReply): FastifyReply =>
  reply.header("cache-control", "no-store").header("referrer-policy", "same-origin");

/** What went wrong, read out by screen readers when the page comes. */
export const alertOf = (sentences: readonly string[]): string =>
  sentences.length > 0
    ? `<div class="problem" role="alert">${sentences.map((one) => `<p>${text(one)}</p>`).join("")}</div>`
    : "";

/** `incident`: what the log knows the fault by. */
export const sendRefusal = (reply: FastifyReply, status: number, sentence: string, incident?: string): FastifyReply =>
  sendPage(
    reply,
    status,
    "Das hat nicht geklappt",
    `${alertOf([sentence])}
${incident ? `<p>Bei Rückfragen bitte die Vorgangsnummer ${text(incident)} nennen.</p>` : ""}
<p><a class="button" href="/anmelden">Zur Anmeldung</a></p>`,
  );
