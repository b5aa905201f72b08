"""Narrations: what the outlet says in its own voice, between the attributed statements."""

from __future__ import annotations

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
    covered = sorted(_extent(s) for s in statements)
    spans = [span for s in sentences for span in _free(text, s, covered)]
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


def _free(text: str, sentence: Sentence, covered: list[tuple[int, int]]) -> Iterator[Span]:
    start = sentence.start
    for a, b in [*covered, (sentence.end, sentence.end)]:
        if b <= start or a > sentence.end:
            continue
        if a > start:
            span = _trim(text, start, min(a, sentence.end))
            if len(WORD.findall(span.text)) >= MIN_WORDS:
                yield span
        start = max(start, b)


def _trim(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    while start < end and text[start] in _EDGES:
        start += 1
    return Span(start, end, text[start:end])
