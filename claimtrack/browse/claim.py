"""A claim's page: its status and why, where it comes from, each quotation, what conflicts."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from typing import Any

from markupsafe import Markup

from claimtrack.arabic import fold
from claimtrack.browse import pictures, queries
from claimtrack.browse.differences import difference
from claimtrack.browse.front import side_by_side
from claimtrack.browse.queries import Row, row, rows
from claimtrack.browse.request import Ask
from claimtrack.corroboration import status
from claimtrack.models import Article, Claim, Link, Source, Span, Speaker

MOST_EVIDENCE = 300  # links on a page; the rest stands in the table
_MOST_DRAWN = 10  # names in a column of the picture
_SUPPORT = ("same", "supports")

Forms = tuple[tuple[str, int], ...]


def read(conn: sqlite3.Connection, ask: Ask) -> dict[str, Any] | None:
    """Read the page of the claim whose id is asked for; None where there is none."""
    claim = row(conn, queries.CLAIM, [ask.name])
    if claim is None:
        return None
    links = rows(conn, queries.EVIDENCE, [claim["id"], MOST_EVIDENCE + 1])
    shown = links[:MOST_EVIDENCE]
    parts = spoken_parts(conn, [link["statement"] for link in shown])
    origins = _origins(claim["text"], shown, parts)
    conflicts = rows(conn, queries.CONFLICTS_OF_CLAIM, {"claim": claim["id"]})
    return {
        "claim": claim,
        "parties": rows(conn, queries.PARTIES, [claim["id"]]),
        "judged": {
            relation: _parties(shown, relation)
            for relation in ("refutes", "withdraws", "corrects")
            if any(link["relation"] == relation for link in shown)
        },
        "decisions": rows(conn, queries.DECISIONS_OF_CLAIM, {"claim": claim["id"]}),
        "origins": origins,
        "all_shown": len(links) == len(shown),
        "differ": any(q["difference"].alike and not q["difference"].same
                      for o in origins for q in o["quotations"]),
        "picture": _picture(origins, ask),
        "log": rows(conn, queries.LOG, [claim["id"]]),
        "over_time": _over_time(claim, shown, origins, _forms(conn, claim["id"]), ask),
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
    return pictures.flow(left, right, ask.ui, ask.ui.words["picture_origins_why"])


def _forms(conn: sqlite3.Connection, claim: str) -> dict[str, Forms]:
    """Map each speaker who vouches for a claim to the forms seen, with counts."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for form in rows(conn, queries.FORMS_OF_PARTIES, [claim]):
        found[form["speaker"]].append((form["form"], form["count"]))
    return {speaker: tuple(forms) for speaker, forms in found.items()}


def _over_time(
    claim: Row, links: list[Row], origins: list[Row], forms: dict[str, Forms], ask: Ask
) -> Row | None:
    """Draw to which status the texts added up as they appeared; None where all came at once."""
    days: list[str | None] = sorted({link["day"] for link in links if link["day"]})
    if any(not link["day"] for link in links):
        days.append(None)
    if len(days) < 2 or len(origins) > _MOST_DRAWN:
        return None
    steps: list[pictures.Step] = []
    for column, day in enumerate(days):
        so_far = [k for k in links if day is None or (k["day"] and k["day"] <= day)]
        name = _status(claim, so_far, forms)
        if not steps or steps[-1].status != name:
            steps.append(pictures.Step(name, column))
    numbers = {origin["id"]: str(number) for number, origin in enumerate(origins, 1)}
    texts = Counter(
        pictures.Place(numbers[k["origin"]], days.index(k["day"]), k["relation"] not in _SUPPORT)
        for k in links
    )
    label = ask.ui.words["status_over_time"]
    return {
        "picture": pictures.over_time(days, texts, steps, ask.ui, label),
        "against": any(place.against for place in texts),
        "statuses": list(dict.fromkeys(step.status for step in steps)),
    }


def _status(claim: Row, links: list[Row], forms: dict[str, Forms]) -> str:
    """Derive the status that these links alone give the claim."""
    articles = {
        k["article"]: Article(
            k["article"], "", "", source=Source(k["outlet"]) if k["outlet"] else None,
            published=k["published"], credit=k["credit"],
        )
        for k in links
    }  # fmt: skip
    return status(
        Claim(claim["id"], claim["text"], claim["kind"]),
        [
            Link(
                claim["id"], k["article"], k["statement"],
                Span(k["span_start"], k["span_end"], k["text"]), k["relation"], k["basis"],
                k["score"], k["matcher"], k["origin"], k["party"],
            )
            for k in links
        ],
        articles,
        parties={
            k["party"]: Speaker(
                k["party"], k["party_name"], k["party_type"],
                forms.get(k["party"], ()), k["party_article"],
            )
            for k in links
            if k["party_speaker"]
        },
    ).name  # fmt: skip
