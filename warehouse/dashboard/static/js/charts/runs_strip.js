// Runs, oldest first: height for articles loaded, colour and shape for the outcome.

import { h } from "../dom.js";
import { countOf, formatSeconds, formatTime } from "../format.js";
import { link } from "../route.js";

export function runsStrip(runs) {
  const most = Math.max(...runs.map((run) => run.loaded_count), 1);
  return h(
    "div",
    { class: "runs-strip" },
    [...runs].reverse().map((run) => {
      const tip = `Run ${run.run_key} ${run.status}\n${formatTime(run.started_at)} UTC\n${countOf(run.loaded_count, "article")} in ${formatSeconds(run.duration_seconds)}`;
      const height =
        run.status === "failed" ? 60 : Math.max(6, Math.sqrt(run.loaded_count / most) * 100);
      return h("a", {
        class: run.status,
        href: link("run", run.run_key),
        "data-tip": tip,
        "aria-label": tip.replaceAll("\n", ", "),
        style: { height: `${height}%` },
      });
    }),
  );
}
