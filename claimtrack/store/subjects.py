"""What an id or a place in an article means: the statements and speakers that people decide on."""

from __future__ import annotations

from attrs import frozen
from sqlite_utils import Database

from claimtrack.errors import InputError
from claimtrack.matching.readings import reading
from claimtrack.models import Count, Decision, DecisionKind, Moment, Name, Span, Subject, Verdict
from claimtrack.store import derived, extractions, reader
from claimtrack.store.rows import to_span


@frozen
class Place:
    """Words of an article, by code points of its text."""

    article: Name
    start: Count
    end: Count
    text: str


@frozen
class JudgedPlaces:
    """A decision by the places in the articles: what one file has in common with another of them.

    `id` is its number in the file it comes from; `withdrawn` tells when it was undone there.
    """

    kind: DecisionKind
    verdict: Verdict
    left: Place
    right: Place
    at: Moment
    by: str | None = None
    note: str | None = None
    withdrawn: Moment | None = None
    id: Count | None = None


def speaker(db: Database, id_: str) -> Subject:
    """Find a named speaker, by the id in one article ("ARTICLE/p1") or across articles, as the
    first mention of it; raise InputError where there is none."""
    sql = (
        "SELECT m.entity, m.text, m.span_start, m.span_end, e.type FROM mentions m"
        " JOIN entities e ON e.id = m.entity WHERE m.entity = coalesce((SELECT min(entity)"
        " FROM entity_speakers WHERE speaker = ?1), ?1) ORDER BY m.span_start LIMIT 1"
    )
    for row in db.query(sql, [id_]):
        if row["type"] == "anonymous":
            raise InputError(f"speaker {id_!r}", "is an unnamed source", "it stays by itself")
        return Subject(row["entity"], to_span(row))
    raise InputError(
        f"speaker {id_!r}", "no speaker has this id", "see `claimtrack proposals DB` for ids"
    )


def statements(db: Database, left: str, right: str, *, opposed: bool) -> tuple[Subject, Subject]:
    """Find two statements, the words by which they are alike (or `opposed`) where only a part of
    them is; a claim stands for one of its statements. Raises InputError for an unknown id."""
    claims = [_claim(db, id_) for id_ in (left, right)]
    if not any(claims):
        return _compared(db, left, right, opposed)
    first = None if claims[0] else left
    second = None if claims[1] else right
    other = _member(db, claims[1], first) if claims[1] else _within(db, right, claims[0])
    one = _member(db, claims[0], second or other.key) if claims[0] else _within(db, left, claims[1])
    return one, other


def _claim(db: Database, id_: str) -> str | None:
    """Give the id of the claim that this is the id of; None for a statement's."""
    return None if "/" in id_ else reader.claim_id(db, id_)


def _member(db: Database, claim: str | None, besides: str | None) -> Subject:
    """Pick the statement that stands for a claim, another than `besides`."""
    sql = (
        "SELECT l.statement, l.text, l.span_start, l.span_end FROM links l"
        " JOIN claims c ON c.id = l.claim WHERE l.claim = ? AND l.relation IN ('same', 'supports')"
        " AND l.statement IS NOT ? ORDER BY l.text = c.text DESC, l.statement, l.span_start LIMIT 1"
    )
    for row in db.query(sql, [claim, besides]):
        return Subject(row["statement"], to_span(row))
    raise InputError(f"claim {claim!r}", "has no other statement", "name a statement of another")


def _within(db: Database, statement: str, claim: str | None) -> Subject:
    """Find a statement by the words that bind it to a claim, or all of its own."""
    sql = (
        "SELECT text, span_start, span_end FROM links WHERE claim = ? AND statement = ?"
        " ORDER BY span_start LIMIT 1"
    )
    for row in db.query(sql, [claim, statement]):
        return Subject(statement, to_span(row))
    return _part(db, statement, 0)


def _compared(db: Database, left: str, right: str, opposed: bool) -> tuple[Subject, Subject]:
    sql = (
        "SELECT left_statement, left_part, right_part FROM comparisons"
        " WHERE left_statement IN (?1, ?2) AND right_statement IN (?1, ?2)"
        " AND (reason IS NOT NULL) = ?3 ORDER BY margin DESC, left_part, right_part LIMIT 1"
    )
    for row in db.execute(sql, [left, right, opposed]):
        here, there = row[1:] if row[0] == left else row[:0:-1]
        return _part(db, left, here), _part(db, right, there)
    return _part(db, left, 0), _part(db, right, 0)


def _part(db: Database, statement: str, number: int) -> Subject:
    """Find a part of a statement, 0 for the whole."""
    article, _, own = statement.rpartition("/")
    if derived.read_statements(db, [statement]):
        for held in reading(extractions.extraction(db, article, sentences=False)).statements:
            if held[0].statement == own:
                return Subject(statement, held[min(number, len(held) - 1)].span)
    raise InputError(
        f"statement {statement!r}",
        "no statement that can be judged has this id",
        "see `claimtrack claims DB --format jsonl` for ids",
    )


def placed(decision: Decision) -> JudgedPlaces:
    """Give a decision by the places of what it is on."""
    left, right = (
        Place(s.key.rpartition("/")[0], s.span.start, s.span.end, s.span.text)
        for s in (decision.left, decision.right)
    )
    return JudgedPlaces(
        decision.kind, decision.verdict, left, right, decision.at, decision.by, decision.note,
        decision.withdrawn, decision.id,
    )  # fmt: skip


def at(db: Database, kind: str, where: Place) -> Subject | None:
    """Find what stands at a place: a speaker for a merge, else a statement; None where nothing does
    or the words are others."""
    values = [where.article, where.start, where.end]
    text = db.execute("SELECT text FROM articles WHERE id = ?", values[:1]).fetchone()
    if text is None or text[0][where.start : where.end] != where.text:
        return None
    sql = _MENTION_AT if kind == "merge" else _CONTENT_AT
    for (key,) in db.execute(sql, values):
        return Subject(key, Span(where.start, where.end, where.text))
    return None


_MENTION_AT = """
SELECT m.entity FROM mentions m JOIN entities e ON e.id = m.entity
WHERE e.article = ?1 AND m.span_start < ?3 AND m.span_end > ?2
ORDER BY min(m.span_end, ?3) - max(m.span_start, ?2) DESC, m.entity LIMIT 1
"""
_CONTENT_AT = """
SELECT s.statement FROM spans s JOIN statements t ON t.id = s.statement
WHERE t.article = ?1 AND s.role = 'content' AND s.span_start < ?3 AND s.span_end > ?2
ORDER BY (min(s.span_end, ?3) - max(s.span_start, ?2)) * 1.0
    / (max(s.span_end, ?3) - min(s.span_start, ?2)) DESC, s.statement LIMIT 1
"""
