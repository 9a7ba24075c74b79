// Light or dark: remembered, and until it was chosen the system's.

import { s } from "./dom.js";

const root = document.documentElement;
const button = document.getElementById("theme");

const SUN =
  "M8 3V1M8 15v-2M3 8H1M15 8h-2M4.5 4.5 3 3M13 13l-1.500-1.500M11.500 4.500 13 3M3 13l1.500-1.500M8 5.200a2.800 2.800 0 1 0 0 5.600 2.800 2.800 0 0 0 0-5.600Z";
const MOON = "M13.200 9.600A5.700 5.700 0 0 1 6.400 2.800a5.700 5.700 0 1 0 6.800 6.800Z";

export function startTheme() {
  button.addEventListener("click", switchTheme);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
    if (!stored()) set(event.matches ? "dark" : "light");
  });
  set(root.dataset.theme);
}

export function switchTheme() {
  const theme = root.dataset.theme === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("dateline-theme", theme);
  } catch {
    // not remembered where the browser keeps nothing for a file
  }
  set(theme);
}

function stored() {
  try {
    return localStorage.getItem("dateline-theme");
  } catch {
    return null;
  }
}

function set(theme) {
  root.dataset.theme = theme;
  const isDark = theme === "dark";
  button.setAttribute("aria-label", isDark ? "Light theme" : "Dark theme");
  button.replaceChildren(
    s(
      "svg",
      { viewBox: "0 0 16 16", "aria-hidden": "true" },
      s("path", {
        d: isDark ? SUN : MOON,
        fill: "none",
        stroke: "currentColor",
        "stroke-width": 1.4,
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
      }),
    ),
  );
}
