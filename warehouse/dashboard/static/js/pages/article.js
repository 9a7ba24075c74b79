// An article as it was received: what was removed struck out in its place, names and dates marked.

import { h } from "../dom.js";
import { load, rowsOf } from "../answers.js";
import { countOf, formatPublished, formatShare } from "../format.js";
import { pageHead, titleNode } from "../parts.js";
import { panel } from "../panel.js";
import { articlePanels } from "./article_panels.js";
import { reader } from "../reader.js";
import { keepInAddress, link } from "../route.js";

export async function showArticle({ word, params }) {
  const answer = await load("article", word);
  const [article] = rowsOf(answer, "article");
  const published = formatPublished(article.date_published, article.date_published_precision);
  return [
    pageHead({
      wide: true,
      kicker: [
        article.source_name
          ? h("a", { href: link("source", article.source_key) }, article.source_name)
          : "Publisher unknown",
        ` · ${published} · ${countOf(article.word_count, "word")} kept · ${formatShare(article.removed_share)} of the page stripped`,
      ],
      title: h("span", { class: article.headline ? null : "no-headline" }, titleNode(article)),
      lead: article.subheadline,
    }),
    h(
      "div",
      { class: "grid" },
      readerPanel(answer, params),
      h("div", { class: "span-4 stack" }, articlePanels(answer, article)),
    ),
  ];
}

function readerPanel(answer, params) {
  const text = reader(answer);
  const set = (name, isOn) => {
    text.classList.toggle(name, isOn);
    keepInAddress({ [name]: isOn ? "yes" : null });
  };
  const toggle = (name, label) => {
    const isOn = params.get(name) === "yes";
    text.classList.toggle(name, isOn);
    return h(
      "label",
      null,
      h("input", {
        type: "checkbox",
        checked: isOn,
        on: { change: (event) => set(name, event.target.checked) },
      }),
      label,
    );
  };
  const removed = rowsOf(answer, "article-blocks").filter((row) => row.reason).length;
  return panel({
    title: "As received",
    span: 8,
    answer,
    name: "article-blocks",
    note: removed
      ? `${countOf(removed, "removed line")} in place, each with its reason`
      : "Nothing was removed",
    empty: "This article has no text.",
    draw: () => [
      h(
        "div",
        { class: "toggles", style: { "margin-bottom": "22px" } },
        toggle("hide-removed", "Hide what was removed"),
        toggle("hide-marks", "Hide marks"),
      ),
      text,
    ],
  });
}
