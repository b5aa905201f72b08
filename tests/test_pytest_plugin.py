"""The pytest plugin, as people run it: in a process of its own."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from claimtrack.rules import RULES

ROOT = Path(__file__).parent.parent

GOOD = """
database = "claims.db"

[[statement]]
article = "000_9fdadc4ecf3cc428.txt"
text = "انها ستنضم الى الاتفاقات"
speaker = "كازاخستان"
mode = "indirect"

[[claim]]
text = "خطوه كبيره الى الامام"
status = "repeated"
min_origins = 2
parties = ["دونالد"]
"""
WRONG = """
database = "claims.db"

[[statement]]
article = "none.txt"
text = "قال"

[[statement]]
article = "000_9fdadc4ecf3cc428.txt"
text = "الكواكب"

[[statement]]
article = "000_9fdadc4ecf3cc428.txt"
text = "ستنضم إلى الاتفاقات الابراهيمية"
speaker = "أكسيوس"
mode = "direct"

[[claim]]
text = "الكواكب"

[[claim]]
text = "خطوة كبيرة إلى الأمام"
status = "denied"
min_origins = 7
parties = ["أكسيوس"]
"""


def pytest_in(folder: Path, *args: str) -> tuple[int, str]:
    """Run pytest in a folder with the plugin of this source tree; return status and output."""
    command = [sys.executable, "-m", "pytest", "-p", "claimtrack.pytest_plugin",
               "-p", "no:cacheprovider", *args]  # fmt: skip
    # Where claimtrack is installed, its entry point would register the plugin a second time.
    environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_each_rule_is_a_test(tmp_path: Path, seeds_db: Path) -> None:
    """A sound record gives as many passed tests as there are rules, beside the tests around it."""
    (tmp_path / "test_own.py").write_text("def test_own(): pass\n")
    status, output = pytest_in(tmp_path, "--claimtrack-db", "claims.db", "-v")
    assert status == 0, output
    assert "claims.db::CT101 span-text PASSED" in output
    assert "test_own.py::test_own PASSED" in output
    assert f"{len(RULES) + 1} passed" in output
    status, output = pytest_in(tmp_path, "--claimtrack-db", str(seeds_db), "-k", "CT101")
    assert f"1 passed, {len(RULES)} deselected" in output


def test_broken_rule_fails_with_its_rows(tmp_path: Path, seeds_db: Path) -> None:
    """The failure says why the rule is there and which rows break it, without a traceback."""
    connection = sqlite3.connect(seeds_db)
    connection.execute("UPDATE claims SET mentions = 77 WHERE rowid = 1")
    connection.commit()
    connection.close()
    status, output = pytest_in(tmp_path, "--claimtrack-db", "claims.db")
    assert status == 1
    assert f"2 failed, {len(RULES) - 2} passed" in output
    assert "Every figure beside a status can be counted again." in output
    assert "mentions are '77', its links give '" in output
    assert "Traceback" not in output
    assert "pytest_plugin.py" not in output


def test_expectations_that_hold_pass(tmp_path: Path, seeds_db: Path) -> None:
    """A `.claims.toml` gives a test for each statement and claim, whatever their spelling."""
    (tmp_path / "founding.claims.toml").write_text(GOOD, encoding="utf-8")
    status, output = pytest_in(tmp_path, "-v")
    assert status == 0, output
    assert "founding.claims.toml::statement 1 PASSED" in output
    assert "founding.claims.toml::claim 1 PASSED" in output
    assert "2 passed" in output


def test_expectations_that_fail_say_what_is_there(tmp_path: Path, seeds_db: Path) -> None:
    """Each failure tells what the record holds instead."""
    (tmp_path / "wrong.claims.toml").write_text(WRONG, encoding="utf-8")
    status, output = pytest_in(tmp_path)
    assert status == 1
    assert "5 failed" in output
    for line in (
        "no article 'none.txt' is in the record",
        "statements of '000_9fdadc4ecf3cc428.txt' holds 'الكواكب'",
        "should be by 'أكسيوس', direct; it is by 'كازاخستان', indirect",
        "no claim holds 'الكواكب'",
        "is repeated, not denied, has 2 origins, not 7 or more, has no party 'أكسيوس'",
    ):
        assert line in output
    assert "Traceback" not in output


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('database = "c.db"\n[[claim]]\nstatus = "denied"\n', ":2: $.claim[0]: 'text' is a req"),
        ('database = "c.db"\n[[claim]]\ntext = "x"\norigins = 2\n', ":4: $.claim[0].origins: unk"),
        ("database = \n", "cannot be read"),
    ],
)
def test_file_of_expectations_gone_wrong_is_named(tmp_path: Path, text: str, message: str) -> None:
    """A file that is not as it should be is an error of collection, with line and place."""
    (tmp_path / "bad.claims.toml").write_text(text, encoding="utf-8")
    status, output = pytest_in(tmp_path)
    assert status == 2
    assert message in output
    assert "Traceback" not in output


def test_missing_database_is_named(tmp_path: Path) -> None:
    """A database that is not there ends the run before it begins, or fails what needs it."""
    status, output = pytest_in(tmp_path, "--claimtrack-db", "none.db")
    assert status == 4
    assert "none.db: no such file" in output
    (tmp_path / "a.claims.toml").write_text('database = "none.db"\n[[claim]]\ntext = "x"\n')
    status, output = pytest_in(tmp_path)
    assert status == 1
    assert "none.db: no such database" in output


def test_plugin_is_silent_and_light_when_unused(tmp_path: Path) -> None:
    """A run that has nothing to do with claimtrack imports none of its rooms, nor sqlite3."""
    (tmp_path / "test_own.py").write_text(
        "import sys\n"
        "def test_own():\n"
        "    heavy = {'torch', 'stanza', 'sqlite3', 'sqlite_utils', 'click', 'jsonschema'}\n"
        "    assert heavy & set(sys.modules) == set()\n"
        "    ours = {m for m in sys.modules if m.startswith('claimtrack')}\n"
        "    assert ours == {'claimtrack', 'claimtrack.pytest_plugin'}\n"
    )
    status, output = pytest_in(tmp_path)
    assert status == 0, output
    assert "claimtrack" not in output
