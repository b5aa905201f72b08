"""Language knowledge as CSV, one row one fact with its source, and the one reader of it.

Every file has a header row; the column `source` says where the row comes from.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from claimtrack.arabic import fold


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Read `NAME.csv` of this package: a dict a row, keyed by the header."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def terms(name: str, column: str = "term") -> frozenset[str]:
    """Read one column of `NAME.csv`, folded with `claimtrack.arabic.fold`."""
    return frozenset(fold(row[column]) for row in rows(name))


@cache
def word_class(kind: str) -> frozenset[str]:
    """Read the function words, or the nouns, of one class, folded with `claimtrack.arabic.fold`."""
    facts = (*rows("function_words"), *rows("nouns"))
    found = frozenset(fold(row["term"]) for row in facts if row["class"] == kind)
    if not found:
        raise ValueError(f"no words of class {kind!r}; see function_words.csv and nouns.csv")
    return found
