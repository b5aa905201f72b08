"""The front page: what is new, how the claims stand, who quotes whom."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from typing import Any

from claimtrack.browse import charts, queries
from claimtrack.browse.differences import difference
from claimtrack.browse.queries import Row, rows
from claimtrack.browse.request import Ask
from claimtrack.store.reader import STATUSES

_QUOTING = 12  # outlets in the picture of who quotes whom

# In the picture the best vouched for stands at the foot.
_STACKED = ("corroborated", "repeated", "single_source", "anonymous", "disputed", "denied",
            "retracted")  # fmt: skip


def read(conn: sqlite3.Connection, ask: Ask) -> dict[str, Any]:
    """Read the front page."""
    counts = {row["status"]: row["count"] for row in rows(conn, queries.STATUS_COUNTS)}
    days: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows(conn, queries.STATUS_BY_DAY):
        days[row["day"]][row["kind"]] = row["count"]
    names = {status: ask.ui.words[f"status_{status}"] for status in _STACKED}
    return {
        "totals": rows(conn, queries.TOTALS)[0],
        "statuses": [(status, counts[status]) for status in STATUSES if status in counts],
        "by_day": charts.bars(days, names, ask.ui, ask.ui.words["by_day"]),
        "articles": rows(conn, queries.NEWEST_ARTICLES),
        "changes": rows(conn, queries.NEWEST_STATUSES),
        "repeated": rows(conn, queries.MOST_REPEATED),
        "refuted": rows(conn, queries.REFUTED),
        "conflicts": [side_by_side(c) for c in rows(conn, queries.NEWEST_CONFLICTS)],
        "matrix": _matrix(conn),
        "outlets": rows(conn, queries.OUTLETS),
    }


def side_by_side(conflict: Row) -> Row:
    """Mark in each of two claims the words that the other lacks."""
    left, right = conflict["left_text"], conflict["right_text"]
    return conflict | {
        "left": difference(right, left, missing=False),
        "right": difference(left, right, missing=False),
    }


def _matrix(conn: sqlite3.Connection) -> Row:
    """Count the statements of the speakers most quoted, in the outlets that quote them most."""
    speakers = rows(conn, queries.MOST_QUOTED)
    by_outlet: Counter[str] = Counter()
    counts: dict[tuple[str, str], int] = {}
    for row in rows(conn, queries.QUOTED_IN, [json.dumps([s["id"] for s in speakers])]):
        by_outlet[row["outlet"]] += row["count"]
        counts[row["speaker"], row["outlet"]] = row["count"]
    outlets = sorted(by_outlet, key=lambda o: (-by_outlet[o], o))[:_QUOTING]
    return {
        "outlets": outlets,
        "speakers": [
            speaker | {"cells": [counts.get((speaker["id"], outlet), 0) for outlet in outlets]}
            for speaker in speakers
        ],
        "top": max(counts.values(), default=1),
    }
