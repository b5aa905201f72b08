"""An outlet's page: what it alone reports, how much of it is reprint, from whom."""

from __future__ import annotations

import sqlite3
from typing import Any

from claimtrack.browse import charts, queries
from claimtrack.browse.queries import row, rows
from claimtrack.browse.request import Ask


def read(conn: sqlite3.Connection, ask: Ask) -> dict[str, Any] | None:
    """Read the page of the outlet whose name is asked for; None where there is none."""
    outlet = row(conn, queries.OUTLET, [ask.name])
    if outlet is None:
        return None
    of = [outlet["name"]]
    counts = {line["kind"]: line["count"] for line in rows(conn, queries.REPRINTS, of)}
    shares = [
        (kind, ask.ui.words[f"reprint_{kind}"], counts.get(kind, 0))
        for kind in ("own", "credited", "shared")
    ]
    speakers = rows(conn, queries.OUTLET_SPEAKERS, of)
    agencies = rows(conn, queries.AGENCIES, of)
    alone = rows(conn, queries.ALONE, of)
    return {
        "outlet": outlet,
        "shares": shares,
        "picture": charts.share(shares, ask.ui, ask.ui.words["reprint_share"]),
        "agencies": agencies,
        "top_agency": max((a["count"] for a in agencies), default=1),
        "alone": alone,
        "alone_count": alone[0]["total"] if alone else 0,
        "speakers": speakers,
        "top": max((s["count"] for s in speakers), default=1),
        "articles": rows(conn, queries.ARTICLES_OF_OUTLET, [*of, *ask.window]),
        "pages": ask.pages(
            outlet["articles"],
            lambda page: f"{ask.links.outlet(outlet['name'])}?page={page}#articles",
        ),
    }
