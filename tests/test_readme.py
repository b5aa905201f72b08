"""What the README shows is what comes out."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"<!-- prints: (.+?) -->\n(?:```python\n(.+?)```\n)?```text\n(.*?)```", re.S)
BLOCKS = BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))


MAIN = "from claimtrack.cli import main; main()"


def run(home: Path, code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=home, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return done.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory as after `make demo`: the seeds and the record of them."""
    home = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "seeds", home / "seeds")
    run(home, MAIN, "track", "seeds", "--db", "claims.db")
    return home


@pytest.mark.parametrize(("command", "code", "shown"), BLOCKS, ids=[block[0] for block in BLOCKS])
def test_the_readme_shows_what_comes_out(home: Path, command: str, code: str, shown: str) -> None:
    """Each block marked "prints" holds, to the letter, what its command or code prints."""
    printed = run(home, code) if code else run(home, MAIN, *shlex.split(command)[1:])
    assert printed == shown


def test_the_readme_names_files_that_are_there() -> None:
    """Each link into the project leads somewhere."""
    links = re.findall(r"\]\(([\w./-]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert links != []
    assert [link for link in links if not (ROOT / link).exists()] == []
