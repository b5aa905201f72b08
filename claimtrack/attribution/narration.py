"""Narrations: what the outlet says in its own voice, between the attributed statements."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from claimtrack.arabic import WORD
from claimtrack.models import Sentence, Span, Statement

MIN_WORDS = 5
"""A stretch with fewer words says nothing by itself: a heading, a dateline, a transition."""

_EDGES = ' \t\r\n\u00a0.،,؛;:!؟?…-–—"»”'


def narrations(
    text: str, sentences: Sequence[Sentence], statements: Sequence[Statement]
) -> tuple[Statement, ...]:
    """Return the stretches of sentences that no statement covers, as statements "n1", "n2" …"""
    gaps = _gaps(sorted(_extent(s) for s in statements), len(text))
    spans = list(_free(text, sentences, gaps))
    return tuple(
        Statement(f"n{n}", (span,), "narrated", confidence=1.0, rule="narration")
        for n, span in enumerate(spans, 1)
    )


def _extent(statement: Statement) -> tuple[int, int]:
    """Return the stretch from the first to the last part of a statement."""
    spans = [*statement.content, *filter(None, (statement.cue, statement.venue)), *statement.relays]
    if statement.speaker is not None and statement.speaker_kind == "overt":
        spans.append(statement.speaker)
    return min(s.start for s in spans), max(s.end for s in spans)


def _gaps(covered: list[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    """Return what the stretches leave free of a text."""
    gaps, start = [], 0
    for a, b in [*covered, (end, end)]:
        if a > start:
            gaps.append((start, a))
        start = max(start, b)
    return gaps


def _free(text: str, sentences: Sequence[Sentence], gaps: list[tuple[int, int]]) -> Iterator[Span]:
    """Return what is free of each sentence, where it says something."""
    for sentence in sentences:
        first = bisect_right(gaps, sentence.start, key=lambda gap: gap[1])
        last = bisect_left(gaps, sentence.end, key=lambda gap: gap[0])
        for a, b in gaps[first:last]:
            span = _trim(text, max(a, sentence.start), min(b, sentence.end))
            if len(WORD.findall(span.text)) >= MIN_WORDS:
                yield span


def _trim(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    while start < end and text[start] in _EDGES:
        start += 1
    return Span(start, end, text[start:end])
