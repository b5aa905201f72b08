"""How the file is opened, told apart from others, and written to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from claimtrack.errors import DatabaseError
from claimtrack.store.schema import APPLICATION_ID, VERSION, migrations

BUSY_SECONDS = 30.0
CACHE_KB = 65_536
"""Of pages in memory: an article touches hundreds all over the file, a batch of them thousands."""


def connect(path: str | Path, *, create: bool = False) -> Database:
    """Open a claimtrack file, brought to the present schema; `create` makes a missing one.

    Raises DatabaseError for a file that is not one of ours, damaged, or of a newer version.
    """
    path = Path(path)
    fresh = _check_file(path, create)
    mode = "rwc" if create else "rw"
    # The rollback journal and not WAL: between transactions the one file is all there is to copy
    # or send, and Datasette reads it from a read-only place. A kill rolls back one article.
    conn = None
    try:
        conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", BUSY_SECONDS, uri=True)
        db = Database(conn)
        db.execute("SELECT 1 FROM sqlite_master")  # rolls back what a kill left, reads the schema
        if not fresh:
            _check_header(path, db)
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        if db.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            with transaction(db):  # all or nothing, the table of migrations included
                migrations.apply(db)
    # UnicodeDecodeError: sqlite3 quotes a damaged schema, whatever its bytes.
    except (sqlite3.Error, DatabaseError, UnicodeDecodeError) as error:
        if conn is not None:
            conn.close()
        if isinstance(error, DatabaseError):
            raise
        raise DatabaseError(str(path), f"cannot be opened ({error})") from error
    return db


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Commit what the block writes, or nothing of it.

    Takes the write lock at once: a reader that turns writer midway fails without waiting.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.rollback()
        raise
    db.commit()


def _check_file(path: Path, create: bool) -> bool:
    """Say whether the file is still to be made; raise where it cannot be one of ours."""
    if path.is_dir():
        raise DatabaseError(str(path), "is a directory", "name a file")
    if not path.exists():
        if not create:
            raise DatabaseError(
                str(path), "no such database", "make it with `claimtrack track PATH... --db FILE`"
            )
        if not path.parent.is_dir():
            raise DatabaseError(str(path.parent), "no such directory", "make it first")
        return True
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise DatabaseError(str(path), f"cannot be read ({error.strerror})") from error
    if not head and create:
        return True
    if head != b"SQLite format 3\0":
        raise DatabaseError(
            str(path), "not a SQLite database, so not one of claimtrack", "name another file"
        )
    return False


def _check_header(path: Path, db: Database) -> None:
    """Raise for a database that another program, or a newer version, made."""
    if db.execute("PRAGMA page_count").fetchone()[0] == 0:
        return  # the first run was killed in its first transaction: the file is still to be made
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise DatabaseError(str(path), "not a claimtrack database", "name another file")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise DatabaseError(
            str(path),
            f"made by a newer claimtrack (schema {version}, this one knows {VERSION})",
            "upgrade claimtrack",
        )
