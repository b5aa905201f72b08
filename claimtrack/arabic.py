"""Folding of Arabic spelling, with an alignment back to the original; words; clitics.

What is folded follows the habits of newsrooms: hamza seats, alif maqsura, ta marbuta, tatweel,
harakat, Arabic and Persian digits and letters, and invisible marks of direction.
"""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

# Dropped: harakat and Qur'anic marks, tatweel, zero-width and bidirectional controls.
_DROPPED = (
    *range(0x0610, 0x061B), 0x061C, 0x0640, *range(0x064B, 0x0660), 0x0670,
    *range(0x06D6, 0x06DD), *range(0x06DF, 0x06E9), *range(0x06EA, 0x06EE),
    *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065),
    *range(0x2066, 0x206A), 0xFEFF,
)  # fmt: skip
_TABLE: dict[int, str | None] = dict.fromkeys(_DROPPED)
_TABLE |= {ord(a): b for a, b in zip("أإآٱٲٳىیېئؤةۀەکگپچڤۋ", "ااااااييييوهههككبجفو", strict=True)}
_TABLE |= {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}

_MARKS = "".join(map(re.escape, map(chr, _DROPPED)))
WORD = re.compile(rf"[^\W_][\w{_MARKS}]*")
"""A word with its harakat, tatweel and invisible marks; an underscore does not begin one."""


def fold(text: str) -> str:
    """Fold spelling variants away: "الإمارات" and "الامارات" give the same."""
    return text.translate(_TABLE).lower()


fold_word = lru_cache(maxsize=1 << 16)(fold)


@frozen
class Folded:
    """Folded text; `offsets[i]` is where its character i stands in the original.

    `offsets` has one entry more than `text` has characters: the original's length.
    """

    text: str
    offsets: tuple[int, ...]


def fold_aligned(text: str) -> Folded:
    """Fold a text and keep where each character came from."""
    chars: list[str] = []
    offsets: list[int] = []
    for i, c in enumerate(text):
        for d in fold(c):
            chars.append(d)
            offsets.append(i)
    return Folded("".join(chars), (*offsets, len(text)))
