// What the versions of an article changed: headline, then paragraphs, word by word.

import { h } from "../dom.js";
import { rowsOf } from "../answers.js";
import { formatShare, formatTime, toWords } from "../format.js";
import { panel } from "../panel.js";

export function versionsPanel(answer) {
  const versions = rowsOf(answer, "article-versions");
  const changes = rowsOf(answer, "article-changes").map((row, i) => ({
    ...row,
    words: answer.rewordings[i],
  }));
  return panel({
    title: "Versions",
    note: `The page was changed ${versions.length === 2 ? "once" : `${versions.length - 1} times`}`,
    answer,
    name: "article-changes",
    empty: "Nothing but spaces and quotes.",
    draw: () =>
      versions.map((version) =>
        oneVersion(
          version,
          changes.filter((change) => change.version_no === version.version_no),
        ),
      ),
  });
}

function oneVersion(version, changes) {
  const changed =
    version.changed_share === null ? "" : `, ${formatShare(version.changed_share)} changed`;
  return h(
    "div",
    { class: "version" },
    h(
      "h3",
      null,
      `Version ${version.version_no}`,
      h(
        "span",
        { class: "soft" },
        ` · ${formatTime(version.modified_at ?? version.seen_at)} UTC${changed}`,
      ),
    ),
    changes.map((change) => [
      h("p", { class: "soft change-kind" }, kindOf(change)),
      h("p", { class: "changes" }, change.words.map(oneRun)),
    ]),
  );
}

const kindOf = (change) =>
  change.change === "headline" ? "Headline" : `Paragraph ${toWords(change.change).toLowerCase()}`;

function oneRun([kind, text]) {
  if (kind === "removed") return h("del", null, text);
  if (kind === "added") return h("ins", null, text);
  return h("span", { class: kind === "gap" && "soft" }, text);
}
