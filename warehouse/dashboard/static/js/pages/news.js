// In the news: a period in numbers, week by week, by name, by reason and by publisher.

import { h } from "../dom.js";
import { load, rowsOf } from "../answers.js";
import { bars } from "../charts/bars.js";
import { columns, legend } from "../charts/columns.js";
import { monthsHeat, spanOf } from "../charts/months_heat.js";
import { strippedPanel } from "../charts/reasons.js";
import { runsStrip } from "../charts/runs_strip.js";
import { monthsBetween, spark } from "../charts/spark.js";
import {
  countOf,
  formatCompact,
  formatCount,
  formatDay,
  formatSeconds,
  formatShare,
  toWords,
} from "../format.js";
import { panel } from "../panel.js";
import { articleTable, linkSwitch, number, numbers, pageHead, sourceCells } from "../parts.js";
import { link, linkHere } from "../route.js";
import { table } from "../table.js";

const { group, median, sum, max } = window.d3;

const PERIODS = [
  ["30", "30 days"],
  ["90", "90 days"],
  ["365", "1 year"],
  ["all", "All"],
];
const KINDS = [
  ["PERSON", "People"],
  ["ORG", "Organisations"],
  ["GPE", "Places"],
];

/** Fewer articles than this in the last year, and everything is shown at first. */
const FEW = 40;

export async function showNews({ params }) {
  let period = params.get("period");
  let answer = await load("news", PERIODS.some(([value]) => value === period) ? period : "365");
  if (!period && rowsOf(answer, "news-numbers")[0]?.article_count < FEW) {
    period = "all";
    answer = await load("news", "all");
  }
  period = period ?? "365";
  const kind = KINDS.some(([value]) => value === params.get("who")) ? params.get("who") : "PERSON";
  const [counted] = rowsOf(answer, "news-numbers");
  return [
    pageHead({
      title: "In the news",
      lead: counted?.first_day
        ? `${formatDay(counted.first_day)} to ${formatDay(counted.last_day)}, by day of publication`
        : "",
      tools: linkSwitch(
        "Period",
        PERIODS.map(([value, name]) => [value, name, linkHere({ period: value })]),
        period,
      ),
    }),
    counted && numberStrip(counted, period),
    h(
      "div",
      { class: "grid" },
      weeksPanel(answer),
      namesPanel(answer, kind),
      heatPanel(answer),
      reasonsPanel(answer),
      latestPanel(answer),
      sourcesPanel(answer),
      runsPanel(answer),
    ),
  ].filter(Boolean);
}

function numberStrip(counted, period) {
  const before = counted.article_count_before;
  const change = period !== "all" && before ? counted.article_count / before - 1 : null;
  const arrow =
    change === null ? null : `${change >= 0 ? "▲" : "▼"} ${formatShare(Math.abs(change))}`;
  return numbers([
    [...number(counted.article_count, "article"), arrow],
    number(counted.source_count, "publisher"),
    [formatCompact(counted.word_count), "words kept"],
    [formatShare(counted.removed_share), "of the text stripped"],
    number(counted.near_copy_count, "near copy", "near copies"),
  ]);
}

function weeksPanel(answer) {
  const rows = rowsOf(answer, "articles-per-week");
  const names = [
    ...group(
      rows.filter((row) => row.source_name !== "Others"),
      (row) => row.source_name,
    ),
  ]
    .sort((a, b) => sum(b[1], (row) => row.article_count) - sum(a[1], (row) => row.article_count))
    .map(([name]) => name);
  const series = rows.some((row) => row.source_name === "Others") ? [...names, "Others"] : names;
  const tone = (i) => (series[i] === "Others" ? "series-rest" : `series-${i}`);
  return panel({
    title: "Articles per week",
    note: "The four publishers with most, and all others",
    span: 8,
    answer,
    name: "articles-per-week",
    empty: "No article of this period has a day of publication.",
    draw: (width) => [
      legend(series.map((name, i) => [name, tone(i)])),
      columns(
        rows.map((row) => ({
          start: row.week_published,
          series: row.source_name,
          value: row.article_count,
          tip: `${row.source_name}\nWeek of ${formatDay(row.week_published)}\n${countOf(row.article_count, "article")}`,
        })),
        { series, tone, width, height: 316, label: "Articles per week by publisher" },
      ),
    ],
  });
}

