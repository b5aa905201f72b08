"""What people decided of speakers, laid over what their names give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from claimtrack.graphs import connected, consistent
from claimtrack.models import Decision

Local = tuple[str, str]  # article, speaker within it
Key = tuple[str, ...]
Unit = tuple[Key, Key]  # a group, and a name in it: those who leave it together


def regroup(
    groups: Mapping[Key, Sequence[Local]], names: Mapping[Local, Key], decisions: Iterable[Decision]
) -> dict[Key, list[Local]]:
    """Group speakers by who they are, each group under a key of its own.

    `groups` holds those whom their names make one, `names` what each is looked for by. Of two whom
    people keep apart, the left leaves, with all of its name where the names differ and with those
    that people merged it with.
    """
    unit: dict[Local, Unit] = {at: (key, names[at]) for key, held in groups.items() for at in held}
    team: dict[Unit, Key] = {own: own[0] for own in unit.values()}
    same, apart = _pairs(decisions)
    bound = {at: group for group in connected(same) for at in group}
    alone: set[Local] = set()
    while True:
        links = [(unit[a], unit[b]) for a, b in same]
        crew = {own: n for n, group in enumerate(connected(links)) for own in group}
        edges = [(("unit", own), ("team", team[own])) for own in set(unit.values())]
        merged = connected([*edges, *((("unit", a), ("unit", b)) for a, b in links)])
        home = {node: n for n, group in enumerate(merged) for node in group}
        broken = [(a, b) for a, b in apart if home["unit", unit[a]] == home["unit", unit[b]]]
        if not broken:
            break
        for left, right in broken:
            own = unit[left]
            if own != unit[right] and crew.get(own, -1) != crew.get(unit[right], -2):
                leaving = {u for u in crew if crew[u] == crew.get(own)} | {own}
                held = [at for at in unit if unit[at] in leaving]
                # Not by one who has left the name that leaves here: that name went by the same.
                first = min([at for at in held if at not in alone] or held)
                team |= dict.fromkeys(leaving, _apart(names[first], first, first in alone))
            else:
                for at in bound.get(left, [left]):
                    alone.add(at)
                    own = _apart(names[at], at, True), names[at]
                    unit[at], team[own] = own, own[0]
    found: dict[int, list[Local]] = defaultdict(list)
    for at, own in unit.items():
        found[home["unit", own]].append(at)
    return {_key({team[unit[at]] for at in held}): held for held in found.values()}


def _apart(name: Key, at: Local, alone: bool) -> Key:
    """Make the key of those who left a group: of a name, or of one speaker of it alone."""
    return (*name, "apart", *(["alone"] if alone else []), *at)


def _pairs(
    decisions: Iterable[Decision],
) -> tuple[list[tuple[Local, Local]], list[tuple[Local, Local]]]:
    """List who was merged and who was kept apart."""
    same: list[tuple[Local, Local]] = []
    apart: list[tuple[Local, Local]] = []
    for decision in sorted(decisions, key=lambda d: (d.at, d.left.key, d.right.key)):
        pair = local(decision.left.key), local(decision.right.key)
        if pair[0] != pair[1]:  # nobody is kept apart from himself
            (same if decision.verdict == "accepted" else apart).append(pair)
    return consistent(same, apart), apart


def local(key: str) -> Local:
    """Take the key of a speaker within an article, "ARTICLE/p1", apart."""
    article, _, speaker = key.rpartition("/")
    return article, speaker


def _key(teams: set[Key]) -> Key:
    """Choose the key that stands for a group: the fullest name that no person split off."""
    return min(teams, key=lambda key: ("apart" in key, key[0] == "local", -len(key), key))
