// The page: which of its pages is shown, and the frame around it.

import { h } from "./dom.js";
import { Failure, load, rowsOf } from "./answers.js";
import { countOf, formatAge, formatTime } from "./format.js";
import { link, readRoute } from "./route.js";
import { startKeys } from "./keys.js";
import { startSearch } from "./search.js";
import { startTheme } from "./theme_switch.js";
import { startTips } from "./tip.js";
import { showArticle } from "./pages/article.js";
import { showData } from "./pages/data.js";
import { showEntity } from "./pages/entity.js";
import { showLine } from "./pages/line.js";
import { showNews } from "./pages/news.js";
import { showRun } from "./pages/run.js";
import { showRuns } from "./pages/runs.js";
import { showSource } from "./pages/source.js";
import { showSources } from "./pages/sources.js";
import { showStory } from "./pages/story.js";
import { showStripped } from "./pages/stripped.js";
import { showTimeline } from "./pages/timeline.js";

/** Articles up to which the first page tells each of them instead of counting them. */
const STORY_LIMIT = 40;

const PAGES = {
  story: showStory,
  news: showNews,
  article: showArticle,
  entity: showEntity,
  timeline: showTimeline,
  stripped: showStripped,
  line: showLine,
  sources: showSources,
  source: showSource,
  runs: showRuns,
  run: showRun,
  data: showData,
};

const NAVIGATION = [
  ["#/story", "Story"],
  ["#/news", "In the news"],
  ["#/timeline", "Timeline"],
  ["#/stripped", "Stripped"],
  ["#/sources", "Sources"],
  ["#/runs", "Runs"],
  ["#/data", "Data"],
];

/** Which entry of the navigation a page belongs to. */
const SECTION = { line: "stripped", source: "sources", run: "runs" };

const main = document.getElementById("main");
let shown = 0;
let snapshot = null;
let isFirst = true;

async function show() {
  shown += 1;
  const number = shown;
  const route = readRoute();
  main.classList.add("busy");
  let content;
  let section = "";
  try {
    const state = await load("state");
    const [totals] = rowsOf(state, "totals");
    const page = route.page || ((totals?.article_count ?? 0) > STORY_LIMIT ? "news" : "story");
    section = SECTION[page] ?? page;
    content = await contentOf(page, route, state, totals);
    if (state.snapshot !== snapshot) imprint(state, totals);
    snapshot = state.snapshot;
  } catch (failure) {
    const isFault = !(failure instanceof Failure);
    if (isFault) console.error(failure);
    const title = isFault ? "This page has a fault" : "Nothing to show";
    content = [notice(title, failure.message, failure.hint)];
  }
  if (number !== shown) return;
  main.replaceChildren(...content.flat());
  main.classList.remove("busy");
  finish(section);
}

async function contentOf(page, route, state, totals) {
  if (!PAGES[page])
    return [notice("There is no such page", `“${page}” is none of the pages above.`)];
  const needsArticles = !["runs", "run", "data"].includes(page);
  if (totals && !totals.article_count && needsArticles) {
    return [
      notice(
        "No articles yet",
        "The warehouse is empty. This brings in the sample articles:",
        "dateline run seeds",
      ),
    ];
  }
  return PAGES[page](route, state);
}

function notice(title, text, command) {
  return h(
    "div",
    { class: "empty whole" },
    h("h1", null, title),
    h("p", null, text),
    command && h("p", null, h("code", { class: "command" }, command)),
  );
}

function finish(section) {
  const title = main.querySelector("h1")?.textContent ?? "";
  document.title = title ? `${title} · Dateline` : "Dateline";
  document.getElementById("announce").textContent = title;
  navigation(section);
  if (isFirst) {
    isFirst = false;
    return;
  }
  main.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function navigation(section) {
  const row = document.getElementById("nav");
  row.replaceChildren(
    ...NAVIGATION.map(([address, name]) =>
      h("a", { href: address, "aria-current": address === `#/${section}` ? "page" : null }, name),
    ),
  );
  // On a narrow screen the row scrolls: the page that is shown must not lie outside. Not by
  // scrollIntoView, after which the first Tab would go on from there, past the skip link.
  const shown = row.querySelector("[aria-current]");
  if (shown) {
    const [outer, inner] = [row.getBoundingClientRect(), shown.getBoundingClientRect()];
    row.scrollLeft += Math.max(0, inner.right - outer.right) - Math.max(0, outer.left - inner.left);
  }
}

/** What the data is and how fresh, at the foot of every page. */
function imprint(state, totals) {
  const [run] = rowsOf(state, "last-run");
  const ended = run?.finished_at ?? run?.started_at;
  const fresh = document.getElementById("fresh");
  if (run) {
    fresh.href = link("run", run.run_key);
    fresh.setAttribute("aria-label", `Last run ${run.status} ${formatAge(ended)}`);
    fresh.dataset.tip = `Run ${run.run_key} ${run.status}\n${formatTime(ended)} UTC`;
    fresh.replaceChildren(
      h("span", { class: `dot ${run.status}` }),
      h("span", { class: "hide-narrow" }, `run ${formatAge(ended)}`),
    );
  }
  document
    .getElementById("imprint")
    .replaceChildren(
      run
        ? h("span", null, `Run ${run.run_key} ${run.status}, ${formatTime(ended)} UTC`)
        : h("span", null, "No runs yet: ", h("code", { class: "command" }, "dateline run seeds")),
      h("span", null, `Snapshot ${state.snapshot}`),
      h("span", null, totals ? countOf(totals.article_count, "article") : ""),
      h("span", null, "Press ? for keys"),
    );
}

startTheme();
startTips();
startSearch();
startKeys(NAVIGATION);
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault(); // its address would be that of a page
  main.focus();
});
addEventListener("hashchange", show);
show();
