"""Files to articles.

    .txt, any other  one article, the whole file as it is, a byte order mark aside
    .html, .htm      one article, its main text as trafilatura finds it
    .jsonl, .ndjson  an article a line; read line by line
    .json            an article, or an array of them
    .xml, .rss, .atom  the entries of a feed

A further `.gz` is undone. A directory is read through in the order of names, files and folders that
begin with a dot aside. `articles.toml` beside a file of one article tells what the file does not:
`["FILE NAME"]` with any of outlet, title, date, credit, url.
"""

from __future__ import annotations

import gzip
import json
import re
import tomllib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

from claimtrack import dates
from claimtrack.articles.head import find_credit, paragraphs, read_head
from claimtrack.articles.outlets import outlet_of
from claimtrack.articles.web import feed_entries, page
from claimtrack.errors import EncodingError, InputError
from claimtrack.models import Article, Source

_LINES, _FEEDS, _PAGES = (".jsonl", ".ndjson"), (".xml", ".rss", ".atom"), (".html", ".htm")
_SUFFIXES = frozenset((".txt", ".json", *_LINES, *_FEEDS, *_PAGES))
_SIDE = "articles.toml"
_SIDE_KEYS = ("outlet", "title", "date", "credit", "url")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAGIC = {
    b"%PDF": "a PDF file", b"PK\x03\x04": "a zip or office file", b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image", b"GIF8": "a GIF image", b"\x1f\x8b": "a gzip file",
    b"\x7fELF": "a program", b"SQLite format 3\0": "a SQLite database",
    b"\xd0\xcf\x11\xe0": "an office file", b"{\\rtf": "an RTF file",
}  # fmt: skip
_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1a\x1b") + b"\x7f"

Fields = Mapping[str, object]


class _NoArticleError(InputError):
    """A file of a known kind that holds no articles: passed over in a directory."""


def read(paths: Iterable[str | Path]) -> Iterator[Article]:
    """Read articles from files and directories, one at a time.

    A lone surrogate (JSON's "\\ud800") becomes U+FFFD, so offsets stay. Raises InputError, with
    the line's number for JSON lines, and EncodingError with the offset of the first bad byte.
    """
    for path in map(Path, paths):
        try:
            yield from _in_directory(path) if path.is_dir() else _in_file(path)
        except FileNotFoundError:
            raise InputError(str(path), "no such file or directory", "check the path") from None
        except (OSError, EOFError, zlib.error) as error:
            problem = getattr(error, "strerror", None) or str(error)
            raise InputError(str(path), problem, "check that it can be read") from error


def _in_directory(directory: Path) -> Iterator[Article]:
    empty = True
    for path in sorted(directory.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(directory).parts)
        if hidden or _suffix(path) not in _SUFFIXES or not path.is_file():
            continue
        try:
            for article in _in_file(path):
                empty = False
                yield article
        except _NoArticleError:
            continue
    if empty:
        remedy = f"put files there: {', '.join(sorted(_SUFFIXES))}"
        raise InputError(str(directory), "a directory without articles", remedy)


def _in_file(path: Path) -> Iterator[Article]:
    suffix = _suffix(path)
    with _open(path) as file:
        if suffix in _LINES:
            yield from _in_lines(path, file)
        elif suffix == ".json":
            yield from _in_json(path, file.read())
        elif suffix in _FEEDS:
            yield from _in_feed(path, file.read())
        else:
            yield _single(path, file.read(), suffix in _PAGES)


def _suffix(path: Path) -> str:
    return (path.with_suffix("") if path.suffix.lower() == ".gz" else path).suffix.lower()


