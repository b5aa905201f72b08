"""Speakers of many articles to one speaker each: conservative, since a wrong merge is worse.

Persons merge on a full name, spelling variants of a foreign surname allowed; on a name that many
bear, or a surname alone, only where what the articles tell of the person agrees. A state is one
speaker with its government and its capital, a body one with its acronym and its spokesman.
Anonymous speakers, and titles without a name, never leave their article.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b

from attrs import frozen

from claimtrack.entities.bodies import body_words, known_name, own_name, shown_with, unplaced
from claimtrack.entities.home import home
from claimtrack.entities.judged import local, regroup
from claimtrack.entities.merging import Person, merge_bodies, merge_persons
from claimtrack.entities.persons import describe, person_words, skeleton, untitled
from claimtrack.lexicon import terms
from claimtrack.models import Decision, Extraction, Speaker, SpeakerType

At = tuple[str, str]


@frozen
class LocalSpeaker:
    """A speaker of one article; `speaker.id` is the id within it.

    `home` is the state that the article tells, of a body that many states have one of.
    """

    article: str
    speaker: Speaker
    home: str | None = None

    @property
    def at(self) -> At:
        """The article and the id within it."""
        return (self.article, self.speaker.id)


@frozen
class Resolution:
    """Speakers across articles; `assignment` maps (article, id within it) to the speaker's id."""

    speakers: tuple[Speaker, ...]
    assignment: Mapping[At, str]


def local_speakers(extraction: Extraction) -> tuple[LocalSpeaker, ...]:
    """List the speakers of an article with what it tells of them."""
    article, found = extraction.article, extraction.speakers
    lacking = {s.id for s in found if _is_body(s.type) and unplaced(*_naming(s))}
    state = home(article) if lacking else None
    return tuple(LocalSpeaker(article.id, s, state if s.id in lacking else None) for s in found)


def resolve(records: Iterable[LocalSpeaker], decisions: Iterable[Decision] = ()) -> Resolution:
    """Merge speakers of many articles; the order of the input does not matter.

    What people decided of speakers goes before what their names say.
    """
    by_key: dict[tuple[str, ...], list[LocalSpeaker]] = defaultdict(list)
    for record in sorted(records, key=lambda r: r.at):
        by_key[identity(record)].append(record)
    groups: dict[tuple[str, ...], list[LocalSpeaker]] = defaultdict(list)
    bodies = merge_bodies(key[1:] for key in by_key if key[0] == "body")
    people: dict[str, list[LocalSpeaker]] = defaultdict(list)
    for key, found in by_key.items():
        if key[0] == "person":
            people[skeleton(key[-1])] += found
        else:
            groups[("body", *bodies[key[1:]]) if key[0] == "body" else key] += found
    for block in people.values():
        groups |= _persons(block)
    known = {record.at: record for found in groups.values() for record in found}
    judged = [d for d in decisions if _is_judged(d, known)]
    if judged:
        names = {record.at: key for key, found in by_key.items() for record in found}
        held = {key: [record.at for record in found] for key, found in groups.items()}
        regrouped = regroup(held, names, judged)
        groups = {key: [known[at] for at in found] for key, found in regrouped.items()}
    speakers = {
        key: _speaker(key, sorted(found, key=lambda r: r.at)) for key, found in groups.items()
    }
    assignment = {r.at: speakers[key].id for key, found in groups.items() for r in found}
    return Resolution(tuple(sorted(speakers.values(), key=lambda s: s.id)), assignment)


def _is_judged(decision: Decision, known: Mapping[At, LocalSpeaker]) -> bool:
    """Tell whether a decision is about two of these speakers who are named."""
    found = [known.get(local(s.key)) for s in (decision.left, decision.right)]
    return decision.kind == "merge" and all(r and r.speaker.type != "anonymous" for r in found)


