"""What is read from the file: the record as people ask for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Literal

from attrs import frozen
from sqlite_utils import Database

from claimtrack.arabic import WORD, fold
from claimtrack.errors import InputError
from claimtrack.models import (
    Basis,
    ClaimKind,
    Count,
    Moment,
    Name,
    Relation,
    SpeakerType,
    StatusName,
)
from claimtrack.store.rows import (
    Row,
)

STATUSES: tuple[StatusName, ...] = (
    "retracted", "denied", "disputed", "corroborated", "repeated", "single_source", "anonymous",
)  # fmt: skip
_BATCH = 500  # statements' ids in one query: SQLite bounds the number of parameters


@frozen
class Member:
    """A statement's place in a claim: the words at `start:end` of the article's text.

    `speaker` is None for a narration and where nobody is named; `party` is who vouches, by name.
    """

    path: str
    start: Count
    end: Count
    text: str
    speaker: str | None
    cue: str | None
    relation: Relation
    basis: Basis
    origin: Name
    party: str | None
    outlet: str | None
    published: Moment | None
    article: Name
    statement: Name


@frozen
class ClaimRecord:
    """A claim with its status, the figures beside it and the evidence, oldest first."""

    id: Name
    text: str
    kind: ClaimKind
    status: StatusName
    mentions: Count
    outlets: Count
    origins: Count
    parties: tuple[str, ...]
    first_seen: Moment | None
    last_seen: Moment | None
    open_conflict: bool
    variants: tuple[str, ...]
    members: tuple[Member, ...]


@frozen
class SpeakerRecord:
    """A speaker across articles, with the forms seen and how often, the most frequent first."""

    id: str
    name: str
    type: SpeakerType
    variants: tuple[tuple[str, int], ...]
    statements: int
    claims: int
    outlets: int


@frozen
class Change:
    """A change of a claim's status, and the article that caused it by being added or removed, or
    the decision: `cause` is "added", "removed", "decision 3" or "decision 3 undone".

    `from_status` is None where the claim was new, `to_status` where it went.
    """

    claim: str
    at: str
    from_status: StatusName | None
    to_status: StatusName | None
    cause: Literal["added", "removed"]
    outlet: str | None
    title: str | None
    path: str | None


@frozen
class Hit:
    """A statement that a search found."""

    statement: str
    text: str
    speaker: str | None
    outlet: str | None
    published: str | None
    path: str


def claims(
    db: Database, *, status: Collection[str] = (), ids: Collection[str] | None = None
) -> list[ClaimRecord]:
    """Read claims with their evidence: those most to look at first, by status, then by mentions."""
    where, values = [], [*status]
    if status:
        where.append(f"status IN ({_marks(values)})")
    if ids is not None:
        where.append(f"id IN ({_marks(ids)})")
        values += ids
    condition = f"WHERE {' AND '.join(where)}" if where else ""
    rows = list(db.query(f"SELECT * FROM claims {condition} ORDER BY id", values))
    rows.sort(key=lambda r: (STATUSES.index(r["status"]), -r["mentions"], r["id"]))
    wanted = [row["id"] for row in rows]
    parties = _by_claim(
        db,
        "SELECT p.claim, coalesce(s.name, p.source) AS name FROM claim_parties p"
        " LEFT JOIN speakers s ON s.id = p.speaker WHERE p.claim IN ({}) ORDER BY p.claim, name",
        wanted,
    )
    variants = _by_claim(
        db,
        "SELECT claim, text FROM claim_variants WHERE claim IN ({}) ORDER BY claim, text",
        wanted,
    )
    members = _by_claim(db, _MEMBERS, wanted)
    return [
        ClaimRecord(
            id=row["id"],
            text=row["text"],
            kind=row["kind"],
            status=row["status"],
            mentions=row["mentions"],
            outlets=row["outlets"],
            origins=row["origins"],
            parties=tuple(p["name"] for p in parties.get(row["id"], ())),
            first_seen=row["first_seen"],
            last_seen=row["last_seen"],
            open_conflict=bool(row["open_conflict"]),
            variants=tuple(v["text"] for v in variants.get(row["id"], ())),
            members=tuple(
                Member(**{k: v for k, v in m.items() if k != "claim"})
                for m in members.get(row["id"], ())
            ),
        )
        for row in rows
    ]


def claim(db: Database, prefix: str) -> ClaimRecord:
    """Read the claim whose id begins with `prefix`; raise InputError unless it is one claim."""
    return claims(db, ids=[claim_id(db, prefix)])[0]


def claim_id(db: Database, prefix: str) -> str:
    """Give the id of the claim that begins so; raise InputError unless it is one claim."""
    return _only(db, "SELECT id FROM claims", prefix)


def history(db: Database, prefix: str) -> list[Change]:
    """Read the log of the claim whose id begins with `prefix`, also of one that is gone.

    Raises InputError unless it is one claim.
    """
    id_ = _only(db, "SELECT DISTINCT claim AS id FROM status_log", prefix)
    return [Change(**row) for row in db.query(f"{_CHANGES} WHERE l.claim = ? ORDER BY l.id", [id_])]


def changes(db: Database, cause: str) -> list[Change]:
    """Read what in the log has this cause."""
    return [
        Change(**row) for row in db.query(f"{_CHANGES} WHERE l.cause = ? ORDER BY l.id", [cause])
    ]


def _only(db: Database, ids: str, prefix: str) -> str:
    """Give the one id of a claim that begins with `prefix`."""
    sql = f"SELECT id FROM ({ids}) WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id LIMIT 2"
    found = [row[0] for row in db.execute(sql, [prefix])]
    if len(found) != 1 or not prefix:
        problem = "no claim has this id" if not found else "more than one claim has such an id"
        raise InputError(f"claim {prefix!r}", problem, "see `claimtrack claims DB` for the ids")
    id_: str = found[0]
    return id_


def speakers(db: Database) -> list[SpeakerRecord]:
    """Read the speakers of all articles, those with the most statements first."""
    variants = {
        speaker: tuple((v["form"], v["count"]) for v in rows)
        for speaker, rows in groupby(
            db.query("SELECT * FROM speaker_variants ORDER BY speaker, count DESC, form"),
            key=lambda v: v["speaker"],
        )
    }
    return [
        SpeakerRecord(
            row["id"],
            row["name"],
            row["type"],
            variants.get(row["id"], ()),
            row["statements"],
            row["claims"],
            row["outlets"],
        )
        for row in db.query("SELECT * FROM speakers_overview ORDER BY statements DESC, name, id")
    ]


def search(db: Database, words: str, limit: int = 50) -> list[Hit]:
    """Find statements that hold all of the words, whatever their spelling, the best match first."""
    query = " ".join(f'"{word}"' for word in WORD.findall(fold(words)))
    if not query:
        raise InputError(f"search {words!r}", "holds no word", "give at least one")
    rows = db.query(
        "SELECT q.statement, q.content AS text, q.speaker, q.outlet, q.published, a.path"
        " FROM statements_fts f JOIN statements t ON t.rowid = f.rowid"
        " JOIN quotations q ON q.statement = t.id JOIN articles a ON a.id = t.article"
        " WHERE statements_fts MATCH ? ORDER BY bm25(statements_fts), t.id LIMIT ?",
        [f"folded : ({query})", limit],
    )
    return [Hit(**row) for row in rows]


def pending(db: Database, version: int) -> bool:
    """Say whether an article stands outside the second layer, or in one of another version."""
    row = db.execute(
        "SELECT EXISTS (SELECT 1 FROM awaiting)"
        " OR EXISTS (SELECT 1 FROM consolidated WHERE version < ?1 OR version > ?1)",
        [version],
    )
    return bool(row.fetchone()[0])


_CHANGES = """
SELECT l.claim, l.at, l.from_status, l.to_status, l.cause,
    coalesce(a.source, r.source) AS outlet, coalesce(a.title, r.title) AS title,
    coalesce(a.path, r.path) AS path FROM status_log l
LEFT JOIN articles a ON a.id = l.article LEFT JOIN removals r ON r.article = l.article"""
_MEMBERS = """
SELECT l.claim, a.path, l.span_start AS start, l.span_end AS "end", l.text, q.speaker, q.cue,
    l.relation, l.basis, l.origin, coalesce(p.name, l.party) AS party, q.outlet, q.published,
    q.article, l.statement
FROM links l
JOIN quotations q ON q.statement = l.statement
JOIN articles a ON a.id = q.article
LEFT JOIN speakers p ON p.id = l.party
WHERE l.claim IN ({})
ORDER BY l.claim, q.published IS NULL, q.published, a.id, l.span_start, l.statement
"""


def _by_claim(db: Database, sql: str, ids: Sequence[str]) -> dict[str, list[Row]]:
    """Run a query for these claims, `{}` in it standing for their ids; return rows by claim."""
    found: dict[str, list[Row]] = {}
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        for row in db.query(sql.format(_marks(batch)), batch):
            found.setdefault(row["claim"], []).append(row)
    return found


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
