"""What an article is about: which of its words tell its statements apart, and which do not.

In an article on one accession every statement names the country and the treaty; that two of them
share these words says little. And two statements alike in reports of one event are far more often
the same than two alike in reports of different events.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen

from claimtrack.matching.similarity import rarity, stems


@frozen(eq=False)
class Context:
    """An article's vocabulary, shared by all its propositions; compared by identity."""

    frequency: Mapping[str, int] = field(repr=False)  # stem: statements that hold it
    topic: Mapping[str, float] = field(repr=False)  # stem: weight, of Euclidean length 1

    weights: Sequence[float] = field(repr=False)  # by the number of other statements that hold it

    def weight(self, stem: str, *, own: bool) -> float:
        """Weigh a stem 0 to 1 by how few of the other statements hold it; `own`: this one does."""
        return self.weights[max(0, self.frequency.get(stem, 0) - own)]


def context(text: str, contents: Iterable[str]) -> Context:
    """Gather an article's vocabulary from its text and from the contents of its statements."""
    held = [set(stems(content)) for content in contents]
    counts = Counter(stems(text))
    topic = {word: (1 + math.log(n)) * rarity(word) for word, n in counts.items()}
    norm = math.sqrt(sum(w * w for w in topic.values())) or 1.0
    others = max(0, len(held) - 1)
    return Context(
        Counter(word for words in held for word in words),
        {word: weight / norm for word, weight in topic.items()},
        [1 - math.log(1 + n) / math.log(2 + others) for n in range(len(held) + 1)],
    )


def relatedness(a: Context, b: Context) -> float:
    """Say how far two articles are about one thing: the cosine of their topics, 0 to 1."""
    short, long = sorted((a.topic, b.topic), key=len)
    return sum(weight * long.get(word, 0.0) for word, weight in short.items())


def shared(a: str, b: str, here: Context, there: Context) -> float:
    """Say how much of what two texts tell apart from their surroundings they share, 0 to 1."""
    left, right = set(stems(a)), set(stems(b))

    def weight(word: str) -> float:
        where = here.weight(word, own=word in left) * there.weight(word, own=word in right)
        return rarity(word) * where

    total = math.sqrt(sum(map(weight, left)) * sum(map(weight, right)))
    return sum(map(weight, left & right)) / total if total else 0.0
