// A table: what its columns are, then its rows.

import { h } from "./dom.js";

/**
 * @param columns [name, class of its cells]; a class with `number` is set to the right, one with
 *   `hide-narrow` left out on a phone
 * @param rows lists of what stands in the cells, in the order of the columns
 * @param options
 *   isHeadless: the names of the columns are only read out
 *   kind: a class of the whole table
 *   tips: notes of the rows
 */
export function table(columns, rows, { isHeadless, kind, tips } = {}) {
  const head = columns.map(([name, style]) =>
    h("th", { scope: "col", class: ofHead(style) }, name),
  );
  const lines = rows.map((cells, i) =>
    h(
      "tr",
      { "data-tip": tips?.[i] },
      cells.map((cell, column) => h("td", { class: columns[column][1] }, cell)),
    ),
  );
  return h(
    "div",
    { class: "scroll" },
    h(
      "table",
      { class: kind },
      h("thead", { class: isHeadless && "unseen" }, h("tr", null, head)),
      h("tbody", null, lines),
    ),
  );
}

/** What the head of a column shares with its cells: its side, and whether it is there at all. */
const ofHead = (style = "") =>
  ["number", "hide-narrow"].filter((word) => style.split(" ").includes(word)).join(" ") || null;
