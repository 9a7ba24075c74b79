// One run: its steps, its checks, and how each input ended.

import { h } from "../dom.js";
import { load, rowsOf } from "../answers.js";
import { bars } from "../charts/bars.js";
import { countOf, formatCount, formatSeconds, formatTime, toWords } from "../format.js";
import { panel } from "../panel.js";
import { factList, number, numbers, pageHead, state, withMore } from "../parts.js";
import { link } from "../route.js";
import { table } from "../table.js";

const TONES = { good: "series-0", refused: "tone-date", quarantined: "tone-removed" };

export async function showRun({ word }) {
  const answer = await load("run", word);
  const [run] = rowsOf(answer, "run");
  const checked = run.checks_passed_count + run.checks_warned_count + run.checks_failed_count;
  return [
    pageHead({
      kicker: h("a", { href: link("runs") }, "Runs"),
      wide: true,
      title: `${toWords(run.flow_name)}, run ${run.run_key}`,
      lead: [
        h("span", { class: `dot ${run.status}` }),
        `${toWords(run.status)}, started ${formatTime(run.started_at)} UTC, ${run.trigger}${run.duration_seconds === null ? "" : `, took ${formatSeconds(run.duration_seconds)}`}`,
      ],
    }),
    run.error_text &&
      h(
        "p",
        { class: "empty", style: { "margin-bottom": "32px", "text-align": "left" } },
        run.error_text,
      ),
    numbers([
      number(run.input_count, "input"),
      number(run.articles_new_count, "new article"),
      [formatCount(run.articles_changed_count), "changed"],
      [formatCount(run.refused_count + run.quarantined_count), "refused or quarantined"],
      checked > 0 && [`${run.checks_passed_count} of ${checked}`, "checks passed"],
    ]),
    h(
      "div",
      { class: "grid" },
      stepsPanel(answer),
      fatesPanel(answer),
      checksPanel(answer),
      lossesPanel(answer),
      aboutPanel(answer, run),
    ),
  ].filter(Boolean);
}

const stepsPanel = (answer) =>
  panel({
    title: "Steps",
    note: "Seconds; steps of several batches may run at once",
    span: 6,
    answer,
    name: "run-steps",
    empty: "No step was recorded.",
    draw: () =>
      bars(
        rowsOf(answer, "run-steps").map((row) => ({
          label: toWords(row.step_name),
          parts: [
            {
              size: row.duration_seconds,
              tone: row.status === "failed" ? "tone-removed" : "series-0",
              tip: [
                row.status,
                row.rows_in !== null && `${formatCount(row.rows_in)} in`,
                row.retry_count > 0 && countOf(row.retry_count, "retry", "retries"),
                row.detail,
              ]
                .filter(Boolean)
                .join("\n"),
            },
          ],
          value: [
            h("b", null, formatSeconds(row.duration_seconds)),
            row.status === "succeeded" ? "" : ` ${row.status}`,
          ],
        })),
      ),
  });

const fatesPanel = (answer) =>
  panel({
    title: "How the inputs ended",
    span: 6,
    answer,
    name: "run-fates",
    empty: "This run saw no input.",
    draw: () =>
      bars(
        rowsOf(answer, "run-fates").map((row) => ({
          label: toWords(row.fate),
          parts: [{ size: row.input_count, tone: TONES[row.fate_class], tip: row.fate_class }],
          value: [
            h("b", null, formatCount(row.input_count)),
            row.fate_class === "good" ? "" : ` ${row.fate_class}`,
          ],
        })),
      ),
  });

const checksPanel = (answer) =>
  panel({
    title: "Checks",
    note: "A check names the rows that must not be there",
    answer,
    name: "run-checks",
    empty: "This run was not checked.",
    draw: () =>
      withMore("checks", rowsOf(answer, "run-checks"), 8, (rows) =>
        table(
          [["Check"], ["Outcome", "nowrap"], ["Wrong", "number"]],
          rows.map((row) => [
            [toWords(row.check_name), row.status !== "passed" && findings(row)],
            state(row.status),
            formatCount(row.wrong_count),
          ]),
        ),
      ),
  });

const findings = (row) =>
  h("small", { class: "soft under" }, row.meaning, row.sample && ` Such as ${row.sample}.`);

const lossesPanel = (answer) =>
  panel({
    title: "What became no article",
    note: "Inputs that were not loaded, with the reason",
    answer,
    name: "run-losses",
    empty: "Every input was loaded.",
    draw: () =>
      withMore("losses", rowsOf(answer, "run-losses"), 12, (rows) =>
        table(
          [["Input"], ["End", "nowrap"], ["Why", "soft"]],
          rows.map((row) => [inputName(row), toWords(row.fate), row.reason ?? ""]),
        ),
      ),
  });

/** A duplicate leads to the article that it repeats. */
const inputName = (row) =>
  row.fate === "duplicate" && row.article_id
    ? h("a", { href: link("article", row.article_id) }, row.uri)
    : row.uri;

const aboutPanel = (answer, run) =>
  panel({
    title: "Made by",
    answer,
    name: "run",
    draw: () =>
      factList([
        ["Command", run.command && h("code", null, run.command)],
        ["Snapshot", run.snapshot_id],
        ["Code", run.code_version],
        ["Language model", run.model_name && `${run.model_name} ${run.model_version ?? ""}`],
        ["Run id", h("code", null, run.run_id)],
      ]),
  });
