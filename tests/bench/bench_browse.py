"""Load each kind of page 50 times from a record and print the median: bench_browse.py DB.

The ten heaviest of a kind are loaded five times each: the claims with the most evidence, the
speakers with the most statements, the longest articles. What the processor spent stands beside the
time on the clock, which other work of the machine lengthens. Exits with 1 where a median is over
.3 s.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from urllib.parse import quote

from claimtrack.browse import datasette
from claimtrack.browse.plugin import stored_queries

LOADS = 50
LIMIT = 0.3  # seconds
HEAVIEST = {
    "claim": "SELECT claim FROM links GROUP BY claim ORDER BY count(*) DESC LIMIT 10",
    "speaker": "SELECT es.speaker FROM statements t JOIN entity_speakers es ON es.entity = t.entity"
    " GROUP BY es.speaker ORDER BY count(*) DESC LIMIT 10",
    "article": "SELECT article FROM statements GROUP BY article ORDER BY count(*) DESC LIMIT 10",
    "article, the longest": "SELECT id FROM articles ORDER BY length(text) DESC LIMIT 10",
    "outlet": "SELECT source FROM articles WHERE source IS NOT NULL GROUP BY source"
    " ORDER BY count(*) DESC LIMIT 10",
}
LISTS = ("record", "claims", "claims?status=single_source&page=20", "speakers", "articles",
         "search?q=قال", "search?q=الرئيس الأمريكي", "search?q=قرنبيط")  # fmt: skip
TABLES = ("claims", "statements", "articles", "speakers", "links", "spans", "comparisons", "copies",
          "status_log", "claims_overview", "quotations", "evidence",
          "speakers_overview")  # fmt: skip


def addresses(path: Path) -> dict[str, list[str]]:
    """List what to load for each kind of page."""
    conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    found = {f"/-/{page}": [f"/-/{page}"] for page in LISTS}
    for kind, sql in HEAVIEST.items():
        page = kind.partition(",")[0]
        found[f"/-/{kind}"] = [f"/-/{page}/{quote(key, safe='')}" for (key,) in conn.execute(sql)]
    conn.close()
    for table in (*TABLES, *stored_queries()):
        found[f"/{table}"] = [f"/{table}"]
    return found


async def load(path: Path) -> dict[str, list[tuple[float, float]]]:
    """Return the seconds that each load took and those of the processor, by kind of page."""
    app = datasette(path)
    root = app.urls.database(path.stem)
    times: dict[str, list[tuple[float, float]]] = {}
    await app.client.get(f"{root}/-/record")  # starts Datasette
    for kind, pages in addresses(path).items():
        for number in range(LOADS):
            start, spent = perf_counter(), process_time()
            answer = await app.client.get(root + pages[number % len(pages)])
            taken = perf_counter() - start, process_time() - spent
            times.setdefault(kind, []).append(taken)
            assert answer.status_code == 200, (kind, answer.text)
    return times


def main() -> None:
    times = asyncio.run(load(Path(sys.argv[1])))
    print(f"{'page':40} {'median ms':>10} {'slowest ms':>11} {'processor ms':>13}")
    medians = {}
    for kind, loads in times.items():
        clock, processor = zip(*loads, strict=True)
        medians[kind] = median(clock)
        figures = medians[kind], max(clock), median(processor)
        print("{:40} {:10.0f} {:11.0f} {:13.0f}".format(kind, *(1000 * f for f in figures)))
    slow = [kind for kind, seconds in medians.items() if seconds > LIMIT]
    print(f"over {LIMIT} s: {', '.join(slow) or 'none'}")
    sys.exit(bool(slow))


if __name__ == "__main__":
    main()
