"""Quotation marks paired on the whole article, tolerant of what is unbalanced or nested.

Directed marks («», “”, ‹›, doubled brackets) pair by kind, unless what stands around them says
that the wrong one was typed. A straight mark opens or closes by what stands around it; where that
leaves it open, by what is still open. A mark that finds no
partner spoils its own paragraph only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from attrs import define

from claimtrack.models import Quotation, Span

_MARK = re.compile(
    r"''|``|\(\(|\)\)|[\"«»“”„‟‹›《》＂]|(?<![A-Za-z])['‘](?=\w)|(?<=[\w.،!؟])['’](?![A-Za-z])"
)
_OPENERS = {"«": "»", "“": "”", "„": "“", "‹": "›", "((": "))", "‘": "’", "《": "》", "``": "''"}
_CLOSERS = frozenset(_OPENERS.values()) - {"“"}
_STOP = re.compile(r"(?<=[^\s.\d]{2})[.؟!](?=\s+[^\s.]|$)")
_OFTEN_REVERSED = frozenset("«»“”„")  # where typists mistake one for the other, place tells
_STRAIGHT = frozenset({'"', "''", "'", "‟", "＂"})
# What may stand directly before an opening mark: a clitic that belongs to the quoted word.
_CLITIC = re.compile(r"(?:^|[\s(\[])[وف]?(?:[بلك]|ال|لل|بال)?\u0640*$")

# Quotations inside one another: of more, the outermost are none, so that all of them together
# hold no more than so many times the text.
_DEPTH = 9


@define
class _Mark:
    start: int
    end: int
    text: str
    role: str  # "open", "close" or "either"


def pair(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Pair the quotation marks of a text, in the order in which they open.

    A quotation goes on over paragraphs where the next one begins with the same opening mark or
    where its first mark closes; one that never closes ends with its sentence, `closed=False`.
    """
    found: list[Quotation] = []
    stack: list[_Mark] = []
    for n, paragraph in enumerate(paragraphs):
        marks = list(_marks(text, paragraph))
        for i, mark in enumerate(marks):
            if i == 0 and stack and mark.start == paragraph.start and mark.role != "close":
                if mark.text == stack[-1].text:
                    continue  # the convention that every paragraph of a long quotation reopens
            _take(text, mark, (marks[k] for k in range(i + 1, len(marks))), stack, found)
        if stack and not _goes_on(text, stack[0], paragraphs[n + 1 : n + 2]):
            end = _first_stop(text, stack[0].end, paragraph.end)
            found.append(_quotation(text, stack[0], end, end, closed=False))
            stack.clear()
    return tuple(sorted(found, key=lambda q: (q.outer.start, -q.outer.end)))


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark = match.group()
        placed = _role_in_place(text, match.start(), match.end(), paragraph)
        if mark in _STRAIGHT or (mark in _OFTEN_REVERSED and placed != "either"):
            role = placed
        elif mark in _OPENERS and mark not in _CLOSERS:
            role = "open"
        else:
            role = "close"
        yield _Mark(match.start(), match.end(), mark, role)


def _role_in_place(text: str, start: int, end: int, paragraph: Span) -> str:
    before = text[max(paragraph.start, start - 6) : start]
    after = text[end : min(end + 1, paragraph.end)]
    opens = not before or before[-1] in ' \t\u00a0:(-–—[،,.…"«“' or bool(_CLITIC.search(before))
    closes = not after or after in ' \t\u00a0.،,؛;:؟?!)…-–—]"»”'
    if opens == closes:
        return "either"
    return "open" if opens else "close"


def _take(
    text: str, mark: _Mark, rest: Iterable[_Mark], stack: list[_Mark], found: list[Quotation]
) -> None:
    """Open or close with one mark."""
    partner = _partner(mark, stack)
    if mark.role == "open" or (mark.role == "either" and partner is None):
        if partner is not None and mark.text in _STRAIGHT:
            # Straight marks nest only where two closing ones follow; else the first was left open.
            following = islice((m.role for m in rest if m.text == mark.text), 2)
            if list(following) != ["close", "close"]:
                del stack[partner:]
        stack.append(mark)
        del stack[:-_DEPTH]
    elif partner is not None:
        found.append(_quotation(text, stack[partner], mark.start, mark.end, closed=True))
        del stack[partner:]


def _partner(mark: _Mark, stack: list[_Mark]) -> int | None:
    """Find which open mark this one would close, as an index into the stack."""
    for i in reversed(range(len(stack))):
        opener = stack[i].text
        if opener == mark.text and mark.text in _STRAIGHT:
            return i
        if _OPENERS.get(opener) == mark.text or (opener == "„" and mark.text == "”"):
            return i
        if opener in "«»" and mark.text in "«»" and mark.role == "close":
            return i
        # Typists mix curly and straight marks.
        if opener in '“”"' and mark.text in '“”"' and mark.role != "open":
            return i
    return None


def _goes_on(text: str, opener: _Mark, following: Sequence[Span]) -> bool:
    """Tell whether a quotation left open in one paragraph goes on in the next."""
    for paragraph in following:
        first = next(_marks(text, paragraph), None)
        if first is not None:
            reopened = first.start == paragraph.start and first.text == opener.text
            return reopened or (first.role == "close" and _partner(first, [opener]) is not None)
    return False


def _first_stop(text: str, start: int, end: int) -> int:
    """Return the end of the first sentence: a quotation left open spoils no more than that."""
    match = _STOP.search(text, start, end)
    return match.start() if match else end


def _quotation(text: str, opener: _Mark, inner_end: int, end: int, *, closed: bool) -> Quotation:
    start = min(opener.end, inner_end)
    while start < inner_end and text[start].isspace():
        start += 1
    while inner_end > start and text[inner_end - 1].isspace():
        inner_end -= 1
    return Quotation(
        Span(opener.start, end, text[opener.start : end]),
        Span(start, inner_end, text[start:inner_end]),
        closed,
    )
