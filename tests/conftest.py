"""Settings for the whole run, the segmenter, and the record of the two founding articles."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from claimtrack.cli import main
from claimtrack.segmentation import Segmenter, load_segmenter
from claimtrack.tracker import Tracker

# Few examples, the same ones each time.
settings.register_profile("claimtrack", max_examples=30, deadline=None, derandomize=True)
settings.load_profile("claimtrack")

SEEDS = Path(__file__).parent.parent / "seeds"
Run = Callable[..., Result]


@pytest.fixture(scope="session")
def segmenter() -> Segmenter:
    """The model that comes with the package, loaded once."""
    return load_segmenter()


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
def run() -> Run:
    """Run the command with these arguments, inside this process."""
    return lambda *args: CliRunner().invoke(main, [str(arg) for arg in args])
