"""Names of persons: what is one, and when two of them can be one person's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from claimtrack.arabic import fold
from claimtrack.attribution.heads import bare, head_types
from claimtrack.attribution.person_names import DEVOUT, OF
from claimtrack.attribution.tagger import is_common_noun
from claimtrack.entities.states import adjectives
from claimtrack.lexicon import rows, terms, word_class

_WORD = re.compile(r"\w+")
_VOWELS = re.compile(r"[اوي]")
_SPELLINGS = str.maketrans({"ط": "ت", "ص": "س", "ق": "ك", "غ": "ج", "چ": "ج"})
_BEFORE = frozenset(("عبد", "ابو", "ابي", "ابا", "ال", "بو", "ام"))  # of a compound
_TO_SOMEONE = re.compile(r"(?:علي|الي|في|من|عن|مع|لدي|عند|ل|ب)(?:ه|ها|هم|هما|هن|نا|كم)$")
_GRAMMAR = ("prep", "pronoun", "relative", "time", "adverb", "adverbial", "aux", "same")
_DEITY = frozenset(
    ("تعالي", "ربنا", "لربنا", "صليالله", "رضيالله", "رسولالله", "سبحانالله", "الله")
)
_LONGEST = 6  # words of a name
_ARTICLES = 2  # words with the article in a name
_ALONE = 4  # letters of a surname that stands alone
_CONSONANTS = 3  # of a foreign surname


def person_words(name: str) -> tuple[str, ...]:
    """Give the folded words of a person's name, compounds as one and titles left out.

    Empty where it is no name: a title alone, a pronoun, a phrase of common words.
    """
    if "ً" in name or "على" in name.split():
        return ()
    words = _without_front([word for word in _WORD.findall(fold(name)) if len(word) > 1])
    last = max((i for i, word in enumerate(words) if word in _titles()), default=-1)
    first = next((i for i, word in enumerate(words) if word not in _titles()), len(words))
    for start in sorted({first, last + 1}):
        found = _joined(words[start:])
        if not any(map(_is_grammar, found)) and _is_name(_without_tail(found)):
            return _without_tail(found)
    return ()


def _without_front(words: list[str]) -> list[str]:
    """Strip what a name was cut off too late after: "أوضح محمد", "بجازان عيسى بن أحمد"."""
    given = terms("given_names")
    if len(words) > 2 and words[0] not in given and words[0].removesuffix("ت") in _verbs():
        words = words[1:]
    if "بن" in words[2:] and words[0][0] in "بل" and words[0] not in given:
        words = words[words.index("بن") - 1 :]
    return words


@cache
def _verbs() -> frozenset[str]:
    return frozenset(fold(row["past"]) for row in rows("verbs") if row["past"])


def untitled(name: str) -> str:
    """Strip the titles in front of a name as it is written."""
    words = name.split()
    while len(words) > 1 and fold(words[0]).strip(".") in _titles():
        words = words[1:]
    return " ".join(words)


@cache
def _titles() -> frozenset[str]:
    return terms("titles")


def _is_grammar(word: str) -> bool:
    return word in _no_name() or _TO_SOMEONE.match(word) is not None


@cache
def _no_name() -> frozenset[str]:
    """Words that stand in no name."""
    classes = {row["class"] for row in rows("function_words")} - {"name_part", "quoted_name"}
    found = frozenset[str]().union(*map(word_class, sorted(classes)), terms("stopwords"))
    return found - terms("given_names") - OF | _DEITY | {"حسبما"}


def _joined(words: Sequence[str]) -> tuple[str, ...]:
    """Write compound names as one word: "عبد الله", "ابو مازن", "نصر الله"."""
    joined: list[str] = []
    open_ = False
    for word in words:
        if joined and (open_ or word in DEVOUT):
            joined[-1] += word
        else:
            joined.append(word)
        open_ = word in _BEFORE
    return tuple(joined)


def _without_tail(words: Sequence[str]) -> tuple[str, ...]:
    """Cut what follows a family name with the article: "بشار الأسد أصدر مرسوما"."""
    for i, word in enumerate(words[1:], 1):
        if i + 1 < len(words) and _definite(word) and words[i - 1] not in OF:
            rest = words[i + 1]
            if not _definite(rest) and rest not in OF:
                return tuple(words[: i + 1])
    return tuple(words)


def _definite(word: str) -> bool:
    return word.startswith("ال") and len(word) > 4


def _is_name(words: Sequence[str]) -> bool:
    if not words or len(words) > _LONGEST or any(word.isdecimal() for word in words):
        return False
    if sum(map(_definite, words)) > _ARTICLES:
        return False
    if words[-1] in OF | _BEFORE or words[0] in _BEFORE:
        return False
    given = terms("given_names")
    first = words[0]
    if len(words) == 1:
        known = head_types(first) or _governed(first) or _is_common_word(first)
        return len(first) >= _ALONE and not known
    if not given & {first, words[-1]} and words[-1][-1] != "ا" and _is_common_word(words[-1]):
        return False
    if (
        first not in given
        and not first.startswith("عبد")
        and (
            head_types(first)
            or _is_common_word(first)
            or first.endswith(("ه", "ات", "ها"))
            or (_definite(first) and words[1] not in OF)
            or _governed(first)
        )
    ):
        return False
    inner = [word for word in words[1:] if word not in given]
    if sum(word[-1] == "ه" and not _definite(word) for word in inner) > 1:
        return False  # "تصاميم أثرية قديمة"
    return not any(word in terms("unspecific") for word in inner[:-1]) and not any(
        word.startswith(("لل", "بال", "وال", "فال", "كال"))
        or (word[0] in "بل" and head_types(word[1:]))
        or (head_types(word) and not _definite(word))
        or (word[0] == "و" and word[1:] in given)
        for word in inner
    )


def _is_common_word(word: str) -> bool:
    """Tell a word that is no name: "معلومات", "قرارا", "رغباتها"; one with the article may be."""
    if _definite(word):
        return False
    stem = word[:-1] if word[-1] in "اه" else word
    noun = any(is_common_noun(form) for form in (word, stem) if len(form) > 2)
    return noun or word in terms("unspecific") or (word.endswith("ها") and len(word) > 4)


def _governed(word: str) -> bool:
    """Tell a common noun after a preposition: "بمنطقة", "لمكافحة"."""
    return word.startswith(("لل", "بال", "وال", "فال", "كال")) or (
        word[0] in "بلو" and len(word) > 4 and (word[-1] == "ه" or bool(head_types(word[1:])))
    )


def is_common(words: Sequence[str]) -> bool:
    """Tell a name that several people bear: a given name, and another or a family name of many.

    "محمد الحربي", "أحمد علي", "سعيد بن محمد"; a surname alone if it is of that kind, or "أبو زيد".
    """
    given = terms("given_names")
    core = [word for word in words if word not in OF]
    son = next((core[-1].removeprefix(b) for b in _BEFORE if core[-1].startswith(b)), "")
    last = _definite(core[-1]) or bool({core[-1], son} & given) or core[-1].startswith("عبد")
    return last and (len(core) == 1 or (len(core) == 2 and core[0] in given))


def same_spelling(a: str, b: str) -> bool:
    """Tell whether two folded words are one foreign name in two transliterations.

    A long vowel more or less, and one of the letters that stand for the same foreign sound; of
    four consonants and more, since short Arabic names differ by their vowels alone ("سليم" and
    "سالم"), never by a waw or ya where fewer than five ("محمد" and "محمود"), and never of a
    family name with the article ("العمري" and "العامري").
    """
    if a == b:
        return True
    if a.startswith("ال") or b.startswith("ال"):
        return False
    a, b = a.translate(_SPELLINGS), b.translate(_SPELLINGS)
    plain = _VOWELS.sub("", a)
    if plain != _VOWELS.sub("", b) or len(plain) < 4 or a.startswith(("عبد", "م")):
        return a == b and len(a) >= 5
    return len(plain) >= 5 or a.replace("ا", "") == b.replace("ا", "")


def skeleton(word: str) -> str:
    """Give what all spellings of a name share, and other names may: its consonants."""
    return _VOWELS.sub("", word.translate(_SPELLINGS)) or word


def compatible(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether two full names can be one person's: first and last, the shorter in order."""
    short, long = sorted((a, b), key=len)
    if not same_spelling(short[0], long[0]):
        return False
    if not (same_spelling(short[-1], long[-1]) or _foreign_alike(short, long)):
        return False
    if len(short) == len(long) == 2:
        return True
    rest = iter(long)
    return all(any(same_spelling(word, other) for other in rest) for word in short)


