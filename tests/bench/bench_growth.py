"""Let a record grow to a million statements; print what one article more costs on the way.

    python tests/bench/bench_growth.py SOURCE.db GROWN.db [STATEMENTS]

The articles of SOURCE.db, some days of news, are followed by as many others again and again, each
time on the days after and varied: content words are exchanged for others about as frequent, by
their stems and anew in every round, numbers are drawn anew, people are others. So a round has the
reprints and the events of the source, and shares no text with another. Words without content,
reporting verbs, states, bodies, and people who speak in ten articles and more stay as they are, as
they do in an archive.

First every hundredth article of the source is added to a file of 400 of the others, and to one of
all of them, in files beside GROWN.db. Then GROWN.db grows: of 500 articles 5 come one by one, each
brought into claims before the next comes. A line sums up about one round, so that all lines are of
the same articles, varied. Figures go to GROWN.db.jsonl as well.
"""

import json
import random
import re
import resource
import sys
import time
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from shutil import copyfile
from statistics import mean, median

from attrs import evolve

from claimtrack.arabic import WORD, fold
from claimtrack.consolidation import update
from claimtrack.lexicon import terms
from claimtrack.matching.similarity import stem
from claimtrack.models import Article, Extraction, Span, Speaker, Statement
from claimtrack.shelf import Prepared, Shelf, prepare
from claimtrack.store import extractions
from claimtrack.store.connection import connect, transaction

MOST = 1_000_000
FEW = 400
TOGETHER = 500
ALONE = 5  # of so many
OFTEN = 10  # articles in which a person speaks who goes on speaking
BAND = 60  # stems about as frequent

Rename = Callable[[str], str]
Exchange = Callable[[str], tuple[int, int, str]]


class Variation:
    """One round: which stem stands for which."""

    def __init__(self, number: int, source: list[Extraction], frequency: Counter[str]) -> None:
        self.number = number
        self.random = random.Random(number)
        ranked = sorted(frequency, key=lambda s: (-frequency[s], s))
        self.exchange: dict[str, str] = {}
        for start in range(0, len(ranked), BAND):
            band = ranked[start : start + BAND]
            others = band[:]
            self.random.shuffle(others)
            self.exchange |= dict(zip(band, others, strict=True))
        days = {e.article.published[:10] for e in source if e.article.published}
        self.shift = timedelta(days=number * len(days))

    def part(self, word: str) -> tuple[int, int, str]:
        """Say which part of a word, from where to where, is exchanged for what; empty if none."""
        if word.isdigit():
            low = 10 ** (len(word) - 1)
            return 0, len(word), str(self.random.randrange(low, 10 * low))
        folded = fold(word)
        held = stem(folded) if folded else ""
        at = folded.find(held)
        if held not in self.exchange or at < 0:
            return 0, 0, ""
        end, other = at + len(held), self.exchange[held]
        if len(folded) != len(word):  # vowelled
            return 0, len(word), folded[:at] + other + folded[end:]
        return at, end, other

    def word(self, word: str) -> str:
        start, end, other = self.part(word)
        return word[:start] + other + word[end:]

    def day(self, published: str | None) -> str | None:
        if published is None or len(published) < 10:
            return published
        return (date.fromisoformat(published[:10]) + self.shift).isoformat() + published[10:]


