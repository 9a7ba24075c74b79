// Runs: what they did, how long they took, what they left.

import { h } from "../dom.js";
import { load, rowsOf } from "../answers.js";
import { legend } from "../charts/columns.js";
import { runsStrip } from "../charts/runs_strip.js";
import { formatBytes, formatCount, formatSeconds, formatTime } from "../format.js";
import { panel } from "../panel.js";
import { numbers, pageHead, withMore } from "../parts.js";
import { link } from "../route.js";
import { freshnessPanel } from "./sources.js";

const { median, sum } = window.d3;

export async function showRuns() {
  const answer = await load("runs");
  const runs = rowsOf(answer, "recent-runs");
  const good = runs.filter((run) => run.status === "succeeded").length;
  return [
    pageHead({ title: "Runs", lead: runs.length ? `The last ${runs.length === 1 ? "one" : runs.length}, and what they left` : "" }),
    runs.length > 0 && numbers([
      [`${good} of ${runs.length}`, "succeeded"],
      [formatSeconds(median(runs, (run) => run.duration_seconds)), "as a median"],
      [formatCount(sum(runs, (run) => run.input_count)), "inputs seen"],
      [formatCount(sum(runs, (run) => run.loaded_count)), "loaded"],
      [formatCount(sum(runs, (run) => run.refused_count + run.quarantined_count)), "refused or quarantined"],
    ]),
    h("div", { class: "grid" },
      panel({
        title: "Outcome", note: "Height: articles loaded. Choose a run to see its steps and checks.", answer, name: "recent-runs",
        empty: ["No runs yet", "dateline run seeds"],
        draw: () => [legend([["succeeded", "dot"], ["partial", "dot partial"], ["failed", "dot failed"]]), runsStrip(runs)],
      }),
      panel({ title: "Each run", answer, name: "recent-runs", empty: ["No runs yet", "dateline run seeds"], draw: () => withMore(runs, 15, runsTable) }),
      freshnessPanel(answer, 7),
      snapshotsPanel(answer)),
  ].filter(Boolean);
}

function runsTable(runs) {
  const heads = ["Run", "Outcome", "Started", "Trigger", "Inputs", "Loaded", "Unchanged", "Lost", "Time"];
  return h("div", { class: "scroll" }, h("table", null,
    h("thead", null, h("tr", null, heads.map((name, i) => h("th", { scope: "col", class: i > 3 && "number" }, name)))),
    h("tbody", null, runs.map((run) => h("tr", null,
      h("td", null, h("a", { href: link("run", run.run_key) }, `${run.flow_name} ${run.run_key}`)),
      h("td", { class: "nowrap" }, h("span", { class: `dot ${run.status}` }), run.status),
      h("td", { class: "soft nowrap" }, `${formatTime(run.started_at)} UTC`),
      h("td", { class: "soft" }, run.trigger),
      [run.input_count, run.loaded_count, run.unchanged_count, run.refused_count + run.quarantined_count].map((number) => h("td", { class: "number" }, formatCount(number))),
      h("td", { class: "number" }, formatSeconds(run.duration_seconds)))))));
}

const snapshotsPanel = (answer) => panel({
  title: "Snapshots", note: "Readers get the newest whole one", span: 5, answer, name: "snapshots", empty: ["None yet", "dateline publish"],
  draw: () => h("div", { class: "scroll" }, h("table", null,
    h("thead", null, h("tr", null, ["Snapshot", "State", "Articles", "Size"].map((name, i) => h("th", { scope: "col", class: i > 1 && "number" }, name)))),
    h("tbody", null, rowsOf(answer, "snapshots").map((row) => h("tr", null,
      h("td", { class: "nowrap" }, row.snapshot_id), h("td", { class: "soft" }, row.status),
      h("td", { class: "number" }, formatCount(row.article_count)),
      h("td", { class: "number soft" }, formatBytes(row.byte_count))))))),
});
