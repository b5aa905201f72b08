"""The words of the pages, in English and Arabic, chosen by the browser's language."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from attrs import frozen

LANGUAGES = ("en", "ar")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip


@frozen
class Interface:
    """The words of one language by their key, and how it writes dates."""

    language: str
    words: Mapping[str, str]

    @property
    def rtl(self) -> bool:
        """Whether this language is written from right to left."""
        return self.language == "ar"

    def date(self, value: str | None, *, year: bool = True) -> str:
        """Write an ISO 8601 date, with or without a time, as people do: "7 November 2025"."""
        if not value:
            return self.words["undated"]
        numbers = value[:10].split("-")
        if len(numbers) != 3:
            return value
        month = self.words[_MONTHS[int(numbers[1]) - 1]]
        return f"{int(numbers[2])} {month}" + (f" {numbers[0]}" if year else "")


def choose(accept_language: str) -> Interface:
    """Choose the interface by an Accept-Language header; English where it names neither."""
    wishes = []
    for part in accept_language.split(","):
        name, _, quality = part.strip().partition(";q=")
        language = name.lower().split("-")[0]
        if language in LANGUAGES:
            try:
                wishes.append((float(quality or 1), language))
            except ValueError:
                continue
    # The earlier of two that are wished for alike.
    best = max(wishes, key=lambda wish: wish[0], default=(1.0, "en"))
    return interface(best[1] if best[0] > 0 else "en")


@cache
def interface(language: str) -> Interface:
    """Return the interface in a language."""
    with (Path(__file__).parent / "strings.csv").open(encoding="utf-8", newline="") as file:
        words = {row["key"]: row[language] for row in csv.DictReader(file)}
    return Interface(language, MappingProxyType(words))
