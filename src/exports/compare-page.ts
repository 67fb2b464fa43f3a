// A comparison sheet as a page: a table that reads on a phone and prints on A4, without scripts and without asking anyone else.
import { formatDate } from "../domain/german.ts";
import {
  queryOf,
  type ComparisonSheet,
  type SheetCell,
  type SheetColumn,
  type SheetRow,
} from "../insights/comparison-sheet.ts";
import { escapeXml as text } from "../platform/xml.ts";
import { sourcesOf } from "./compare-table.ts";
import { LICENCE } from "./format.ts";

const STYLE = `
:root { color-scheme: light; --ink: #1a1a1a; --grey: #4d4d4d; --line: #b8c0c8; --head: #e7edf3; --mark: #7a3e00; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 100rem; padding: 1rem; font: 1rem/1.45 system-ui, "Segoe UI", Arial, sans-serif; color: var(--ink); background: #fff; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; overflow-wrap: anywhere; hyphens: auto; }
p, ul, dl { margin: .5rem 0; }
a { color: #00468c; }
a:focus-visible { outline: 3px solid #00468c; outline-offset: 2px; }
.note { border-left: .3rem solid var(--mark); padding: .25rem .75rem; background: #fff6ec; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: 1rem 0; }
caption { text-align: left; padding-bottom: .5rem; color: var(--grey); }
th, td { border: 1px solid var(--line); padding: .4rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; hyphens: auto; font-weight: normal; }
thead th { background: var(--head); font-weight: 600; }
tbody th { font-weight: 600; width: 14rem; background: #f6f8fa; }
thead th:first-child { width: 14rem; }
.unit, .where, .version { display: block; font-size: .85em; font-weight: normal; color: var(--grey); }
.differs { display: block; font-size: .85em; color: var(--mark); font-weight: 600; }
.value { display: block; }
.value + .value { margin-top: .4rem; }
.unsaid { color: var(--grey); font-style: italic; }
dt { font-weight: 600; } dd { margin: 0 0 .4rem; overflow-wrap: anywhere; }
@media screen and (max-width: 48rem) {
  table, caption, tbody, tr, th, td { display: block; width: 100%; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  tbody tr { margin-bottom: 1rem; border-bottom: 2px solid var(--line); }
  tbody th { width: 100%; }
  td::before { content: attr(data-name); display: block; font-size: .85em; font-weight: 600; }
}
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  body { padding: 0; max-width: none; font-size: 8pt; }
  nav { display: none; }
  h1 { font-size: 14pt; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  thead th, tbody th { print-color-adjust: exact; }
  thead th:first-child, tbody th { width: 42mm; }
  th, td { padding: 1mm 1.5mm; }
  a { color: inherit; text-decoration: none; }
}`;

export function comparisonPage(sheet: ComparisonSheet, permalink: string): string {
  const { title, columns, rows, notes, asOf } = sheet;
  const query = sheet.query.replaceAll("&", "&amp;");
  return `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)} – Praxisatlas</title>
<link rel="canonical" href="${text(permalink)}">
<style>${STYLE}
</style>
</head>
<body>
<main>
<h1>${text(title)}</h1>
${notes.map((note) => `<p class="note">${text(note)}</p>`).join("\n")}
${isOutdated(columns) ? `<nav><a href="/compare${text(queryOf(columns, asOf, true))}">Denselben Vergleich mit den neuesten Fassungen öffnen</a></nav>` : ""}
<nav aria-label="Mitnehmen">Mitnehmen: <a href="/compare.xlsx${query}">Excel (XLSX)</a>, <a href="/compare.docx${query}">Word (DOCX)</a>, <a href="/compare.csv${query}">CSV</a></nav>
<table role="table">
<caption>Stand ${formatDate(asOf)}. „≠ unterschiedlich“ heißt: Mindestens zwei Beispiele sagen etwas dazu, und nicht dasselbe.</caption>
<thead role="rowgroup">
<tr role="row"><th scope="col" role="columnheader">Angabe</th>${columns.map(headOf).join("")}</tr>
</thead>
<tbody role="rowgroup">
${rows.map((row) => rowOf(row, columns)).join("\n")}
</tbody>
</table>
${sheet.unsaid.length > 0 ? `<p>Von keinem angegeben: ${text(sheet.unsaid.join(", "))}.</p>` : ""}
<h2>Zu diesem Vergleich</h2>
<dl>
${sheet.documents.map(({ slug, title: name }) => `<dt>${text(slug)}</dt><dd>${text(name)}</dd>`).join("\n")}
<dt>Dauerhafte Adresse dieser Fassungen</dt><dd><a href="${text(permalink)}">${text(permalink)}</a></dd>
<dt>Lizenz</dt><dd>${text(LICENCE)}</dd>
</dl>
</main>
</body>
</html>
`;
}

const isOutdated = (columns: readonly SheetColumn[]) =>
  columns.some(({ revision, newestRevision }) => revision !== newestRevision) &&
  columns.every(({ isWithdrawn }) => !isWithdrawn);

const shortNameOf = ({ title, slug }: SheetColumn) => title ?? slug;

function headOf(column: SheetColumn): string {
  const { revision, publishedAt, isWithdrawn } = column;
  const version = isWithdrawn
    ? "zurückgezogen, wird nicht mehr gezeigt"
    : `Fassung ${revision} vom ${formatDate(publishedAt!.slice(0, 10))}`;
  return `<th scope="col" role="columnheader">${text(shortNameOf(column))}<span class="version">${version}</span></th>`;
}

function rowOf({ label, unit, differs, cells }: SheetRow, columns: readonly SheetColumn[]): string {
  const head = [
    text(label),
    unit ? `<span class="unit">${text(unit)}</span>` : "",
    differs ? '<span class="differs">≠ unterschiedlich</span>' : "",
  ].join("");
  const body = cells.map(
    (cell, i) => `<td role="cell" data-name="${text(shortNameOf(columns[i]!))}">${cellOf(cell, columns[i]!)}</td>`,
  );
  return `<tr role="row"><th scope="row" role="rowheader">${head}</th>${body.join("")}</tr>`;
}

function cellOf(cell: SheetCell, { isWithdrawn }: SheetColumn): string {
  if (isWithdrawn) return '<span class="unsaid">zurückgezogen</span>';
  if (cell.values.length === 0) return `<span class="unsaid">${text(cell.text)}</span>`;
  return cell.values
    .map((value) => {
      const where = sourcesOf([value]).join("; ");
      return `<span class="value">${text(value.text)}${where ? `<span class="where">${text(where)}</span>` : ""}</span>`;
    })
    .join("");
}
