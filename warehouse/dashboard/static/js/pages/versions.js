// What changed between the versions of an article.

import { h } from "../dom.js";
import { formatShare, formatTime } from "../format.js";
import { panel } from "../panel.js";

export function versionsPanel(versions) {
  return panel({
    title: "Versions",
    note: `The page was changed ${versions.length === 2 ? "once" : `${versions.length - 1} times`}`,
    draw: () =>
      versions.map((version) =>
        h(
          "div",
          { class: "version" },
          h(
            "h3",
            null,
            `Version ${version.version_no}`,
            h(
              "span",
              { class: "soft" },
              ` · ${formatTime(version.modified_at ?? version.seen_at)} UTC`,
            ),
          ),
          version.headline_before !== undefined &&
            version.headline_before !== version.headline &&
            h(
              "p",
              { class: "changes" },
              h("del", null, version.headline_before ?? ""),
              " ",
              h("ins", null, version.headline ?? ""),
            ),
          version.changes?.length > 0 &&
            h(
              "p",
              { class: "changes" },
              version.changes.map(([kind, text]) =>
                kind === "removed"
                  ? h("del", null, text)
                  : kind === "added"
                    ? h("ins", null, text)
                    : h("span", { class: kind === "gap" && "soft" }, text),
              ),
            ),
          version.changed_share !== null &&
            h("p", { class: "soft" }, `${formatShare(version.changed_share)} of the words differ`),
        ),
      ),
  });
}
