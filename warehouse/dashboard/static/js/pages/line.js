// One stripped line: why, how often, from which articles.

import { h } from "../dom.js";
import { load, rowsOf } from "../answers.js";
import { countOf, formatCount, formatDay, formatShare, toWords } from "../format.js";
import { panel } from "../panel.js";
import { articleTable, numbers, pageHead } from "../parts.js";
import { link } from "../route.js";

export async function showLine({ word }) {
  const answer = await load("line", word);
  const [line] = rowsOf(answer, "removed-line");
  return [
    pageHead({
      kicker: [
        h("a", { href: link("stripped", line.reason) }, toWords(line.reason)),
        ` · rule ${line.rule_id}, ${formatShare(line.confidence)} sure`,
      ],
      title: "A stripped line",
      lead: h("del", null, line.line_text),
      wide: true,
    }),
    numbers([
      [formatCount(line.article_count), "articles"],
      [formatCount(line.block_count), "times"],
      [formatCount(line.source_count), line.source_count === 1 ? "publisher" : "publishers"],
      line.first_day && [formatDay(line.first_day), "first published"],
      line.last_day && [formatDay(line.last_day), "last published"],
    ]),
    h(
      "div",
      { class: "grid" },
      panel({
        title: "Where it stood",
        note: `In ${countOf(line.article_count, "article")}`,
        answer,
        name: "articles-with-line",
        empty: "In none.",
        draw: () => articleTable(rowsOf(answer, "articles-with-line")),
      }),
    ),
  ];
}
