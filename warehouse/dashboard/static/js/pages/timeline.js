// By the day that sentences speak of: months to choose from, a span to brush, a month to read.

import { h, s } from "../dom.js";
import { load, rowsOf } from "../answers.js";
import { countAxis, dayAxis } from "../charts/axis.js";
import { columns } from "../charts/columns.js";
import { monthsHeat, spanOf } from "../charts/months_heat.js";
import { countOf, formatDay, formatMonth, toDate } from "../format.js";
import { panel } from "../panel.js";
import { datedSentences, linkSwitch, pageHead, withMore } from "../parts.js";
import { linkHere } from "../route.js";

const { brushX, rollups, scaleLinear, scaleUtc, select, sum, utcMonth } = window.d3;

/** A month that cannot be read, as those that an export left out. */
const NONE = { columns: [], rows: [], sql: "" };
const UNREAD = { panels: { "days-of-month": NONE, "sentences-of-month": NONE } };

export async function showTimeline({ params }) {
  const answer = await load("timeline");
  const rows = rowsOf(answer, "months-written-about");
  if (!rows.length) {
    return [
      pageHead({ title: "Timeline" }),
      h(
        "div",
        { class: "empty" },
        h(
          "p",
          null,
          "No dated sentence yet: with a language model installed the next run finds them.",
        ),
        h("code", { class: "command" }, "dateline doctor"),
      ),
    ];
  }
  const usual = spanOf(rows);
  const all = { from: rows[0].event_month, to: rows.at(-1).event_month };
  const isMonth = (text) => /^\d{4}-\d{2}$/.test(text ?? "");
  const from = isMonth(params.get("from")) ? `${params.get("from")}-01` : usual.from;
  const to = isMonth(params.get("to")) ? `${params.get("to")}-01` : usual.to;
  const within = rows.filter((row) => row.event_month >= from && row.event_month <= to);
  const month = isMonth(params.get("month"))
    ? params.get("month")
    : (busiest(within) ?? busiest(rows));
  const read = await load("month", month).catch(() => UNREAD);
  return [
    pageHead({
      title: "Timeline",
      lead: `${countOf(
        sum(rows, (row) => row.reference_count),
        "sentence",
      )} placed on the calendar, ${formatMonth(all.from)} to ${formatMonth(all.to)}`,
      tools: linkSwitch(
        "Span",
        [
          ["usual", "Around the news", linkHere({ from: null, to: null })],
          ["all", "All years", linkHere({ from: all.from.slice(0, 7), to: all.to.slice(0, 7) })],
        ],
        from === all.from && to === all.to
          ? "all"
          : from === usual.from && to === usual.to
            ? "usual"
            : null,
      ),
    }),
    h(
      "div",
      { class: "grid" },
      brushPanel(answer, rows, {
        from,
        to,
        all,
        usual,
        isChosen: params.has("from") || params.has("to"),
      }),
      panel({
        title: "When it happened, when it was written",
        note: "Across: the month a sentence speaks of; up: when it was published. Choose a mark to read its month.",
        span: 7,
        answer,
        name: "months-written-about",
        draw: (width) => monthsHeat(within, { width, from, to, height: 380, chosen: month }),
      }),
      daysPanel(read, month, params.get("day")),
      sentencesPanel(read, month, params.get("day")),
    ),
  ];
}

function busiest(rows) {
  const counted = rollups(
    rows,
    (same) => sum(same, (row) => row.day_reference_count * 1000 + row.reference_count),
    (row) => row.event_month,
  );
  return counted.sort((a, b) => b[1] - a[1])[0]?.[0].slice(0, 7);
}

