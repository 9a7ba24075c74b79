// The search box: names first, then headlines; arrows move, Enter opens, Escape closes.

import { h } from "./dom.js";
import { rowsOf, searchFor } from "./answers.js";
import { countOf, formatDay, typeName } from "./format.js";
import { headlineClass, titleNode } from "./parts.js";
import { link } from "./route.js";

const PAUSE = 120;
const input = document.getElementById("search");
const hits = document.getElementById("hits");
let timer = 0;
let asked = 0;

export function startSearch() {
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
  input.addEventListener("keydown", move);
  input.addEventListener("focus", () => input.value.trim() && search());
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".search")) close();
  });
  addEventListener("hashchange", () => {
    input.value = "";
    close();
  });
}

export const focusSearch = () => {
  input.focus();
  input.select();
};

function close() {
  asked += 1;
  hits.hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

async function search() {
  const text = input.value.trim();
  if (!text) return close();
  asked += 1;
  const number = asked;
  let found;
  try {
    found = await searchFor(text);
  } catch (failure) {
    found = { failure };
  }
  if (number !== asked) return undefined;
  show(found, text);
  return undefined;
}

function show(found, text) {
  const names = rowsOf(found, "search-names").map((row) =>
    option(
      link("entity", row.entity_id),
      h("span", null, row.entity_name),
      `${typeName(row.entity_type)}, ${countOf(row.article_count, "article")}`,
    ),
  );
  const articles = rowsOf(found, "search-articles").map((row) =>
    option(
      link("article", row.article_id),
      h("span", { class: headlineClass(row) }, titleNode(row)),
      row.date_published ? formatDay(row.date_published) : "",
    ),
  );
  const options = [...names, ...articles];
  const none = found.failure
    ? found.failure.message
    : `Nothing begins with “${text}”. Try fewer letters.`;
  hits.replaceChildren(...(options.length ? options : [h("div", { class: "none" }, none)]));
  options.forEach((element, i) => {
    element.id = `hit-${i}`;
  });
  hits.hidden = false;
  input.setAttribute("aria-expanded", "true");
  if (options.length) select(0);
}

const option = (address, name, note) =>
  h(
    "a",
    { role: "option", href: address, tabindex: "-1", "aria-selected": "false" },
    name,
    h("small", null, note),
  );

function select(place) {
  const options = [...hits.querySelectorAll("[role=option]")];
  options.forEach((element, i) => element.setAttribute("aria-selected", String(i === place)));
  input.setAttribute("aria-activedescendant", `hit-${place}`);
  options[place]?.scrollIntoView({ block: "nearest" });
}

function move(event) {
  const options = [...hits.querySelectorAll("[role=option]")];
  const place = options.findIndex((element) => element.getAttribute("aria-selected") === "true");
  if (event.key === "Escape") {
    if (hits.hidden) input.blur();
    close();
  } else if (event.key === "Enter" && !hits.hidden && options[place]) {
    location.hash = options[place].getAttribute("href");
    input.blur();
  } else if (["ArrowDown", "ArrowUp"].includes(event.key) && options.length) {
    event.preventDefault();
    select((place + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length);
  }
}
