"""Faults: a kill, a full disk, a file that may only be read, two writers, a damaged file, Ctrl-C.

Nothing that was written is lost, and what is damaged is said to be.
"""

import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import Result

from claimtrack.models import Extraction
from claimtrack.segmentation import Segmenter
from claimtrack.store import writer
from claimtrack.store.connection import connect, transaction
from claimtrack.testing import Planted, Voice, build, findings, line, rows, write_record
from claimtrack.tracker import Added, Tracker

Run = Callable[..., Result]
ROOT = Path(__file__).parent.parent
PEOPLE = [
    Voice(f"الوزير {name}", f"الوزير {name}", name, "person")
    for name in ("أحمد سالم", "يوسف حداد", "سمير نصار", "كمال رشيد")
]
CLAUSES = ("المدارس ستفتح أبوابها يوم الأحد", "الطريق الساحلي سيغلق أسبوعين", "المطار سيبقى مغلقا")


def planted(number: int, lines: int = 6) -> Extraction:
    """An article in which several people say something, made without a model."""
    story = [
        line("{cue} {speaker} أن {content}.", [Planted(PEOPLE[(n + number) % 4], "indirect")],
             cue="أعلن", speaker=PEOPLE[(n + number) % 4].full, content=CLAUSES[n % 3])
        for n in range(lines)
    ]  # fmt: skip
    return build(story, outlet=f"صحيفة {number}", published="2025-03-01", path=f"{number}.txt")


CORPUS = [planted(number) for number in range(6)]


def write_all(path: Path) -> None:
    """Add the articles one by one, and after each of them bring the record up to date; then take
    one out, and add it again."""
    with connect(path, create=True) as db, Tracker(path) as tracker:
        for extraction in CORPUS:
            writer.add_article(db, extraction)
            tracker.consolidate()
        tracker.remove(CORPUS[0].article.id)
        writer.add_article(db, CORPUS[0])
        tracker.consolidate()


def test_killed_at_random_moments(tmp_path: Path) -> None:
    """After SIGKILL the file opens, keeps every rule, and the next run completes it."""
    start = time.perf_counter()
    write_all(tmp_path / "whole.db")
    length = time.perf_counter() - start
    wanted = rows(tmp_path / "whole.db")
    chance = random.Random(3)
    midway = 0
    for number in range(8):
        path = tmp_path / f"{number}.db"
        process = get_context("fork").Process(target=write_all, args=(path,))
        process.start()
        process.join(chance.uniform(0, 0.9 * length))
        journal = Path(f"{path}-journal")
        while process.is_alive() and not journal.exists():  # to be killed in a transaction
            pass
        process.kill()
        process.join()
        midway += journal.exists()
        if path.exists() and path.stat().st_size:
            assert findings(path) == []
        write_all(path)
        assert rows(path) == wanted
        assert findings(path) == []
    assert midway


def test_file_left_in_a_transaction_is_read_as_it_was(tmp_path: Path) -> None:
    """A reader that comes after a kill sees the last article that was whole."""
    path = tmp_path / "claims.db"
    write_record(path, CORPUS[:1])
    before = rows(path)

    def die_within() -> None:
        with connect(path) as db, transaction(db):
            db.execute("UPDATE claims SET text = 'غيره'")
            db.execute("PRAGMA cache_spill = 1")
            db.execute("DELETE FROM spans")
            os.kill(os.getpid(), signal.SIGKILL)

    process = get_context("fork").Process(target=die_within)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert rows(path) == before
    assert findings(path) == []


def test_full_disk_loses_no_article(tmp_path: Path) -> None:
    """Where a write fails, the article that did not fit is left out and all else stands."""
    path = tmp_path / "claims.db"
    write_record(path, CORPUS[:2])
    before, size = rows(path), path.stat().st_size
    big = planted(9, lines=60)

    def fill() -> None:
        # A file may grow no further: what a full disk does, without one.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192, size + 8192))
        with connect(path) as db:
            try:
                writer.add_article(db, big)
            except sqlite3.Error:
                os._exit(7)

    process = get_context("fork").Process(target=fill)
    process.start()
    process.join()
    assert process.exitcode == 7
    assert rows(path) == before
    assert findings(path) == []
    write_record(path, [*CORPUS[:2], big])
    assert findings(path) == []
    assert len(rows(path)["articles"]) == 3


def test_full_disk_is_one_clear_line(tmp_path: Path, seeds_db: Path) -> None:
    """The command says that the database could not be written, with status 2."""
    more = tmp_path / "more.txt"
    more.write_text("قال الوزير أحمد سالم إن المدارس ستفتح أبوابها. " * 40, encoding="utf-8")
    limit = seeds_db.stat().st_size + 4096
    script = (
        "import resource, signal; from claimtrack.cli import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        f"main(['track', {str(more)!r}, '--db', {str(seeds_db)!r}])"
    )
    before = rows(seeds_db)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    (said,) = done.stderr.splitlines()
    assert said.startswith("Error: the database: ")
    assert rows(seeds_db) == before
    assert findings(seeds_db) == []


