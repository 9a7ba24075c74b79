"""The pieces of a cleaned page that are enriched: headline, standfirst, captions and body blocks.

In: a page and its verdicts. Out: zones in reading order, each a verbatim slice of raw_text and,
where it is part of the text, of clean_text. Bylines, stamps, credits, alt texts and removed blocks
are no zones: who took a picture is a field of the caption, not a subject of the story.
"""

from tasks.models import TEXT_ROLES, CleanedPage, Page, Role, Zone

_ZONE_NAMES = {
    Role.HEADLINE: "headline",
    Role.SUBHEADLINE: "subheadline",
    Role.CAPTION: "caption",
    **dict.fromkeys(TEXT_ROLES, "body"),
}


def zones_of(page: Page, cleaned: CleanedPage) -> tuple[Zone, ...]:
    """The zones of an article."""
    return tuple(
        Zone(_ZONE_NAMES[b.role], page.raw_text[b.start : b.end], b.start, b.clean_start)
        for b in cleaned.blocks
        if b.removal is None and b.role in _ZONE_NAMES
    )
