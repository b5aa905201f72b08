"""What people decided of statements, as pairs of propositions that clustering goes by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import frozen

from claimtrack.graphs import consistent
from claimtrack.matching.propositions import Proposition
from claimtrack.models import Decision, Subject

Pair = tuple[Proposition, Proposition]


@frozen
class Judged:
    """Pairs that say the `same`, that are kept `apart`, that stand `against` each other, and those
    whose conflict is `settled`, against each other or not."""

    same: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    against: tuple[Pair, ...] = ()
    settled: tuple[Pair, ...] = ()


UNJUDGED = Judged()


def judged(decisions: Iterable[Decision], held: Mapping[str, Sequence[Proposition]]) -> Judged:
    """Find the propositions that decisions speak of, `held` by statement ("ARTICLE/s1").

    What is rejected keeps all propositions of the same words apart. A decision of which a
    statement is not there counts for nothing; of those that contradict, the rejection counts.
    """
    same: list[Pair] = []
    apart: list[Pair] = []
    conflicts: dict[bool, list[Pair]] = {True: [], False: []}
    for decision in sorted(decisions, key=lambda d: (d.at, d.left.key, d.right.key)):
        left, right = (_spoken_of(subject, held) for subject in (decision.left, decision.right))
        accepted = decision.verdict == "accepted"
        if decision.kind == "merge" or not (left and right):
            continue
        if decision.kind == "conflict":
            conflicts[accepted].append((left[0], right[0]))
        if (decision.kind == "conflict") == accepted:
            apart += ((a, b) for a in left for b in right)
        elif decision.kind == "link":
            same.append((left[0], right[0]))
    return Judged(
        tuple(consistent(same, apart)),
        tuple(apart),
        tuple(conflicts[True]),
        (*conflicts[True], *conflicts[False]),
    )


def _spoken_of(subject: Subject, held: Mapping[str, Sequence[Proposition]]) -> list[Proposition]:
    """List the propositions of a statement that share words with a subject, the closest first."""
    near = [p for p in held.get(subject.key, ()) if _shared(p, subject) > 0]
    return sorted(near, key=lambda p: (-_shared(p, subject), p.number))


def _shared(p: Proposition, subject: Subject) -> float:
    """Say which share of the words of both is common to them."""
    span = subject.span
    common = min(p.span.end, span.end) - max(p.span.start, span.start)
    return common / (max(p.span.end, span.end) - min(p.span.start, span.start) or 1)


def same_words(p: Proposition, others: Collection[Proposition]) -> bool:
    """Tell whether one of the others is of the same statement and shares words with it."""
    return any(
        (q.article, q.statement) == (p.article, p.statement)
        and q.span.start < p.span.end
        and p.span.start < q.span.end
        for q in others
    )
