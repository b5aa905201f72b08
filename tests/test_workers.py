"""Articles extracted on worker processes: the same record, and one error where a worker dies."""

import os
from multiprocessing import get_context
from pathlib import Path
from select import select

import pytest
from attrs import evolve

from claimtrack.articles import read
from claimtrack.errors import WorkerError
from claimtrack.models import Article
from claimtrack.segmentation import Segmenter, load_segmenter
from claimtrack.testing import rows
from claimtrack.tracker import Added, Tracker

SEEDS = Path(__file__).parent.parent / "seeds"


class Deadly:
    """In place of a segmenter: ends the process to which it is sent."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (3,)


class Announced:
    """In place of a segmenter: says on a pipe, which it leaves open, that a worker loaded it."""

    def __init__(self, pipe: Path) -> None:
        self.pipe = pipe

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return announced, (self.pipe,)


def announced(pipe: Path) -> Segmenter:
    os.write(os.open(pipe, os.O_WRONLY), b".")
    return load_segmenter()


def many(count: int) -> list[Article]:
    """So many short articles, each another text."""
    (article, *_) = read([SEEDS])
    line = article.text.splitlines()[0]
    return [
        evolve(article, id=f"{n:016x}", path=f"{n}.txt", text=f"{n}\n{line}", paragraphs=())
        for n in range(count)
    ]


def test_workers_make_the_same_record(tmp_path: Path, segmenter: Segmenter) -> None:
    """Two workers, who load the segmenter again, write what this process alone writes."""
    articles = [*read([SEEDS]), *many(63)]
    seen: list[tuple[int, int]] = []
    with Tracker(tmp_path / "two.db", segmenter=segmenter) as two:
        done = two.add(*articles, processes=2, progress=lambda *at: seen.append(at))
    with Tracker(tmp_path / "one.db", segmenter=segmenter) as one:
        one.add(*articles)
    assert done == Added(added=65, known=0)
    assert seen == [(min(n, 65), 65) for n in range(0, 73, 8)]
    assert rows(tmp_path / "two.db") == rows(tmp_path / "one.db")


def test_dead_worker_is_one_error(tmp_path: Path) -> None:
    """What is wrong and what to do stand in one line, and no file is left half made."""
    # Not a Segmenter: nothing is asked of it but to be loaded by a worker.
    tracker = Tracker(tmp_path / "dead.db", segmenter=Deadly())  # type: ignore[arg-type]
    with tracker, pytest.raises(WorkerError, match=r"a worker process: died .*; run again"):
        tracker.add(*many(70), processes=2)
    assert not (tmp_path / "dead.db").exists()


def test_workers_end_with_who_started_them(tmp_path: Path) -> None:
    """After `kill -9` no worker is left: the pipe that they hold open comes to its end."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    # No Segmenter itself: a worker gets one in its place.
    tracker = Tracker(tmp_path / "claims.db", segmenter=Announced(pipe))  # type: ignore[arg-type]
    articles = many(2000)
    run = get_context("fork").Process(target=lambda: tracker.add(*articles, processes=2))
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    run.start()
    loaded = 0
    while loaded < 2:
        assert select([reader], [], [], 60)[0]
        loaded += len(os.read(reader, 2))
    run.kill()
    run.join()
    assert select([reader], [], [], 60)[0]
    assert os.read(reader, 1) == b""
    os.close(reader)


def test_processes_are_one_or_more(tmp_path: Path) -> None:
    """No process at all is an error in the call."""
    with Tracker(tmp_path / "none.db") as tracker, pytest.raises(ValueError, match="must be 1"):
        tracker.add(SEEDS, processes=0)