class Moved:
    """A text in which words were exchanged: where each span stands now."""

    def __init__(self, text: str, kept: list[Span], cuts: set[int], exchange: Exchange) -> None:
        pieces: list[str] = []
        self.old, self.new = [0], [0]
        at = length = 0
        held, ordered = {(s.start, s.end) for s in kept}, sorted(cuts)
        for word in WORD.finditer(text):
            first, last, other = exchange(word.group())
            start, end = word.start() + first, word.start() + last
            inside = bisect_right(ordered, start) < bisect_left(ordered, end)
            if not other or inside or any(a < end and start < b for a, b in held):
                continue
            pieces += [text[at:start], other]
            length += start - at + len(other)
            at = end
            self.old.append(end)
            self.new.append(length)
        pieces.append(text[at:])
        self.text = "".join(pieces)

    def offset(self, at: int) -> int:
        """Carry an offset over; none lies within what was exchanged."""
        # The start of what is exchanged lies after the end of what was before it.
        i = bisect_right(self.old, at) - 1
        return self.new[i] + at - self.old[i]

    def span(self, span: Span | None) -> Span | None:
        if span is None:
            return None
        start, end = self.offset(span.start), self.offset(span.end)
        return Span(start, end, self.text[start:end])

    def spans(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(self.span(s) for s in spans)


def varied(found: Extraction, variation: Variation, stays: set[str]) -> Extraction:
    """Make another article of one: same build, other words."""
    article = found.article
    others = {
        s.id: s if s.type != "person" or s.name in stays else _renamed(s, variation.word)
        for s in found.speakers
    }
    known = {m.speaker: m for m in found.mentions if others[m.speaker].name in stays}
    kept = [m.span for m in found.mentions if m.speaker in known]
    kept += [m.span for m in found.mentions if others[m.speaker].type != "person"]
    kept += [s.cue for s in found.statements if s.cue]
    moved = Moved(article.text, kept, _cuts(found), variation.part)
    id_ = f"{variation.number:04x}{article.id[4:]}"
    return Extraction(
        Article(
            id_, f"{variation.number}/{article.path}", moved.text, moved.spans(article.paragraphs),
            article.title and WORD.sub(lambda m: variation.word(m.group()), article.title),
            article.source, variation.day(article.published), article.credit,
            moved.span(article.dateline), article.url, article.language,
        ),
        tuple(
            evolve(
                s, start=moved.offset(s.start), end=moved.offset(s.end),
                text=moved.text[moved.offset(s.start) : moved.offset(s.end)],
                tokens=moved.spans(s.tokens), parts=moved.spans(s.parts),
            )
            for s in found.sentences
        ),
        tuple(_statement(s, moved, others) for s in found.statements),
        tuple(others.values()),
        tuple(evolve(m, span=moved.span(m.span)) for m in found.mentions),
    )  # fmt: skip


def _renamed(speaker: Speaker, word: Rename) -> Speaker:
    def other(name: str) -> str:
        return WORD.sub(lambda m: word(m.group()), name)

    forms = Counter[str]()
    for form, count in speaker.variants:
        forms[other(form)] += count
    return evolve(speaker, name=other(speaker.name), variants=tuple(forms.items()))


def _statement(s: Statement, moved: Moved, others: dict[str, Speaker]) -> Statement:
    return evolve(
        s, content=moved.spans(s.content), cue=moved.span(s.cue), speaker=moved.span(s.speaker),
        venue=moved.span(s.venue), relays=moved.spans(s.relays),
        entity=others[s.entity.id] if s.entity else None,
    )  # fmt: skip


def _cuts(found: Extraction) -> set[int]:
    """Offsets at which a span starts or ends: nothing across one is exchanged."""
    spans = [*found.article.paragraphs, *(m.span for m in found.mentions)]
    if found.article.dateline:
        spans.append(found.article.dateline)
    for s in found.statements:
        spans += [*s.content, *s.relays, *filter(None, (s.cue, s.speaker, s.venue))]
    cuts = {at for s in spans for at in (s.start, s.end)}
    for s in found.sentences:
        cuts |= {s.start, s.end} | {at for t in (*s.tokens, *s.parts) for at in (t.start, t.end)}
    return cuts


def rounds(path: str) -> Iterator[Prepared]:
    """Yield the articles of the source by day, then those of one round after another."""
    with connect(path) as db:
        source = [extractions.extraction(db, id_) for id_ in extractions.article_ids(db)]
    source.sort(key=lambda e: (e.article.published or "", e.article.id))
    plain = terms("stopwords") | terms("verbs", "past") | terms("verbs", "present")
    frequency = Counter(
        stem(word) for e in source for word in re.findall(r"\w+", fold(e.article.text))
        if word not in plain and not word.isdigit()
    )  # fmt: skip
    speaks = Counter(s.name for e in source for s in e.speakers)
    stays = {name for name, count in speaks.items() if count >= OFTEN}
    yield from map(prepare, source)
    number = 0
    while number := number + 1:
        variation = Variation(number, source, frequency)
        for found in source:
            yield prepare(varied(found, variation, stays))


def made_beside(path: str) -> Iterator[Prepared]:
    """Make the articles in a process of their own, whose time does not count."""
    context = get_context("spawn")
    queue = context.Queue(TOGETHER)
    process = context.Process(target=_make, args=(path, queue), daemon=True)
    process.start()
    while True:
        yield from queue.get()


def _make(path: str, queue: object) -> None:
    source = rounds(path)
    while chunk := list(islice(source, 20)):
        queue.put(chunk)


def together(db: object, articles: list[Prepared]) -> float:
    """Add articles at once; return CPU milliseconds of each."""
    start = time.process_time()
    shelf = Shelf(db)
    with transaction(db):
        for article in articles:
            shelf.add(article)
    update(db)
    return 1000 * (time.process_time() - start) / len(articles)


def few_and_many(articles: list[Prepared], path: str) -> None:
    """Add every hundredth article to a file of 400 of the others, and to one of all of them."""
    alone = articles[50::100]
    others = [article for i, article in enumerate(articles) if i % 100 != 50]
    few = others[:: max(1, len(others) // FEW)][:FEW]
    chosen = {article.rows.article for article in few}
    for added in (few, [a for a in others if a.rows.article not in chosen]):
        with connect(f"{path}.some", create=True) as db:
            for start in range(0, len(added), TOGETHER):
                together(db, added[start : start + TOGETHER])
            count = _count(db, "articles")
        copyfile(f"{path}.some", f"{path}.more")
        with connect(f"{path}.more") as db:
            spent = [together(db, [article]) for article in alone]
        print(f"one of the same {len(alone)} articles to a file of {count:,}, ms CPU: "
              f"median {median(spent):.0f}, mean {mean(spent):.0f}", flush=True)  # fmt: skip


def grow(path: str, articles: Iterator[Prepared], size: int, most: int) -> None:
    """Add articles until the file has so many statements, reporting about once a round."""
    print(f"{'statements':>11}{'articles':>10}{'MB':>9}{'one more, ms CPU: median':>26}{'mean':>7}"
          f"{'most':>7}{'in bulk, ms':>13}{'memory, MB':>12}")  # fmt: skip
    with connect(path, create=True) as db:
        while _statements(db) < most:
            bulk, spent = [], []
            for _ in range(max(1, size // TOGETHER)):
                bulk.append(together(db, list(islice(articles, TOGETHER - ALONE))))
                spent += [together(db, [article]) for article in islice(articles, ALONE)]
            figures = {
                "statements": _statements(db), "articles": _count(db, "articles"),
                "bytes": Path(path).stat().st_size,
                "one_median": median(spent), "one_mean": mean(spent), "one_max": max(spent),
                "bulk": mean(bulk),
                "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }  # fmt: skip
            with Path(f"{path}.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(figures) + "\n")
            print(f"{figures['statements']:11,}{figures['articles']:10,}"
                  f"{figures['bytes'] / 1e6:9,.0f}{figures['one_median']:26.0f}"
                  f"{figures['one_mean']:7.0f}{figures['one_max']:7.0f}{figures['bulk']:13.0f}"
                  f"{figures['rss']:12,}", flush=True)  # fmt: skip


def main(source: str, grown: str, most: int) -> None:
    articles = made_beside(source)
    with connect(source) as db:
        size = _count(db, "articles")
    first = list(islice(articles, size))
    few_and_many(first, grown)
    grow(grown, chain(first, articles), size, most)


def _count(db: object, table: str) -> int:
    return db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def _statements(db: object) -> int:
    return db.execute("SELECT coalesce(max(rowid), 0) FROM statements").fetchone()[0]


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else MOST)
