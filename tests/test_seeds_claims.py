"""What the two founding articles have in common: their claims, members and status."""

from pathlib import Path

import pytest

from claimtrack.store.reader import ClaimRecord
from claimtrack.tracker import Tracker

KAZAKHSTAN, TRUMP = "كازاخستان", "دونالد ترامب"


@pytest.fixture
def claims(seeds_db: Path) -> list[ClaimRecord]:
    with Tracker(seeds_db) as record:
        return record.claims()


SHARED = {
    "corroborated": [
        {
            (KAZAKHSTAN, "same", "أنها ستنضم إلى الاتفاقات الابراهيمية"),
            (
                TRUMP,
                "supports",
                "كازاخستان هي أول دولة في ولايتي الثانية تنضم إلى الاتفاقيات الابراهيمية",
            ),
            (TRUMP, "supports", 'كازاخستان ستنضم إلى اتفاقات "أبراهام"'),
        },
    ],
    "repeated": [
        {
            (
                TRUMP,
                "supports",
                "كازاخستان هي أول دولة في ولايتي الثانية تنضم إلى الاتفاقيات الابراهيمية",
            ),
            (TRUMP, "supports", "لتكون بذلك أول دولة في ولايته الثانية تنضم إلى هذه الاتفاقات"),
        },
        {
            (TRUMP, "same", "هناك العديد من الدول الأخرى التي تحاول الانضمام إلى نادي القوة هذا"),
            (TRUMP, "same", "هناك عدد من الدول الأخرى تسعى إلى الانضمام قريباً"),
        },
        {
            (
                KAZAKHSTAN,
                "same",
                "انضمامنا المتوقع إلى الاتفاقات الإبراهيمية يمثل استمرارا طبيعيا ومنطقيا لمسار"
                " السياسة الخارجية الكازاخستانية القائم على الحوار والاحترام المتبادل والاستقرار"
                " الإقليمي",
            ),
            (
                KAZAKHSTAN,
                "same",
                'الانضمام إلى اتفاقات أبراهام "يمثل استمراراً طبيعياً لسياسة البلاد القائمة على'
                ' الحوار والاحترام المتبادل"',
            ),
        },
        {
            (TRUMP, "same", "خطوة كبيرة إلى الأمام في بناء الجسور حول العالم"),
            (TRUMP, "same", "خطوة كبيرة نحو بناء جسور التواصل والسلام في العالم"),
        },
        {
            (TRUMP, "same", "أنه سيتم الإعلان عن حفل توقيع رسمي قريبا"),
            (TRUMP, "same", "مراسم التوقيع الرسمية ستجري قريباً في واشنطن"),
        },
    ],
}


def said(claim: ClaimRecord) -> bool:
    """Tell whether all members of a claim are what somebody said, and two articles have it."""
    spoken = all(member.speaker for member in claim.members)
    return spoken and len({member.path for member in claim.members}) > 1


@pytest.mark.parametrize("status", SHARED)
def test_what_both_articles_report_that_somebody_said(
    claims: list[ClaimRecord], status: str
) -> None:
    """These claims and no others, each with these members and no others."""
    found = [
        {(member.party, member.relation, member.text) for member in claim.members}
        for claim in claims
        if claim.status == status and said(claim)
    ]
    assert sorted(map(sorted, found)) == sorted(map(sorted, SHARED[status]))


SINGLE = (
    "أنها لا تستطيع تطبيع العلاقات بدون التقدم نحو إقامة دولة فلسطينية مستقلة",
    'القرار بانه يشكل "تقدما حقيقيا"',
    "انضمام كازاخستان يمثل بداية موجة جديدة من الدول التي"
    ' "تتبنى السلام والازدهار عبر اتفاقات أبراهام"',
    "المسيرة مستمرة لتوحيد الدول من أجل الاستقرار والنمو",
    'الاتفاق في "مراحله النهائية"',
    "رغبته في توسيع هذه الاتفاقات التي أطلقتها إدارته عام 2020",
)


@pytest.mark.parametrize("text", SINGLE)
def test_what_one_article_has_is_from_a_single_source(claims: list[ClaimRecord], text: str) -> None:
    """Nothing in the other article joins it."""
    (claim,) = [claim for claim in claims if claim.text == text]
    assert (claim.status, claim.origins, len(claim.members)) == ("single_source", 1, 1)


def test_nothing_is_refuted(claims: list[ClaimRecord]) -> None:
    """Neither article contradicts the other."""
    assert {m.relation for claim in claims for m in claim.members} == {"same", "supports"}
    assert not any(claim.open_conflict for claim in claims)
