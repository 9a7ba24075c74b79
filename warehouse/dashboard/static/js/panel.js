// A panel: a title, a chart, and the same as a table and as the SQL it comes from.

import { h } from "./dom.js";
import { keepInAddress, readRoute } from "./route.js";

const MOST_ROWS = 200;

const NAMES = { chart: "View", table: "Table", sql: "SQL" };

/**
 * @param options
 *   title, note: what it says
 *   span: columns of twelve
 *   answer, name: the answer of the page and the name of the panel's query; none: no table, no SQL
 *   draw(width): the chart; called again when the width changes
 *   empty: what to say when there are no rows: a text, or [text, command]
 */
export function panel({ title, note, span = 12, answer, name, draw, empty, tools }) {
  const asked = name ? answer.panels[name] : null;
  const body = h("div", { class: "chart" });
  const views =
    asked && !asked.error ? viewSwitch(asked, name, body, () => chart(draw, body)) : null;
  const section = h(
    "section",
    { class: `panel span-${span}`, "aria-label": title },
    h(
      "header",
      null,
      h("div", null, h("h2", null, title), note && h("p", null, note)),
      h("div", { class: "views" }, tools, views),
    ),
    body,
  );
  if (asked?.error) {
    body.append(emptyState(asked.error, asked.hint));
  } else if (asked && !asked.rows.length && empty) {
    body.append(emptyState(...[empty].flat()));
  } else if (!views || !views.showChosen()) {
    chart(draw, body);
  }
  return section;
}

/** What is said where nothing is: why, and the command that changes it. */
export function emptyState(text, command) {
  return h(
    "div",
    { class: "empty" },
    h("p", null, text),
    command && h("p", null, h("code", { class: "command" }, command)),
  );
}

function chart(draw, body) {
  let drawn = 0;
  const observer = new ResizeObserver(() => {
    const width = Math.floor(body.clientWidth);
    if (!body.isConnected) observer.disconnect();
    if (!width || width === drawn || body.dataset.view === "other") return;
    drawn = width;
    body.replaceChildren(...[draw(width)].flat());
  });
  delete body.dataset.view;
  observer.observe(body);
}

function viewSwitch(asked, name, body, showChart) {
  const chosen = () => readRoute().params.get("show");
  const draws = {
    chart: showChart,
    table: () => other(tableOf(asked)),
    sql: () => other(sqlOf(asked.sql)),
  };
  const other = (element) => {
    body.dataset.view = "other";
    body.replaceChildren(element);
  };
  const buttons = Object.keys(draws).map((view) =>
    h(
      "button",
      {
        type: "button",
        "aria-pressed": String(view === "chart"),
        on: { click: () => choose(view) },
      },
      NAMES[view],
    ),
  );
  const press = (view) =>
    buttons.forEach((button, i) =>
      button.setAttribute("aria-pressed", String(Object.keys(draws)[i] === view)),
    );
  const choose = (view) => {
    press(view);
    draws[view]();
    keepInAddress({ show: view === "chart" ? null : `${name}.${view}` });
  };
  const group = h("div", { role: "group", "aria-label": "Show as" }, buttons);
  group.showChosen = () => {
    const [panelName, view] = (chosen() ?? "").split(".");
    if (panelName !== name || !draws[view] || view === "chart") return false;
    press(view);
    draws[view]();
    return true;
  };
  return group;
}

function tableOf({ columns, rows }) {
  const isNumber = columns.map(
    (_, i) => rows.length > 0 && rows.every((row) => row[i] === null || typeof row[i] === "number"),
  );
  const shown = rows.slice(0, MOST_ROWS);
  return h(
    "div",
    { class: "raw-table", tabindex: "0", role: "region", "aria-label": "Table" },
    h(
      "table",
      null,
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          columns.map((column, i) =>
            h("th", { scope: "col", class: isNumber[i] && "number" }, column),
          ),
        ),
      ),
      h(
        "tbody",
        null,
        shown.map((row) =>
          h(
            "tr",
            null,
            row.map((value, i) =>
              h(
                "td",
                { class: isNumber[i] && "number" },
                value === null
                  ? ""
                  : typeof value === "number"
                    ? roundedText(value)
                    : String(value),
              ),
            ),
          ),
        ),
        rows.length > MOST_ROWS &&
          h(
            "tr",
            null,
            h("td", { colspan: columns.length }, `… and ${rows.length - MOST_ROWS} more rows`),
          ),
      ),
    ),
  );
}

const roundedText = (number) =>
  Number.isInteger(number) ? String(number) : String(Number(number.toPrecision(4)));

/** A query with a button that copies it. */
export function sqlOf(sql) {
  const button = h("button", { type: "button", class: "copy" }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(sql);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(button.nextElementSibling);
      button.textContent = "Selected";
    }
    setTimeout(() => {
      button.textContent = "Copy";
    }, 1500);
  });
  return h("div", { class: "sql" }, button, h("pre", { tabindex: "0" }, h("code", null, sql)));
}
