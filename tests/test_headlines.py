"""Headlines."""

from collections.abc import Callable

import pytest

from claimtrack import Statement

Statements = Callable[[str], list[Statement]]
Triples = Callable[[str], list[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "الحداد: لن نرفع الأسعار هذا العام\n"
            "قال وزير المالية سامر الحداد اليوم إن الأسعار مستقرة.",
            [
                (":", "الحداد", "لن نرفع الأسعار هذا العام"),
                ("قال", "وزير المالية سامر الحداد", "الأسعار مستقرة"),
            ],
        ),
        (
            "وزير الصحة: المستشفيات جاهزة لاستقبال المرضى\nتفقد الوزير المستشفيات صباح اليوم.",
            [(":", "وزير الصحة", "المستشفيات جاهزة لاستقبال المرضى")],
        ),
        (
            "دراسة: القهوة تقلل خطر السكري\nنشرت مجلة علمية نتائج البحث أمس.",
            [(":", "دراسة", "القهوة تقلل خطر السكري")],
        ),
        (
            'رئيس النادي لـ"الملعب": سنتعاقد مع مهاجم جديد\nيستعد النادي للموسم المقبل.',
            [(":", "رئيس النادي", "سنتعاقد مع مهاجم جديد")],
        ),
        (
            "الوزير يؤكد جاهزية المطار لاستقبال الحجاج\nتفقد الوزير المطار اليوم.",
            [("يؤكد", "الوزير", "جاهزية المطار لاستقبال الحجاج")],
        ),
    ],
)
def test_headlines(triples: Triples, text: str, wanted: list[object]) -> None:
    """A name before a colon speaks; a word of the newsroom before a colon does not."""
    assert triples(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        ("مباشر: متابعة حية لنتائج الانتخابات\nتتواصل عمليات الفرز في المدن."),
        ("عاجل: زلزال يضرب جنوب البلاد\nضرب زلزال جنوب البلاد فجر اليوم."),
        ("بالصور: افتتاح أكبر متحف في المدينة\nافتتح المتحف اليوم."),
        ("أسعار الذهب اليوم: استقرار عند 3000 جنيه\nاستقرت أسعار الذهب اليوم في الأسواق."),
    ],
)
def test_headlines_without_a_speaker(statements: Statements, text: str) -> None:
    """A topic before a colon is no speaker."""
    assert statements(text) == []
