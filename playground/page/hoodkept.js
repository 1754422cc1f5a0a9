// What Redis and SQL hold of a person, as it is stored: sealed values are seen to be sealed.
import { el, icon } from "./dom.js";
import { hoodWords as words } from "./hoodwords.js";

const DAY = 86_400; // seconds

/** The conversation's record: its key, how long it lives, its fields. */
export function redis({ key, lives, fields }) {
  if (fields === null) return [el("p", { class: "empty bad" }, words.redisSilent)];
  if (fields.length === 0) return [el("p", { class: "empty" }, words.noRecord)];
  const line = ({ name, ...kept }) => el("tr", {}, el("th", { scope: "row" }, name), cell(kept));
  const days = lives && (lives / DAY).toLocaleString(words.locale, { maximumFractionDigits: 1 });
  return [
    el("p", { class: "hood-key" }, key),
    scroller(words.redis, el("table", {}, el("tbody", {}, fields.map(line)))),
    lives && el("p", { class: "hood-note" }, words.lives(days)),
  ].filter(Boolean);
}

/** The person's rows by table. */
export function tables(found) {
  if (found === null) return [el("p", { class: "empty" }, words.noSql)];
  if (found.length === 0) return [el("p", { class: "empty" }, words.noRows)];
  return found.map(table);
}

function table({ table: name, columns, rows, total }) {
  const content = rows.length === 1 ? upright(columns, rows[0]) : wide(columns, rows);
  return el("details", { class: "hood-table", "data-name": name, open: true },
    el("summary", {}, el("span", { class: "hood-name" }, name), el("span", { class: "hood-count" }, total)),
    scroller(words.rows(name, total), el("table", {}, content)),
    total > rows.length && el("p", { class: "hood-note" }, words.newest(rows.length, total)));
}

/** One row is read from top to bottom, which fits the panel. */
const upright = (columns, row) =>
  el("tbody", {}, columns.map((column, at) => el("tr", {}, heading("row", column), cell(row[at]))));

const wide = (columns, rows) => [
  el("thead", {}, el("tr", {}, columns.map((column) => heading("col", column)))),
  el("tbody", {}, rows.map((row) => el("tr", {}, row.map(cell)))),
];

const heading = (scope, { name, sealed }) => el("th", { scope }, sealed && icon("lock"), name);

const scroller = (label, content) =>
  el("div", { class: "hood-scroll", role: "region", tabindex: "0", "aria-label": label }, content);

function cell({ value, sealed, bytes }) {
  if (value === null) return el("td", { class: "nothing" }, "NULL");
  if (sealed) return el("td", { class: "sealed", title: words.sealed(bytes) }, icon("lock"), value);
  return el("td", { title: bytes ? words.hash(bytes) : String(value) }, String(value));
}
