"""What people decided: kept apart from all that is derived, never rewritten, only undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from attrs import evolve
from sqlite_utils import Database
from sqlite_utils.db import Table

from claimtrack.errors import InputError
from claimtrack.models import Decision, Span, Subject
from claimtrack.store.evidence import select
from claimtrack.store.rows import Row


def decisions(db: Database) -> list[Decision]:
    """Read all decisions in the order in which they were made, those undone among them."""
    return [_decision(row) for row in db.query("SELECT * FROM decisions ORDER BY id")]


def decision(db: Database, id_: int) -> Decision:
    """Read one decision; raise InputError where there is none of this id."""
    for row in db.query("SELECT * FROM decisions WHERE id = ?", [id_]):
        return _decision(row)
    remedy = "see `claimtrack decisions DB` for the ids"
    raise InputError(f"decision {id_}", "no decision has this id", remedy)


def standing(db: Database, keys: Collection[str] | None = None) -> list[Decision]:
    """Read the decisions that were not undone: all, or those on one of these subjects."""
    if keys is None:
        return [d for d in decisions(db) if d.withdrawn is None]
    sql = "SELECT * FROM decisions WHERE withdrawn IS NULL AND {} IN ({{}})"
    found = {
        row[0]: dict(zip(_columns(db), row, strict=True))
        for side in ("left_key", "right_key")
        for row in select(db, sql.format(side), sorted(keys))
    }
    return [_decision(row) for _, row in sorted(found.items())]


def insert(db: Database, decision: Decision) -> Decision:
    """Write a decision, inside the transaction of the caller; return it with its id."""
    row = {
        "kind": decision.kind,
        "verdict": decision.verdict,
        **_subject_row("left", decision.left),
        **_subject_row("right", decision.right),
        "decided_by": decision.by,
        "note": decision.note,
        "at": decision.at,
        "withdrawn": decision.withdrawn,
    }
    id_ = Table(db, "decisions").insert(row).last_pk
    assert isinstance(id_, int)
    return evolve(decision, id=id_)


def withdraw(db: Database, decisions: Iterable[Decision], at: str) -> None:
    """Mark decisions as undone, inside the transaction of the caller."""
    db.conn.executemany(
        "UPDATE decisions SET withdrawn = ? WHERE id = ?", [(at, d.id) for d in decisions]
    )


def _columns(db: Database) -> list[str]:
    return [column.name for column in Table(db, "decisions").columns]


def _subject_row(side: str, subject: Subject) -> Row:
    return {
        f"{side}_key": subject.key,
        f"{side}_text": subject.span.text,
        f"{side}_start": subject.span.start,
        f"{side}_end": subject.span.end,
    }


def _decision(row: Row) -> Decision:
    left, right = (
        Subject(row[f"{s}_key"], Span(row[f"{s}_start"], row[f"{s}_end"], row[f"{s}_text"]))
        for s in ("left", "right")
    )
    return Decision(
        row["kind"], row["verdict"], left, right, row["at"], row["decided_by"], row["note"],
        row["id"], row["withdrawn"],
    )  # fmt: skip
