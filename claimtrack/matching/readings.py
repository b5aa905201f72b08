"""An article as matching sees it: its propositions, what it is about, what it is found by."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from attrs import field, frozen

from claimtrack.arabic import fold
from claimtrack.entities.across import LocalSpeaker, identity
from claimtrack.matching.context import Context, context
from claimtrack.matching.propositions import Proposition, propositions
from claimtrack.matching.similarity import stems
from claimtrack.models import Extraction, Statement

TOPIC_STEMS = 16
"""Heaviest stems of an article, by which those that may report the same event are found."""
RUN = 3
"""Content stems in a run, by which statements that quote the same words are found."""


@frozen(eq=False)
class Reading:
    """What matching needs of one article, a pure function of its extraction.

    `statements` holds the propositions of each statement, the whole first. `runs` maps the id of
    an attributed statement to the hashes (32 bits) of every three content stems in a row.
    """

    article: str
    published: str | None
    outlet: str | None
    context: Context = field(repr=False)
    statements: tuple[tuple[Proposition, ...], ...] = field(repr=False)
    topic: frozenset[str] = field(repr=False)
    runs: dict[str, frozenset[int]] = field(repr=False)


def reading(extraction: Extraction) -> Reading:
    """Read an article for matching."""
    article = extraction.article
    told = list(_statements(extraction))
    around = context(article.text, (" ".join(c.text for c in s.content) for s in told))
    found = tuple(
        propositions(extraction, statement, _voice(article.id, statement), around)
        for statement in told
    )
    return Reading(
        article.id,
        article.published,
        article.source.name if article.source else None,
        around,
        found,
        frozenset(sorted(around.topic, key=lambda w: (-around.topic[w], w))[:TOPIC_STEMS]),
        {s[0].statement: runs(s[0].text) for s in found if not s[0].narrated},
    )


def runs(text: str) -> frozenset[int]:
    """Hash every run of content stems."""
    words = stems(text)
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


def _voice(article: str, statement: Statement) -> tuple[str, ...] | None:
    return identity(LocalSpeaker(article, statement.entity)) if statement.entity else None
