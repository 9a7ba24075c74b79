"""The HTML door: a decoded page to a Page, in the same shape as plain text.

In: the text of an HTML page, its address, how it was decoded. Out: a Page whose raw_text is every
visible line of the page, each line a segment with tag, landmarks and share of links, and the
metadata of the markup. Never decides which segment is the article; the extractor is asked later,
where the cleaning is in doubt (`second_opinion.py`).
"""

from collections.abc import Iterable
from dataclasses import replace

from tasks.extract.dom import DomLine, read_lines
from tasks.extract.json_ld import LinkedArticle, find_article, plain_text, read_nodes
from tasks.extract.markup import parse_html
from tasks.extract.metadata import read_metadata
from tasks.extract.page_kind import read_page_kind
from tasks.models import Page, Segment

#: Prose of the page below this share of JSON-LD's articleBody means that only a script shows it.
_THIN_PAGE_SHARE = 0.3

#: An articleBody of fewer characters is a teaser, not the article.
_MIN_BODY_CHARS = 300


def read_html(html: str, url: str | None, encoding: str, flags: tuple[str, ...] = ()) -> Page:
    """Read an HTML page.

    Args:
        html: the decoded text.
        url: the address it came from, if known; relative addresses are resolved against it.
        encoding: name of the encoding it was read in, kept for the record.
        flags: findings of the decoding. Added here: `nesting_flattened`, `hidden_text_read`,
            `text_from_json_ld`, `json_ld_broken`, `replaced_characters`, `nul_dropped`.

    Raises:
        BadInput: fate empty, for a page with neither element nor text.
    """
    root, found = parse_html(html)
    lines, is_hidden_read = read_lines(root)
    nodes, is_broken = read_nodes(root)
    article = find_article(nodes, url)
    kind = read_page_kind(root, nodes, url)
    metadata = replace(read_metadata(root, lines, article, url), kind=kind)
    from_json_ld = _lines_of_body(article, lines)
    lines = [*lines, *from_json_ld]
    raw_text = "\n".join(line.text for line in lines)
    noticed = {
        "hidden_text_read": is_hidden_read,
        "text_from_json_ld": bool(from_json_ld),
        "json_ld_broken": is_broken,
        "replaced_characters": "\N{REPLACEMENT CHARACTER}" in raw_text
        and not any(flag.startswith("replaced_characters") for flag in (*flags, *found)),
    }
    return Page(
        raw_text=raw_text,
        segments=_segments(lines),
        metadata=metadata,
        encoding=encoding,
        is_html=True,
        flags=(*flags, *found, *(flag for flag, holds in noticed.items() if holds)),
        html=html,
    )


def _segments(lines: Iterable[DomLine]) -> tuple[Segment, ...]:
    """Lines with their place in raw_text, where one line end stands between them."""
    segments, start = [], 0
    for line in lines:
        end = start + len(line.text)
        segments.append(
            Segment(
                start=start,
                end=end,
                tag=line.tag,
                container=line.container,
                link_share=line.link_share,
                alt_text=line.alt_text,
                path=line.path,
            )
        )
        start = end + 1
    return tuple(segments)


def _lines_of_body(article: LinkedArticle | None, lines: list[DomLine]) -> list[DomLine]:
    """JSON-LD's articleBody as lines, for a page that shows next to none of it; else none.

    The lines follow those of the page, as a script would put them there.
    """
    if article is None or not article.body:
        return []
    marked = article.body.replace("</p>", "\n").replace("<br>", "\n").replace("<br/>", "\n")
    paragraphs = [text for part in marked.splitlines() if (text := plain_text(part))]
    size = sum(len(text) for text in paragraphs)
    shown = " ".join(line.text for line in lines)
    shown_chars = sum(len(text) for text in paragraphs if text[:60] in shown)
    if size < _MIN_BODY_CHARS or shown_chars >= _THIN_PAGE_SHARE * size:
        return []
    prose_chars = sum(len(line.text) for line in lines if len(line.text) >= 80)
    if prose_chars >= _THIN_PAGE_SHARE * size:
        return []
    return [DomLine(text, "p", ("article", "article_body"), 0.0) for text in paragraphs]
