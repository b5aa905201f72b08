"""Speakers: overt before or after the cue, or inherited from an earlier mention."""

from __future__ import annotations

import re

from claimtrack.attribution.heads import bare, head_types, territories
from claimtrack.attribution.noun_phrases import noun_phrase
from claimtrack.attribution.reading import COMMAS, DASHES, Reading, classes, is_complementizer
from claimtrack.attribution.verbs import Form, readings
from claimtrack.attribution.words import is_definite, is_object_start, is_word, never_inside
from claimtrack.lexicon import word_class

Range = tuple[int, int]  # tokens, the end excluded

_OPENERS = frozenset(("كما", "وقد", "قد", "و", "لقد", "فيما", "بينما", "حيث", "اذ"))
_SKIPPED = frozenset(("قد", "لا", "كان", "كانت", "لقد", "فقد", "لم", "كانوا"))


def before_cue(r: Reading, i: int, form: Form | None) -> Range | None:
    """Return the subject that stands before a finite cue: "وزارة الصحة قالت", "X الذي قال"."""
    if form is None or not form.finite:
        return None
    if form.conjunction == "ف":
        return _topic(r, i)
    if form.conjunction:
        return None
    k = i - 1
    floor = _floor(r, i)
    while k >= floor and (r.fold(k) in _SKIPPED or "adverb" in classes(r.fold(k))):
        k -= 1
    if r.kind(k) == "c" and r.fold(r.opening[r.tokens[k].own] - 1) in ("ل", "لـ"):
        k = r.opening[r.tokens[k].own] - 2  # 'مصادر لـ"…" قالت'
    if k < floor:
        return None
    if "relative" in classes(r.fold(k)):
        # With an object pronoun the antecedent is what is spoken of, not who speaks.
        return None if form.object_ else _antecedent(r, k, floor)
    if r.fold(k) in ("،", ","):
        return _apposed(r, k, floor)
    if form.agreement in ("mp", "d") and not _plural(r, k, floor):
        return None
    if r.fold(floor) in word_class("topic"):
        return None  # "وعن التعاقد مع المدرب قال"
    if (
        r.fold(k) == "و"
        or r.kind(k) == "p"
        and r.fold(k) not in (")", "]")
        and r.fold(k)[0] not in DASHES
    ):
        return None
    found = _phrase_ending(r, k, floor) or _before_relative(r, i, floor)
    return None if found and form.object_ and not can_speak(r, found) else found


def _before_relative(r: Reading, i: int, floor: int) -> Range | None:
    """Return the subject of "شادي عوض الذي يعيش في المبنى قال": the clause has no other verb."""
    for j in range(i - 3, max(i - 25, floor), -1):
        if r.kind(j) == "p" and r.fold(j) not in COMMAS:
            return None
        if "relative" not in classes(r.fold(j)):
            continue
        if not (r.verb(j + 1) or classes(r.fold(j + 1)) & {"aux", "split"}):
            return None
        found = _phrase_ending(r, j - 1, floor)
        if found is None or found[0] == floor or is_complementizer(r.fold(found[0] - 1)):
            return found
        return None
    return None


def _topic(r: Reading, i: int) -> Range | None:
    """Return the topic of "أما فلان فأوضح"."""
    for k in range(i - 1, max(i - 16, -1), -1):
        if r.fold(k) in ("اما", "واما"):
            end = noun_phrase(r, k + 1, i)
            return (k + 1, end) if end > k + 1 else None
        if r.fold(k) in (".", ":", "؛"):
            break
    return None


def _plural(r: Reading, k: int, floor: int) -> bool:
    """Tell whether the noun phrase that ends at `k` can be the subject of a plural verb."""
    found = _phrase_ending(r, k, floor)
    if found is None:
        return False
    word = r.fold(found[0])
    ending = word.endswith(("ون", "ين", "ان", "ات", "اء")) or r.fold(k).endswith("هم")
    first = found[0] == floor or is_complementizer(r.fold(found[0] - 1))
    known = bool(head_types(word) & {"anonymous", "collective"})
    return ending or known or (first and is_definite(word))


def _apposed(r: Reading, k: int, floor: int) -> Range | None:
    """Return a subject with its apposition between commas: "أن مدير الشرطة، فلان، صرح"."""
    alone = _phrase_ending(r, k - 1, floor)
    if alone is not None and is_complementizer(r.fold(alone[0] - 1)):
        return alone  # "أن رئيس اللجنة فلان، أكد"
    comma = next((j for j in range(k - 1, max(k - 8, floor), -1) if r.fold(j) in ("،", ",")), None)
    if comma is None or noun_phrase(r, comma + 1, k) != k:
        return None
    outer = _phrase_ending(r, comma - 1, floor)
    return (outer[0], k) if outer and is_complementizer(r.fold(outer[0] - 1)) else None


def can_speak(r: Reading, phrase: Range) -> bool:
    """Tell whether a noun phrase can be a speaker: not a thing, an event or a verbal noun."""
    word = r.fold(phrase[0])
    if word.removeprefix("و") in word_class("demonstrative") and phrase[1] == phrase[0] + 1:
        return False
    head = bare(word)
    if "thing" in classes(head) and r.fold(phrase[0] + 1) != "من":
        return False
    if r.kind(phrase[0]) != "w" or head_types(word) or word in territories():
        return True
    if head == word and not re.match(r"^(?:ت..ي.|است..ا.)$", word):
        return True  # a name may look like a verbal noun: ترامب
    return not is_object_start(head)


