"""Tell paraphrases from near sentences of other claims; find the claims of annotated articles.

    python tests/bench/bench_matching.py DATA

DATA/pairs/ans_stance_train.csv and ans_stance_dev.csv are of Arabic News Stance (Khouja 2020,
Apache-2.0): s1, s2, stance. A positive is a row "agree" whose two sentences differ; its negative is
s1 with the most similar s2 among the rows that share no sentence with it, directly or through
others. The more sentences there are, the nearer is the nearest: so the train rows are dealt out
into parts of about as many as the dev rows. A pair that a conflict rule keeps apart scores 0.
Prints F of the dev pairs at the threshold that is best for the train pairs, at their own best one,
and at the one in use between strangers.

DATA/dev/*.txt and DATA/seeds/*.txt are articles, DATA/dev/claims/*.json the claims in them, with
DATA/score_claims.py to score what is found; what is missing is left out.
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import claimtrack
from claimtrack.matching import CharTfidf, Semantic, Similarity
from claimtrack.matching.conflicts import conflict
from claimtrack.matching.pairs import THRESHOLD

Rows = list[dict[str, str]]


def groups(rows: Rows) -> dict[str, str]:
    """Map each sentence to one that stands for all it is connected with through rows."""
    parent: dict[str, str] = {}

    def root(text: str) -> str:
        while parent.setdefault(text, text) != text:
            text = parent[text]
        return text

    for row in rows:
        parent[root(row["s1"])] = root(row["s2"])
    return {text: root(text) for text in parent}


def read(path: Path) -> Rows:
    """Read the rows of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def scores(rows: Rows, home: dict[str, str], value: Similarity) -> list[tuple[float, bool]]:
    """Score every positive of some rows and its negative among them."""
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


def best(found: list[tuple[float, bool]]) -> float:
    """Find the threshold, in hundredths, at which F is greatest."""
    return max((n / 100 for n in range(10, 90)), key=lambda t: f_at(found, t))


def pairs(data: Path, name: str, value: Similarity) -> None:
    """Print the figures of the pairs."""
    rows, held_out = (read(data / f"ans_stance_{part}.csv") for part in ("train", "dev"))
    home, parts = groups(rows), round(len(rows) / len(held_out))
    train = [pair for i in range(parts) for pair in scores(rows[i::parts], home, value)]
    dev = scores(held_out, groups(held_out), value)
    chosen, own = best(train), best(dev)
    print(
        f"{name}: pairs {len(dev)}  F {f_at(dev, chosen):.3f} at {chosen:.2f}, best for train"
        f"  {f_at(dev, own):.3f} at {own:.2f}, best for dev"
        f"  {f_at(dev, THRESHOLD):.3f} at {THRESHOLD:.2f}, in use"
    )


def claims(data: Path, texts: Iterable[Path], name: str, value: Similarity) -> None:
    """Print the figures of the claims in the annotated articles."""
    with (
        TemporaryDirectory() as folder,
        claimtrack.open(Path(folder, "c.db"), similarity=value) as tracker,
    ):
        for text in texts:
            shutil.copy(text, folder)
            for gold in text.parent.glob(f"{text.stem}.gold.json"):
                shutil.copy(gold, folder)
            tracker.add(text)
        found = Path(folder, "claims.jsonl")
        with found.open("w", encoding="utf-8") as file:
            for claim in tracker.claims():
                members = [
                    {"path": m.path, "start": m.start, "end": m.end, "relation": m.relation}
                    for m in claim.members
                ]
                file.write(json.dumps({"id": claim.id, "status": claim.status, "members": members}))
                file.write("\n")
        print(f"{name}: claims ", end="", flush=True)
        arguments = [data / "dev/claims", folder, folder, found]
        subprocess.run([sys.executable, data / "score_claims.py", *arguments], check=True)


def main() -> None:
    """Print the figures for the folder named as the argument."""
    if len(sys.argv) != 2:
        sys.exit("usage: bench_matching.py DATA")
    data = Path(sys.argv[1])
    texts = sorted((*data.glob("dev/*.txt"), *data.glob("seeds/*.txt")))
    for name, value in (("char", CharTfidf()), ("semantic", Semantic())):
        if (data / "pairs").is_dir():
            pairs(data / "pairs", name, value)
        if (data / "score_claims.py").exists() and (data / "dev/claims").is_dir():
            claims(data, texts, name, value)


if __name__ == "__main__":
    main()
