"""Our walk over a page's element tree: every visible block becomes one line of text.

In: a parsed page. Out: the lines of the page in document order, each with its tag, its landmarks,
the blocks around it, the share of it that is links, and the text of the picture it belongs to.
Never judges a line, never recurses, never raises on odd markup; nothing outside `<body>` is read.

Visible is what a reader of the page sees: not scripts, styles, templates, form values, drawings,
`noscript`, or what carries `hidden` or an inline `display:none`. `aria-hidden` speaks to screen
readers only and hides nothing. White space is collapsed as a browser does, no-break spaces stay.
Some pages hide their article until a script shows it: where more prose is hidden than visible, the
hidden prose is read too.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from lxml import etree, html

from tasks.extract.elements import (
    BLOCK_TAGS,
    HEADING_TAGS,
    INVISIBLE_TAGS,
    NAMING_TAGS,
    PLAIN_TAGS,
    PREFORMATTED_TAGS,
)
from tasks.extract.landmarks import FURNITURE, LANDMARKS, landmarks_of
from tasks.extract.visible import HIDING_STYLE, collapse, hides, is_drawn, is_set_as_block
from tasks.models import DomBlock

__all__ = ["LANDMARKS", "DomLine", "read_lines"]

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_CLASS_BREAK = re.compile(r"(?:^|\s)br(?:\s|$)")  # timesofindia.indiatimes.com

#: A line of so many characters can be a sentence; labels, menus and buttons are shorter.
_PROSE_CHARS = 80

#: Notices (an offer to subscribe, a box of terms) inside an article are shorter than this.
_LONG_NOTICE_CHARS = 2_000

_ARTICLE_LANDMARKS = frozenset({"article", "article_body", "main"})

#: Landmarks kept along one path; deeper ones say nothing new.
_MAX_LANDMARKS = 40

#: Blocks kept along one path, and characters kept of the names of one. The measured pages have up
#: to 40 levels; a hostile one may have ten thousand, each with a class of a megabyte.
_MAX_PATH = 64
_MAX_NAMES_CHARS = 120


@dataclass(frozen=True, slots=True)
class DomLine:
    """One visible block: its text without line ends, trimmed, and where it stands."""

    text: str
    tag: str
    container: tuple[str, ...]
    link_share: float
    alt_text: str | None = None
    path: tuple[DomBlock, ...] = ()


def read_lines(root: html.HtmlElement) -> tuple[list[DomLine], bool]:
    """The lines of a page in document order, and whether hidden prose had to be read.

    In that case the tree is changed: the marks that hid the prose are gone from it.
    """
    walk = _Walk()
    lines = walk.read(root)
    hidden = [(element, _prose_chars(element)) for element in walk.hidden]
    visible_chars = sum(len(line.text) for line in lines if _is_prose(line.text, line.link_share))
    if sum(chars for _, chars in hidden) <= visible_chars:
        return lines, False
    for element, chars in hidden:
        if chars:
            for tag in (element, *element.iterdescendants()):
                tag.attrib.pop("hidden", None)
                if HIDING_STYLE.search(tag.get("style", "")):
                    del tag.attrib["style"]
    return _Walk().read(root), True


def _is_prose(text: str, link_share: float) -> bool:
    """Whether a line is long enough, and free enough of links, to be a sentence of an article."""
    return len(text) >= _PROSE_CHARS and link_share < 0.5


def _prose_chars(element: html.HtmlElement) -> int:
    """Characters in the paragraphs of a hidden element that are long enough for a sentence."""
    sizes = (len(paragraph.xpath("normalize-space()")) for paragraph in element.iter("p"))
    return sum(size for size in sizes if size >= _PROSE_CHARS)


@dataclass(slots=True, eq=False)
class _Landmark:
    """One landmark element of the page, with what was found inside it."""

    name: str
    is_in_article: bool
    prose_chars: int = 0
    holds_h1: bool = False
    holds_article_body: bool = False

    def is_false(self, page_prose_chars: int) -> bool:
        """Whether the name misleads: the element holds the article itself.

        Forms around whole pages (ASP.NET), `newsletter` on an article *about* a newsletter,
        `paywall` around paid text that is there. A consent box or a price notice that is all the
        prose of its page keeps its name: it holds neither an h1 nor an article body.
        """
        if self.name in ("form", "paywall") and self.prose_chars > _LONG_NOTICE_CHARS:
            return True
        if self.prose_chars * 2 < page_prose_chars:
            return False
        if self.name == "header":  # an article's header holds its h1 rightly
            return self.holds_article_body
        return self.name in FURNITURE and (
            self.holds_h1
            or self.holds_article_body
            or (
                self.is_in_article
                and self.name != "comments"
                and self.prose_chars > _LONG_NOTICE_CHARS
            )
        )


@dataclass(slots=True, eq=False)
class _Picture:
    """The alt texts of one figure, each with the number of lines that stand before it."""

    alts: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Frame:
    """What an open element means for the text inside it."""

    tag: str
    landmarks: tuple[_Landmark, ...]
    path: tuple[DomBlock, ...]
    picture: _Picture | None
    is_block: bool
    is_link: bool
    keeps_lines: bool
    in_heading: bool


@dataclass(slots=True)
class _Draft:
    """A finished line whose landmarks are not yet settled."""

    text: str
    tag: str
    landmarks: tuple[_Landmark, ...]
    path: tuple[DomBlock, ...]
    link_share: float
    picture: _Picture | None
    alt_before: str | None


class _Walk:
    """The state of one walk: the open elements, the line in hand, the lines done."""

    def __init__(self) -> None:
        self.frames = [_Frame("body", (), (), None, True, False, False, False)]
        self.drafts: list[_Draft] = []
        self.hidden: list[html.HtmlElement] = []
        self.alt_since_text: str | None = None
        self.block_count = 0
        self._start_line()

    def read(self, root: html.HtmlElement) -> list[DomLine]:
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                tag, attributes = element.tag, element.items()
                if tag in INVISIBLE_TAGS or (attributes and hides(attributes)):
                    self._read_hidden(element, tag)
                    walker.skip_subtree()
                    self.frames.append(self.frames[-1])
                    continue
                self._open(element, tag, attributes)
                if text := element.text:
                    self._add(text)
            else:
                self._close(element)
                if tail := element.tail:
                    self._add(tail)
        self._end_line()
        return list(self._settle())

    def _read_hidden(self, element: html.HtmlElement, tag: str) -> None:
        if tag not in INVISIBLE_TAGS:
            self.hidden.append(element)
        elif tag == "noscript":  # pictures that load late stand in it
            for image in element.iter("img"):
                self._add_picture(image)

    def _open(self, element: html.HtmlElement, tag: str, attributes: list[tuple[str, str]]) -> None:
        parent = self.frames[-1]
        if tag == "br" or (tag == "span" and _CLASS_BREAK.search(element.get("class", ""))):
            self._break(parent)
        elif tag in ("img", "amp-img"):
            self._add_picture(element)
        elif tag == "a" and self.after_link:
            self._add(" ")  # menus set links side by side and part them by style only
        is_block = tag in BLOCK_TAGS or (bool(attributes) and is_set_as_block(attributes))
        if is_block:
            self._end_line()
        landmarks, picture = parent.landmarks, parent.picture
        if names := landmarks_of(tag, attributes):
            if len(landmarks) < _MAX_LANDMARKS:
                landmarks = self._enter(names, landmarks)
            if "figure" in names and tag != "img":
                picture = _Picture()
        if tag == "h1":
            for landmark in landmarks:
                landmark.holds_h1 = True
        is_link = parent.is_link or (tag == "a" and any(name == "href" for name, _ in attributes))
        if not (is_block or names) and is_link == parent.is_link:
            self.frames.append(parent)  # nothing changes inside: most inline elements
            return
        self.frames.append(
            _Frame(
                _line_tag(tag, parent.tag) if is_block else parent.tag,
                landmarks,
                self._enter_block(tag, attributes, parent.path) if is_block else parent.path,
                picture,
                is_block,
                is_link,
                parent.keeps_lines or tag in PREFORMATTED_TAGS,
                parent.in_heading or tag in HEADING_TAGS,
            )
        )

    def _enter(self, names: tuple[str, ...], outer: tuple[_Landmark, ...]) -> tuple[_Landmark, ...]:
        """The landmarks inside an element that has some of its own."""
        if "article_body" in names or "main" in names:
            for landmark in outer:
                landmark.holds_article_body = True
        is_in_article = any(landmark.name in _ARTICLE_LANDMARKS for landmark in outer)
        return (*outer, *(_Landmark(name, is_in_article) for name in names))

    def _enter_block(
        self, tag: str, attributes: list[tuple[str, str]], outer: tuple[DomBlock, ...]
    ) -> tuple[DomBlock, ...]:
        """The blocks around what a block holds."""
        self.block_count += 1
        if len(outer) >= _MAX_PATH:
            return outer
        names = " ".join(value for name, value in attributes if name in ("class", "id"))
        return (*outer, DomBlock(self.block_count, tag, names[:_MAX_NAMES_CHARS]))

    def _close(self, element: html.HtmlElement) -> None:
        frame, parent = self.frames[-1], self.frames[-2]
        # Hidden elements and plain inline ones stand in their parent's own frame: they end no line.
        if frame.is_block and frame is not parent:
            self._end_line()
        self.frames.pop()
        self.after_link = element.tag == "a"

    def _break(self, parent: _Frame) -> None:
        """`<br>` ends a line, but a headline set in two lines is still one."""
        if parent.in_heading:
            self._add(" ")
        else:
            self._end_line()

    def _add_picture(self, image: html.HtmlElement) -> None:
        alt = collapse(image.get("alt", "")).strip()
        if not alt:
            return
        self.alt_since_text = alt
        if picture := self.frames[-1].picture:
            picture.alts.append((len(self.drafts), alt))

    def _add(self, text: str) -> None:
        """Text of the innermost open element, to the line in hand."""
        if self.frames[-1].keeps_lines:
            first, *others = _BLANK_LINE.split(text)
            self._add_collapsed(first)
            for other in others:
                self._end_line()
                self._add_collapsed(other)
        else:
            self._add_collapsed(text)

    def _add_collapsed(self, text: str) -> None:
        if self.ends_with_space:
            if text.isspace() and text.isascii():  # most texts of a page: what parts its tags
                return
            text = collapse(text).lstrip(" ")
        else:
            text = collapse(text)
        if not text:
            return
        self.parts.append(text)
        self.ends_with_space = text.endswith(" ")
        if text == " ":
            return
        frame, size = self.frames[-1], len(text) - text.count(" ")
        self.after_link = False
        self.chars += size
        if frame.is_link:
            self.link_chars += size
        if self.landmarks is None:
            self.landmarks = frame.landmarks
        elif self.landmarks is not frame.landmarks:
            self.landmarks = _shared_start(self.landmarks, frame.landmarks)

    def _start_line(self) -> None:
        self.parts: list[str] = []
        self.ends_with_space = True
        self.after_link = False
        self.landmarks: tuple[_Landmark, ...] | None = None
        self.chars = self.link_chars = 0

    def _end_line(self) -> None:
        if not self.parts:
            return
        text = "".join(self.parts).strip()
        # Icon fonts and zero-width marks draw no letter: such a line is nothing to read.
        if text and (text[0].isalnum() or any(map(is_drawn, text))):
            frame = self.frames[-1]
            link_share = self.link_chars / self.chars
            if _is_prose(text, link_share):
                for landmark in self.landmarks or ():
                    landmark.prose_chars += len(text)
            self.drafts.append(
                _Draft(
                    text=text,
                    tag=frame.tag,
                    landmarks=self.landmarks or (),
                    path=frame.path,
                    link_share=link_share,
                    picture=frame.picture,
                    alt_before=self.alt_since_text,
                )
            )
            self.alt_since_text = None
        self._start_line()

    def _settle(self) -> Iterator[DomLine]:
        """Lines with the landmarks that hold now that the whole page is known."""
        page_prose_chars = sum(
            len(draft.text) for draft in self.drafts if _is_prose(draft.text, draft.link_share)
        )
        settled: dict[int, dict[str, None]] = {}  # by the identity of the tuples, which lines share
        for number, draft in enumerate(self.drafts):
            names = settled.get(id(draft.landmarks))
            if names is None:
                names = settled[id(draft.landmarks)] = dict.fromkeys(
                    landmark.name
                    for landmark in draft.landmarks
                    if not landmark.is_false(page_prose_chars)
                )
            yield DomLine(
                draft.text,
                draft.tag,
                tuple(names),
                draft.link_share,
                _alt_text(draft, number, names),
                draft.path,
            )


def _line_tag(tag: str, parent_tag: str) -> str:
    return parent_tag if tag in PLAIN_TAGS and parent_tag in NAMING_TAGS else tag


def _shared_start(
    one: tuple[_Landmark, ...], other: tuple[_Landmark, ...]
) -> tuple[_Landmark, ...]:
    """The landmarks that hold both of two pieces of a line."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left is not right:
            break
        count += 1
    return one[:count]


def _alt_text(draft: _Draft, number: int, names: dict[str, None]) -> str | None:
    """The alt text of the picture a line belongs to.

    In a figure: the last picture before the line, else the first after it. Elsewhere only a
    caption has one, that of a picture with no other text between the two.
    """
    if draft.picture and (alts := draft.picture.alts):
        before = bisect_right(alts, number, key=itemgetter(0))
        return alts[max(0, before - 1)][1]
    return draft.alt_before if "caption" in names else None
