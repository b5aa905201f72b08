"""Articles made ready for the record: in this process, or on several."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread

from claimtrack.errors import WorkerError
from claimtrack.models import Article
from claimtrack.pipeline import extract, extract_all
from claimtrack.segmentation import Segmenter, load_segmenter
from claimtrack.shelf import Prepared, prepare

CHUNK = 8
"""Articles that a worker extracts at a time: together it takes three quarters of the time."""
AHEAD = 16
"""Chunks for each worker that may wait while claims are formed: bounds what is kept in memory."""

_segmenter: Segmenter | None = None  # of a worker process


def prepared(article: Article, segmenter: Segmenter) -> Prepared:
    """Extract an article in this process."""
    return prepare(extract(article, segmenter))


def prepared_by(
    processes: int, articles: Iterable[Article], segmenter: Segmenter | None
) -> Iterator[list[Prepared]]:
    """Extract articles on so many worker processes; yield them by the chunk, in their order.

    Workers load a segmenter of their own, the one that comes with the package where none is given.
    Raises WorkerError where one of them dies.
    """
    # Spawned and not forked, on every system: a fork of a process with threads may hang.
    pool = ProcessPoolExecutor(
        processes, get_context("spawn"), initializer=_start, initargs=(segmenter,)
    )
    waiting: deque[Future[list[Prepared]]] = deque()
    try:
        given = iter(articles)
        while chunk := tuple(islice(given, CHUNK)):
            waiting.append(pool.submit(_prepare, chunk))
            if len(waiting) >= processes * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise WorkerError(
            "a worker process",
            "died (killed, or out of memory?)",
            "run again, with fewer processes: what was added stays, and is skipped",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _start(segmenter: Segmenter | None) -> None:
    """Make a process a worker: it ends with the process that started it, and not on Ctrl-C."""
    global _segmenter
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _segmenter = segmenter or load_segmenter()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _prepare(articles: tuple[Article, ...]) -> list[Prepared]:
    assert _segmenter is not None
    return list(map(prepare, extract_all(articles, _segmenter)))
