"""Load each kind of page 50 times from a record and print the median: bench_browse.py DB.

The ten heaviest of a kind are loaded five times each: the claims with the most evidence, the
speakers with the most statements, the longest articles. Exits with 1 where a median is over .3 s.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
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
    "outlet": "SELECT source FROM articles WHERE source IS NOT NULL GROUP BY source"
    " ORDER BY count(*) DESC LIMIT 10",
}
LISTS = ("record", "claims", "claims?status=single_source&page=20", "speakers", "articles",
         "search?q=قال", "search?q=الرئيس الأمريكي")  # fmt: skip
TABLES = ("claims", "statements", "articles", "speakers", "links", "status_log",
          "claims_overview", "quotations", "evidence", "speakers_overview")  # fmt: skip


def addresses(path: Path) -> dict[str, list[str]]:
    """List what to load for each kind of page."""
    conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    found = {f"/-/{page}": [f"/-/{page}"] for page in LISTS}
    for kind, sql in HEAVIEST.items():
        found[f"/-/{kind}"] = [f"/-/{kind}/{quote(key, safe='')}" for (key,) in conn.execute(sql)]
    conn.close()
    for table in (*TABLES, *stored_queries()):
        found[f"/{table}"] = [f"/{table}"]
    return found


async def load(path: Path) -> dict[str, list[float]]:
    """Return the seconds that each load took, by kind of page."""
    app = datasette(path)
    root = app.urls.database(path.stem)
    times: dict[str, list[float]] = {}
    await app.client.get(f"{root}/-/record")  # starts Datasette
    for kind, pages in addresses(path).items():
        for number in range(LOADS):
            start = perf_counter()
            answer = await app.client.get(root + pages[number % len(pages)])
            times.setdefault(kind, []).append(perf_counter() - start)
            assert answer.status_code == 200, (kind, answer.text)
    return times


def main() -> None:
    times = asyncio.run(load(Path(sys.argv[1])))
    print(f"{'page':40} {'median ms':>10} {'slowest ms':>11}")
    for kind, taken in times.items():
        print(f"{kind:40} {median(taken) * 1000:10.0f} {max(taken) * 1000:11.0f}")
    slow = [kind for kind, taken in times.items() if median(taken) > LIMIT]
    print(f"over {LIMIT} s: {', '.join(slow) or 'none'}")
    sys.exit(bool(slow))


if __name__ == "__main__":
    main()
