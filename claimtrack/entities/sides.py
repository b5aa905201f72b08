"""Which speakers vouch apart from one another: not perhaps one, nor voices of one body or state."""

from __future__ import annotations

from functools import lru_cache

from attrs import frozen

from claimtrack.attribution.heads import head_types
from claimtrack.entities.bodies import (
    body_words,
    countries_in,
    countries_named,
    known_name,
    own_words,
)
from claimtrack.entities.persons import office, person_words, plain, same_spelling
from claimtrack.lexicon import word_class
from claimtrack.models import Speaker, SpeakerType


@frozen
class Side:
    """What is known of a speaker: words that tell it apart, kinds of body, countries that it is of
    or that its functions name, words of its commonest function; whether it is a state."""

    words: frozenset[str]
    kinds: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    function: frozenset[str] = frozenset()
    state: bool = False


def independent(a: Speaker, b: Speaker) -> bool:
    """Tell whether two speakers are surely two who do not speak for one another.

    Neither two of one country, nor two persons of one body. Two persons of other full names, a
    person and a state, two bodies that share no word of their names and are of other kinds, two
    governments of known countries. A person may speak for any other body.
    """
    one, other = side(a), side(b)
    if one is None or other is None or one.words & other.words or one.countries & other.countries:
        return False
    if a.type == b.type == "person":
        apart = not any(same_spelling(x, y) for x in one.words for y in other.words)
        return apart and not one.function & other.function
    if "person" in (a.type, b.type):
        return one.state or other.state
    if a.type == b.type == "government":
        return bool(one.countries and other.countries)
    return not one.kinds & other.kinds


def side(speaker: Speaker) -> Side | None:
    """Read a speaker's name and forms; None for a name that is cut short or too long to be sure."""
    forms = speaker.variants if speaker.type == "person" else ()
    return _side(speaker.name, speaker.type, tuple(form for form, _ in forms))


@lru_cache(maxsize=1 << 14)
def _side(name: str, type_: SpeakerType, forms: tuple[str, ...]) -> Side | None:
    if type_ == "person":
        words = person_words(name)
        if len(words) < 2 or any(map(head_types, words)):
            return None
        functions = (office(form, words) for form in forms)
        commonest: frozenset[str] = next(filter(None, functions), frozenset())
        countries = frozenset[str]().union(*map(countries_named, forms))
        return Side(frozenset(words), countries=countries, function=own_words(tuple(commonest)))
    words = body_words(name, (), type_)
    state = words[:1] == ("state",)
    kind = state or known_name(words) or (words and head_types(words[0]))
    if not kind or word_class("prep") & set(words):
        return None
    kinds = frozenset(plain(word) for word in words if head_types(plain(word)))
    return Side(own_words(words), kinds, countries_in(words), state=state)
