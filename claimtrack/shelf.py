"""Articles as they are compared: made ready, kept at hand, each compared with those before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from attrs import frozen
from sqlite_utils import Database

from claimtrack.entities.across import local_speakers
from claimtrack.entities.media import media
from claimtrack.errors import InputError
from claimtrack.matching.pairs import Comparison, compare
from claimtrack.matching.readings import Reading, reading
from claimtrack.matching.semantic import named
from claimtrack.matching.similarity import CharTfidf, Similarity
from claimtrack.models import Article, Extraction
from claimtrack.origins import (
    Copied,
    Edge,
    Fingerprint,
    Sentences,
    copied_statements,
    edge,
    fingerprint,
    in_order,
    relayed,
    sentence_shingles,
)
from claimtrack.store import evidence, extractions, lookup, readings, writer
from claimtrack.store.evidence import Index
from claimtrack.store.writer import ArticleRows, article_rows

_SHELF = 1024  # articles kept in memory, about 150 KB each


@frozen
class Prepared:
    """The rows of an article, ready to be written; plain values, that pass between processes."""

    rows: ArticleRows
    index: Index


def prepare(extraction: Extraction) -> Prepared:
    """Make the rows of an article that no other article bears on."""
    return Prepared(article_rows(extraction), index(extraction))


def index(extraction: Extraction) -> Index:
    """Make the rows by which an article is found and compared."""
    speakers = local_speakers(extraction)
    return evidence.index(reading(extraction), fingerprint(extraction), speakers)


def chosen(db: Database, similarity: Similarity | None) -> Similarity:
    """Choose what to compare with: what is on record, else what is given, else the default.

    Raises InputError where another was given than is on record: scores of two do not mix.
    """
    recorded = evidence.matcher(db)
    if similarity is None:
        return named(recorded or CharTfidf.name)
    if recorded not in (None, similarity.name):
        raise InputError(
            f"similarity {similarity.name!r}",
            f"the record was made with {recorded!r}",
            "leave it out, or rebuild the record with it",
        )
    return similarity


class Shelf:
    """Articles of the file as they are compared, the last ones used kept in memory."""

    def __init__(self, db: Database, similarity: Similarity | None = None) -> None:
        self.db = db
        self.similarity = chosen(db, similarity)
        self.article = lru_cache(_SHELF)(self._article)
        self.reading = lru_cache(_SHELF)(self._reading)
        self.fingerprint = lru_cache(_SHELF)(self._fingerprint)
        self.sentences = lru_cache(_SHELF)(self._sentences)
        self.media = lru_cache(_SHELF)(self._media)

    def add(self, prepared: Prepared) -> bool:
        """Write an article and what it has in common with those before it, inside the transaction
        of the caller; False where the file has it already."""
        added = writer.add_rows(self.db, prepared.rows)
        if added:
            self._compare(prepared.index)
        return added

    def read(self, article: str) -> None:
        """Find and write what an article of the file has in common with those read before it."""
        self._compare(index(extractions.extraction(self.db, article, sentences=False)))

    def _compare(self, index: Index) -> None:
        evidence.set_matcher(self.db, self.similarity.name)
        evidence.write_index(self.db, index)
        compared = self.comparisons(index.article)
        edges, copied = self.copies(index.article, compared)
        evidence.write(self.db, edges, copied, compared)

    def copies(
        self, article: str, compared: Iterable[Comparison]
    ) -> tuple[list[Edge], list[Copied]]:
        """Find the texts that an article shares with those read, and the statements copied or
        relayed among those `compared`: each with the article that it was taken from."""
        own = self.fingerprint(article)
        prints = {a: self.fingerprint(a) for a in lookup.sharing_text(self.db, own)}
        edges = [found for other in prints.values() if (found := edge(own, other))]
        prints[article] = own
        same = [c for c in compared if c.same]
        ends = {p.article for c in same for p in (c.left, c.right)}
        articles = {a: self.article(a) for a in ends}
        relays = relayed(same, {a: self.media(a) for a in ends}, articles)
        medium = {(statement, source): name for statement, source, name in relays}
        for e in edges:
            earlier, later = in_order(self.article(e.left), self.article(e.right))
            taken = copied_statements(self.sentences(later), prints[earlier])
            medium |= dict.fromkeys(((statement, earlier) for statement in taken), None)
        return edges, [(*pair, medium[pair]) for pair in sorted(medium)]

    def comparisons(self, article: str) -> list[Comparison]:
        """Compare an article with those read that may report the same."""
        mine = self.reading(article)
        near = lookup.near(self.db, mine)
        return [c for a in near for c in compare(mine, self.reading(a), self.similarity)]

    def _article(self, article: str) -> Article:
        return extractions.article(self.db, article)

    def _reading(self, article: str) -> Reading:
        return readings.reading(self.db, article)

    def _fingerprint(self, article: str) -> Fingerprint:
        return readings.fingerprint(self.db, article)

    def _sentences(self, article: str) -> Sentences:
        return sentence_shingles(extractions.extraction(self.db, article, sentences=False))

    def _media(self, article: str) -> Mapping[str, str]:
        return media(extractions.extraction(self.db, article, sentences=False))
