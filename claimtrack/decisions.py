"""People decide: which statements say the same, which speakers are one, which claims conflict.

What they decide is written down once, and what it touches derived again at once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from attrs import evolve, frozen
from sqlite_utils import Database

from claimtrack.consolidation import rejudge
from claimtrack.errors import EncodingError, InputError
from claimtrack.graphs import consistent
from claimtrack.matching.similarity import Similarity
from claimtrack.models import Decision, DecisionKind, Subject, Verdict
from claimtrack.store import decisions as store
from claimtrack.store import subjects
from claimtrack.store.connection import transaction
from claimtrack.store.subjects import JudgedPlaces, Place

_Nodes = tuple[str | Subject, str | Subject]
_REMEDY = "take the ids from `claimtrack proposals DB`, or write KIND:LEFT:RIGHT"


def decide(
    db: Database,
    id_: str,
    verdict: Verdict,
    by: str | None = None,
    note: str | None = None,
    similarity: Similarity | None = None,
) -> Decision:
    """Write down what a person decided of a proposal, or of any two things, and apply it.

    `id_` is "link:STATEMENT:OTHER", "conflict:STATEMENT:OTHER", where the id of a claim stands for
    one of its statements, or "merge:SPEAKER:SPEAKER". A decision on the same two is replaced.
    `similarity` is the one on record, where it is not one of claimtrack's own. Raises InputError
    for an id that is none, and for what earlier decisions rule out.
    """
    kind, left, right = _subjects(db, id_)
    made = Decision(kind, verdict, left, right, _now(), by, note)
    with transaction(db):
        before = _on_the_same(store.standing(db, [left.key]), made)
        if before and before.verdict == verdict:
            return before
        others = _others(db, made, before)
        if contradict([*others, made]):
            single = [d for d in others if not contradict([o for o in (*others, made) if o != d])]
            numbers = ", ".join(str(d.id) for d in single) or "several"
            problem = f"the opposite follows from earlier decisions ({numbers})"
            raise InputError(f"proposal {id_!r}", problem, "undo what is wrong there first")
        return _write(db, made, before, similarity)


def undo(db: Database, id_: int | None = None, similarity: Similarity | None = None) -> Decision:
    """Undo a decision, or the last one that stands; it stays in the file, marked as undone.

    Raises InputError where there is none, or it is undone already.
    """
    with transaction(db):
        if id_ is None:
            last = store.standing(db)[-1:]
            if not last:
                raise InputError("undo", "no decision stands", "there is nothing to undo")
            found = last[0]
        else:
            found = store.decision(db, id_)
        if found.withdrawn:
            raise InputError(f"decision {id_}", "is undone already", "decide anew")
        return _withdraw(db, found, _now(), similarity)


@frozen
class TakenOver:
    """How many decisions of another file were taken over, were known or overtaken by later ones,
    speak of articles that are not here, or contradict others here."""

    added: int
    known: int
    absent: int
    refused: int


def take_over(
    db: Database, records: Iterable[JudgedPlaces], similarity: Similarity | None = None
) -> TakenOver:
    """Write down decisions made in another file of the same articles; the later counts."""
    counts: Counter[str] = Counter()
    with transaction(db):
        for record in records:
            left, right = (subjects.at(db, record.kind, p) for p in (record.left, record.right))
            if left is None or right is None:
                counts["absent"] += 1
                continue
            told = {f: getattr(record, f) for f in ("at", "by", "note", "withdrawn")}
            made = Decision(record.kind, record.verdict, left, right, **told)
            counts[_take(db, made, similarity)] += 1
    return TakenOver(**{name: counts[name] for name in ("added", "known", "absent", "refused")})


def _take(db: Database, made: Decision, similarity: Similarity | None) -> str:
    """Write a decision made elsewhere, unless it tells nothing new; say what came of it."""
    before = _on_the_same(store.standing(db, [made.left.key]), made)
    if made.withdrawn:
        if before and (before.verdict, before.at) == (made.verdict, made.at):
            _withdraw(db, before, made.withdrawn, similarity)
            return "added"
        return "known"
    if before and (before.verdict == made.verdict or before.at >= made.at):
        return "known"
    if contradict([*_others(db, made, before), made]):
        return "refused"
    _write(db, made, before, similarity)
    return "added"


def read_decisions(path: Path) -> list[JudgedPlaces]:
    """Read decisions that `claimtrack decisions DB --format jsonl` printed, one a line.

    Raises InputError with the line that is none.
    """
    remedy = "make it with `claimtrack decisions DB --format jsonl`"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error), "check the path") from error
    except UnicodeDecodeError as error:
        raise EncodingError(str(path), error.start) from None
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            made = _record(json.loads(line))
        except (ValueError, TypeError, RecursionError) as error:
            raise InputError(f"{path}:{number}", f"is no decision ({error})", remedy) from error
        found.append(made)
    return found


def _record(told: dict[str, Any]) -> JudgedPlaces:
    """Make a decision of its JSON; raise TypeError or ValueError for what is none."""
    if not isinstance(told, dict):
        raise TypeError("not an object")
    left, right = (Place(**told.pop(side, None) or {}) for side in ("left", "right"))
    made = JudgedPlaces(left=left, right=right, **told)
    if made.kind not in get_args(DecisionKind) or made.verdict not in get_args(Verdict):
        raise ValueError(f"{made.kind} {made.verdict}")
    for place in (left, right):
        if not (isinstance(place.article, str) and isinstance(place.text, str)):
            raise TypeError("its article and text must be strings")
        if type(place.start) is not int or type(place.end) is not int:
            raise TypeError("its start and end must be whole numbers")
    for value in (made.at, made.withdrawn):
        if value is not None:
            datetime.fromisoformat(value)
    return made


def _subjects(db: Database, id_: str) -> tuple[DecisionKind, Subject, Subject]:
    """Find what the id of a proposal is about."""
    kind, *keys = id_.split(":")
    if len(keys) != 2:
        raise InputError(f"proposal {id_!r}", "is not of the form KIND:LEFT:RIGHT", _REMEDY)
    if kind == "merge":
        left, right = (subjects.speaker(db, key) for key in keys)
        made: DecisionKind = "merge"
    elif kind in ("link", "conflict"):
        made = "link" if kind == "link" else "conflict"
        left, right = subjects.statements(db, keys[0], keys[1], opposed=made == "conflict")
    else:
        raise InputError(f"proposal {id_!r}", "is no link, merge or conflict", _REMEDY)
    if left.key == right.key:
        raise InputError(f"proposal {id_!r}", "names one and the same twice", _REMEDY)
    return made, left, right


def _on_the_same(standing: Iterable[Decision], made: Decision) -> Decision | None:
    """Pick the decision on the very things that another is on."""
    for decision in standing:
        if decision.kind == made.kind and set(_nodes(decision)) == set(_nodes(made)):
            return decision
    return None


def _nodes(decision: Decision) -> _Nodes:
    """Give the two that a decision is on: words of a statement, or a speaker altogether."""
    if decision.kind == "merge":
        return decision.left.key, decision.right.key
    return decision.left, decision.right


def _write(
    db: Database, made: Decision, before: Decision | None, similarity: Similarity | None
) -> Decision:
    """Write a decision in the place of the one before it, and apply it."""
    replaced = [before] if before else []
    store.withdraw(db, replaced, made.at)
    written = store.insert(db, made)
    rejudge(db, [*replaced, written], f"decision {written.id}", similarity)
    return written


def _withdraw(db: Database, made: Decision, at: str, similarity: Similarity | None) -> Decision:
    """Mark a decision as undone, and derive again what it touched."""
    store.withdraw(db, [made], at)
    rejudge(db, [made], f"decision {made.id} undone", similarity)
    return evolve(made, withdrawn=at)


def _others(db: Database, made: Decision, before: Decision | None) -> list[Decision]:
    """List the decisions that stand beside this one, which replaces the one before."""
    return [d for d in store.standing(db) if d != before and _same_sort(d, made)]


def contradict(decisions: Iterable[Decision]) -> bool:
    """Tell whether some hold together what others keep apart; an accepted conflict does that."""
    joined: list[_Nodes] = []
    apart: list[_Nodes] = []
    for d in decisions:
        (joined if d.verdict == "accepted" and d.kind != "conflict" else apart).append(_nodes(d))
    return len(consistent(joined, apart)) < len(joined)


def _same_sort(a: Decision, b: Decision) -> bool:
    """Tell whether two decisions can contradict; that there is no conflict contradicts nothing."""
    idle = ("conflict", "rejected")
    return (a.kind == "merge") == (b.kind == "merge") and idle not in (
        (a.kind, a.verdict), (b.kind, b.verdict),
    )  # fmt: skip


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
