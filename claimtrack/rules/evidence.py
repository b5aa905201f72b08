"""Rules of what two articles have in common: found once, and as it would be found again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from math import isclose
from typing import Any

from sqlite_utils import Database
from sqlite_utils.db import Table

from claimtrack.rules.rule import Finding, Rule, brief, rule, sample
from claimtrack.shelf import Shelf, index
from claimtrack.store import evidence, extractions

RULES: list[Rule] = []

# Each table of what one article is found by, with the column that begins with the article.
_FOUND_BY = {
    "topics": "article", "vectors": "article", "runs": "statement", "shingles": "article",
    "blocks": "entity",
}  # fmt: skip


@rule(RULES, "CT301", "An article that was not read is found by none that comes after it.")
def every_article_read(db: Database) -> Iterator[Finding]:
    rows = db.execute(
        "SELECT c.article FROM consolidated c LEFT JOIN readings r ON r.article = c.article"
        " WHERE r.article IS NULL ORDER BY 1"
    )
    for (article,) in rows:
        yield Finding("articles", article, "was taken in without having been read")


@rule(RULES, "CT302", "What an article is found by is in step with its text, and nothing else is.")
def readings_follow_from_texts(db: Database) -> Iterator[Finding]:
    wanted = dict.fromkeys(_FOUND_BY, 0)
    lookups = {
        table: f"SELECT 1 FROM {table} WHERE "
        + " AND ".join(f'"{column.name}" IS ?' for column in Table(db, table).columns)
        for table in _FOUND_BY
    }
    for row in db.execute("SELECT * FROM readings ORDER BY article").fetchall():
        article = row[0]
        rows = index(extractions.extraction(db, article, sentences=False)).tables
        if not _same_reading(row, rows["readings"][0]):
            yield Finding("readings", article, "is not what its text gives to compare it by")
        for table, lookup in lookups.items():
            wanted[table] += len(rows[table])
            lacking = [row for row in rows[table] if not db.execute(lookup, row).fetchone()]
            if lacking:
                yield Finding(table, article, f"lacks {brief(str(lacking[0]))}")
    for table, column in _FOUND_BY.items():
        held = Table(db, table).count
        if held != wanted[table]:
            yield Finding(table, "-", f"has {held} rows, the articles give {wanted[table]}")
        # Up to the slash: runs and blocks are of a part of an article.
        article = f"substr({column}, 1, instr({column} || '/', '/') - 1)"
        stray = f"SELECT {article} FROM {table} EXCEPT SELECT article FROM readings"
        for (key,) in db.execute(stray):
            yield Finding(table, key, "is of no article that was read")


def _same_reading(stored: evidence.Row, wanted: evidence.Row) -> bool:
    _, topic, statements, shingles = stored
    try:
        here: Any = json.loads(topic)
        # Another zlib may pack the same to other bytes.
        same = zlib.decompress(statements) == zlib.decompress(wanted[2]) and shingles == wanted[3]
    except (ValueError, zlib.error):
        return False
    there: dict[str, float] = json.loads(wanted[1])
    return (
        same
        and isinstance(here, dict)
        and here.keys() == there.keys()
        and all(_near(here[stem], weight) for stem, weight in there.items())
    )


def _near(a: object, b: float) -> bool:
    # Another machine may add up the same numbers to another last digit.
    return isinstance(a, int | float) and isclose(a, b, abs_tol=1e-6)


@rule(RULES, "CT303", "Which texts are copies is the same whoever holds them side by side.")
def copies_follow_from_texts(db: Database) -> Iterator[Finding]:
    shelf = Shelf(db)
    for article in sample(db):
        edges, copied = shelf.copies(article, shelf.comparisons(article))
        held = {(e.left, e.right): e.strength for e in evidence.copies(db, [article])}
        wanted = {(e.left, e.right): e.strength for e in edges}
        for left, right in sorted(held.keys() | wanted.keys()):
            here, there = held.get((left, right)), wanted.get((left, right))
            if here is None or there is None or not _near(here, there):
                yield Finding("copies", f"{left} {right}", f"is {here}, the texts give {there}")
        of_article = {
            row
            for row in evidence.copied_statements(db, [article])
            if article in (row[0].partition("/")[0], row[1])
        }
        for row in sorted(of_article ^ set(copied), key=str):
            problem = "is" if row in of_article else "is not, and should be,"
            source = f"{row[1]} (of the medium {row[2]})" if row[2] else row[1]
            yield Finding("copied_statements", row[0], f"{problem} copied from {source}")


@rule(RULES, "CT304", "Whether two statements say the same is decided by what they say.")
def comparisons_follow_from_texts(db: Database) -> Iterator[Finding]:
    shelf = Shelf(db)
    for article in sample(db):
        held, wanted = (
            {row[:4]: row[4:] for row in rows}
            for rows in (
                evidence.comparison_rows(db, article),
                map(evidence.comparison_row, shelf.comparisons(article)),
            )
        )
        yield from _differing(held, wanted)


def _differing(
    held: Mapping[evidence.Row, evidence.Row], wanted: Mapping[evidence.Row, evidence.Row]
) -> Iterator[Finding]:
    for pair in sorted(held.keys() | wanted.keys()):
        here, there = held.get(pair), wanted.get(pair)
        if here is None or there is None or here[2:] != there[2:] or not (
            _near(here[0], there[0]) and _near(here[1], there[1])
        ):  # fmt: skip
            problem = f"are held for {here}, their texts give {there}"
            yield Finding("comparisons", " ".join(map(str, pair)), problem)
