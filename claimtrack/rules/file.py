"""Rules of the file as such: whole, of our schema, its search in step with its rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from sqlite_utils import Database
from sqlite_utils.db import Table

from claimtrack.arabic import fold
from claimtrack.rules.rule import Finding, Rule, brief, rule
from claimtrack.store.schema import VERSION, migrations

RULES: list[Rule] = []

_SHOWN = 20  # rows of a full-text index that are named: a damaged one has all of them


@rule(RULES, "CT001", "A file that SQLite finds damaged can hold anything.")
def integrity(db: Database) -> Iterator[Finding]:
    for (problem,) in db.execute("PRAGMA integrity_check"):
        if problem != "ok":
            yield Finding("file", "-", problem)


@rule(RULES, "CT002", "A row that points to no row was cut off from what it is about.")
def foreign_keys(db: Database) -> Iterator[Finding]:
    for table, rowid, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield Finding(table, f"row {rowid}", f"points to no row of {parent}")


@rule(RULES, "CT003", "Checks, indexes and the log's triggers hold only while they are there.")
def schema(db: Database) -> Iterator[Finding]:
    fresh = Database(memory=True)
    migrations.apply(fresh)
    wanted, here = _objects(fresh), _objects(db)
    fresh.close()
    for name in sorted(wanted.keys() - here.keys()):
        yield Finding("sqlite_master", name, "is missing")
    for name in sorted(here.keys() & wanted.keys()):
        if here[name] != wanted[name]:
            yield Finding("sqlite_master", name, f"is not that of schema {VERSION}")


def _objects(db: Database) -> dict[str, str]:
    rows = db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return dict(rows.fetchall())


@rule(RULES, "CT004", "A search that misses a row, or finds one that is gone, misleads in silence.")
def full_text_in_step(db: Database) -> Iterator[Finding]:
    # FTS5's own check writes, which a file that may only be read does not allow. So the index is
    # made anew in the temporary database, and every word of both compared.
    for name in ("statements", "claims", "speakers"):
        indexed = [column.name for column in Table(db, f"{name}_fts").columns]
        columns = ", ".join(column for column in indexed if column != "rank")
        db.execute(f"CREATE VIRTUAL TABLE temp.anew USING fts5({columns})")
        with db.conn:
            db.execute(
                f"INSERT INTO temp.anew (rowid, {columns}) SELECT rowid, {columns} FROM main.{name}"
            )
        vocabulary = "CREATE VIRTUAL TABLE temp.{} USING fts5vocab({}, {}, instance)"
        db.execute(vocabulary.format("words", "main", f"{name}_fts"))
        db.execute(vocabulary.format("words_anew", "temp", "anew"))
        words = "SELECT doc, term, col, offset FROM temp."
        both = zip_longest(db.execute(f"{words}words"), db.execute(f"{words}words_anew"))
        differing = []
        if any(here != anew for here, anew in both):
            differing = db.execute(
                f"SELECT DISTINCT doc FROM (SELECT * FROM ({words}words EXCEPT {words}words_anew)"
                f" UNION ALL SELECT * FROM ({words}words_anew EXCEPT {words}words)) LIMIT {_SHOWN}"
            ).fetchall()
        for table in ("words", "words_anew", "anew"):
            db.execute(f"DROP TABLE temp.{table}")
        for (rowid,) in differing:
            yield Finding(name, f"row {rowid}", "is not indexed as it stands")


@rule(RULES, "CT005", "Spelling does not matter to a search only where the folded shadow is right.")
def folded_shadow(db: Database) -> Iterator[Finding]:
    for table, column in (("statements", "content"), ("claims", "text")):
        for row in db.query(f"SELECT id, {column} AS text, folded FROM {table} ORDER BY id"):
            if row["folded"] != fold(row["text"]):
                yield Finding(table, row["id"], f"{brief(row['text'])} is not folded so")
    forms = db.query(
        "SELECT s.id, s.folded, v.form FROM speakers s JOIN speaker_variants v ON v.speaker = s.id"
        " UNION ALL SELECT id, folded, name FROM speakers ORDER BY 1"
    )
    for row in forms:
        if fold(row["form"]) not in row["folded"]:
            yield Finding("speakers", row["id"], f"is not found as {brief(row['form'])}")


@rule(RULES, "CT006", "A text that is no UTF-8 stops whoever comes to read it.")
def readable_text(db: Database) -> Iterator[Finding]:
    factory = db.conn.text_factory
    db.conn.text_factory = bytes
    try:
        # Names and texts alike come as bytes here.
        tables = db.conn.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_fts%'"
            " ESCAPE '\\' ORDER BY name"
        ).fetchall()
        for (name,) in tables:
            table = name.decode()
            texts = "SELECT name FROM pragma_table_info(?) WHERE type <> 'BLOB'"
            columns = [_quoted(column) for (column,) in db.conn.execute(texts, [table])]
            sql = f"SELECT {', '.join(columns)} FROM {_quoted(table)}"
            for number, row in enumerate(db.conn.execute(sql), 1):
                if any(isinstance(value, bytes) and not _is_utf8(value) for value in row):
                    yield Finding(table, f"row {number}", "holds a text that is not UTF-8")
    finally:
        db.conn.text_factory = factory


def _quoted(name: str | bytes) -> str:
    text = name if isinstance(name, str) else name.decode()
    return '"' + text.replace('"', '""') + '"'


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
