"""Text from articles on a page: never markup, never steering what stands beside it."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

_STEERING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # embeddings, overrides, isolates
_OVERRIDES = re.compile("[\u202d\u202e]")
_SAMPLE = 300  # characters that decide a text's direction
_FRAGMENT_WORDS = 5  # at each end of a text fragment


def direction(text: str) -> Literal["rtl", "ltr", "auto"]:
    """Tell the direction in which most letters of a text run; "auto" for a text without letters.

    The first letter, by which browsers judge, is often a Latin name in an Arabic text.
    """
    classes = [unicodedata.bidirectional(c) for c in text[:_SAMPLE]]
    right = sum(c in ("R", "AL") for c in classes)
    left = classes.count("L")
    if not right and not left:
        return "auto"
    return "rtl" if right >= left else "ltr"


def plain(text: str) -> str:
    """Put a text on one line for attributes and titles, without what steers direction."""
    return " ".join(_STEERING.sub("", text).replace("\0", "\ufffd").split())


def bdi(text: str | None) -> Markup:
    """Isolate a short text of the record in its own direction."""
    found = plain(text or "")
    return Markup('<bdi dir="{}"{}>{}</bdi>').format(direction(found), _lang(found), found)


def attributes(text: str) -> Markup:
    """Give the attributes `dir` and `lang` of an element that holds this text of the record."""
    return Markup('dir="{}"{}').format(direction(text), _lang(text))


def _lang(text: str) -> Markup:
    return Markup(' lang="ar"') if direction(text) == "rtl" else Markup("")


def published(text: str) -> Markup:
    """Escape a stretch of an article so that the page's text equals it, character for character.

    Parsers turn a CR into LF and drop NUL. NUL and overrides, which would show a text other than
    the one that is there, become U+FFFD: the offsets stay.
    """
    shown = _OVERRIDES.sub("\ufffd", text.replace("\0", "\ufffd"))
    return Markup(str(escape(shown)).replace("\r", "&#13;"))


def http_url(url: str | None) -> str | None:
    """Return a URL that may become a link: http or https, with a host; else None."""
    if not url or any(c.isspace() or unicodedata.category(c) in ("Cc", "Cf") for c in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host else None


def text_fragment(text: str) -> str:
    """Write the directive that has a browser find and mark a text: ":~:text=START,END"."""
    words = text.split()
    if len(words) <= 2 * _FRAGMENT_WORDS:
        return ":~:text=" + _directive(words)
    return f":~:text={_directive(words[:_FRAGMENT_WORDS])},{_directive(words[-_FRAGMENT_WORDS:])}"


def _directive(words: list[str]) -> str:
    # A dash has a meaning there and no other way to be written.
    return quote(" ".join(words), safe="").replace("-", "%2D")
