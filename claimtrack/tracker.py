"""The library's front: a record of claims in one file, to which articles are added."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from attrs import frozen

from claimtrack.articles import read
from claimtrack.models import Article, StatusName
from claimtrack.store import reader, writer
from claimtrack.store.connection import connect
from claimtrack.store.reader import Change, ClaimRecord, Hit, SpeakerRecord

if TYPE_CHECKING:
    from sqlite_utils import Database

    from claimtrack.segmentation import Segmenter

Progress = Callable[[int, int], object]
"""Called after each article with how many are done, of how many."""


@frozen
class Added:
    """How many articles a call added, and how many the file had already."""

    added: int
    known: int


class Tracker:
    """A record of who said what, kept in the SQLite file at `path`.

    A missing file is made when the first article is added. Use it as a context manager or call
    `close`. Raises DatabaseError for a file that is not one of ours or of a newer version.
    """

    def __init__(self, path: str | Path, *, segmenter: Segmenter | None = None) -> None:
        self.path = Path(path)
        self._segmenter = segmenter
        self._db: Database | None = None
        if self.path.exists() and (self.path.is_dir() or self.path.stat().st_size):
            self._db = connect(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def add(self, *items: str | Path | Article, progress: Progress | None = None) -> Added:
        """Add articles: files, directories of them, or `Article` values; known ones are skipped.

        All are read once before the first is written, so InputError leaves the file as it was.
        """
        total = sum(1 for _ in _articles(items))
        added = 0
        for number, article in enumerate(_articles(items), 1):
            if self._db is None or not writer.has_article(self._db, article.id):
                added += self._add(article)
            if progress:
                progress(number, total)
        if self._db is not None:
            self.consolidate()
        return Added(added, total - added)

    def consolidate(self) -> None:
        """Bring speakers, origins, claims and statuses up to date with the articles in the file.

        `add` ends with this; it does something only where a run was interrupted before its end.
        """
        db = self._open(create=False)
        # Imported late: a file that is only read needs no matcher.
        from claimtrack.consolidation import VERSION, update

        while reader.pending(db, VERSION):
            update(db)

    def rebuild(self) -> None:
        """Derive speakers, origins, claims and statuses again from the articles in the file."""
        from claimtrack.consolidation import rebuild

        rebuild(self._open(create=False))

    def claims(self, *, status: StatusName | Collection[StatusName] = ()) -> list[ClaimRecord]:
        """Return the claims, or those of a status, with their evidence."""
        wanted = [status] if isinstance(status, str) else status
        return reader.claims(self._open(create=False), status=wanted)

    def claim(self, claim: str) -> ClaimRecord:
        """Return the claim whose id is, or alone begins with, this one; else raise InputError."""
        return reader.claim(self._open(create=False), claim)

    def history(self, claim: str) -> list[Change]:
        """Return the changes of status of the claim of this id, or whose id alone begins with it.

        Raises InputError where the log knows no such claim, or more than one.
        """
        return reader.history(self._open(create=False), claim)

    def speakers(self) -> list[SpeakerRecord]:
        """Return the speakers, those with the most statements first."""
        return reader.speakers(self._open(create=False))

    def search(self, words: str) -> list[Hit]:
        """Return the statements that hold all of these words, in whatever spelling."""
        return reader.search(self._open(create=False), words)

    def _open(self, *, create: bool) -> Database:
        if self._db is None:
            self._db = connect(self.path, create=create)
        return self._db

    def _add(self, article: Article) -> bool:
        # Imported late: torch and Stanza take seconds, and a file without news needs neither.
        from claimtrack.pipeline import extract
        from claimtrack.segmentation import load_segmenter

        if self._segmenter is None:
            self._segmenter = load_segmenter(None)
        found = extract(article, self._segmenter)
        return writer.add_article(self._open(create=True), found)


def open(path: str | Path, *, segmenter: Segmenter | None = None) -> Tracker:
    """Open the record at `path`, to add articles and to read claims.

    `segmenter` takes the place of the model that comes with the package.
    """
    return Tracker(path, segmenter=segmenter)


def _articles(items: Collection[str | Path | Article]) -> Iterator[Article]:
    for item in items:
        if isinstance(item, Article):
            yield item
        else:
            yield from read([item])
