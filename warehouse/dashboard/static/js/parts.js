// Small pieces that several pages use.

import { h } from "./dom.js";
import { formatDay, formatPublished } from "./format.js";
import { link } from "./route.js";

/** The head of a page. */
export function pageHead({ kicker, title, lead, tools, wide }) {
  return h("div", { class: `page-head${wide ? " wide" : ""}` },
    h("div", null,
      kicker && h("p", { class: "kicker" }, kicker),
      h("h1", null, title),
      lead && h("p", { class: "lead" }, lead)),
    tools);
}

/** A strip of numbers: [value, what it is, change?]. */
export function numbers(items) {
  return h("dl", { class: "numbers" }, items.filter(Boolean).map(([value, name, change]) =>
    h("div", null, h("dt", null, name, change && [" ", h("span", { class: "change" }, change)]), h("dd", null, value))));
}

/** A switch between addresses; the one that is shown is marked. */
export function linkSwitch(label, options, chosen) {
  return h("nav", { class: "switch", "aria-label": label }, options.map(([value, text, address]) =>
    h("a", { href: address, "aria-current": value === chosen ? "true" : null }, text)));
}

/** The headline of an article as a link; without one its first words, marked as such. */
export function headlineLink(row, params = {}) {
  return h("a", { href: link("article", row.article_id, params), class: row.headline ? "headline" : "headline no-headline", title: row.headline ? null : "No headline: its first words" },
    titleOf(row));
}

export const titleOf = (row) =>
  row.headline ?? (row.opening ? `${row.opening.replace(/\s+/g, " ").replace(/\s\S*$/, "")} …` : "No headline");

/** A table of articles. `last` gives what stands in the last column. */
export function articleTable(rows, last, lastName) {
  return h("div", { class: "scroll" }, h("table", null,
    h("thead", { class: "unseen" }, h("tr", null, ["Published", "Article", "Publisher", lastName].filter(Boolean).map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", null, rows.map((row) => h("tr", null,
      h("td", { class: "nowrap soft" }, formatPublished(row.date_published, row.date_published_precision)),
      h("td", null, headlineLink(row)),
      h("td", { class: "soft hide-narrow" }, row.source_name ?? ""),
      last && h("td", { class: "number soft" }, last(row)))))));
}

/** Rows of a table, the first few at first. */
export function withMore(items, most, build) {
  const list = build(items.slice(0, most));
  if (items.length <= most) return list;
  const button = h("button", { type: "button", class: "more" }, `Show ${items.length - most} more`);
  const whole = h("div", null, list, button);
  button.addEventListener("click", () => whole.replaceChildren(build(items)));
  return whole;
}

export const dayLink = (day) => h("a", { href: link("timeline", null, { month: day.slice(0, 7), day }) }, formatDay(day));
