"""Language knowledge as CSV, one row one fact with its source, and the one reader of it.

Every file has a header row; the column `source` says where the row comes from.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Read `NAME.csv` of this package: a dict a row, keyed by the header."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def terms(name: str, column: str = "term") -> frozenset[str]:
    """Read one column of `NAME.csv`, folded with `claimtrack.arabic.fold`."""
    from claimtrack.arabic import fold

    return frozenset(fold(row[column]) for row in rows(name))
