"""Speakers of many articles: what merges, and above all what does not."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.entities.across import LocalSpeaker, resolve
from claimtrack.models import Speaker, SpeakerType


def local(article: str, name: str, type_: SpeakerType = "person", id_: str = "p1") -> LocalSpeaker:
    """Build a speaker of one article, mentioned once by its name."""
    return LocalSpeaker(article, Speaker(id_, name, type_, ((name, 1),)))


def merged(*names: str, type_: SpeakerType = "person") -> list[set[str]]:
    """Give the groups of names that became one speaker, each name in its own article."""
    records = [local(f"a{i}", name, type_) for i, name in enumerate(names)]
    found = resolve(records)
    groups: dict[str, set[str]] = {}
    for i, name in enumerate(names):
        groups.setdefault(found.assignment[f"a{i}", "p1"], set()).add(name)
    return sorted(groups.values(), key=lambda group: min(names.index(n) for n in group))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("دونالد ترامب", "دونالد ترمب"),
        ("بنيامين نتنياهو", "بنيامين نتانياهو"),
        ("رجب طيب أردوغان", "رجب طيب إردوغان"),
        ("فولوديمير زيلينسكي", "فولوديمير زيلنسكي"),
        ("أنطونيو غوتيريش", "أنطونيو جوتيريش"),
        ("قاسم جومارت توكاييف", "قاسم توكاييف"),
        ("عبد الله صالح", "عبدالله صالح"),
    ],
)
def test_spellings_of_one_person_merge(one: str, other: str) -> None:
    """Hamza, vowels of a foreign surname, a middle name, a compound written as one word."""
    assert merged(one, other) == [{one, other}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد سليم", "محمد سالم"),
        ("أحمد محمد", "أحمد محمود"),
        ("علي سلمان", "علي سليمان"),
        ("فيصل عبدالحميد", "فيصل عبدالحامد"),
        ("خالد الغامدي", "محمد الغامدي"),
        ("محمد الغامدي", "محمد سعيد الغامدي"),
        ("دونالد ترامب", "إيفانكا ترامب"),
        ("حسن نصر", "حسين نصر"),
    ],
)
def test_other_persons_stay_apart(one: str, other: str) -> None:
    """Arabic names that differ by a vowel, other first names, family names that many bear."""
    assert merged(one, other) == [{one}, {other}]


def test_a_bare_surname_joins_the_only_one_who_bears_it() -> None:
    """One Trump in the set: "ترمب" is his; two: it stays its own, and is proposed."""
    assert merged("دونالد ترامب", "ترمب") == [{"دونالد ترامب", "ترمب"}]
    names = ("دونالد ترامب", "ترمب", "إيفانكا ترامب")
    assert merged(*names) == [{"دونالد ترامب"}, {"ترمب"}, {"إيفانكا ترامب"}]
    found = resolve(local(f"a{i}", name) for i, name in enumerate(names))
    assert {p.reason for p in found.proposals} == {"a surname that several bear"}
    assert len(found.proposals) == 2


@pytest.mark.parametrize(
    "names",
    [
        ("كازاخستان", "حكومة كازاخستان", "الحكومة الكازاخستانية", "أستانا"),
        ("الولايات المتحدة", "واشنطن", "أميركا", "الحكومة الأمريكية"),
        ("إيران", "طهران", "الجمهورية الإسلامية الإيرانية"),
        ("السعودية", "المملكة العربية السعودية", "الرياض"),
        ("السلطات الأفغانية", "كابل", "كابول"),
    ],
)
def test_a_state_is_one_speaker(names: tuple[str, ...]) -> None:
    """With its government, its authorities, and the capital that speaks for it."""
    assert merged(*names, type_="government") == [set(names)]


def test_what_is_not_the_state_stays_apart() -> None:
    """Ministries, other states, a capital of one name with a state ("عمان"), a city's paper."""
    names = (
        "سوريا",
        "وزارة الخارجية السورية",
        "كوريا الشمالية",
        "كوريا الجنوبية",
        "عمان",
        "الأردن",
    )
    assert merged(*names, type_="government") == [{name} for name in names]
    records = [local("a1", "الرياض", "media"), local("a2", "الرياض", "government")]
    assert len(resolve(records).speakers) == 2


def test_bodies_with_and_without_their_kind() -> None:
    """ "حركة طالبان" is "طالبان"; a spokesman speaks as the body; an outlet loses its kind."""
    names = ("حركة طالبان", "طالبان", "المتحدث باسم حركة طالبان")
    assert merged(*names, type_="organization") == [set(names)]
    outlets = ("موقع أكسيوس", "أكسيوس")
    assert merged(*outlets, type_="media") == [set(outlets)]
    agencies = ("وكالة فرانس برس", "وكالة الصحافة الفرنسية", "فرانس برس")
    assert merged(*agencies, type_="media") == [set(agencies)]
    parties = ("حزب الشعب", "حركة الشعب")
    assert merged(*parties, type_="organization") == [{"حزب الشعب"}, {"حركة الشعب"}]


@pytest.mark.parametrize("type_", ["anonymous", "collective", "document"])
def test_who_is_not_named_stays_in_the_article(type_: SpeakerType) -> None:
    """ "مسؤول أميركي" of two articles are two, however alike."""
    found = resolve([local("a1", "مسؤول أميركي", type_), local("a2", "مسؤول أميركي", type_)])
    assert sorted(s.article or "" for s in found.speakers) == ["a1", "a2"]


def test_a_title_without_a_name_stays_in_the_article() -> None:
    """ "الوزير" is somebody else in each article."""
    found = resolve([local("a1", "الوزير"), local("a2", "الوزير")])
    assert len(found.speakers) == 2


def test_the_speaker_has_the_fullest_name_and_all_forms() -> None:
    """The commonest full name, the type of most articles, the forms of all with their counts."""
    records = [
        LocalSpeaker(
            "a1", Speaker("p1", "دونالد ترامب", "person", (("ترامب", 4), ("الرئيس الأميركي", 1)))
        ),
        LocalSpeaker("a2", Speaker("p2", "دونالد ترمب", "person", (("ترمب", 2), ("ترامب", 1)))),
        LocalSpeaker("a3", Speaker("p1", "دونالد ترمب", "person", (("ترمب", 2),))),
        LocalSpeaker("a4", Speaker("p1", "ترامب", "person", (("ترامب", 1),))),
    ]
    (speaker,) = resolve(records).speakers
    assert (speaker.name, speaker.type, speaker.article) == ("دونالد ترمب", "person", None)
    assert speaker.variants == (("ترامب", 6), ("ترمب", 4), ("الرئيس الأميركي", 1))


NAMES = (
    "دونالد ترامب", "دونالد ترمب", "ترمب", "إيفانكا ترامب", "محمد الغامدي",
    "محمد سعيد الغامدي", "الغامدي", "قاسم توكاييف", "قاسم جومارت توكاييف", "توكاييف",
)  # fmt: skip


@given(st.lists(st.sampled_from(NAMES), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(names: list[str], random: Random) -> None:
    """Speakers, assignment and proposals are the same in any order, and everyone is assigned."""
    records = [local(f"a{i}", name) for i, name in enumerate(names)]
    shuffled = list(records)
    random.shuffle(shuffled)
    found = resolve(records)
    assert resolve(shuffled) == found
    assert set(found.assignment) == {(r.article, r.speaker.id) for r in records}
    assert set(found.assignment.values()) == {s.id for s in found.speakers}
