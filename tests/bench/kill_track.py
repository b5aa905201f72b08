"""Kill runs that add, remove, decide and rebuild at random moments, and see that nothing is lost.

    python tests/bench/kill_track.py [TIMES]

That many times (200 by default), a run in a process of its own is killed (SIGKILL) at a random
moment, every second time at the next transaction after it. Then the file, if there is one, must
open and keep every rule, and another run must complete it to the same record as a run that nobody
killed. Ends with status 1 on the first that does not. `tests/test_faults.py` does the same a few
times.
"""

import random
import sys
import tempfile
import time
from itertools import count
from multiprocessing import get_context
from pathlib import Path

from claimtrack.articles import read
from claimtrack.models import Article
from claimtrack.segmentation import Segmenter, load_segmenter
from claimtrack.testing import findings, rows
from claimtrack.tracker import Tracker

SEEDS = Path(__file__).parents[2] / "seeds"


def articles() -> list[Article]:
    """Six articles made of parts of the founding ones, as two outlets would have printed them."""
    found: list[Article] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, article in enumerate(list(read([SEEDS])) * 3):
            sentences = article.text.split(".")
            path = Path(folder, f"{number}.txt")
            path.write_text(".".join(sentences[number // 2 : number // 2 + 3]), encoding="utf-8")
            found += read([path])
    return found


def track(path: Path, given: list[Article], segmenter: Segmenter) -> None:
    """Bring a record to the same end, whatever a killed run has left of it."""
    pair = f"{given[0].id}/s1:{given[1].id}/s1"
    with Tracker(path, segmenter=segmenter) as tracker:
        for article in given:  # a claim may come with each: as many moments to be killed at
            tracker.add(article)
        for decision in reversed(tracker.decisions()):
            if decision.withdrawn is None:
                tracker.undo(decision.id)
        tracker.remove(given[0].id)
        tracker.add(given[0])
        tracker.decide(f"link:{pair}", "accepted")
        tracker.undo()
        tracker.decide(f"link:{pair}", "rejected")
        tracker.decide(f"conflict:{pair}", "accepted")
        tracker.rebuild()


def state(path: Path) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Every row but those that tell when; and what decisions stand."""
    with Tracker(path) as tracker:
        standing = [(d.kind, d.verdict) for d in tracker.decisions() if d.withdrawn is None]
    return rows(path, but={"decisions"}), standing


def killed(
    seconds: float, path: Path, given: list[Article], segmenter: Segmenter, *, writing: bool
) -> bool:
    """Run `track` in a process of its own and kill it; say whether that was before it ended."""
    # Forked, so that the model need not be loaded again.
    process = get_context("fork").Process(target=track, args=(path, given, segmenter))
    process.start()
    process.join(seconds)
    journal = Path(f"{path}-journal")
    while writing and process.is_alive() and not journal.exists():
        pass
    alive = process.exitcode is None
    process.kill()
    process.join()
    return alive


def main(times: int) -> int:
    chance = random.Random(7)
    segmenter = load_segmenter()
    given = articles()
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder, "whole.db")
        track(whole, given, segmenter)
        start = time.perf_counter()
        track(Path(folder, "again.db"), given, segmenter)
        length = time.perf_counter() - start
        wanted = state(whole)
        dead = midway = 0
        for number in count():
            if dead == times:
                break
            path = Path(folder, f"{number}.db")
            moment, writing = chance.uniform(0, 0.8 * length), number % 2 == 1
            dead += killed(moment, path, given, segmenter, writing=writing)
            if path.exists() and path.stat().st_size:
                midway += Path(f"{path}-journal").exists()
                if problems := findings(path):
                    print(f"run {number}: after the kill {problems[:5]}")
                    return 1
            track(path, given, segmenter)
            if state(path) != wanted or (problems := findings(path)):
                print(f"run {number}: the next run gave another record")
                return 1
            path.unlink()
    print(
        f"{number} runs of up to {length:.1f} s: {dead} killed, {midway} in a transaction, 0 lost"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
