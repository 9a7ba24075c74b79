// Publishers: when they brought something, and in what state.

import { h, s } from "../dom.js";
import { load, rowsOf } from "../answers.js";
import { dayAxis } from "../charts/axis.js";
import { countOf, formatDay, formatShare, formatTime, toDate } from "../format.js";
import { panel } from "../panel.js";
import { number, numbers, pageHead, sourceCells, state } from "../parts.js";
import { link } from "../route.js";
import { table } from "../table.js";

const { group, max, scaleSqrt, scaleUtc, sum } = window.d3;
const WEEK = 7 * 86400000;
const ROW = 26;

export async function showSources() {
  const answer = await load("sources");
  const rows = rowsOf(answer, "source-health");
  const total = sum(rows, (row) => row.article_count);
  return [
    pageHead({
      title: "Sources",
      lead: "Who publishes, how steadily, and in what state it arrives",
    }),
    numbers([
      number(rows.length, "publisher"),
      number(total, "article"),
      [
        formatShare(
          total ? sum(rows, (row) => row.undated_share * row.article_count) / total : null,
        ),
        "without a day",
      ],
      [
        formatShare(
          total ? sum(rows, (row) => row.no_headline_share * row.article_count) / total : null,
        ),
        "without a headline",
      ],
    ]),
    h(
      "div",
      { class: "grid" },
      coveragePanel(answer),
      healthPanel(answer, rows),
      freshnessPanel(answer),
    ),
  ];
}

function coveragePanel(answer) {
  const cells = rowsOf(answer, "coverage");
  const bySource = [...group(cells, (row) => row.source_key)].sort(
    (a, b) => sum(b[1], (row) => row.article_count) - sum(a[1], (row) => row.article_count),
  );
  return panel({
    title: "Coverage",
    note: "Articles per week, in the two years before the newest article",
    answer,
    name: "coverage",
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
      return s(
        "svg",
        {
          width,
          height,
          viewBox: `0 0 ${width} ${height}`,
          role: "group",
          "aria-label": "Articles per week and publisher",
        },
        bySource.map(([key, own], i) =>
          s(
            "g",
            { transform: `translate(0,${i * ROW})` },
            s(
              "a",
              { href: link("source", key) },
              s(
                "text",
                { y: ROW / 2, dy: "0.32em", class: "coverage-name" },
                own[0].source_name.length > letters
                  ? `${own[0].source_name.slice(0, letters - 1)}…`
                  : own[0].source_name,
              ),
            ),
            s("rect", {
              x: left,
              y: 3,
              width: width - left,
              height: ROW - 6,
              fill: "var(--wash)",
              rx: 2,
            }),
            own.map((row) =>
              s("rect", {
                x: x(toDate(row.week_published)),
                y: 3,
                width: Math.max(2, slot - (slot > 4 ? 1 : 0.2)),
                height: ROW - 6,
                rx: slot > 6 ? 1.5 : 0,
                class: "series-0",
                "fill-opacity": strength(row.article_count),
                "data-tip": `${row.source_name}\nWeek of ${formatDay(row.week_published)}\n${countOf(row.article_count, "article")}`,
              }),
            ),
          ),
        ),
        dayAxis(x, bySource.length * ROW + 2, width - left),
      );
    },
  });
}

const HEALTH_COLUMNS = [
  ["Publisher"],
  ["Articles", "nowrap"],
  ["Stripped", "nowrap"],
  ["Undated", "number hide-narrow"],
  ["No headline", "number hide-narrow"],
  ["Near copies", "number hide-narrow"],
  ["Delay", "number hide-narrow"],
  ["Newest", "number soft"],
];

function healthPanel(answer, rows) {
  const most = max(rows, (row) => row.article_count) ?? 1;
  return panel({
    title: "Health",
    note: "Delay: days from publication until it was first seen, as a mean",
    answer,
    name: "source-health",
    empty: ["No publisher yet", "dateline run seeds"],
    draw: () =>
      table(
        HEALTH_COLUMNS,
        rows.map((row) => [
          ...sourceCells(row, most),
          formatShare(row.undated_share),
          formatShare(row.no_headline_share),
          formatShare(row.near_copy_share),
          row.delay_days === null ? "–" : countOf(Math.round(row.delay_days), "day"),
          formatDay(row.newest_day),
        ]),
      ),
  });
}

const STATES = { ok: "fresh", warn: "late", error: "silent" };

export const freshnessPanel = (answer, span = 12) =>
  panel({
    title: "Freshness",
    note: "Publishers with a schedule, against their limits",
    span,
    answer,
    name: "freshness",
    empty: [
      "No publisher is watched. A source is, once its block in config/sources.toml says fresh_within.",
      "dateline sources list",
    ],
    draw: () =>
      table(
        [
          ["Publisher"],
          ["State", "nowrap"],
          ["Newest article", "soft"],
          ["Last load", "soft nowrap hide-narrow"],
          ["Limits", "soft nowrap hide-narrow"],
        ],
        rowsOf(answer, "freshness").map((row) => [
          row.source_name,
          state(row.status, STATES[row.status]),
          formatDay(row.newest_published),
          row.newest_loaded_at ? `${formatTime(row.newest_loaded_at)} UTC` : "never",
          `${row.warn_after_hours} h, ${row.error_after_hours} h`,
        ]),
      ),
  });
