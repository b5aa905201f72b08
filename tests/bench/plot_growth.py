"""Draw what `bench_growth.py` measured.

python tests/bench/plot_growth.py GROWN.db.jsonl docs/growth.svg
"""

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot


def main(log: str, picture: str) -> None:
    rows = [json.loads(line) for line in Path(log).read_text(encoding="utf-8").splitlines()]
    statements = [row["statements"] for row in rows]
    matplotlib.rcParams["svg.hashsalt"] = "claimtrack"  # the same file from the same figures
    figure, (time, size) = pyplot.subplots(1, 2, figsize=(9, 3.4))
    time.plot(statements, [row["one_median"] for row in rows], "o-", label="one more, median")
    time.plot(statements, [row["one_mean"] for row in rows], "o--", label="one more, mean")
    time.plot(statements, [row["bulk"] for row in rows], "s:", label="each of 500 at once")
    time.set(xscale="log", xlabel="statements in the file", ylabel="ms CPU an article")
    time.set_ylim(bottom=0)
    time.legend(frameon=False)
    size.plot(statements, [row["bytes"] / 1e6 for row in rows], "o-")
    size.set(xlabel="statements in the file", ylabel="MB on disk", ylim=(0, None), xlim=(0, None))
    for axes in (time, size):
        axes.grid(alpha=0.3)
        axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(picture, metadata={"Date": None})


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
