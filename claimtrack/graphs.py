"""Graphs of what belongs together."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


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


def consistent(joined: Iterable[tuple[T, T]], apart: Iterable[tuple[T, T]]) -> list[tuple[T, T]]:
    """Leave out of the edges, in their order, those by which two nodes kept apart would meet."""
    edges, parted = list(joined), list(apart)
    if not _meet(edges, parted):
        return edges
    kept: list[tuple[T, T]] = []
    for edge in edges:
        if not _meet([*kept, edge], parted):
            kept.append(edge)
    return kept


def _meet(edges: Iterable[tuple[T, T]], apart: Iterable[tuple[T, T]]) -> bool:
    home = {node: n for n, group in enumerate(connected(edges)) for node in group}
    return any(home.get(a, -1) == home.get(b, -2) for a, b in apart)