def test_file_that_may_only_be_read() -> None:
    """It is read and checked as any; adding to it fails and leaves it as it was."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "claims.db")
        write_record(path, CORPUS[:2])
        write_record(Path(folder, "other.db"), CORPUS[:1])
        before = path.read_bytes()
        path.chmod(0o444)
        Path(folder).chmod(0o555)

        def as_anyone() -> None:
            if os.geteuid() == 0:  # who may write everywhere
                os.seteuid(65534)
            assert findings(path) == []
            with connect(path) as db:
                try:
                    writer.add_article(db, CORPUS[2])
                except sqlite3.OperationalError as error:
                    os._exit(7 if "readonly" in str(error) else 1)

        process = get_context("fork").Process(target=as_anyone)
        process.start()
        process.join()
        Path(folder).chmod(0o755)
        assert process.exitcode == 7
        assert path.read_bytes() == before


def test_second_writer_waits(tmp_path: Path) -> None:
    """Two that add to one file at the same time take turns, and the record is that of both."""
    write_all(tmp_path / "one.db")
    path = tmp_path / "two.db"
    context = get_context("fork")
    processes = [context.Process(target=write_all, args=(path,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert rows(path) == rows(tmp_path / "one.db")
    assert findings(path) == []


def test_second_writer_says_that_it_waited_in_vain(
    run: Run, seeds_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the other never ends, the command says so with status 2, and writes nothing."""
    monkeypatch.setattr("claimtrack.store.connection.BUSY_SECONDS", 0.2)
    more = tmp_path / "more.txt"
    more.write_text("قال الوزير أحمد سالم إن المدارس ستفتح أبوابها.", encoding="utf-8")
    before = rows(seeds_db)
    with connect(seeds_db) as other, transaction(other):
        done = run("track", more, "--db", seeds_db)
    assert done.exit_code == 2
    assert done.stderr == "Error: the database: database is locked\n"
    assert rows(seeds_db) == before


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.999])
def test_file_cut_short_is_detected(run: Run, seeds_db: Path, share: float) -> None:
    """A file without its end is named by every command, and none changes it."""
    data = seeds_db.read_bytes()
    seeds_db.write_bytes(data[: int(len(data) * share)])
    before = seeds_db.read_bytes()
    done = run("check", seeds_db)
    assert done.exit_code in (1, 2)
    assert "CT001" in done.output or "claims.db" in done.output or "database" in done.output
    run("track", ROOT / "seeds", "--db", seeds_db)
    assert seeds_db.read_bytes() == before


def test_flipped_bytes_are_detected_or_do_no_harm(run: Run, seeds_db: Path, tmp_path: Path) -> None:
    """No command falls over a damaged file, and none makes it worse; most damage is detected."""
    data = seeds_db.read_bytes()
    chance = random.Random(5)
    detected = 0
    for _ in range(25):
        damaged = bytearray(data)
        damaged[chance.randrange(len(data))] ^= chance.randrange(1, 256)
        path = tmp_path / "damaged.db"
        path.write_bytes(damaged)
        done = run("check", path)
        assert done.exit_code in (0, 1, 2), done.exception
        assert path.read_bytes() == damaged
        detected += done.exit_code > 0
        for command in (["claims"], ["speakers"], ["track", ROOT / "seeds", "--db"]):
            shown = run(*command, path)
            assert shown.exit_code in (0, 2), (command, shown.exception)
        assert path.read_bytes() == damaged
    assert detected


def count(path: Path) -> int:
    """Count the articles of a file that is being made."""
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:  # no table yet
        return 0
    finally:
        connection.close()


def test_ctrl_c_in_the_middle(tmp_path: Path, segmenter: Segmenter) -> None:
    """SIGINT ends the command with status 130; what was added stays, and the next run completes."""
    articles = tmp_path / "a.jsonl"
    # Long, so that there is time to interrupt, with next to nothing to find.
    texts = [f"قال الوزير أحمد سالم إن {CLAUSES[n % 3]}.{'، ' * 1000}{n}" for n in range(30)]
    articles.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    path = tmp_path / "claims.db"
    command = "from claimtrack.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", command, "track", str(articles), "--db", str(path)],
        cwd=ROOT, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while process.poll() is None and not (path.exists() and count(path)):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130
    assert f"{path} keeps what was added; the same command goes on from there." in said
    assert "Traceback" not in said
    assert findings(path) == []
    known = count(path)
    assert 0 < known < 30
    with Tracker(path, segmenter=segmenter) as tracker:
        assert tracker.add(articles) == Added(30 - known, known)
    assert findings(path) == []
