"""A second opinion on a page: the extractor's vote on each of its lines.

In: a Page as the HTML door left it. Out: the same Page with votes, and flags. It costs as much as
all the rest of a page's way, so it is asked only where the cleaning is in doubt.
"""

from dataclasses import replace

from tasks.extract.markup import parse_html
from tasks.extract.vote import is_too_large, vote_on_lines
from tasks.models import Page


def ask_extractor(page: Page) -> Page:
    """The page with a vote on each segment.

    Lines that JSON-LD gave stand in no block of the page, so the extractor did not see them; the
    page itself calls them the article's body, and their vote is 1.

    A page without HTML, and one about which the extractor was asked before, come back as they are;
    one that is too large for it comes back without votes.

    Flags added: `extractor_asked`, `extractor_found_nothing`, `extractor_not_asked` (too large).
    """
    if page.html is None:
        return page
    root, _ = parse_html(page.html)
    if is_too_large(root):
        return replace(page, flags=(*page.flags, "extractor_not_asked"), html=None)
    seen = [segment for segment in page.segments if segment.path]
    votes, flags = vote_on_lines(root, [page.raw_text[s.start : s.end] for s in seen])
    vote_of = dict(zip((s.start for s in seen), votes, strict=True))
    return replace(
        page,
        segments=tuple(replace(s, vote=vote_of.get(s.start, 1.0)) for s in page.segments),
        flags=(*page.flags, "extractor_asked", *flags),
        html=None,
    )
