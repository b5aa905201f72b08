"""A rule: a number, a name, why it must hold, and what finds the rows that break it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from attrs import frozen
from sqlite_utils import Database

Row = dict[str, Any]
Find = Callable[[Database], Iterator["Finding"]]

SAMPLE = 100
"""Articles for which a rule does the work again that made the record."""


@frozen
class Finding:
    """A row that breaks a rule: its table, its key there, and what is wrong with it."""

    table: str
    key: str
    problem: str

    def __str__(self) -> str:
        return f"{self.table} {self.key}: {self.problem}"


@frozen
class Rule:
    """An invariant; `find(db)` yields a finding for each row that breaks it."""

    number: str
    name: str
    why: str
    find: Find

    def broken_by(self, db: Database) -> list[Finding]:
        """List what breaks the rule; that damage keeps it from being tried is a finding too."""
        found: list[Finding] = []
        try:
            found.extend(self.find(db))
        except Exception as error:  # damage can raise anything on the way
            found.append(Finding("file", "-", f"the rule cannot be tried: {error!r}"))
        return found


def rule(rules: list[Rule], number: str, why: str) -> Callable[[Find], Find]:
    """Enter a function into a list of rules, under its own name."""

    def enter(find: Find) -> Find:
        rules.append(Rule(number, find.__name__.replace("_", "-"), why, find))
        return find

    return enter


def with_text(db: Database, sql: str) -> Iterator[tuple[str, Row]]:
    """Run a query that is ordered by its column `article`; yield each row after that one's text.

    What stands at an offset is found here and not in SQL, whose substr ends a text at a NUL.
    """
    for article, rows in groupby(db.query(sql), key=lambda row: row["article"]):
        found = db.execute("SELECT text FROM articles WHERE id = ?", [article]).fetchone()
        for row in rows:
            yield (found[0] if found else ""), row


def sample(db: Database) -> list[str]:
    """Choose articles of the record: all of a small one, else so many, evenly."""
    found = [row[0] for row in db.execute("SELECT article FROM consolidated ORDER BY 1")]
    return found[:: -(-len(found) // SAMPLE) or 1]


def brief(text: str) -> str:
    """Quote a text, its middle left out where it is long."""
    return repr(text if len(text) <= 60 else f"{text[:30]}…{text[-29:]}")
