"""Rules of what people decided: that it can be looked at again, and that the record keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlite_utils import Database

from claimtrack.decisions import contradict
from claimtrack.models import Decision, Subject
from claimtrack.rules.rule import Finding, Rule, brief, rule
from claimtrack.store.decisions import decisions, standing

RULES: list[Rule] = []


@rule(RULES, "CT401", "Who decided what, and when, is told of each decision for good.")
def decisions_are_whole(db: Database) -> Iterator[Finding]:
    for decision in decisions(db):
        times = [at for at in (decision.at, decision.withdrawn) if at is not None]
        if any(_is_no_time(at) for at in times) or times != sorted(times):
            yield Finding("decisions", str(decision.id), f"was made and undone at {times}")
        for subject in (decision.left, decision.right):
            role = "p" if decision.kind == "merge" else "sn"
            if subject.key.rpartition("/")[2][:1] not in role or not subject.span.text.strip():
                problem = f"a {decision.kind} is on {brief(subject.key)}"
                yield Finding("decisions", str(decision.id), problem)


def _is_no_time(at: str) -> bool:
    try:
        datetime.fromisoformat(at)
    except ValueError:
        return True
    return False


@rule(RULES, "CT402", "A decision is on words that are there, for others to judge anew.")
def decisions_refer(db: Database) -> Iterator[Finding]:
    for decision in standing(db):
        for subject in (decision.left, decision.right):
            article = subject.key.rpartition("/")[0]
            found = db.execute("SELECT text FROM articles WHERE id = ?", [article]).fetchone()
            if found is None:
                continue  # the article was taken out; the decision waits for it
            span = subject.span
            if found[0][span.start : span.end] != span.text:
                problem = f"{brief(span.text)} is not at {span.start}:{span.end} of {article}"
                yield Finding("decisions", str(decision.id), problem)
            elif not db.execute(_SPOKEN, [subject.key, span.start, span.end]).fetchone():
                problem = f"{brief(span.text)} is not of {subject.key}"
                yield Finding("decisions", str(decision.id), problem)


_SPOKEN = """
SELECT 1 FROM spans WHERE statement = ?1 AND role = 'content' AND span_start < ?3 AND span_end > ?2
UNION ALL SELECT 1 FROM mentions WHERE entity = ?1 AND span_start < ?3 AND span_end > ?2 LIMIT 1
"""


@rule(RULES, "CT403", "No two decisions say the opposite: one of them would go unheard.")
def decisions_agree(db: Database) -> Iterator[Finding]:
    made = standing(db)
    heard = _heard(made)
    for decision in made:
        if decision not in heard:
            yield Finding("decisions", str(decision.id), "says the opposite of earlier ones")


def _heard(made: list[Decision]) -> list[Decision]:
    """Leave out what says the opposite of decisions made before."""
    if not contradict(made):
        return made
    heard: list[Decision] = []
    for decision in made:
        if not contradict([*heard, decision]):
            heard.append(decision)
    return heard


@rule(RULES, "CT404", "What a person decided is so in the record, whatever a machine makes of it.")
def decisions_are_kept(db: Database) -> Iterator[Finding]:
    for decision in _heard(standing(db)):
        if not all(_is_consolidated(db, s) for s in (decision.left, decision.right)):
            continue
        accepted = decision.verdict == "accepted"
        if decision.kind == "merge":
            kept = _one_speaker(db, decision) == accepted
        elif decision.kind == "link":
            kept = _one_claim(db, decision) == accepted
        else:
            kept = not (_open(db, decision) or (accepted and _one_claim(db, decision)))
        if not kept:
            problem = f"{decision.kind} {decision.verdict}: the record has it otherwise"
            yield Finding("decisions", str(decision.id), problem)


def _is_consolidated(db: Database, subject: Subject) -> bool:
    """Tell whether a subject is there for decisions to act on."""
    sql = (
        "SELECT 1 FROM consolidated WHERE article = ?1 AND (EXISTS (SELECT 1 FROM links"
        " WHERE statement = ?2) OR EXISTS (SELECT 1 FROM entities WHERE id = ?2"
        " AND type <> 'anonymous'))"
    )
    return db.execute(sql, [subject.key.rpartition("/")[0], subject.key]).fetchone() is not None


def _one_speaker(db: Database, decision: Decision) -> bool:
    sql = "SELECT count(DISTINCT speaker) FROM entity_speakers WHERE entity IN (?, ?)"
    count: int = db.execute(sql, [decision.left.key, decision.right.key]).fetchone()[0]
    return count == 1


def _one_claim(db: Database, decision: Decision) -> bool:
    """Tell whether one claim holds words of both, and, of an accepted link, on a person's word."""
    left, right = decision.left, decision.right
    basis = "AND a.basis IN ('human', 'cue')" if decision.verdict == "accepted" else ""
    sql = (
        "SELECT 1 FROM links a JOIN links b ON b.claim = a.claim"
        " WHERE a.statement = ? AND a.span_start < ? AND a.span_end > ?"
        " AND b.statement = ? AND b.span_start < ? AND b.span_end > ?"
        " AND NOT ('refutes' = a.relation AND a.basis IN ('rule', 'human'))"
        " AND NOT ('refutes' = b.relation AND b.basis IN ('rule', 'human'))"
    )
    values = [v for s in (left, right) for v in (s.key, s.span.end, s.span.start)]
    if decision.kind == "link":
        sql = f"{sql} {basis}"
    return db.execute(sql, values).fetchone() is not None


def _open(db: Database, decision: Decision) -> bool:
    """Tell whether a conflict between their claims is still shown as one that nobody judged."""
    sql = (
        "SELECT 1 FROM conflicts x JOIN links a ON a.claim IN (x.left_claim, x.right_claim)"
        " JOIN links b ON b.claim IN (x.left_claim, x.right_claim) AND b.claim <> a.claim"
        " WHERE a.statement = ? AND b.statement = ? AND a.relation <> 'refutes'"
        " AND b.relation <> 'refutes'"
    )
    return db.execute(sql, [decision.left.key, decision.right.key]).fetchone() is not None
