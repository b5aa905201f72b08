"""Bad input: one clear line, exit status 2, nothing written."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
GOOD = "قال وزير التعليم أحمد سالم إن المدارس ستفتح أبوابها يوم الأحد."

PATHS: dict[str, tuple[str, bytes, str]] = {
    "empty file": ("a.txt", b"", "a.txt: an empty"),
    "only white space": ("a.txt", b" \n\n", "a.txt: an empty"),
    "binary": ("a.txt", b"\x00\x01\x02\xff" * 500, "a.txt: binary data"),
    "database": ("a.txt", b"SQLite format 3\0" + bytes(64), "a.txt: a SQLite database"),
    "not UTF-8": ("a.txt", "قال".encode() + b"\xff", "a.txt: not UTF-8 at byte offset 6"),
    "not JSON": ("a.jsonl", b'{"text": "x"}\n{"text": \n', "a.jsonl:2: not JSON"),
}


def refused(result: Result, *parts: str) -> None:
    """Hold that a command ended with status 2 and one line that says all of this."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")
    for part in parts:
        assert part in line


@pytest.mark.parametrize("command", ["extract", "track"])
@pytest.mark.parametrize("name", PATHS)
def test_bad_file_is_named(run: Run, tmp_path: Path, command: str, name: str) -> None:
    """A file that is no article is named with what is wrong, even after a good one."""
    good = tmp_path / "good.txt"
    good.write_text(GOOD, encoding="utf-8")
    file, data, message = PATHS[name]
    bad = tmp_path / file
    bad.write_bytes(data)
    db = tmp_path / "claims.db"
    refused(run(command, good, bad, *(["--db", db] if command == "track" else [])), message)
    assert not db.exists()


@pytest.mark.parametrize("command", ["extract", "track"])
def test_missing_path_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """A path that is not there is named, and no file is made where none was asked for."""
    monkeypatch.chdir(tmp_path)
    refused(run(command, "gone.txt"), "gone.txt: no such file or directory")
    assert list(tmp_path.iterdir()) == []


def test_directory_without_articles_is_named(run: Run, tmp_path: Path) -> None:
    """A directory that holds no article is named."""
    empty = tmp_path / "empty"
    empty.mkdir()
    refused(run("track", empty, "--db", tmp_path / "claims.db"), "a directory without articles")
    assert not (tmp_path / "claims.db").exists()


def test_missing_model_directory_is_named(run: Run, tmp_path: Path) -> None:
    """A model directory that is not there is named before anything is written."""
    good = tmp_path / "good.txt"
    good.write_text(GOOD, encoding="utf-8")
    db = tmp_path / "claims.db"
    refused(run("track", good, "--db", db, "--stanza-dir", tmp_path / "none"), "no such directory")
    assert not db.exists()


@pytest.mark.parametrize(
    "command", [["claims"], ["speakers"], ["show", "c1"], ["search", "قال"], ["browse"]]
)
def test_missing_database_is_named(run: Run, tmp_path: Path, command: list[str]) -> None:
    """Reading from a file that is not there says how to make it."""
    name, *rest = command
    db = tmp_path / "claims.db"
    refused(run(name, db, *rest), "claims.db: no such database", "claimtrack track")
    assert not db.exists()


@pytest.mark.parametrize("command", [["claims"], ["browse"], ["track", "--db"]])
def test_file_that_is_no_database_is_left_alone(
    run: Run, tmp_path: Path, command: list[str]
) -> None:
    """A text file, a directory and another program's database are named and not touched."""
    text = tmp_path / "notes.txt"
    text.write_text(GOOD, encoding="utf-8")
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    before = other.read_bytes()
    name, *rest = command
    articles = [text] if name == "track" else []
    refused(run(name, *articles, *rest, text), "notes.txt: not a SQLite database")
    refused(run(name, *articles, *rest, other), "other.db: not a claimtrack database")
    refused(run(name, *articles, *rest, tmp_path), "is a directory")
    assert other.read_bytes() == before
    assert text.read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize("command", [["claims"], ["track", "--db"]])
def test_newer_database_is_left_alone(run: Run, seeds_db: Path, command: list[str]) -> None:
    """A file of a later version is told apart from one that is not ours."""
    connection = sqlite3.connect(seeds_db)
    connection.execute("PRAGMA user_version = 77")
    connection.close()
    before = seeds_db.read_bytes()
    name, *rest = command
    articles = [Path(__file__).parent.parent / "seeds"] if name == "track" else []
    refused(run(name, *articles, *rest, seeds_db), "made by a newer claimtrack (schema 77")
    assert seeds_db.read_bytes() == before


def test_directory_of_the_database_must_exist(run: Run, tmp_path: Path) -> None:
    """A database in a directory that is not there is refused before any article is read."""
    good = tmp_path / "good.txt"
    good.write_text(GOOD, encoding="utf-8")
    refused(run("track", good, "--db", tmp_path / "none" / "claims.db"), "no such directory")


def test_damaged_database_is_named(run: Run, seeds_db: Path) -> None:
    """A database cut short is named, not a traceback."""
    seeds_db.write_bytes(seeds_db.read_bytes()[:5000])
    refused(run("claims", seeds_db), "claims.db:")
