"""A claim's page: its status and why, where it comes from, each quotation, what conflicts."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from typing import Any

from markupsafe import Markup

from claimtrack.arabic import fold
from claimtrack.browse import charts, queries
from claimtrack.browse.differences import difference
from claimtrack.browse.front import side_by_side
from claimtrack.browse.queries import Row, row, rows
from claimtrack.browse.request import Ask

MOST_EVIDENCE = 300  # links on a page; the rest stands in the table
_MOST_DRAWN = 10  # names in a column of the picture
_SUPPORT = ("same", "supports")


def read(conn: sqlite3.Connection, ask: Ask) -> dict[str, Any] | None:
    """Read the page of the claim whose id is asked for; None where there is none."""
    claim = row(conn, queries.CLAIM, [ask.name])
    if claim is None:
        return None
    links = rows(conn, queries.EVIDENCE, [claim["id"], MOST_EVIDENCE + 1])
    shown = links[:MOST_EVIDENCE]
    parts = spoken_parts(conn, [link["statement"] for link in shown])
    origins = _origins(claim["text"], shown, parts)
    log = rows(conn, queries.LOG, [claim["id"]])
    steps = [(e["to_status"], ask.ui.date(e["published"] or e["at"])) for e in log]
    conflicts = rows(conn, queries.CONFLICTS_OF_CLAIM, {"claim": claim["id"]})
    return {
        "claim": claim,
        "parties": rows(conn, queries.PARTIES, [claim["id"]]),
        "judged": {
            relation: _parties(shown, relation)
            for relation in ("refutes", "withdraws", "corrects")
            if any(link["relation"] == relation for link in shown)
        },
        "origins": origins,
        "all_shown": len(links) == len(shown),
        "differ": any(q["difference"].alike and not q["difference"].same
                      for o in origins for q in o["quotations"]),
        "picture": _picture(origins, ask),
        "log": log,
        "track": charts.track(steps, ask.ui, ask.ui.words["status_over_time"]) if steps else None,
        "conflicts": [side_by_side(c) for c in conflicts],
    }  # fmt: skip


def spoken_parts(conn: sqlite3.Connection, statements: list[str]) -> dict[str, dict[str, Any]]:
    """Read of each statement its "cue" and "venue", or None, and its list of names "relay"."""
    found: dict[str, dict[str, Any]] = defaultdict(
        lambda: {"cue": None, "venue": None, "relay": []}
    )
    for part in rows(conn, queries.PARTS, [json.dumps(statements)]):
        of = found[part["statement"]]
        if part["role"] == "relay":
            of["relay"].append(part["text"])
        else:
            of[part["role"]] = part["text"]
    return found


def _parties(links: list[Row], relation: str) -> list[Row]:
    """List who refutes, withdraws or corrects, each once."""
    found = {}
    for link in links:
        if link["relation"] == relation:
            name = link["party_name"] or link["speaker"] or link["outlet"]
            found[name] = {"name": name, "speaker": link["party_speaker"]}
    return [party for name, party in found.items() if name]


def _origins(text: str, links: list[Row], parts: dict[str, dict[str, Any]]) -> list[Row]:
    """Group the evidence by origin, the oldest first, one quotation for all that print it alike."""
    found: dict[str, Row] = {}
    for link in links:
        origin = found.setdefault(
            link["origin"],
            {
                "id": link["origin"],
                "name": link["origin_name"],
                "agency": link["agency"],
                "first": link["published"],
                "by_words": {},
            },
        )
        key = (fold(link["text"]), link["relation"], link["speaker_id"])
        quotation = origin["by_words"].setdefault(
            key,
            link | parts[link["statement"]] | {
                "difference": difference(text, link["text"]), "printings": [],
            },
        )  # fmt: skip
        quotation["printings"].append(link)
    for origin in found.values():
        origin["quotations"] = list(origin.pop("by_words").values())
    return list(found.values())


def _picture(origins: list[Row], ask: Ask) -> Markup | None:
    """Draw who says it, the origins and the outlets; None where that would be one line."""
    left, right = [], []
    for number, origin in enumerate(origins[:_MOST_DRAWN], 1):
        for quotation in origin["quotations"]:
            for printing in quotation["printings"]:
                outlet = printing["outlet"] or ask.ui.words["no_outlet"]
                right.append((str(number), outlet))
                if quotation["relation"] in _SUPPORT:
                    voice = printing["speaker"] or (
                        outlet if quotation["mode"] == "narrated" else ask.ui.words["unnamed"]
                    )
                    left.append((voice, str(number)))
    many = max(len({a for a, _ in left}), len({b for _, b in right})) > 2 * _MOST_DRAWN
    if many or len(right) < 2 or not left:
        return None
    return charts.flow(left, right, ask.ui, ask.ui.words["picture_origins_why"])
