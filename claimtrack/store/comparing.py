"""Rows that are compared with rows that should be in their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isclose
from typing import Any

from attrs import frozen

from claimtrack.store.rows import Row

Key = tuple[Any, ...]


@frozen
class Differences:
    """The keys of rows that should not be there, and the rows that should, where they are missing
    or differ: each with its key and the row in its place."""

    gone: list[Key]
    changed: list[tuple[Key, Row, Row | None]]


def differing(pk: Sequence[str], rows: Iterable[Row], present: Iterable[Row]) -> Differences:
    """Compare the rows present with those that should be, by the columns of their key."""

    def key(row: Row) -> Key:
        return tuple(row[column] for column in pk)

    stored = {key(row): row for row in present}
    wanted = {key(row): row for row in rows}
    changed = [
        (at, wanted[at], here)
        for at in sorted(wanted)
        if (here := stored.get(at)) is None
        or not all(same(here[c], value) for c, value in wanted[at].items())
    ]
    return Differences(sorted(stored.keys() - wanted.keys()), changed)


def same(a: object, b: object) -> bool:
    """Tell whether two values are equal, numbers to the digit that any machine would get."""
    return a == b or (isinstance(a, float) and isinstance(b, float) and isclose(a, b))
