// One person, organisation or place: when, beside whom, by whom, and how it is written.

import { h } from "../dom.js";
import { load, rowsOf } from "../answers.js";
import { bars } from "../charts/bars.js";
import { legend, monthColumns } from "../charts/columns.js";
import { network } from "../charts/network.js";
import {
  countOf,
  formatCount,
  formatDay,
  formatMonth,
  toWords,
  typeName,
} from "../format.js";
import { panel } from "../panel.js";
import { articleTable, datedSentences, number, numbers, pageHead, withMore } from "../parts.js";
import { link } from "../route.js";

export async function showEntity({ word }) {
  const answer = await load("entity", word);
  const [entity] = rowsOf(answer, "entity");
  const change = entity.article_count_90_days - entity.article_count_90_days_before;
  const seen = entity.first_seen
    ? entity.first_seen === entity.last_seen
      ? `, on ${formatDay(entity.first_seen)}`
      : `, ${formatDay(entity.first_seen)} to ${formatDay(entity.last_seen)}`
    : "";
  return [
    pageHead({
      kicker: toWords(typeName(entity.entity_type)),
      title: entity.entity_name,
      lead: `Named in ${countOf(entity.article_count, "article")}${seen}`,
      wide: true,
    }),
    numbers([
      number(entity.article_count, "article"),
      number(entity.mention_count, "mention"),
      [formatCount(entity.headline_count), "in the headline"],
      number(entity.source_count, "publisher"),
      [
        formatCount(entity.article_count_90_days),
        "articles in the last 90 days",
        change ? `${change > 0 ? "▲" : "▼"} ${formatCount(Math.abs(change))}` : null,
      ],
    ]),
    h(
      "div",
      { class: "grid" },
      networkPanel(answer, entity),
      monthsPanel(answer),
      eventsPanel(answer),
      h("div", { class: "span-5 stack" }, spellingsPanel(answer), sourcesPanel(answer)),
      panel({
        title: "Latest articles",
        answer,
        name: "entity-articles",
        empty: "None.",
        draw: () =>
          articleTable(
            rowsOf(answer, "entity-articles"),
            (row) =>
              `${row.in_headline ? "in the headline, " : ""}${countOf(row.mention_count, "mention")}`,
            "Mentions",
          ),
      }),
    ),
  ];
}

const networkPanel = (answer, entity) =>
  panel({
    title: "Named with",
    note: "The heavier the line, the more articles name both. Choose a name to go on.",
    span: 7,
    answer,
    name: "entity-neighbours",
    empty: "Nobody else is named in these articles.",
    draw: (width) => [
      legend([
        ["Person", "round type-person"],
        ["Organisation", "round type-organisation"],
        ["Place", "round type-place"],
        ["Other", "round type-other"],
      ]),
      network(
        entity,
        rowsOf(answer, "entity-neighbours").slice(0, width < 480 ? 12 : 24),
        rowsOf(answer, "entity-links").filter((row) =>
          [row.entity_key, row.other_entity_key].every((key) =>
            rowsOf(answer, "entity-neighbours")
              .slice(0, width < 480 ? 12 : 24)
              .some((node) => node.entity_key === key),
          ),
        ),
        width,
        width < 480 ? 400 : 460,
      ),
    ],
  });

const monthsPanel = (answer) =>
  panel({
    title: "Over time",
    note: "Articles per month of publication",
    span: 5,
    answer,
    name: "entity-months",
    empty: "No article about it has a day of publication.",
    draw: (width) =>
      monthColumns(rowsOf(answer, "entity-months"), {
        width,
        height: 300,
        label: "Articles per month",
        tip: (row) =>
          `${formatMonth(row.month_published)}\n${countOf(row.article_count, "article")}, ${countOf(row.mention_count, "mention")}`,
        href: (row) => link("timeline", null, { month: row.month_published.slice(0, 7) }),
      }),
  });

const eventsPanel = (answer) =>
  panel({
    title: "In the order of the calendar",
    note: "Dated sentences that name it, by the day they speak of",
    span: 7,
    answer,
    name: "entity-events",
    empty: "No dated sentence names it.",
    draw: () =>
      withMore("events", rowsOf(answer, "entity-events"), 8, (rows) =>
        datedSentences(
          rows,
          (row) => row.date_published && `, ${formatDay(row.date_published)}`,
        ),
      ),
  });

const spellingsPanel = (answer) =>
  panel({
    title: "Spellings",
    answer,
    name: "entity-spellings",
    empty: "None.",
    draw: () =>
      bars(
        rowsOf(answer, "entity-spellings")
          .slice(0, 12)
          .map((row) => ({
            label: row.name,
            parts: [{ size: row.mention_count, tip: countOf(row.mention_count, "mention") }],
            value: [
              h("b", null, formatCount(row.mention_count)),
              row.is_canonical && " used as its name",
            ],
          })),
      ),
  });

const sourcesPanel = (answer) =>
  panel({
    title: "Who writes about it",
    answer,
    name: "entity-sources",
    empty: "Nobody.",
    draw: () =>
      bars(
        rowsOf(answer, "entity-sources").map((row) => ({
          label: row.source_name,
          href: link("source", row.source_key),
          parts: [
            {
              size: row.article_count,
              tip: `${countOf(row.article_count, "article")}, ${countOf(row.mention_count, "mention")}`,
            },
          ],
          value: h("b", null, formatCount(row.article_count)),
        })),
      ),
  });
