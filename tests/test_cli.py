"""The command: what it prints, in which form, and how it ends."""

import csv
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from claimtrack.cli import main

Run = Callable[..., Result]
SEEDS = Path(__file__).parent.parent / "seeds"
COMMAND = [sys.executable, "-c", "from claimtrack.cli import main; main()"]
RECORD = {
    "id", "text", "status", "kind", "mentions", "outlets", "origins", "parties", "first_seen",
    "last_seen", "open_conflict", "variants", "members",
}  # fmt: skip


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_help_loads_nothing_heavy() -> None:
    """`claimtrack --help` names every command and imports no model, database or server."""
    script = (
        "import sys; from claimtrack.cli import main; main(['--help'], standalone_mode=False);"
        "print({m.partition('.')[0] for m in sys.modules}"
        " & {'torch', 'stanza', 'numpy', 'datasette', 'sqlite_utils', 'tqdm'})"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert out.stdout.splitlines()[-1] == "set()"
    for name in main.commands:
        assert f"  {name} " in out.stdout


def test_extract_prints_an_article_a_line(run: Run) -> None:
    """Each line has the article's fields, and every span is a slice of the file's text."""
    paths = sorted(SEEDS.glob("*.txt"))
    records = lines(run("extract", *paths))
    assert [r["path"] for r in records] == [str(p) for p in paths]
    for record, path in zip(records, paths, strict=True):
        text = path.read_bytes().decode("utf-8")
        assert list(record) == [
            "path", "article_id", "title", "source", "published", "language", "chars",
            "sentences", "statements",
        ]  # fmt: skip
        assert record["chars"] == len(text)
        for s in record["statements"]:
            assert list(s) == [
                "id", "cue", "speaker", "speaker_kind", "speaker_type", "entity", "content", "mode",
                "venue", "said", "stance", "parent", "relays", "relayed_by", "confidence", "rule",
            ]  # fmt: skip
            assert s["mode"] in ("direct", "indirect", "mixed")
            for span in [s["cue"], s["speaker"], s["venue"], *s["content"], *s["relays"]]:
                assert span is None or text[span["start"] : span["end"]] == span["text"]


def test_extract_prints_narrations_when_asked(run: Run) -> None:
    """`--narration` adds the outlet's own sentences and takes nothing away."""
    path = min(SEEDS.glob("*.txt"))
    (plain,) = lines(run("extract", path))
    (full,) = lines(run("extract", path, "--narration"))
    narrated = [s for s in full["statements"] if s["mode"] == "narrated"]
    assert narrated
    assert [s for s in full["statements"] if s not in narrated] == plain["statements"]
    assert {(s["cue"], s["speaker"]) for s in narrated} == {(None, None)}


def test_track_says_what_it_added(run: Run, tmp_path: Path) -> None:
    """The first run adds both articles, the second none; nothing goes to stdout."""
    db = tmp_path / "claims.db"
    first, second = run("track", SEEDS, "--db", db), run("track", SEEDS, "--db", db)
    assert (first.stdout, first.stderr) == ("", f"{db}: 2 new, 0 already there\n")
    assert (second.stdout, second.stderr) == ("", f"{db}: 0 new, 2 already there\n")


def test_claims_as_json_lines(run: Run, seeds_db: Path) -> None:
    """A line holds the claim's record, its members with their place in their file."""
    claims = lines(run("claims", seeds_db, "--format", "jsonl"))
    assert claims
    for claim in claims:
        assert set(claim) == RECORD
        assert claim["members"]
        for member in claim["members"]:
            text = Path(member["path"]).read_bytes().decode("utf-8")
            assert text[member["start"] : member["end"]] == member["text"]
            assert {"speaker", "relation", "origin"} <= set(member)


def test_claims_of_a_status(run: Run, seeds_db: Path) -> None:
    """`--status` leaves only these; an unknown one is an error."""
    found = lines(run("claims", seeds_db, "--format", "jsonl", "--status", "repeated"))
    assert found
    assert {claim["status"] for claim in found} == {"repeated"}
    assert run("claims", seeds_db, "--status", "true").exit_code == 2


def test_claims_as_csv(run: Run, seeds_db: Path) -> None:
    """The CSV has a header and a row a claim, the same claims as the JSON lines."""
    rows = list(csv.DictReader(run("claims", seeds_db, "--format", "csv").stdout.splitlines()))
    claims = lines(run("claims", seeds_db, "--format", "jsonl"))
    assert [row["id"] for row in rows] == [claim["id"] for claim in claims]
    assert rows[0]["status"] == claims[0]["status"]


def test_claims_as_table(run: Run, seeds_db: Path) -> None:
    """A row of figures, under it the text; at the end the statuses that occur, explained."""
    shown = run("claims", seeds_db).stdout.splitlines()
    claims = lines(run("claims", seeds_db, "--format", "jsonl"))
    assert shown[0].split() == [
        "status", "parties", "origins", "outlets", "mentions", "first", "seen", "id",
    ]  # fmt: skip
    for figures, text, claim in zip(shown[1::2], shown[2::2], claims, strict=False):
        assert figures.split()[0].rstrip("*") == claim["status"]
        assert figures.split()[2:5] == [
            str(claim[count]) for count in ("origins", "outlets", "mentions")
        ]
        assert figures.endswith(f"  {claim['id']}")
        assert text == "    " + " ".join(claim["text"].split())
    assert "repeated: two or more origins, but no two parties that are surely independent" in shown


def test_speakers(run: Run, seeds_db: Path) -> None:
    """A speaker stands with its type and the forms of its name."""
    result = run("speakers", seeds_db)
    assert result.exit_code == 0
    shown = result.stdout.splitlines()
    at = next(n for n, line in enumerate(shown) if line.startswith("    دونالد ترامب ("))
    assert shown[at - 1].startswith("person ")
    assert "ترمب" in shown[at]


def test_show(run: Run, seeds_db: Path) -> None:
    """A claim is shown by the beginning of its id: status, parties and every quotation."""
    claim = lines(run("claims", seeds_db, "--format", "jsonl"))[0]
    shown = run("show", seeds_db, claim["id"][:6]).stdout
    assert shown.startswith(f"{claim['status']}: ")
    for member in claim["members"]:
        assert " ".join(member["text"].split()) in shown
        assert member["origin"] in shown


def test_show_of_an_unknown_claim(run: Run, seeds_db: Path) -> None:
    """An id that no claim has ends with status 2 and one line."""
    result = run("show", seeds_db, "zz")
    assert result.exit_code == 2
    assert result.stderr == (
        "Error: claim 'zz': no claim has this id; see `claimtrack claims DB` for the ids\n"
    )


@pytest.mark.parametrize("words", ["الإتفاقات", "الاتفاقات", "الِاتفاقـات"])
def test_search_folds(run: Run, seeds_db: Path, words: str) -> None:
    """Statements are found whatever the spelling of the words."""
    assert "الاتفاقات" in run("search", seeds_db, words).stdout


def test_hostile_text_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    """Escape sequences and bidi overrides in an article do not reach the terminal."""
    news = tmp_path / "news.txt"
    news.write_text(
        "قال الوزير أحمد سالم: «الأسعار \x1b[31m\u202eثابتة هذا العام».", encoding="utf-8"
    )
    db = tmp_path / "claims.db"
    assert run("track", news, "--db", db).exit_code == 0
    shown = run("claims", db).stdout
    assert "الأسعار" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_interrupt_keeps_what_was_finished(tmp_path: Path) -> None:
    """Ctrl-C ends with status 130 and a file that the same command completes."""
    letters = random.Random(7)
    many = tmp_path / "many.jsonl"
    with many.open("w", encoding="utf-8") as file:
        for n in range(24):
            words = ["".join(letters.choices("بتجحدرسعفقكلمنه", k=5)) for _ in range(200)]
            text = "قال الوزير أحمد سالم: " + ".\n".join(
                " ".join(words[i : i + 10]) for i in range(0, 200, 10)
            )
            file.write(json.dumps({"text": text, "outlet": f"صحيفة {n}"}) + "\n")
    db = tmp_path / "claims.db"
    process = subprocess.Popen(
        [*COMMAND, "track", str(many), "--db", str(db)], stderr=subprocess.PIPE, text=True
    )
    while stored(db) < 3:
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.splitlines()[-1] == "Interrupted."
    kept = stored(db)
    assert 3 <= kept < 24
    env = {**os.environ, "PYTHONUTF8": "1"}
    again = subprocess.run(
        [*COMMAND, "track", str(many), "--db", str(db)],
        capture_output=True, text=True, check=True, env=env,
    )  # fmt: skip
    assert again.stderr == f"{db}: {24 - kept} new, {kept} already there\n"


def stored(db: Path) -> int:
    """Count the articles in a file that another process may be writing."""
    if not db.exists():
        return 0
    connection = sqlite3.connect(db)
    try:
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:  # not yet made
        return 0
    finally:
        connection.close()
