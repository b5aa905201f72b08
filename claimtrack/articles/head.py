"""What stands at the head and foot of an article's text: title, dateline, date, credit.

What a newspaper prints there follows no rule, so each is taken only where its form or a closed list
(agencies, capitals) is plain; a title or dateline that is missed stays in the text as any line.
"""

from __future__ import annotations

import re
from functools import cache

from attrs import evolve, frozen

from claimtrack import dates
from claimtrack.arabic import fold
from claimtrack.lexicon import rows, terms
from claimtrack.models import Span

# A line is a paragraph: newspapers' files seldom wrap lines, and a heading has a line of its own.
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_DASH = r"[-–—]+|(?<=\s)ـ+(?=\s)"
_SEPARATOR = re.compile(rf"\s*(?:{_DASH}|[/|:])\s*")
# "أربيل (كوردستان 24)- أعلنت", "(CNN)-- اعتقلت"
_PARENTHESIS = re.compile(
    rf"(?P<place>[^\W\d_][\w\s،]{{1,40}})?\((?P<who>[^()\n]{{2,30}})\)\s*(?:{_DASH}|:)"
)
# "(رويترز)", or «رويترز» after the last sentence: a quoted name inside one is a mention.
_LAST_PARENTHESIS = re.compile(r"(?:\(|[.!؟]\s*[\"«“])([^()\"«»“”]+)[)\"»”]\W*$")
_PART = re.compile(rf"\s*(?:{_DASH}|[/|:،,()«»\"“”؛*+\[\]])\s*|\s+من\s+")
_QUOTES = frozenset('"«»“”؟!')
_SHORT = 60  # characters: a credit or dateline on a line of its own
_TITLE = 160  # characters


@frozen
class Head:
    """What the first lines of an article say about it; `outlet` as the dateline names it."""

    title: str | None = None
    dateline: Span | None = None
    published: str | None = None
    outlet: str | None = None


def paragraphs(text: str) -> tuple[Span, ...]:
    """Split a text into its lines, without the white space around them and the empty ones."""
    spans = []
    for line in _LINE.finditer(text):
        body = line.group().lstrip()
        start = line.end() - len(body)
        if body := body.rstrip():
            spans.append(Span(start, start + len(body), body))
    return tuple(spans)


def read_head(lines: tuple[Span, ...]) -> Head:
    """Read title, dateline and date off the first lines (`paragraphs`) of an article."""
    head = Head()
    for i, line in enumerate(lines[:4]):
        if head.published is None and len(line.text) <= _SHORT and dates.is_date_line(line.text):
            head = evolve(head, published=dates.parse(line.text))
        elif head.dateline is None and (outlet := _stands_alone(line.text)) is not None:
            head = evolve(head, dateline=line, outlet=outlet or None)
        elif (opened := _opening(head, line)) != head:
            return opened
        elif head.title is None and head.dateline is None and _is_title(line.text, lines[i + 1 :]):
            head = evolve(head, title=line.text)
        elif len(line.text) > _SHORT:
            break
    return head


def find_credit(text: str, byline: str | None = None) -> str | None:
    """Find the agency that an article credits: its canonical name in `lexicon/agencies.csv`.

    Looked at are the byline, the dateline and the foot: a short last line, or a parenthesis that
    ends a long one. Only the closed list counts, so that "CITY (STATION)" makes no agency.
    """
    lines = paragraphs(text)
    dateline = read_head(lines).dateline
    foot = lines[-1].text if lines else ""
    if len(foot) > _SHORT:
        foot = match[1] if (match := _LAST_PARENTHESIS.search(foot[-_SHORT:])) else ""
    for place in (byline or "", dateline.text if dateline else "", foot):
        for part in _PART.split(place[:200]):
            if agency := _agency(part):
                return agency
    return None


def _words(text: str) -> str:
    """Fold a name and leave single spaces for all else: "أ. ف. ب" gives "ا ف ب"."""
    return " ".join(re.findall(r"\w+", fold(text)))


@cache
def _agencies() -> dict[str, tuple[str, str]]:
    return {_words(row["spelling"]): (row["canonical"], row["kind"]) for row in rows("agencies")}


