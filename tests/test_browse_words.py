"""The words of the pages, and what the record's own words become on them."""

import re
from pathlib import Path

import pytest

from claimtrack.browse.differences import difference
from claimtrack.browse.interface import choose, interface
from claimtrack.browse.markup import direction, http_url, text_fragment

PAGES = Path(__file__).parent.parent / "claimtrack" / "browse" / "pages"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("ar", "ar"), ("ar-SA,en;q=0.5", "ar"), ("en-GB,ar;q=0.9", "en"), ("fr", "en"), ("", "en"),
     ("fr,ar;q=0.2", "ar"), ("ar;q=0", "en"), ("ar;q=x,en", "en"), ("en;q=0.1,ar;q=0.2", "ar")],
)  # fmt: skip
def test_language_is_the_browsers(accepted: str, language: str) -> None:
    """The interface is Arabic where the browser wants that more than English."""
    assert choose(accepted).language == language


def test_both_interfaces_have_every_word() -> None:
    """Each key has words in both languages, and the pages name no other."""
    english, arabic = interface("en").words, interface("ar").words
    assert english.keys() == arabic.keys()
    assert all(english.values())
    assert all(arabic.values())
    named = {
        key
        for file in PAGES.glob("*.html")
        for key in re.findall(r"\bt\.(\w+)", file.read_text(encoding="utf-8"))
    }
    assert named <= english.keys()


def test_dates_are_written_out() -> None:
    """An ISO date, with or without a time, is shown as people write it."""
    assert interface("en").date("2025-11-07T08:00:00+03:00") == "7 November 2025"
    assert interface("ar").date("2025-11-07") == "7 نوفمبر 2025"
    assert interface("en").date(None) == "Undated"


@pytest.mark.parametrize(
    ("text", "found"),
    [("CNN: قال الرئيس إن الاتفاق قريب", "rtl"), ("He said قال", "ltr"), ("2025 :", "auto")],
)
def test_direction_is_that_of_most_letters(text: str, found: str) -> None:
    """A Latin name at its head does not turn an Arabic text around."""
    assert direction(text) == found


def test_spelling_is_no_difference() -> None:
    """Hamza, harakat and punctuation apart, equal wordings have no marks."""
    found = difference("إعلان الاتّفاق، غداً", "اعلان الإتفاق غدا")
    assert (found.same, str(found.markup)) == (True, "اعلان الإتفاق غدا")


def test_a_lone_dash_is_no_difference() -> None:
    """Marks that stand apart between words are not what two wordings differ in."""
    found = difference("مشروع الطرق - مرحلة ثانية", "مشروع الطرق مرحلة ثالثة -")
    assert re.findall("<(?:ins|del)>(.*?)<", found.markup) == ["ثانية", "ثالثة -"]
    assert difference("مشروع - الطرق", "مشروع الطرق").same


def test_wordings_far_apart_have_only_numbers_marked() -> None:
    """Where nearly all words differ, marks show the numbers alone."""
    found = difference("قتل 5 في حادث", "أعلنت الشرطة أن عدد الضحايا بلغ 7 أشخاص")
    assert not found.alike
    assert re.findall("<ins>(.*?)</ins>", found.markup) == ["7"]


def test_text_fragment() -> None:
    """A short text is named whole, a long one by its ends; dashes and commas are escaped."""
    assert text_fragment("ab-c, d") == ":~:text=ab%2Dc%2C%20d"
    long = " ".join(f"w{n}" for n in range(20))
    assert text_fragment(long) == (":~:text=w0%20w1%20w2%20w3%20w4,w15%20w16%20w17%20w18%20w19")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", "//host/x", "http://", "vbscript:x",
     "java\nscript:alert(1)", "http://a\u202eb", " http://a.b", "file:///etc/passwd", "", None,
     "http://[", "ftp://a.b"],
)  # fmt: skip
def test_only_web_addresses_become_links(url: str | None) -> None:
    """Anything but http and https with a host stays text."""
    assert http_url(url) is None


def test_web_addresses_become_links() -> None:
    """Addresses as outlets write them pass unchanged."""
    for url in ("http://example.org/a?b=c", "https://مثال.org/خبر-«عاجل»"):
        assert http_url(url) == url
