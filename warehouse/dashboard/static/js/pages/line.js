// One stripped line: why, how often, from which articles.

import { h } from "../dom.js";
import { load, rowsOf } from "../answers.js";
import { countOf, formatDay, formatShare, toWords } from "../format.js";
import { panel } from "../panel.js";
import { articleTable, number, numbers, pageHead } from "../parts.js";
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
      lead: h("del", { class: "quoted" }, line.line_text),
      wide: true,
    }),
    numbers([
      number(line.article_count, "article"),
      number(line.block_count, "time"),
      number(line.source_count, "publisher"),
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