@cache
def _capitals() -> frozenset[str]:
    names = (name for row in rows("territories") for name in row["capital"].split("|"))
    return frozenset(_words(name) for name in names if name)


def _agency(part: str) -> str | None:
    """Give the agency that a part of a credit names; an acronym must be the whole part."""
    words = _words(part)
    for i in range(len(words)):  # "لندن رويترز" ends with a name
        if i and words[i - 1] != " ":
            continue
        name, kind = _agencies().get(words[i:], ("", ""))
        if kind == "name" or (kind == "acronym" and i == 0):
            return name
    return None


def _is_credit(part: str) -> bool:
    return _words(part) in _agencies()


def _outlet(name: str) -> str:
    """Give the name back if it is plainly an outlet's: by a word of the trade, a number, Latin."""
    words = _words(name).split()
    plain = any(
        word in terms("outlet_words") or (word.isascii() and word.isalpha()) for word in words
    )
    numbered = len(words) > 1 and words[-1].isdecimal()  # "كوردستان 24", but not "24 عاما"
    return name.strip() if (plain or numbered) and not _is_credit(name) else ""


def _stands_alone(line: str) -> str | None:
    """Give the outlet ("" for none) if a line is a dateline or credit of its own, else None."""
    parts = [part for part in _SEPARATOR.split(line.strip("() *:-–")) if part]
    if len(line) > _SHORT or _QUOTES & set(line) or not parts:
        return None
    known = [_is_credit(part) or _words(part) in _capitals() for part in parts]
    if len(parts) == 1:
        return "" if _is_credit(parts[0]) else None
    dashed = re.search(rf"\s(?:{_DASH}|/)\s", line) is not None and ":" not in line
    short = all(k or len(part.split()) <= 3 for k, part in zip(known, parts, strict=True))
    if all(known) or (dashed and short and (any(known) or len(parts) == 2)):
        return next(filter(None, map(_outlet, reversed(parts))), "")
    return None


def _is_title(line: str, rest: tuple[Span, ...]) -> bool:
    """Tell a title: some words, short, no full stop, and more text follows than it has itself."""
    return (
        len(line) <= _TITLE
        and len(line.split()) > 1
        and not line.endswith((".", "،", ":", "؛"))
        and sum(len(span.text) for span in rest) > len(line)
    )


def _opening(head: Head, line: Span) -> Head:
    """Read a date and a dateline that open the first paragraph: " date 2025-11-07 أربيل (…)- …"."""
    text, skip = line.text, 0
    first = next(iter(dates.find_dates(text[:_SHORT])), None)
    if first and dates.is_date_line(text[: first.span.end]) and first.span.text[0].isdecimal():
        skip = first.span.end + len(text[first.span.end :]) - len(text[first.span.end :].lstrip())
        head = evolve(head, published=head.published or first.iso)
    end, outlet = _dateline_end(text[skip : skip + 100])
    if not end or head.dateline:
        return head
    start = line.start + skip
    return evolve(head, dateline=Span(start, start + end, text[skip : skip + end]), outlet=outlet)


def _dateline_end(text: str) -> tuple[int, str | None]:
    """Give where the dateline at the start of a text ends (0 for none), and the outlet in it."""
    if match := _PARENTHESIS.match(text):
        who, place = match["who"], _words(match["place"] or "")
        if _is_credit(who) or _outlet(who) or place in _capitals():
            return match.end(), _outlet(who) or None
    end, start = 0, 0
    for count, separator in enumerate(_SEPARATOR.finditer(text)):
        part = text[start : separator.start()]
        dashed = re.search(_DASH, separator[0])
        start = separator.end()
        # What stands alone before a colon is a speaker: "رويترز: …" in a headline.
        opens = dashed and (_is_credit(part) or _words(part) in _capitals())
        if _is_credit(part) if count else opens:
            end = start
        elif count or len(part.split()) > 3:  # the first part may be the outlet: "سبق- وكالات:"
            break
    return len(text[:end].rstrip()), None
