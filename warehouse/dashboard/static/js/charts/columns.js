// Stacked columns over weeks or months.

import { s, h } from "../dom.js";
import { toDate } from "../format.js";
import { countAxis, dayAxis } from "./axis.js";

const { scaleLinear, scaleUtc } = window.d3;

const WIDEST = 26;
const DAY = 86400000;

/**
 * @param rows { start: day, series, value, tip, href }, series in the order given by `series`
 * @param unit days that one column stands for
 * @param span first and last moment of the axis; else those of the rows
 */
export function columns(
  rows,
  { series = [""], unit = 7, width, height = 260, label, tone = (i) => `series-${i}`, span },
) {
  const left = 38;
  const bottom = 40;
  const inner = height - bottom;
  const x = scaleUtc(span ?? spanOfRows(rows, unit), [left, width]);
  const byStart = window.d3.group(rows, (row) => row.start);
  const totals = [...byStart.values()].map((group) =>
    group.reduce((sum, row) => sum + row.value, 0),
  );
  const y = scaleLinear([0, Math.max(...totals, 4)], [inner, 8]).nice(4);
  const [start] = x.domain();
  const slot = x(new Date(start.getTime() + unit * DAY)) - x(start);
  const thick = Math.max(1.5, Math.min(WIDEST, slot - (slot > 5 ? 1.5 : 0.4)));
  return s(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": label },
    countAxis(y, width, left),
    dayAxis(x, inner, width - left),
    [...byStart].map(([day, group]) => {
      let base = 0;
      const at = x(toDate(day)) + (slot - thick) / 2;
      return series.map((name, i) =>
        group
          .filter((row) => (row.series ?? "") === name)
          .map((row) => {
            const top = y(base + row.value);
            const rect = s("rect", {
              x: at,
              y: top,
              width: thick,
              height: Math.max(0.8, y(base) - top),
              class: tone(i),
              "data-tip": row.tip,
              rx: thick > 8 ? 1 : 0,
            });
            base += row.value;
            return row.href ? s("a", { href: row.href, "aria-label": row.tip }, rect) : rect;
          }),
      );
    }),
  );
}

/** From the first column to the end of the last, and no fewer than six columns. */
function spanOfRows(rows, unit) {
  const starts = rows.map((row) => row.start).sort();
  const end = toDate(starts.at(-1)).getTime() + unit * DAY;
  return [Math.min(toDate(starts[0]).getTime(), end - 6 * unit * DAY), end];
}

export function legend(items) {
  return h(
    "ul",
    { class: "legend" },
    items.map(([name, tone]) => h("li", null, h("i", { class: tone }), name)),
  );
}

export const monthColumns = (rows, options) =>
  columns(
    rows.map((row) => ({
      start: row.month_published,
      value: row.article_count,
      tip: options.tip(row),
      href: options.href?.(row),
    })),
    { unit: 30.4, ...options },
  );
