// Runs: what they did, how long they took, what they left.

import { h } from "../dom.js";
import { load, rowsOf } from "../answers.js";
import { legend } from "../charts/columns.js";
import { runsStrip } from "../charts/runs_strip.js";
import { formatBytes, formatCount, formatSeconds, formatTime } from "../format.js";
import { panel } from "../panel.js";
import { numbers, pageHead, state, withMore } from "../parts.js";
import { link } from "../route.js";
import { table } from "../table.js";
import { freshnessPanel } from "./sources.js";

const { median, sum } = window.d3;

export async function showRuns() {
  const answer = await load("runs");
  const runs = rowsOf(answer, "recent-runs");
  const good = runs.filter((run) => run.status === "succeeded").length;
  return [
    pageHead({
      title: "Runs",
      lead: runs.length
        ? `The last ${runs.length === 1 ? "one" : runs.length}, and what they left`
        : "",
    }),
    runs.length > 0 &&
      numbers([
        [`${good} of ${runs.length}`, "succeeded"],
        [formatSeconds(median(runs, (run) => run.duration_seconds)), "as a median"],
        [formatCount(sum(runs, (run) => run.input_count)), "inputs seen"],
        [formatCount(sum(runs, (run) => run.loaded_count)), "loaded"],
        [
          formatCount(sum(runs, (run) => run.refused_count + run.quarantined_count)),
          "refused or quarantined",
        ],
      ]),
    h(
      "div",
      { class: "grid" },
      panel({
        title: "Outcome",
        note: "Height: articles loaded. Choose a run to see its steps and checks.",
        answer,
        name: "recent-runs",
        empty: ["No runs yet", "dateline run seeds"],
        draw: () => [
          legend([
            ["succeeded", "dot"],
            ["partial", "dot partial"],
            ["failed", "dot failed"],
          ]),
          runsStrip(runs),
        ],
      }),
      panel({
        title: "Each run",
        answer,
        name: "recent-runs",
        empty: ["No runs yet", "dateline run seeds"],
        draw: () => withMore("runs", runs, 15, runsTable),
      }),
      freshnessPanel(answer, 7),
      snapshotsPanel(answer),
    ),
  ].filter(Boolean);
}

const RUN_COLUMNS = [
  ["Run", "nowrap"],
  ["Outcome", "nowrap"],
  ["Started", "soft nowrap"],
  ["Trigger", "soft hide-narrow"],
  ["Inputs", "number hide-narrow"],
  ["Loaded", "number"],
  ["Unchanged", "number hide-narrow"],
  ["Lost", "number hide-narrow"],
  ["Time", "number hide-narrow"],
];

const runsTable = (runs) =>
  table(
    RUN_COLUMNS,
    runs.map((run) => [
      h("a", { href: link("run", run.run_key) }, `${run.flow_name} ${run.run_key}`),
      state(run.status),
      [formatTime(run.started_at), h("span", { class: "hide-narrow" }, " UTC")],
      run.trigger,
      formatCount(run.input_count),
      formatCount(run.loaded_count),
      formatCount(run.unchanged_count),
      formatCount(run.refused_count + run.quarantined_count),
      formatSeconds(run.duration_seconds),
    ]),
  );

const snapshotsPanel = (answer) =>
  panel({
    title: "Snapshots",
    note: "Readers get the newest whole one",
    span: 5,
    answer,
    name: "snapshots",
    empty: ["None yet", "dateline publish"],
    draw: () =>
      table(
        [
          ["Snapshot", "nowrap"],
          ["State", "soft"],
          ["Articles", "number"],
          ["Size", "number soft"],
        ],
        rowsOf(answer, "snapshots").map((row) => [
          row.snapshot_id,
          row.rolled_back_at ? "rolled back" : row.status,
          formatCount(row.article_count),
          formatBytes(row.snapshot_id === answer.snapshot ? answer.byte_count : row.byte_count),
        ]),
      ),
  });
