// Feeds in Atom (RFC 4287): what is new, changed or withdrawn, for feed readers.
import { createHash } from "node:crypto";
import { escapeXml } from "../platform/xml.ts";
import { LICENCE } from "./format.ts";

export interface FeedEntry {
  slug: string;
  kind: "PUBLISHED" | "REVISED" | "WITHDRAWN";
  /** ISO 8601 in UTC. */
  at: string;
  /** Missing for what is withdrawn: of that, nothing but the slug is told. */
  content?: { title: string; summary: string; author: string; url: string };
}

export interface Feed {
  title: string;
  subtitle: string;
  /** Of the feed itself. */
  permalink: string;
  /** When there is no entry. */
  updated: string;
  entries: readonly FeedEntry[];
}

export const ATOM_TYPE = "application/atom+xml; charset=utf-8";

const KINDS = { PUBLISHED: "neu", REVISED: "geändert", WITHDRAWN: "zurückgezogen" } as const;

export function toAtom({ title, subtitle, permalink, updated, entries }: Feed): string {
  const newest = entries.reduce((last, { at }) => (at > last ? at : last), entries[0]?.at ?? updated);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">',
    `  <id>${idOf(permalink)}</id>`,
    element("title", title),
    element("subtitle", subtitle),
    element("updated", newest),
    element("rights", LICENCE),
    "  <author><name>Praxisatlas</name></author>",
    `  <link rel="self" type="application/atom+xml" href="${escapeXml(permalink)}"/>`,
    ...entries.map(entryOf),
    "</feed>\n",
  ].join("\n");
}

/** An example keeps its id, so that a reader puts a withdrawal in the place of the text that it has kept. */
function entryOf({ slug, kind, at, content }: FeedEntry): string {
  const lines = [
    `    <id>${idOf(`PracticeExample:${slug}`)}</id>`,
    element("title", content ? content.title : `Zurückgezogen: ${slug}`, 4),
    element("updated", at, 4),
    `    <category term="${kind}" label="${KINDS[kind]}"/>`,
    element("summary", content ? content.summary : "Dieses Praxisbeispiel ist nicht mehr veröffentlicht.", 4),
  ];
  if (content) {
    lines.push(`    <author><name>${escapeXml(content.author)}</name></author>`);
    lines.push(`    <link rel="alternate" href="${escapeXml(content.url)}"/>`);
  }
  return ["  <entry>", ...lines, "  </entry>"].join("\n");
}

const element = (name: string, text: string, indent = 2) =>
  `${" ".repeat(indent)}<${name}>${escapeXml(text)}</${name}>`;

/** A UUID made of the name (RFC 9562, version 8): the same on every server. */
function idOf(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
