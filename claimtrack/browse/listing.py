"""Pages that list: claims, speakers, articles."""

from __future__ import annotations

import sqlite3
from typing import Any

from claimtrack.browse import queries
from claimtrack.browse.queries import rows
from claimtrack.browse.request import Ask
from claimtrack.store.reader import STATUSES

KINDS = ("attributed", "narrated")


def claims(conn: sqlite3.Connection, ask: Ask) -> dict[str, Any]:
    """Read a page of the claims, all or those of a status, a kind, or in open conflict."""
    status, kind = ask.query.get("status", ""), ask.query.get("kind", "")
    wanted = {
        "status": status if status in STATUSES else "",
        "kind": kind if kind in KINDS else "",
        "conflict": 1 if ask.query.get("conflict") else 0,
    }
    limit, offset = ask.window
    total = rows(conn, queries.CLAIM_COUNT, wanted)[0]["count"]
    found = rows(conn, queries.CLAIM_PAGE, wanted | {"limit": limit, "offset": offset})
    return {
        "wanted": wanted,
        "all_statuses": STATUSES,
        "claims": found,
        "total": total,
        "pages": ask.pages(total, lambda page: ask.links.page("claims", **wanted, page=page)),
    }


def speakers(conn: sqlite3.Connection, ask: Ask) -> dict[str, Any]:
    """Read a page of the speakers, the most quoted first."""
    total = rows(conn, queries.SPEAKER_COUNT)[0]["count"]
    found = rows(conn, queries.SPEAKERS, ask.window)
    return {
        "speakers": found,
        "top": found[0]["count"] if found else 1,
        "total": total,
        "pages": ask.pages(total, lambda page: ask.links.page("speakers", page=page)),
    }


def articles(conn: sqlite3.Connection, ask: Ask) -> dict[str, Any]:
    """Read a page of the articles, the newest first."""
    total = rows(conn, queries.TOTALS)[0]["articles"]
    return {
        "articles": rows(conn, queries.ALL_ARTICLES, ask.window),
        "total": total,
        "pages": ask.pages(total, lambda page: ask.links.page("articles", page=page)),
    }
