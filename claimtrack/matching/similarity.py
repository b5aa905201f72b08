"""How alike two texts are: TF-IDF over the character n-grams of their words; stems.

The shipped table `data/idf.npy` holds an inverse document frequency for each of 65,536 hash
buckets, as float16; `train_idf` makes it.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from claimtrack.arabic import fold
from claimtrack.lexicon import rows, terms

BUCKETS = 1 << 16
_WORD = re.compile(r"\w+")
_CONJUNCTIONS = "وف"
_PREFIXES = ("بال", "كال", "فال", "لل", "ال", "ب", "ل", "ك")
_SUFFIXES = ("هما", "ها", "هم", "نا", "كم", "ات", "ان", "ين", "ون", "يه", "ه", "ي", "ا")


class Similarity(Protocol):
    """A measure of how alike two texts are: symmetric, 0 to 1; `name` goes on record."""

    @property
    def name(self) -> str: ...

    def __call__(self, a: str, b: str) -> float: ...


@lru_cache(maxsize=1 << 13)
def words(text: str) -> tuple[str, ...]:
    """Split a text into folded words, numbers among them."""
    return tuple(_WORD.findall(fold(text)))


@cache
def _formulas() -> re.Pattern[str]:
    """Match verses in ornate brackets, titles of address, wishes and stock phrases, folded."""
    # By the first letter, which is all that most words are tried on: ten times as fast.
    rest: dict[str, list[str]] = defaultdict(list)
    for row in rows("formulas"):
        for pattern in _spelled_out(fold(row["pattern"])):
            rest[pattern[0]].append(pattern[1:])
    patterns = "|".join(f"{first}(?:{'|'.join(found)})" for first, found in rest.items())
    return re.compile(rf"[﴿{{][^﴾}}]*[﴾}}]|(?<!\w)(?:{patterns})(?!\w)")


def _spelled_out(pattern: str) -> Iterator[str]:
    """Write a pattern as alternatives that begin with a letter, those tried first in front."""
    if not pattern.startswith("("):
        yield pattern
        return
    depth, cuts = 0, [0]
    for i, sign in enumerate(pattern):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 or (depth == 1 and sign == "|"):
            cuts.append(i)
        if depth == 0:
            break
    rest = pattern[cuts[-1] + 1 :]
    optional = rest.startswith("?")
    rest = rest.removeprefix("?")
    for start, end in pairwise(cuts):
        yield from _spelled_out(pattern[start + 1 : end] + rest)
    if optional:
        yield from _spelled_out(rest)


@lru_cache(maxsize=1 << 13)
def told(text: str) -> tuple[str, ...]:
    """Split a text into folded words, without the formulas that any text may hold."""
    return tuple(_WORD.findall(_formulas().sub(" ", fold(text))))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Strip clitics and the commonest endings of a folded word; three letters always stay."""
    if word[0] in _CONJUNCTIONS and len(word) > 4:
        word = word[1:]
    for prefix in _PREFIXES:
        # One letter is as often the root's as a preposition: four letters must follow it.
        if word.startswith(prefix) and len(word) - len(prefix) >= (4 if len(prefix) == 1 else 3):
            word = word[len(prefix) :]
            break
    if len(word) > 4 and word[0] == "س" and word[1] in "يتنا":
        word = word[1:]  # the future
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


@cache
def _concepts() -> dict[str, str]:
    """Map the stem of every word that news reports use for another to the other's."""
    return {stem(fold(row["term"])): stem(fold(row["concept"])) for row in rows("synonyms")}


def concept(word: str) -> str:
    """Give the stem of a folded word, or that of the near synonym that stands for it."""
    found = stem(word)
    return _concepts().get(found, found)


@lru_cache(maxsize=1 << 13)
def stems(text: str) -> tuple[str, ...]:
    """List the stems of a text's content words in order, near synonyms under one of them."""
    stopwords = terms("stopwords")
    return tuple(concept(word) for word in told(text) if word not in stopwords)


@lru_cache(maxsize=1 << 16)
def _grams(word: str) -> tuple[int, ...]:
    """Hash the 2- to 4-grams of a word with its boundaries to buckets."""
    padded = f" {word} "
    return tuple(
        zlib.crc32(padded[i : i + n].encode()) % BUCKETS
        for n in (2, 3, 4)
        for i in range(len(padded) - n + 1)
    )


def _counts(text: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Count a text's n-grams: their buckets, ascending, and how often each stands."""
    found = np.fromiter(chain.from_iterable(map(_grams, told(text))), np.intp)
    return np.unique(found, return_counts=True)


def train_idf(texts: Iterable[str]) -> NDArray[np.float16]:
    """Compute the table of inverse document frequencies, shape (65536,)."""
    frequency = np.zeros(BUCKETS)
    total = 0
    for text in texts:
        frequency[_counts(text)[0]] += 1
        total += 1
    return (np.log((total + 1) / (frequency + 1)) + 1).astype(np.float16)


@cache
def _idf() -> NDArray[np.float64]:
    with files(__package__).joinpath("data/idf.npy").open("rb") as file:
        table: NDArray[np.float16] = np.load(file, allow_pickle=False)
    return table.astype(np.float64)


@lru_cache(maxsize=1 << 14)
def _vector(text: str) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Weigh a text's n-grams: buckets, weights of Euclidean length 1 (both empty for no words)."""
    buckets, counts = _counts(text)
    weights = (1 + np.log(counts)) * _idf()[buckets]
    return buckets, weights / (np.sqrt(weights @ weights) or 1.0)


@lru_cache(maxsize=32)  # half a megabyte each; a text is compared with many in a row
def _by_bucket(text: str) -> NDArray[np.float64]:
    """Spread a text's vector over all buckets."""
    spread = np.zeros(BUCKETS)
    buckets, weights = _vector(text)
    spread[buckets] = weights
    return spread


class CharTfidf:
    """Cosine of character n-gram TF-IDF vectors, the default similarity."""

    name = "char-tfidf/1"

    def __call__(self, a: str, b: str) -> float:
        buckets, weights = _vector(b)
        total = float(_by_bucket(a)[buckets] @ weights)
        return min(1.0, round(total, 6))  # the same from both sides, to the last digit


@lru_cache(maxsize=1 << 16)
def rarity(word: str) -> float:
    """Weigh a stem by how rare its longest n-grams are."""
    longest = _grams(word)[-max(1, len(word) - 1) :]
    return float(_idf()[list(longest)].mean())
