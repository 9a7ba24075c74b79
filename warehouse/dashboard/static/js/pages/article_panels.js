// What is known of an article, beside its text: names, dates, versions, where it is from.

import { h, safeAddress } from "../dom.js";
import { rowsOf } from "../answers.js";
import {
  formatBytes,
  formatCount,
  formatDay,
  formatInterval,
  formatPublished,
  formatShare,
  formatTime,
  formatTimex,
  languageName,
  toWords,
  typeName,
} from "../format.js";
import { factList, headlineLink, withMore } from "../parts.js";
import { panel } from "../panel.js";
import { dateTip } from "../reader.js";
import { link } from "../route.js";
import { table } from "../table.js";
import { versionsPanel } from "./versions.js";

const { group, rollups } = window.d3;

/** The panels beside the text. */
export function articlePanels(answer, article) {
  const dates = rowsOf(answer, "article-dates");
  const captions = rowsOf(answer, "article-captions");
  const copies = rowsOf(answer, "near-copies");
  return [
    panel({
      title: "Names",
      answer,
      name: "article-names",
      empty: "No names were found.",
      draw: () => names(rowsOf(answer, "article-names")),
    }),
    rowsOf(answer, "article-versions").length > 1 && versionsPanel(answer),
    copies.length > 1 &&
      panel({
        title: "Near copies",
        note: "Nearly the same text, in the order of print",
        answer,
        name: "near-copies",
        draw: () => copiesTable(copies, article.article_id),
      }),
    panel({
      title: "Dates",
      note: "As written, and as resolved",
      answer,
      name: "article-dates",
      empty: "The text speaks of no date.",
      draw: () => datesTable(dates),
    }),
    panel({
      title: "Day of publication",
      note: chosenNote(article),
      answer,
      name: "article-candidates",
      empty: "Nothing on the page tells the day.",
      draw: () => candidates(rowsOf(answer, "article-candidates")),
    }),
    panel({
      title: "Removed, by reason",
      answer,
      name: "article-blocks",
      empty: "Nothing.",
      draw: () => reasons(rowsOf(answer, "article-blocks")),
    }),
    captions.length > 0 &&
      panel({
        title: "Pictures",
        answer,
        name: "article-captions",
        draw: () => captionList(captions),
      }),
    panel({
      title: "Where it is from",
      answer,
      name: "article-bytes",
      draw: () => facts(answer, article),
    }),
  ].filter(Boolean);
}

function names(rows) {
  return [...group(rows, (row) => typeName(row.entity_type))]
    .map(([type, members]) => [
      h("h3", { class: "soft" }, toWords(`${type}s`).replace("Persons", "People")),
      h(
        "ul",
        { class: "chips" },
        members.map((row) =>
          h(
            "li",
            null,
            h(
              "a",
              { href: link("entity", row.entity_id) },
              row.entity_name,
              h("span", null, String(row.mention_count)),
            ),
          ),
        ),
      ),
    ])
    .flat();
}

/** Who printed a text first, and how much of each copy is its own. */
const copiesTable = (copies, articleId) =>
  table(
    [["Article"], ["Own words", "number soft"]],
    copies.map((row) => [
      [
        row.article_id === articleId ? h("b", null, "This article") : headlineLink(row),
        h(
          "small",
          { class: "soft under" },
          [
            row.source_name,
            row.date_published && formatDay(row.date_published),
            row.copy_no === 1 ? "printed first" : `${formatShare(row.shared_share)} as the first`,
          ]
            .filter(Boolean)
            .join(" · "),
        ),
      ],
      `${formatShare(row.own_words_share)} own`,
    ]),
    { isHeadless: true },
  );

function datesTable(rows) {
  const seen = rollups(
    rows,
    (same) => ({ ...same[0], times: same.length }),
    (row) => `${row.date_text} ${row.timex_value}`,
  ).map(([, row]) => row);
  return table(
    [["As written"], ["As resolved", "number"]],
    seen.map((row) => [
      [`“${row.date_text}”`, row.times > 1 && h("span", { class: "soft" }, ` × ${row.times}`)],
      resolved(row),
    ]),
    { isHeadless: true, kind: "resolved", tips: seen.map(dateTip) },
  );
}

const resolved = (row) =>
  row.date_start
    ? h(
        "a",
        { class: "when", href: link("timeline", null, { month: row.date_start.slice(0, 7) }) },
        formatInterval(row.date_start, row.date_end),
      )
    : h("span", { class: "soft" }, formatTimex(row.timex_value));

const chosenNote = (article) =>
  article.date_published
    ? `${formatPublished(article.date_published, article.date_published_precision)}, from ${toWords(article.date_published_method).toLowerCase()}, ${formatShare(article.date_published_confidence)} sure`
    : "Unknown";

function candidates(rows) {
  const day = (row) => formatPublished(row.candidate, row.precision);
  return table(
    [["Candidate", "nowrap"], ["Evidence"]],
    rows.map((row) => [
      row.is_chosen ? h("b", null, day(row)) : h("span", { class: "soft" }, day(row)),
      [
        toWords(row.origin),
        h(
          "small",
          { class: "soft under" },
          row.is_chosen ? `“${row.evidence_text}”` : `refused: ${row.refused_because}`,
        ),
      ],
    ]),
    { isHeadless: true, kind: "resolved" },
  );
}

function reasons(rows) {
  const counted = rollups(
    rows.filter((row) => row.reason),
    (same) => same.length,
    (row) => row.reason,
  ).sort((a, b) => b[1] - a[1]);
  if (!counted.length) return h("p", { class: "soft" }, "Nothing was removed.");
  return withMore("reasons", counted, 6, (shown) =>
    table(
      [["Reason"], ["Lines", "number soft"]],
      shown.map(([reason, count]) => [
        h("a", { href: link("stripped", reason) }, toWords(reason)),
        formatCount(count),
      ]),
      { isHeadless: true },
    ),
  );
}

const captionList = (rows) =>
  rows.map((row) =>
    h(
      "p",
      { class: "serif", style: { "margin-bottom": "12px" } },
      row.caption_text,
      row.credit_text && h("small", { class: "soft under" }, row.credit_text),
    ),
  );

function facts(answer, article) {
  const [bytes] = rowsOf(answer, "article-bytes");
  const address = safeAddress(article.url);
  const flags = rowsOf(answer, "article-flags");
  const rows = [
    article.url && [
      "Address",
      address
        ? h("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, article.url)
        : article.url,
    ],
    article.file_name && ["File", article.file_name],
    article.byline && ["Byline", article.byline],
    article.wire_agency && ["Agency", article.wire_agency],
    article.section && ["Section", article.section],
    [
      "Form",
      `${toWords(article.article_form)}${article.is_paywalled ? ", teaser of a paid page" : ""}`,
    ],
    ["Language", languageName(article.language_code)],
    [
      "Text",
      `${formatCount(article.clean_chars)} of ${formatCount(article.raw_chars)} characters kept`,
    ],
    flags.length && ["Noticed", flags.map((row) => toWords(row.flag)).join(", ")],
    ["First seen", `${formatTime(article.first_seen_at)} UTC`],
    bytes?.byte_count && [
      "Bytes",
      `${formatBytes(bytes.byte_count)}, ${bytes.content_type ?? "type unknown"}, ${bytes.encoding ?? "no encoding"}`,
    ],
    bytes?.archive_file && ["Archived in", h("code", null, bytes.archive_file)],
    bytes?.run_key && [
      "Read by",
      h("a", { href: link("run", bytes.run_key) }, `run ${bytes.run_key}`),
    ],
    ["Id", h("code", null, article.article_id)],
  ];
  return factList(rows);
}
