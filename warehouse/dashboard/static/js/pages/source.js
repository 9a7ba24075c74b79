// One publisher.

import { h } from "../dom.js";
import { load, rowsOf } from "../answers.js";
import { monthColumns } from "../charts/columns.js";
import { reasonBars } from "../charts/reasons.js";
import {
  countOf,
  formatCompact,
  formatCount,
  formatDay,
  formatMonth,
  formatShare,
  languageName,
} from "../format.js";
import { panel } from "../panel.js";
import { articleTable, number, numbers, pageHead } from "../parts.js";
import { link } from "../route.js";

export async function showSource({ word }) {
  const answer = await load("source", word);
  const [source] = rowsOf(answer, "source");
  const known = [
    source.domain,
    source.language_code && languageName(source.language_code),
    source.country_code,
  ]
    .filter(Boolean)
    .join(" · ");
  return [
    pageHead({
      kicker: h("a", { href: link("sources") }, "Sources"),
      title: source.source_name,
      lead: known,
      wide: true,
    }),
    numbers([
      number(source.article_count, "article"),
      [formatCompact(source.word_count), "words kept"],
      [formatShare(source.removed_share), "of the text stripped"],
      [formatCount(source.undated_count), "without a day"],
      source.newest_day && [formatDay(source.newest_day), "newest article"],
    ]),
    h(
      "div",
      { class: "grid" },
      panel({
        title: "Articles per month",
        span: 7,
        answer,
        name: "source-months",
        empty: "No article has a day of publication.",
        draw: (width) =>
          monthColumns(rowsOf(answer, "source-months"), {
            width,
            height: 280,
            label: "Articles per month",
            tip: (row) =>
              `${formatMonth(row.month_published)}\n${countOf(row.article_count, "article")}`,
          }),
      }),
      panel({
        title: "What is stripped from it",
        note: "Share of the characters removed, by reason",
        span: 5,
        answer,
        name: "source-reasons",
        empty: "Nothing was removed.",
        draw: () => reasonBars(rowsOf(answer, "source-reasons"), 10),
      }),
      panel({
        title: "Latest articles",
        answer,
        name: "source-articles",
        empty: "None.",
        draw: () =>
          articleTable(
            rowsOf(answer, "source-articles"),
            (row) =>
              `${formatCount(row.word_count)} words, ${formatShare(row.removed_share)} stripped`,
            "Words",
          ),
      }),
    ),
  ];
}
