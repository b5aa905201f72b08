"""An article's page: the text as published, each statement marked, the way it came."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from typing import Any

from claimtrack.browse import queries
from claimtrack.browse.highlights import Mark, Reference, lines
from claimtrack.browse.markup import http_url, plain, text_fragment
from claimtrack.browse.queries import Row, row, rows
from claimtrack.browse.request import Ask

_LABEL = 60  # characters of a statement that a screen reader hears at its number


def read(conn: sqlite3.Connection, ask: Ask) -> dict[str, Any] | None:
    """Read the page of the article whose id is asked for; None where there is none."""
    article = row(conn, queries.ARTICLE, [ask.name])
    if article is None:
        return None
    statements = _statements(conn, article["id"])
    quoted = [s for s in statements if s["mode"] != "narrated"]
    told = [s for s in statements if s["mode"] == "narrated" and s["claims"]]
    for number, statement in enumerate(quoted, 1):
        statement["number"] = number
    by_id = {s["id"]: s for s in statements}
    for statement in quoted:
        statement["within"] = by_id.get(statement["parent"])
    url = http_url(article["url"])
    marks = [
        Mark(s["local"], span["role"], span["span_start"], span["span_end"], s["mode"])
        for s in (*quoted, *told)
        for span in s["spans"]
    ]
    labels = [Reference(s["local"], s["number"], _label(s, ask)) for s in quoted]
    for statement in (*quoted, *told):
        content = next(s for s in statement["spans"] if s["role"] == "content")
        statement["fragment"] = text_fragment(content["text"])
        # An address that has a fragment of its own keeps it and gets no other.
        statement["original"] = f"{url}#{statement['fragment']}" if url and "#" not in url else url
    return {
        "article": article,
        "url": url,
        "text": list(lines(article["text"], marks, labels)),
        "statements": quoted,
        "relayed": any(s["relay"] for s in quoted),
        "placed": any(s["venue"] for s in quoted),
        "narrations": told,
        "same_pen": rows(conn, queries.SAME_PEN, [article["origin"], article["id"]]),
    }


def _statements(conn: sqlite3.Connection, article: str) -> list[Row]:
    """Read the statements with their spans, relays and claims."""
    found = rows(conn, queries.STATEMENTS_OF_ARTICLE, [article])
    spans: dict[str, list[Row]] = defaultdict(list)
    for span in rows(conn, queries.SPANS_OF_ARTICLE, [article]):
        spans[span["statement"]].append(span)
    claims: dict[str, list[Row]] = defaultdict(list)
    ids = json.dumps([s["id"] for s in found])
    for claim in rows(conn, queries.CLAIMS_OF_STATEMENTS, [ids]):
        claims[claim["statement"]].append(claim)
    for statement in found:
        own = spans[statement["id"]]
        statement |= {
            "local": statement["id"].partition("/")[2],
            "spans": own,
            "claims": claims[statement["id"]],
            "relay": [s["text"] for s in own if s["role"] == "relay"],
        }
        for role in ("cue", "venue"):
            statement[role] = next((s["text"] for s in own if s["role"] == role), None)
    return found


def _label(statement: Row, ask: Ask) -> str:
    """Say in one line what a number stands for: "Statement 3: SPEAKER, CUE: WORDS …"."""
    words = plain(statement["content"])
    cut = words if len(words) <= _LABEL else words[:_LABEL].rsplit(" ", 1)[0] + " …"
    who = plain(statement["speaker"] or ask.ui.words["unnamed"])
    cue = f" {plain(statement['cue'])}" if statement["cue"] else ""
    return f"{ask.ui.words['statement']} {statement['number']}: {who}{cue}: {cut}"
