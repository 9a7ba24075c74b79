// Publishers: when they brought something, and in what state.

import { h, s } from "../dom.js";
import { load, rowsOf } from "../answers.js";
import { inlineBar } from "../charts/bars.js";
import { dayAxis } from "../charts/axis.js";
import { countOf, formatCount, formatDay, formatShare, formatTime, toDate } from "../format.js";
import { panel } from "../panel.js";
import { numbers, pageHead } from "../parts.js";
import { link } from "../route.js";

const { group, max, scaleSqrt, scaleUtc, sum } = window.d3;
const WEEK = 7 * 86400000;
const ROW = 26;

export async function showSources() {
  const answer = await load("sources");
  const rows = rowsOf(answer, "source-health");
  const total = sum(rows, (row) => row.article_count);
  return [
    pageHead({ title: "Sources", lead: "Who publishes, how steadily, and in what state it arrives" }),
    numbers([
      [formatCount(rows.length), rows.length === 1 ? "publisher" : "publishers"],
      [formatCount(total), "articles"],
      [formatShare(total ? sum(rows, (row) => row.undated_share * row.article_count) / total : null), "without a day"],
      [formatShare(total ? sum(rows, (row) => row.no_headline_share * row.article_count) / total : null), "without a headline"],
    ]),
    h("div", { class: "grid" }, coveragePanel(answer), healthPanel(answer, rows), freshnessPanel(answer)),
  ];
}

function coveragePanel(answer) {
  const cells = rowsOf(answer, "coverage");
  const bySource = [...group(cells, (row) => row.source_key)].sort((a, b) => sum(b[1], (row) => row.article_count) - sum(a[1], (row) => row.article_count));
  return panel({
    title: "Coverage", note: "Articles per week, in the two years before the newest article", answer, name: "coverage",
    empty: "No article has a day of publication.",
    draw: (width) => {
      const left = width < 560 ? 104 : 190;
      const weeks = cells.map((row) => row.week_published).sort();
      const end = toDate(weeks.at(-1)).getTime() + WEEK;
      const start = Math.min(toDate(weeks[0]).getTime(), end - 26 * WEEK);
      const x = scaleUtc([start, end], [left, width]);
      const strength = scaleSqrt([0, max(cells, (row) => row.article_count)], [0.14, 1]);
      const slot = x(start + WEEK) - x(start);
      const height = bySource.length * ROW + 44;
      const letters = width < 560 ? 15 : 27;
      return s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Articles per week and publisher" },
        bySource.map(([key, own], i) => s("g", { transform: `translate(0,${i * ROW})` },
          s("a", { href: link("source", key) }, s("text", { y: ROW / 2, dy: "0.32em", class: "coverage-name" }, own[0].source_name.length > letters ? `${own[0].source_name.slice(0, letters - 1)}…` : own[0].source_name)),
          s("rect", { x: left, y: 3, width: width - left, height: ROW - 6, fill: "var(--wash)", rx: 2 }),
          own.map((row) => s("rect", { x: x(toDate(row.week_published)), y: 3, width: Math.max(2, slot - (slot > 4 ? 1 : 0.2)), height: ROW - 6, rx: slot > 6 ? 1.5 : 0, class: "series-0", "fill-opacity": strength(row.article_count), "data-tip": `${row.source_name}\nWeek of ${formatDay(row.week_published)}\n${countOf(row.article_count, "article")}` })))),
        dayAxis(x, bySource.length * ROW + 2, width - left));
    },
  });
}

function healthPanel(answer, rows) {
  const most = max(rows, (row) => row.article_count) ?? 1;
  const heads = ["Publisher", "Articles", "Stripped", "Undated", "No headline", "Near copies", "Delay", "Newest"];
  return panel({
    title: "Health", note: "Delay: days from publication until it was first seen, as a mean", answer, name: "source-health",
    empty: ["No publisher yet", "dateline run seeds"],
    draw: () => h("div", { class: "scroll" }, h("table", null,
      h("thead", null, h("tr", null, heads.map((name, i) => h("th", { scope: "col", class: i > 2 && "number" }, name)))),
      h("tbody", null, rows.map((row) => h("tr", null,
        h("td", null, h("a", { href: link("source", row.source_key) }, row.source_name)),
        h("td", { class: "nowrap" }, inlineBar(row.article_count / most, 80), formatCount(row.article_count)),
        h("td", { class: "nowrap" }, inlineBar(row.removed_share ?? 0, 80, "tone-removed"), formatShare(row.removed_share)),
        h("td", { class: "number" }, formatShare(row.undated_share)),
        h("td", { class: "number" }, formatShare(row.no_headline_share)),
        h("td", { class: "number" }, formatShare(row.near_copy_share)),
        h("td", { class: "number" }, row.delay_days === null ? "–" : countOf(Math.round(row.delay_days), "day")),
        h("td", { class: "number soft" }, formatDay(row.newest_day))))))),
  });
}

export const freshnessPanel = (answer, span = 12) => panel({
  title: "Freshness", note: "Publishers with a schedule, against their limits", span, answer, name: "freshness",
  empty: ["No publisher has a schedule: its hours stand in config/sources.toml.", "dateline status"],
  draw: () => h("div", { class: "scroll" }, h("table", null,
    h("thead", null, h("tr", null, ["Publisher", "State", "Newest article", "Last load", "Limits"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", null, rowsOf(answer, "freshness").map((row) => h("tr", null,
      h("td", null, row.source_name),
      h("td", null, h("span", { class: `dot ${row.status}` }), { ok: "fresh", warn: "late", error: "silent" }[row.status] ?? row.status),
      h("td", { class: "soft" }, formatDay(row.newest_published)),
      h("td", { class: "soft nowrap" }, row.newest_loaded_at ? `${formatTime(row.newest_loaded_at)} UTC` : "never"),
      h("td", { class: "soft nowrap" }, `${row.warn_after_hours} h, ${row.error_after_hours} h`)))))),
});
