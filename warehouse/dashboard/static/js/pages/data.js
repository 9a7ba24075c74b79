// The data itself: tables and columns with their meaning, ready-made questions, where the file is.

import { h } from "../dom.js";
import { load } from "../answers.js";
import { countOf } from "../format.js";
import { panel, sqlOf } from "../panel.js";
import { pageHead } from "../parts.js";
import { keepInAddress } from "../route.js";

const { group } = window.d3;

const SCHEMAS = { main: "Tables", mart: "Marts, for charts", ops: "Runs and their records" };

export async function showData({ params }) {
  const answer = await load("data");
  const tables = [
    ...group(answer.dictionary, (row) =>
      row.schema_name === "main" ? row.table_name : `${row.schema_name}.${row.table_name}`,
    ),
  ];
  return [
    pageHead({
      title: "Data",
      lead: answer.path
        ? [
            "Any tool that opens a DuckDB file can read ",
            h("code", null, answer.path),
            ", read-only.",
          ]
        : "The tables behind these pages.",
      wide: true,
    }),
    h("div", { class: "grid" }, dictionaryPanel(tables, params), queriesPanel(answer.queries)),
  ];
}

function dictionaryPanel(tables, params) {
  const list = h("div", { class: "dictionary" });
  const filter = h("input", {
    type: "search",
    class: "filter",
    placeholder: "Find a table or column",
    "aria-label": "Find a table or column",
    value: params.get("find") ?? "",
  });
  const fill = () => {
    const text = filter.value.trim().toLowerCase();
    const found = tables.filter(
      ([name, columns]) =>
        !text ||
        [
          name,
          columns[0].table_meaning,
          ...columns.flatMap((row) => [row.column_name, row.column_meaning]),
        ]
          .join(" ")
          .toLowerCase()
          .includes(text),
    );
    const bySchema = group(found, ([, columns]) => columns[0].schema_name);
    list.replaceChildren(
      ...[...bySchema].flatMap(([schema, entries]) => [
        h("h3", { class: "soft" }, SCHEMAS[schema] ?? schema),
        ...entries.map(([name, columns]) => tableEntry(name, columns, text)),
      ]),
    );
    if (!found.length)
      list.append(h("p", { class: "soft" }, `No table or column speaks of “${text}”.`));
  };
  filter.addEventListener("input", () => {
    keepInAddress({ find: filter.value.trim() || null });
    fill();
  });
  fill();
  return panel({
    title: "Dictionary",
    note: countOf(tables.length, "table and view", "tables and views"),
    span: 7,
    draw: () => [filter, list],
  });
}

function tableEntry(name, columns, text) {
  return h(
    "details",
    { open: text.length > 1 },
    h(
      "summary",
      null,
      h("code", null, name),
      h("span", { class: "soft" }, ` ${columns[0].table_meaning}`),
    ),
    h(
      "dl",
      null,
      columns.map((row) =>
        h(
          "div",
          null,
          h(
            "dt",
            null,
            h("code", null, row.column_name),
            h("small", { class: "soft" }, ` ${row.column_type.toLowerCase()}`),
          ),
          h("dd", null, row.column_meaning),
        ),
      ),
    ),
  );
}

const queriesPanel = (queries) =>
  panel({
    title: "Ready-made questions",
    note: "From a terminal, or copied into any tool",
    span: 5,
    draw: () =>
      queries.map((query) =>
        h(
          "details",
          null,
          h(
            "summary",
            null,
            h(
              "code",
              null,
              `dateline sql @${query.name}${query.parameters.map((name) => ` ${name.toUpperCase()}`).join("")}`,
            ),
            h("span", { class: "soft" }, ` ${query.title}`),
          ),
          sqlOf(query.sql),
        ),
      ),
  });
