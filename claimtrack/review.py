"""The commands by which people decide: one question after the other, or from a script."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimtrack.errors import InputError
from claimtrack.printing import QUESTIONS, causes, judged_by, line, print_json, print_proposal
from claimtrack.terminal import db_argument, open_record

if TYPE_CHECKING:
    from claimtrack.models import Decision, DecisionKind, Verdict
    from claimtrack.tracker import Tracker

_VERDICTS: dict[str, Verdict] = {"accept": "accepted", "reject": "rejected"}
# The second letter is the one on the same key of an Arabic keyboard.
_KEYS = {
    "a": "accept", "ش": "accept", "r": "reject", "ق": "reject", "s": "skip", "س": "skip",
    "u": "undo", "ع": "undo", "q": "quit", "ض": "quit",
}  # fmt: skip
_ENDS = ("\x03", "\x04", "")  # Ctrl-C, Ctrl-D, and the end of what is piped in

_kind = click.option(
    "--kind", type=click.Choice(list(QUESTIONS)), help="Only questions of this kind."
)
_by = click.option("--by", metavar="NAME", help="Who decides; kept with the decision.")


@click.command()
@db_argument
@_kind
@_by
def review(db: Path, kind: DecisionKind | None, by: str | None) -> None:
    """Go through what only a person can decide, the most valuable question first.

    Each question is answered by one key: a accepts, r rejects, s skips, u undoes the last answer,
    q ends. Each answer is kept at once; from a pipe, the answers are read a line each.
    """
    skipped: list[str] = []
    made: list[Decision] = []
    with open_record(db) as tracker:
        while found := tracker.proposals(kind, skip=skipped, limit=1):
            print_proposal(found[0])
            click.echo()
            answer = _ask(QUESTIONS[found[0].kind])
            if answer == "quit":
                break
            if answer == "skip":
                skipped.append(found[0].id)
            elif answer != "undo":
                try:
                    made.append(tracker.decide(found[0].id, _VERDICTS[answer], by=by))
                    _print_outcome(tracker, made[-1])
                except InputError as error:  # it contradicts what was decided before
                    click.echo(f"Error: {error}", err=True)
                    skipped.append(found[0].id)
            elif made:
                _print_outcome(tracker, tracker.undo(made.pop().id))
            else:
                click.echo("nothing to undo yet; `claimtrack undo` undoes earlier decisions")
            click.echo()
    click.echo(f"{len(made)} decided, {len(skipped)} skipped" + ("" if found else "; none left"))


def _ask(question: str) -> str:
    """Ask until one of the keys comes."""
    while True:
        click.echo(f"{question} [a]ccept [r]eject [s]kip [u]ndo [q]uit ", nl=False)
        piped = not sys.stdin.isatty()
        key = sys.stdin.readline()[:1] if piped else click.getchar()
        click.echo(key.strip() if key.isprintable() else "")
        if key in _ENDS:
            return "quit"
        if key.lower() in _KEYS:
            return _KEYS[key.lower()]


def _print_outcome(tracker: Tracker, decision: Decision) -> None:
    """Tell what was decided or undone just now, and which claims have another status for it."""
    cause = causes(decision)[bool(decision.withdrawn)]
    click.echo(f"{cause}: {judged_by(decision)}")
    for change in tracker.changes(cause):
        click.echo(f"  {change.claim}: {change.from_status or '-'} to {change.to_status or '-'}")


@click.command()
@db_argument
@_kind
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1))
@click.option("--format", "form", default="table", type=click.Choice(["table", "jsonl"]))
def proposals(db: Path, kind: DecisionKind | None, limit: int, form: str) -> None:
    """List what only a person can decide, the most valuable first, with ids for `decide`."""
    with open_record(db) as tracker:
        found = tracker.proposals(kind, limit=limit)
    for number, proposal in enumerate(found):
        if form == "jsonl":
            from claimtrack.export import proposal_json

            print_json(proposal_json(proposal))
        else:
            click.echo("\n" if number else "", nl=False)
            print_proposal(proposal)


@click.command()
@db_argument
@click.argument("verdict", type=click.Choice(list(_VERDICTS)))
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@_by
@click.option("--note", metavar="TEXT", help="Why; kept with the decision.")
def decide(db: Path, verdict: str, ids: tuple[str, ...], by: str | None, note: str | None) -> None:
    """Accept or reject proposals; each counts at once, and no later run overrules it.

    ID is a proposal's id, or written by hand: link:LEFT:RIGHT (they say the same),
    conflict:LEFT:RIGHT (they contradict each other), with the id of a statement or a claim;
    merge:LEFT:RIGHT (they are one), with the id of a speaker.
    """
    with open_record(db) as tracker:
        for id_ in ids:
            _print_outcome(tracker, tracker.decide(id_, _VERDICTS[verdict], by=by, note=note))


@click.command()
@db_argument
@click.argument("decision", required=False, type=int)
def undo(db: Path, decision: int | None) -> None:
    """Undo a decision, by its number, or else the last; the record is as if it never was made."""
    with open_record(db) as tracker:
        _print_outcome(tracker, tracker.undo(decision))


@click.command()
@db_argument
@click.option("--format", "form", default="table", type=click.Choice(["table", "jsonl"]))
@click.option(
    "--add",
    "added",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="First take over the decisions in FILE, printed with --format jsonl from another record.",
)
def decisions(db: Path, form: str, added: Path | None) -> None:
    """List the decisions, those undone among them, or carry them from one record to another."""
    with open_record(db) as tracker:
        if added:
            from claimtrack.decisions import read_decisions

            n = tracker.take_over(read_decisions(added))
            click.echo(
                f"{n.added} taken over, {n.known} known, {n.absent} on articles that are not here,"
                f" {n.refused} against other decisions",
                err=True,
            )
        found = tracker.decisions()
    for decision in found:
        if form == "jsonl":
            from claimtrack.export import decision_json

            print_json(decision_json(decision))
        else:
            cause = causes(decision)[bool(decision.withdrawn)]
            click.echo(f"{cause}: {judged_by(decision)}  {decision.withdrawn or decision.at}")
            for subject in (decision.left, decision.right):
                click.echo(f"    {line(subject.span.text)}")
            if decision.note:
                click.echo(f"    note: {line(decision.note)}")


COMMANDS = (review, proposals, decide, decisions, undo)
