// The month an event is in against the month it was written about.

import { h, s } from "../dom.js";
import { countOf, formatMonth, toDate } from "../format.js";
import { link } from "../route.js";
import { dayAxis } from "./axis.js";

const { scaleSqrt, scaleUtc, utcFormat, utcMonth } = window.d3;
const shortMonth = utcFormat("%b %Y");

/** Pixels across that a cell needs to be seen and hit; months of a cell, the first that is enough. */
const LEAST_WIDTH = 6;
const UNITS = [1, 3, 12];

/**
 * @param rows { event_month, published_month, reference_count, article_count }
 * @param from, to days between which events are shown, on the axis across
 */
export function monthsHeat(rows, { width, from, to, height = 340, chosen }) {
  const left = width < 480 ? 62 : 72;
  const bottom = 40;
  const inSpan = rows.filter(
    (row) => row.published_month && row.event_month >= from && row.event_month <= to,
  );
  const most = (width - left) / LEAST_WIDTH;
  const monthCount = utcMonth.count(toDate(from), toDate(to));
  const unit = UNITS.find((months) => monthCount / months < most) ?? UNITS.at(-1);
  const shown = merge(inSpan, unit);
  if (!shown.length) {
    return h("p", { class: "soft" }, "No article with a day of publication speaks of this span.");
  }
  const published = shown.map((row) => row.published_month).sort();
  const x = scaleUtc(
    [toDate(from), utcMonth.offset(toDate(to.slice(0, 8) + "01"))],
    [left, width - 4],
  );
  const firstDay = toDate(published[0]);
  const lastDay = utcMonth.offset(toDate(published.at(-1)), unit);
  const y = scaleUtc([utcMonth.offset(firstDay, -unit), lastDay], [height - bottom, 10]);
  const strength = scaleSqrt([0, Math.max(...shown.map((row) => row.reference_count))], [0.12, 1]);
  const nowFrom = firstDay < x.domain()[0] ? x.domain()[0] : firstDay;
  const nowTo = lastDay > x.domain()[1] ? x.domain()[1] : lastDay;
  return s(
    "svg",
    {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "group",
      "aria-label": "Months written about, by month of publication",
    },
    y
      .ticks(Math.max(2, Math.floor(height / 70)))
      .map((tick) =>
        s(
          "g",
          { transform: `translate(0,${y(tick)})`, "aria-hidden": "true" },
          s("line", { x1: left, x2: width, class: "grid-line" }),
          s("text", { x: left - 8, dy: "0.32em", "text-anchor": "end" }, shortMonth(tick)),
        ),
      ),
    shown.map((row) => {
      const [start, end] = spanFrom(row.event_month, unit);
      const [low, high] = spanFrom(row.published_month, unit);
      const wide = Math.max(3, x(end) - x(start) - 1);
      const tall = Math.max(3, y(low) - y(high) - 1);
      const tip = `${countOf(row.reference_count, "sentence")} about ${nameOf(row.event_month, unit)}\nwritten in ${nameOf(row.published_month, unit)}`;
      const { month } = row;
      const isChosen = chosen && firstOf(`${chosen}-01`, unit) === row.event_month;
      return s(
        "a",
        { href: link("timeline", null, { month }), "aria-label": tip.replace("\n", ", ") },
        s("rect", {
          x: x(start),
          y: y(low) - tall,
          width: wide,
          height: tall,
          rx: Math.min(2, wide / 3),
          class: "series-0",
          "fill-opacity": strength(row.reference_count),
          stroke: isChosen ? "var(--ink)" : "none",
          "data-tip": tip,
        }),
      );
    }),
    nowFrom < nowTo &&
      s("line", { x1: x(nowFrom), y1: y(nowFrom), x2: x(nowTo), y2: y(nowTo), class: "now-line" }),
    dayAxis(x, height - bottom, width - left),
  );
}

/** The rows of each cell as one; `month` is the one in it that is written about most. */
function merge(rows, unit) {
  const cells = new Map();
  for (const row of rows) {
    const event_month = firstOf(row.event_month, unit);
    const published_month = firstOf(row.published_month, unit);
    const key = `${event_month} ${published_month}`;
    const cell = cells.get(key) ?? { event_month, published_month, reference_count: 0, most: 0 };
    cell.reference_count += row.reference_count;
    if (row.reference_count > cell.most) {
      cell.most = row.reference_count;
      cell.month = row.event_month.slice(0, 7);
    }
    cells.set(key, cell);
  }
  return [...cells.values()];
}

/** The first day of the month, quarter or year that a day is in. */
function firstOf(day, unit) {
  const month = Number(day.slice(5, 7));
  return `${day.slice(0, 5)}${String(month - ((month - 1) % unit)).padStart(2, "0")}-01`;
}

function spanFrom(day, unit) {
  return [toDate(day), utcMonth.offset(toDate(day), unit)];
}

function nameOf(day, unit) {
  if (unit === 1) return formatMonth(day);
  if (unit === 12) return day.slice(0, 4);
  return `${formatMonth(day)} and the two months after it`;
}

/** Months shown at first: from three years before the first publication to the last month. */
export function spanOf(rows) {
  const published = rows
    .map((row) => row.published_month)
    .filter(Boolean)
    .sort();
  const events = rows.map((row) => row.event_month).sort();
  if (!published.length) return { from: events[0], to: events.at(-1) };
  const early = `${Number(published[0].slice(0, 4)) - 3}${published[0].slice(4)}`;
  const late = `${Number(published.at(-1).slice(0, 4)) + 1}${published.at(-1).slice(4)}`;
  return {
    from: events.find((month) => month >= early) ?? published[0],
    to: [events.filter((month) => month <= late).at(-1), published.at(-1)].sort().at(-1),
  };
}
