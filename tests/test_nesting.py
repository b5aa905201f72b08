"""Statements inside the content of others."""

from collections.abc import Callable

import pytest

from claimtrack import Statement

Statements = Callable[[str], list[Statement]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            'قال الناطق: "أكد الرئيس أن البلاد ستتجاوز الأزمة".',
            [("قال", "الناطق", None), ("أكد", "الرئيس", "s1")],
        ),
        (
            "قال المحامي هاني منصور إن موكله أكد أنه بريء.",
            [("قال", "المحامي هاني منصور", None), ("أكد", "موكله", "s1")],
        ),
        (
            "أعلن القاضي أن الشاهد اعترف بأنه كذب.",
            [("أعلن", "القاضي", None), ("اعترف", "الشاهد", "s1")],
        ),
        (
            "قالت الصحيفة إن الوزير نفى وجود خلاف، وأضافت أن الأزمة قديمة.",
            [("قالت", "الصحيفة", None), ("نفى", "الوزير", "s1"), ("أضافت", "الصحيفة", None)],
        ),
        (
            "صرح مصدر مسؤول بوزارة الخارجية بأن المملكة تدين التفجير الإرهابي.",
            [("صرح", "مصدر مسؤول بوزارة الخارجية", None), ("تدين", "المملكة", "s1")],
        ),
        (
            "وتابع البيان أن المتهم اعترف بجريمته.",
            [("تابع", "البيان", None), ("اعترف", "المتهم", "s1")],
        ),
        (
            "وقال ابن عم الضحية إن العائلة تطالب بالعدالة.",
            [("قال", "ابن عم الضحية", None), ("تطالب", "العائلة", "s1")],
        ),
    ],
)
def test_parents(statements: Statements, text: str, wanted: list[object]) -> None:
    """The parent is the statement whose content holds this one."""
    assert [(s.cue.text, s.speaker.text, s.parent) for s in statements(text)] == wanted
