"""In which words two wordings differ."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from attrs import frozen
from markupsafe import Markup

from claimtrack.arabic import WORD, fold
from claimtrack.browse.markup import plain

ALIKE = 0.4
"""Share of words in common below which nearly every word would be marked."""

_WORDS = re.compile(r"\S+(?:\s+[^\w\s]+(?!\S))*")  # a word with the lone marks after it


@frozen
class Difference:
    """A wording as markup: `<ins>` around words of its own, `<del>` around words it lacks.

    `alike` is False where the two have so little in common that numbers alone are marked.
    """

    markup: Markup
    alike: bool
    same: bool


def difference(base: str, text: str, *, missing: bool = True) -> Difference:
    """Mark how `text` differs from `base`, spelling aside; `missing` shows what it lacks."""
    ours, theirs = _WORDS.findall(plain(text)), _WORDS.findall(plain(base))
    a, b = [_key(word) for word in theirs], [_key(word) for word in ours]
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if a == b:
        return Difference(Markup.escape(" ".join(ours)), alike=True, same=True)
    if matcher.ratio() < ALIKE:
        return Difference(_numbers(ours, set(a)), alike=False, same=False)
    parts = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if missing and tag in ("delete", "replace"):
            parts.append(Markup("<del>{}</del>").format(" ".join(theirs[i1:i2])))
        if tag == "equal":
            parts.append(Markup.escape(" ".join(ours[j1:j2])))
        elif j2 > j1:
            parts.append(Markup("<ins>{}</ins>").format(" ".join(ours[j1:j2])))
    return Difference(Markup(" ").join(parts), alike=True, same=False)


def _numbers(words: list[str], known: set[str]) -> Markup:
    """Mark the words with digits that the other wording has not."""
    return Markup(" ").join(
        Markup("<ins>{}</ins>").format(word)
        if any(c.isdigit() for c in word) and _key(word) not in known
        else Markup.escape(word)
        for word in words
    )


def _key(word: str) -> str:
    """Fold a word and drop the punctuation around it; a lone mark stays what it is."""
    return "".join(WORD.findall(fold(word))) or word
