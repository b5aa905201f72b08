"""Count origins on a record: copies, credits, and the quotations that come from one text.

    python tests/bench/bench_origins.py claims.db

A quotation is what stands in quotation marks in a statement, five words and more; two are the same
whose folded words are. It comes from one origin where all the articles that print it, or its
statements in them, do.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence

from claimtrack.arabic import WORD, fold_word
from claimtrack.models import Extraction, Statement
from claimtrack.origins import origins
from claimtrack.store import extractions
from claimtrack.store.connection import connect

WORDS = 5
MODES = {"direct": ("direct",), "direct or mixed": ("direct", "mixed")}


def main() -> None:
    """Print the figures for the record named as the argument."""
    with connect(sys.argv[1]) as db:
        read = [
            extractions.extraction(db, id_, sentences=False) for id_ in extractions.article_ids(db)
        ]
    found = origins(read)
    outlet = {e.article.id: e.article.source.name if e.article.source else "" for e in read}
    sizes = {o.id: sum(m in outlet for m in o.members) for o in found}
    groups = [o for o in found if sizes[o.id] > 1]
    print(f"articles: {len(read)}, with a credit: {sum(bool(e.article.credit) for e in read)}")
    print(f"copy groups: {len(groups)}, of {sum(sizes[o.id] for o in groups)} articles")
    print(f"copy groups without a credit: {sum(o.agency is None for o in groups)}")
    taken = sum(member not in outlet for o in found for member in o.members)
    print(f"statements taken over into other reports: {taken}")
    of = {member: origin.id for origin in found for member in origin.members}
    for name, modes in MODES.items():
        shared = quotations(read, modes, outlet)
        one = sum(len({of.get(f"{a}/{s}", of[a]) for a, s in places}) == 1 for places in shared)
        print(f"{name} quotations in two or more outlets: {len(shared)}, from one origin: {one}")


def quotations(
    read: Iterable[Extraction], modes: Sequence[str], outlet: dict[str, str]
) -> list[list[tuple[str, str]]]:
    """Gather the places, article and statement, of each quotation that two outlets print."""
    places: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for extraction in read:
        for statement in extraction.statements:
            if statement.mode in modes:
                for words in _said(statement):
                    places[words].append((extraction.article.id, statement.id))
    return [found for found in places.values() if len({outlet[a] for a, _ in found}) > 1]


def _said(statement: Statement) -> Iterable[tuple[str, ...]]:
    for span in statement.content:
        words = tuple(fold_word(m.group()) for m in WORD.finditer(span.text))
        if len(words) >= WORDS:
            yield words


if __name__ == "__main__":
    main()
