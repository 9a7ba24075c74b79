"""One page to one cleaned page: a verdict on each block, and the text that is left.

In: a Page and the rules. Out: a CleanedPage whose blocks, in order, are the whole raw_text. A pure
function of the two; language, names and dates inside the text are the business of `enrich`.
"""

from datetime import date
from itertools import pairwise

from tasks.clean.captions import caption_rows, settle_captions
from tasks.clean.cleaner import Cleaner, load_cleaner
from tasks.clean.form import page_form, settle_walls
from tasks.clean.judge import (
    Harvest,
    apply_rules,
    settle_site_names,
    settle_tail_remnants,
    split_prefixes,
)
from tasks.clean.main_text import settle_main_text, settle_scored_text
from tasks.clean.pieces import Piece, pieces_of
from tasks.clean.publication import publication_candidates
from tasks.clean.repeats import settle_repeats
from tasks.clean.scores import judge_page, settle_scores
from tasks.clean.section_breaks import settle_section_breaks
from tasks.clean.structure import (
    settle_above_headline,
    settle_body,
    settle_byline,
    settle_headline,
    settle_subheadline,
)
from tasks.clean.votes import settle_votes
from tasks.models import BLOCK_JOINT, TEXT_ROLES, Block, CleanedPage, Page, Role


def clean_page(page: Page, cleaner: Cleaner | None = None) -> CleanedPage:
    """Judge every block of a page.

    Args:
        page: the page as its door left it.
        cleaner: rules and model in force; the shipped ones by default.
    """
    cleaner = cleaner or load_cleaner()
    rules, model = cleaner.rules, cleaner.model
    flags_before = len(page.flags)
    page, scores = judge_page(page, model)
    harvest = Harvest()
    pieces = split_prefixes(page.raw_text, pieces_of(page, scores), rules, harvest)
    language_code, day = page.metadata.language_code, _claimed_day(page)
    _merge(harvest, apply_rules(pieces, rules, language_code, day))
    pieces = settle_captions(page.raw_text, pieces, rules)
    printed = settle_site_names(pieces, [page.metadata.site_name or "", *harvest.publishers], rules)
    publishers = [n for n in (page.metadata.site_name, *printed, *harvest.publishers) if n]
    settle_tail_remnants(pieces, rules)
    if not page.is_html and not model:
        settle_main_text(pieces, rules)
    headline, headline_method = settle_headline(page, pieces, rules, publishers)
    byline, authors = settle_byline(page.raw_text, pieces, page.metadata)
    subheadline = settle_subheadline(page, pieces)
    if model:
        settle_scores(pieces, rules, model.version)
        if not page.is_html:
            settle_scored_text(pieces, rules)
    settle_votes(pieces, rules)
    if page.is_html:
        settle_above_headline(pieces, rules)
    repeats = settle_repeats(pieces, rules)
    settle_section_breaks(pieces)
    settle_body(page, pieces)
    settle_walls(page, pieces, rules)

    form = page_form(page, pieces, harvest.kinds)
    is_gallery = form.article_form == "photo_gallery"
    blocks, clean_text = _assemble(page.raw_text, pieces, is_gallery)
    captions = caption_rows(page.raw_text, pieces)
    return CleanedPage(
        headline=headline,
        headline_method=headline_method,
        subheadline=subheadline,
        byline=byline,
        authors=authors,
        article_form=form.article_form,
        publisher=publishers[0] if publishers else None,
        blocks=blocks,
        captions=captions,
        dates=publication_candidates(
            page.metadata.dates,
            harvest,
            byline,
            [caption.caption_text for caption in captions],
            clean_text,
            page.metadata.day_order,
        ),
        clean_text=clean_text,
        is_paywalled=form.is_paywalled,
        is_consent_page=form.is_consent_page,
        not_article_because=form.not_article_because,
        flags=(
            *page.flags[flags_before:],
            *form.flags,
            *([f"repeated_text={repeats}"] if repeats else ()),
        ),
    )


def _claimed_day(page: Page) -> date | None:
    """The first day that the metadata gives, for rules that hold for a time only."""
    return next((d.candidate for d in page.metadata.dates if d.refused_because is None), None)


def _merge(harvest: Harvest, more: Harvest) -> None:
    harvest.dates += more.dates
    harvest.publishers += more.publishers
    harvest.copyright_lines += more.copyright_lines
    harvest.kinds |= more.kinds


def _assemble(
    raw_text: str, pieces: list[Piece], is_gallery: bool
) -> tuple[tuple[Block, ...], str]:
    """The blocks, and clean_text: their text slices in order, joined by a blank line."""
    roles = TEXT_ROLES | {Role.CAPTION} if is_gallery else TEXT_ROLES
    blocks, parts, length = [], [], 0
    for piece in pieces:
        clean_start = clean_end = None
        if piece.role in roles and piece.removal is None:
            clean_start = length + (len(BLOCK_JOINT) if parts else 0)
            clean_end = length = clean_start + piece.end - piece.start
            parts.append(raw_text[piece.start : piece.end])
        blocks.append(
            Block(
                piece.role or Role.BODY,
                piece.start,
                piece.end,
                clean_start,
                clean_end,
                piece.removal,
            )
        )
    return tuple(blocks), BLOCK_JOINT.join(parts)


def uncovered(raw_text: str, blocks: tuple[Block, ...]) -> list[str]:
    """What the law forbids: text between blocks that is not white space, and overlaps.

    Empty for every cleaned page; the property tests ask it.
    """
    edges = [0, *(edge for block in blocks for edge in (block.start, block.end)), len(raw_text)]
    gaps = [
        raw_text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True) if raw_text[a:b].strip()
    ]
    overlaps = [raw_text[b.start : a.end] for a, b in pairwise(blocks) if b.start < a.end]
    return gaps + overlaps
