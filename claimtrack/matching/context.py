"""What an article is about: which of its words tell its statements apart, and which do not.

In an article on one accession every statement names the country and the treaty; that two of them
share these words says little. And two statements alike in reports of one event are far more often
the same than two alike in reports of different events.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from claimtrack.matching.similarity import rarity, stems

NAMED = 0.1
"""What a stem of a person's or body's name counts: that two texts name the same says little."""


@frozen(eq=False)
class Context:
    """An article's vocabulary, shared by all its propositions; compared by identity."""

    frequency: Mapping[str, int] = field(repr=False)  # stem: statements that hold it
    topic: Mapping[str, float] = field(repr=False)  # stem: weight, of Euclidean length 1

    statements: int
    names: frozenset[str] = field(repr=False)  # stems of names and titles of persons, of bodies

    @cached_property
    def weights(self) -> Sequence[float]:
        """The weight of a stem by how many other statements hold it."""
        others = max(1, self.statements)
        return [1 - math.log(1 + n) / math.log(1 + others) for n in range(self.statements + 1)]

    def weight(self, stem: str, *, own: bool) -> float:
        """Weigh a stem 0 to 1 by how few of the other statements hold it; `own`: this one does."""
        return self.weights[max(0, self.frequency.get(stem, 0) - own)]

    def relief(self, stem: str) -> float:
        """Say by how much a stem weighs more with one of the statements that hold it left out."""
        held = self.frequency.get(stem, 0)
        return self.weights[held - 1] - self.weights[held] if held else 0.0


def context(text: str, contents: Iterable[str], names: Iterable[str]) -> Context:
    """Gather the vocabulary of an article's text, its statements' contents, the names in it."""
    held = [set(stems(content)) for content in contents]
    counts = Counter(stems(text))
    topic = {word: (1 + math.log(n)) * rarity(word) for word, n in counts.items()}
    norm = math.sqrt(sum(w * w for w in topic.values())) or 1.0
    return Context(
        Counter(word for words in held for word in words),
        {word: round(weight / norm, 5) for word, weight in topic.items()},
        len(held),
        frozenset(word for name in names for word in stems(name)),
    )


def relatedness(a: Context, b: Context) -> float:
    """Say how far two articles are about one thing: the cosine of their topics, 0 to 1."""
    return cosine(a.topic, b.topic)


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Multiply two vectors of length 1: the same from both sides, to the last digit."""
    short, long = sorted((a, b), key=len)
    return round(sum(weight * long.get(word, 0.0) for word, weight in short.items()), 6)


def outside(text: Mapping[str, float], around: Context) -> float:
    """Sum the weights of a text's stems in another article too, `around`."""
    held, weights = around.frequency, around.weights
    return sum(weight * weights[held.get(word, 0)] for word, weight in text.items())


def shared(
    left: Mapping[str, float],
    right: Mapping[str, float],
    here: Context,
    there: Context,
    outside_left: float,
    outside_right: float,
) -> float:
    """Say how much of what sets two texts apart from their surroundings they share, 0 to 1.

    The texts are given by their stems, each with its weight in its own article times its rarity,
    and with what they weigh `outside`, in the other's article: there what both hold counts for
    more, since the other text itself is no surrounding.
    """
    common = 0.0
    for word, weight in left.items():
        if word in right:
            other = right[word]
            named = word in here.names or word in there.names
            common += weight * other / rarity(word) * (NAMED if named else 1)
            outside_left += weight * there.relief(word)
            outside_right += other * here.relief(word)
    total = math.sqrt(outside_left * outside_right)
    return common / total if total else 0.0
