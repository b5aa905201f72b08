"""Which speakers vouch apart from one another: not perhaps one, nor voices of one body or state."""

from __future__ import annotations

from functools import lru_cache

from attrs import frozen

from claimtrack.attribution.heads import head_types
from claimtrack.entities.bodies import body_words, countries_in, known_name, own_words
from claimtrack.entities.persons import person_words, plain, same_spelling
from claimtrack.lexicon import word_class
from claimtrack.models import Speaker, SpeakerType


@frozen
class _Side:
    """What a name tells: words that tell it apart, kinds of body, countries; whether a state."""

    words: frozenset[str]
    kinds: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    state: bool = False


def independent(a: Speaker, b: Speaker) -> bool:
    """Tell whether two speakers are surely two who do not speak for one another.

    Two persons of other full names, a person and a state, two bodies that share no word of their
    names and are of other kinds, two governments of other countries. A person may speak for any
    other body.
    """
    one, other = _side(a.name, a.type), _side(b.name, b.type)
    if one is None or other is None or one.words & other.words:
        return False
    if a.type == b.type == "person":
        return not any(same_spelling(x, y) for x in one.words for y in other.words)
    if "person" in (a.type, b.type):
        return one.state or other.state
    if a.type == b.type == "government":
        return bool(one.countries and other.countries and not one.countries & other.countries)
    return not one.kinds & other.kinds


@lru_cache(maxsize=1 << 14)
def _side(name: str, type_: SpeakerType) -> _Side | None:
    """Read a name; None for one that is cut short or too long to be sure of."""
    if type_ == "person":
        words = person_words(name)
        sure = len(words) > 1 and not any(map(head_types, words))
        return _Side(frozenset(words)) if sure else None
    words = body_words(name, (), type_)
    state = words[:1] == ("state",)
    kind = state or known_name(words) or (words and head_types(words[0]))
    if not kind or word_class("prep") & set(words):
        return None
    kinds = frozenset(plain(word) for word in words if head_types(plain(word)))
    return _Side(own_words(words), kinds, countries_in(words), state)
