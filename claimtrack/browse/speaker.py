"""A speaker's page: names, statements over time, claims, who quotes them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from typing import Any

from claimtrack.browse import charts, queries
from claimtrack.browse.claim import spoken_parts
from claimtrack.browse.queries import Row, row, rows
from claimtrack.browse.request import Ask

MODES = ("direct", "mixed", "indirect")


def read(conn: sqlite3.Connection, ask: Ask) -> dict[str, Any] | None:
    """Read the page of the speaker whose id is asked for; None where there is none."""
    speaker = row(conn, queries.SPEAKER, [ask.name])
    if speaker is None:
        return None
    of = [speaker["id"]]
    total = rows(conn, queries.SPEAKER_STATEMENT_COUNT, of)[0]["count"]
    days: dict[str, dict[str, int]] = defaultdict(dict)
    for line in rows(conn, queries.SPEAKER_BY_DAY, of):
        days[line["day"]][line["kind"]] = line["count"]
    names = {mode: ask.ui.words[f"mode_{mode}"] for mode in MODES}
    outlets = rows(conn, queries.SPEAKER_OUTLETS, of)
    return {
        "speaker": speaker,
        "variants": rows(conn, queries.VARIANTS, of),
        "decisions": rows(conn, queries.DECISIONS_OF_SPEAKER, {"speaker": speaker["id"]}),
        "total": total,
        "by_day": charts.bars(days, names, ask.ui, ask.ui.words["by_day_of_claims"]),
        "outlets": outlets,
        "top": max((outlet["count"] for outlet in outlets), default=1),
        "claims": rows(conn, queries.SPEAKER_CLAIMS, of),
        "statements": with_claims(
            conn, rows(conn, queries.SPEAKER_STATEMENTS, [*of, *ask.window])
        ),
        "pages": ask.pages(
            total, lambda page: f"{ask.links.speaker(speaker['id'])}?page={page}#statements"
        ),
    }  # fmt: skip


def with_claims(conn: sqlite3.Connection, statements: list[Row]) -> list[Row]:
    """Add to each statement its cue, venue and relays, and the claims that it carries."""
    ids = [s["statement"] for s in statements]
    parts = spoken_parts(conn, ids)
    claims: dict[str, list[Row]] = defaultdict(list)
    for claim in rows(conn, queries.CLAIMS_OF_STATEMENTS, [json.dumps(ids)]):
        claims[claim["statement"]].append(claim)
    return [s | parts[s["statement"]] | {"claims": claims[s["statement"]]} for s in statements]
