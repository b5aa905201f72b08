"""Heads of noun phrases by the lexicon: what kind of speaker a word is the head of."""

from __future__ import annotations

import re
from functools import cache
from typing import get_args

from claimtrack.arabic import fold_word
from claimtrack.lexicon import rows
from claimtrack.models import SpeakerType

_TYPES: dict[str, SpeakerType] = {kind: kind for kind in get_args(SpeakerType)}


@cache
def head_types(word: str) -> frozenset[SpeakerType]:
    """Return the speaker types for which a folded word, with or without article, is a head."""
    table = heads()
    return table.get(word, frozenset()) | table.get(bare(word), frozenset())


@cache
def heads() -> dict[str, frozenset[SpeakerType]]:
    """Return the folded heads of one word and more, each with the types that it can be."""
    table: dict[str, set[SpeakerType]] = {}
    for row in rows("heads"):
        table.setdefault(fold_word(row["term"]), set()).add(_TYPES[row["type"]])
    return {word: frozenset(found) for word, found in table.items()}


@cache
def territories() -> frozenset[str]:
    """Return the folded names of countries and capitals that speak for their governments."""
    found = set()
    for row in rows("territories"):
        for cell in (row["name"], row["capital"], row["variants"]):
            found |= {fold_word(v) for v in cell.split("|") if v}
    return frozenset(found)


@cache
def nationalities() -> frozenset[str]:
    """Return the folded adjectives of countries, definite, masculine and feminine."""
    adjectives = (a for row in rows("territories") for a in row["adjective"].split("|") if a)
    return frozenset(f"ال{fold_word(a)}{ending}" for a in adjectives for ending in ("", "ه"))


@cache
def agencies() -> frozenset[str]:
    """Return the folded spellings of news agencies."""
    return frozenset(fold_word(row["spelling"]) for row in rows("agencies"))


@cache
def bare(word: str) -> str:
    """Strip conjunction and article from a folded word."""
    if word.startswith(("وال", "فال", "بال")) and len(word) > 5:
        return word[3:]
    if word.startswith("لل") and len(word) > 4:
        return word[2:]
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def is_definite(word: str) -> bool:
    """Tell whether a folded word carries the article."""
    return word.startswith(("ال", "وال", "لل", "بال")) and len(word) > 4


def possessed_title(word: str) -> bool:
    """Tell whether a folded word is a person's title with a pronoun: "رئيسها"."""
    title = re.sub(r"(?:ه|ها|هم|هما|نا)$", "", word)
    return title != word and not head_types(word) and "person" in head_types(title)
