"""Where an element stands on a page: in the story, in its frame, among other stories.

In: an element of the tree. Out: the landmarks around it, from the closed list of `landmarks`.
"""

from collections.abc import Iterable

from lxml import html

from tasks.extract.landmarks import landmarks_of

#: Landmarks whose days and names are those of readers and of other stories.
_ELSEWHERE = frozenset({"comments", "related"})


def landmarks_around(element: html.HtmlElement) -> frozenset[str]:
    """The landmarks of all elements that an element stands in."""
    found: Iterable[str] = (
        landmark
        for outer in element.iterancestors()
        for landmark in landmarks_of(outer.tag, outer.items())
    )
    return frozenset(found)


def stands_elsewhere(element: html.HtmlElement) -> bool:
    """Whether an element belongs to a comment or to a list of other stories."""
    return not _ELSEWHERE.isdisjoint(landmarks_around(element))
