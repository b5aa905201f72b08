"""What is written to the file: an article once, the record across articles by its differences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import fields, frozen
from sqlite_utils import Database
from sqlite_utils.db import Table

from claimtrack.models import Claim, Extraction, Link, Origin, Source, Speaker, Status
from claimtrack.store import log, seals
from claimtrack.store.comparing import differing, same
from claimtrack.store.connection import transaction
from claimtrack.store.rows import (
    Row,
    article_row,
    claim_row,
    cluster_rows,
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
    from claimtrack.matching.clusters import Cluster

_BATCH = 500  # ids in one query: SQLite bounds the number of parameters


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
    clusters: Sequence[tuple[str, Cluster]] = ()


@frozen
class ArticleRows:
    """What the file keeps of one article: table, columns and rows, in the order to write them."""

    article: str
    source: Source | None
    tables: tuple[tuple[str, tuple[str, ...], list[tuple[Any, ...]]], ...]


def article_rows(found: Extraction) -> ArticleRows:
    """Turn an article with all that was found in it into rows."""
    tables = [(table, rows) for table, rows in _article_rows(found) if rows]
    return ArticleRows(
        found.article.id,
        found.article.source,
        tuple(
            (table, tuple(rows[0]), [tuple(row.values()) for row in rows]) for table, rows in tables
        ),
    )


def add_article(db: Database, found: Extraction) -> bool:
    """Write an article with all that was found in it; False where the file has it already."""
    with transaction(db):
        return add_rows(db, article_rows(found))


def add_rows(db: Database, rows: ArticleRows) -> bool:
    """Write the rows of an article, inside the transaction of the caller; False where the file has
    it already."""
    if has_article(db, rows.article):
        return False
    if rows.source:
        db.execute(
            "INSERT INTO sources (name, kind) VALUES (?, ?) ON CONFLICT (name) DO UPDATE"
            " SET kind = 'agency' WHERE excluded.kind = 'agency' AND kind <> 'agency'",
            [rows.source.name, rows.source.kind],
        )
    for table, columns, values in rows.tables:
        db.conn.executemany(_insertion(table, columns), values)
    seals.seal_article(db, rows.article)
    return True


def has_article(db: Database, article: str) -> bool:
    """Say whether the file holds the article of this id."""
    return db.execute("SELECT 1 FROM articles WHERE id = ?", [article]).fetchone() is not None


@frozen
class Scope:
    """Which rows of the file a part of the record takes the place of, by id; `members` of origins
    beside all of those of `origins`. `claims` names clusters, too."""

    speakers: Collection[str]
    origins: Collection[str]
    members: Collection[str]
    claims: Collection[str]

    def with_(self, other: Scope) -> Scope:
        """Add the rows of another scope."""
        return Scope(*({*getattr(self, f.name), *getattr(other, f.name)} for f in fields(Scope)))


def update_record(db: Database, record: Record, scope: Scope, reason: log.Reason) -> None:
    """Put `record` in the place of the rows in `scope`, inside the transaction of the caller."""
    stored = _places(record, scope)
    before = {row["id"]: (row["status"], row["text"]) for row in _stored(db, "claims", stored)}
    for table, pk, rows in _record_rows(db, record):
        _sync(db, table, pk, rows, _stored(db, table, stored))
    log.append(db, before, record.claims, record.statuses, reason)


def cover(db: Database, articles: Iterable[str], version: int) -> None:
    """Say of these articles that the record across articles takes them in."""
    _insert(db, "consolidated", [{"article": a, "version": version} for a in articles])


def differences(db: Database, record: Record, scope: Scope) -> Iterator[tuple[str, str, str]]:
    """Compare the rows in `scope` with the record that should be there.

    Yield table, key and problem of each row that is another.
    """
    stored = _places(record, scope)
    for table, pk, rows in _record_rows(db, record):
        found = differing(pk, rows, _stored(db, table, stored))
        for key in found.gone:
            yield table, " ".join(map(str, key)), "should not be there"
        for key, row, here in found.changed:
            problem = "is not there"
            if here:
                wrong = [c for c, value in row.items() if not same(here[c], value)]
                problem = "; ".join(f"{c} is {here[c]!r}, should be {row[c]!r}" for c in wrong)
            yield table, " ".join(map(str, key)), problem


def _places(record: Record, scope: Scope) -> dict[str, list[tuple[str, Collection[str]]]]:
    """Tell of each table by which columns and ids its rows in a scope are found."""
    entities = [f"{article}/{entity}" for article, entity in record.assignment]
    return {
        "speakers": [("id", scope.speakers)],
        "speaker_variants": [("speaker", scope.speakers)],
        "entity_speakers": [("entity", entities)],
        "origins": [("id", scope.origins)],
        "origin_members": [("origin", scope.origins), ("member", scope.members)],
        "claims": [("id", scope.claims)],
        "claim_parties": [("claim", scope.claims)],
        "claim_variants": [("claim", scope.claims)],
        "links": [("claim", scope.claims)],
        "conflicts": [("left_claim", scope.claims), ("right_claim", scope.claims)],
        "clusters": [("claim", scope.claims)],
    }


def _stored(
    db: Database, table: str, scope: Mapping[str, Sequence[tuple[str, Collection[str]]]]
) -> Iterator[Row]:
    """Read the rows of a table in which one of the columns has one of its ids."""
    for column, ids in scope[table]:
        ordered = sorted(ids)
        for start in range(0, len(ordered), _BATCH):
            batch = ordered[start : start + _BATCH]
            marks = ", ".join("?" * len(batch))
            yield from db.query(f'SELECT * FROM "{table}" WHERE "{column}" IN ({marks})', batch)


def write_record(db: Database, record: Record, articles: Sequence[str], version: int) -> None:
    """Bring the second layer to `record`, changing only rows that differ, and log the statuses.

    `articles` are the ids that the record was computed from, in the order in which they came.
    """
    with transaction(db):
        before = _statuses(db)
        for table, pk, rows in _record_rows(db, record):
            _sync(db, table, pk, rows, Table(db, table).rows)
        known = {r[0] for r in db.execute("SELECT article FROM consolidated")}
        new = [a for a in articles if a not in known]
        log.append(db, before, record.claims, record.statuses, log.added(new, record.links))
        rows = [{"article": a, "version": version} for a in articles]
        _sync(db, "consolidated", ["article"], rows, Table(db, "consolidated").rows)


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


def _insert(db: Database, table: str, rows: Sequence[Row], pk: Sequence[str] = ()) -> None:
    """Insert rows, all of the same columns; one whose key `pk` is there takes its place."""
    if not rows:
        return
    sql = _insertion(table, rows[0])
    if pk:
        others = ", ".join(f'"{c}" = excluded."{c}"' for c in rows[0] if c not in pk)
        key = ", ".join(f'"{column}"' for column in pk)
        sql += f" ON CONFLICT ({key}) DO " + (f"UPDATE SET {others}" if others else "NOTHING")
    db.conn.executemany(sql, [tuple(row.values()) for row in rows])


def _insertion(table: str, columns: Iterable[str]) -> str:
    # Not by sqlite-utils, which looks the table up again for every hundred rows.
    names = [f'"{column}"' for column in columns]
    marks = ", ".join("?" * len(names))
    return f'INSERT INTO "{table}" ({", ".join(names)}) VALUES ({marks})'


def _record_rows(db: Database, record: Record) -> Iterator[tuple[str, list[str], list[Row]]]:
    """Yield each table of the last layer with its key and its rows."""
    outlets = {row[0] for row in db.execute("SELECT name FROM sources")}
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
        [
            {"id": o.id, "name": _origin_name(db, o), "agency": o.agency}
            for o in record.origins
            # Where only statements were placed, the origin is another part's to write.
            if any("/" not in member for member in o.members)
        ],
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
                "speaker": None if p in outlets else p,
                "source": p if p in outlets else None,
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
    yield (
        "clusters",
        ["statement", "part", "cluster"],
        [row for claim, cluster in record.clusters for row in cluster_rows(claim, cluster)],
    )


def _origin_name(db: Database, origin: Origin) -> str:
    """Name an origin after its agency, or else its first article."""
    first = next(member for member in origin.members if "/" not in member)
    sql = "SELECT coalesce(title, source, path) FROM articles WHERE id = ?"
    name: str = origin.agency or db.execute(sql, [first]).fetchone()[0]
    return name


def _sync(
    db: Database, table: str, pk: Sequence[str], rows: Iterable[Row], present: Iterable[Row]
) -> None:
    """Put these rows in the place of those present; what is equal already is left untouched."""
    found = differing(pk, rows, present)
    where = " AND ".join(f'"{column}" = ?' for column in pk)
    db.conn.executemany(f'DELETE FROM "{table}" WHERE {where}', found.gone)
    _insert(db, table, [row for _, row, _ in found.changed], pk)


def _statuses(db: Database) -> dict[str, tuple[str, str]]:
    """Return status and text of each claim in the file."""
    rows = db.execute("SELECT id, status, text FROM claims")
    return {claim: (status, text) for claim, status, text in rows}
