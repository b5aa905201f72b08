"""Web pages and feeds to the fields of articles, by trafilatura and feedparser.

Both come with `pip install claimtrack[html]` and are loaded when the first page or feed is read.
"""

from __future__ import annotations

import re
from calendar import timegm
from datetime import UTC, datetime
from io import BytesIO
from time import struct_time
from types import ModuleType

from claimtrack.errors import EncodingError, InputError

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


def page(thing: str, data: bytes) -> dict[str, object]:
    """Find the article in a web page: its text, and title, outlet, date, byline where given."""
    from_library = _load(thing, "trafilatura").bare_extraction(
        _decode(thing, data), with_metadata=True, include_comments=False, include_tables=False
    )
    if from_library is None or not from_library.text:
        raise InputError(thing, "no article text found in the page", "save the text as .txt")
    return {
        "text": from_library.text,
        "title": from_library.title,
        "outlet": from_library.sitename,
        "date": from_library.date,
        "byline": from_library.author,
        "url": from_library.url,
    }


def feed_entries(thing: str, data: bytes) -> list[dict[str, object]] | None:
    """Read the entries of a feed that have a text; None if it is no feed."""
    # As a stream: bytes that are the name of a file, feedparser would open.
    feed = _load(thing, "feedparser").parse(BytesIO(data))
    if not feed.get("version"):
        return None
    entries = []
    for entry in feed.entries:
        contents = [content.value for content in entry.get("content", ()) if content.value]
        text = _plain(thing, contents[0] if contents else entry.get("summary") or "")
        if not text.strip():
            continue
        entries.append({
            "id": entry.get("id"),
            "text": text,
            "title": entry.get("title"),
            "outlet": feed.feed.get("title"),
            "date": _moment(entry.get("published_parsed") or entry.get("updated_parsed")),
            "byline": entry.get("author"),
            "url": entry.get("link"),
        })  # fmt: skip
    return entries


def _moment(parsed: struct_time | None) -> str | None:
    """Write a moment as feedparser gives it, ISO 8601; None for one that is in no calendar."""
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None
    except (ValueError, OverflowError):
        return None


def _plain(thing: str, markup: str) -> str:
    """Turn an entry's markup to text, a line for each block."""
    if "<" not in markup:
        return markup
    found = _load(thing, "trafilatura").bare_extraction(
        f"<html><body><article>{markup}</article></body></html>", favor_recall=True
    )
    return str(found.text) if found is not None and found.text else ""


def _decode(thing: str, data: bytes) -> str:
    """Decode a page: UTF-8, else the encoding that it names."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        named = _CHARSET.search(data[:2048])
        try:
            return data.decode(named[1].decode() if named else "utf-8")
        except (LookupError, UnicodeDecodeError):
            raise EncodingError(thing, error.start) from None


def _load(thing: str, library: str) -> ModuleType:
    from importlib import import_module

    try:
        return import_module(library)
    except ImportError as error:
        remedy = 'install it: pip install "claimtrack[html]"'
        raise InputError(thing, f"reading it needs {library}", remedy) from error
