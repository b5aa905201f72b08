"""States by every form that names them: name, spellings, capital, adjective."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from claimtrack.arabic import fold
from claimtrack.lexicon import rows, terms

# Masculine, feminine and plural of an adjective, bare and with the article.
_ENDINGS = ("", "ه", "ين", "ون", "ا")


@cache
def states() -> Mapping[str, str]:
    """Map every folded form that names one state only to that state's name."""
    forms: dict[str, set[str]] = defaultdict(set)
    for row in rows("territories"):
        for form in (row["name"], *row["variants"].split("|"), *row["capital"].split("|")):
            forms[fold(form)].add(row["name"])
        for adjective in filter(None, row["adjective"].split("|")):
            for ending in _ENDINGS:
                for article in ("", "ال"):
                    forms[f"{article}{fold(adjective)}{ending}"].add(row["name"])
    forms.pop("", None)
    return {form: next(iter(names)) for form, names in forms.items() if len(names) == 1}


@cache
def adjectives() -> Mapping[str, str]:
    """Map every folded form of a state's adjective to one: "الأمريكية" to "اميركي".

    Not what is also another word's: "المالية" is of money, not of Mali.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows("territories"):
        first, *others = map(fold, row["adjective"].split("|"))
        for adjective in filter(None, (first, *others)):
            for ending in _ENDINGS:
                for article in ("", "ال"):
                    found[f"{article}{adjective}{ending}"].add(first)
    other = terms("unspecific")
    return {form: next(iter(f)) for form, f in found.items() if len(f) == 1 and form not in other}


@cache
def countries() -> Mapping[str, str]:
    """Map the folded name of a country, in each of its spellings, to its adjective."""
    return {
        fold(name): fold(row["adjective"].split("|")[0])
        for row in rows("territories")
        for name in (row["name"], *row["variants"].split("|"))
        if name and row["adjective"]
    }
