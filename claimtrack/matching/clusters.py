"""Pairs to clusters: average linkage inside each connected component of the graph of pairs.

The order of the input does not matter: components are worked on in the order of their members,
joins in the order of their strength and then of their members.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from attrs import frozen

from claimtrack.matching.pairs import Pair, margin
from claimtrack.matching.propositions import Proposition
from claimtrack.matching.similarity import Similarity

T = TypeVar("T", bound=Hashable)

LINKAGE = 0.9
"""Mean margin over all pairs between two clusters at which they still join."""
ALSO = 1.0
"""Least margin to every member of a cluster at which a proposition of another is in it as well."""


@frozen
class Cluster:
    """Propositions that say the same; `also` belong to another cluster and say this as well."""

    members: tuple[Proposition, ...]
    also: tuple[Proposition, ...] = ()

    @property
    def all(self) -> tuple[Proposition, ...]:
        """Both, the members first."""
        return self.members + self.also


def components(pairs: Iterable[Pair]) -> tuple[tuple[Proposition, ...], ...]:
    """Split the propositions of the pairs into connected components, each sorted."""
    groups = connected((pair.left, pair.right) for pair in pairs)
    ordered = (tuple(sorted(group, key=lambda p: p.key)) for group in groups)
    return tuple(sorted(ordered, key=lambda group: group[0].key))


def connected(edges: Iterable[tuple[T, T]]) -> list[list[T]]:
    """Split the nodes of a graph into its connected components, in no particular order."""
    parent: dict[T, T] = {}

    def root(node: T) -> T:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for left, right in edges:
        parent[root(left)] = root(right)
    groups: dict[T, list[T]] = {}
    for node in list(parent):
        groups.setdefault(root(node), []).append(node)
    return list(groups.values())


def cluster(component: Sequence[Proposition], similarity: Similarity) -> tuple[Cluster, ...]:
    """Cluster one component; what joins nothing stands alone.

    Quadratic in space and cubic in time in the size of the component at worst.
    """
    size = range(len(component))
    # None where two exclude each other.
    margins = {
        (i, j): _link(component[i], component[j], similarity) for i, j in combinations(size, 2)
    }
    groups = average_linkage(len(component), margins, LINKAGE)
    return tuple(
        Cluster(
            tuple(component[i] for i in sorted(group)),
            tuple(component[i] for i in _also(component, group, margins)),
        )
        for group in groups
    )


def average_linkage(
    size: int, weights: Mapping[tuple[int, int], float | None], least: float
) -> tuple[list[int], ...]:
    """Join the two groups of the greatest mean weight until it falls below `least`.

    `weights` has every pair i < j of `range(size)`; two groups with a None between them never
    join. Of equals the first in order join first.
    """
    groups = {i: [i] for i in range(size)}
    sums = dict(weights)
    while True:
        best = max(
            (
                (total / (len(groups[i]) * len(groups[j])), -i, -j)
                for (i, j), total in sums.items()
                if total is not None
            ),
            default=(-1.0, 0, 0),
        )
        if best[0] < least:
            return tuple(groups.values())
        i, j = -best[1], -best[2]
        groups[i] += groups.pop(j)
        for k in groups:
            if k != i:
                mine, other = (min(i, k), max(i, k)), (min(j, k), max(j, k))
                left, right = sums[mine], sums.pop(other)
                sums[mine] = None if left is None or right is None else left + right
        del sums[i, j]


def _also(
    component: Sequence[Proposition],
    group: Sequence[int],
    margins: Mapping[tuple[int, int], float | None],
) -> list[int]:
    """Find what says the same as a group beside what it says in another."""
    if len({component[i].article for i in group}) < 2:
        return []
    found: dict[tuple[str, str], tuple[float, int]] = {}
    for i in range(len(component)):
        if i in group:
            continue
        least = min(margins[min(i, j), max(i, j)] or 0.0 for j in group)
        key = (component[i].article, component[i].statement)
        if least >= ALSO and least > found.get(key, (0.0, i))[0]:
            found[key] = (least, i)
    return sorted(i for _, i in found.values())


def _link(a: Proposition, b: Proposition, similarity: Similarity) -> float | None:
    """Give the margin of two propositions, None where one excludes the other."""
    if a.article == b.article and a.statement == b.statement:
        return None
    return margin(a, b, similarity) or None
