"""What two articles have in common, found once and kept: the middle layer of the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from attrs import frozen
from sqlite_utils import Database

from claimtrack.entities.across import LocalSpeaker, block
from claimtrack.matching.conflicts import Reason
from claimtrack.matching.pairs import Comparison
from claimtrack.matching.propositions import Key
from claimtrack.matching.readings import Reading
from claimtrack.matching.retrieval import day_of
from claimtrack.models import Speaker
from claimtrack.origins import Copied, Edge, Fingerprint
from claimtrack.store import readings
from claimtrack.store.rows import local_key

_BATCH = 500  # values in one query: SQLite bounds the number of parameters
TABLES = (
    "readings", "topics", "vectors", "runs", "shingles", "blocks", "copies", "copied_statements",
    "comparisons",
)  # fmt: skip

Row = tuple[Any, ...]
Days = tuple[str, str]
"""The first and the last of a span of days."""


@frozen
class Compared:
    """A row of `comparisons`."""

    left: Key
    right: Key
    score: float
    margin: float
    same: bool
    reason: Reason | None


def unread(db: Database) -> list[str]:
    """List the articles of which the layer knows nothing yet, in the order in which they came."""
    # CROSS JOIN: the few that wait are looked up among the articles, and not the other way round.
    sql = (
        "SELECT a.id FROM awaiting w CROSS JOIN articles a ON a.id = w.article"
        " WHERE NOT EXISTS (SELECT 1 FROM readings r WHERE r.article = a.id) ORDER BY a.rowid"
    )
    return [r[0] for r in db.execute(sql)]


def clear(db: Database) -> None:
    """Forget the layer, and by what similarity it was made."""
    for table in (*TABLES, "matcher"):
        db.execute(f"DELETE FROM {table}")


def matcher(db: Database) -> str | None:
    """Name the similarity that the layer was made with; None before its first article."""
    row = db.execute("SELECT name FROM matcher").fetchone()
    return row[0] if row else None


def set_matcher(db: Database, name: str) -> None:
    """Put the similarity of the layer on record."""
    db.execute("INSERT OR IGNORE INTO matcher VALUES (1, ?)", [name])


@frozen
class Index:
    """The rows by which an article is found and compared, by table: of this article alone."""

    article: str
    tables: Mapping[str, list[tuple[Any, ...]]]


def index(reading: Reading, print_: Fingerprint, speakers: Iterable[LocalSpeaker]) -> Index:
    """Turn what is known of an article before any other into rows."""
    article, day = reading.article, day_of(reading.published)
    return Index(
        article,
        {
            "readings": [readings.row(reading, print_)],
            "topics": [(stem, day, article) for stem in sorted(reading.topic)],
            "vectors": [(article, readings.vector(reading.context.topic))],
            "runs": [
                (run, day, f"{article}/{statement}", len(own))
                for statement, own in reading.runs.items()
                for run in sorted(own)
            ],
            "shingles": [(shingle, article) for shingle in sorted(print_.sample)],
            "blocks": [("/".join(s.at), "\x1f".join(block(s)), s.home) for s in speakers],
        },
    )


def write_index(db: Database, index: Index) -> None:
    """Write the rows by which an article is found; what it has in common with others must follow
    in the same transaction."""
    for table, rows in index.tables.items():
        _insert(db, table, rows)


def write(
    db: Database,
    copies: Iterable[Edge],
    copied: Iterable[Copied],
    comparisons: Iterable[Comparison],
) -> None:
    """Write what an article has in common with those before it."""
    _insert(db, "copies", [(e.left, e.right, e.strength) for e in copies])
    _insert(db, "copied_statements", copied)
    _insert(db, "comparisons", [comparison_row(c) for c in comparisons])


def comparison_row(c: Comparison) -> Row:
    """Make the row of two statements that were compared."""
    left, right = (f"{p.article}/{p.statement}" for p in (c.left, c.right))
    return left, c.left.number, right, c.right.number, c.score, c.margin, int(c.same), c.reason


def comparison_rows(db: Database, article: str) -> list[Row]:
    """Read the comparisons of an article's statements with those of others."""
    own = "SELECT id FROM statements WHERE article = ?"
    sql = (
        "SELECT left_statement, left_part, right_statement, right_part, score, margin, same, reason"
        f" FROM comparisons WHERE left_statement IN ({own}) OR right_statement IN ({own})"
    )
    return db.execute(sql, [article, article]).fetchall()


def compared(db: Database, statements: Collection[str]) -> Iterator[Compared]:
    """Read the comparisons of these statements."""
    sql = (
        "SELECT left_statement, left_part, right_statement, right_part, score, margin, same, reason"
        " FROM comparisons WHERE {}_statement IN ({{}})"
    )
    for side in ("left", "right"):
        for row in select(db, sql.format(side), sorted(statements)):
            if side == "left" or row[0] not in statements:
                left, right = key(row[0], row[1]), key(row[2], row[3])
                yield Compared(left, right, row[4], row[5], bool(row[6]), row[7])


