"""What a content of several sentences or clauses says, part by part."""

import pytest

from claimtrack.matching.parts import parts
from claimtrack.models import Span


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "كازاخستان ستنضم إلى الاتفاقات، لتكون بذلك أول دولة تنضم إليها هذا العام",
            [
                "كازاخستان ستنضم إلى الاتفاقات",
                "لتكون بذلك أول دولة تنضم إليها هذا العام",
            ],
        ),
        (
            "الحكومة خفضت الضرائب على الشركات وأن الأسعار تراجعت في الأسواق المحلية",
            ["الحكومة خفضت الضرائب على الشركات", "الأسعار تراجعت في الأسواق المحلية"],
        ),
        (
            "بلغ النمو 3.5 بالمئة في الربع الأول. وزاد الإنفاق العام على التعليم",
            ["بلغ النمو 3.5 بالمئة في الربع الأول", "وزاد الإنفاق العام على التعليم"],
        ),
        ("نعم، هذا صحيح", ["نعم، هذا صحيح"]),
        (
            "المملكة أرسلت ثلاث سفن جديدة لتقديم المساعدات العاجلة إلى السكان",
            ["المملكة أرسلت ثلاث سفن جديدة"],
        ),
        (
            "الجيش وجه ضربات كثيرة لتنظيم داعش في شمال البلاد",
            ["الجيش وجه ضربات كثيرة لتنظيم داعش في شمال البلاد"],
        ),
    ],
)
def test_contents_are_cut_where_another_thing_is_said(content: str, expected: list[str]) -> None:
    """Sentences, coordinated clauses, results; an aim is none; decimals and short pieces stay."""
    found = list(parts(Span(10, 10 + len(content), content)))
    assert [p.text for p in found] == expected
    assert all(content[p.start - 10 : p.end - 10] == p.text for p in found)
