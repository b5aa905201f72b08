"""Which articles are worth a comparison: those on one event, those that quote the same words.

Whether two articles meet is a function of the two alone, so that the store finds the same ones
from its tables, an article at a time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from claimtrack.matching.context import relatedness
from claimtrack.matching.readings import Reading

RELATED = 0.33
"""Least relatedness of two articles on one event."""
SHARED_TOPIC = 3
"""Heaviest stems that two articles on one event share."""
SHARED_RUNS = 2
QUOTED = 0.4
"""Share of the runs of the statement with fewer that makes one quote the other's words."""
WINDOW_DAYS = 30
"""Days between two articles that are still compared."""


def comparable(a: str | None, b: str | None) -> bool:
    """Tell whether two dates of publication, ISO 8601, lie near enough; an unknown one does."""
    if a is None or b is None:
        return True
    days = date.fromisoformat(day_of(a)) - date.fromisoformat(day_of(b))
    return abs(days.days) <= WINDOW_DAYS


def day_of(published: str | None) -> str:
    """Give the ISO day of a date of publication: a month's first; empty where it is unknown."""
    if published is None:
        return ""
    return published[:10] if len(published) >= 10 else f"{published}-01"


def quoted(shared: int, here: int, there: int) -> bool:
    """Tell by counts of runs (shared, in each) whether two statements hold the same words."""
    return shared >= max(SHARED_RUNS, QUOTED * min(here, there))


def candidates(readings: Iterable[Reading]) -> Iterator[tuple[Reading, Reading]]:
    """Find the pairs of articles to compare, each with the lesser id first."""
    ordered = sorted(readings, key=lambda r: r.article)
    topics: dict[str, list[int]] = defaultdict(list)
    quotations: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for i, mine in enumerate(ordered):
        found = set()
        shared = Counter(j for stem in mine.topic for j in topics[stem])
        for j, count in shared.items():
            if count >= SHARED_TOPIC and relatedness(ordered[j].context, mine.context) >= RELATED:
                found.add(j)
        for own in mine.runs.values():
            held = Counter(place for run in own for place in quotations[run])
            for (j, statement), count in held.items():
                if quoted(count, len(own), len(ordered[j].runs[statement])):
                    found.add(j)
        for stem in mine.topic:
            topics[stem].append(i)
        for statement, own in mine.runs.items():
            for run in own:
                quotations[run].append((i, statement))
        for j in sorted(found):
            if comparable(ordered[j].published, mine.published):
                yield ordered[j], mine
