"""What the commands print: JSON lines, and tables in which Arabic stands right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from claimtrack.store.reader import ClaimRecord

STATUSES = {
    "retracted": "its speaker withdrew it, or every origin corrected it",
    "denied": "refuted by the speaker quoted, or by the party it is about",
    "disputed": "refuted by another party",
    "corroborated": "two or more parties, in two or more origins",
    "repeated": "one party, in two or more origins",
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


def forms(variants: tuple[tuple[str, int], ...]) -> str:
    return "، ".join(f"{form} {count}" for form, count in variants)


def line(text: str) -> str:
    """Put a text on one line, without what could steer a terminal."""
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())
