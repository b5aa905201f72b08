"""Which statements of two articles say the same, wholly or in part: score and decision.

All of it is a pure function of two articles and a similarity.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations, product
from math import log

from attrs import evolve, frozen

from claimtrack.matching.conflicts import Reason, conflict, wished
from claimtrack.matching.context import Context, outside, relatedness, shared
from claimtrack.matching.propositions import Proposition
from claimtrack.matching.readings import Reading
from claimtrack.matching.retrieval import RELATED, quoted
from claimtrack.matching.similarity import Similarity
from claimtrack.matching.slots import common_figures

THRESHOLD = 0.6
"""Least score at which two propositions of articles on different events are the same."""
SAME_VOICE = -0.1  # added to it where one speaker says both
RELATED_THRESHOLD = 0.35
"""Least score at which those of articles on surely one event are."""
SURELY = 0.48
"""Relatedness from which two articles surely report one event, and not two of a kind."""
UNSURE = 1.5  # added to it times what the relatedness falls short of that
LONGER = 0.06  # taken from it for each e times as many content words as the least
NARRATED = 0.07  # added for each of the two that is in the outlet's own voice
ONE_VOICE = -0.05  # added where one speaker says both
TWO_VOICES = 0.02  # added where two speakers do
OTHER_FIGURES = 0.15  # added where both hold figures and none is in both
SAME_FIGURES = -0.1  # added for each that is, as far as
ENOUGH_FIGURES = 2
BESIDE = 0.3
"""Share of the shorter text's words, the longest run of both aside, that two texts share."""
ONE_RUN = 0.2  # added times what falls short of that: a title or a stock phrase is all they share
OWN = 0.55  # the part of a score on one event that is not the similarity
WHOLE = 0.6  # of the parts of two statements paired: enough to pair the wholes instead
SURE = 1.5  # margin of a pair that is surely one
ALONE = 1.27
"""Least margin of a pair that is all that two articles share."""
BESIDE_SURE = 0.09  # taken from it for each sure pair of other statements
SHORT = 0.99  # the greatest margin of what is alike, and no pair
MIN_STEMS = 3  # content words without which nothing is compared
UNRELATED_STEMS = 7  # and without which nothing is compared with another event's
UNRELATED_OWN = 0.5  # what two texts of different events share beyond their surroundings
MIN_OWN = 0.15  # what the two share beyond their surroundings
MIN_SHARED = 3  # content words that the two have in common
NEAR = 0.5
"""Least margin that is kept, for clustering."""


@frozen
class Comparison:
    """Two propositions of different articles, the lesser key left.

    `margin` is score over threshold. `same` says that they are a pair; a `reason` keeps them from
    being one. What is neither counts when clusters are formed.
    """

    left: Proposition
    right: Proposition
    score: float
    margin: float
    same: bool
    reason: Reason | None = None


def compare(a: Reading, b: Reading, similarity: Similarity) -> tuple[Comparison, ...]:
    """Compare two articles: what their statements have in common, or nearly.

    Of two statements the wholes are the pair where they and most of their parts say the same; else
    the best pairs of parts. A part may say two things that stand apart in the other. What an outlet
    says twice in its own voice is no pair: weather, results, notes on the next edition.
    """
    if b.article < a.article:
        a, b = b, a
    near = relatedness(a.context, b.context)
    related = near >= RELATED
    met = _related(a, b) if related else _quoting(a, b)
    sums = _outside(a.statements, b.context) | _outside(b.statements, a.context)
    scored = [(one, other, list(_scores(one, other, near, similarity, sums))) for one, other in met]
    one_outlet = a.outlet is not None and a.outlet == b.outlet
    sure = [
        (one[0], other[0])
        for one, other, found in scored
        if any(c.margin >= SURE and c.reason is None for c in found)
    ]
    result = []
    for one, other, found in scored:
        others = sum(one[0] is not p and other[0] is not q for p, q in sure)
        least = ALONE - BESIDE_SURE * others if related else 1.0
        chosen = [c for c in _chosen(one, other, found) if c.margin >= least]
        twice = one_outlet and one[0].narrated and other[0].narrated
        # A suspicion says something only between statements that nothing joins.
        suspect = related and not chosen
        for c in found:
            if (suspect and c.margin >= 1) if c.reason else c.margin >= NEAR:
                kept = c.margin >= least and not twice
                margin = c.margin if kept else min(c.margin, SHORT)
                result.append(evolve(c, margin=margin, same=kept and c in chosen))
    return tuple(sorted(result, key=lambda c: (c.left.key, c.right.key)))


def within(
    pairs: Iterable[tuple[Proposition, Proposition]], similarity: Similarity
) -> Iterator[Comparison]:
    """Compare propositions of one article, each a pair with one of another article.

    None of it is a pair, but two statements of an article may stand in one cluster.
    """
    met = list(pairs)
    held = {id(p): p for pair in met for p in pair}
    sums = {key: outside(p.weights, p.context) for key, p in held.items()}
    for p, q in met:
        found = _scores((p,), (q,), 1.0, similarity, sums)
        yield from (c for c in found if c.reason is None)


def inside(propositions: Iterable[Proposition]) -> Iterator[tuple[Proposition, Proposition]]:
    """Pair the propositions of two statements of one article, the lesser key left."""
    by_article: dict[str, list[Proposition]] = defaultdict(list)
    for p in sorted(propositions, key=lambda p: p.key):
        by_article[p.article].append(p)
    for held in by_article.values():
        yield from ((p, q) for p, q in combinations(held, 2) if p.statement != q.statement)


Statement = Sequence[Proposition]


