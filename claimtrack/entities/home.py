"""The country of an article: whose ministries it means where it names no country beside them."""

from __future__ import annotations

from collections import Counter
from functools import cache

from claimtrack.arabic import WORD, fold_word
from claimtrack.articles.outlets import country_of_outlet
from claimtrack.entities.states import states
from claimtrack.lexicon import rows, terms
from claimtrack.models import Article

CLEAR = 3
"""Times as often as any other a state must be named where neither dateline nor agency tells it."""

_LONGEST = 4  # words of a state's name
_KINGDOM = "المملكه"  # of a paper's own country


def home(article: Article) -> str | None:
    """Name the state whose bodies an article means; None where that is in doubt.

    The dateline or a national agency tells it, unless another state is named more often; else the
    outlet, where hardly another is named. Of a foreign agency's text it is the state named most.
    """
    named = _named(f"{article.title or ''}\n{article.text}")
    kingdom = named.pop(_KINGDOM, 0)
    told, own = _told(article), None
    if told is None and article.credit is None and article.source:
        own = country_of_outlet(article.source.name)
    if state := told or own:
        named[state] += kingdom * (state in _kingdoms())
        others = max((count for other, count in named.items() if other != state), default=0)
        return state if named[state] >= others * (1 if told else CLEAR) else None
    (first, most), (_, next_) = [*named.most_common(2), ("", 0), ("", 0)][:2]
    return first if most >= CLEAR * max(next_, 1) else None


def _told(article: Article) -> str | None:
    """Name the state of the dateline, else that of the agency."""
    placed = _named(article.dateline.text) if article.dateline else Counter[str]()
    placed.pop(_KINGDOM, None)
    return next(iter(placed)) if len(placed) == 1 else _agencies().get(article.credit or "")


def _named(text: str) -> Counter[str]:
    """Count the states that a text names, and "the kingdom" without more."""
    words = [fold_word(match.group()) for match in WORD.finditer(text)]
    found: Counter[str] = Counter()
    i = 0
    while i < len(words):
        i, state = _state_at(words, i)
        if state is not None:
            found[state] += 1
    return found


def _state_at(words: list[str], i: int) -> tuple[int, str | None]:
    """Return the word after the state named at word `i`, and its name; None where it names none."""
    for first in _bare_forms(words[i]):
        for size in range(min(_LONGEST, len(words) - i), 0, -1):
            if (state := _forms().get(" ".join((first, *words[i + 1 : i + size])))) is not None:
                return i + size, state
    return i + 1, None


def _bare_forms(word: str) -> tuple[str, ...]:
    """List a folded word with and without the conjunction and preposition written on to it."""
    found = [word]
    for clitics in ("و", "ب", "ل", "ف", "وب", "ول"):
        if word.startswith(clitics) and len(word) - len(clitics) > 2:
            found.append(word.removeprefix(clitics))
    if word.startswith(("لل", "ولل")):
        found.append("ال" + word.partition("لل")[2])
    return tuple(found)


@cache
def _forms() -> dict[str, str]:
    """Map the forms of states' names, but for what is also a common word or a given name."""
    also = terms("unspecific") | terms("given_names") | terms("function_words")
    forms = {form: state for form, state in states().items() if form not in also}
    return forms | {_KINGDOM: _KINGDOM}


@cache
def _kingdoms() -> frozenset[str]:
    found = (row for row in rows("territories") if "مملك" in row["variants"])
    return frozenset(row["name"] for row in found)


@cache
def _agencies() -> dict[str, str]:
    """Map the canonical names of national agencies to their states."""
    return {row["canonical"]: row["country"] for row in rows("agencies") if row["country"]}
