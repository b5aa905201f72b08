"""The command `claimtrack`; everything heavy is imported inside the command that needs it."""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimtrack import review, training
from claimtrack.printing import (
    STATUSES,
    causes,
    forms,
    judged_by,
    line,
    print_claim,
    print_claims,
    print_json,
    print_rows,
)
from claimtrack.terminal import Group, db_argument, open_record, progress

if TYPE_CHECKING:
    from claimtrack.matching import Similarity
    from claimtrack.models import StatusName
    from claimtrack.segmentation import Segmenter

_WORKERS = 4  # by default: each takes some 400 MB
_FINDINGS = 20  # rows that `check` prints of a rule


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="claimtrack")
def main() -> None:
    """Track claims and quotations in the news, Arabic first.

    Reads articles, finds who said what, and keeps in a SQLite file which claims are on record, by
    whom, and from how many independent origins.
    """


for _command in (*review.COMMANDS, *training.COMMANDS):
    main.add_command(_command)

_paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
_stanza_dir = click.option(
    "--stanza-dir", metavar="DIR", help="A Stanza model directory in place of ours."
)

_similarity_option = click.option(
    "--similarity",
    type=click.Choice(["char", "semantic"]),
    help="What tells whether two statements are alike; by default what the record was made with,"
    " and char for a new one. semantic needs pip install 'claimtrack[semantic]'.",
)


@main.command()
@_paths
@click.option("--narration", is_flag=True, help="Print the outlet's own sentences, too.")
@_stanza_dir
def extract(paths: tuple[Path, ...], narration: bool, stanza_dir: str | None) -> None:
    """Print who says what in each article, one line of JSON an article.

    PATHS are text, HTML, JSON, JSON Lines or feed files, or directories of them.
    """
    from claimtrack.articles import read
    from claimtrack.export import extraction_json
    from claimtrack.pipeline import extract as extract_article
    from claimtrack.segmentation import load_segmenter

    total = sum(1 for _ in read(paths))
    segmenter = load_segmenter(stanza_dir)
    with progress("Reading") as bar:
        for number, article in enumerate(read(paths), 1):
            found = extract_article(article, segmenter)
            print_json(extraction_json(found, narration=narration))
            bar(number, total)


@main.command()
@_paths
@click.option(
    "--db",
    default="claims.db",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The file of the record; made where missing.",
)
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    help="Workers that extract; by default as many as there are processors, 4 at most.",
)
@_similarity_option
@_stanza_dir
def track(
    paths: tuple[Path, ...],
    db: Path,
    processes: int | None,
    similarity: str | None,
    stanza_dir: str | None,
) -> None:
    """Add articles to the record: their statements, speakers and claims.

    What the file has already is skipped. PATHS are as for `claimtrack extract`.
    """
    from claimtrack.tracker import Tracker

    with (
        Tracker(
            db, segmenter=_segmenter(stanza_dir), similarity=_similarity(similarity)
        ) as tracker,
        progress("Tracking") as bar,
    ):
        try:
            done = tracker.add(
                *paths,
                processes=processes or min(os.cpu_count() or 1, _WORKERS),
                progress=bar,
            )
        except KeyboardInterrupt:
            click.echo(f"{db} keeps what was added; the same command goes on from there.", err=True)
            raise
    click.echo(f"{db}: {done.added} new, {done.known} already there", err=True)


