// An article as it was received: what was removed struck out in its place, names and dates marked.

import { h, safeAddress } from "../dom.js";
import { load, rowsOf } from "../answers.js";
import {
  countOf, formatBytes, formatCount, formatDay, formatInterval, formatPublished, formatShare,
  formatTime, formatTimex, languageName, toWords, typeName,
} from "../format.js";
import { articleTable, pageHead, withMore } from "../parts.js";
import { panel } from "../panel.js";
import { dateTip, reader } from "../reader.js";
import { keepInAddress, link } from "../route.js";

const { group, rollups } = window.d3;

export async function showArticle({ word, params }) {
  const answer = await load("article", word);
  const [article] = rowsOf(answer, "article");
  const published = formatPublished(article.date_published, article.date_published_precision);
  return [
    pageHead({
      wide: true,
      kicker: [
        article.source_name ? h("a", { href: link("source", article.source_key) }, article.source_name) : "Publisher unknown",
        ` · ${published} · ${countOf(article.word_count, "word")} kept · ${formatShare(article.removed_share)} of the page stripped`,
      ],
      title: article.headline ?? "No headline",
      lead: article.subheadline,
    }),
    h("div", { class: "grid" },
      readerPanel(answer, params),
      h("div", { class: "span-4 stack" }, side(answer, article))),
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
    return h("label", null, h("input", { type: "checkbox", checked: isOn, on: { change: (event) => set(name, event.target.checked) } }), label);
  };
  const removed = rowsOf(answer, "article-blocks").filter((row) => row.reason).length;
  return panel({
    title: "As received", span: 8, answer, name: "article-blocks",
    note: removed ? `${countOf(removed, "removed line")} in place, each with its reason` : "Nothing was removed",
    empty: "This article has no text.",
    draw: () => [
      h("div", { class: "toggles", style: { "margin-bottom": "22px" } }, toggle("hide-removed", "Hide what was removed"), toggle("hide-marks", "Hide marks")),
      text,
    ],
  });
}

function side(answer, article) {
  const dates = rowsOf(answer, "article-dates");
  const captions = rowsOf(answer, "article-captions");
  const copies = rowsOf(answer, "near-copies");
  return [
    panel({ title: "Names", answer, name: "article-names", empty: "No names were found.", draw: () => names(rowsOf(answer, "article-names")) }),
    answer.versions?.length > 1 && versionsPanel(answer.versions),
    copies.length > 0 && panel({ title: "Near copies", note: "Nearly the same text elsewhere", answer, name: "near-copies", draw: () => articleTable(copies) }),
    panel({ title: "Dates", note: "As written, and as resolved", answer, name: "article-dates", empty: "The text speaks of no date.", draw: () => datesTable(dates) }),
    panel({ title: "Day of publication", note: chosenNote(article), answer, name: "article-candidates", empty: "Nothing on the page tells the day.", draw: () => candidates(rowsOf(answer, "article-candidates")) }),
    panel({ title: "Removed, by reason", answer, name: "article-blocks", empty: "Nothing.", draw: () => reasons(rowsOf(answer, "article-blocks")) }),
    captions.length > 0 && panel({ title: "Pictures", answer, name: "article-captions", draw: () => captionList(captions) }),
    panel({ title: "Where it is from", answer, name: "article-bytes", draw: () => facts(answer, article) }),
  ].filter(Boolean);
}

function names(rows) {
  return [...group(rows, (row) => typeName(row.entity_type))].map(([type, members]) => [
    h("h3", { class: "soft" }, toWords(`${type}s`).replace("Persons", "People")),
    h("ul", { class: "chips" }, members.map((row) => h("li", null,
      h("a", { href: link("entity", row.entity_id) }, row.entity_name, h("span", null, String(row.mention_count)))))),
  ]).flat();
}

function datesTable(rows) {
  const seen = rollups(rows, (same) => [same[0], same.length], (row) => `${row.date_text} ${row.timex_value}`);
  return h("table", { class: "resolved" },
    h("thead", { class: "unseen" }, h("tr", null, ["As written", "As resolved"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", null, seen.map(([, [row, times]]) => h("tr", { "data-tip": dateTip(row) },
      h("td", null, `“${row.date_text}”`, times > 1 && h("span", { class: "soft" }, ` × ${times}`)),
      h("td", { class: "number" }, row.date_start
        ? h("a", { class: "when", href: link("timeline", null, { month: row.date_start.slice(0, 7) }) }, formatInterval(row.date_start, row.date_end))
        : h("span", { class: "soft" }, formatTimex(row.timex_value)))))));
}