function brushPanel(answer, rows, { from, to, all, usual, isChosen }) {
  const counted = rollups(
    rows,
    (same) => sum(same, (row) => row.reference_count),
    (row) => row.event_month,
  ).sort();
  return panel({
    title: "Written about",
    note: "Sentences per month they speak of. Draw across months to look closer.",
    answer,
    name: "months-written-about",
    tools: monthInputs(from, to),
    draw: (width) => {
      const height = 132;
      const isAll = from <= all.from || from < usual.from;
      const first = toDate(isAll ? all.from : usual.from);
      const last = utcMonth.offset(toDate([to, usual.to].sort().at(-1)), 1);
      const x = scaleUtc([first, last], [38, width]);
      const y = scaleLinear(
        [0, Math.max(...counted.map(([, count]) => count), 4)],
        [height - 40, 6],
      ).nice(3);
      const shown = counted.filter(([month]) => toDate(month) >= first && toDate(month) < last);
      const svg = s(
        "svg",
        {
          width,
          height,
          viewBox: `0 0 ${width} ${height}`,
          role: "img",
          "aria-label": `Sentences per month, ${formatMonth(from)} to ${formatMonth(to)} chosen`,
        },
        countAxis(y, width, 38),
        dayAxis(x, height - 40, width - 38),
        shown.map(([month, count]) => {
          const [start, end] = [x(toDate(month)), x(utcMonth.offset(toDate(month)))];
          const isIn = month >= from && month <= to;
          return s("rect", {
            x: start,
            y: y(count),
            width: Math.max(1.5, end - start - (end - start > 4 ? 1 : 0)),
            height: height - 40 - y(count),
            class: "tone-date",
            "fill-opacity": isIn ? 1 : 0.35,
          });
        }),
        s("g", { class: "brush", "aria-hidden": "true" }),
      );
      const brush = brushX()
        .extent([
          [38, 0],
          [width, height - 40],
        ])
        .on("end", (event) => {
          if (!event.sourceEvent) return;
          const chosen = event.selection?.map((place) => x.invert(place).toISOString().slice(0, 7));
          location.hash = chosen
            ? linkHere({ from: chosen[0], to: chosen[1] })
            : linkHere({ from: null, to: null });
        });
      select(svg.lastChild).call(brush);
      if (isChosen)
        select(svg.lastChild).call(brush.move, [
          Math.max(38, x(toDate(from))),
          Math.min(width, x(utcMonth.offset(toDate(to)))),
        ]);
      return svg;
    },
  });
}

/** The span by keyboard. */
function monthInputs(from, to) {
  const input = (name, value) =>
    h("input", {
      type: "month",
      "aria-label": `${name} month`,
      value: value.slice(0, 7),
      on: {
        change: (event) => {
          location.hash = linkHere({ [name.toLowerCase()]: event.target.value || null });
        },
      },
    });
  return h("span", { class: "month-inputs" }, input("From", from), " to ", input("To", to));
}

function daysPanel(read, month, day) {
  const rows = rowsOf(read, "days-of-month");
  return panel({
    title: formatMonth(`${month}-01`),
    note: day
      ? h("span", null, "One day. ", h("a", { href: linkHere({ day: null }) }, "The whole month"))
      : "Sentences per day they speak of. Choose a day to read it alone.",
    span: 5,
    answer: read,
    name: "days-of-month",
    empty: "No day of this month is spoken of; what is said of the month itself stands below.",
    tools: neighbours(month),
    draw: (width) =>
      columns(
        rows.map((row) => ({
          start: row.event_date,
          value: row.reference_count,
          href: linkHere({ day: row.event_date, month }),
          tip: `${formatDay(row.event_date)}\n${countOf(row.reference_count, "sentence")} in ${countOf(row.article_count, "article")}`,
        })),
        {
          unit: 1,
          span: [toDate(`${month}-01`), utcMonth.offset(toDate(`${month}-01`), 1)],
          width,
          height: 250,
          label: `Days of ${formatMonth(`${month}-01`)}`,
          tone: () => "tone-date",
        },
      ),
  });
}

function neighbours(month) {
  const move = (by) =>
    utcMonth
      .offset(toDate(`${month}-01`), by)
      .toISOString()
      .slice(0, 7);
  return h(
    "span",
    { class: "switch" },
    h("a", { href: linkHere({ month: move(-1), day: null }), "aria-label": "Month before" }, "‹"),
    h("a", { href: linkHere({ month: move(1), day: null }), "aria-label": "Month after" }, "›"),
  );
}

function sentencesPanel(read, month, day) {
  const rows = rowsOf(read, "sentences-of-month").filter((row) => !day || row.event_date === day);
  return panel({
    title: day ? formatDay(day) : `What is said of ${formatMonth(`${month}-01`)}`,
    note: countOf(rows.length, "sentence"),
    answer: read,
    name: "sentences-of-month",
    empty: "Nothing.",
    draw: () =>
      withMore("sentences", rows, 20, (shown) =>
        datedSentences(shown, (row) =>
          [row.source_name, row.date_published && `written ${formatDay(row.date_published)}`]
            .filter(Boolean)
            .map((text) => ` · ${text}`),
        ),
      ),
  });
}
