// The keyboard: / searches, 1 to 7 go to the pages, t changes the theme, ? lists the keys.

import { h } from "./dom.js";
import { focusSearch } from "./search.js";
import { switchTheme } from "./theme_switch.js";

export function startKeys(pages) {
  const dialog = document.getElementById("keys");
  const keys = [
    ["/", "search"],
    ...pages.map(([, name], i) => [String(i + 1), name]),
    ["t", "light or dark"],
    ["?", "this list"],
    ["Esc", "close"],
  ];
  dialog.append(
    h("h2", { id: "keys-title" }, "Keys"),
    h(
      "dl",
      null,
      keys.map(([key, meaning]) => [h("dt", null, h("kbd", null, key)), h("dd", null, meaning)]),
    ),
    h("form", { method: "dialog" }, h("button", { class: "more" }, "Close")),
  );
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, select, textarea");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = pages[Number(event.key) - 1];
    if (event.key === "/") focusSearch();
    else if (event.key === "?") dialog.showModal();
    else if (event.key === "t") switchTheme();
    else if (page) location.hash = page[0];
    else return;
    event.preventDefault();
  });
}
