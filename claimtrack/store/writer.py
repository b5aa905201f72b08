"""What is written to the file: an article once, the record across articles by its differences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from attrs import frozen
from sqlite_utils import Database
from sqlite_utils.db import Table

from claimtrack.models import Claim, Extraction, Link, Origin, Speaker, Status
from claimtrack.store.connection import transaction
from claimtrack.store.rows import (
    Row,
    article_row,
    claim_row,
    entity_row,
    link_row,
    origin_member_row,
    place,
    sentence_row,
    span_rows,
    speaker_row,
    statement_rows,
)

if TYPE_CHECKING:
    from claimtrack.matching.claims import Conflict


@frozen
class Record:
    """All that is derived across articles.

    `assignment` maps (article, id of a speaker within it) to the id of the speaker across articles.
    """

    speakers: Sequence[Speaker]
    assignment: Mapping[tuple[str, str], str]
    origins: Sequence[Origin]
    claims: Sequence[Claim]
    links: Sequence[Link]
    conflicts: Sequence[Conflict]
    statuses: Sequence[Status]


def add_article(db: Database, found: Extraction) -> bool:
    """Write an article with all that was found in it; False where the file has it already."""
    article = found.article
    with transaction(db):
        if has_article(db, article.id):
            return False
        if article.source:
            db.execute(
                "INSERT INTO sources (name, kind) VALUES (?, ?) ON CONFLICT (name) DO UPDATE"
                " SET kind = 'agency' WHERE excluded.kind = 'agency' AND kind <> 'agency'",
                [article.source.name, article.source.kind],
            )
        for table, rows in _article_rows(found):
            _insert(db, table, rows)
    return True


def has_article(db: Database, article: str) -> bool:
    """Say whether the file holds the article of this id."""
    return db.execute("SELECT 1 FROM articles WHERE id = ?", [article]).fetchone() is not None


def write_record(db: Database, record: Record, articles: Sequence[str], version: int) -> None:
    """Bring the second layer to `record`, changing only rows that differ, and log the statuses.

    `articles` are the ids that the record was computed from, in the order in which they came.
    """
    with transaction(db):
        before = _statuses(db)
        sql = "SELECT id, coalesce(title, source, path) FROM articles"
        titles: dict[str, str] = dict(db.execute(sql).fetchall())
        for table, pk, rows in _record_rows(record, titles):
            _sync(db, table, pk, rows)
        known = {r[0] for r in db.execute("SELECT article FROM consolidated")}
        new = [a for a in articles if a not in known]
        _log_statuses(db, before, record, new)
        rows = [{"article": a, "version": version} for a in articles]
        _sync(db, "consolidated", ["article"], rows)


def _article_rows(found: Extraction) -> Iterator[tuple[str, list[Row]]]:
    """Yield each table of the first layer with the rows of one article."""
    article = found.article.id
    yield "articles", [article_row(found.article)]
    yield "sentences", [sentence_row(article, n, s) for n, s in enumerate(found.sentences, 1)]
    yield "entities", [entity_row(article, s) for s in found.speakers]
    yield (
        "entity_variants",
        [
            {"entity": f"{article}/{s.id}", "form": form, "count": count}
            for s in found.speakers
            for form, count in s.variants
        ],
    )
    yield (
        "mentions",
        [
            {"entity": f"{article}/{m.speaker}", **place(m.span)}
            for m in dict.fromkeys(found.mentions)
        ],
    )
    yield "statements", list(statement_rows(found))
    yield "spans", [row for s in found.statements for row in span_rows(article, s)]


def _insert(db: Database, table: str, rows: Iterable[Row]) -> None:
    Table(db, table).insert_all(rows)


def _record_rows(
    record: Record, titles: Mapping[str, str]
) -> Iterator[tuple[str, list[str], list[Row]]]:
    """Yield each table of the second layer with its key and its rows.

    `titles` maps an article's id to what stands for it where a row links to its origin.
    """
    speakers = {s.id for s in record.speakers}
    status = {s.claim: s for s in record.statuses}
    yield "speakers", ["id"], [speaker_row(s) for s in record.speakers]
    yield (
        "speaker_variants",
        ["speaker", "form"],
        [{"speaker": s.id, "form": f, "count": n} for s in record.speakers for f, n in s.variants],
    )
    yield (
        "entity_speakers",
        ["entity"],
        [
            {"entity": f"{article}/{entity}", "speaker": speaker}
            for (article, entity), speaker in record.assignment.items()
        ],
    )
    yield (
        "origins",
        ["id"],
        [{"id": o.id, "name": _origin_name(o, titles), "agency": o.agency} for o in record.origins],
    )
    yield (
        "origin_members",
        ["member"],
        [origin_member_row(o.id, m) for o in record.origins for m in o.members],
    )
    yield "claims", ["id"], [claim_row(c, status[c.id]) for c in record.claims]
    yield (
        "claim_parties",
        ["claim", "party"],
        [
            {
                "claim": s.claim,
                "party": p,
                "speaker": p if p in speakers else None,
                "source": None if p in speakers else p,
            }
            for s in record.statuses
            for p in s.parties
        ],
    )
    yield (
        "claim_variants",
        ["claim", "text"],
        [{"claim": s.claim, "text": t} for s in record.statuses for t in s.variants],
    )
    yield (
        "links",
        ["claim", "statement", "span_start", "span_end"],
        [link_row(link) for link in record.links],
    )
    yield (
        "conflicts",
        ["left_claim", "right_claim", "reason"],
        [
            {"left_claim": c.left, "right_claim": c.right, "reason": c.reason}
            for c in record.conflicts
        ],
    )


def _origin_name(origin: Origin, titles: Mapping[str, str]) -> str:
    """Name an origin after its agency, or else its first article."""
    return origin.agency or next(titles[m] for m in origin.members if m in titles)


def _sync(db: Database, table: str, pk: Sequence[str], rows: Iterable[Row]) -> None:
    """Make the table hold these rows and no others; what is equal already is left untouched."""

    def key(row: Row) -> tuple[Any, ...]:
        return tuple(row[column] for column in pk)

    stored = {key(row): row for row in Table(db, table).rows}
    wanted = {key(row): row for row in rows}
    where = " AND ".join(f'"{column}" = ?' for column in pk)
    db.conn.executemany(
        f'DELETE FROM "{table}" WHERE {where}', sorted(stored.keys() - wanted.keys())
    )
    changed = [
        row
        for at, row in sorted(wanted.items())
        if at not in stored or any(stored[at][c] != value for c, value in row.items())
    ]
    if changed:
        Table(db, table).upsert_all(changed, pk=tuple(pk))


def _statuses(db: Database) -> dict[str, tuple[str, str]]:
    """Return status and text of each claim in the file."""
    rows = db.execute("SELECT id, status, text FROM claims")
    return {claim: (status, text) for claim, status, text in rows}


def _log_statuses(
    db: Database, before: Mapping[str, tuple[str, str]], record: Record, new: Sequence[str]
) -> None:
    """Append a row for each claim whose status is another, with the article that caused it."""
    text = {c.id: c.text for c in record.claims}
    after = {s.claim: (s.name, text[s.claim]) for s in record.statuses}
    order = {article: n for n, article in enumerate(new)}
    cause: dict[str, str] = {}
    for link in record.links:
        if link.article in order:
            seen = cause.setdefault(link.claim, link.article)
            cause[link.claim] = max(seen, link.article, key=order.__getitem__)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    rows = []
    for claim in sorted(before.keys() | after.keys()):
        old, new_status = before.get(claim), after.get(claim)
        if (old and old[0]) != (new_status and new_status[0]):
            present = new_status or old
            rows.append(
                {
                    "claim": claim,
                    "text": present[1] if present else "",
                    "from_status": old[0] if old else None,
                    "to_status": new_status[0] if new_status else None,
                    "article": cause.get(claim, new[-1] if new else None),
                    "at": now,
                }
            )
    _insert(db, "status_log", rows)
