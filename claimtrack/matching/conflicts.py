"""Why two similar propositions are not the same: numbers, places, antonyms, negation.

Each check is precise and finds few: silence is no sign that two texts agree.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import Literal

from claimtrack.arabic import fold
from claimtrack.entities.states import states
from claimtrack.lexicon import rows, terms
from claimtrack.matching.similarity import concept, stem, words
from claimtrack.matching.slots import differ, elsewhere, named_places, numbers

LONG = 25
"""Words above which an opposite or a negation may well stand in another clause."""

Reason = Literal["number", "place", "antonym", "negation"]

_NEGATIONS = frozenset(
    map(fold, ("لا", "لم", "لن", "ليس", "ليست", "ليسوا", "غير", "ولا", "ولم", "ولن"))
)
_WISHES = frozenset(
    fold(f"{conjunction}{verb}")
    for verb in ("نأمل", "يأمل", "تأمل", "آمل", "يأملون", "آملا", "يتمنى", "تتمنى", "نتمنى")
    for conjunction in ("", "و")
)
# Adjectives of states that are more often other words: financial, lunar.
_ORDINARY = frozenset(("مالي", "ماليه", "الماليه", "المالي", "قمري", "القمري", "قمريه", "القمريه"))


def conflict(a: str, b: str) -> Reason | None:
    """Name what keeps two texts from saying the same, or None; symmetric."""
    if differ(numbers(a), numbers(b)):
        return "number"
    here, there = places(a), places(b)
    if here and there and here.isdisjoint(there):
        return "place"
    if elsewhere(named_places(a), named_places(b)):
        return "place"
    if max(len(words(a)), len(words(b))) > LONG:
        return None
    if opposed(a, b):
        return "antonym"
    if _negated(a, b) or _negated(b, a):
        return "negation"
    return None


@lru_cache(maxsize=1 << 14)
def places(text: str) -> frozenset[str]:
    """Name the countries that a text mentions, by name, capital or adjective."""
    found = set()
    tokens = words(text)
    for size in (3, 2, 1):
        for i in range(len(tokens) - size + 1):
            form = " ".join(tokens[i : i + size])
            # A letter before the name is a conjunction or a preposition: "وسوريا".
            state = states().get(form) or (form[0] in "وبلف" and states().get(form[1:]))
            if state and form not in _ORDINARY:
                found.add(state)
    return frozenset(found)


@lru_cache(maxsize=1 << 16)
def wished(text: str) -> bool:
    """Tell whether a text says what somebody hopes for, which is not to say that it is so."""
    return not _WISHES.isdisjoint(words(text))


@cache
def _antonyms() -> dict[str, frozenset[str]]:
    opposites: dict[str, set[str]] = defaultdict(set)
    for row in rows("antonyms"):
        left, right = stem(fold(row["term"])), stem(fold(row["opposite"]))
        opposites[left].add(right)
        opposites[right].add(left)
    return {word: frozenset(others) for word, others in opposites.items()}


def opposed(a: str, b: str) -> bool:
    """Tell whether one text has the opposite of a word of the other, and neither has both."""
    table = _antonyms()
    here, there = set(map(stem, words(a))), set(map(stem, words(b)))
    return any(
        there.isdisjoint(table[opposite])
        for word in here & table.keys()
        if here.isdisjoint(table[word])
        for opposite in table[word] & there
    )


def _negated(a: str, b: str) -> bool:
    """Tell whether `a` negates a word that `b` has without negation."""
    negated, _ = _polarity(a)
    elsewhere, plain = _polarity(b)
    return bool(negated & plain - elsewhere)


@lru_cache(maxsize=1 << 14)
def _polarity(text: str) -> tuple[frozenset[str], frozenset[str]]:
    stopwords = terms("stopwords")
    negated: set[str] = set()
    plain: set[str] = set()
    negation = False
    for token in words(text):
        if token in _NEGATIONS:
            negation = True
        elif token not in stopwords:
            (negated if negation else plain).add(concept(token))
            negation = False
    return frozenset(negated), frozenset(plain)
