"""A page without its menus and site footers, for those who do not want to store them.

In: a Page. Out: the same page whose raw_text leaves those segments out, and counts them.
"""

from dataclasses import replace

from tasks.models import Page, Segment

NAVIGATION = frozenset({"nav", "footer"})


def drop_navigation(page: Page) -> Page:
    """Leave out the segments that stand in a menu or footer outside the article."""
    parts: list[str] = []
    segments: list[Segment] = []
    dropped = length = 0
    for segment in page.segments:
        text = page.raw_text[segment.start : segment.end]
        if NAVIGATION & set(segment.container) and "article" not in segment.container:
            dropped += 1
            continue
        start = length + (1 if parts else 0)
        length = start + len(text)
        parts.append(text)
        segments.append(replace(segment, start=start, end=length))
    raw_text = "\n".join(parts)
    return replace(
        page,
        raw_text=raw_text,
        segments=tuple(segments),
        blocks_not_stored=dropped,
        chars_not_stored=len(page.raw_text) - len(raw_text) if dropped else 0,
    )
