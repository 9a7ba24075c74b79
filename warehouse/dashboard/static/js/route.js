// The address says everything: `#/page/word?name=value`. It works on a server and from a file.

export function readRoute() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [page = "", ...rest] = path.split("/");
  const word = rest.length ? decodeURIComponent(rest.join("/")) : null;
  return { page, word, params: new URLSearchParams(query) };
}

/** The address of a page. */
export function link(page, word = null, params = {}) {
  const kept = Object.entries(params).filter(
    ([, value]) => value !== null && value !== undefined && value !== "",
  );
  const query = new URLSearchParams(kept).toString();
  const path = word === null ? `#/${page}` : `#/${page}/${encodeURIComponent(word)}`;
  return query ? `${path}?${query}` : path;
}

/** The address of this page with some values changed; null takes one out. */
export function linkHere(changes) {
  const { page, word, params } = readRoute();
  const values = Object.fromEntries(params);
  return link(page, word, { ...values, ...changes });
}

/** Keep what was switched on this page in its address, without drawing it anew. */
export function keepInAddress(changes) {
  history.replaceState(null, "", linkHere(changes));
}
