// Horizontal bars: a list, so that it reads without its marks. A bar may have parts.

import { h } from "../dom.js";

/**
 * @param rows for each: label, href, tip; parts: [{ size, tone, href, tip }]; value: text or nodes
 * @param largest the size that fills the track; else that of the longest bar
 */
export function bars(rows, { largest, tone = "series-0" } = {}) {
  const sizeOf = (row) => row.parts.reduce((sum, part) => sum + part.size, 0);
  const most = largest ?? Math.max(...rows.map(sizeOf), 1e-9);
  return h(
    "ul",
    { class: rows.some((row) => row.spark) ? "bars with-spark" : "bars" },
    rows.map((row) =>
      h(
        "li",
        null,
        row.href
          ? h("a", { class: "label", href: row.href, title: row.label }, row.label)
          : h("span", { class: "label", title: row.label }, row.label),
        row.spark,
        h(
          "span",
          { class: "track" },
          row.parts.map((part) =>
            h(part.href ? "a" : "span", {
              class: part.tone ?? tone,
              href: part.href,
              "data-tip": part.tip,
              tabindex: part.href ? "-1" : null,
              "aria-hidden": part.href ? "true" : null,
              style: { width: `${(part.size / most) * 100}%` },
            }),
          ),
        ),
        h("span", { class: "value" }, row.value),
      ),
    ),
  );
}

/** A thin bar inside a cell of a table. */
export const inlineBar = (share, width, tone = "series-0") =>
  h("span", {
    class: `inline-bar ${tone}`,
    style: { width: `${Math.max(1, Math.round(share * width))}px` },
    "aria-hidden": "true",
  });
