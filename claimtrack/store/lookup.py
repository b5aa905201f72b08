"""Which articles of the file are to be compared with one: found by stem, run and shingle."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from sqlite_utils import Database

from claimtrack.matching.context import cosine
from claimtrack.matching.readings import Reading
from claimtrack.matching.retrieval import (
    RELATED,
    SHARED_TOPIC,
    WINDOW_DAYS,
    comparable,
    day_of,
    quoted,
)
from claimtrack.origins import Fingerprint, sharing
from claimtrack.store import readings
from claimtrack.store.evidence import Days, select


def near(db: Database, reading: Reading) -> list[str]:
    """Find the articles to compare with this one: on its event, or quoting the same words."""
    days = _days(reading.published)
    found = set(_on_event(db, reading, days))
    for own in reading.runs.values():
        held: dict[tuple[str, int], int] = defaultdict(int)
        for statement, size, count in select(
            db,
            "SELECT statement, size, count(*) FROM runs"
            " WHERE run IN ({}) AND day BETWEEN ? AND ? GROUP BY statement",
            sorted(own),
            days,
        ):
            held[statement, size] += count
        for (statement, size), count in held.items():
            if quoted(count, len(own), size):
                found.add(statement.partition("/")[0])
    dates = select(db, "SELECT id, published FROM articles WHERE id IN ({})", sorted(found))
    return sorted(
        article
        for article, day in dates
        if article != reading.article and comparable(day, reading.published)
    )


def _on_event(db: Database, reading: Reading, days: Sequence[Days]) -> list[str]:
    """Find the articles related to this one: of those that share its heaviest stems, the ones
    whose vectors are near enough, and then by their topics."""
    # Not in batches, in which the count would fall apart: the stems are few.
    marks = ", ".join("?" * len(reading.topic))
    sharing = (
        f"SELECT article FROM topics WHERE stem IN ({marks}) AND day BETWEEN ? AND ?"
        f" GROUP BY article HAVING count(*) >= {SHARED_TOPIC}"
    )
    sql = f"SELECT v.article, v.stems FROM ({sharing}) t JOIN vectors v ON v.article = t.article"
    vectors = [row for span in days for row in db.execute(sql, [*sorted(reading.topic), *span])]
    topic = reading.context.topic
    likely = readings.nearer(topic, vectors, RELATED)
    topics = select(db, "SELECT article, topic FROM readings WHERE article IN ({})", likely)
    return [a for a, theirs in topics if cosine(json.loads(theirs), topic) >= RELATED]


def sharing_text(db: Database, own: Fingerprint) -> list[str]:
    """Find the articles that may share text with this one."""
    shared: dict[str, int] = defaultdict(int)
    for article, count in select(
        db,
        "SELECT article, count(*) FROM shingles WHERE shingle IN ({}) GROUP BY article",
        sorted(own.sample),
    ):
        shared[article] += count
    return sorted(a for a, count in shared.items() if a != own.article and sharing(count))


def _days(published: str | None) -> list[Days]:
    """Give the days of the articles that one of this date is compared with: a span of them, and
    none, which is for the unknown."""
    if published is None:
        return [("", "9999")]
    day, span = date.fromisoformat(day_of(published)), timedelta(WINDOW_DAYS)
    # Feeds say 0001-01-01 where they know no date: the calendar ends there.
    first = day - span if day - date.min > span else date.min
    last = day + span if date.max - day > span else date.max
    # In two, each by the index: of "none or in the span" SQLite would read the rows of all days.
    return [(first.isoformat(), last.isoformat()), ("", "")]
