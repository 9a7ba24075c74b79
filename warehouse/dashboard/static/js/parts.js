// Small pieces that several pages use.

import { h } from "./dom.js";
import { inlineBar } from "./charts/bars.js";
import { formatCompact, formatCount, formatInterval, formatPublished, formatShare } from "./format.js";
import { keepInAddress, link, readRoute } from "./route.js";
import { table } from "./table.js";

/** The head of a page. */
export function pageHead({ kicker, title, lead, tools, wide }) {
  return h(
    "div",
    { class: `page-head${wide ? " wide" : ""}` },
    h(
      "div",
      null,
      kicker && h("p", { class: "kicker" }, kicker),
      h("h1", null, title),
      lead && h("p", { class: "lead" }, lead),
    ),
    tools,
  );
}

/** A strip of numbers: [value, what it is, change?]. */
export function numbers(items) {
  return h(
    "dl",
    { class: "numbers" },
    items
      .filter(Boolean)
      .map(([value, name, change]) =>
        h(
          "div",
          null,
          h("dt", null, name, change && [" ", h("span", { class: "change" }, change)]),
          h("dd", null, value),
        ),
      ),
  );
}

/** One of those numbers, with the word for it: ["1", "article"], ["2", "articles"]. */
export const number = (value, thing, many = `${thing}s`) => [
  formatCompact(value),
  value === 1 ? thing : many,
];

/** A switch between addresses; the one that is shown is marked. */
export function linkSwitch(label, options, chosen) {
  return h(
    "nav",
    { class: "switch", "aria-label": label },
    options.map(([value, text, address]) =>
      h("a", { href: address, "aria-current": value === chosen ? "true" : null }, text),
    ),
  );
}

/** Dated sentences, one an entry; `said` gives what stands behind the headline of its article. */
export function datedSentences(rows, said) {
  return h(
    "ol",
    { class: "events" },
    rows.map((row) =>
      h(
        "li",
        null,
        h(
          "time",
          { datetime: row.date_start, "data-tip": `“${row.date_text}”` },
          formatInterval(row.date_start, row.date_end),
        ),
        h(
          "div",
          null,
          h("blockquote", null, row.sentence),
          h("p", { class: "said" }, headlineLink(row), said(row)),
        ),
      ),
    ),
  );
}

/** The headline of an article as a link; without one what stands in for it, marked as such. */
export const headlineLink = (row, params = {}) =>
  h("a", { href: link("article", row.article_id, params), class: headlineClass(row) }, titleNode(row));

export const headlineClass = (row) => (row.headline ? "headline" : "headline no-headline");

/** What an article is called, as plain text: its headline, or its first words. */
export const titleOf = (row) => row.headline ?? row.stand_in ?? row.article_id;

/** The same as something to show: who does not see italics is told that they are no headline. */
export const titleNode = (row) =>
  row.headline ?? [h("span", { class: "unseen" }, "Without a headline: "), titleOf(row)];

/** A table of articles. `last` gives what stands in the last column. */
export function articleTable(rows, last, lastName) {
  const columns = [["Published", "nowrap soft"], ["Article"], ["Publisher", "soft hide-narrow"]];
  const cells = rows.map((row) => [
    formatPublished(row.date_published, row.date_published_precision),
    headlineLink(row),
    row.source_name ?? "",
    ...(last ? [last(row)] : []),
  ]);
  return table(last ? [...columns, [lastName, "number soft"]] : columns, cells, {
    isHeadless: true,
  });
}

/** The first few of some items, and all of them once that is chosen; the address keeps the choice.
 *
 * @param name what they are called in the address; no other list of the page has this name
 * @param build what is shown of a list of items
 */
export function withMore(name, items, most, build) {
  const opened = () => readRoute().params.get("more")?.split(",") ?? [];
  if (items.length <= most || opened().includes(name)) return build(items);
  const button = h("button", { type: "button", class: "more" }, `Show ${items.length - most} more`);
  const whole = h("div", { tabindex: "-1" }, build(items.slice(0, most)), button);
  button.addEventListener("click", () => {
    whole.replaceChildren(build(items));
    whole.focus({ preventScroll: true }); // the button, which had it, is gone
    keepInAddress({ more: [...opened(), name].join(",") });
  });
  return whole;
}

/** The first cells of a table of publishers: name, articles, share stripped. */
export const sourceCells = (row, most) => [
  h("a", { href: link("source", row.source_key) }, row.source_name),
  [inlineBar(row.article_count / most, 80), formatCount(row.article_count)],
  [inlineBar(row.removed_share ?? 0, 80, "tone-removed"), formatShare(row.removed_share)],
];

/** How something stands: a mark and its word, never the colour alone. */
export const state = (status, text = status) => [h("span", { class: `dot ${status}` }), text];

/** Facts: a list of [name, value]; those without a value are left out. */
export const factList = (rows) =>
  h(
    "dl",
    { class: "facts" },
    rows
      .filter((row) => row?.[1])
      .map(([name, value]) => [h("dt", null, name), h("dd", null, value)]),
  );
