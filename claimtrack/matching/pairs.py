"""Which pairs of statements say the same, wholly or in part: retrieval, score and decision.

Retrieval joins propositions that share rare stems, by an index, so that not all are compared with
all. A score is a pure function of two propositions and a similarity.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import product

from attrs import frozen

from claimtrack.matching.conflicts import Reason, conflict, wished
from claimtrack.matching.context import relatedness, shared
from claimtrack.matching.propositions import Proposition
from claimtrack.matching.similarity import Similarity, rarity, stems

THRESHOLD = 0.41
"""Least score at which two propositions of articles on different events are the same."""
RELATED_THRESHOLD = 0.29
"""Least score at which those of articles close to one another are."""
DISTANCE = 0.8  # added to it for what is missing to `CLOSE`
CLOSE = 0.45
RELATED = 0.33
"""Least relatedness of two articles on one event."""
SAME_SPEAKER = -0.06  # added to the first where both are one speaker's
NARRATED = 0.05  # added for each of the two that is in the outlet's own voice
OWN = 0.67  # the part of a score on one event that is not the similarity
WHOLE = 0.6  # of the parts of two statements paired: enough to pair the wholes instead
MIN_STEMS = 3  # content words without which nothing is compared
UNRELATED_STEMS = 5  # and without which nothing is compared with another event's
UNRELATED_OWN = 0.3  # what two texts of different events share beyond their surroundings
KEYS = 12  # rarest stems by which a proposition is found
SHARED_KEYS = 2  # of two statements that are compared
UNRELATED_KEYS = 3  # of two propositions of different events
WINDOW_DAYS = 30


@frozen
class Pair:
    """Two propositions of different articles; `margin` is score over threshold."""

    left: Proposition
    right: Proposition
    score: float
    margin: float


@frozen
class Suspicion:
    """Two propositions that are alike but for what makes them differ."""

    left: Proposition
    right: Proposition
    score: float
    reason: Reason


_relatedness = lru_cache(maxsize=1 << 18)(relatedness)


def related(a: Proposition, b: Proposition) -> bool:
    """Tell whether the articles of two propositions report one event."""
    return _relatedness(a.context, b.context) >= RELATED


def threshold(a: Proposition, b: Proposition) -> float:
    """Give the score from which two propositions count as the same."""
    if related(a, b):
        distance = max(0.0, CLOSE - _relatedness(a.context, b.context))
        return RELATED_THRESHOLD + DISTANCE * distance + NARRATED * (a.narrated + b.narrated)
    return THRESHOLD + SAME_SPEAKER * (a.named and a.speaker == b.speaker)


def score(a: Proposition, b: Proposition, similarity: Similarity) -> float:
    """Score two propositions 0 to 1.

    On one event, what they share beyond what all its statements share counts for more than the
    similarity. On different events the similarity counts, of what people said and is no formula.
    """
    least = min(len(set(stems(a.text))), len(set(stems(b.text))))
    if least < MIN_STEMS or wished(a.text) != wished(b.text):
        return 0.0
    if related(a, b):
        own = shared(a.text, b.text, a.context, b.context)
        return OWN * own + (1 - OWN) * similarity(a.text, b.text)
    if least < UNRELATED_STEMS or a.narrated or b.narrated:
        return 0.0
    alike = similarity(a.text, b.text)
    if alike < threshold(a, b) or shared(a.text, b.text, a.context, b.context) < UNRELATED_OWN:
        return 0.0
    return alike


def margin(a: Proposition, b: Proposition, similarity: Similarity) -> float:
    """Give score over threshold, 0 for what can't be the same."""
    if not _meet_by_key(a, b):
        return 0.0
    value = score(a, b, similarity) / threshold(a, b)
    return 0.0 if value >= 1 and conflict(a.text, b.text) else value


