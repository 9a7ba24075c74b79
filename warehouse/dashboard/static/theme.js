// The theme is set before anything is drawn: what was chosen, else what the system prefers.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("dateline-theme");
  } catch {
    // a page opened from a file may have no storage: the system's theme will do
  }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = chosen || (dark ? "dark" : "light");
})();
