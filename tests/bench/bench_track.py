"""Track a corpus, and set the time it takes beside that of Stanza's tokenizer alone.

    python tests/bench/bench_track.py CORPUS [PROCESSES [ARTICLES]]

Both read the same articles, one a call, with the same weights, on so many worker processes (2 by
default), each of one thread. The tokenizer only finds sentences and words; `claimtrack` also finds
the statements, writes them, and joins speakers, origins and claims. Wall time includes starting the
workers and loading the model; processor time is of all processes together. Memory is the sum of
what they hold at one moment, shared pages counted once, each half second (Linux only).
"""

import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import Event, Thread

from claimtrack.articles import read
from claimtrack.models import Article
from claimtrack.segmentation.loading import OWN_MODEL
from claimtrack.tracker import Tracker

CHUNK = 8
Spent = dict[str, float]
_tokenizer: object


def _load() -> None:
    global _tokenizer
    import stanza
    import torch

    torch.set_num_threads(1)
    (weights,) = OWN_MODEL.rglob("*.pt")
    _tokenizer = stanza.Pipeline(
        "ar", str(OWN_MODEL), processors="tokenize", tokenize_model_path=str(weights),
        use_gpu=False, download_method=None, logging_level="ERROR",
    )  # fmt: skip


def _tokenize(text: str) -> int:
    return len(_tokenizer(text).sentences)


def tokenize(articles: list[Article], processes: int) -> None:
    with multiprocessing.get_context("spawn").Pool(processes, _load) as pool:
        for _ in pool.imap(_tokenize, [a.text for a in articles], CHUNK):
            pass
        pool.close()
        pool.join()


def track(articles: list[Article], processes: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "claims.db")
        with Tracker(path) as tracker:
            tracker.add(*articles, processes=processes)
        print(f"the record: {path.stat().st_size / 1e6:.0f} MB")


@contextmanager
def measured(spent: Spent) -> Iterator[None]:
    """Fill in wall seconds, CPU seconds of this process and those it starts, peak memory in MB."""
    over = Event()
    peak = [0.0]

    def watch() -> None:
        while not over.wait(0.5):
            pids = [os.getpid(), *(p.pid for p in multiprocessing.active_children())]
            peak[0] = max(peak[0], sum(map(_held, pids)))

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    wall, before = time.perf_counter(), os.times()
    try:
        yield
    finally:
        after = os.times()
        over.set()
        watcher.join()
    spent["wall"] = time.perf_counter() - wall
    spent["cpu"] = sum(after[:4]) - sum(before[:4])
    spent["memory"] = peak[0]


def _held(pid: int) -> float:
    """Proportional share of memory of a process, MB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def main(corpus: str, processes: int, most: int | None) -> None:
    articles = list({a.id: a for a in islice(read([corpus]), most)}.values())
    print(f"{len(articles)} articles, {processes} worker processes")
    found: dict[str, Spent] = {"Stanza's tokenizer": {}, "claimtrack track": {}}
    for (name, spent), job in zip(found.items(), (tokenize, track), strict=True):
        with measured(spent):
            job(articles, processes)
        print(
            f"{name:20}{spent['wall']:8.0f} s{spent['cpu']:8.0f} s CPU"
            f"{len(articles) / spent['wall']:8.1f} articles/s{spent['memory']:8.0f} MB",
            flush=True,
        )
    ours, theirs = found["claimtrack track"], found["Stanza's tokenizer"]
    ratios = (ours[key] / theirs[key] for key in ("wall", "cpu"))
    print("claimtrack over tokenizer: {:.2f} by wall time, {:.2f} by CPU".format(*ratios))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(
        sys.argv[1],
        int(sys.argv[2]) if len(sys.argv) > 2 else 2,
        int(sys.argv[3]) if len(sys.argv) > 3 else None,
    )
