"""Speakers of many articles to one speaker each: conservative, since a wrong merge is worse.

Persons merge on a full name, spelling variants of a foreign surname allowed, or on a bare surname
that one person of the set alone bears. A state is one speaker with its government and its capital.
Anonymous speakers, and titles without a name, never leave their article.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from itertools import combinations, product

from attrs import frozen

from claimtrack.arabic import fold
from claimtrack.entities.states import states
from claimtrack.lexicon import rows, terms
from claimtrack.models import Speaker, SpeakerType

_WORD = re.compile(r"\w+")
_VOWELS = re.compile(r"[اوي]")
_SPOKESMAN = re.compile(r"^(?:ال)?(?:متحدث|ناطق)ه?(?: (?:ال)?(?:رسمي|اعلامي)ه?)? (?:باسم|بلسان) ")
_GOVERNMENT = re.compile(r"^(?:(?:ال)?حكومه|(?:ال)?سلطات|دوله|جمهوريه|مملكه) ")
_OUTLET = re.compile(r"^(?:صحيفه|جريده|موقع|قناه|شبكه|وكاله|مجله|اذاعه) (?=\S)")
_SPELLINGS = str.maketrans({"ط": "ت", "ص": "س", "ق": "ك", "غ": "ج", "چ": "ج"})


@frozen
class LocalSpeaker:
    """A speaker of one article; `speaker.id` is the id within it."""

    article: str
    speaker: Speaker


@frozen
class Proposal:
    """Two speakers (ids across articles) that nearly merge, for a person to decide."""

    left: str
    right: str
    reason: str


@frozen
class Resolution:
    """Speakers across articles; `assignment` maps (article, id within it) to the speaker's id."""

    speakers: tuple[Speaker, ...]
    assignment: Mapping[tuple[str, str], str]
    proposals: tuple[Proposal, ...]


def resolve(records: Iterable[LocalSpeaker]) -> Resolution:
    """Merge speakers of many articles; the order of the input does not matter."""
    ordered = sorted(records, key=lambda r: (r.article, r.speaker.id))
    groups: dict[tuple[str, ...], list[LocalSpeaker]] = defaultdict(list)
    for record in ordered:
        groups[identity(record)].append(record)
    persons = sorted(key for key in groups if key[0] == "person")
    bodies = sorted(key for key in groups if key[0] == "body")
    merged, near = _merge_persons(persons)
    joined, unsure = _merge_bodies(bodies)
    target = {key: key for key in groups} | merged | joined
    members: dict[tuple[str, ...], list[LocalSpeaker]] = defaultdict(list)
    for key, found in groups.items():
        members[target[key]] += found
    speakers: list[Speaker] = []
    assignment: dict[tuple[str, str], str] = {}
    ids: dict[tuple[str, ...], str] = {}
    for key, found in sorted(members.items()):
        speaker = _speaker(key, found)
        speakers.append(speaker)
        ids[key] = speaker.id
        assignment |= {(r.article, r.speaker.id): speaker.id for r in found}
    proposals = {
        Proposal(min(ids[target[a]], ids[target[b]]), max(ids[target[a]], ids[target[b]]), reason)
        for a, b, reason in near + unsure
        if target[a] != target[b]
    }
    return Resolution(
        tuple(speakers), assignment, tuple(sorted(proposals, key=lambda p: (p.left, p.right)))
    )


def identity(record: LocalSpeaker) -> tuple[str, ...]:
    """Give what a speaker is identified by: class and folded words of the name.

    One and the same in two articles means one speaker, whatever other articles hold.
    """
    speaker = record.speaker
    alone = ("local", record.article, speaker.id)
    words = tuple(_WORD.findall(fold(speaker.name)))
    if not words or speaker.type in ("anonymous", "collective", "document"):
        return alone
    if speaker.type == "person":
        return ("person", *_joined(words)) if _is_name(words) else alone
    return ("body", *_body(words, speaker.type))


def block(record: LocalSpeaker) -> tuple[str, ...]:
    """Give the block outside of which nothing bears on whom a speaker merges with."""
    key = identity(record)
    if key[0] == "person":
        return ("person", _skeleton(key[-1]))
    if key[0] == "body":
        # A kind of body in front is what `_merge_bodies` looks through.
        heads = terms("heads")
        first = next((i for i, word in enumerate(key[1:-1], 1) if word not in heads), len(key) - 1)
        return ("body", *key[first:])
    return key


def _joined(words: Sequence[str]) -> tuple[str, ...]:
    """Write compound names as one word: "عبد الله", "ابو مازن"."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in ("عبد", "ابو", "ابي", "ال", "بو"):
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)


@cache
def _titles() -> frozenset[str]:
    return terms("heads")


def _is_name(words: Sequence[str]) -> bool:
    """Tell a name from a title without one: "الوزير", "المتحدث"."""
    return words[0] not in _titles() and not (
        len(words) == 1 and words[0].startswith("ال") and len(words[0]) < 5
    )


def _body(words: Sequence[str], type_: SpeakerType) -> tuple[str, ...]:
    """Name a body without its spokesman; a state by its country, an agency by its full name."""
    text = _SPOKESMAN.sub("", " ".join(words))
    if type_ == "government":
        country = states().get(text) or states().get(_GOVERNMENT.sub("", text))
        if country is not None:
            return ("state", *fold(country).split())
    if type_ == "media":
        bare = _OUTLET.sub("", text)
        text = _agencies().get(text) or _agencies().get(bare, bare)
    return tuple(_adjectives().get(word, word) for word in text.split())


@cache
def _adjectives() -> dict[str, str]:
    """Map the spellings of a state's adjective to one: "أمريكية" to "أميركية"."""
    spelled = {}
    for row in rows("territories"):
        first, *others = map(fold, row["adjective"].split("|"))
        for other in others:
            for article, ending in product(("", "ال"), ("", "ه")):
                spelled[f"{article}{other}{ending}"] = f"{article}{first}{ending}"
    return spelled


