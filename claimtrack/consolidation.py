"""Bring what is derived across articles up to date with the articles that a file holds.

`consolidate` derives all of it from all articles. `update` does it for the articles that came
since, and comes to the same: what two articles have in common is a function of the two, found once
and kept, and only speakers, origins and claims that a new article touches are derived again.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial

from attrs import frozen
from sqlite_utils import Database

from claimtrack.corroboration import status
from claimtrack.entities.across import LocalSpeaker, Resolution, local_speakers, resolve
from claimtrack.entities.sides import side
from claimtrack.matching.claims import Linker, Matching, match
from claimtrack.matching.similarity import Similarity
from claimtrack.models import Article, Decision, Extraction, Link, Origin, Speaker, Status
from claimtrack.origins import (
    SHARED_TEXT,
    arrange,
    origins,
)
from claimtrack.regions import Nearby, Region, ends, statement_of
from claimtrack.relinking import affected, relink
from claimtrack.shelf import Shelf, chosen
from claimtrack.store import decisions as store_decisions
from claimtrack.store import derived, evidence, log, removal, writer
from claimtrack.store.connection import transaction
from claimtrack.store.writer import Record, Scope

VERSION = 9
"""Of what is derived: a file that another version consolidated is consolidated anew."""
STEP = 500
"""Articles brought into the record at a time: bounds the memory, and what a kill costs."""


def consolidate(extractions: Sequence[Extraction], decisions: Collection[Decision] = ()) -> Record:
    """Derive speakers, origins, claims, links and statuses from all articles, in any order, and
    from what people decided."""
    speakers = (speaker for e in extractions for speaker in local_speakers(e))
    resolution = resolve(speakers, decisions)
    by_id = {speaker.id: speaker for speaker in resolution.speakers}
    speaker_of = {local: by_id[speaker] for local, speaker in resolution.assignment.items()}
    pens = origins(extractions)
    matching = match(extractions, speaker_of, pens, decisions=decisions)
    articles = {e.article.id: e.article for e in extractions}
    return _record(resolution, pens, matching, _statuses(matching, articles, by_id))


def update(
    db: Database,
    similarity: Similarity | None = None,
    progress: Callable[[int, int], object] | None = None,
    shelf: Shelf | None = None,
) -> None:
    """Bring the file up to date; it does something only where articles came since the last time.

    `progress` is called with how many of the articles that came since are done, of how many;
    `shelf` is one of this file, which need not read again what it holds.
    """
    similarity = chosen(db, similarity)
    if derived.outdated(db, VERSION):
        rebuild(db, similarity, progress)
        return
    shelf = shelf or Shelf(db, similarity)
    for _ in _steps(db, progress):
        with transaction(db):
            _catch_up(shelf, STEP)


def _steps(db: Database, progress: Callable[[int, int], object] | None) -> Iterator[None]:
    """Yield once for each STEP articles that wait, and tell how many are done."""
    waiting = len(derived.unconsolidated(db))
    for done in range(0, waiting, STEP):
        yield
        if progress:
            progress(min(done + STEP, waiting), waiting)


def _catch_up(shelf: Shelf, most: int) -> None:
    """Take in, within a transaction, the articles that the record across articles lacks."""
    db = shelf.db
    unread, waiting = evidence.unread(db), derived.unconsolidated(db)
    for article in unread[: max(0, most - len(waiting) + len(unread))]:
        shelf.read(article)
    still = set(evidence.unread(db))
    if new := [article for article in waiting if article not in still]:
        record, scope = Update(shelf, touched_by(db, new)).derive()
        writer.update_record(db, record, scope, log.added(new, record.links))
        writer.cover(db, new, VERSION)


def remove(db: Database, articles: Collection[str], similarity: Similarity | None = None) -> None:
    """Take these articles out, and derive again what they touched, as if they had never come.

    The log goes on: it tells what was removed, and which statuses changed by it.
    """
    update(db, similarity)
    shelf = Shelf(db, similarity)
    with transaction(db):
        _catch_up(shelf, sys.maxsize)  # what another writer has added meanwhile
        gone = {article for article in articles if writer.has_article(db, article)}
        reason = log.Reason("removed", sorted(gone), derived.articles_of_claims(db, gone))
        touched, scope = _touched_by_removal(db, gone)
        removal.delete_articles(db, gone)
        record, own = Update(shelf, touched).derive()
        writer.update_record(db, record, scope.with_(own), reason)
        removal.drop_sources(db)


def _touched_by_removal(db: Database, gone: set[str]) -> tuple[Touched, Scope]:
    """Find what the removal of articles touches, and which rows go with them."""
    statements = derived.statements_in(db, gone)
    copied = {s.partition("/")[0] for s, *_ in evidence.copied_statements(db, gone)}
    members = evidence.copy_component(db, gone | copied, SHARED_TEXT)
    touched = Touched(
        [local for local in evidence.block_members(db, gone) if local.article not in gone],
        members - gone,
        _compared_with(db, statements) - statements,
    )
    origins = derived.members_in(db, gone)
    entities = derived.entities_in(db, gone)
    return touched, Scope(
        speakers=set(derived.speakers_of(db, entities).values()),
        # That of another article keeps its row when a statement that was placed there goes.
        origins={origin for member, origin in origins.items() if "/" not in member},
        members=set(origins),
        claims=derived.claims_of(db, statements),
    )


def _compared_with(db: Database, statements: Collection[str]) -> set[str]:
    """List the statements that comparisons and decisions tie to these."""
    found = ends(store_decisions.standing(db, statements))
    for c in evidence.compared(db, statements):
        found |= {statement_of(c.left), statement_of(c.right)}
    return derived.read_statements(db, found)


def rejudge(
    db: Database, decisions: Sequence[Decision], cause: str, similarity: Similarity | None = None
) -> None:
    """Bring what these decisions touch, made or undone just now, up to date; inside the transaction
    of the caller, in a file that is up to date but for them. `cause` is for the log."""
    subjects = {s.key for d in decisions for s in (d.left, d.right)}
    statements = derived.read_statements(db, subjects)
    speakers = evidence.block_members(db, (), subjects - statements)
    touched = Touched(speakers, set(), statements)
    record, scope = Update(Shelf(db, similarity), touched).derive()
    writer.update_record(db, record, scope, log.Reason(cause, ()))


def rebuild(
    db: Database,
    similarity: Similarity | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> None:
    """Derive all again from the stored articles; the log of statuses goes on.

    Without a `similarity` it is the one on record.
    """
    similarity = similarity or chosen(db, None)
    # All or nothing: between two steps, articles to come hold on to speakers that are no more.
    with transaction(db):
        evidence.clear(db)
        db.execute("DELETE FROM clusters")
        db.execute("DELETE FROM consolidated")
        shelf = Shelf(db, similarity)
        for _ in _steps(db, progress):
            _catch_up(shelf, STEP)


@frozen
class _Pens:
    """Origins derived again; `of` maps each of their members to its origin, or None if it has none
    of its own now, `moved` are the statements whose origin is another."""

    origins: tuple[Origin, ...]
    replaced: set[str]
    of: Mapping[str, str | None]
    moved: set[str]


@frozen
class Touched:
    """What articles that came or went, and decisions, touch: the speakers (article, speaker) of
    every block, the articles of every group that shares text, statements to match again."""

    speakers: Sequence[LocalSpeaker]
    articles: set[str]
    statements: set[str]


def touched_by(db: Database, articles: Collection[str]) -> Touched:
    """Find what articles touch that are there."""
    return Touched(
        evidence.block_members(db, articles),
        evidence.copy_component(db, articles, SHARED_TEXT),
        derived.statements_in(db, articles),
    )


class Update:
    """One derivation of what articles that came or went, and decisions, touch."""

    def __init__(self, shelf: Shelf, touched: Touched) -> None:
        self.shelf = shelf
        self.db = shelf.db
        self.touched = touched

    def derive(self) -> tuple[Record, Scope]:
        """Derive the touched part of the record, and tell which rows it takes the place of."""
        resolution = self._resolve()
        entities = {f"{a}/{p}": speaker for (a, p), speaker in resolution.assignment.items()}
        before = derived.speakers_of(self.db, entities)
        pens = self._origins()
        nearby = Nearby(self.shelf)
        found = affected(
            nearby,
            Region(nearby, self.touched.statements),
            derived.statements_by(self.db, {e for e in before if before[e] != entities[e]})
            | derived.statements_of(self.db, self._renamed(resolution))
            | pens.moved,
        )
        matching = relink(nearby, found, partial(self._linker, resolution, pens.of))
        parties = {link.party for link in matching.links if link.party}
        speakers = derived.speakers(self.db, parties) | {s.id: s for s in resolution.speakers}
        articles = {a: self.shelf.article(a) for a in {link.article for link in matching.links}}
        statuses = _statuses(matching, articles, speakers)
        return _record(resolution, pens.origins, matching, statuses), Scope(
            speakers={*before.values(), *entities.values()},
            origins=pens.replaced,
            members=set(pens.of),
            claims=found.claims,
        )

    def _resolve(self) -> Resolution:
        """Merge the touched speakers, as people decided."""
        speakers = self.touched.speakers
        judged = store_decisions.standing(self.db, {"/".join(speaker.at) for speaker in speakers})
        return resolve(speakers, judged)

    def _renamed(self, resolution: Resolution) -> set[str]:
        """List the speakers of another name or side now: whom they speak apart from may differ."""
        found = {s.id: (s.name, s.type, side(s)) for s in resolution.speakers}
        before = derived.speakers(self.db, found)
        return {id_ for id_, s in before.items() if (s.name, s.type, side(s)) != found[id_]}

    def _origins(self) -> _Pens:
        """Regroup what shares text with the articles that came or went."""
        members = self.touched.articles
        links = evidence.copies(self.db, members)
        copied = evidence.copied_statements(self.db, members)
        others = {a for s, source, _ in copied for a in (s.partition("/")[0], source)} - members
        found = arrange(
            members,
            {a: self.shelf.article(a) for a in members | others},
            [e for e in links if e.left in members and e.right in members],
            copied,
            derived.origins_of(self.db, others),
        )
        before = derived.members_in(self.db, members)
        before |= derived.origins_of(self.db, {statement for statement, *_ in copied})
        after = {member: origin.id for origin in found for member in origin.members}
        of = dict.fromkeys(before) | after
        changed = {m for m in of if before.get(m) != of[m]}
        statements = {m for m in changed if "/" in m}
        return _Pens(
            found,
            {origin[m] for origin in (before, after) for m in members if m in origin},
            of,
            statements | derived.statements_in(self.db, changed - statements),
        )

    def _linker(
        self,
        resolution: Resolution,
        regrouped: Mapping[str, str | None],
        articles: Collection[str],
    ) -> Linker:
        """Tell of these articles whose their statements are and where they come from."""
        named = {s.id for s in resolution.speakers if s.type != "anonymous"}
        parties = derived.parties(self.db, articles)
        parties |= {
            at: speaker for at, speaker in resolution.assignment.items() if speaker in named
        }
        of = {**derived.members_in(self.db, articles), **regrouped}
        return Linker(
            {a: self.shelf.reading(a).outlet for a in articles},
            parties,
            {member: origin for member, origin in of.items() if origin},
            self.shelf.similarity.name,
        )


def _record(
    resolution: Resolution, pens: Sequence[Origin], matching: Matching, statuses: Sequence[Status]
) -> Record:
    return Record(
        resolution.speakers,
        resolution.assignment,
        pens,
        matching.claims,
        matching.links,
        matching.conflicts,
        statuses,
        matching.clusters,
    )


def _statuses(
    matching: Matching, articles: Mapping[str, Article], speakers: Mapping[str, Speaker]
) -> list[Status]:
    links: dict[str, list[Link]] = defaultdict(list)
    for link in matching.links:
        links[link.claim].append(link)
    in_conflict = {claim for c in matching.conflicts for claim in (c.left, c.right)}
    return [
        status(c, links[c.id], articles, parties=speakers, open_conflict=c.id in in_conflict)
        for c in matching.claims
    ]
