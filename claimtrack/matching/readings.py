"""An article as matching sees it: its propositions, what it is about, what it is found by."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from attrs import field, frozen

from claimtrack.arabic import fold
from claimtrack.entities.across import identity, local_speakers
from claimtrack.matching.context import Context, context
from claimtrack.matching.propositions import Proposition, propositions
from claimtrack.matching.similarity import words
from claimtrack.models import Extraction, Speaker, Statement

TOPIC_STEMS = 16
"""Heaviest stems of an article, by which those that may report the same event are found."""
RUN = 3
"""Content stems in a run, by which statements that quote the same words are found."""
_NAMED = ("person", "organization")  # whose names say little of what is said


@frozen(eq=False)
class Reading:
    """What matching needs of one article, a pure function of its extraction.

    `statements` holds the propositions of each statement, the whole first.
    """

    article: str
    published: str | None
    outlet: str | None
    context: Context = field(repr=False)
    statements: tuple[tuple[Proposition, ...], ...] = field(repr=False)

    @cached_property
    def topic(self) -> frozenset[str]:
        """The heaviest stems."""
        weights = self.context.topic
        return frozenset(sorted(weights, key=lambda w: (-weights[w], w))[:TOPIC_STEMS])

    @cached_property
    def runs(self) -> Mapping[str, frozenset[int]]:
        """Map an attributed statement's id to the hashes, 32 bits, of its runs of stems."""
        return {s[0].statement: runs(s[0].stems) for s in self.statements if not s[0].narrated}


def reading(extraction: Extraction) -> Reading:
    """Read an article for matching."""
    article = extraction.article
    told = list(_statements(extraction))
    voices = {s.speaker.id: identity(s) for s in local_speakers(extraction)}
    around = context(
        article.text,
        (" ".join(c.text for c in s.content) for s in told),
        chain(
            (form for s in extraction.speakers if s.type in _NAMED for form in _forms(s)),
            _descents(article.text),
        ),
    )
    found = tuple(
        propositions(extraction, s, voices[s.entity.id] if s.entity else None, around) for s in told
    )
    return Reading(
        article.id,
        article.published,
        article.source.name if article.source else None,
        around,
        found,
    )


def runs(words: Sequence[str]) -> frozenset[int]:
    """Hash every run of stems."""
    return frozenset(
        zlib.crc32(" ".join(words[i : i + RUN]).encode()) for i in range(len(words) - RUN + 1)
    )


def _statements(extraction: Extraction) -> Iterator[Statement]:
    """Yield the statements with content; a headline sums up what follows: no voice of its own."""
    title = fold(extraction.article.title or "")
    for statement in extraction.statements:
        told = statement.mode == "narrated"
        if statement.content and not (told and fold(statement.content[0].text) in title):
            yield statement


def _descents(text: str) -> Iterator[str]:
    """Yield the words around each "son of": names, whoever bears them."""
    held = words(text)
    for before, word, after in zip(held, held[1:], held[2:], strict=False):
        if word == "بن":
            yield before
            yield after


def _forms(speaker: Speaker) -> Iterator[str]:
    yield speaker.name
    yield from (form for form, _ in speaker.variants)