def _related(a: Reading, b: Reading) -> Iterator[tuple[Statement, Statement]]:
    """Pair the statements of articles on one event that share a rare stem."""
    theirs = [(s, frozenset[str]().union(*(p.keys for p in s))) for s in b.statements]
    for one in a.statements:
        mine = frozenset[str]().union(*(p.keys for p in one))
        yield from ((one, other) for other, held in theirs if not mine.isdisjoint(held))


def _quoting(a: Reading, b: Reading) -> Iterator[tuple[Statement, Statement]]:
    """Pair the statements of articles on different events that hold the same words."""
    for one, other in product(a.statements, b.statements):
        here, there = a.runs.get(one[0].statement), b.runs.get(other[0].statement)
        if here and there and quoted(len(here & there), len(here), len(there)):
            yield one, other


def _outside(statements: Iterable[Statement], around: Context) -> dict[int, float]:
    """Weigh propositions in the other's article, by their identity: once for all their pairs."""
    return {id(p): outside(p.weights, around) for statement in statements for p in statement}


def _scores(
    one: Statement,
    other: Statement,
    near: float,
    similarity: Similarity,
    sums: Mapping[int, float],
) -> Iterator[Comparison]:
    """Compare the propositions of two statements."""
    for p, q in product(one, other):
        if p.keys.isdisjoint(q.keys):
            continue
        value = score(p, q, near, similarity, sums)
        if not value:  # most
            continue
        least = threshold(p, q, near)
        if value >= NEAR * least:
            least += _by_figures(p, q, near) + ONE_RUN * max(0.0, BESIDE - _beside_run(p, q))
            reason = conflict(p.text, q.text) if value >= least else None
            margin = round(value / least, 4)
            yield Comparison(p, q, round(value, 4), margin, False, reason)


def threshold(a: Proposition, b: Proposition, near: float) -> float:
    """Give the score from which two propositions count as the same, of articles so related."""
    one = a.named and a.voice == b.voice
    if near < RELATED:
        return THRESHOLD + SAME_VOICE * one
    length = log(max(MIN_STEMS, min(len(a.weights), len(b.weights))) / MIN_STEMS)
    voices = ONE_VOICE if one else TWO_VOICES * (a.named and b.named)
    event = RELATED_THRESHOLD + UNSURE * max(0.0, SURELY - near)
    return event - LONGER * length + NARRATED * (a.narrated + b.narrated) + voices


def _by_figures(a: Proposition, b: Proposition, near: float) -> float:
    """Give what two texts' figures add to their threshold."""
    if not (a.figures and b.figures):
        return 0.0
    common = common_figures(a.figures, b.figures)
    if not common:
        return OTHER_FIGURES
    return SAME_FIGURES * min(common, ENOUGH_FIGURES) if near >= RELATED else 0.0


def _beside_run(a: Proposition, b: Proposition) -> float:
    """Say which share of the shorter's words the two share beside the longest run of both.

    1 where hardly a word is left beside it.
    """
    shared = len(a.weights.keys() & b.weights.keys())
    longest = SequenceMatcher(None, a.stems, b.stems, autojunk=False).find_longest_match()
    run = min(longest.size, shared)
    rest = min(len(a.weights), len(b.weights)) - run
    return (shared - run) / rest if rest >= MIN_STEMS else 1.0


def score(
    a: Proposition,
    b: Proposition,
    near: float,
    similarity: Similarity,
    sums: Mapping[int, float],
) -> float:
    """Score two propositions 0 to 1.

    On one event, what they share beyond what all its statements share counts for more than the
    similarity. On different events the similarity counts, of what people said.
    """
    least = min(len(a.weights), len(b.weights))
    if least < MIN_STEMS or len(a.weights.keys() & b.weights.keys()) < MIN_SHARED:
        return 0.0
    if wished(a.text) != wished(b.text):
        return 0.0
    own = shared(a.weights, b.weights, a.context, b.context, sums[id(a)], sums[id(b)])
    if own < MIN_OWN:
        return 0.0
    if near >= RELATED:
        return OWN * own + (1 - OWN) * similarity(a.text, b.text)
    if least < UNRELATED_STEMS or own < UNRELATED_OWN or a.narrated or b.narrated:
        return 0.0
    return similarity(a.text, b.text)


def _chosen(one: Statement, other: Statement, found: Iterable[Comparison]) -> list[Comparison]:
    """Choose the pairs of two statements: their wholes, or the best of their parts."""
    pairs = [c for c in found if c.margin >= 1 and c.reason is None]
    pairs.sort(key=lambda c: (-c.margin, c.left.key, c.right.key))
    whole = [pair for pair in pairs if pair.left.whole and pair.right.whole]
    if whole and min(_matched(one, pairs), _matched(other, pairs)) >= WHOLE:
        return whole
    chosen: list[Comparison] = []
    for pair in pairs:
        if not any(_rivals(pair, better) for better in chosen):
            chosen.append(pair)
    return chosen


def _matched(statement: Statement, pairs: Iterable[Comparison]) -> float:
    """Say which share of a statement's parts, by length, is paired; 1 where it has no parts."""
    parts = [p for p in statement if not p.whole]
    paired = {p.key for pair in pairs for p in (pair.left, pair.right) if not p.whole}
    total = sum(len(p.text) for p in parts)
    return sum(len(p.text) for p in parts if p.key in paired) / total if total else 1.0


def _rivals(pair: Comparison, chosen: Comparison) -> bool:
    """Tell whether a pair says over again, more coarsely, what one already chosen says."""
    left, right = _meet(pair.left, chosen.left), _meet(pair.right, chosen.right)
    if left and right:
        return True
    return (left and pair.left != chosen.left) or (right and pair.right != chosen.right)


def _meet(a: Proposition, b: Proposition) -> bool:
    return a.span.start < b.span.end and b.span.start < a.span.end
