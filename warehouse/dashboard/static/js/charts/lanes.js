// Few articles: a line for each, from the dates it speaks of to the day it was published.

import { h, s } from "../dom.js";
import { formatInterval, formatPublished, formatShare, toDate } from "../format.js";
import { link } from "../route.js";
import { titleNode } from "../parts.js";
import { dayAxis } from "./axis.js";

const { scaleUtc } = window.d3;

const YEAR = 365.25 * 86400000;

/** Room on the left for what is long before all else. */
const GUTTER = 54;

export function lanes(articles, dates, width) {
  const isNarrow = width < 560;
  const laneWidth = isNarrow ? width : width - Math.min(320, Math.max(180, width * 0.3)) - 28;
  const { x, floor } = scaleOf(articles, dates, laneWidth);
  const datesOf = window.d3.group(dates, (row) => row.article_id);
  return h(
    "div",
    { class: "lanes" },
    articles.map((article) => [
      h(
        "a",
        {
          class: "lane-title",
          href: link("article", article.article_id),
        },
        h("b", { class: article.headline ? null : "no-headline" }, titleNode(article)),
        h(
          "small",
          null,
          [
            article.source_name,
            formatPublished(article.date_published, article.date_published_precision),
            `${formatShare(article.removed_share)} stripped`,
          ]
            .filter(Boolean)
            .join(" · "),
        ),
      ),
      lane(article, datesOf.get(article.article_id) ?? [], x, floor, laneWidth, isNarrow ? 34 : 76),
    ]),
    h(
      "div",
      { class: "lane-axis" },
      s(
        "svg",
        { width: laneWidth, height: 38, viewBox: `0 0 ${laneWidth} 38` },
        floor && s("text", { x: GUTTER / 2 - 4, y: 19, "text-anchor": "middle" }, "earlier"),
        dayAxis(x, 0, laneWidth - GUTTER),
      ),
    ),
  );
}

/** Days across; what is years before the rest is not to squeeze it. */
function scaleOf(articles, dates, width) {
  const published = articles
    .map((row) => row.date_published)
    .filter(Boolean)
    .sort();
  const starts = dates.map((row) => row.date_start).sort();
  const last = [
    published.at(-1),
    dates
      .map((row) => row.date_end)
      .sort()
      .at(Math.floor(dates.length * 0.98) - 1),
  ]
    .filter(Boolean)
    .sort()
    .at(-1);
  const early = starts[Math.floor(starts.length * 0.15)] ?? published[0];
  const begin = [early, published[0]].filter(Boolean).sort()[0] ?? "2000-01-01";
  const first = toDate(begin) - YEAR * 0.15;
  const end = toDate(last ?? begin).getTime() + YEAR * 0.12;
  const hasEarlier = starts.length > 0 && toDate(starts[0]) < first;
  const x = scaleUtc([first, end], [hasEarlier ? GUTTER : 8, width - 10]);
  return { x, floor: hasEarlier ? first : null };
}

function lane(article, dates, x, floor, width, height) {
  const y = height / 2;
  const earlier = dates.filter((row) => floor && toDate(row.date_end) < floor);
  const shown = dates.filter((row) => !earlier.includes(row));
  const at = (day) => Math.max(x.range()[0] - 4, Math.min(x.range()[1], x(toDate(day))));
  const ends = [
    ...shown.flatMap((row) => [at(row.date_start), at(row.date_end)]),
    ...(article.date_published ? [at(article.date_published)] : []),
  ];
  const tipOf = (row) => `“${row.date_text}” = ${formatInterval(row.date_start, row.date_end)}`;
  return h(
    "div",
    {
      class: "lane",
      role: "img",
      "aria-label": [
        `Published ${formatPublished(article.date_published, article.date_published_precision)}`,
        ...dates.map(tipOf),
      ].join("; "),
    },
    s(
      "svg",
      { width, height, viewBox: `0 0 ${width} ${height}` },
      x
        .ticks(6)
        .map((tick) =>
          s("line", { x1: x(tick), x2: x(tick), y1: 0, y2: height, class: "grid-line" }),
        ),
      ends.length > 1 &&
        s("line", {
          x1: Math.min(...ends),
          x2: Math.max(...ends),
          y1: y,
          y2: y,
          class: "lane-line",
        }),
      earlier.length > 0 &&
        s(
          "text",
          {
            x: GUTTER / 2 - 4,
            y: y + 4,
            "text-anchor": "middle",
            "data-tip": earlier.map(tipOf).join("\n"),
          },
          `‹ ${earlier.length}`,
        ),
      shown
        .filter(
          (row) => row.date_start !== row.date_end && at(row.date_end) - at(row.date_start) > 6,
        )
        .map((row) =>
          s("line", {
            x1: at(row.date_start),
            x2: at(row.date_end),
            y1: y,
            y2: y,
            class: "lane-span",
            "data-tip": tipOf(row),
          }),
        ),
      shown.map((row) =>
        s("circle", {
          cx: at(row.date_start),
          cy: y,
          r: 4.5,
          class: "lane-date",
          "data-tip": tipOf(row),
        }),
      ),
      article.date_published &&
        s("circle", {
          cx: at(article.date_published),
          cy: y,
          r: 6,
          class: "lane-published",
          "data-tip": `Published ${formatPublished(article.date_published, article.date_published_precision)}`,
        }),
    ),
  );
}
