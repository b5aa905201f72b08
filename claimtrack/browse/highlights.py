"""The text of an article with its statements marked: who speaks, by which word, what is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen
from markupsafe import Markup

from claimtrack.browse.markup import attributes, published

_CLOSING = "\"'»”’)"  # the number of a statement stands after the mark that closes it


@frozen
class Mark:
    """The part `role` of a statement at `start:end`; `statement` is its id within the article.

    `mode` is the statement's: what is quoted and what is reported look different.
    """

    statement: str
    role: str
    start: int
    end: int
    mode: str


@frozen
class Reference:
    """The number shown after a statement, and what a screen reader says for it."""

    statement: str
    number: int
    label: str


def lines(text: str, marks: Sequence[Mark], references: Sequence[Reference]) -> Iterator[Markup]:
    """Yield each line of the text as a paragraph; the text of all together equals the article's."""
    anchors = _anchors(marks)
    notes = _notes(text, marks, references)
    cuts = sorted({0, len(text), *anchors, *notes, *(n for m in marks for n in (m.start, m.end))})
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        inner = [n for n in cuts if start < n < end]
        body = Markup("").join(
            _segment(text, left, right, marks, anchors, notes)
            for left, right in zip([start, *inner], [*inner, end], strict=True)
        )
        blank = "" if line.strip() else Markup(' class="blank"')
        yield Markup("<p {}{}>{}</p>").format(attributes(line), blank, body)
        start = end


def _segment(
    text: str,
    start: int,
    end: int,
    marks: Sequence[Mark],
    anchors: dict[int, list[str]],
    notes: dict[int, list[Reference]],
) -> Markup:
    """Mark a stretch in which no part of a statement begins or ends."""
    over = sorted(
        (m for m in marks if m.start <= start and end <= m.end), key=lambda m: m.end - m.start
    )
    markup = published(text[start:end])
    if over:
        classes = dict.fromkeys(c for m in over for c in (m.role, m.mode))
        ids = dict.fromkeys(m.statement for m in over)
        markup = Markup('<span class="mark {}" data-s="{}">{}</span>').format(
            " ".join(classes), " ".join(ids), markup
        )
    before = Markup("").join(
        Markup('<span class="anchor" id="{}"></span>').format(s) for s in anchors.get(start, ())
    )
    after = Markup("").join(
        # The number comes from the style sheet: the page's text stays the article's.
        Markup('<a class="ref" href="#about-{0}" data-s="{0}" data-n="{1}" aria-label="{2}"></a>')
        .format(r.statement, r.number, r.label)
        for r in notes.get(end, ())
    )  # fmt: skip
    return before + markup + after


def _anchors(marks: Sequence[Mark]) -> dict[int, list[str]]:
    """Say where each statement's content begins."""
    first: dict[str, int] = {}
    for mark in marks:
        if mark.role == "content":
            first[mark.statement] = min(mark.start, first.get(mark.statement, mark.start))
    found: dict[int, list[str]] = {}
    for statement, start in first.items():
        found.setdefault(start, []).append(statement)
    return found


def _notes(
    text: str, marks: Sequence[Mark], references: Sequence[Reference]
) -> dict[int, list[Reference]]:
    """Say where the number of each statement stands: after its content and what closes it."""
    ends: dict[str, int] = {}
    for mark in marks:
        if mark.role == "content":
            ends[mark.statement] = max(mark.end, ends.get(mark.statement, 0))
    found: dict[int, list[Reference]] = {}
    for reference in references:
        end = ends[reference.statement]
        while end < len(text) and text[end] in _CLOSING:
            end += 1
        found.setdefault(end, []).append(reference)
    return found