def identity(record: LocalSpeaker) -> tuple[str, ...]:
    """Give what a speaker is looked for by: class and folded words of the name.

    "local", the article and the id where nothing tells the speaker from another article's.
    """
    key = _named(*_naming(record.speaker), record.home)
    return key or ("local", record.article, record.speaker.id)


def _naming(speaker: Speaker) -> tuple[str, tuple[str, ...], SpeakerType]:
    return speaker.name, tuple(form for form, _ in speaker.variants), speaker.type


def _is_body(type_: SpeakerType) -> bool:
    return type_ in ("government", "organization", "media")


@lru_cache(maxsize=1 << 14)
def _named(
    name: str, forms: tuple[str, ...], type_: SpeakerType, home: str | None
) -> tuple[str, ...]:
    """Give what a name is looked for by; empty where nothing tells its bearer from others."""
    words: tuple[str, ...] = ()
    if type_ == "person":
        words = person_words(name)
    elif _is_body(type_):
        words = body_words(name, forms, type_, home)
    return ("person" if type_ == "person" else "body", *words) if words else ()


def block(record: LocalSpeaker) -> tuple[str, ...]:
    """Give the block outside of which nothing bears on whom a speaker merges with."""
    key = identity(record)
    if key[0] == "person":
        return ("person", skeleton(key[-1]))
    if key[0] == "body":
        # A kind of body in front is what `merge_bodies` looks through.
        heads = terms("heads")
        first = next((i for i, word in enumerate(key[1:-1], 1) if word not in heads), len(key) - 1)
        return ("body", *key[first:])
    return key


def _persons(records: Sequence[LocalSpeaker]) -> dict[tuple[str, ...], list[LocalSpeaker]]:
    """Merge the persons of one block; the key of a group is its fullest name."""
    by_at = {record.at: record for record in records}
    people = []
    for record in records:
        words = identity(record)[1:]
        told, roles = describe((form for form, _ in record.speaker.variants), words)
        people.append(Person(record.at, words, told, roles))
    found: dict[tuple[str, ...], list[LocalSpeaker]] = {}
    for group in sorted(merge_persons(people), key=lambda g: min(p.at for p in g)):
        key = ("person", *min((p.words for p in group), key=lambda w: (-len(w), w)))
        if key in found:
            key = (*key, *min(p.at for p in group))
        found[key] = [by_at[p.at] for p in group]
    return found


def _speaker(key: Sequence[str], records: Sequence[LocalSpeaker]) -> Speaker:
    """Make the speaker of a group: fullest and commonest name, type by majority."""
    variants: Counter[str] = Counter()
    types: Counter[SpeakerType] = Counter(record.speaker.type for record in records)
    for record in records:
        for form, count in record.speaker.variants or ((record.speaker.name, 1),):
            variants[form] += count
    alone = key[0] == "local" and len({record.article for record in records}) == 1
    digest = blake2b("\x1f".join(key).encode(), digest_size=6).hexdigest()
    return Speaker(
        id="p" + digest,
        name=_name(key, records),
        type=min(types, key=lambda t: (-types[t], t)),
        variants=tuple(sorted(variants.items(), key=lambda v: (-v[1], v[0]))),
        article=records[0].article if alone else None,
    )


def _name(key: Sequence[str], records: Sequence[LocalSpeaker]) -> str:
    """Choose the name to show: what the lexicon calls a body, or the commonest of full ones."""
    if key[0] == "local":
        return records[0].speaker.name
    if key[0] == "body" and (known := known_name(key[1:])):
        return known
    names = Counter(record.speaker.name for record in records)
    if key[0] == "person":
        names = Counter(untitled(record.speaker.name) for record in records)
        full = {name: min(2, len(person_words(name))) for name in names}
    else:
        type_ = records[0].speaker.type
        names = Counter(own_name(record.speaker.name) for record in records)
        full = {name: int(bool(body_words(name, (), type_))) for name in names}
    best = min(names, key=lambda n: (-full[n], -names[n], -len(n), n))
    return best if key[0] == "person" else shown_with(best, key[1:], type_)
