"""Digests of what cannot be derived again: what an article gave, and the log.

Each row of the log is sealed together with the digest before it, so that none can be changed or
left out unseen.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256

from sqlite_utils import Database

_OF_ENTITY = "FROM {0} JOIN entities e ON e.id = {0}.entity WHERE e.article = ?"
_GIVEN = (
    "SELECT id, title, source, published, credit, url, language, path, text, dateline_start,"
    " dateline_end, paragraphs FROM articles WHERE id = ?",
    "SELECT id, text, position, span_start, span_end, tokens, parts FROM sentences"
    " WHERE article = ? ORDER BY id",
    "SELECT id, name, type FROM entities WHERE article = ? ORDER BY id",
    f"SELECT entity, form, count {_OF_ENTITY.format('entity_variants')} ORDER BY 1, 2",
    f"SELECT entity, text, span_start, span_end {_OF_ENTITY.format('mentions')} ORDER BY 1, 3, 4",
    "SELECT id, content, entity, mode, stance, said, sentence, parent, position, speaker_kind,"
    " speaker_type, confidence, rule, folded FROM statements WHERE article = ? ORDER BY id",
    "SELECT s.statement, s.role, s.position, s.text, s.span_start, s.span_end FROM spans s"
    " JOIN statements t ON t.id = s.statement WHERE t.article = ? ORDER BY 1, 2, 3",
)
_LOG = "SELECT id, claim, text, from_status, to_status, cause, article, at FROM status_log"


def of_article(db: Database, article: str) -> str:
    """Digest every row that an article gave."""
    return _digest([row for sql in _GIVEN for row in db.execute(sql, [article])])


def seal_article(db: Database, article: str) -> None:
    """Write the digest of an article."""
    digest = of_article(db, article)
    db.execute("UPDATE articles SET digest = ? WHERE id = ?", [digest, article])


def of_log(db: Database) -> Iterator[tuple[int, str]]:
    """Digest the log row by row: yield each row's id, and its digest."""
    digest = ""
    for row in db.execute(f"{_LOG} ORDER BY id"):
        digest = after(digest, row)
        yield row[0], digest


def after(digest: str, row: Iterable[object]) -> str:
    """Digest a row of the log, without its own digest, that follows the one of this digest."""
    return _digest([digest, *row])


def seal(db: Database) -> None:
    """Write all digests."""
    for (article,) in db.execute("SELECT id FROM articles").fetchall():
        seal_article(db, article)
    for number, digest in list(of_log(db)):
        db.execute("UPDATE status_log SET digest = ? WHERE id = ?", [digest, number])


def _digest(value: object) -> str:
    return sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:32]
