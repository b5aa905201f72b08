"""Quotation marks paired on the whole article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.articles import paragraphs
from claimtrack.quotations import pair


def inner(text: str) -> list[str]:
    """What stands between the marks of each quotation, in the order in which they open."""
    return [quotation.inner.text for quotation in pair(text, paragraphs(text))]


def left_open(text: str) -> list[str]:
    """What stands in the quotations that lack a mark."""
    return [q.inner.text for q in pair(text, paragraphs(text)) if not q.closed]


@pytest.mark.parametrize(
    "marks",
    ['""', "«»", "“”", "‹›", "„”", ("((", "))"), "''", ("''", "''"), ("``", "''"), "《》"],
)
def test_marks_of_every_kind(marks: str | tuple[str, str]) -> None:
    """Straight and directed marks, single and doubled, and brackets."""
    opening, closing = marks
    assert inner(f"قال: {opening}نحن هنا{closing}.") == ["نحن هنا"]


def test_span_with_marks_and_without() -> None:
    """`outer` holds the marks, `inner` what stands between without the space at its ends."""
    text = "قال: « نحن هنا »."
    (quotation,) = pair(text, paragraphs(text))
    assert (quotation.outer.start, quotation.outer.end) == (5, 16)
    assert quotation.outer.text == "« نحن هنا »"
    assert (quotation.inner.start, quotation.inner.end) == (7, 14)
    assert quotation.inner.text == "نحن هنا"
    assert quotation.closed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "قال: «سمعته يصرخ: “لا تتحركوا” ثم مضى».",
            ["سمعته يصرخ: “لا تتحركوا” ثم مضى", "لا تتحركوا"],
        ),
        ('قال: «قرأنا "الأيام" أمس».', ['قرأنا "الأيام" أمس', "الأيام"]),
        ("قال: «قرأنا «الأيام» أمس».", ["قرأنا «الأيام» أمس", "الأيام"]),
    ],
)
def test_nested_marks(text: str, wanted: list[str]) -> None:
    """A quotation inside another stands after it."""
    assert inner(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('مشيدا ب"خطوة كبيرة" اليوم', ["خطوة كبيرة"]),
        ('وصفه بـ"الموهوب".', ["الموهوب"]),
        ('في ال"مدينة" القديمة', ["مدينة"]),
        ('("نعم"، قال الوزير)', ["نعم"]),
        ('"نعم"و"لا"', ["نعم", "لا"]),
    ],
)
def test_clitics_before_a_mark(text: str, wanted: list[str]) -> None:
    """A straight mark after a clitic or a bracket opens."""
    assert inner(text) == wanted


@pytest.mark.parametrize("marks", ['“"', '"”', "“”"])
def test_mixed_marks_pair(marks: str) -> None:
    """Typists open with one kind and close with another."""
    assert inner(f"قال: {marks[0]}نحن هنا{marks[1]}، ومضى.") == ["نحن هنا"]


def test_quotation_over_paragraphs_that_reopen() -> None:
    """Where each paragraph begins with the opening mark, the quotation is one."""
    assert inner('قال: "نحن هنا.\n"وسنبقى هنا.\n"ولن نمضي".\nوعاد.') == [
        'نحن هنا.\n"وسنبقى هنا.\n"ولن نمضي'
    ]


def test_quotation_that_closes_in_the_next_paragraph() -> None:
    """Where the first mark of the next paragraph closes, the quotation goes on to it."""
    assert inner("قال: «نحن هنا.\nوسنبقى هنا». وعاد.") == ["نحن هنا.\nوسنبقى هنا"]


def test_quotation_left_open_ends_with_its_sentence() -> None:
    """A missing mark costs one sentence and spoils nothing after it."""
    text = 'قال: "نحن هنا معا. وعاد الوفد أمس.\nوقال: "نحن هناك".'
    assert inner(text) == ["نحن هنا معا", "نحن هناك"]
    assert left_open(text) == ["نحن هنا معا"]


@pytest.mark.parametrize(
    "text",
    [
        'شاشة طولها 55" جديدة.\nوقال: "نحن هنا".',
        "عبارة» بلا بداية.\nوقال: «نحن هنا».",
        'كلام" عابر.\nوقال: "نحن هنا".',
    ],
)
def test_odd_mark_spoils_its_own_paragraph_only(text: str) -> None:
    """The paragraph after an odd mark is read as it stands."""
    assert inner(text)[-1] == "نحن هنا"


@pytest.mark.parametrize("text", ["", "لا علامات هنا.", "the minister's car", "O'Brien وصل"])
def test_no_quotations(text: str) -> None:
    """An apostrophe is no mark."""
    assert inner(text) == []


MARKS = ['"', "«", "»", "“", "”", "„", "'", "''", "``", "((", "))", "‹", "›", "《", "》", "‘", "’"]
PIECES = st.lists(
    st.sampled_from(
        [*MARKS, *MARKS, "قال", "ب", "و", " ", " ", ": ", ". ", "، ", "\n", "5", "\x00"]
    ),
    max_size=60,
)


@given(pieces=PIECES)
def test_any_marks_go_through(pieces: list[str]) -> None:
    """Spans are slices of the text, in order, and two quotations are nested or apart."""
    text = "".join(pieces)
    found = pair(text, paragraphs(text))
    for q in found:
        assert text[q.outer.start : q.outer.end] == q.outer.text != ""
        assert text[q.inner.start : q.inner.end] == q.inner.text
        assert q.outer.start <= q.inner.start <= q.inner.end <= q.outer.end
    starts = [q.outer.start for q in found]
    assert starts == sorted(starts)
    for n, one in enumerate(found):
        for other in found[n + 1 :]:
            apart = other.outer.start >= one.outer.end
            assert apart or other.outer.end <= one.outer.end


def test_thousands_of_marks() -> None:
    """A long run of opening marks is read in no time and in bounds."""
    text = '«"' * 2_000
    assert all(q.outer.end <= len(text) for q in pair(text, paragraphs(text)))
