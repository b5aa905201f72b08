"""Which propositions are clustered, as it was found last: where the next article joins in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal

from attrs import frozen
from sqlite_utils import Database

from claimtrack.matching.propositions import Key
from claimtrack.store.evidence import key, select

CLUSTERS = """
-- The cluster of each proposition that is one of a pair, named after its least member; `also`: it
-- says that beside what it says in another. `claim` is the claim that it is if several articles say
-- it. `judged`: people decided on what hangs together with it.
CREATE TABLE clusters (
    statement TEXT NOT NULL REFERENCES statements (id),
    part INTEGER NOT NULL,
    cluster TEXT NOT NULL,
    claim TEXT NOT NULL,
    also INTEGER NOT NULL CHECK (also IN (0, 1)),
    judged INTEGER NOT NULL CHECK (judged IN (0, 1)),
    PRIMARY KEY (statement, part, cluster)
) STRICT, WITHOUT ROWID;
CREATE INDEX idx_clusters_cluster ON clusters (cluster);
CREATE INDEX idx_clusters_claim ON clusters (claim);
"""


@frozen
class Placed:
    """A row of `clusters`."""

    key: Key
    cluster: str
    claim: str
    also: bool
    judged: bool


def placed(
    db: Database, column: Literal["statement", "cluster", "claim"], values: Collection[str]
) -> Iterator[Placed]:
    """Read where the propositions of these statements, clusters or claims stand."""
    columns = "statement, part, cluster, claim, also, judged"
    sql = f"SELECT {columns} FROM clusters WHERE {column} IN ({{}})"
    for statement, part, cluster, claim, also, judged in select(db, sql, sorted(values)):
        yield Placed(key(statement, part), cluster, claim, bool(also), bool(judged))


def placed_in(db: Database, articles: Collection[str]) -> Iterator[Key]:
    """Read which propositions of these articles are one of a pair."""
    sql = (
        "SELECT c.statement, c.part FROM statements s JOIN clusters c ON c.statement = s.id"
        " WHERE NOT c.also AND s.article IN ({})"
    )
    for statement, part in select(db, sql, sorted(articles)):
        yield key(statement, part)
