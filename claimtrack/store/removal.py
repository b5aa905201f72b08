"""Taking articles out of the file: the tables for that, and every row that is an article's."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from sqlite_utils import Database

from claimtrack.errors import InputError

REMOVALS = """
-- What was taken out, for the log to tell of; one that came again is in `articles` as well.
CREATE TABLE removals (
    article TEXT PRIMARY KEY,
    title TEXT,
    source TEXT,
    path TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- What an article gave, and each row of the log, can't be derived again: a digest seals it.
ALTER TABLE articles ADD COLUMN digest TEXT NOT NULL DEFAULT '';
CREATE TABLE log_to_be (
    id INTEGER PRIMARY KEY,
    claim TEXT NOT NULL,
    text TEXT NOT NULL,
    from_status TEXT,
    to_status TEXT,
    -- What happened (added, removed) to which article; no foreign key: it may go as the claim may.
    cause TEXT NOT NULL DEFAULT 'added',
    article TEXT,
    at TEXT NOT NULL,
    digest TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO log_to_be SELECT id, claim, text, from_status, to_status, 'added', article, at, ''
    FROM status_log;
DROP TABLE status_log;
ALTER TABLE log_to_be RENAME TO status_log;
CREATE INDEX idx_status_log_claim ON status_log (claim);
CREATE TRIGGER status_log_no_delete BEFORE DELETE ON status_log
    BEGIN SELECT RAISE(ABORT, 'status_log is append-only'); END;
"""
LOG_IS_APPEND_ONLY = """
CREATE TRIGGER status_log_no_update BEFORE UPDATE ON status_log
    BEGIN SELECT RAISE(ABORT, 'status_log is append-only'); END;
"""
_ENTITY = "entity IN (SELECT id FROM entities WHERE article = ?1)"
_STATEMENT = "statement IN (SELECT id FROM statements WHERE article = ?1)"
# Each table with what finds an article's rows in it, in such an order that they can be found.
_ROWS = (
    ("comparisons", f"left_{_STATEMENT} OR right_{_STATEMENT}"),
    ("copied_statements", f"{_STATEMENT} OR article = ?1"),
    ("copies", "left_article = ?1 OR right_article = ?1"),
    ("blocks", _ENTITY),
    ("shingles", "article = ?1"),
    ("runs", "substr(statement, 1, length(?1) + 1) = ?1 || '/'"),
    ("topics", "article = ?1"),
    ("vectors", "article = ?1"),
    ("readings", "article = ?1"),
    ("clusters", _STATEMENT),
    ("links", _STATEMENT),
    ("origin_members", "article = ?1"),
    ("entity_speakers", _ENTITY),
    ("consolidated", "article = ?1"),
    ("spans", _STATEMENT),
    ("statements", "article = ?1"),
    ("mentions", _ENTITY),
    ("entity_variants", _ENTITY),
    ("entities", "article = ?1"),
    ("sentences", "article = ?1"),
    ("articles", "id = ?1"),
)


def articles_named(db: Database, name: str) -> list[str]:
    """Return the ids of the articles that have this id or this path; raise InputError if none."""
    rows = db.execute("SELECT id FROM articles WHERE id = ?1 OR path = ?1 ORDER BY rowid", [name])
    found = [row[0] for row in rows]
    if not found:
        remedy = "give the id or the whole path of one: SELECT id, path FROM articles"
        raise InputError(
            f"article {name!r}", "no article in the record has this id or path", remedy
        )
    return found


def delete_articles(db: Database, articles: Collection[str]) -> None:
    """Delete the rows of these articles, inside the transaction of the caller, which is to bring
    the record across articles up to date before its end: only then do foreign keys hold again."""
    db.execute("PRAGMA defer_foreign_keys = ON")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for article in articles:
        db.execute(
            "INSERT OR REPLACE INTO removals SELECT id, title, source, path, ? FROM articles"
            " WHERE id = ?",
            [now, article],
        )
        for table, condition in _ROWS:
            db.execute(f"DELETE FROM {table} WHERE {condition}", [article])
    db.execute("DELETE FROM matcher WHERE NOT EXISTS (SELECT 1 FROM readings)")


def drop_sources(db: Database) -> None:
    """Delete the outlets of which no article is left."""
    db.execute("DELETE FROM sources WHERE name NOT IN"
               " (SELECT source FROM articles WHERE source IS NOT NULL)")  # fmt: skip