def _foreign_alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether surnames after one foreign given name differ by vowels: "روبرتو أزيفيدو"."""
    foreign = a[0] == b[0] and a[0] not in terms("given_names") and not is_common(a)
    plain = skeleton(a[-1])
    return foreign and len(plain) >= _CONSONANTS and plain == skeleton(b[-1])


def describe(forms: Iterable[str], name: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """List the folded words by which its forms tell who a person is, and those of functions.

    Titles of address, common words and words of the name are left out of the first; a function
    counts there with the country beside it, "رئيس مصري".
    """
    told: set[str] = set()
    roles: set[str] = set()
    for form in forms:
        words = [plain(word) for word in _joined(_WORD.findall(fold(form))) if word not in name]
        kept = [word for word in words if len(word) > 2 and word not in _vague()]
        roles.update(word for word in kept if _is_function(word))
        told.update(w for w in kept if not _is_function(w) and w not in adjectives())
        told.update(
            f"{a} {b}"
            for a, b in zip(kept, kept[1:], strict=False)
            if _is_function(a) and (b in adjectives() or _is_function(b))
        )
    return frozenset(told), frozenset(roles)


def office(form: str, name: Sequence[str]) -> frozenset[str]:
    """Give the folded words of the office in a form of a person, empty where it names none."""
    words = [plain(word) for word in _joined(_WORD.findall(fold(form))) if word not in name]
    found = frozenset(word for word in words if word not in _vague())
    return found if any(map(_is_function, found)) else frozenset()


@cache
def _vague() -> frozenset[str]:
    words = terms("titles") | terms("unspecific") | terms("stopwords")
    return frozenset(map(plain, words.union(*map(word_class, _GRAMMAR))))


def _is_function(word: str) -> bool:
    return "person" in head_types(word)


@cache
def plain(word: str) -> str:
    """Strip article, conjunction and preposition from a folded word."""
    word = bare(word)
    if len(word) > 3 and word[0] in "بل" and head_types(word[1:]):
        return word[1:]
    return adjectives().get(word, word)
