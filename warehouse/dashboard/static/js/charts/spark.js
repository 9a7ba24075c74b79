// A line as small as a word.

import { s } from "../dom.js";
import { toDate } from "../format.js";

const { line, curveMonotoneX, scaleLinear } = window.d3;

/** @param points { month, value } in order; months without one are zero; `months`: all of them */
export function spark(points, months, most, width = 96, height = 24) {
  const values = new Map(points.map((point) => [point.month, point.value]));
  const x = scaleLinear([0, Math.max(1, months.length - 1)], [3, width - 4]);
  const y = scaleLinear([0, Math.max(most, 1)], [height - 3, 4]);
  const path = line()
    .x((_, i) => x(i))
    .y((month) => y(values.get(month) ?? 0))
    .curve(curveMonotoneX)(months);
  const last = months.length - 1;
  return s(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      height,
      preserveAspectRatio: "none",
      "aria-hidden": "true",
    },
    months.length > 1 &&
      s("path", { d: path, class: "spark", "vector-effect": "non-scaling-stroke" }),
    s("circle", { cx: x(last), cy: y(values.get(months[last]) ?? 0), r: 2.2, class: "spark-end" }),
  );
}

/** The months from the first to the last one, as first days. */
export function monthsBetween(first, last) {
  const months = [];
  const day = toDate(first);
  while (day <= toDate(last)) {
    months.push(day.toISOString().slice(0, 10));
    day.setUTCMonth(day.getUTCMonth() + 1);
  }
  return months;
}
