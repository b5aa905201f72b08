"""Tell paraphrases from the nearest sentences of other claims: F of the default matching.

    python tests/bench/bench_matching.py ans_stance_dev.csv

The file is of Arabic News Stance (Khouja 2020, Apache-2.0): s1, s2, stance. A positive is a row
"agree" whose two sentences differ; its negative is s1 with the most similar s2 among the rows that
share no sentence with it, directly or through others. A pair that a conflict rule keeps apart
scores 0. Prints the best F over all thresholds, its threshold, and F at the threshold in use.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from claimtrack.matching.conflicts import conflict
from claimtrack.matching.pairs import THRESHOLD
from claimtrack.matching.similarity import CharTfidf


def groups(rows: list[dict[str, str]]) -> dict[str, str]:
    """Map each sentence to one that stands for all it is connected with through rows."""
    parent: dict[str, str] = {}

    def root(text: str) -> str:
        while parent.setdefault(text, text) != text:
            text = parent[text]
        return text

    for row in rows:
        parent[root(row["s1"])] = root(row["s2"])
    return {text: root(text) for text in parent}


def scores(rows: list[dict[str, str]]) -> list[tuple[float, bool]]:
    """Score every positive and its negative."""
    value = CharTfidf()
    home = groups(rows)
    pool = sorted({row["s2"] for row in rows})
    found = []
    for row in rows:
        a, b = row["s1"], row["s2"]
        if row["stance"] != "agree" or a == b:
            continue
        near = max((other for other in pool if home[other] != home[a]), key=lambda o: value(a, o))
        for other, same in ((b, True), (near, False)):
            found.append((0.0 if conflict(a, other) else value(a, other), same))
    return found


def f_at(found: list[tuple[float, bool]], threshold: float) -> float:
    """Compute F of the pairs at and above a threshold."""
    right = sum(same for value, same in found if value >= threshold)
    taken = sum(value >= threshold for value, _ in found)
    return 2 * right / (taken + sum(same for _, same in found)) if taken else 0.0


def main() -> None:
    """Print the figures for the file named as the argument."""
    if len(sys.argv) != 2:
        sys.exit("usage: bench_matching.py ans_stance_dev.csv")
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = scores(rows)
    best = max({value for value, _ in found if value}, key=lambda t: f_at(found, t))
    print(
        f"pairs {len(found)}  best F {f_at(found, best):.3f} at {best:.2f}"
        f"  F at {THRESHOLD:.2f}: {f_at(found, THRESHOLD):.3f}"
    )


if __name__ == "__main__":
    main()
