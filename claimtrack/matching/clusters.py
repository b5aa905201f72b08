"""Pairs to clusters: average linkage inside each connected component of the graph of pairs.

The order of the input does not matter: components are worked on in the order of their members,
joins in the order of their strength and then of their members.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

from attrs import frozen

from claimtrack.graphs import connected
from claimtrack.matching.judged import UNJUDGED, Judged, same_words
from claimtrack.matching.pairs import Comparison
from claimtrack.matching.propositions import Key, Proposition

LINKAGE = 1.0
"""Mean margin over all pairs between two clusters at which they still join."""
ALSO = 1.0
"""Mean margin to the members of a cluster at which a proposition of another is in it as well."""
ALSO_LEAST = 0.8
"""Least margin to each of them, and to all that is in it as well, without which it is not."""


@frozen
class Cluster:
    """Propositions that say the same; `also` belong to another cluster and say this as well."""

    members: tuple[Proposition, ...]
    also: tuple[Proposition, ...] = ()

    @property
    def all(self) -> tuple[Proposition, ...]:
        """Both, the members first."""
        return self.members + self.also


def clusters(comparisons: Iterable[Comparison], judged: Judged = UNJUDGED) -> tuple[Cluster, ...]:
    """Cluster the propositions that are one of a pair; what joins nothing stands alone.

    What people judged goes before what was compared.
    """
    compared = list(comparisons)
    nodes = {p.key: p for c in compared if c.same for p in (c.left, c.right)}
    nodes |= {p.key: p for pair in judged.same for p in pair}
    edges = [(c.left.key, c.right.key) for c in compared if c.same]
    groups = connected([*edges, *((left.key, right.key) for left, right in judged.same)])
    home = {key: n for n, group in enumerate(groups) for key in group}
    margins: list[dict[tuple[Key, Key], float]] = [{} for _ in groups]
    for c in compared:
        if c.reason is None and home.get(c.left.key, -1) == home.get(c.right.key, -2):
            margins[home[c.left.key]][c.left.key, c.right.key] = c.margin
    found = [
        cluster
        for group, inside in zip(groups, margins, strict=True)
        for cluster in _judged([nodes[key] for key in sorted(group)], inside, judged)
    ]
    return tuple(sorted(found, key=lambda cluster: cluster.members[0].key))


def average_linkage(
    size: int, weights: Mapping[tuple[int, int], float], least: float, *, complete: bool
) -> tuple[list[int], ...]:
    """Join the two groups of the greatest mean weight until it falls below `least`.

    `weights` has pairs i < j of `range(size)`. A pair that it lacks weighs nothing; with
    `complete`, it keeps two groups from joining. Of equals the first in order join first. Takes
    time n log n in the number of weights times the size of the largest group at worst.
    """
    groups = {i: [i] for i in range(size)}
    sums: dict[int, dict[int, float]] = {i: {} for i in range(size)}
    for (i, j), weight in weights.items():
        sums[i][j] = sums[j][i] = weight
    heap = [(-weight, i, j) for (i, j), weight in weights.items() if weight >= least]
    heapify(heap)
    while heap:
        mean, i, j = heappop(heap)
        if j not in sums.get(i, ()) or -mean != _mean(sums, groups, i, j):
            continue  # of groups that have grown since
        other = sums.pop(j)
        groups[i] += groups.pop(j)
        for k in sorted((sums[i].keys() | other.keys()) - {i, j}):
            sums[k].pop(j, None)
            if complete and not (k in sums[i] and k in other):
                sums[i].pop(k, None)
                sums[k].pop(i, None)
                continue
            sums[i][k] = sums[k][i] = sums[i].get(k, 0.0) + other.get(k, 0.0)
            now = _mean(sums, groups, i, k)
            if now >= least:
                heappush(heap, (-now, min(i, k), max(i, k)))
        del sums[i][j]
    return tuple(groups.values())


def _mean(
    sums: Mapping[int, Mapping[int, float]], groups: Mapping[int, Collection[int]], i: int, j: int
) -> float:
    return sums[i][j] / (len(groups[i]) * len(groups[j]))


def _judged(
    component: Sequence[Proposition], margins: dict[tuple[Key, Key], float], judged: Judged
) -> tuple[Cluster, ...]:
    """Cluster one component as people judged: as it would be, less what they keep apart.

    A proposition that is kept apart from another leaves all that the other is clustered with, and
    those that people joined with it leave as well.
    """
    held = {p.key for p in component}
    same = [(a, b) for a, b in judged.same if a.key in held]
    apart = [(a, b) for a, b in judged.apart if a.key in held and b.key in held]
    if not (same or apart):
        return _cluster(component, margins)
    bound = {p: group for group in connected(same) for p in group}

    def loosen(one: Iterable[Proposition], others: Iterable[Proposition]) -> bool:
        pairs = [pair for p in one for q in others for pair in ((p.key, q.key), (q.key, p.key))]
        return len([pair for pair in pairs if margins.pop(pair, None) is not None]) > 0

    for left, right in apart:
        loosen([left], [right])
    while True:
        found = _united(_cluster(component, margins), same)
        loosened = False
        for left, right in apart:
            for group in found:
                if left in group.all and right in group.all:
                    goer, stays = (right, left) if right in group.also else (left, right)
                    going = bound.get(goer, [goer])
                    # Two that leave for one reason may stay together.
                    with_it = [a for a, b in apart if b in bound.get(stays, [stays])]
                    rest = [p for p in group.all if p not in going]
                    loosened |= loosen(going, [p for p in rest if p not in with_it]) or loosen(
                        going, rest
                    )
        if not loosened:
            return found


def _united(
    found: Sequence[Cluster], same: Sequence[tuple[Proposition, Proposition]]
) -> tuple[Cluster, ...]:
    """Join the clusters of what people say is the same, unless it is together already."""
    home = {p: n for n, cluster in enumerate(found) for p in cluster.members}
    edges = [(n, n) for n in range(len(found))]
    for left, right in same:
        at, to = found[home[left]], found[home[right]]
        if not (same_words(left, to.all) or same_words(right, at.all)):
            edges.append((home[left], home[right]))
    united = []
    for group in connected(edges):
        members = sorted((p for n in group for p in found[n].members), key=lambda p: p.key)
        also = {p for n in group for p in found[n].also} - set(members)
        united.append(Cluster(tuple(members), tuple(sorted(also, key=lambda p: p.key))))
    return tuple(united)


def _cluster(
    component: Sequence[Proposition], margins: Mapping[tuple[Key, Key], float]
) -> tuple[Cluster, ...]:
    """Cluster one component; two parts of one statement, or what nothing compared, never join."""
    at = {p.key: i for i, p in enumerate(component)}
    weights = {(at[a], at[b]): margin for (a, b), margin in margins.items()}
    groups = average_linkage(len(component), weights, LINKAGE, complete=True)
    near: list[dict[int, float]] = [{} for _ in component]
    for (i, j), margin in weights.items():
        near[i][j] = near[j][i] = margin
    return tuple(
        Cluster(
            tuple(component[i] for i in sorted(group)),
            tuple(component[i] for i in _also(component, group, near)),
        )
        for group in groups
    )


def _also(
    component: Sequence[Proposition],
    group: Sequence[int],
    margins: Sequence[Mapping[int, float]],
) -> list[int]:
    """Find what says the same as a group beside what it says in another."""
    if len({component[i].article for i in group}) < 2:
        return []
    # What is not compared with each of the group falls short of the least margin.
    beside_all = set.intersection(*(set(margins[j]) for j in group)).difference(group)
    near = {i: [margins[i][j] for j in group] for i in beside_all}
    found: dict[tuple[str, str], int] = {}
    for i in sorted(near, key=lambda i: (-min(near[i]), i)):
        beside = [margins[i].get(j, 0.0) for j in found.values()]
        if sum(near[i]) / len(group) >= ALSO and min(near[i] + beside) >= ALSO_LEAST:
            found.setdefault((component[i].article, component[i].statement), i)
    return sorted(found.values())
