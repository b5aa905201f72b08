"""What the commands print: JSON lines, and tables in which Arabic stands right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from claimtrack.models import Decision
    from claimtrack.store.proposals import Proposal, Side
    from claimtrack.store.reader import ClaimRecord

STATUSES = {
    "retracted": "its speaker withdrew it, or every origin corrected it",
    "denied": "refuted by the speaker quoted, or by the party it is about",
    "disputed": "refuted by another party",
    "corroborated": "two or more parties, in two or more origins",
    "repeated": "two or more origins, but no two parties that are surely independent",
    "single_source": "one origin, however many outlets printed it",
    "anonymous": "no identified party",
}


def print_json(record: dict[str, Any]) -> None:
    click.echo(json.dumps(record, ensure_ascii=False))


def print_rows(header: Sequence[str], rows: Sequence[tuple[Sequence[object], str]]) -> None:
    """Print figures in columns, and under each row its text: on a line of its own, Arabic stands
    right in every terminal, and no column changes place with another."""
    table = [header, *([str(cell) for cell in cells] for cells, _ in rows)]
    width = [max(map(len, column)) for column in zip(*table, strict=True)]
    right = [all(isinstance(cells[n], int) for cells, _ in rows) for n in range(len(header))]
    for number, cells in enumerate(table):
        padded = (
            cell.rjust(w) if r else cell.ljust(w)
            for cell, w, r in zip(cells, width, right, strict=True)
        )  # fmt: skip
        click.echo("  ".join(padded).rstrip())
        if number:
            click.echo(f"    {line(rows[number - 1][1])}")


def print_claims(found: list[ClaimRecord]) -> None:
    rows = [
        (
            (
                claim.status + ("*" if claim.open_conflict else ""),
                len(claim.parties),
                claim.origins,
                claim.outlets,
                claim.mentions,
                (claim.first_seen or "-")[:10],
                claim.id,
            ),
            claim.text,
        )
        for claim in found
    ]
    print_rows(("status", "parties", "origins", "outlets", "mentions", "first seen", "id"), rows)
    click.echo()
    for status in dict.fromkeys(claim.status for claim in found):
        click.echo(f"{status}: {STATUSES[status]}")
    if any(claim.open_conflict for claim in found):
        click.echo("*: a conflict that nobody has looked at yet")


def print_claim(claim: ClaimRecord) -> None:
    """Print a claim as blocks of lines, each line in one direction of writing."""
    click.echo(f"{claim.status}: {STATUSES[claim.status]}  (claim {claim.id})")
    click.echo(line(claim.text))
    figures = f"{claim.mentions} mentions, {claim.outlets} outlets, {claim.origins} origins"
    click.echo(f"{figures}, {claim.first_seen or '-'} to {claim.last_seen or '-'}")
    click.echo(f"parties: {line('، '.join(claim.parties)) or '-'}")
    for member in claim.members:
        click.echo()
        click.echo(f"{member.published or '-'}  {member.relation}  origin {member.origin}")
        click.echo(f"  outlet:  {line(member.outlet or member.path)}")
        click.echo(f"  speaker: {line(member.speaker or '-')}")
        click.echo(f"  {line(member.text)}")


QUESTIONS = {
    "link": "Do these two say the same?",
    "merge": "Are these two one speaker?",
    "conflict": "Do these two contradict each other?",
}


def print_proposal(proposal: Proposal) -> None:
    """Print a question and what it takes to answer it, each line in one direction of writing."""
    margin = "" if proposal.margin is None else f", margin {proposal.margin:.2f}"
    click.echo(f"{proposal.kind}: {proposal.why}  (value {proposal.value:g}{margin})")
    click.echo(proposal.id)
    for number, side in enumerate((proposal.left, proposal.right), 1):
        click.echo()
        click.echo(f"{number}  {side.published or '-'}" + (f"  {side.claim}" if side.claim else ""))
        for label, value in _told(side, proposal.kind == "merge"):
            click.echo(f"  {label}: {line(value)}")
        click.echo(f"  {line(side.text)}")
        if line(side.text) != line(side.context):
            click.echo(click.style(f"  {line(side.context)}", dim=True))


def _told(side: Side, merge: bool) -> list[tuple[str, str]]:
    told = [("outlet", side.outlet or side.path), ("title", side.title or "-")]
    if merge:
        return [*told, ("names", "، ".join(side.names))]
    return [*told, ("speaker", side.speaker or "-")]


def causes(decision: Decision) -> tuple[str, str]:
    """Name a decision, made and undone, as the log does."""
    return f"decision {decision.id}", f"decision {decision.id} undone"


def judged_by(decision: Decision) -> str:
    """Tell what was decided, and by whom where that is known."""
    by = f" by {line(decision.by)}" if decision.by else ""
    return f"{decision.kind} {decision.verdict}{by}"


def forms(variants: tuple[tuple[str, int], ...]) -> str:
    return "، ".join(f"{form} {count}" for form, count in variants)


def line(text: str) -> str:
    """Put a text on one line, without what could steer a terminal."""
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())
