"""What fills one slot of two texts: the number of a noun, its rank, the place of a kind.

"خمسة منازل" and "3 منازل" fill it differently, as do "مقتل 15" and "مقتل 29", "المجموعة الثانية"
and "المجموعة الثالثة", "بمنطقة الرياض" and "بمنطقة الباحة".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from claimtrack.arabic import fold
from claimtrack.lexicon import rows, terms
from claimtrack.matching.similarity import concept, stem

Slots = Mapping[str, frozenset[float]]

ROUNDING = 0.005
"""Share by which two numbers may differ where one of them is rounded."""

_TOKEN = re.compile(r"\d+(?:[.,٫:]\d+)*|%|[^\W\d]+")
_PERCENT = re.compile(r"(?:في |\bب)(?:ال)?(?:مايه|ميه)\b|٪")
_NUMBER = re.compile(r"\d")
_YEARS = (1300, 2100)
_NO_NOUN = re.compile(r"\d|بال|لل")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")  # 84.540.000
_MAGNITUDES = {
    "الف": 1e3, "الاف": 1e3, "مليون": 1e6, "ملايين": 1e6, "مليار": 1e9, "مليارات": 1e9,
    "تريليون": 1e12,
}  # fmt: skip
# Nouns whose number follows them: "الساعة 5", "عام 2013".
_NUMBERED = frozenset(("ساعه", "عام", "سنه", "ماده", "رقم", "قرار", "مجموعه", "مرحله", "جوله"))
_PLACES = frozenset(
    (
        "منطقه", "محافظه", "مدينه", "ولايه", "قريه", "بلده", "حي", "مخيم", "مطار", "جامعه",
        "كليه", "تعليم", "نادي", "منتخب", "مستشفي", "ملعب", "حديقه", "متنزه", "منتزه",
    )
)  # fmt: skip
_NAMED_AFTER = frozenset(("الملك", "الامير", "الاميره", "الشيخ"))  # "مستشفى الملك فيصل"
_TWELVE = ("اثنا", "اثني", "اثنتا", "اثنتي")
_CLITICS = ("", "و", "ب", "ل", "ف", "وب", "ول")


@lru_cache(maxsize=1 << 14)
def numbers(text: str) -> Slots:
    """Map each noun that a text numbers to its numbers, and each that it ranks to its ranks."""
    tokens, stopwords = _tokens(text), terms("stopwords")
    found: dict[str, set[float]] = defaultdict(set)
    ranked = ""
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else ""
        following = tokens[i + 1 : i + 3]
        rank = _ranks().get(token.removeprefix("و")) if ranked else _ranks().get(token)
        if rank is not None:
            ranked = ranked if token[0] == "و" and ranked else f"# {_noun(before)}"
            found[ranked].add(rank)
            continue
        ranked = ""
        first = _firsts().get(token)
        if first is not None and following:
            found[f"# {stem(following[0])}"].add(first)
            continue
        scale = _MAGNITUDES.get(following[0]) if following else None
        value = _value(token, grouped=scale is None)
        if value is None:
            continue
        if before and _noun(before) in _NUMBERED:
            found[f"# {_noun(before)}"].add(float(int(value)) if ":" in token else value)
            continue
        harm = _harm(before) if token[0] != "و" else ""
        if harm:
            found[harm].add(value)
        if scale:
            value *= scale
            following = following[1:]
        harm = _harm(following[0]) if following and following[0][0] != "و" else ""
        if harm:
            found[harm].add(value)
        elif following and not _NO_NOUN.match(following[0]) and following[0] not in stopwords:
            found[stem(following[0])].add(value)
    return {noun: frozenset(values) for noun, values in found.items()}


def differ(a: Slots, b: Slots) -> bool:
    """Tell whether two texts number or rank one thing, and none of the numbers agree."""
    return any(not any(_equal(x, y) for x in a[noun] for y in b[noun]) for noun in a.keys() & b)


@lru_cache(maxsize=1 << 14)
def figures(text: str) -> frozenset[float]:
    """List all the numbers of a text, in digits and words, years aside."""
    tokens = _tokens(text)
    found = set()
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        scale = _MAGNITUDES.get(following)
        value = _value(token, grouped=scale is None)
        if value is not None and not _YEARS[0] <= value < _YEARS[1]:
            found.add(value * (scale or 1))
    return frozenset(found)


def common_figures(a: frozenset[float], b: frozenset[float]) -> int:
    """Count the numbers of the text with fewer that the other has too, rounded or not."""
    fewer, more = sorted((a, b), key=lambda held: (len(held), sorted(held)))
    return sum(any(_equal(x, y) for y in more) for x in fewer)


@lru_cache(maxsize=1 << 14)
def named_places(text: str) -> Mapping[str, tuple[str, ...]]:
    """Map each kind of place that a text names one of to the names: "بمنطقة الرياض"."""
    tokens = _TOKEN.findall(fold(text))
    found: dict[str, list[str]] = defaultdict(list)
    for kind, name, after in zip(tokens, tokens[1:], [*tokens[2:], ""], strict=False):
        bare = next((kind[len(c) :] for c in _CLITICS if kind.startswith(c) and
                     kind[len(c) :] in _PLACES), None)  # fmt: skip
        if bare and name not in terms("stopwords") and not _NUMBER.match(name):
            found[bare].append(stem(after if after and name in _NAMED_AFTER else name))
    return {kind: tuple(names) for kind, names in found.items()}


def elsewhere(a: Mapping[str, Sequence[str]], b: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether two texts are about two places of one kind: the first of each not in both."""
    return any(a[kind][0] not in b[kind] and b[kind][0] not in a[kind] for kind in a.keys() & b)


