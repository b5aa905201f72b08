"""Folding of Arabic spelling, and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.arabic import WORD, fold, fold_aligned

ARABIC = st.text(st.sampled_from('ابتة أإآىيؤئء\u064b\u0640\u200f٣۳3چگA" .'), max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الإمارات", "الامارات"),
        ("آسيا", "اسيا"),
        ("مصطفى", "مصطفي"),
        ("مسؤول", "مسوول"),
        ("حكومة", "حكومه"),
        ("قريباً", "قريبا"),
        ("مُضيفًا", "مضيفا"),
        ("الـــوزير", "الوزير"),
        ("\u200fقال\u200e", "قال"),
        ("٢٠٢٥", "2025"),
        ("۲۰۲۵", "2025"),
        ("گازا", "كازا"),
        ("CNN", "cnn"),
    ],
)
def test_spelling_variants_fold_to_one(one: str, other: str) -> None:
    """Hamza, ya, ta marbuta, harakat, tatweel, invisible marks, digits, Persian letters, case."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("قال", "قالت"), ("عمان", "عمون"), ("سامر", "ثامر")])
def test_other_words_stay_apart(one: str, other: str) -> None:
    """Folding joins spellings, not words."""
    assert fold(one) != fold(other)


def test_alignment_leads_back() -> None:
    """Each folded character knows where it stood; the end is the length of the original."""
    folded = fold_aligned("أكّـد")
    assert folded.text == "اكد"
    assert folded.offsets == (0, 1, 4, 5)


@given(text=ARABIC)
def test_alignment_covers_any_text(text: str) -> None:
    """Offsets rise, and the character at each folds to the folded one."""
    folded = fold_aligned(text)
    assert folded.text == fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert [fold(text[i]) for i in folded.offsets[:-1]] == list(folded.text)


@given(text=ARABIC)
def test_folding_twice_is_folding_once(text: str) -> None:
    """What is folded stays as it is."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قال الوزير: نعم!", ["قال", "الوزير", "نعم"]),
        ("مُضيفًا الـــوزير", ["مُضيفًا", "الـــوزير"]),
        ('ب"الموهوب"', ["ب", "الموهوب"]),
        ("في 2025/11/7", ["في", "2025", "11", "7"]),
        ("__ #وسم_جديد", ["وسم_جديد"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    """A word keeps its harakat and tatweel, and ends at marks."""
    assert WORD.findall(text) == words