function namesPanel(answer, kind) {
  const rows = rowsOf(answer, "names-in-the-news").filter((row) => row.entity_type === kind);
  const monthsOf = group(rowsOf(answer, "months-of-names"), (row) => row.entity_key);
  const all = rowsOf(answer, "months-of-names")
    .map((row) => row.month_published)
    .sort();
  const months = all.length ? monthsBetween(all[0], all.at(-1)) : [];
  const most =
    max(rows, (row) => max(monthsOf.get(row.entity_key) ?? [], (point) => point.article_count)) ??
    1;
  const section = panel({
    title: "Who is in the news",
    span: 4,
    answer,
    name: "names-in-the-news",
    empty: "Nobody is named in this period.",
    draw: () => [
      linkSwitch(
        "Kind of name",
        KINDS.map(([value, name]) => [value, name, linkHere({ who: value })]),
        kind,
      ),
      h("div", { style: { height: "14px" } }),
      rows.length
        ? bars(
            rows.map((row) => ({
              label: row.entity_name,
              href: link("entity", row.entity_id),
              spark: spark(
                (monthsOf.get(row.entity_key) ?? []).map((point) => ({
                  month: point.month_published,
                  value: point.article_count,
                })),
                months,
                most,
              ),
              parts: [
                {
                  size: row.article_count,
                  tip: `${countOf(row.article_count, "article")}${row.article_count_before === null ? "" : `\n${formatCount(row.article_count_before)} in the period before`}`,
                },
              ],
              value: h("b", null, formatCount(row.article_count)),
            })),
          )
        : h("p", { class: "soft" }, "Nobody of this kind is named in this period."),
    ],
  });
  return section;
}

function heatPanel(answer) {
  const rows = rowsOf(answer, "months-written-about");
  return panel({
    title: "When it happened, when it was written",
    note: "Months written about, against the month of publication. On the dashed line: reported as it happened; right of it: looking ahead.",
    span: 7,
    answer,
    name: "months-written-about",
    empty: "No dated sentence yet.",
    draw: (width) => monthsHeat(rows, { width, ...spanOf(rows), height: 330 }),
  });
}

const reasonsPanel = (answer) =>
  strippedPanel(answer, rowsOf(answer, "removed-by-reason"), {
    most: 10,
    period: " in this period",
  });

const latestPanel = (answer) =>
  panel({
    title: "Latest articles",
    span: 12,
    answer,
    name: "latest-articles",
    empty: "No article has a day yet.",
    draw: () =>
      articleTable(
        rowsOf(answer, "latest-articles"),
        (row) => `${formatCount(row.word_count)} words`,
        "Words",
      ),
  });

function sourcesPanel(answer) {
  const rows = rowsOf(answer, "sources-in-period");
  const most = max(rows, (row) => row.article_count) ?? 1;
  return panel({
    title: "Publishers",
    note: "Articles, share of the text stripped, newest article",
    span: 7,
    answer,
    name: "sources-in-period",
    empty: "No publisher in this period.",
    draw: () =>
      table(
        [["Publisher"], ["Articles", "nowrap"], ["Stripped", "nowrap"], ["Newest", "number soft hide-narrow"]],
        rows.map((row) => [...sourceCells(row, most), formatDay(row.newest_day)]),
      ),
  });
}

function runsPanel(answer) {
  const runs = rowsOf(answer, "recent-runs");
  const good = runs.filter((run) => run.status === "succeeded").length;
  return panel({
    title: "Runs",
    note: `${runs.length === 1 ? toWords(runs[0].status) : `${good} of the last ${runs.length} succeeded`}, in ${formatSeconds(median(runs, (run) => run.duration_seconds))}${runs.length === 1 ? "" : " as a median"}`,
    span: 5,
    answer,
    name: "recent-runs",
    empty: ["No runs yet", "dateline run seeds"],
    draw: () => runsStrip(runs),
  });
}
