// Axes of drawn charts: quiet ticks, days in UTC.

import { s } from "../dom.js";

const { utcFormat } = window.d3;

const year = utcFormat("%Y");
const month = utcFormat("%b");
const day = utcFormat("%-d %b");

/** Ticks of a scale of days; the year stands under the first tick of each year. */
export function dayAxis(scale, height, width) {
  const ticks = scale.ticks(Math.max(2, Math.floor(width / 90)));
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : 0;
  const nameOf = (tick) =>
    step > 300 * 86400000 ? year(tick) : step > 25 * 86400000 ? month(tick) : day(tick);
  let lastYear = null;
  return s(
    "g",
    { "aria-hidden": "true" },
    ticks.map((tick) => {
      const x = scale(tick);
      const room = scale.range()[1] - x; // a name in the middle would leave the picture
      const place = room < 16 ? { x: room, "text-anchor": "end" } : { "text-anchor": "middle" };
      const isNewYear = nameOf(tick) !== year(tick) && year(tick) !== lastYear;
      lastYear = year(tick);
      return s(
        "g",
        { transform: `translate(${x},${height})` },
        s("line", { y2: 5, class: "axis-line" }),
        s("text", { y: 19, ...place }, nameOf(tick)),
        isNewYear && s("text", { y: 34, ...place }, year(tick)),
      );
    }),
  );
}

/** Lines across, at whole numbers, with their values on the left. */
export function countAxis(scale, width, left) {
  const ticks = scale.ticks(4).filter(Number.isInteger);
  return s(
    "g",
    { "aria-hidden": "true" },
    ticks.map((tick) =>
      s(
        "g",
        { transform: `translate(0,${scale(tick)})` },
        s("line", { x1: left, x2: width, class: tick ? "grid-line" : "axis-line" }),
        s(
          "text",
          { x: left - 8, dy: "0.32em", "text-anchor": "end" },
          tick.toLocaleString("en-GB"),
        ),
      ),
    ),
  );
}
