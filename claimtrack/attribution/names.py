"""What a noun phrase says of who speaks: its head, the name in it, the type of speaker."""

from __future__ import annotations

import re

from attrs import evolve, frozen

from claimtrack.arabic import WORD, fold_word
from claimtrack.attribution.heads import (
    bare,
    head_types,
    is_definite,
    nationalities,
    possessed_title,
    territories,
)
from claimtrack.attribution.kinds import kind_of
from claimtrack.attribution.person_names import (
    clitic,
    is_title,
    joins_two,
    name_length,
    person_name,
)
from claimtrack.attribution.tagger import is_common_noun
from claimtrack.lexicon import terms, word_class
from claimtrack.models import SpeakerType

_NAMED = re.compile(
    r"\b(?:يدعى|تدعى|واسمه|واسمها|اسمه|اسمها|يسمى)\s+([^\s،,]+(?:\s+[^\s،,]+){0,2})"
)
_COUNTED = re.compile(
    r"(?:ثلاثة|أربعة|خمسة|ستة|سبعة|ثمانية|تسعة|عشرة|ثلاث|أربع|خمس|عشرات|مئات|عدد من|العديد من|"
    r"عدد كبير من|\d+)\s+"
)
_THIS = frozenset(("بهذا", "بهذه", "لهذا"))
_SAME = re.compile(r"(?:نفس|ذات)\s+(?=ال)")


@frozen
class Phrase:
    """What a noun phrase says of who speaks."""

    head: str  # folded, without conjunction and article
    definite: bool
    words: list[str]  # folded words of the whole
    name: str  # as written, without titles; the whole where there is no name in it
    name_words: list[str]
    type: SpeakerType
    named: bool
    plural: bool
    gender: str


def analyse(text: str, context: str = "") -> Phrase:
    """Read a noun phrase: its head, its name, its type.

    `context` is the text after it, in which a source may ask not to be named.
    """
    if fold_word(text.split()[0]) in ("كل", "كلا") and " من " in text[:8]:
        return evolve(analyse(text.split(maxsplit=2)[-1]), name=text, type="collective")
    if same := _SAME.match(text):
        phrase = analyse(f"{text[same.end() :]} نفسه", context)
        return evolve(phrase, name=phrase.name.removesuffix(" نفسه"))
    counted = _COUNTED.match(text)
    if counted is not None:
        phrase = analyse(text[counted.end() :], context)
        unnamed = phrase.type in ("person", "anonymous")
        return evolve(phrase, name=text, type="anonymous" if unnamed else "collective")
    tokens = [m.group() for m in WORD.finditer(text)]
    if tokens and len(tokens[0]) > 3 and re.match(r"^ل(?:ل|ال)", tokens[0]):
        tokens[0] = "ال" + tokens[0][2:]
    words = [fold_word(t) for t in tokens]
    if not words:
        return Phrase("", False, [], text, [], "organization", False, False, "")
    types = head_types(words[0])
    name = _name(text, words, types)
    kind = kind_of(words, named=name is not None, text=text, context=context)
    if kind == "person" and name is not None and joins_two(name.split()):
        kind = "collective"
    if kind == "collective":
        name = None
    plural = bool(re.search(r"(?:ون|ين|ان|و)$", words[0])) and "person" not in types
    feminine = words[0].endswith(("ه", "ات")) or words[0] in territories()
    gender = "f" if feminine else ("m" if types else "")
    return Phrase(
        head=bare(words[0]),
        definite=is_definite(words[0]),
        words=words,
        name=_clean(re.sub(r"^\s*لل(?=\w{3})", "ال", text) if name is None else name),
        name_words=words if name is None else [fold_word(w) for w in WORD.findall(name)],
        type=kind,
        named=name is not None,
        plural=plural,
        gender=gender,
    )


def _clean(name: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[\"«»“”]", "", name)).strip(" ،,:-–")


def _name(text: str, words: list[str], types: frozenset[SpeakerType]) -> str | None:
    """Return the proper name inside a noun phrase, None where there is none."""
    called = _NAMED.search(text)
    if called:
        return called.group(1)
    first, *after = re.split("[،؛]", re.sub(r"\(.*?\)", " ", text), maxsplit=1)
    rest = "".join(after)
    parts = [m.group() for m in WORD.finditer(first)]
    if "media" in types:
        return _medium(text, parts)
    titled = possessed_title(words[0]) or bare(words[0]) in word_class("spokesman")
    if titled or types & {"person", "anonymous"} and types != {"anonymous"}:
        return person_name(parts, rest)
    if not types and parts:
        return _untitled(text, parts)
    body = types & {"organization", "government"} and len(words) > 1
    return _without_tail(text) if body else None


def _without_tail(text: str) -> str:
    """Cut what no body's name goes on with: "الجيش التركي من جانبه", "الحركة مسؤوليتها عن"."""
    before = ""
    aside = word_class("adverb") | word_class("pronoun") | word_class("turn")
    for i, match in enumerate(WORD.finditer(text)):
        word = fold_word(match.group())
        whole = is_definite(before) or (i > 1 and not _is_plain(before) and not head_types(before))
        object_ = whole and word.endswith(("ها", "هم")) and not is_definite(word)
        year = word.isdecimal() and before == "في"
        if before and (word in aside or word in _THIS or object_ or year):
            return re.sub(r"\s(?:من|في)\s*$", "", text[: match.start()]).strip()
        before = word
    return text


def _medium(text: str, parts: list[str]) -> str | None:
    """Return the name of an outlet or agency: in quotation marks, or after its kind."""
    quoted = re.search(r"[\"«“]([^\"»”]+)[\"»”]", text)
    if quoted:
        return quoted.group(1)
    proper: list[str] = []
    for part in parts[1:]:
        word = fold_word(part)
        kinds = head_types(word) - {"media"}  # "صحيفة نيويورك تايمز"
        if is_definite(word) or kinds and proper:
            break
        proper.append(part)
    # "وكالة أنباء البحرين", "صحيفة محلية": common words alone are no name.
    plain = all(_is_plain(fold_word(part)) for part in proper)
    return None if plain or is_definite(fold_word(parts[0])) else " ".join(proper)


def _is_plain(word: str) -> bool:
    return word in terms("unspecific") or is_common_noun(word) or f"ال{word}" in nationalities()


def _untitled(text: str, parts: list[str]) -> str | None:
    """Return the name in a phrase whose first word is no head that the lexicon knows."""
    folds = [fold_word(part) for part in parts]
    # A title after a body is in its name: "عمادة القبول بجامعة الملك خالد".
    titles = (n for n, w in enumerate(folds) if n and is_title(w) and not clitic(folds[n - 1]))
    cut = next(titles, len(folds))
    foreign = parts[0].startswith(("أل", "إل"))  # "إلياس", "ألكسندر": no article
    if foreign or not is_definite(folds[0]) or 1 < cut < len(folds):
        aside = word_class("adverb") | word_class("same") | {"هذا", "هذه"}
        ends = (n for n, word in enumerate(folds[:cut]) if n and word in aside)
        return " ".join(parts[: next(ends, cut)])  # "كارتر نفسه"
    pronoun = folds[1:2] and folds[1] in word_class("resumptive")  # "المقبوض عليهم"
    if len(folds) > 1 and not is_definite(folds[1]) and not clitic(folds[1]) and not pronoun:
        if len(parts) <= 5:  # a title that the lexicon lacks
            return " ".join(parts[1 : 1 + name_length(parts[1:])]) or None
    return None
