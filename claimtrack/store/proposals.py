"""What people may be asked, read with what they need to answer: the words, whose, where, when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from attrs import frozen
from sqlite_utils import Database

from claimtrack.entities.proposals import proposals as likely_merges
from claimtrack.models import DecisionKind, Moment, Name, Speaker
from claimtrack.store.connection import transaction
from claimtrack.store.rows import Row


@frozen
class Side:
    """One of the two that a proposal is about: a statement, or a speaker by one mention.

    `text` is what is said, or the speaker's name; `context` the sentence it stands in; `names` are
    the forms of the speaker's name; `claim` is one that the statement is in.
    """

    key: Name
    text: str
    context: str
    speaker: str | None
    names: tuple[str, ...]
    outlet: str | None
    published: Moment | None
    title: str | None
    path: str
    claim: str | None


@frozen
class Proposal:
    """A question to a person: do two statements say the same (`link`), contradict each other
    (`conflict`), are two speakers one (`merge`)?

    `id` is "KIND:LEFT:RIGHT". `value` says how many mentions hang on the answer, times how open it
    is; `margin` is score over threshold.
    """

    id: Name
    kind: DecisionKind
    why: str
    value: float
    margin: float | None
    left: Side
    right: Side


def proposals(
    db: Database, *, kinds: Collection[DecisionKind] = (), skip: Collection[str] = (), limit: int
) -> list[Proposal]:
    """Read the most valuable proposals, those of the ids in `skip` left out."""
    where, values = ["1"], []
    for column, chosen, negation in (("kind", kinds, ""), ("id", skip, "NOT ")):
        if chosen:
            marks = ", ".join("?" * len(chosen))
            where.append(f"{column} {negation}IN ({marks})")
            values += sorted(chosen)
    sql = f"SELECT * FROM proposals WHERE {' AND '.join(where)} ORDER BY value DESC, id LIMIT ?"
    return [_proposal(db, row) for row in db.query(sql, [*values, limit])]


def refresh_merges(db: Database) -> None:
    """Bring the speakers that may be one up to date with all speakers of the file."""
    forms: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for speaker, form, count in db.execute("SELECT speaker, form, count FROM speaker_variants"):
        forms[speaker].append((form, count))
    speakers = db.execute("SELECT id, name, type FROM speakers").fetchall()
    near = likely_merges(
        Speaker(id_, name, type_, tuple(sorted(forms[id_]))) for id_, name, type_ in speakers
    )
    wanted = {(p.left, p.right, p.reason) for p in near}
    with transaction(db):
        stored = set(db.execute("SELECT * FROM likely_merges").fetchall())
        delete = "DELETE FROM likely_merges WHERE (left_speaker, right_speaker, reason) = (?, ?, ?)"
        db.conn.executemany(delete, sorted(stored - wanted))
        insert = "INSERT INTO likely_merges VALUES (?, ?, ?)"
        db.conn.executemany(insert, sorted(wanted - stored))


def _proposal(db: Database, row: Row) -> Proposal:
    sql = _SPEAKER if row["kind"] == "merge" else _STATEMENT
    left, right = (_side(db, sql, row[f"{side}_key"]) for side in ("left", "right"))
    return Proposal(row["id"], row["kind"], row["why"], row["value"], row["margin"], left, right)


def _side(db: Database, sql: str, key: str) -> Side:
    (row,) = db.query(sql, [key])
    names = db.execute(
        "SELECT v.form FROM entity_speakers s JOIN speaker_variants v ON v.speaker = s.speaker"
        " WHERE s.entity = ? ORDER BY v.count DESC, v.form",
        [row.pop("entity")],
    )
    return Side(key=key, names=tuple(name for (name,) in names), **row)


_STATEMENT = """
SELECT q.content AS text, coalesce(n.text, q.content) AS context, q.speaker, t.entity, q.outlet,
    q.published, q.article_title AS title, a.path,
    (SELECT min(claim) FROM links l WHERE l.statement = t.id
        AND l.relation IN ('same', 'supports')) AS claim
FROM statements t JOIN quotations q ON q.statement = t.id JOIN articles a ON a.id = t.article
LEFT JOIN sentences n ON n.id = t.sentence WHERE t.id = ?
"""
_SPEAKER = """
SELECT e.name AS text, coalesce((SELECT n.text FROM mentions m JOIN sentences n
        ON n.article = e.article AND m.span_start BETWEEN n.span_start AND n.span_end - 1
        WHERE m.entity = e.id ORDER BY m.span_start LIMIT 1), e.name) AS context,
    p.name AS speaker, e.id AS entity, a.source AS outlet, a.published, a.title, a.path,
    NULL AS claim
FROM entities e JOIN articles a ON a.id = e.article
LEFT JOIN entity_speakers s ON s.entity = e.id LEFT JOIN speakers p ON p.id = s.speaker
WHERE e.id = ?
"""
