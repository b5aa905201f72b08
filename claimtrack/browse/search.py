"""Search in all statements: words in whatever spelling, with or without what is written onto them.

A word also finds its forms with conjunction, preposition and article ("كازاخستان" finds
"وكازاخستان"), and a surname its other transliterations among the speakers ("ترمب" finds "ترامب").
What stands in quotation marks is found as it is, spelling aside.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from typing import Any

from attrs import frozen
from markupsafe import Markup

from claimtrack.arabic import WORD, fold
from claimtrack.browse import queries
from claimtrack.browse.markup import plain
from claimtrack.browse.queries import rows
from claimtrack.browse.request import Ask
from claimtrack.browse.speaker import with_claims
from claimtrack.entities.persons import same_spelling

_PHRASE = re.compile('"([^"]*)"|«([^»]*)»|“([^”]*)”')
_MOST_TERMS = 12  # the index refuses expressions that are too deep
_SHORTEST = 3  # letters of a word to which something may be joined
_JOINED = ("و", "ف", "ب", "ل", "ك", "وب", "ول")
_DEFINITE = ("ال", "وال", "فال", "بال", "كال", "لل", "ولل", "وبال")


@frozen
class Term:
    """What is asked for and what it stands for: each form is a word or a phrase, folded."""

    asked: str
    forms: tuple[tuple[str, ...], ...]
    spellings: tuple[str, ...] = ()  # of a name, other than the one that is asked for


def read(conn: sqlite3.Connection, ask: Ask) -> dict[str, Any]:
    """Read the page of what is found; without a word to search for, what could be."""
    asked = ask.query.get("q", "")
    found = terms(conn, asked)
    match = _match(found)
    total = _count(conn, found)
    hits = rows(conn, queries.FOUND, [match, *ask.window]) if total else []
    quoted = any(len(form) > 1 for term in found for form in term.forms)
    return {
        "asked": asked,
        "terms": found,
        "statements": [s | {"marked": mark(s["content"], found)} for s in with_claims(conn, hits)],
        "total": total,
        "speakers": rows(conn, queries.FOUND_SPEAKERS, [match]) if found else [],
        "spellings": [spelling for term in found for spelling in term.spellings],
        "alone": [] if total or len(found) < 2 else [(t.asked, _count(conn, [t])) for t in found],
        "loose": " ".join(WORD.findall(asked)) if quoted and not total else None,
        "quoted": [] if found else rows(conn, queries.MOST_QUOTED),
        "pages": ask.pages(total, lambda page: ask.links.page("search", q=asked, page=page)),
    }


def terms(conn: sqlite3.Connection, asked: str) -> list[Term]:
    """Take a search apart into its words and phrases."""
    found = []
    names: set[str] | None = None
    end = 0
    for phrase in [*_PHRASE.finditer(asked), None]:
        for given in WORD.findall(asked[end : phrase.start() if phrase else len(asked)]):
            word, names = fold(given), names or _names(conn)
            others = [n for n in names if n[0] == word[0] and n != word and same_spelling(n, word)]
            forms = (form for base in (word, *others) for form in _with_clitics(base))
            found.append(Term(given, tuple((form,) for form in forms), tuple(others)))
        if phrase:
            end = phrase.end()
            if words := tuple(WORD.findall(fold(phrase.group()))):
                found.append(Term(phrase.group(), (words,)))
    return found[:_MOST_TERMS]


def mark(text: str, wanted: Sequence[Term]) -> Markup:
    """Mark the words of a text that a search found, in the spelling that it has."""
    shown, end, parts = plain(text), 0, []
    for start, stop in _hits(shown, wanted):
        parts += [Markup.escape(shown[end:start])]
        parts += [Markup('<mark class="hit">{}</mark>').format(shown[start:stop])]
        end = stop
    return Markup("").join([*parts, Markup.escape(shown[end:])])


def _hits(text: str, wanted: Sequence[Term]) -> list[tuple[int, int]]:
    """Find the places of the forms, from the left, the longest at each place."""
    words = [(m.start(), m.end(), fold(m.group())) for m in WORD.finditer(text)]
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for form in sorted((f for t in wanted for f in t.forms), key=len, reverse=True):
        by_first.setdefault(form[0], []).append(form)
    found, n = [], 0
    while n < len(words):
        here = tuple(word for _, _, word in words[n : n + 40])
        form = next((f for f in by_first.get(here[0], ()) if here[: len(f)] == f), ())
        if form:
            found.append((words[n][0], words[n + len(form) - 1][1]))
        n += len(form) or 1
    return found


def _match(wanted: Sequence[Term]) -> str:
    """Write the terms in the language of the index; words are quoted, so none is an operator."""
    each = (" OR ".join(f'"{" ".join(form)}"' for form in term.forms) for term in wanted)
    return "folded : ({})".format(" AND ".join(f"({forms})" for forms in each))


def _count(conn: sqlite3.Connection, wanted: Sequence[Term]) -> int:
    if not wanted:
        return 0
    count: int = rows(conn, queries.FOUND_COUNT, [_match(wanted)])[0]["count"]
    return count


def _with_clitics(word: str) -> list[str]:
    """List a folded word with what Arabic writes onto it."""
    if len(word) < _SHORTEST or not "\u0621" <= word[0] <= "\u064a":
        return [word]
    if word.startswith("ال") and len(word) >= _SHORTEST + 2:
        return [prefix + word[2:] for prefix in _DEFINITE]
    return [word, *(prefix + word for prefix in (*_JOINED, *_DEFINITE))]


def _names(conn: sqlite3.Connection) -> set[str]:
    """List the surnames of the speakers, folded; those with the article are words, too."""
    persons = rows(conn, "SELECT folded FROM speakers WHERE type = 'person'")
    lines = (line.split() for row in persons for line in row["folded"].splitlines())
    return {words[-1] for words in lines if words and not words[-1].startswith("ال")}
