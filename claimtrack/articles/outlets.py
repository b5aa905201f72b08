"""Which outlet an article comes from, by its address or by the name of its file.

Only outlets of the closed list `lexicon/outlets.csv` are known: any other word of an address or a
file's name says nothing about who published the text.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from claimtrack.lexicon import rows

_WORD = re.compile(r"[a-z0-9]+")


def outlet_of(path: str, url: str | None = None) -> str | None:
    """Name the outlet that the address tells, else the file's name or that of its folder.

    A file's name may hold more than the outlet's ("09_cnn_arabic.txt"), a folder's may not.
    """
    file = Path(path)
    return _by_address(url or "") or _by_words(file.name) or _spellings().get(_joined(file.parent))


def _by_address(url: str) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    labels = (parts.hostname or "").split(".")
    for i in range(len(labels)):  # arabic.cnn.com, then cnn.com
        place = f"{'.'.join(labels[i:])}{parts.path}/"
        for site, name in _sites().items():
            if place.startswith(f"{site}/"):
                return name
    return None


def _by_words(name: str) -> str | None:
    words = _WORD.findall(name.lower())
    runs = {"".join(words[i : i + n]) for i in range(len(words)) for n in (1, 2, 3)}
    found = sorted(runs & _spellings().keys(), key=lambda run: (-len(run), run))
    return _spellings()[found[0]] if found else None


def _joined(folder: Path) -> str:
    return "".join(_WORD.findall(folder.name.lower()))


@cache
def _sites() -> dict[str, str]:
    return {site: row["name"] for row in rows("outlets") for site in row["site"].split("|")}


@cache
def _spellings() -> dict[str, str]:
    """Map how an outlet's name is written in Latin letters, without spaces, to its own."""
    return {word: row["name"] for row in rows("outlets") for word in row["spelling"].split("|")}


def outlet_named(name: str) -> str:
    """Give an outlet's own name for how it is written in Latin letters; any other name as it is."""
    return _spellings().get("".join(_WORD.findall(name.lower())), name)


def country_of_outlet(name: str) -> str | None:
    """Name the country of an outlet, by its name or how that is written in Latin letters."""
    return _countries().get(outlet_named(name))


@cache
def _countries() -> dict[str, str]:
    return {row["name"]: row["country"] for row in rows("outlets") if row["country"]}
