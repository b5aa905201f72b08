"""Settings for the whole run, the segmenter, and the record of the two founding articles."""

import asyncio
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings
from lxml import html

from claimtrack.articles import paragraphs
from claimtrack.browse import datasette
from claimtrack.cli import main
from claimtrack.models import Article, Statement
from claimtrack.pipeline import extract
from claimtrack.segmentation import Segmenter, load_segmenter
from claimtrack.tracker import Tracker

# Few examples, the same ones each time.
settings.register_profile("claimtrack", max_examples=30, deadline=None, derandomize=True)
settings.load_profile("claimtrack")

SEEDS = Path(__file__).parent.parent / "seeds"
Run = Callable[..., Result]
Load = Callable[..., Any]
Statements = Callable[[str], list[Statement]]
Triples = Callable[[str], list[tuple[str, str, str]]]


@pytest.fixture(scope="session", autouse=True)
def _interrupts() -> None:
    """Let Ctrl-C reach the commands that tests start: a shell's background jobs ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def segmenter() -> Segmenter:
    """The model that comes with the package, loaded once."""
    return load_segmenter()


@pytest.fixture(scope="session")
def statements(segmenter: Segmenter) -> Statements:
    """Find the attributed statements of a text, narrations left out."""

    def find(text: str) -> list[Statement]:
        found = extract(Article("id", "article.txt", text, paragraphs(text)), segmenter)
        return [statement for statement in found.statements if statement.mode != "narrated"]

    return find


@pytest.fixture(scope="session")
def triples(statements: Statements) -> Triples:
    """Find the cue, the speaker and the content of each attributed statement of a text."""

    def find(text: str) -> list[tuple[str, str, str]]:
        return [
            (
                s.cue.text,
                s.speaker.text if s.speaker else "-",
                " … ".join(part.text for part in s.content),
            )
            for s in statements(text)
        ]

    return find


@pytest.fixture(scope="session")
def _seeds_db(tmp_path_factory: pytest.TempPathFactory, segmenter: Segmenter) -> Path:
    path = tmp_path_factory.mktemp("seeds") / "claims.db"
    with Tracker(path, segmenter=segmenter) as tracker:
        tracker.add(SEEDS)
    return path


@pytest.fixture
def seeds_db(_seeds_db: Path, tmp_path: Path) -> Path:
    """A record of the two founding articles, a copy for each test."""
    return Path(shutil.copy(_seeds_db, tmp_path))


@pytest.fixture
def load(seeds_db: Path) -> Load:
    """Load a page of the founding record as a tree; `language` is the browser's, `raw`
    gives the response."""
    app = datasette(seeds_db)

    def load(path: str, language: str = "en", status: int = 200, raw: bool = False) -> Any:
        headers = {"accept-language": language}
        address = path if path.startswith("/") else f"/claims/-/{path}"
        answer = asyncio.run(app.client.get(address, headers=headers))
        assert answer.status_code == status, answer.text
        return answer if raw else html.document_fromstring(answer.content)

    return load


@pytest.fixture
def run() -> Run:
    """Run the command with these arguments, inside this process."""
    return lambda *args: CliRunner().invoke(main, [str(arg) for arg in args])
