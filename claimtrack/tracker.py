"""The library's front: a record of claims in one file, to which articles are added."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from attrs import frozen

from claimtrack.articles import read
from claimtrack.models import Article, Decision, DecisionKind, StatusName, Verdict
from claimtrack.store import reader, writer
from claimtrack.store.connection import connect, transaction
from claimtrack.store.decisions import decisions
from claimtrack.store.reader import Change, ClaimRecord, Hit, SpeakerRecord

if TYPE_CHECKING:
    from sqlite_utils import Database

    from claimtrack.decisions import TakenOver
    from claimtrack.matching import Similarity
    from claimtrack.segmentation import Segmenter
    from claimtrack.shelf import Prepared, Shelf
    from claimtrack.store.proposals import Proposal
    from claimtrack.store.subjects import JudgedPlaces

Progress = Callable[[int, int], object]
"""Called as work goes on with how many articles are done, of how many."""
_FEW = 64
"""Articles that one process has extracted before others would have loaded the model."""


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

    def __init__(
        self,
        path: str | Path,
        *,
        segmenter: Segmenter | None = None,
        similarity: Similarity | None = None,
    ) -> None:
        self.path = Path(path)
        self._segmenter = segmenter
        self._similarity = similarity
        self._db: Database | None = None
        self._shelf: Shelf | None = None
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
            self._db = self._shelf = None

    def add(
        self,
        *items: str | Path | Article,
        processes: int = 1,
        progress: Progress | None = None,
    ) -> Added:
        """Add articles: files, directories of them, or `Article` values; known ones are skipped.

        All are read once before the first is written, so InputError leaves the file as it was.
        With more `processes` than one, many articles are extracted on so many workers, which are
        spawned: a script must then guard its main part with `if __name__ == "__main__"`.
        """
        from claimtrack.consolidation import STEP  # late, as in `consolidate`

        if processes < 1:
            raise ValueError(f"processes is {processes}, must be 1 or more")
        total = new = 0
        for article in _articles(items):
            total += 1
            new += self._lacks(article)
        done, added = total - new, 0
        if new and progress:
            progress(done, total)
        wanted = filter(self._lacks, _articles(items))
        with closing(self._prepared(wanted, new, processes)) as chunks:
            for chunk in chunks:
                before = added
                added += self._write(chunk)
                done += len(chunk)
                if progress:
                    progress(min(done, total), total)
                if added // STEP > before // STEP:
                    self.consolidate()
        if self._db is not None:
            self.consolidate()
        return Added(added, total - added)

    def remove(self, *articles: str) -> int:
        """Take articles out with all that came of them; return how many they were.

        Each is named by its id or its path. What they touched is derived again, as if they had
        never come; the log tells which statuses changed by it. Raises InputError for a name that
        no article has, and then removes none.
        """
        db = self._open(create=False)
        from claimtrack.consolidation import remove
        from claimtrack.store.removal import articles_named

        ids = {id_ for name in articles for id_ in articles_named(db, name)}
        remove(db, ids, self._similarity)
        return len(ids)

    def consolidate(self) -> None:
        """Bring speakers, origins, claims and statuses up to date with the articles in the file.

        `add` ends with this; it does something only where a run was interrupted before its end.
        """
        db = self._open(create=False)
        # Imported late: a file that is only read needs no matcher.
        from claimtrack.consolidation import VERSION, update

        while reader.pending(db, VERSION):
            update(db, self._similarity, shelf=self._shelf)

    def rebuild(self, *, progress: Progress | None = None) -> None:
        """Derive speakers, origins, claims and statuses again from the articles in the file."""
        from claimtrack.consolidation import rebuild

        self._shelf = None  # it compares by what was on record
        rebuild(self._open(create=False), self._similarity, progress)

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

    def proposals(
        self, kind: DecisionKind | None = None, *, limit: int = 100, skip: Collection[str] = ()
    ) -> list[Proposal]:
        """Return what a person might decide, the most valuable first, without the ids in `skip`."""
        # Imported late: who only reads needs no names.
        from claimtrack.store.proposals import proposals, refresh_merges

        db = self._open(create=False)
        if kind in (None, "merge"):
            refresh_merges(db)
        return proposals(db, kinds=[kind] if kind else [], skip=skip, limit=limit)

    def decide(
        self, proposal: str, verdict: Verdict, *, by: str | None = None, note: str | None = None
    ) -> Decision:
        """Accept or reject a proposal, or any link, merge or conflict; it counts from now on.

        `proposal` is its id, "link:LEFT:RIGHT", "conflict:LEFT:RIGHT" or "merge:LEFT:RIGHT", with
        the ids of statements ("ARTICLE/s1") or claims, or of speakers. Raises InputError for an id
        of nothing, and for the opposite of what earlier decisions say.
        """
        from claimtrack.decisions import decide

        self.consolidate()
        return decide(self._open(create=False), proposal, verdict, by, note, self._similarity)

    def undo(self, decision: int | None = None) -> Decision:
        """Undo the decision of this number, or the last; the record is then as if it never was.

        Raises InputError where there is none, or it is undone already.
        """
        from claimtrack.decisions import undo

        self.consolidate()
        return undo(self._open(create=False), decision, self._similarity)

    def decisions(self) -> list[Decision]:
        """Return all decisions in the order in which they were made, those undone among them."""
        return decisions(self._open(create=False))

    def changes(self, cause: str) -> list[Change]:
        """Return the changes of status of one cause: "decision 3", "decision 3 undone"."""
        return reader.changes(self._open(create=False), cause)

    def take_over(self, made: Iterable[JudgedPlaces]) -> TakenOver:
        """Take over decisions from another file of the same articles; of two, the later counts."""
        from claimtrack.decisions import take_over

        self.consolidate()
        return take_over(self._open(create=False), made, self._similarity)

    def _open(self, *, create: bool) -> Database:
        if self._db is None:
            self._db = connect(self.path, create=create)
        return self._db

    def _lacks(self, article: Article) -> bool:
        return self._db is None or not writer.has_article(self._db, article.id)

    def _prepared(
        self, articles: Iterable[Article], count: int, processes: int
    ) -> Generator[list[Prepared]]:
        # Imported late: a file without news needs neither torch nor a matcher.
        from claimtrack import workers
        from claimtrack.segmentation import load_segmenter

        if processes > 1 and count > _FEW:
            yield from workers.prepared_by(processes, articles, self._segmenter)
        elif count:
            self._segmenter = self._segmenter or load_segmenter()
            for article in articles:
                yield [workers.prepared(article, self._segmenter)]

    def _write(self, chunk: Sequence[Prepared]) -> int:
        """Write articles in one transaction; return how many the file had not."""
        from claimtrack.shelf import Shelf

        db = self._open(create=True)
        if self._shelf is None:
            self._shelf = Shelf(db, self._similarity)
        with transaction(db):
            return sum(self._shelf.add(article) for article in chunk)


def open(
    path: str | Path, *, segmenter: Segmenter | None = None, similarity: Similarity | None = None
) -> Tracker:
    """Open the record at `path`, to add articles and to read claims.

    `segmenter` takes the place of the model that comes with the package; `similarity` that of the
    one on record, which is `claimtrack.matching.CharTfidf` where there is none.
    """
    return Tracker(path, segmenter=segmenter, similarity=similarity)


def _articles(items: Collection[str | Path | Article]) -> Iterator[Article]:
    for item in items:
        if isinstance(item, Article):
            yield item
        else:
            yield from read([item])