const chosenNote = (article) => (article.date_published
  ? `${formatPublished(article.date_published, article.date_published_precision)}, from ${toWords(article.date_published_method).toLowerCase()}, ${formatShare(article.date_published_confidence)} sure`
  : "Unknown");

function candidates(rows) {
  return h("table", { class: "resolved" },
    h("thead", { class: "unseen" }, h("tr", null, ["Candidate", "Evidence"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", null, rows.map((row) => h("tr", { class: row.is_chosen ? null : "refused" },
      h("td", { class: "nowrap" }, row.is_chosen ? h("b", null, formatPublished(row.candidate, row.precision)) : formatPublished(row.candidate, row.precision)),
      h("td", null, toWords(row.origin), h("br"), h("small", { class: "soft" }, row.is_chosen ? `“${row.evidence_text}”` : `refused: ${row.refused_because}`))))));
}

function reasons(rows) {
  const counted = rollups(rows.filter((row) => row.reason), (same) => same.length, (row) => row.reason).sort((a, b) => b[1] - a[1]);
  if (!counted.length) return h("p", { class: "soft" }, "Nothing was removed.");
  return withMore(counted, 6, (shown) => h("table", null,
    h("thead", { class: "unseen" }, h("tr", null, ["Reason", "Lines"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", null, shown.map(([reason, count]) => h("tr", null,
      h("td", null, h("a", { href: link("stripped", reason) }, toWords(reason))), h("td", { class: "number soft" }, formatCount(count)))))));
}

function versionsPanel(versions) {
  return panel({
    title: "Versions", note: `The page was changed ${versions.length === 2 ? "once" : `${versions.length - 1} times`}`,
    draw: () => versions.map((version) => h("div", { class: "version" },
      h("h3", null, `Version ${version.version_no}`, h("span", { class: "soft" }, ` · ${formatTime(version.modified_at ?? version.seen_at)} UTC`)),
      version.headline_before !== undefined && version.headline_before !== version.headline && h("p", { class: "changes" },
        h("del", null, version.headline_before ?? ""), " ", h("ins", null, version.headline ?? "")),
      version.changes?.length > 0 && h("p", { class: "changes" }, version.changes.map(([kind, text]) =>
        (kind === "removed" ? h("del", null, text) : kind === "added" ? h("ins", null, text) : h("span", { class: kind === "gap" && "soft" }, text)))),
      version.changed_share !== null && h("p", { class: "soft" }, `${formatShare(version.changed_share)} of the words differ`))),
  });
}

const captionList = (rows) => rows.map((row) => h("p", { class: "serif", style: { "margin-bottom": "12px" } }, row.caption_text,
  row.credit_text && h("small", { class: "soft under" }, row.credit_text)));

function facts(answer, article) {
  const [bytes] = rowsOf(answer, "article-bytes");
  const address = safeAddress(article.url);
  const flags = rowsOf(answer, "article-flags");
  const rows = [
    article.url && ["Address", address ? h("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, article.url) : article.url],
    article.file_name && ["File", article.file_name],
    article.byline && ["Byline", article.byline],
    article.section && ["Section", article.section],
    ["Form", `${toWords(article.article_form)}${article.is_paywalled ? ", teaser of a paid page" : ""}`],
    ["Language", languageName(article.language_code)],
    ["Text", `${formatCount(article.clean_chars)} of ${formatCount(article.raw_chars)} characters kept`],
    flags.length && ["Noticed", flags.map((row) => toWords(row.flag)).join(", ")],
    ["First seen", `${formatTime(article.first_seen_at)} UTC`],
    bytes?.byte_count && ["Bytes", `${formatBytes(bytes.byte_count)}, ${bytes.content_type ?? "type unknown"}, ${bytes.encoding ?? "no encoding"}`],
    bytes?.archive_file && ["Archived in", h("code", null, bytes.archive_file)],
    bytes?.run_key && ["Read by", h("a", { href: link("run", bytes.run_key) }, `run ${bytes.run_key}`)],
    ["Id", h("code", null, article.article_id)],
  ];
  return h("dl", { class: "facts" }, rows.filter(Boolean).map(([name, value]) => [h("dt", null, name), h("dd", null, value)]));
}
