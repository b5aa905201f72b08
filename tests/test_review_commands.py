"""The commands by which people decide: question after question, or from a script."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimtrack.cli import main
from claimtrack.schemas import violations
from claimtrack.testing import findings, write_record
from claimtrack.testing.builders import Planted, Voice, build, line
from claimtrack.tracker import Tracker

Run = Callable[..., Result]

MINISTER = Voice("الوزير خالد العامري", "العامري", "خالد العامري", "person")
DEPUTY = Voice("النائب خالد بن سالم العامري", "العامري", "خالد بن سالم العامري", "person")
BODY = (
    "وجرى ذلك في يوم ماطر شهدت فيه المدينة ازدحاما كبيرا على الطرق المؤدية إلى الميناء القديم وقد"
    " وصلت فرق الإطفاء متأخرة بسبب السيول التي غمرت الجسر الوحيد بين الضفتين منذ ساعات الفجر."
)
JOBS = "المصنع الجديد سيوظف ثلاثة آلاف عامل من أبناء المنطقة"
NO_JOBS = "المصنع الجديد لن يوظف ثلاثة آلاف عامل من أبناء المنطقة"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Two articles that contradict each other, by speakers whose names are nearly one."""
    articles = [
        build(
            [
                line(BODY),
                line(
                    "{cue} {speaker} إن {content}.",
                    [Planted(voice, "indirect")],
                    cue="قال",
                    speaker=voice.full,
                    content=content,
                ),
            ],
            outlet=outlet,
            published=f"2025-03-0{day}",
        )
        for day, (outlet, voice, content) in enumerate(
            [("الصباح", MINISTER, JOBS), ("المساء", DEPUTY, NO_JOBS)], 1
        )
    ]
    write_record(tmp_path / "claims.db", articles)
    return tmp_path / "claims.db"


def test_a_walk_through_the_questions(db: Path) -> None:
    """Both sides are shown; keys of an Arabic keyboard count; undoing asks again."""
    walk = CliRunner().invoke(main, ["review", str(db), "--by", "منى"], input="ش\nع\nr\n?\na\n")
    assert walk.exit_code == 0
    asked = [text for text in walk.stdout.splitlines() if "[a]ccept" in text]
    assert [question.split("?")[0] for question in asked] == [
        "Do these two contradict each other",
        "Are these two one speaker",
        "Do these two contradict each other",
        "Are these two one speaker",
        "Are these two one speaker",
    ]
    for shown in (JOBS, NO_JOBS, "الصباح", "المساء", "خالد بن سالم العامري", "2025-03-01"):
        assert f"{shown}\n" in walk.stdout
    assert "single_source to disputed" in walk.stdout
    assert walk.stdout.endswith("2 decided, 0 skipped; none left\n")
    with Tracker(db) as tracker:
        assert [(d.kind, d.verdict, d.by, bool(d.withdrawn)) for d in tracker.decisions()] == [
            ("conflict", "accepted", "منى", True),
            ("conflict", "rejected", "منى", False),
            ("merge", "accepted", "منى", False),
        ]
    assert findings(db) == []


def test_what_is_skipped_is_asked_again_another_time(db: Path) -> None:
    """Skipping decides nothing, and the end of what is piped in ends the walk."""
    walk = CliRunner().invoke(main, ["review", str(db), "--kind", "merge"], input="u\ns\n")
    assert "nothing to undo yet" in walk.stdout
    assert walk.stdout.endswith("0 decided, 1 skipped; none left\n")
    assert CliRunner().invoke(main, ["review", str(db)]).stdout.endswith("0 decided, 0 skipped\n")


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT], ids=["kill", "ctrl-c"])
def test_an_end_in_the_middle_loses_nothing(db: Path, sent: signal.Signals) -> None:
    """Each answer is in the file before the next question is asked."""
    walk = subprocess.Popen(
        [sys.executable, "-c", "from claimtrack.cli import main; main()", "review", str(db)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert walk.stdin
    assert walk.stdout
    walk.stdin.write("a\n")
    walk.stdin.flush()
    for text in walk.stdout:
        if "one speaker" in text or text.startswith("merge:"):
            break
    walk.send_signal(sent)
    walk.communicate()
    assert walk.returncode == (130 if sent == signal.SIGINT else -sent)
    assert findings(db) == []
    with Tracker(db) as tracker:
        assert [(d.id, d.verdict) for d in tracker.decisions()] == [(1, "accepted")]
        assert [c.status for c in tracker.claims()] == ["disputed", "disputed"]


def test_a_script_decides(db: Path, run: Run, tmp_path: Path) -> None:
    """Ids come from the listing; the log names the decision, and another file takes it over."""
    listed = [
        json.loads(text) for text in run("proposals", db, "--format", "jsonl").stdout.splitlines()
    ]
    assert [proposal["kind"] for proposal in listed] == ["conflict", "merge"]
    assert run("proposals", db).stdout.count(f"  {JOBS}\n") == 1
    other = tmp_path / "other.db"
    other.write_bytes(db.read_bytes())
    done = run("decide", db, "accept", listed[0]["id"], "--by", "منى", "--note", "نفي صريح")
    assert done.stdout.startswith("decision 1: conflict accepted by منى\n")
    with Tracker(db) as tracker:
        claim = tracker.claims()[0].id
    assert "    decision 1: conflict accepted by منى\n" in run("history", db, claim).stdout
    assert "    note: نفي صريح\n" in run("decisions", db).stdout
    exported = run("decisions", db, "--format", "jsonl").stdout
    assert list(violations(json.loads(exported), "decision")) == []
    (tmp_path / "made.jsonl").write_text(exported, encoding="utf-8")
    added = run("decisions", other, "--add", tmp_path / "made.jsonl")
    assert added.stderr.startswith("1 taken over, 0 known, ")
    assert run("claims", other).stdout == run("claims", db).stdout
    assert run("undo", db).stdout.startswith("decision 1 undone: conflict accepted by منى\n")
    with Tracker(db) as tracker:
        assert [c.status for c in tracker.claims()] == ["single_source", "single_source"]
    assert findings(db) == findings(other) == []


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["decide", "accept", "هراء"], "proposal 'هراء': is not of the form KIND:LEFT:RIGHT"),
        (["undo", "3"], "decision 3: no decision has this id"),
        (["undo"], "undo: no decision stands"),
    ],
)
def test_what_cannot_be_is_one_clear_line(
    db: Path, run: Run, arguments: list[str], error: str
) -> None:
    """Status 2, the thing, the remedy; nothing is written."""
    done = run(arguments[0], db, *arguments[1:])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"Error: {error}; ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "text",
    ["[]", "{", '{"kind": "link"}', '{"left": {"article": 1}, "right": {}}'],
)
def test_a_file_of_no_decisions_is_named_with_its_line(
    db: Path, run: Run, tmp_path: Path, text: str
) -> None:
    """And takes nothing over."""
    (tmp_path / "made.jsonl").write_text(f"\n{text}\n", encoding="utf-8")
    done = run("decisions", db, "--add", tmp_path / "made.jsonl")
    assert done.exit_code == 2
    assert f"{tmp_path / 'made.jsonl'}:2: is no decision" in done.stderr
