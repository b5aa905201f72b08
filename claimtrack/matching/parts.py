"""Where a content that says several things can be cut.

At sentence ends, and before a clause that is coordinated with the one before it or hangs on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimtrack.matching.similarity import stems
from claimtrack.models import Span

MIN_STEMS = 3
"""Content words that a part needs to stand as a proposition of its own."""

_COMPLEMENTIZERS = r"و?(?:أن|إن|ان|أنّ|إنّ)(?:ه|ها|هم)?"
_AFTER_COMMA = (
    "لتكون", "ليكون", _COMPLEMENTIZERS, "مما", "ما يعني", "حيث", "فيما", "بينما", "في حين",
    "في الوقت", "و?لكنه?ا?", "إلا أن", "علما", "وهي", "وهو", "بعدما", "وذلك", "عندما",
    r"و[يتنسأ]\w{3,}", "ولن", "ولم", "ولا", "تلته?ا?",
)  # fmt: skip
_BARE = (
    r"و(?:أن|إن|ان|أنّ|إنّ)(?:ه|ها|هم)?", "في حين", "فيما(?! بين)", "بينما", "بعدما", "حيث", "مما",
    "لأنه?ا?م?", "لو",
)  # fmt: skip
# "لتطبيع العلاقات", but "لتنظيم داعش".
_PURPOSE = r"لت(?!نظيم)\w{2,3}ي\w+\s"
_SENTENCE_END = re.compile(r"(?<!\d)[.!؟?]+[\"»”']*\s+|\.{2,}|…|[؛;]|\n+")
_CLAUSE = re.compile(
    rf"[،,]\s*[\"«“]*(?=(?:{'|'.join(_AFTER_COMMA)})\b)"
    rf"|\s(?=(?:{'|'.join(_BARE)})\b)"
    rf"|\s(?={_PURPOSE})"
)
_AIM = re.compile(rf"(?:وذلك )?{_PURPOSE}")
_LEAD = re.compile(r"(?:[\s\"«“”»،,.؛:…-]|و?(?:أنّ?|إنّ?|ان|بأن)\s|و(?=أن|إن|ان))+")
_TAIL = " \t\n\r،,.؛:…-"


def parts(content: Span) -> Iterator[Span]:
    """Cut a content into parts, in order; a piece with little in it stays with its neighbour."""
    text = content.text
    cuts = {m.end() for pattern in (_SENTENCE_END, _CLAUSE) for m in pattern.finditer(text)}
    bounds = [0, *sorted(cuts - {0, len(text)}), len(text)]
    pieces: list[tuple[int, int]] = []
    for start, end in zip(bounds, bounds[1:], strict=False):
        if pieces and (_thin(text[start:end]) or _thin(text[slice(*pieces[-1])])):
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    for start, end in pieces:
        if _AIM.match(text, start, end):
            continue  # an aim is no statement that something is so
        lead = _LEAD.match(text, start, end)
        start = lead.end() if lead else start
        body = _trimmed(text[start:end])
        if body:
            yield Span(content.start + start, content.start + start + len(body), body)


def _thin(text: str) -> bool:
    return len(set(stems(text))) < MIN_STEMS


def _trimmed(text: str) -> str:
    """Cut the separators at the end of a part, and a mark whose partner lies outside of it."""
    text = text.rstrip(_TAIL)
    for opening, closing in (('"', '"'), ("«", "»"), ("“", "”")):
        if opening == closing:
            unpaired = text.count(opening) % 2 == 1
        else:
            unpaired = text.count(opening) != text.count(closing)
        if unpaired and text.endswith((opening, closing)):
            text = text[:-1].rstrip(_TAIL)
    return text
