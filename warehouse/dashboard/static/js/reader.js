// The text of an article from its blocks, by offsets of code points: kept blocks as paragraphs with
// names and dates marked, removed ones struck out where they stood.

import { h } from "./dom.js";
import { rowsOf } from "./answers.js";
import { formatDay, formatInterval, formatShare, formatTimex, toWords } from "./format.js";
import { withMore } from "./parts.js";
import { link } from "./route.js";

/** Removed lines of a run that are shown at once. */
const SHOWN_LINES = 5;

export function reader(answer) {
  const points = Array.from(rowsOf(answer, "article-text")[0]?.raw_text ?? "");
  const textOf = (start, end) => points.slice(start, end).join("");
  const marks = [
    ...rowsOf(answer, "article-mentions").map((row) => ({ ...row, kind: "name" })),
    ...rowsOf(answer, "article-dates").map((row) => ({ ...row, kind: "date" })),
  ].sort((a, b) => a.raw_char_start - b.raw_char_start || b.raw_char_end - a.raw_char_end);
  const lines = linesOf(rowsOf(answer, "article-blocks"), textOf);
  const parts = [];
  for (let i = 0; i < lines.length;) {
    let end = i;
    while (end < lines.length && lines[end].every((block) => block.reason)) end += 1;
    if (end > i) {
      parts.push(removedRun(lines.slice(i, end), textOf));
      i = end;
    } else {
      parts.push(paragraph(lines[i], textOf, marks));
      i += 1;
    }
  }
  return h("div", { class: "reader" }, parts);
}

/** Blocks in lines: some share one, such as the credit at the end of a caption. */
function linesOf(blocks, textOf) {
  const lines = [];
  let before = null;
  for (const block of blocks) {
    const isNew = !before || textOf(before.char_end, block.char_start).includes("\n");
    if (isNew) lines.push([]);
    lines.at(-1).push(block);
    before = block;
  }
  return lines;
}

function paragraph(line, textOf, marks) {
  const kept = line.find((block) => !block.reason);
  return h(
    "p",
    { class: kept.role },
    line.map((block, i) => [
      i > 0 && " ",
      block.reason
        ? h("del", { "data-tip": reasonTip(block) }, textOf(block.char_start, block.char_end))
        : marked(block, textOf, marks),
    ]),
  );
}

function marked(block, textOf, marks) {
  const parts = [];
  let at = block.char_start;
  for (const mark of marks) {
    if (mark.raw_char_start < at || mark.raw_char_end > block.char_end) continue;
    parts.push(textOf(at, mark.raw_char_start));
    const text = textOf(mark.raw_char_start, mark.raw_char_end);
    parts.push(
      mark.kind === "name"
        ? h(
            "a",
            {
              class: "name",
              href: link("entity", mark.entity_id),
              "data-tip": mark.entity_name === text ? null : mark.entity_name,
            },
            text,
          )
        : h("mark", { class: "date", tabindex: "0", "data-tip": dateTip(mark) }, text),
    );
    at = mark.raw_char_end;
  }
  parts.push(textOf(at, block.char_end));
  return parts;
}

function removedRun(lines, textOf) {
  const blocks = lines.flat();
  const most = blocks.length > SHOWN_LINES + 2 ? SHOWN_LINES : blocks.length;
  return h(
    "div",
    { class: "removed-run" },
    withMore(`lines-${blocks[0].char_start}`, blocks, most, (shown) =>
      h(
        "div",
        null,
        shown.map((block) =>
          h(
            "div",
            { class: "line" },
            h(
              "span",
              null,
              h("del", null, textOf(block.char_start, block.char_end)),
              block.harvested &&
                block.harvested !== textOf(block.char_start, block.char_end) &&
                h("span", { class: "gave" }, ` gave ${block.harvested}`),
            ),
            h(
              "a",
              {
                class: "reason",
                href: link("stripped", block.reason),
                "data-tip": reasonTip(block),
              },
              toWords(block.reason),
            ),
          ),
        ),
      ),
    ),
  );
}

const reasonTip = (block) =>
  `${toWords(block.reason)}\nrule ${block.rule_id}, ${formatShare(block.confidence)} sure${block.harvested ? `\ngave ${block.harvested}` : ""}`;

/** How a date was resolved. */
export function dateTip(row) {
  const anchor = row.anchor_date
    ? `\ncounted from ${formatDay(row.anchor_date)} (${toWords(row.anchor_kind).toLowerCase()})`
    : "";
  return `${row.date_start ? formatInterval(row.date_start, row.date_end) : formatTimex(row.timex_value)}${anchor}\nrule ${row.rule_id}, ${formatShare(row.confidence)} sure`;
}
