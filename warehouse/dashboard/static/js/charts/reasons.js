// What was stripped, by reason: the bars of several pages, and the panel of two.

import { formatCount, formatShare, toWords } from "../format.js";
import { panel } from "../panel.js";
import { link } from "../route.js";
import { bars } from "./bars.js";

export function reasonBars(rows, most = 12) {
  const shown = rows.slice(0, most).map((row) => ({
    label: toWords(row.reason),
    href: link("stripped", row.reason),
    parts: [
      {
        size: row.char_count,
        tip: `${formatCount(row.char_count)} characters in ${formatCount(row.block_count)} lines`,
      },
    ],
    value: `${formatShare(row.char_share)}`,
  }));
  return bars(shown, { tone: "tone-removed" });
}

/** The panel of an answer with `removed-by-reason`. `period`: what its articles have in common. */
export const strippedPanel = (answer, rows, { most, period = "" } = {}) =>
  panel({
    title: "What was stripped",
    note: "Share of the characters removed, by reason",
    span: 5,
    answer,
    name: "removed-by-reason",
    empty: `Nothing was removed${period}.`,
    draw: () => reasonBars(rows, most),
  });
