"""Which speakers vouch apart from one another."""

from __future__ import annotations

import pytest

from claimtrack.entities.sides import independent
from claimtrack.models import Speaker, SpeakerType

Who = tuple[str, SpeakerType, str]


def speaker(who: Who) -> Speaker:
    """Build a speaker of a name and a type, called by one form."""
    name, type_, form = who
    return Speaker(name, name, type_, ((form or name, 1),))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (("تركيا", "government", ""), ("حلف شمال الأطلسي", "organization", ""), True),
        (("تركيا", "government", ""), ("بيتر لانغ", "person", "الوزير الألماني بيتر لانغ"), True),
        (("تركيا", "government", ""), ("أحمد أوزال", "person", "الوزير التركي أحمد أوزال"), False),
        (("تركيا", "government", ""), ("أحمد أوزال", "person", "رئيس وزراء تركيا"), False),
        (("تركيا", "government", ""), ("وزارة الدفاع التركية", "government", ""), False),
        (("تركيا", "government", ""), ("شركة الغاز التركية", "organization", ""), False),
        (("تركيا", "government", ""), ("وزارة الدفاع اليونانية", "government", ""), True),
        (
            ("بيتر لانغ", "person", "الوزير الألماني بيتر لانغ"),
            ("كلارا شتاين", "person", "المستشارة الألمانية كلارا شتاين"),
            False,
        ),
        (
            ("مهدي صقر", "person", "رئيس هيئة قناة بنما مهدي صقر"),
            ("طارق زين", "person", "مدير التحركات بهيئة قناة بنما طارق زين"),
            False,
        ),
        (
            ("مهدي صقر", "person", "رئيس هيئة قناة بنما مهدي صقر"),
            ("طارق زين", "person", "مدير نادي الوداد طارق زين"),
            True,
        ),
        (("مهدي صقر", "person", ""), ("طارق صقر", "person", ""), False),
        (("صقر", "person", ""), ("طارق زين", "person", ""), False),
    ],
)
def test_who_speaks_for_another_is_not_independent(one: Who, other: Who, apart: bool) -> None:
    """A state and its officials and bodies, two officials of one state or body, a name shared."""
    assert independent(speaker(one), speaker(other)) is apart
    assert independent(speaker(other), speaker(one)) is apart
