// What was stripped: from whom, for which reason, which lines most, and which only once.

import { h } from "../dom.js";
import { load, rowsOf } from "../answers.js";
import { reasonBars } from "../charts/reasons.js";
import { countOf, formatCount, formatShare, toWords } from "../format.js";
import { panel } from "../panel.js";
import { number, numbers, pageHead, withMore } from "../parts.js";
import { link } from "../route.js";
import { table } from "../table.js";

const { max, rollups, sum } = window.d3;

export async function showStripped({ word }) {
  const reason = word ?? "all";
  const answer = await load("stripped", reason);
  const reasons = rowsOf(answer, "removed-by-reason");
  const chosen = reasons.find((row) => row.reason === reason);
  const counted = chosen ? [chosen] : reasons;
  return [
    pageHead({
      title: chosen ? toWords(reason) : "Stripped",
      kicker: chosen && h("a", { href: link("stripped") }, "All that was stripped"),
      lead: chosen
        ? "Lines taken out for this reason; each stands in the ledger with its rule."
        : "Nothing leaves an article silently: every line taken out is a row with its rule and its reason.",
    }),
    numbers([
      number(
        sum(counted, (row) => row.block_count),
        "line removed",
        "lines removed",
      ),
      number(
        sum(counted, (row) => row.char_count),
        "character",
      ),
      chosen
        ? [formatShare(chosen.char_share), "of all that was stripped"]
        : number(reasons.length, "reason"),
    ]),
    h(
      "div",
      { class: "grid" },
      !chosen && heatPanel(answer),
      !chosen &&
        panel({
          title: "By reason",
          note: "Share of the characters removed",
          span: 5,
          answer,
          name: "removed-by-reason",
          empty: "Nothing was removed.",
          draw: () => reasonBars(reasons, 24),
        }),
      panel({
        title: "Stripped most",
        note: "Lines that stand in most articles. Choose one to see where.",
        span: 6,
        answer,
        name: "common-removed-lines",
        empty: "Nothing was removed for this reason.",
        draw: () => 
          lines(
            "common",
            rowsOf(answer, "common-removed-lines"),
            !chosen,
            commonNote,
            "Articles",
          ),
      }),
      panel({
        title: "Stripped once",
        note: "The likely mistakes: found in one article alone, the least sure first",
        span: 6,
        answer,
        name: "lines-removed-once",
        empty: "None.",
        draw: () =>
          lines(
            "once",
            rowsOf(answer, "lines-removed-once"),
            !chosen,
            (row) => `${formatShare(row.confidence)} sure`,
            "Certainty",
          ),
      }),
    ),
  ];
}

const commonNote = (row) =>
  `${countOf(row.article_count, "article")}, ${formatShare(row.article_share)}`;

const lines = (name, rows, withReason, note, noteName) =>
  withMore(name, rows, 12, (shown) =>
    table(
      [["Line"], [noteName, "number soft"]],
      shown.map((row) => [
        [
          h(
            "a",
            { href: link("line", row.text_hash), title: `rule ${row.rule_id}` },
            shorten(row.line_text),
          ),
          withReason && h("small", { class: "soft under" }, toWords(row.reason)),
        ],
        note(row),
      ]),
      { isHeadless: true },
    ),
  );

const shorten = (text) => (text.length > 140 ? `${text.slice(0, 138)}…` : text);

/** Keys with their characters, most first. */
const byCharacters = (cells, keyOf) =>
  rollups(cells, (rows) => sum(rows, (row) => row.char_count), keyOf)
    .sort((a, b) => b[1] - a[1])
    .map(([key]) => key);

function heatPanel(answer) {
  const cells = rowsOf(answer, "reasons-by-source");
  const bySource = byCharacters(cells, (row) => row.source_key);
  const byReason = byCharacters(cells, (row) => row.reason);
  const nameOf = new Map(cells.map((row) => [row.source_key, row.source_name]));
  const at = new Map(cells.map((row) => [`${row.reason} ${row.source_key}`, row]));
  const most = max(cells, (row) => row.char_count) ?? 1;
  return panel({
    title: "From whom, and why",
    note: "The stronger, the more characters removed",
    span: 7,
    answer,
    name: "reasons-by-source",
    empty: "Nothing was removed.",
    draw: (width) => {
      const sources = bySource.slice(0, width < 480 ? 5 : 10);
      return h(
        "div",
        { class: "scroll" },
        h(
          "table",
          { class: "heat" },
          h(
            "thead",
            null,
            h(
              "tr",
              null,
              h("td"),
              sources.map((key) => h("th", { scope: "col" }, h("span", null, nameOf.get(key)))),
            ),
          ),
          h(
            "tbody",
            null,
            byReason.slice(0, 14).map((reason) =>
              h(
                "tr",
                null,
                h(
                  "th",
                  { scope: "row" },
                  h("a", { class: "quiet", href: link("stripped", reason) }, toWords(reason)),
                ),
                sources.map((key) => cell(at.get(`${reason} ${key}`), most)),
              ),
            ),
          ),
        ),
      );
    },
  });
}

function cell(row, most) {
  if (!row) return h("td", null, h("span", { class: "cell" }));
  const text = `${formatCount(row.char_count)} characters in ${countOf(row.block_count, "line")}`;
  return h(
    "td",
    null,
    h(
      "span",
      { class: "cell", "data-tip": `${row.source_name}: ${toWords(row.reason)}\n${text}` },
      h("i", { style: { opacity: String(0.1 + 0.9 * Math.sqrt(row.char_count / most)) } }),
      h("span", { class: "unseen" }, text),
    ),
  );
}