def _floor(r: Reading, i: int) -> int:
    quote = r.tokens[i].quote
    if quote >= 0:
        return r.opening[quote] + 1
    return next(first for first, last in r.sentences if last > i)


def _antecedent(r: Reading, k: int, floor: int) -> Range | None:
    """Return the noun phrase before a relative pronoun."""
    relative = r.fold(k)
    k -= 1
    if k >= floor and r.fold(k) in ("،", ","):
        k -= 1
    found = _phrase_ending(r, k, floor, anywhere=True)
    if found is None or (_relates(r, found[0], relative) and _speaks(r, found[0])):
        return found
    # A long phrase in which a later noun is what agrees: "أثارت الصورة حفيظة نشطاء، الذين …"
    inner = (j for j in range(found[0] + 1, k + 1) if noun_phrase(r, j, k + 1) == k + 1)
    known = (j for j in inner if _speaks(r, j) or r.fold(j) in territories())
    return next(((j, k + 1) for j in known if _relates(r, j, relative)), found)


def _speaks(r: Reading, j: int) -> bool:
    """Tell whether a noun is the head of someone who speaks, not of a paper alone."""
    return bool(head_types(r.fold(j)) - {"document"})


def _relates(r: Reading, j: int, relative: str) -> bool:
    """Tell whether a relative pronoun agrees with the noun at `j`."""
    word, text = r.fold(j), r.tokens[j].text
    plural = bool(head_types(word) & {"anonymous", "collective"}) or word.endswith(("ون", "ين"))
    if relative.endswith("ذين"):
        return plural
    if relative.endswith("التي"):
        return text.endswith(("ة", "ات", "ى")) or word in territories()
    return not text.endswith(("ة", "ات"))


def _phrase_ending(r: Reading, k: int, floor: int, *, anywhere: bool = False) -> Range | None:
    """Return the longest noun phrase that ends with token `k` and begins a clause."""
    start = None
    governed = False  # a verb stands before the phrase: it is that verb's
    j = k
    while j >= floor and k - j < 16:
        kind, word = r.kind(j), r.fold(j)
        if kind == "c":
            j = r.opening[r.tokens[j].own]
            if j < floor:
                break
        elif kind == "p" and word not in ("(", ")", "-", "/"):
            break
        elif kind == "w":
            if is_complementizer(word) or classes(word) & {"split", "aux", "relative"}:
                break
            if word in ("لكن", "ولكن", "ان", "كما"):
                break
            if (r.verb(j, surely=True) or any(f.finite for f in readings(word))) and not head_types(
                word
            ):
                governed = not anywhere
                break
        if kind in ("w", "c", "o") and noun_phrase(r, j, k + 1) == k + 1:
            start = j
            topic = "prep" in classes(r.fold(floor))  # "وعن المدربين واللاعبين قال"
            if r.tokens[j].start in r.conjunctions and not anywhere and not topic:
                return (j, k + 1)  # "… وبايدن يصف": a clause of its own
        j -= 1
    if start is None or (governed and start - 1 == j):
        return None
    if r.verb(start) and not head_types(r.fold(start)):
        return None
    opens = start == floor or start - 1 == j or not is_word(r, start - 1)
    if not (opens or anywhere or never_inside(r.fold(start - 1))):
        return None
    if "prep" in classes(r.fold(start - 1)) and not anywhere:
        return None
    if "time" in classes(r.fold(start - 1)) and is_definite(r.fold(start)) and r.adjective(start):
        return None  # "في الأسبوع الأخير في مداهمات قالت"
    return (start, k + 1)


def _subordinate_subject(r: Reading, i: int, comma: int) -> Range | None:
    """Return the subject of "بعد أن التقى الوزير نظيره، …"."""
    for k in range(i, comma - 1):
        known = head_types(r.fold(k + 1)) & {"person", "government", "organization"}
        if r.verb(k) and known:
            end = noun_phrase(r, k + 1, comma, stop_at_object=True)
            return (k + 1, end) if end > k + 1 else None
    return None


def main_subject(r: Reading, sentence: Range, limit: int) -> Range | None:
    """Return the subject of a sentence's first clause, whatever its verb."""
    i = sentence[0]
    while i < limit and (r.kind(i) != "w" or r.fold(i) in _OPENERS):
        i += 1
    if r.fold(i + 1) in word_class("turn") and r.kind(i + 2) == "w":
        i += 2  # "من جانبه تحدث المواطن"
    if i < limit and "prep" in classes(r.fold(i)):
        comma = next((k for k in range(i, min(i + 15, limit)) if r.fold(k) in ("،", ",")), None)
        if comma is None:
            return None
        if comma + 1 >= limit:
            return _subordinate_subject(r, i, comma)
        i = comma + 1
    if i >= limit or not is_word(r, i):
        return None
    follows = r.verb(i) or "aux" in classes(r.fold(i))
    if not head_types(r.fold(i)) and not is_definite(r.fold(i)):
        # "أمر القائد", "رفع الأمين": a verb that looks like a noun
        follows = follows or bool(head_types(r.fold(i + 1)) & {"person", "government"})
    j = i + 1 if follows else i
    end = min(noun_phrase(r, j, limit, stop_at_object=True), limit)
    if end <= j or not can_speak(r, (j, end)):
        return None
    known = head_types(r.fold(j)) or r.fold(j) in territories()
    return (j, end) if known or (follows and "time" not in classes(r.fold(j))) else None
