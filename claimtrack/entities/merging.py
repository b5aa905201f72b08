"""Which names of one block are one speaker's; a pure function of the set, in any order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from attrs import frozen

from claimtrack.entities.persons import compatible, is_common, same_spelling, skeleton
from claimtrack.lexicon import terms

FAMOUS = 5
"""Articles on one bearer of a name, from which on the name alone is taken for that bearer."""
KNOWN = 3
"""Articles on the only bearer of a surname, from which on it is taken for that one where the
article does not give the full name."""
TIMES = 10
"""How many times as many articles as any other bearer of a surname that one has."""

Words = tuple[str, ...]


@frozen
class Person:
    """A named person in one article: words of the name, what is told of the person, functions."""

    at: tuple[str, str]
    words: Words
    told: frozenset[str]
    roles: frozenset[str]


Group = list[Person]


def merge_persons(people: Iterable[Person]) -> list[Group]:
    """Group the persons of one block."""
    by_words: dict[Words, Group] = defaultdict(list)
    for person in sorted(people, key=lambda p: (p.words, p.at)):
        by_words[person.words].append(person)
    groups: list[Group] = []
    for words, same in by_words.items():
        if len(words) > 1:
            groups += _by_description(same) if is_common(words) else [same]
    groups = _join_spellings(groups)
    return _place_surnames(groups, [p for w in by_words if len(w) == 1 for p in by_words[w]])


def _told(group: Group) -> frozenset[str]:
    return frozenset[str]().union(*(p.told for p in group))


def _by_description(people: Group) -> list[Group]:
    """Group bearers of one common name by what is told of them.

    One of whom nothing is told is the only other bearer only where that one is well known.
    """
    groups: list[Group] = []
    silent = [p for p in people if not p.told]
    for person in (p for p in people if p.told):
        alike = [g for g in groups if person.told & _told(g)]
        groups = [g for g in groups if g not in alike]
        groups.append([person, *(p for g in alike for p in g)])
    if len(groups) == 1 and len(groups[0]) >= FAMOUS:
        return [groups[0] + silent]
    return groups + [[p] for p in silent]


def _join_spellings(groups: Sequence[Group]) -> list[Group]:
    """Join names that are one person's in two spellings, or with a middle name more."""
    near: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for group in sorted(groups, key=lambda g: (g[0].words, min(p.at for p in g))):
        words = group[0].words
        bucket = near[skeleton(words[0]), skeleton(words[-1])]
        joined = [g for g in bucket if _one_person(g, group)]
        if len(joined) == 1:
            joined[0] += group
        else:
            bucket.append(list(group))
    return [group for bucket in near.values() for group in bucket]


def _one_person(a: Group, b: Group) -> bool:
    pairs = set(product({p.words for p in a}, {q.words for q in b}))
    if not all(compatible(*pair) for pair in pairs):
        return False
    surname = a[0].words[-1]
    many = any(is_common(words) for pair in pairs for words in pair)
    return bool(_told(a) & _told(b)) or not (many or surname.startswith("ال"))


def _place_surnames(groups: list[Group], alone: Group) -> list[Group]:
    """Give surnames that stand alone to their bearer, where there is no doubt who that is."""
    placed: dict[int, Group] = defaultdict(list)
    apart: list[Group] = []
    for person in alone:
        surname = person.words[0]
        bearers = {i: group for i, group in enumerate(groups) if _bears(group[0].words, surname)}
        bearer = _bearer(person, bearers)
        if bearer is not None:
            placed[bearer].append(person)
        else:
            apart.append([person])
    for i, found in placed.items():
        groups[i] = groups[i] + found
    return groups + apart


def _bears(words: Words, surname: str) -> bool:
    """Tell whether a name ends in a surname, not in a grandfather's name: "خالد بن جلوي"."""
    lineage = words[-2] in ("بن", "بنت") and not words[-1].startswith("ال")
    return same_spelling(surname, words[-1]) and not lineage


def _bearer(person: Person, bearers: Mapping[int, Group]) -> int | None:
    if person.words[0] in terms("given_names"):
        return None
    told = [i for i, g in bearers.items() if person.told & _told(g)]
    roles = [i for i, g in bearers.items() if any(person.roles & p.roles for p in g)]
    for fitting in (told, roles):
        if len(fitting) == 1:
            return fitting[0]
    if is_common(person.words):
        return None
    ranked = sorted(bearers, key=lambda i: -len(bearers[i]))
    if not ranked:
        return None
    most = len(bearers[ranked[0]])
    next_ = len(bearers[ranked[1]]) if len(ranked) > 1 else 0
    known = most >= FAMOUS and most >= TIMES * next_ if next_ else most >= KNOWN
    return ranked[0] if known else None


def merge_bodies(keys: Iterable[Words]) -> dict[Words, Words]:
    """Map a body's words to those with the kind of body: "طالبان" to "حركة طالبان"."""
    target = {key: key for key in keys}
    heads = terms("heads")
    by_rest: dict[Words, list[Words]] = defaultdict(list)
    for key in sorted(target):
        if len(key) > 1 and key[0] in heads:
            by_rest[key[1:]].append(key)
    for key in target:
        owners = by_rest.get(key, [])
        # "الداخلية التونسية" is the ministry, "الشباب" a club, a movement, or the young.
        ministry = len(key) > 1 and owners and owners[0][0] == "وزاره"
        if len(owners) == 1 and (ministry or not key[-1].startswith("ال")):
            target[key] = owners[0]
    return target