@cache
def _agencies() -> dict[str, str]:
    return {
        fold(row["spelling"]): fold(row["canonical"])
        for row in rows("agencies")
        if row["kind"] != "collective"
    }


def same_spelling(a: str, b: str) -> bool:
    """Tell whether two folded words are one foreign name in two transliterations.

    A long vowel more or less, and one of the letters that stand for the same foreign sound; of
    four consonants and more, since short Arabic names differ by their vowels alone ("سليم" and
    "سالم"), and never by a waw or ya where fewer than five ("محمد" and "محمود").
    """
    if a == b:
        return True
    a, b = a.translate(_SPELLINGS), b.translate(_SPELLINGS)
    bare = _VOWELS.sub("", a)
    if bare != _VOWELS.sub("", b) or len(bare) < 4 or a.startswith(("عبد", "م")):
        return a == b and len(a) >= 5
    return len(bare) >= 5 or a.replace("ا", "") == b.replace("ا", "")


def _compatible(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether two full names can be one person's: first and last, the shorter in order."""
    short, long = sorted((a, b), key=len)
    if not (same_spelling(short[0], long[0]) and same_spelling(short[-1], long[-1])):
        return False
    rest = iter(long)
    return all(any(same_spelling(word, other) for other in rest) for word in short)


Key = tuple[str, ...]
Near = list[tuple[Key, Key, str]]


def _merge_persons(keys: Sequence[Key]) -> tuple[dict[Key, Key], Near]:
    full = [key for key in keys if len(key) > 2]
    target = {key: key for key in keys}
    near: Near = []
    by_last: dict[str, list[Key]] = defaultdict(list)
    for key in full:
        by_last[_skeleton(key[-1])].append(key)
    clusters: dict[Key, list[Key]] = {key: [key] for key in full}
    for block in by_last.values():
        for a, b in combinations(block, 2):
            if not _compatible(a[1:], b[1:]):
                continue
            if len(a) != len(b) and b[-1].startswith("ال"):
                near.append((a, b, "a middle name more, and a family name that many bear"))
                continue
            left, right = clusters[target[a]], clusters[target[b]]
            if left is right:
                continue
            if all(_compatible(x[1:], y[1:]) for x in left for y in right):
                head = min(target[a], target[b], key=lambda k: (-len(k), k))
                clusters[head] = left + right
                for key in clusters[head]:
                    target[key] = head
            else:
                near.append((a, b, "one of them is also like a third person"))
    for key in keys:
        if len(key) == 2:
            bearers = {
                target[other]
                for other in by_last.get(_skeleton(key[1]), ())
                if same_spelling(key[1], other[-1])
            }
            if len(bearers) == 1 and len(key[1]) >= 4:
                target[key] = bearers.pop()
            else:
                near += [(key, bearer, "a surname that several bear") for bearer in sorted(bearers)]
    return target, near


def _skeleton(word: str) -> str:
    bare = _VOWELS.sub("", word.translate(_SPELLINGS))
    return bare or word


def _merge_bodies(keys: Sequence[Key]) -> tuple[dict[Key, Key], Near]:
    """Join a body with its name without the kind of body: "حركة طالبان" and "طالبان"."""
    target = {key: key for key in keys}
    near: Near = []
    heads = terms("heads")
    by_rest: dict[Key, list[Key]] = defaultdict(list)
    for key in keys:
        if len(key) > 2 and key[1] in heads:
            by_rest[key[2:]].append(key)
    for key in keys:
        owners = by_rest.get(key[1:], [])
        if len(owners) == 1 and not key[-1].startswith("ال"):
            target[key] = owners[0]
        else:
            near += [(key, owner, "the same name with a kind of body") for owner in owners]
    return target, near


def _speaker(key: Key, records: Sequence[LocalSpeaker]) -> Speaker:
    """Make the speaker of a group: fullest and commonest name, type by majority."""
    variants: Counter[str] = Counter()
    names: Counter[str] = Counter()
    types: Counter[SpeakerType] = Counter()
    for record in records:
        names[record.speaker.name] += 1
        types[record.speaker.type] += 1
        for form, count in record.speaker.variants or ((record.speaker.name, 1),):
            variants[form] += count
    local = key[0] == "local"
    longest = max(len(_WORD.findall(name)) for name in names) if key[0] == "person" else 1
    name = min(
        (n for n in names if len(_WORD.findall(n)) >= min(2, longest)),
        key=lambda n: (-names[n], -len(n), n),
    )
    digest = blake2b("\x1f".join(key).encode(), digest_size=6).hexdigest()
    return Speaker(
        id="p" + digest,
        name=name,
        type=min(types, key=lambda t: (-types[t], t)),
        variants=tuple(sorted(variants.items(), key=lambda v: (-v[1], v[0]))),
        article=records[0].article if local else None,
    )