@main.command()
@db_argument
@click.option(
    "--status", "statuses", multiple=True, type=click.Choice(list(STATUSES)), help="Only these."
)
@click.option("--format", "form", default="table", type=click.Choice(["table", "jsonl", "csv"]))
def claims(db: Path, statuses: tuple[StatusName, ...], form: str) -> None:
    """List the claims with their status."""
    with open_record(db) as tracker:
        found = tracker.claims(status=statuses)
    if form == "jsonl":
        from claimtrack.export import claim_json

        for claim in found:
            print_json(claim_json(claim))
    elif form == "csv":
        from claimtrack.export import CLAIM_COLUMNS, claim_row

        table = csv.DictWriter(sys.stdout, CLAIM_COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(map(claim_row, found))
    else:
        print_claims(found)


@main.command()
@db_argument
def speakers(db: Path) -> None:
    """List the speakers with the forms of their names that were seen."""
    with open_record(db) as tracker:
        found = tracker.speakers()
    rows = [
        ((s.type, s.statements, s.claims, s.outlets), f"{s.name} ({forms(s.variants)})")
        for s in found
    ]
    print_rows(("type", "statements", "claims", "outlets"), rows)


@main.command()
@db_argument
@click.argument("claim")
def show(db: Path, claim: str) -> None:
    """Show one claim and its evidence, oldest first: CLAIM is its id or how it begins."""
    with open_record(db) as tracker:
        print_claim(tracker.claim(claim))


@main.command()
@db_argument
@click.argument("claim")
def history(db: Path, claim: str) -> None:
    """Show how the status of one claim came to be, oldest first, with what caused each change.

    CLAIM is its id or how it begins; a claim that is no longer there keeps its history.
    """
    with open_record(db) as tracker:
        found = tracker.history(claim)
        decided = {
            cause: f"{cause}: {judged_by(d)}" for d in tracker.decisions() for cause in causes(d)
        }
    rows = [
        (
            (change.at, change.from_status or "-", change.to_status or "-", change.claim),
            decided.get(change.cause)
            or f"{change.outlet or '-'}: {change.title or change.path or '-'}"
            + (" (removed)" if change.cause == "removed" else ""),
        )
        for change in found
    ]
    print_rows(("at", "from", "to", "claim"), rows)


@main.command()
@db_argument
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
def remove(db: Path, articles: tuple[str, ...]) -> None:
    """Take articles out, with all that came of them, as if they had never been added.

    ARTICLE is the id or the path of one. The history of a claim tells what the removal changed.
    """
    with open_record(db) as tracker:
        click.echo(f"{db}: {tracker.remove(*articles)} removed", err=True)


@main.command()
@db_argument
@_similarity_option
def rebuild(db: Path, similarity: str | None) -> None:
    """Derive speakers, origins, claims and statuses again from the stored articles."""
    with open_record(db, _similarity(similarity)) as tracker, progress("Consolidating") as bar:
        tracker.rebuild(progress=bar)


@main.command()
@db_argument
@click.argument("words", nargs=-1, required=True)
def search(db: Path, words: tuple[str, ...]) -> None:
    """Find statements that hold all WORDS, in whatever spelling: امريكا finds أمريكا."""
    with open_record(db) as tracker:
        hits = tracker.search(" ".join(words))
    rows = [
        (
            (hit.published or "-", hit.statement),
            f"{hit.outlet or hit.path}: {hit.speaker or '-'}: {hit.text}",
        )
        for hit in hits
    ]
    print_rows(("published", "statement"), rows)


@main.command()
@db_argument
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="0.0.0.0: to every machine around."
)
def browse(db: Path, port: int, host: str) -> None:
    """Show the record in a browser, with Datasette, on this machine only unless told otherwise."""
    from claimtrack.browse import serve

    serve(db, port, host)


@main.command()
@db_argument
def check(db: Path) -> None:
    """Hold the record against every rule; print the rows that break one, and end with status 1.

    Nothing is changed. What each rule says, and why, is in docs/validation.md.
    """
    from claimtrack.rules import RULES
    from claimtrack.store.connection import connect

    record = connect(db)
    broken = 0
    try:
        for rule in RULES:
            found = rule.broken_by(record)
            broken += bool(found)
            if found:
                click.echo(f"{rule.number} {rule.name}: {len(found)} found. {rule.why}")
            for finding in found[:_FINDINGS]:
                click.echo(f"    {line(str(finding))}")
            if len(found) > _FINDINGS:
                click.echo(f"    and {len(found) - _FINDINGS} more")
            if found and rule is RULES[0]:
                break  # what a damaged file says of the other rules means nothing
    finally:
        record.close()
    if broken:
        click.echo(f"{broken} of {len(RULES)} rules broken")
        click.get_current_context().exit(1)
    click.echo(f"{len(RULES)} rules hold")


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--schema",
    "name",
    required=True,
    type=click.Choice(
        ["article", "articles-toml", "claim", "claims-toml", "decision", "extraction"]
    ),
    help="What the records of the file should be.",
)
def check_json(file: Path, name: str) -> None:
    """Hold the records of FILE against a schema; print line and JSON path of what is wrong.

    .json is one record or an array of them, .toml one record, any other file a record a line.
    Ends with status 1 where something is wrong.
    """
    from claimtrack.schemas import check_file

    records, faults = check_file(file, name)
    for fault in faults:
        problem = f"{fault.violation.path}: {fault.violation.problem}"
        click.echo(f"{file}:{fault.line}: {line(problem)}")
    if faults:
        click.get_current_context().exit(1)
    click.echo(f"{file}: {records} valid under {name}")


def _segmenter(stanza_dir: str | None) -> Segmenter | None:
    if stanza_dir is None:
        return None  # ours, loaded when the first new article asks for it
    from claimtrack.segmentation import load_segmenter

    return load_segmenter(stanza_dir)


def _similarity(name: str | None) -> Similarity | None:
    if name is None:
        return None  # what is on record
    from claimtrack.matching import CharTfidf, Semantic

    return Semantic() if name == "semantic" else CharTfidf()
