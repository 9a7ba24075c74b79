// What was stripped, by reason: the bars of several pages.

import { formatCount, formatShare, toWords } from "../format.js";
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
