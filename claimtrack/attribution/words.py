"""Words by their form and neighbours: definite, possessed, never in a phrase."""

from __future__ import annotations

import re
from functools import cache

from claimtrack.attribution.heads import head_types, heads, territories
from claimtrack.attribution.reading import Reading, classes, is_complementizer
from claimtrack.attribution.verbs import readings
from claimtrack.lexicon import word_class

# Indefinite verbal nouns by their pattern: they begin the object of a verb, not go on a subject.
VERBAL_NOUN_FORM = re.compile(
    r"^(?:ت..ي.|ا..ا.|ا.ت.ا.|ا[تنسش]...?ا.|است..ا.|(?!سعود|عبود|حمود)[^اوي][^ا]و.|م.ا..ه|انضمام|تمسك"
    r"|ال(?:تزام|تحاق|تقاء|تماس|تفاف|غاء|زام|حاق|قاء))"
    r"(?:ه|ها|هم|هما|تها|ته)?$"
)

_ARTICLE = re.compile(
    r"^[وفبك]?(?:ال|لل)(?!تزام|تحاق|تقاء|تماس|تفاف|تباس|غاء|زام|حاق|قاء|هام|تق[يت]|تحق|تزم|تمس).{2}"
)


def is_word(r: Reading, i: int) -> bool:
    """Tell whether a token is a word."""
    return r.kind(i) == "w"


@cache
def is_definite(word: str) -> bool:
    """Tell whether a folded word carries the article."""
    return bool(_ARTICLE.match(word))


def is_possessed(r: Reading, i: int) -> bool:
    """Tell whether a word carries a possessive pronoun ("رغبته"), by its unfolded spelling."""
    if not is_word(r, i) or r.fold(i) in word_class("same") or is_definite(r.fold(i)):
        return False
    text, word = r.tokens[i].text, r.fold(i)
    named = word.startswith("عبد") or word.endswith("الله") or word in word_class("radical_ha")
    if named or with_clitic(word):
        return False
    ending = len(text) > 3 and text.endswith(("ه", "ها", "هم", "هما"))
    return ending and not r.verb(i)  # "بيان أصدره"


def with_clitic(word: str) -> bool:
    """Tell whether a folded word is a noun with ل, ب or ك before it."""
    if word[0] == "ل" and len(word) > 3:
        return True  # "لحقوق", "لكرة"
    return word[0] in "بك" and (is_definite(word) or bool(head_types(word[1:])))


def verb_with_and(r: Reading, i: int) -> bool:
    """Tell whether a word is و with a verb of the lexicon: not "وجدة", which ends in ة."""
    if r.fold(i)[:1] != "و" or is_wish(r, i):
        return False
    noun = r.tokens[i].text.endswith("ة")
    return any(f.finite and not (noun and f.object_) for f in readings(r.fold(i)))


def is_wish(r: Reading, i: int) -> bool:
    """Tell whether a word ends the wish after the Prophet's name."""
    return r.fold(i) == "وسلم" and r.fold(i - 1) == "عليه"


def counts_people(r: Reading, i: int) -> bool:
    """Tell whether a word counts people: "عدد من المختصين"."""
    if r.fold(i) not in word_class("quantifier") or r.fold(i + 1) != "من":
        return False
    word = r.fold(i + 2)
    people = head_types(word) & {"person", "anonymous", "collective", "organization"}
    return bool(people) or (is_definite(word) and word.endswith("ين"))


@cache
def is_object_start(word: str) -> bool:
    """Tell whether a folded word, after a subject, looks like the head of the object."""
    if word in word_class("object"):
        return True
    if is_definite(word) or word in heads() or word in territories():
        return False
    return bool(VERBAL_NOUN_FORM.match(word))


@cache
def never_inside(word: str) -> bool:
    """Tell whether a folded word can't stand in a noun phrase (conjunction, verb of saying …)."""
    found = classes(word)
    if found & {"split", "relative", "aux", "time", "adverb"} or is_complementizer(word):
        return True
    return any(f.tense == "participle" and f.agreement in ("ms", "fs") and f.verb.that
               and word.endswith("ا") for f in readings(word))  # fmt: skip


def manner_end(r: Reading, i: int) -> int:
    """Return the token after words of manner: "بشكل قاطع", "على الفور", "في الوقت نفسه"; `i` where
    there are none."""
    word, following = r.fold(i), r.fold(i + 1)
    if word in word_class("manner") or (word == "علي" and following == "نحو"):
        end = i + (3 if word == "علي" else 2)
        both = r.fold(end)[:1] == "و" and r.adjective(end) and not verb_with_and(r, end)
        return end + both  # "بشكل قاطع ونهائي"
    if word == "في" and following == "الوقت" and r.fold(i + 2) in word_class("same"):
        return i + 3
    if f"{word} {following}" in word_class("manner_phrase"):
        return i + 2
    return i + 1 + (following[-1:] == "ا") if _cognate(word) else i


@cache
def _cognate(word: str) -> bool:
    """Tell whether a folded word is a verb's noun that heightens it: "نفى المصدر نفيا قاطعا"."""
    return word[-1] == "ا" and any(f.tense == "noun" for f in readings(word[:-1]))
