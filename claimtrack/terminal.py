"""What commands have in common: how they end where the input is at fault, the record, a bar."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimtrack.errors import ClaimtrackError

if TYPE_CHECKING:
    from claimtrack.matching import Similarity
    from claimtrack.tracker import Tracker

db_argument = click.argument("db", type=click.Path(path_type=Path))


class Group(click.Group):
    """Ends with one line and status 2 where the input is at fault, with 130 on Ctrl-C."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ClaimtrackError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(2)
        except sqlite3.IntegrityError:  # a fault of ours
            raise
        except sqlite3.DatabaseError as error:  # a full disk, a read-only file, flipped bytes
            click.echo(f"Error: the database: {error}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            ctx.exit(130)


def open_record(db: Path, similarity: Similarity | None = None) -> Tracker:
    """Open the record of a command; what it takes is imported only now."""
    from claimtrack.tracker import Tracker

    return Tracker(db, similarity=similarity)


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on stderr where that is a terminal; yield what moves it: done, of how many."""
    from tqdm import tqdm

    bar: Any = None

    def move(done: int, total: int) -> None:
        nonlocal bar
        if bar is None:  # what was done before counts for nothing in the time left
            bar = tqdm(
                desc=label, initial=done, total=total, unit=" articles", disable=None, leave=False,
                dynamic_ncols=True,
            )  # fmt: skip
        bar.update(done - bar.n)

    try:
        yield move
    finally:
        if bar is not None:
            bar.close()
