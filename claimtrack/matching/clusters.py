"""Pairs to clusters: average linkage of all that is one of a pair.

The order of the input does not matter: joins are made in the order of their strength and then of
their members.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

from attrs import evolve, frozen

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


Near = Mapping[Key, Mapping[Key, float]]
"""The margins of propositions with those that they were compared with, each way."""
_EXACT = 10_000  # margins have four digits: sums of whole numbers come to the same in any order


@frozen
class Cluster:
    """Propositions that say the same; `also` belong to another cluster and say this as well.

    `judged`: of a component in which people decided what belongs together.
    """

    members: tuple[Proposition, ...]
    also: tuple[Proposition, ...] = ()
    judged: bool = False

    @property
    def all(self) -> tuple[Proposition, ...]:
        """Both, the members first."""
        return self.members + self.also


def clusters(
    propositions: Iterable[Proposition],
    comparisons: Iterable[Comparison],
    judged: Judged = UNJUDGED,
) -> tuple[Cluster, ...]:
    """Cluster propositions; what joins nothing stands alone.

    What people judged goes before what was compared.
    """
    held = {p.key: p for p in propositions}
    near = margins(c for c in comparisons if c.left.key in held and c.right.key in held)
    edges = [(key, key) for key in held]
    edges += [(a, b) for a, others in near.items() for b, m in others.items() if m >= LINKAGE]
    edges += [(left.key, right.key) for left, right in judged.same]
    found = [
        cluster
        for component in connected(edges)
        for cluster in _judged([held[key] for key in sorted(component)], near, judged)
    ]
    return tuple(sorted(found, key=lambda cluster: cluster.members[0].key))


def margins(comparisons: Iterable[Comparison]) -> dict[Key, dict[Key, float]]:
    """Map propositions to the margins with those that nothing keeps them from being the same as."""
    near: dict[Key, dict[Key, float]] = defaultdict(dict)
    for c in comparisons:
        if c.reason is None:
            near[c.left.key][c.right.key] = near[c.right.key][c.left.key] = c.margin
    return near


def groups(keys: Iterable[Key], near: Near) -> list[tuple[Key, ...]]:
    """Group propositions by their mean margin; two parts of one statement, or what nothing
    compared, never join.

    Which two join next depends on the margins and the keys of their members alone. So each group
    is found again among all propositions of which the others are whole groups, too.
    """
    ordered = sorted(keys)
    at = {key: i for i, key in enumerate(ordered)}
    weights = {
        (i, at[other]): round(margin * _EXACT)
        for i, key in enumerate(ordered)
        for other, margin in near.get(key, {}).items()
        if at.get(other, -1) > i
    }
    found = average_linkage(len(ordered), weights, LINKAGE * _EXACT, complete=True)
    return [tuple(ordered[i] for i in sorted(group)) for group in found]


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


def _judged(component: Sequence[Proposition], near: Near, judged: Judged) -> tuple[Cluster, ...]:
    """Cluster one component as people judged: as it would be, less what they keep apart.

    A proposition that is kept apart from another leaves all that the other is clustered with, and
    those that people joined with it leave as well.
    """
    held = {p.key: p for p in component}
    if not any(p.key in held for pair in (*judged.same, *judged.apart) for p in pair):
        return _cluster(held, near)
    same = [(a, b) for a, b in judged.same if a.key in held]
    apart = [(a, b) for a, b in judged.apart if a.key in held and b.key in held]
    loose = {key: dict(near.get(key, {})) for key in held}
    bound = {p: group for group in connected(same) for p in group}

    def loosen(one: Iterable[Proposition], others: Iterable[Proposition]) -> bool:
        pairs = [pair for p in one for q in others for pair in ((p.key, q.key), (q.key, p.key))]
        return len([1 for p, q in pairs if loose[p].pop(q, None) is not None]) > 0

    for left, right in apart:
        loosen([left], [right])
    while True:
        found = _united(_cluster(held, loose), same)
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
            return tuple(evolve(cluster, judged=True) for cluster in found)


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


def _cluster(component: Mapping[Key, Proposition], near: Near) -> tuple[Cluster, ...]:
    """Cluster one component by its margins alone."""
    return tuple(
        Cluster(
            tuple(component[key] for key in group),
            tuple(component[key] for key in also(group, near)),
        )
        for group in groups(component, near)
    )


def also(group: Sequence[Key], near: Near) -> list[Key]:
    """Find what says the same as a group beside what it says in another."""
    if len({article for article, *_ in group}) < 2:
        return []
    found: dict[tuple[str, str], Key] = {}
    beside_all = candidates(group, near)
    for key in sorted(beside_all, key=lambda key: (-min(beside_all[key]), key)):
        beside = [near[key].get(other, 0.0) for other in found.values()]
        if min(beside, default=ALSO_LEAST) >= ALSO_LEAST:
            found.setdefault(key[:2], key)
    return sorted(found.values())


def candidates(group: Sequence[Key], near: Near) -> dict[Key, list[float]]:
    """Map what comes near enough to a group to say the same to its margins with each of it."""
    # What is not compared with each of the group falls short of the least margin.
    beside_all = set.intersection(*(set(near.get(key, ())) for key in group)).difference(group)
    found = {key: [near[member][key] for member in group] for key in beside_all}
    return {
        key: held
        for key, held in found.items()
        if sum(held) / len(group) >= ALSO and min(held) >= ALSO_LEAST
    }
