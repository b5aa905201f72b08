"""Speakers that may be one, which only a person can tell: the queue of doubtful merges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from attrs import frozen

from claimtrack.entities.bodies import body_words, unplaced, without_country
from claimtrack.entities.persons import compatible, office, person_words, same_spelling, skeleton
from claimtrack.lexicon import terms
from claimtrack.models import Speaker

CHOICE = 3
"""Speakers that a surname or an office can be at most, for a proposal to be worth a look."""


@frozen
class Proposal:
    """Two speakers (ids across articles) that may be one, and why, for a person to decide."""

    left: str
    right: str
    reason: str


def proposals(speakers: Iterable[Speaker]) -> tuple[Proposal, ...]:
    """List the pairs of resolved speakers that may be one, in the order of their ids."""
    known = sorted(speakers, key=lambda s: s.id)
    persons = [(s, person_words(s.name)) for s in known if s.type == "person"]
    bodies = [s for s in known if s.type in ("government", "organization", "media")]
    reasons: dict[tuple[str, str], str] = {}
    for found in (_full_names(persons), _surnames(persons), _offices(persons), _bodies(bodies)):
        for a, b, reason in found:
            reasons.setdefault((min(a, b), max(a, b)), reason)
    return tuple(Proposal(*pair, reason) for pair, reason in sorted(reasons.items()))


Named = Sequence[tuple[Speaker, tuple[str, ...]]]
Near = Iterator[tuple[str, str, str]]


def _full_names(persons: Named) -> Near:
    near: dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for speaker, words in persons:
        if len(words) > 1:
            near[skeleton(words[0]), skeleton(words[-1])].append((speaker.id, words))
    for bucket in near.values():
        for (a, left), (b, right) in combinations(bucket, 2):
            if left == right:
                yield a, b, "one name that several people may bear"
            elif compatible(left, right):
                yield a, b, "names that differ by the spelling or by a middle name"


def _surnames(persons: Named) -> Near:
    bearers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for speaker, words in persons:
        if len(words) > 1:
            bearers[skeleton(words[-1])].append((speaker.id, words[-1]))
    for speaker, words in persons:
        if len(words) == 1 and words[0] not in terms("given_names"):
            found = bearers.get(skeleton(words[0]), ())
            fitting = [id_ for id_, last in found if same_spelling(words[0], last)]
            if len(fitting) <= CHOICE:
                yield from ((speaker.id, id_, "a surname that the other bears") for id_ in fitting)


def _offices(persons: Named) -> Near:
    holders: dict[frozenset[str], set[str]] = defaultdict(set)
    for speaker, words in persons:
        if words:
            for form, _ in speaker.variants:
                holders[office(form, words)].add(speaker.id)
    for speaker, words in persons:
        held = office(speaker.name, ())
        if not words and len(held) > 1 and len(holders.get(held, ())) <= CHOICE:
            for id_ in holders.get(held, ()):
                yield speaker.id, id_, "an office that the other holds"


def _bodies(bodies: Iterable[Speaker]) -> Near:
    by_words: dict[tuple[str, ...], str] = {}
    placeless: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for speaker in bodies:
        if words := body_words(speaker.name, (), speaker.type):
            by_words[words] = speaker.id
        elif words := unplaced(speaker.name, (), speaker.type):
            placeless[words].append(speaker.id)
    of_country: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for words, id_ in by_words.items():
        if words[0] in terms("heads") and words[1:] in by_words:
            yield id_, by_words[words[1:]], "one name with and without the kind of body"
        if (bare := without_country(words)) != words:
            of_country[bare].append(id_)
    for bare, found in of_country.items():
        if bare in by_words and len(found) == 1:
            yield by_words[bare], found[0], "one body with and without its country"
    for bare, found in placeless.items():
        if len(owners := of_country[bare]) <= CHOICE:
            for id_ in found:
                yield from (
                    (id_, owner, "one body with and without its country") for owner in owners
                )
