"""How time grows with the size of hostile articles: `python tests/bench/bench_hostile.py [SIZE]`.

Each kind of text is read, paired, segmented and attributed at SIZE / 2 and SIZE characters (64,000
by default). Printed are seconds of processor time, and how many times those of half the size: 2 is
linear, 4 quadratic. Ends with status 1 where a step takes over a second and 3 times those of half.
"""

import gc
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

from claimtrack.articles import read
from claimtrack.attribution import attribute, narrations
from claimtrack.quotations import pair
from claimtrack.segmentation import Segmenter, load_segmenter

SAID = (
    "وأعلن الوزير أحمد سالم، أمس، أن المدارس ستفتح أبوابها يوم الأحد، مضيفا:"
    " «لا تأخير بعد اليوم»، وقالت حكومة الأردن إن الطريق مغلق. "
)
LIMIT = 3.0
_RANDOM = random.Random(1)


def filled(text: str) -> Callable[[int], str]:
    return lambda size: (text * (size // len(text) + 1))[:size]


TEXTS: dict[str, Callable[[int], str]] = {
    "one line": filled(SAID),
    "a line a sentence": filled(SAID.strip() + "\n"),
    "no stop": filled(SAID.replace(". ", " ")),
    "straight marks": filled('"'),
    "opening marks": filled("«"),
    "nested marks": lambda size: "«" * (size // 2) + "قال" + "»" * (size // 2),
    "mixed marks": lambda size: "".join(_RANDOM.choices("\"«»“”'‘’() ا", k=size)),
    "marks and verbs": filled('"قال '),
    "unclosed in each line": filled("«قال الوزير\n"),
    "reporting verbs": filled("قال "),
    "verb and complementizer": filled("قال أن "),
    "verb and colon": filled("وقال: "),
    "relays": filled("نقلا عن "),
    "phrases": filled("وفقا ل"),
    "names": filled("أحمد "),
    "a NUL after each sentence": filled(SAID + "\0"),
    "bidi controls": filled("\u202e" + SAID + "\u202c\u2067"),
    "zero width": filled("ق\u200bا\u200dل\ufeff "),
    "one word": filled("ق"),
    "digits": filled("1"),
    "commas": filled("،"),
    "line ends": lambda size: "\n" * (size - 3) + "قال",
    "emoji": filled("👩‍👩‍👧‍👦"),
}


def steps(text: str, segmenter: Segmenter) -> dict[str, float]:
    """Time each step of reading a text, in seconds of processor time."""
    times = {}

    def timed(name: str, work: Callable[[], object]) -> object:
        start = process_time()
        result = work()
        times[name] = process_time() - start
        return result

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_text(text, encoding="utf-8", newline="")
        (article,) = timed("read", lambda: list(read([path])))
    marks = timed("pair", lambda: pair(text, article.paragraphs))
    found = timed("segment", lambda: segmenter.segment(text, [q.outer for q in marks]))
    said, _, _ = timed("attribute", lambda: attribute(text, found, marks))
    timed("narrate", lambda: narrations(text, found, said))
    return times


def main(size: int) -> int:
    segmenter = load_segmenter()
    steps(SAID, segmenter)  # what is loaded once
    gc.freeze()  # the model's many objects are not gone over while a step is timed
    failed = 0
    print(f"{'seconds at ' + format(size, ',') + ' characters':26}", end="")
    print("  ".join(f"{name:>14}" for name in ("read", "pair", "segment", "attribute", "narrate")))
    for name, make in TEXTS.items():
        half, whole = (steps(make(n), segmenter) for n in (size // 2, size))
        row = []
        for step, seconds in whole.items():
            growth = seconds / max(half[step], 1e-3)
            late = growth > LIMIT and seconds > 1
            failed += late
            row.append(f"{seconds:6.2f} x{growth:3.1f}{'!' if late else ' '}")
        print(f"{name:26}" + "  ".join(f"{cell:>14}" for cell in row), flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 64_000))