@lru_cache(maxsize=1 << 16)
def key(statement: str, part: int) -> Key:
    """Make the key of a proposition: the statement, "ARTICLE/s1", and its number there."""
    article, _, within = statement.rpartition("/")
    return article, within, part


def bound(db: Database, keys: Collection[str]) -> set[str]:
    """List the statements or speakers that accepted decisions bind to these."""
    sql = (
        "SELECT {other} FROM decisions"
        " WHERE withdrawn IS NULL AND verdict = 'accepted' AND {own} IN ({{}})"
        " AND (kind = 'merge' OR {other} IN (SELECT id FROM statements))"
    )
    return {
        row[0]
        for own, other in (("left_key", "right_key"), ("right_key", "left_key"))
        for row in select(db, sql.format(own=own, other=other), sorted(keys))
    }


def copy_component(db: Database, articles: Iterable[str], least: float) -> set[str]:
    """Add to these articles all that share so much text, over any number of steps."""
    found = set(articles)
    fresh = found
    while fresh:
        edges = [edge for edge in copies(db, fresh) if edge.strength >= least]
        met = {end for edge in edges for end in (edge.left, edge.right)}
        fresh = met - found
        found = found | fresh
    return found


def copies(db: Database, articles: Collection[str]) -> list[Edge]:
    """Read the edges that one of these articles is an end of."""
    rows = {
        row
        for side in ("left_article", "right_article")
        for row in select(
            db,
            f"SELECT left_article, right_article, strength FROM copies WHERE {side} IN ({{}})",
            sorted(articles),
        )
    }
    return [Edge(*row) for row in sorted(rows)]


def copied_statements(db: Database, articles: Collection[str]) -> list[Copied]:
    """Read, for the statements of these articles or taken from them, all they are taken from."""
    own = "SELECT id FROM statements WHERE article IN ({})"
    touched = {
        row[0]
        for sql in (
            f"SELECT statement FROM copied_statements WHERE statement IN ({own})",
            "SELECT statement FROM copied_statements WHERE article IN ({})",
        )
        for row in select(db, sql, sorted(articles))
    }
    sql = "SELECT statement, article, medium FROM copied_statements WHERE statement IN ({})"
    rows = select(db, sql, sorted(touched))
    return sorted(((row[0], row[1], row[2]) for row in rows), key=lambda row: row[:2])


def block_members(
    db: Database, articles: Collection[str], entities: Collection[str] = ()
) -> list[LocalSpeaker]:
    """Read the local speakers of every block that these articles or entities
    touch, and of those that accepted decisions bind to them."""
    sql = "SELECT b.entity FROM blocks b JOIN entities e ON e.id = b.entity WHERE e.article IN ({})"
    fresh = {*entities, *(row[0] for row in select(db, sql, sorted(articles)))}
    found: set[str] = set()
    while fresh:
        own = "SELECT DISTINCT block FROM blocks WHERE entity IN ({})"
        met = {row[0] for row in select(db, own, sorted(fresh))} - found
        found |= met
        held = "SELECT entity FROM blocks WHERE block IN ({})"
        fresh = bound(db, {row[0] for row in select(db, held, sorted(met))})
    blocks = sorted(found)
    forms: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for entity, form, count in select(
        db,
        "SELECT v.entity, v.form, v.count FROM blocks b"
        " JOIN entity_variants v ON v.entity = b.entity WHERE b.block IN ({}) ORDER BY v.rowid",
        blocks,
    ):
        forms[entity].append((form, count))
    return [
        LocalSpeaker(article, Speaker(local_key(entity), name, type_, tuple(forms[entity])), home)
        for entity, article, name, type_, home in select(
            db,
            "SELECT e.id, e.article, e.name, e.type, b.home FROM blocks b"
            " JOIN entities e ON e.id = b.entity WHERE b.block IN ({})",
            blocks,
        )
    ]


def select(
    db: Database, sql: str, values: Sequence[Any], days: Sequence[Days] = ()
) -> Iterator[tuple[Any, ...]]:
    """Run a query for these values, `{}` in it standing for them, in batches.

    With `days` it ends in `day BETWEEN ? AND ?`, and is run for each of these spans.
    """
    for start in range(0, len(values), _BATCH):
        batch = list(values[start : start + _BATCH])
        marks = ", ".join("?" * len(batch))
        for span in days or ((),):
            yield from db.execute(sql.format(marks), [*batch, *span])


def _insert(db: Database, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    rows = list(rows)
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        db.conn.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