def _meet_by_key(a: Proposition, b: Proposition) -> bool:
    """Tell by their rarest stems whether two propositions can be alike, before they are scored."""
    common = len(keys(a.text) & keys(b.text))
    return common >= UNRELATED_KEYS or (common > 0 and related(a, b))


def compare(
    a: Sequence[Proposition], b: Sequence[Proposition], similarity: Similarity
) -> tuple[tuple[Pair, ...], tuple[Suspicion, ...]]:
    """Compare two statements, each given as its whole and its parts.

    Where the wholes say the same and most of their parts too, the wholes are the pair; else the
    best pairs of parts. A part may say two things that stand apart in the other.
    """
    pairs, suspicions = [], []
    for p, q in product(a, b):
        if not _meet_by_key(p, q):
            continue
        value = score(p, q, similarity)
        ratio = value / threshold(p, q)
        if ratio < 1:
            continue
        reason = conflict(p.text, q.text)
        if reason is None:
            pairs.append(Pair(p, q, value, ratio))
        elif related(p, q):
            suspicions.append(Suspicion(p, q, value, reason))
    pairs.sort(key=lambda pair: (-pair.margin, pair.left.key, pair.right.key))
    whole = [pair for pair in pairs if pair.left.whole and pair.right.whole]
    if whole and min(_matched(a, pairs), _matched(b, pairs)) >= WHOLE:
        return tuple(whole), ()
    chosen: list[Pair] = []
    for pair in pairs:
        if not any(_rivals(pair, other) for other in chosen):
            chosen.append(pair)
    return tuple(chosen), tuple(suspicions) if not chosen else ()


def _matched(statement: Sequence[Proposition], pairs: Iterable[Pair]) -> float:
    """Say which share of a statement's parts, by length, is paired; 1 where it has no parts."""
    parts = [p for p in statement if not p.whole]
    paired = {p.span for pair in pairs for p in (pair.left, pair.right) if not p.whole}
    total = sum(len(p.text) for p in parts)
    return sum(len(p.text) for p in parts if p.span in paired) / total if total else 1.0


def _rivals(pair: Pair, chosen: Pair) -> bool:
    """Tell whether a pair says over again, more coarsely, what one already chosen says."""
    left, right = _meet(pair.left, chosen.left), _meet(pair.right, chosen.right)
    if left and right:
        return True
    return (left and pair.left != chosen.left) or (right and pair.right != chosen.right)


def _meet(a: Proposition, b: Proposition) -> bool:
    return a.span.start < b.span.end and b.span.start < a.span.end


@lru_cache(maxsize=1 << 15)
def keys(text: str) -> frozenset[str]:
    """Pick the rarest stems of a text: what it is found by."""
    ranked = sorted(set(stems(text)), key=lambda word: (-rarity(word), word))
    return frozenset(ranked[:KEYS])


def candidates(
    statements: Iterable[Sequence[Proposition]],
) -> Iterator[tuple[Sequence[Proposition], Sequence[Proposition]]]:
    """Find the pairs of statements worth a comparison: rare stems shared, of the same weeks."""
    ordered = sorted((s for s in statements if s), key=lambda s: s[0].key)
    index: dict[str, list[int]] = defaultdict(list)
    for i, statement in enumerate(ordered):
        shared: dict[int, int] = defaultdict(int)
        own = {key for proposition in statement for key in keys(proposition.text)}
        for key in own:
            for j in index[key]:
                shared[j] += 1
            index[key].append(i)
        least = min(SHARED_KEYS, len(own))
        for j in sorted(shared):
            if shared[j] >= least and _comparable(ordered[j][0], statement[0]):
                yield ordered[j], statement


def _comparable(a: Proposition, b: Proposition) -> bool:
    """Tell whether two statements may meet: of two articles, near in time."""
    if a.article == b.article:
        return False
    if a.published is None or b.published is None:
        return True
    days = date.fromisoformat(a.published[:10]) - date.fromisoformat(b.published[:10])
    return abs(days.days) <= WINDOW_DAYS
