"""What the block model learns from: pages and texts whose article is known.

In: the `extraction` folder of the benchmark data, sets `body`, `fundus` and `wcxb`. Out: examples,
each a page as its door leaves it with the share of each segment's words that are true text. For
plain text the same pages are rendered as the tools render them that people use, and the true text
stands there too: a clean text must come out as it went in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.folder import read_gzip, read_rows
from benchmarks.parallel import Options, Workers

SETS = ("body", "fundus", "wcxb")

#: Weight of a set's pages: wcxb has pages of any kind, the others are news.
SET_WEIGHTS = {"body": 2.5, "fundus": 2.5, "wcxb": 1.0}
#: Weight of each rendering; `page` is the page itself, `voted` the same with votes.
KIND_WEIGHTS = {"page": 1.0, "voted": 1.0, "inscriptis": 1.0, "html2text": 1.0, "blocks": 0.5,
                "article": 0.5, "clean": 1.0}  # fmt: skip


@dataclass(frozen=True)
class Example:
    """One page or text: its columns, the lines behind them, and what is true of each.

    names: of the columns; table: shape (segments, columns); texts: the lines; true_share: share of
    each line's words that the true text has.
    """

    id: str
    set: str
    site: str
    kind: str
    names: tuple[str, ...]
    table: NDArray[np.float32]
    texts: tuple[str, ...]
    true_share: NDArray[np.float32]

    @property
    def weight(self) -> float:
        """What the example counts for among the others."""
        return SET_WEIGHTS[self.set] * KIND_WEIGHTS[self.kind]


def read_examples(folder: Path, options: Options) -> Iterator[Example]:
    """The examples of every page that the folder holds.

    Args:
        folder: of the benchmark data; a set that is not there gives none.
    """
    with Workers(options, prepare, options.settings.worker_memory) as workers:
        for name in SETS:
            home = folder / "extraction" / name
            rows = read_rows(home / "truth.jsonl", options.limit)
            options.say(f"reading {name}, {len(rows):,} pages")
            arguments = [(name, row, home / "pages" / f"{row['id']}.html.gz") for row in rows]
            for outcome in workers.run_all(
                examples_of, arguments, options.settings.extract_deadline
            ):
                yield from outcome.result or ()


def prepare() -> None:
    """Load what reading a page needs, once for all workers."""
    import tasks.clean.model.scorer  # noqa: F401
    from tasks.extract.preload import preload

    preload()


def examples_of(name: str, row: dict, path: Path) -> list[Example]:
    """One page of a set, and its renderings as plain text."""
    from tasks.extract.decode import decode
    from tasks.extract.html import read_html
    from tasks.extract.second_opinion import ask_extractor
    from tasks.extract.text import read_text

    decoded = decode(read_gzip(path), None, is_html=True)
    page = read_html(decoded.text, row.get("url"), decoded.encoding, decoded.flags)
    voted = ask_extractor(page)
    pages = {"page": page} | ({"voted": voted} if voted.has_votes else {})
    for kind, text in renderings_of(decoded.text, voted, row["body"]).items():
        if text.strip():
            pages[kind] = read_text(text, "utf-8")
    return [_example(name, row, kind, page) for kind, page in pages.items() if page.segments]


def renderings_of(html: str, page, body: str) -> dict[str, str]:
    """The page as plain text: by two common tools, line by line, its article part, and the truth.

    Args:
        html: the page; page: as our door reads it, with votes; body: the true text.
    """
    import html2text
    import inscriptis

    markdown = html2text.HTML2Text(bodywidth=0)
    markdown.ignore_links = markdown.ignore_images = markdown.ignore_emphasis = True
    lines = [(s, page.raw_text[s.start : s.end]) for s in page.segments]
    near = {"article", "article_body", "main"}
    return {
        "inscriptis": inscriptis.get_text(html),
        "html2text": markdown.handle(html),
        "blocks": "\n".join(line for _, line in lines),
        "article": "\n\n".join(
            line for s, line in lines if (s.vote or 0) >= 0.5 or near & set(s.container)
        ),
        "clean": body,
    }


def _example(name: str, row: dict, kind: str, page) -> Example:
    from tasks.clean.model.scorer import count_page, vote_columns
    from tasks.extract.vote import share_of_words

    counted = count_page(page)
    columns = {**counted.columns, **vote_columns(page)}
    segments = [page.raw_text[s.start : s.end] for s in page.segments]
    return Example(
        id=row["id"],
        set=name,
        site=row["site"],
        kind=kind,
        names=tuple(columns),
        table=np.stack(list(columns.values()), axis=1).astype(np.float32),
        texts=counted.lines.texts,
        true_share=np.array(share_of_words(segments, row["body"]), dtype=np.float32),
    )
