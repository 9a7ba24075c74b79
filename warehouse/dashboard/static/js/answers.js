// Answers of the server, or of the files beside an exported page, which may not fetch when it was
// opened from a folder: there an answer is a script that hands itself in.

const isExported = "exported" in document.documentElement.dataset;
const waiting = new Map();

window.datelineAnswer = (path, answer) => waiting.get(path)?.(answer);

/** The answer for a page: { snapshot, panels, ... }. Throws what is wrong, with a hint. */
export async function load(page, word = null) {
  const path = word === null ? page : `${page}/${encodeURIComponent(word)}`;
  return isExported ? readFile(path) : ask(`api/${path}`);
}

/** Names and headlines that begin with what was typed. */
export async function searchFor(text) {
  if (!isExported) return ask(`api/search?q=${encodeURIComponent(text)}`);
  return searchIn(await readFile("index"), text);
}

/** The rows of a panel as objects. */
export function rowsOf(answer, panel) {
  const { columns, rows } = answer.panels?.[panel] ?? { columns: [], rows: [] };
  return rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])));
}

async function ask(address) {
  let response;
  try {
    response = await fetch(address);
  } catch {
    throw new Failure("The dashboard is not running any more.", "dateline dashboard");
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    throw new Failure(answer?.error ?? `The dashboard answered ${response.status}.`, answer?.hint);
  }
  return answer;
}

export class Failure extends Error {
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
}

function readFile(path) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    waiting.set(path, resolve);
    script.src = `data/${path}.js`;
    script.onload = () => script.remove();
    script.onerror = () => {
      script.remove();
      reject(new Failure("This export does not hold that page.", "dateline dashboard"));
    };
    document.head.append(script);
  });
}

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** What the server's queries answer, over the index of an export. */
function searchIn(index, text) {
  const words = folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const pick = (panel, sought, most) => {
    const { columns, rows } = index.panels[panel];
    const places = sought.map((column) => columns.indexOf(column));
    const holds = (row) => {
      const line = ` ${folded(places.map((place) => row[place] ?? "").join(" "))}`;
      return words.length > 0 && words.every((word) => line.includes(` ${word}`));
    };
    return { columns, rows: rows.filter(holds).slice(0, most) };
  };
  return {
    panels: {
      "search-names": pick("index-of-names", ["entity_name"], 6),
      "search-articles": pick("index-of-headlines", ["headline", "stand_in"], 8),
    },
  };
}
