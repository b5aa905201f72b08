"""Records of articles that were made up: written without a model, read back to be compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from claimtrack.models import Extraction
from claimtrack.rules import RULES
from claimtrack.store import writer
from claimtrack.store.connection import connect
from claimtrack.tracker import Tracker

PAST = frozenset({"status_log", "removals", "_sqlite_migrations"})
"""Tables that tell when things happened: two runs never agree on them."""


def write_record(path: str | Path, extractions: Iterable[Extraction]) -> None:
    """Write articles, and the claims that they give, to a file: what `claimtrack track` does with
    articles that it has read."""
    with connect(path, create=True) as db:
        for extraction in extractions:
            writer.add_article(db, extraction)
    with Tracker(path) as tracker:
        tracker.consolidate()


def rows(path: str | Path, *, but: Collection[str] = ()) -> dict[str, list[str]]:
    """Read every row of every table, in an order that does not depend on how it was written.

    Left out are the tables of `PAST`, the full-text index, and the tables named in `but`.
    """
    with connect(path) as db:
        return {
            table: sorted(map(repr, db.execute(f'SELECT * FROM "{table}"')))
            for table in db.table_names()
            if "_fts" not in table and table not in PAST and table not in but
        }


def findings(path: str | Path) -> list[str]:
    """List what breaks the rules in a record, each with its rule; nothing in a good one."""
    with connect(path) as db:
        return [f"{rule.number} {found}" for rule in RULES for found in rule.broken_by(db)]