def _open(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")


def _single(path: Path, data: bytes, is_page: bool) -> Article:
    thing = str(path)
    fields: dict[str, object] = dict(page(thing, data)) if is_page else {"text": _text(thing, data)}
    fields |= _side(path)
    return _article(thing, thing, fields, titled=not is_page)


def _text(thing: str, data: bytes) -> str:
    """Decode a text file; refuse what is none."""
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(thing, f"{kind}, not text", "save the article as UTF-8 text")
    sample = data[:8192]
    if len(sample) - len(sample.translate(None, _CONTROL)) > 0.3 * len(sample):
        raise InputError(thing, "binary data, not text", "save the article as UTF-8 text")
    return _decode(thing, data).removeprefix("\ufeff")


def _decode(thing: str, data: bytes, base: int = 0) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EncodingError(thing, base + error.start) from None


def _in_lines(path: Path, file: BinaryIO) -> Iterator[Article]:
    offset, empty = 0, True
    for number, line in enumerate(file, 1):
        thing = f"{path}:{number}"
        text = _decode(thing, line, offset).removeprefix("\ufeff")
        offset += len(line)
        if text.strip():
            empty = False
            yield _record(path, thing, number, _json(thing, text))
    if empty:
        raise InputError(str(path), "an empty file", "write one JSON object a line")


def _in_json(path: Path, data: bytes) -> Iterator[Article]:
    thing = str(path)
    value = _json(thing, _decode(thing, data).removeprefix("\ufeff"))
    records = value if isinstance(value, list) else [value]
    if not any(isinstance(record, dict) and "text" in record for record in records):
        raise _NoArticleError(thing, "no article in it", 'give each article a field "text"')
    for number, record in enumerate(records, 1):
        many = isinstance(value, list)
        yield _record(path, f"{path}: article {number}" if many else thing, number, record)


def _in_feed(path: Path, data: bytes) -> Iterator[Article]:
    entries = feed_entries(str(path), data)
    if entries is None:
        raise _NoArticleError(str(path), "not a feed", "give an RSS or Atom file")
    if not entries:
        raise InputError(str(path), "a feed without texts", "use a feed that holds whole articles")
    for number, fields in enumerate(entries, 1):
        yield _record(path, f"{path}: entry {number}", number, fields)


def _json(thing: str, text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        problem = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise InputError(thing, f"not JSON: {problem}", "mend it or leave it out") from None


def _record(path: Path, thing: str, number: int, record: object) -> Article:
    """Make an article of a JSON object or feed entry; its path is "FILE#id"."""
    if not isinstance(record, dict):
        raise InputError(thing, f"{type(record).__name__}, not an object", 'write {"text": …}')
    if "text" not in record:
        raise InputError(thing, 'no field "text"', "give the article's text in it")
    own = record.get("id")
    name = own if isinstance(own, str | int) and own != "" else number
    return _article(f"{path}#{name}", thing, record, titled=False)


def _side(path: Path) -> Fields:
    """Read what `articles.toml` beside a file tells of it."""
    side = path.with_name(_SIDE)
    if not side.is_file():
        return {}
    try:
        fields = tomllib.loads(_decode(str(side), side.read_bytes())).get(path.name, {})
    except tomllib.TOMLDecodeError as error:
        raise InputError(str(side), f"not TOML: {error}", "mend the line named") from None
    thing = f'{side} ["{path.name}"]'
    if not isinstance(fields, dict):
        raise InputError(thing, "not a table", f"write {', '.join(_SIDE_KEYS)} under it")
    for key in fields:
        if key not in _SIDE_KEYS:
            raise InputError(thing, f"unknown key {key!r}", f"known are {', '.join(_SIDE_KEYS)}")
    return {key: value for key, value in fields.items() if value != ""}


def _article(path: str, thing: str, fields: Fields, *, titled: bool) -> Article:
    text = _field(fields, thing, "text")
    if text is None or not text.strip():
        raise InputError(thing, "an empty article", "give it text, or leave it out")
    lines = paragraphs(text)
    head = read_head(lines)
    url = _field(fields, thing, "url", "link")
    outlet = _field(fields, thing, "outlet", "source") or head.outlet or outlet_of(path, url)
    credit = _field(fields, thing, "credit")
    credit = (find_credit("", credit) or credit) if credit else None
    credit = credit or find_credit(text, _field(fields, thing, "byline", "author"))
    name = outlet or (credit if head.dateline else None)
    source = Source(name, "agency" if find_credit("", name) else "outlet") if name else None
    return Article(
        id=sha256(f"{name or ''}\0{text}".encode()).hexdigest()[:16],
        path=_clean(path),
        text=text,
        paragraphs=lines,
        title=_field(fields, thing, "title") or (head.title if titled else None),
        source=source,
        published=_published(fields, thing) or head.published,
        credit=credit,
        dateline=head.dateline,
        url=url,
    )


def _field(fields: Fields, thing: str, *names: str) -> str | None:
    """Take the first of these fields that is given: a string; "" and null count as not given."""
    for name in names:
        value = fields.get(name)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            kind = type(value).__name__
            raise InputError(thing, f"field {name!r} is {kind}, not a string", "put it in quotes")
        return _clean(value)
    return None


def _clean(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


def _published(fields: Fields, thing: str) -> str | None:
    """Read "published" or "date": ISO 8601, RFC 2822 or an Arabic date, to ISO 8601."""
    value = fields.get("published") or fields.get("date")
    if value is None:
        return None
    if isinstance(value, date):  # TOML has dates of its own
        return value.isoformat()
    text = str(value).strip()
    for read_date in (_iso, lambda t: parsedate_to_datetime(t).isoformat(), dates.parse):
        try:
            if found := read_date(text):
                return found
        except ValueError:
            continue
    raise InputError(thing, f"{text[:40]!r} is no date", "write it as YYYY-MM-DD or leave it out")


def _iso(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return moment.isoformat() if "T" in text or ":" in text else moment.date().isoformat()
