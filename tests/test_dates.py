"""Arabic dates to ISO 8601."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.dates import find_dates, is_date_line, parse

FRIDAY = date(2025, 11, 7)


def found(text: str, reference: date | None = None) -> list[tuple[str, str]]:
    return [(mention.span.text, mention.iso) for mention in find_dates(text, reference)]


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("7 كانون الثاني 2025", "2025-01-07"),
        ("7 يناير 2025", "2025-01-07"),
        ("7 جانفي 2025", "2025-01-07"),
        ("7 فيفري 2025", "2025-02-07"),
        ("7 شباط 2025", "2025-02-07"),
        ("7 آذار 2025", "2025-03-07"),
        ("7 إبريل 2025", "2025-04-07"),
        ("7 أفريل 2025", "2025-04-07"),
        ("7 نيسان 2025", "2025-04-07"),
        ("7 ماي 2025", "2025-05-07"),
        ("7 أيار 2025", "2025-05-07"),
        ("7 جوان 2025", "2025-06-07"),
        ("7 حزيران 2025", "2025-06-07"),
        ("7 جويلية 2025", "2025-07-07"),
        ("7 يوليوز 2025", "2025-07-07"),
        ("7 تموز 2025", "2025-07-07"),
        ("7 غشت 2025", "2025-08-07"),
        ("7 أوت 2025", "2025-08-07"),
        ("7 آب 2025", "2025-08-07"),
        ("7 شتنبر 2025", "2025-09-07"),
        ("7 أيلول 2025", "2025-09-07"),
        ("7 تشرين الأول 2025", "2025-10-07"),
        ("7 تشرين أول 2025", "2025-10-07"),
        ("7 نونبر 2025", "2025-11-07"),
        ("7 تشرين الثاني 2025", "2025-11-07"),
        ("7 دجنبر 2025", "2025-12-07"),
        ("7 كانون الأول 2025", "2025-12-07"),
    ],
)
def test_months_of_every_region_are_known(written: str, iso: str) -> None:
    """Gulf, Egypt, Levant and Maghreb name the months each in their own way."""
    assert found(f"في {written}، قال") == [(written, iso)]


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("تشرين الأول/أكتوبر 2023", "2023-10"),
        ("يوليو (تموز) 2015", "2015-07"),
        ("3 حزيران/يونيو 2019", "2019-06-03"),
        ("7 تشرين الثاني – نوفمبر 2025", "2025-11-07"),
        ("2 ديسمبر (كانون الأول) 2015", "2015-12-02"),
        ("الثالث من حزيران/يونيو 2019", "2019-06-03"),
        ("الثاني والعشرين من يناير 2020", "2020-01-22"),
        ("الثلاثاء 26 يونيو 2012", "2012-06-26"),
        ("يونيو من عام 2015", "2015-06"),
        ("نوفمبر 7, 2025", "2025-11-07"),
        ("2025-11-07", "2025-11-07"),
        ("2025/11/7", "2025-11-07"),
        ("07/11/2025", "2025-11-07"),
        ("7.11.2025", "2025-11-07"),
        ("11/25/2025", "2025-11-25"),
        ("٧-١١-٢٠٢٥", "2025-11-07"),
        ("٧\u200f/١١\u200f/٢٠٢٥", "2025-11-07"),
    ],
)
def test_full_dates_need_no_reference(written: str, iso: str) -> None:
    """Pairs of month names, ordinals, weekdays in front and numbers in either digits are read."""
    assert found(f"منذ {written}.") == [(written, iso)]


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("اليوم", "2025-11-07"),
        ("أمس", "2025-11-06"),
        ("أول من أمس", "2025-11-05"),
        ("أمس الأول", "2025-11-05"),
        ("غداً", "2025-11-08"),
        ("بعد غد", "2025-11-09"),
        ("الجمعة", "2025-11-07"),
        ("الأربعاء", "2025-11-05"),
        ("الإثنين", "2025-11-03"),
        ("الاثنين المقبل", "2025-11-10"),
        ("الجمعة الماضية", "2025-10-31"),
        ("اليوم (الجمعة)", "2025-11-07"),
        ("أمس الاثنين", "2025-11-03"),
        ("منذ ساعتين", "2025-11-07"),
        ("قبل ثلاثة أيام", "2025-11-04"),
        ("قبل 5 أيام", "2025-11-02"),
        ("بعد يومين", "2025-11-09"),
        ("14 يوليو", "2025-07-14"),
        ("14 ديسمبر الماضي", "2024-12-14"),
        ("2 فبراير المقبل", "2026-02-02"),
        ("تموز/يوليو الحالي", "2025-07"),
    ],
)
def test_what_counts_from_a_day_is_resolved_against_the_reference(written: str, iso: str) -> None:
    """Relative days, weekdays and dates without a year count from the day of publication."""
    assert found(f"قال ترامب {written} إن", FRIDAY) == [(written, iso)]
    assert found(f"قال ترامب {written} إن") == []


@pytest.mark.parametrize(
    "text",
    [
        "في اليوم السابع من الحرب",
        "اليوم الوطني",
        "قبل 3 ساعات من المباراة",
        "قبل أيام",
        "مارس الرياضة وآب إلى بيته",
        "31 فبراير 2020",
        "10 شوال 1436",
        "11-10-1436هـ",
        "موسم 2015/ 2016 م",
        "192.168.2.2020",
        "بين يونيو - يوليو 2015",
    ],
)
def test_what_is_no_gregorian_date_is_left(text: str) -> None:
    """Durations, homographs, impossible days, Hijri dates, seasons and addresses are no dates."""
    assert found(text, FRIDAY) == []


def test_clitics_stay_outside_the_span() -> None:
    """A conjunction or preposition written on the word is not part of the date."""
    assert found("والخميس وبأمس", FRIDAY) == [("الخميس", "2025-11-06"), ("أمس", "2025-11-06")]


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        (" date 2025-11-07 منذ ساعتين", "2025-11-07"),
        ("الجمعة 7 نوفمبر 2025 - منذ يومين", "2025-11-05"),
        ("نُشر: 2025-11-07 آخر تحديث: 2025-11-08", "2025-11-07"),
        ("الجمعة 16 جمادى الأولى 1447 هـ الموافق 7 نوفمبر 2025 م", "2025-11-07"),
    ],
)
def test_a_date_line_gives_one_date(line: str, iso: str) -> None:
    """In a date line the full date comes first, and what is relative counts from it."""
    assert is_date_line(line)
    assert parse(line) == iso


@pytest.mark.parametrize("line", ["7 أكتوبر 2023: عام على الحرب", "الخميس", "منذ ساعتين", ""])
def test_other_lines_are_no_date_lines(line: str) -> None:
    """A title with a date in it, or a line without a full date, is no date line."""
    assert not is_date_line(line)


def test_a_reference_outside_the_calendar_is_no_reference() -> None:
    """Programs write 0001-01-01 for no date; nothing is counted from it."""
    assert found("قبل ثلاثة أيام", date(1, 1, 1)) == []


WORDS = st.sampled_from(
    ["أمس", "7", "٢٠٢٥", "/", "-", "تموز", "يوليو", " ", "\n", "الاثنين", "منذ", "ً", "\u200f", "و"]
)


@given(st.lists(WORDS | st.characters(), max_size=30).map("".join), st.dates())
def test_spans_are_slices_in_order(text: str, reference: date) -> None:
    """Each span equals its slice of the text, and none overlaps the next."""
    last = 0
    for mention in find_dates(text, reference):
        assert text[mention.span.start : mention.span.end] == mention.span.text
        assert mention.span.start >= last
        last = mention.span.end


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["-", "/", "."]))
def test_every_day_is_read_back_from_numbers(day: date, mark: str) -> None:
    """Year first or day first, with any of the usual marks."""
    assert parse(f"{day.year}{mark}{day.month}{mark}{day.day}") == str(day)
    if day.day > 12:
        assert parse(f"{day.day}{mark}{day.month}{mark}{day.year}") == str(day)
