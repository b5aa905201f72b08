"""Attribution against gold: right statements, what confidence means, speed, memory.

    python tests/bench/bench_attribution.py DEV_DIR [CORPUS.jsonl.gz]

DEV_DIR holds NAME.txt and NAME.gold.json side by side: {"file", "attributions": [{"content":
[[start, end, text]], "cue", "speaker", "entity", "mode", "speaker_kind"}]}, offsets in code points.
The corpus is an article a line, as `claimtrack.read` takes it.

A statement is right where its content shares .8 of its letters with the gold content (letters in
both over letters in either), its cue overlaps the gold cue, and its speaker overlaps the gold
speaker or another mention of the same entity.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import stanza
from attrs import define, field, frozen

import claimtrack
from claimtrack import Article, Extraction, Span
from claimtrack.segmentation import Segmenter, load_segmenter
from claimtrack.segmentation.loading import OWN_MODEL

ENOUGH = 0.8  # of the letters of two contents in common: the same content
ROUNDS = 7  # of the speed test; the median counts
MARKS = (1_000, 2_000, 4_000)  # articles of the corpus after which memory is looked at
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)

_THAT = re.compile(r"(?:ب|ك)?(?:أن|إن|ان|أنّ|إنّ)\s+")

Range = tuple[int, int]


@frozen
class Attribution:
    """A statement reduced to what is scored; `mentions` are where a right speaker may stand."""

    content: tuple[Range, ...]
    cue: Range | None
    speaker: Range | None
    mode: str
    kind: str
    confidence: float = 0.0
    mentions: tuple[Range, ...] = ()


@frozen
class Example:
    """An article and what is to be found in it."""

    article: Article
    gold: tuple[Attribution, ...]


@define
class Score:
    """Counts over all articles, and whether each gold and each found statement is right."""

    contents: int = 0  # matched
    speakers: int = 0  # right where the content matched
    gold: list[tuple[Attribution, bool]] = field(factory=list)
    found: list[tuple[Attribution, bool]] = field(factory=list)


# ---- The baseline: a list of verbs and a regex, what one writes in an afternoon

VERBS = """
قال قالت يقول تقول قالوا أضاف أضافت أكد أكدت يؤكد أعلن أعلنت أوضح أوضحت ذكر ذكرت أشار أشارت تابع
تابعت صرح صرحت أفاد أفادت كشف كشفت شدد شددت لفت لفتت اعتبر اعتبرت رأى نفى نفت حذر حذرت كتب كتبت
توقع دعا دعت طالب طالبت مضيفا مشيرا مؤكدا موضحا قائلا لافتا مضيفة مشيرة مؤكدة
""".split()
_VERB = rf"(?<!\w)[وف]?(?P<cue>{'|'.join(VERBS)})(?!\w)"
_WHO = r"(?P<who>(?:\s+[^\s\"«“:.]+){0,12}?)"
_QUOTED = r"[\"«“](?P<quoted>[^\"»”]+)[\"»”]"
_SAID = re.compile(
    rf"{_VERB}{_WHO}\s*(?:(?:إلى|الى|على|من)?\s+ب?[أإا]ن(?:ه|ها|هم)?\s+(?P<clause>[^.\n]+?)"
    rf"(?=[.\n]|$|،\s+و?(?:{'|'.join(VERBS)})\s)|[:،]?\s*{_QUOTED})"
)


def baseline(text: str) -> tuple[Attribution, ...]:
    """Find a verb of the list, then "أن" and a clause, or a quotation; the words between speak.

    Where there are none, the speaker before speaks on.
    """
    found = []
    last: Range | None = None
    for match in _SAID.finditer(text):
        part = "quoted" if match["quoted"] else "clause"
        start, end = match.span("who")
        who = match["who"]
        overt = bool(who.strip())
        if overt:
            last = (start + len(who) - len(who.lstrip()), end)
        mode = "direct" if part == "quoted" else "indirect"
        if mode == "indirect" and re.search('["«“]', match["clause"]):
            mode = "mixed"
        kind = "overt" if overt else "inherited"
        found.append(Attribution((match.span(part),), match.span("cue"), last, mode, kind))
    return tuple(found)


def ours(found: Extraction) -> tuple[Attribution, ...]:
    """Reduce an extraction to its attributed statements."""
    return tuple(
        Attribution(
            tuple((c.start, c.end) for c in s.content),
            *(_range(s.cue), _range(s.speaker)),
            s.mode,
            s.speaker_kind,
            s.confidence,
        )
        for s in found.statements
        if s.mode != "narrated"
    )


def _range(span: Span | None) -> Range | None:
    return (span.start, span.end) if span is not None else None


# ---- Scoring


def examples(folder: Path) -> list[Example]:
    """Read the articles of a directory that have gold beside them."""
    found = []
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        (article,) = claimtrack.read([folder / gold["file"]])
        found.append(Example(article, tuple(_gold(gold["attributions"]))))
    return found


def _gold(records: list[dict[str, Any]]) -> Iterator[Attribution]:
    mentions: dict[str, list[Range]] = defaultdict(list)
    for r in records:
        if r["speaker"]:
            mentions[r["entity"]].append(tuple(r["speaker"][:2]))
    for r in records:
        yield Attribution(
            tuple((start, end) for start, end, _ in r["content"]),
            tuple(r["cue"][:2]) if r["cue"] else None,
            tuple(r["speaker"][:2]) if r["speaker"] else None,
            r["mode"],
            r["speaker_kind"],
            mentions=tuple(mentions[r["entity"]]) if r["speaker"] else (),
        )


def letters(text: str, content: Iterable[Range]) -> set[int]:
    """Return the places of letters and digits, less those of a leading "that"."""
    places: set[int] = set()
    for start, end in content:
        that = _THAT.match(text[start:end])
        start += that.end() if that else 0
        places |= {i for i in range(start, end) if text[i].isalnum()}
    return places


def pairs(
    text: str, gold: tuple[Attribution, ...], found: tuple[Attribution, ...]
) -> Iterator[tuple[Attribution, Attribution]]:
    """Yield gold and found statements of the same content, one to one, the most alike first."""
    places = [letters(text, f.content) for f in found]
    alike = []
    for i, g in enumerate(gold):
        wanted = letters(text, g.content)
        for j, got in enumerate(places):
            shared = len(wanted & got) / (len(wanted | got) or 1)
            if shared:
                alike.append((-shared, i, j))
    taken: set[tuple[str, int]] = set()
    for shared, i, j in sorted(alike):
        if not taken & {("gold", i), ("found", j)}:
            taken |= {("gold", i), ("found", j)}
            if -shared >= ENOUGH:
                yield gold[i], found[j]


def score(
    material: Iterable[Example], extractor: Callable[[Article], tuple[Attribution, ...]]
) -> Score:
    """Score an extractor over all articles."""
    total = Score()
    for example in material:
        found = extractor(example.article)
        right: set[Attribution] = set()
        for g, f in pairs(example.article.text, example.gold, found):
            spoken = _speaker_right(g, f)
            total.contents += 1
            total.speakers += spoken
            if spoken and (g.cue is None or _overlap(g.cue, f.cue)):
                right |= {g, f}
        total.gold += [(g, g in right) for g in example.gold]
        total.found += [(f, f in right) for f in found]
    return total


def _speaker_right(gold: Attribution, found: Attribution) -> bool:
    if gold.speaker is None:
        return found.speaker is None
    return any(_overlap(mention, found.speaker) for mention in (gold.speaker, *gold.mentions))


def _overlap(a: Range, b: Range | None) -> bool:
    return b is not None and a[0] < b[1] and b[0] < a[1]


# ---- What is printed


def print_scores(named: dict[str, Score]) -> None:
    """Print precision, recall, F, and the share right of each mode and kind of speaker."""
    print(f"{'':22}" + "".join(f"{name:>12}" for name in named))
    lines: dict[str, list[str]] = defaultdict(list)
    for total in named.values():
        right = sum(ok for _, ok in total.gold)
        wanted, given = len(total.gold), len(total.found)
        lines["statements found"].append(str(given))
        lines["  precision"].append(_percent(right, given))
        lines["  recall"].append(_percent(right, wanted))
        lines["  F"].append(_percent(2 * right, wanted + given))
        lines["content alone, F"].append(_percent(2 * total.contents, wanted + given))
        lines["speaker, of contents"].append(_percent(total.speakers, total.contents))
        for aspect in ("mode", "kind"):
            for value in sorted({getattr(g, aspect) for g, _ in total.gold}):
                of_value = [ok for g, ok in total.gold if getattr(g, aspect) == value]
                label = f"{aspect} {value} ({len(of_value)})"
                lines[label].append(_percent(sum(of_value), len(of_value)))
    for label, values in lines.items():
        print(f"{label:22}" + "".join(f"{value:>12}" for value in values))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def print_reliability(found: list[tuple[Attribution, bool]]) -> None:
    """Print how many statements of each bin of confidence are right."""
    print("\nconfidence   statements   right   share")
    for low, high in zip(BINS, BINS[1:], strict=False):
        inside = [ok for f, ok in found if low <= f.confidence < high]
        label = f"{low:.1f} - {min(high, 1):.1f}"
        print(f"{label:13}{len(inside):10}{sum(inside):8}{_percent(sum(inside), len(inside)):>8}")
    sure = [ok for f, ok in found if f.confidence >= 0.9]
    print(f"of statements with confidence of .9 and more, {sum(sure)} of {len(sure)} right")


def print_speed(articles: list[Article], segmenter: Segmenter) -> None:
    """Print articles a second of the whole extraction and of Stanza's tokenizer, turn by turn.

    Both use the same weights, one article a call; seconds are of processor time.
    """
    (weights,) = OWN_MODEL.rglob("*.pt")
    tokenizer = stanza.Pipeline(
        "ar", str(OWN_MODEL), processors="tokenize", tokenize_model_path=str(weights),
        use_gpu=False, download_method=None, logging_level="ERROR",
    )  # fmt: skip
    jobs: dict[str, Callable[[Article], object]] = {
        "extraction": lambda article: claimtrack.extract(article, segmenter),
        "Stanza's tokenizer": lambda article: tokenizer(article.text),
    }
    rates: dict[str, list[float]] = defaultdict(list)
    for n in range(ROUNDS + 1):
        for name, job in jobs.items():
            start = time.process_time()
            for article in articles:
                job(article)
            if n:  # the first round warms up
                rates[name].append(len(articles) / (time.process_time() - start))
    print(f"\narticles a second, one process, median of {ROUNDS} rounds of {len(articles)}")
    for name, values in rates.items():
        print(f"  {name:20}{median(values):8.1f}")
    ratios = [a / b for a, b in zip(*rates.values(), strict=True)]
    print(f"  {'ratio':20}{median(ratios):8.2f}   (rounds {min(ratios):.2f} to {max(ratios):.2f})")


def print_corpus(path: Path, segmenter: Segmenter) -> None:
    """Print peak memory as the corpus goes through, and what came of it."""
    print("\narticles   peak memory, MB")
    read = statements = nameless = failed = broken = 0
    for article in claimtrack.read([path]):
        read += 1
        try:
            found = claimtrack.extract(article, segmenter)
        except Exception as error:  # every kind is a defect to count
            failed += 1
            if failed <= 10:
                print(f"{article.path}: {type(error).__name__}: {error}")
            continue
        attributed = [s for s in found.statements if s.mode != "narrated"]
        statements += len(attributed)
        nameless += sum(s.speaker is None for s in attributed)
        broken += sum(article.text[s.start : s.end] != s.text for s in _spans(found))
        if read in MARKS:
            print(f"{read:8}{_peak():10.0f}")
    print(f"{read:8}{_peak():10.0f}")
    print(f"statements an article {statements / read:.2f}, exceptions {failed}")
    print(f"without a speaker {_percent(nameless, statements)} in 100, broken offsets {broken}")


def _spans(found: Extraction) -> Iterator[Span]:
    for s in found.statements:
        yield from (*s.content, *s.relays, *filter(None, (s.cue, s.speaker, s.venue)))
    for sentence in found.sentences:
        yield Span(sentence.start, sentence.end, sentence.text)
        yield from (*sentence.tokens, *sentence.parts)
    yield from (mention.span for mention in found.mentions)


def _peak() -> float:
    """Return the largest resident set so far, in MB; Linux counts it in KB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print all figures for the paths named as arguments."""
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: bench_attribution.py DEV_DIR [CORPUS.jsonl.gz]")
    paths = [Path(argument) for argument in sys.argv[1:]]
    if not any(paths[0].glob("*.gold.json")):
        sys.exit(f"{paths[0]}: no NAME.gold.json there; name a directory of articles with gold")
    if not all(path.exists() for path in paths):
        sys.exit(f"{paths[-1]}: no such file; name a corpus of an article a line, or leave it out")
    segmenter = load_segmenter()
    material = examples(paths[0])
    result = score(material, lambda a: ours(claimtrack.extract(a, segmenter)))
    print(f"{len(material)} articles, {len(result.gold)} statements in gold\n")
    print_scores({"claimtrack": result, "baseline": score(material, lambda a: baseline(a.text))})
    print_reliability(result.found)
    print_speed([example.article for example in material], segmenter)
    for corpus in paths[1:]:
        print_corpus(corpus, segmenter)


if __name__ == "__main__":
    main()
