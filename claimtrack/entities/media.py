"""Which medium an article takes a statement from: the newspaper, station or agency it relays."""

from __future__ import annotations

import re
from functools import lru_cache

from claimtrack.articles.outlets import outlet_named
from claimtrack.attribution.names import analyse
from claimtrack.entities.bodies import body_words, known_name
from claimtrack.models import Article, Extraction, Statement

_PARENTHESIS = re.compile(r"\s*\([^()]*\)")  # "وكالة الأنباء الألمانية (د ب أ)"


def media(extraction: Extraction) -> dict[str, str]:
    """Map the statements that an article takes from another medium to that, in folded words."""
    own = publishers(extraction.article)
    found = ((s.id, _medium(s)) for s in extraction.statements)
    return {id_: medium for id_, medium in found if medium and medium not in own}


def publishers(article: Article) -> frozenset[str]:
    """Give the outlet of an article and the agency that it credits, in folded words."""
    outlet = outlet_named(article.source.name) if article.source else None
    return frozenset(filter(None, (_words(name) for name in (outlet, article.credit) if name)))


def _medium(statement: Statement) -> str | None:
    """Name the innermost medium that is named: who passed it on last has it from there."""
    passed = [span.text for span in statement.relays]
    if statement.entity and statement.entity.type == "media":
        passed += [statement.entity.name]
        passed += [form for form, _ in statement.entity.variants]
    for text in reversed(passed):
        words = _words(text)
        if words and (analyse(text).type == "media" or known_name(words.split())):
            return words
    return None


@lru_cache(maxsize=1 << 12)
def _words(name: str) -> str | None:
    return " ".join(body_words(_PARENTHESIS.sub("", name), (), "media")) or None
