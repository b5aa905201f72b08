"""Arabic dates to ISO 8601: months of every region, weekdays and "منذ ساعتين" against a day.

Months, weekdays and the words around them are data: `lexicon/months.csv`, `lexicon/date_terms.csv`.
Dates of the Hijri calendar are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from unicodedata import combining

from attrs import frozen

from claimtrack.arabic import fold, fold_aligned
from claimtrack.lexicon import rows
from claimtrack.models import Span


@frozen
class DateMention:
    """A date in a text; `iso` is a day, "2025-11-07", or a month, "2023-10"."""

    span: Span
    iso: str


def find_dates(text: str, reference: date | None = None) -> list[DateMention]:
    """Find the dates in a text, in order and without overlap.

    What needs a day to count from ("أمس", "الأربعاء", "14 يوليو") is found only with a `reference`,
    the day on which the text was published.
    """
    folded = fold_aligned(text)
    mentions = []
    for match in _pattern().finditer(folded.text):
        if iso := _resolve(match, reference):
            start, end = folded.offsets[match.start("date")], folded.offsets[match.end("date") - 1]
            end += 1
            while end < len(text) and combining(text[end]):  # tanwin at the end of "غداً"
                end += 1
            mentions.append(DateMention(Span(start, end, text[start:end]), iso))
    return mentions


def parse(text: str, reference: date | None = None) -> str | None:
    """Read the date of a date line or field, e.g. " date 2025-11-07 منذ يومين".

    A full date goes before what is counted from a day, and such a part is counted from it.
    """
    given = find_dates(text)
    full = next((m.iso for m in given if len(m.iso) == 10), None)
    mentions = find_dates(text, date.fromisoformat(full) if full else reference)
    counted = next((m.iso for m in mentions if m not in given), None)
    return counted or full or next((m.iso for m in given), None)


@cache
def _values(kind: str) -> dict[str, int]:
    if kind == "month":
        return {fold(row["term"]): int(row["month"]) for row in rows("months")}
    return {
        fold(row["term"]): int(row["value"]) for row in rows("date_terms") if row["kind"] == kind
    }


def _any(terms: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, terms), key=len, reverse=True)) + r")(?!\w)"


@cache
def _pattern() -> re.Pattern[str]:
    """Compile the forms of a date over folded text; the group that matched tells the form."""
    # Runs of white space are bounded, so that a text of nothing else takes linear time.
    o, s = r"[^\S\n\r]{0,3}", r"[^\S\n\r]{1,3}"
    month, weekday, turn = (_any(_values(kind)) for kind in ("month", "weekday", "turn"))
    ordinals, day = _any(_values("ordinal")), _any(_values("day"))
    count = rf"\d\d?|{_any(_values('number'))}"
    unit, units, dual = (_any(_values(kind)) for kind in ("unit", "units", "dual"))
    year = r"(?:1[89]|20|21)\d\d(?!\d)"
    of_year = rf"{o}[,،/-]?{o}(?:من{s})?(?:(?:ال)?عام{s}|سنه{s})?"
    # Two names of one month: "تشرين الأول/أكتوبر", "يوليو (تموز)", "يوليو تموز".
    pair = rf"(?P<month_TAG>{month})(?:{o}[/\\(–-]{o}|{s})(?P<twin_TAG>{month})(?:{o}\))?"
    forms = rf"""
        (?:{weekday}{o}[,،(]?{o})?
        (?:(?<!\d[-/.])(?P<y>{year})(?P<sep>{o}[-/.]{o})(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)
             (?![\d/]|[-.]\d)
          |(?<!\d[-/.])(?P<d2>\d\d?)(?P<sep2>{o}[-/.]{o})(?P<m2>\d\d?)(?P=sep2)(?P<y2>{year})
             (?![-/]\d)
          |(?P<day>\d\d?|{ordinals}){o}(?:من{s})?(?:شهر{s})?
             (?:{pair.replace("TAG", "a")}|(?P<month_b>{month}))
             (?:{of_year}(?P<year>{year})|{s}(?P<turn>{turn}))?
          |(?P<month_c>{month}){s}(?P<day_c>\d\d?){o}[,،]{o}(?P<year_c>{year}))
      |{pair.replace("TAG", "d")}(?:{of_year}(?P<year_d>{year})|{s}(?P<turn_d>{turn}))?
      |(?P<month_e>{month})(?:{of_year}(?P<year_e>{year})|{s}(?P<turn_e>{turn}))
      |(?P<ago>منذ|قبل|بعد){s}(?:(?:(?P<count>{count}){s})?(?P<unit>{unit})|(?P<dual>{dual})
         |(?P<count_s>{count}){s}(?P<units>{units}))(?!{s}(?:من(?!\w)|\d|{weekday}))
      |(?P<relative>{day})(?!{s}(?:{ordinals}|{_any(_values("not_today"))}))
         (?:{o}[(،,]?{o}(?P<beside>{weekday})(?:{o}\))?)?
      |(?P<weekday>{weekday})(?:{s}(?P<turn_w>{turn}))?
    """
    forms = "".join(line.strip() for line in forms.splitlines())
    return re.compile(rf"(?<!\w)[وفبلك]{{0,2}}(?P<date>{forms})")


def _resolve(match: re.Match[str], reference: date | None) -> str | None:
    part = {name: value for name, value in match.groupdict().items() if value is not None}
    if "y" in part or "y2" in part:
        return _numeric(part)
    if any(name.startswith("month") for name in part):
        return _textual(part, reference)
    if reference is None or not 1800 <= reference.year < 2200:  # "0001-01-01" stands for no date
        return None
    if "ago" in part:
        return _counted(part, reference)
    if "relative" in part:
        day = reference + timedelta(_values("day")[part["relative"]])
        # Where the day was printed after the text was written, the weekday beside it is right.
        return _weekday(_values("weekday")[part["beside"]], day) if "beside" in part else str(day)
    number = _values("weekday")[part["weekday"]]
    turn = _values("turn").get(part.get("turn_w", ""), 0)
    if turn > 0:
        return _weekday(number, reference + timedelta(7))
    return _weekday(number, reference - timedelta(1) if turn < 0 else reference)


def _weekday(number: int, last: date) -> str:
    """Give the last such weekday (Monday is 0) at or before a day."""
    return str(last - timedelta((last.weekday() - number) % 7))


def _numeric(part: dict[str, str]) -> str | None:
    if "y" in part:
        return _day(int(part["y"]), int(part["m"]), int(part["d"]))
    year, first, second = int(part["y2"]), int(part["d2"]), int(part["m2"])
    # The Arab press writes the day first; the month first is taken only where nothing else fits.
    return _day(year, second, first) or _day(year, first, second)


def is_date_line(text: str) -> bool:
    """Tell whether a line holds a full date and nothing but dates, times and their labels."""
    full = next((m for m in find_dates(text) if len(m.iso) == 10), None)
    if full is None:
        return False
    for mention in reversed(find_dates(text, date.fromisoformat(full.iso))):
        text = text[: mention.span.start] + " " + text[mention.span.end :]
    return all(word in _values("date_line") for word in re.findall(r"[^\W\d_]+", fold(text)))


def _textual(part: dict[str, str], reference: date | None) -> str | None:
    months = _values("month")
    named = [months[part[name]] for name in part if name.startswith(("month", "twin"))]
    if len(set(named)) > 1:  # a range, not a pair of names
        return None
    month = named[0]
    day_text = part.get("day") or part.get("day_c")
    year = next((int(part[name]) for name in part if name.startswith("year")), None)
    turn = next((_values("turn")[part[name]] for name in part if name.startswith("turn")), 0)
    if day_text is None:
        if year is None and reference is not None:
            first = _nearest(lambda y: _day(y, month, 1), reference.replace(day=1), turn)
            return first and first[:7]
        return f"{year}-{month:02}" if year else None
    day = int(day_text) if day_text.isdecimal() else _values("ordinal")[day_text]
    if year is not None:
        return _day(year, month, day)
    return _nearest(lambda y: _day(y, month, day), reference, turn) if reference else None


def _nearest(in_year: Callable[[int], str | None], reference: date, turn: int) -> str | None:
    """Choose the year: the last one before (turn -1), the next (1), else the nearest."""
    days = [d for y in (-1, 0, 1) if (d := in_year(reference.year + y))]
    if turn:
        days = [d for d in days if d != str(reference) and (d > str(reference)) == (turn > 0)]
    return min(days, key=lambda d: abs(date.fromisoformat(d) - reference), default=None)


def _counted(part: dict[str, str], reference: date) -> str:
    count = part.get("count") or part.get("count_s") or "1"
    number = int(count) if count.isdecimal() else _values("number")[count]
    kind = next(kind for kind in ("unit", "units", "dual") if kind in part)
    days = number * _values(kind)[part[kind]]
    return str(reference + timedelta(days if part["ago"] == "بعد" else -days))


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return str(date(year, month, day))
    except ValueError:
        return None
