// The first run, and every warehouse as small: the articles themselves instead of counts of them.

import { h } from "../dom.js";
import { load, rowsOf } from "../answers.js";
import { bars } from "../charts/bars.js";
import { legend } from "../charts/columns.js";
import { lanes } from "../charts/lanes.js";
import { strippedPanel } from "../charts/reasons.js";
import { countOf, formatCount, formatDay, formatShare } from "../format.js";
import { number, numbers, pageHead, titleOf } from "../parts.js";
import { panel } from "../panel.js";
import { link } from "../route.js";

const { group, sum } = window.d3;

export async function showStory() {
  const answer = await load("story");
  const [totals] = rowsOf(answer, "totals");
  const articles = rowsOf(answer, "story-articles");
  const isAll = articles.length === totals.article_count;
  const days = articles
    .map((row) => row.date_published)
    .filter(Boolean)
    .sort();
  const span = days.length
    ? `Published ${formatDay(days[0])} to ${formatDay(days.at(-1))}.`
    : "No day of publication is known.";
  return [
    pageHead({
      title: isAll
        ? `${countOf(totals.article_count, "article")}, one page`
        : `The newest ${articles.length} articles`,
      lead: `${span} ${isAll ? "With more than 40 articles the first page turns into weekly charts." : ""}`,
      wide: true,
    }),
    numbers([
      number(totals.article_count, "article"),
      [formatCount(totals.entity_count), "people, organisations, places"],
      number(totals.date_mention_count, "date resolved", "dates resolved"),
      [
        formatShare(
          totals.raw_char_count ? totals.removed_char_count / totals.raw_char_count : null,
        ),
        "of the text stripped",
      ],
      number(totals.removed_block_count, "line removed", "lines removed"),
    ]),
    grid(answer, articles),
  ];
}

function grid(answer, articles) {
  return h(
    "div",
    { class: "grid" },
    panel({
      title: "When it happened, when it was written",
      note: "One line an article, from the dates it speaks of to the day it came out. Choose a headline to read it with what was removed.",
      answer,
      name: "story-articles",
      empty: ["No articles yet", "dateline run seeds"],
      draw: (width) => [
        legend([
          ["published", "round tone-removed"],
          ["speaks of", "open"],
        ]),
        lanes(articles, rowsOf(answer, "story-dates"), width),
      ],
    }),
    panel({
      title: "Who is in it",
      note: "Mentions, each part an article",
      span: 7,
      answer,
      name: "story-names",
      empty: "No names were found: with a language model installed the next run finds them.",
      draw: () => nameBars(rowsOf(answer, "story-names")),
    }),
    strippedPanel(answer, rowsOf(answer, "removed-by-reason")),
  );
}

function nameBars(rows) {
  return bars(
    [...group(rows, (row) => row.entity_id).values()].map((parts) => ({
      label: parts[0].entity_name,
      href: link("entity", parts[0].entity_id),
      parts: parts.map((row) => ({
        size: row.mention_count,
        href: link("article", row.article_id),
        tip: `${titleOf(row)}\n${countOf(row.mention_count, "mention")}`,
      })),
      value: `${sum(parts, (row) => row.mention_count)} in ${parts.length}`,
    })),
  );
}