def _tokens(text: str) -> list[str]:
    """Split a folded text into words and numbers; eleven to nineteen in words become digits."""
    spelled = _PERCENT.sub("%", fold(text))
    return _TOKEN.findall(_teens().sub(lambda m: f"{m[1]}{_units()[m[2]] + 10}", spelled))


@cache
def _units() -> dict[str, int]:
    units = {word: int(value) for word, value in _cardinals().items() if value < 10}
    return units | dict.fromkeys(("احد", "احدي"), 1) | dict.fromkeys(_TWELVE, 2)


@cache
def _teens() -> re.Pattern[str]:
    return re.compile(rf"\b(و?)({'|'.join(_units())}) عشره?\b")


def _harm(word: str) -> str:
    """Give the slot of what a number beside the word counts: who was killed, hurt or arrested."""
    bare = word.removeprefix("و")
    return f"# {concept(bare)}" if bare and concept(bare) in _harms() else ""


@cache
def _harms() -> frozenset[str]:
    return frozenset(concept(fold(word)) for word in ("مقتل", "إصابة", "اعتقال"))


def _noun(word: str) -> str:
    return word.removeprefix("و").removeprefix("ب").removeprefix("ال")


def _value(token: str, *, grouped: bool) -> float | None:
    if not _NUMBER.match(token):
        return _cardinals().get(token.removeprefix("و"))
    if grouped and _GROUPED.fullmatch(token):
        return float(re.sub(r"\D", "", token))
    whole, _, rest = re.sub("[,٫:]", ".", token).partition(".")
    return float(f"{whole}.{rest.partition('.')[0] or 0}")


def _equal(x: float, y: float) -> bool:
    exact = x.is_integer() and y.is_integer() and max(x, y) < 1e6
    return x == y if exact else abs(x - y) <= ROUNDING * max(x, y)


@cache
def _cardinals() -> dict[str, float]:
    return {fold(r["term"]): float(r["value"]) for r in rows("date_terms") if r["kind"] == "number"}


@cache
def _ranks() -> dict[str, float]:
    """Map the ordinals that follow a noun, of both genders, to their rank."""
    found: dict[str, float] = {"الاولي": 1.0}
    for row in rows("date_terms"):
        term = fold(row["term"])
        if row["kind"] == "ordinal" and " " not in term and float(row["value"]) <= 10:
            found |= {term: float(row["value"]), f"{term}ه": float(row["value"])}
    return found


@cache
def _firsts() -> dict[str, float]:
    """Map the ordinals that stand before an indefinite noun: "أول دولة"."""
    return {rank.removeprefix("ال"): value for rank, value in _ranks().items()}
