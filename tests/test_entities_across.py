"""Speakers of many articles: what merges, and above all what does not."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.entities.across import LocalSpeaker, resolve
from claimtrack.entities.proposals import proposals
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


def proposed(*names: str, type_: SpeakerType = "person") -> list[tuple[str, str, str]]:
    """Give the pairs of names that are proposed as one speaker, and why."""
    found = resolve(local(f"a{i}", name, type_) for i, name in enumerate(names)).speakers
    name = {speaker.id: speaker.name for speaker in found}
    return sorted((*sorted((name[p.left], name[p.right])), p.reason) for p in proposals(found))


def told(article: str, name: str, form: str) -> LocalSpeaker:
    """Build a person of one article, called by a form that tells more than the name."""
    return LocalSpeaker(article, Speaker("p1", name, "person", ((form, 1), (name, 1))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("دونالد ترامب", "دونالد ترمب"),
        ("بنيامين نتنياهو", "بنيامين نتانياهو"),
        ("رجب طيب أردوغان", "رجب طيب إردوغان"),
        ("فولوديمير زيلينسكي", "فولوديمير زيلنسكي"),
        ("أنطونيو غوتيريش", "أنطونيو جوتيريش"),
        ("قاسم جومارت توكاييف", "قاسم توكاييف"),
        ("عبد ربه منصور هادي", "عبدربه منصور هادي"),
        ("روبرتو أزفيدو", "روبرتو ازيفيدو"),
        ("كريس وليامسون", "كريس ويليامسون"),
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
        ("عبده العمري", "عبده العامري"),
        ("القحطاني", "القحطاني"),
        ("خالد", "خالد"),
        ("محمد الحربي", "محمد الحربي"),
        ("غازي القصيبي", "القصيبي"),
        ("عبدالوهاب أبو زيد", "أبو زيد"),
        ("علينا", "أعواما طويلة مرت علينا"),
        ("مدير عام", "مدير عام"),
        ("معلومات", "معلومات"),
        ("خط استراتيجي واحد", "خط استراتيجي واحد"),
        ("رغباتها", "رغباتها"),
        ("هذا المصدر", "هذا المصدر"),
        ("لمكافحة الفساد", "لمكافحة الفساد"),
        ("الجداول الزمنية الموضوعة", "الجداول الزمنية الموضوعة"),
        ("محضر اللجنة من توصيات", "محضر اللجنة من توصيات"),
    ],
)
def test_other_persons_stay_apart(one: str, other: str) -> None:
    """Names that differ by a vowel, names that many bear, what is no name."""
    assert len(resolve([local("a1", one), local("a2", other)]).speakers) == 2


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (
            "الناطق الإعلامي بشرطة جازان المقدم محمد الحربي",
            "محمد الحربي المتحدث باسم شرطة جازان",
            1,
        ),
        ("الناطق الإعلامي بشرطة جازان محمد الحربي", "مهاجم نادي الفتح محمد الحربي", 2),
        ("الدكتور محمد الحربي", "الدكتور محمد الحربي", 2),
        ("الرئيس المصري محمد الحربي", "محمد الحربي الرئيس المصري", 1),
        ("اللاعب المصري محمد الحربي", "الرئيس المصري محمد الحربي", 2),
    ],
)
def test_a_name_that_many_bear_needs_more(one: str, other: str, count: int) -> None:
    """The same body, or the same function of the same state; a title tells nothing."""
    found = resolve([told("a1", "محمد الحربي", one), told("a2", "محمد الحربي", other)])
    assert len(found.speakers) == count


def test_a_surname_of_many_joins_by_the_function() -> None:
    """ "الرئيس الأسد" is the president of that name, "الأسد" alone is not placed."""
    records = [
        told("a1", "بشار الأسد", "الرئيس السوري بشار الأسد"),
        told("a2", "سعاد الأسد", "الكاتبة سعاد الأسد"),
        told("a3", "الأسد", "الرئيس الأسد"),
        local("a4", "الأسد"),
    ]
    found = resolve(records).assignment
    assert found["a3", "p1"] == found["a1", "p1"]
    assert len(set(found.values())) == 3


def test_the_well_known_bearer_of_a_name_is_meant() -> None:
    """Ten articles on one Trump to one on another; five on one Mahmoud Abbas, and no other."""
    names = [*["دونالد ترامب"] * 10, "إيفانكا ترامب", "ترمب"]
    assert merged(*names) == [{"دونالد ترامب", "ترمب"}, {"إيفانكا ترامب"}]
    records = [told(f"a{i}", "محمود عباس", "الرئيس الفلسطيني محمود عباس") for i in range(5)]
    assert len(resolve([*records, local("a9", "محمود عباس")]).speakers) == 1
    assert len(resolve([*records[:4], local("a9", "محمود عباس")]).speakers) == 2


def test_a_bare_surname_joins_the_only_one_who_bears_it() -> None:
    """One Trump of three articles in the set: "ترمب" is his; of fewer, or two: it is proposed."""
    assert merged(*["دونالد ترامب"] * 3, "ترمب") == [{"دونالد ترامب", "ترمب"}]
    assert merged(*["دونالد ترامب"] * 2, "ترمب") == [{"دونالد ترامب"}, {"ترمب"}]
    names = ("دونالد ترامب", "ترمب", "إيفانكا ترامب")
    assert merged(*names) == [{"دونالد ترامب"}, {"ترمب"}, {"إيفانكا ترامب"}]
    assert proposed(*names) == [
        ("إيفانكا ترامب", "ترمب", "a surname that the other bears"),
        ("ترمب", "دونالد ترامب", "a surname that the other bears"),
    ]


def test_a_grandfather_is_no_family() -> None:
    """ "جلوي" is not whom another article calls "خالد بن جلوي", however often it does."""
    assert merged(*["خالد بن جلوي"] * 3, "جلوي") == [{"خالد بن جلوي"}, {"جلوي"}]


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


@pytest.mark.parametrize(
    "names",
    [
        ("داعش", "تنظيم الدولة الإسلامية", "تنظيم الدولة"),
        ("الناتو", "حلف شمال الأطلسي", "الحلف الأطلسي"),
        ("الفيفا", "الاتحاد الدولي لكرة القدم (فيفا)"),
        ("وزارة الداخلية التونسية", "الداخلية التونسية", "بيان لوزارة الداخلية التونسية"),
        ("وزارة الداخلية البحرينية", "وزارة الداخلية في البحرين"),
        ("الجيش الأمريكي", "الجيش الأميركي"),
        ("وزارة الدفاع الأميركية", "البنتاغون"),
        ("المتحدث الرسمي للهيئة القطرية للأرصاد", "الهيئة القطرية للأرصاد"),
        ("الناطق الإعلامي بشرطة محافظة الطائف", "شرطة محافظة الطائف"),
        ("الهيئة القطرية للأرصاد (رصد)", "الهيئة القطرية للأرصاد"),
        ("بيان نشرته وزارة الداخلية التونسية", "وزارة الداخلية التونسية"),
    ],
)
def test_names_of_one_body_merge(names: tuple[str, ...]) -> None:
    """Acronyms, with and without the ministry, the document it speaks through, the country."""
    assert merged(*names, type_="government") == [set(names)]


@pytest.mark.parametrize(
    "name",
    ["الشركة", "الوزارة", "السلطات المحلية", "جامعة", "جامعة الملك", "وزارة الداخلية",
     "البنك المركزي", "الشركة السعودية", "المتحدث باسم الشرطة", "المصدر الأمني",
     "السفارة الأميركية", "جهاز مكافحة الإرهاب", "فرق الإطفاء"],
)  # fmt: skip
def test_a_body_that_nothing_tells_from_others_stays_in_the_article(name: str) -> None:
    """Of its kind alone, of its country where a country has many, or with a name cut short."""
    records = [local("a1", name, "organization"), local("a2", name, "organization")]
    assert len(resolve(records).speakers) == 2


def test_a_ministry_is_that_of_the_country_that_the_article_names() -> None:
    """The fullest form in the article tells which: "وزارة الداخلية" and "… البحرينية"."""
    forms = (("وزارة الداخلية", 3), ("وزارة الداخلية البحرينية", 1))
    records = [
        LocalSpeaker("a1", Speaker("p1", "وزارة الداخلية", "government", forms)),
        local("a2", "وزارة الداخلية البحرينية", "government"),
        local("a3", "وزارة الداخلية التونسية", "government"),
    ]
    assert len(resolve(records).speakers) == 2


def test_what_is_shown_is_the_name() -> None:
    """A state's own, a body's as the lexicon has it, a person's without titles."""
    records = [
        local("a1", "واشنطن", "government"),
        local("a2", "داعش", "organization"),
        local("a3", "الدكتور بريكان الشلوي"),
    ]
    names = {speaker.name for speaker in resolve(records).speakers}
    assert names == {"الولايات المتحدة", "تنظيم داعش", "بريكان الشلوي"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("بيان للجيش التركي", "الجيش التركي"),
        ("المتحدثة باسم الشرطة التونسية", "الشرطة التونسية"),
        ("المتحدث الرسمي للهيئة القطرية للأرصاد", "الهيئة القطرية للأرصاد"),
        ("الناطق الإعلامي بشرطة محافظة الطائف", "شرطة محافظة الطائف"),
    ],
)
def test_a_body_is_shown_without_who_speaks_for_it(name: str, shown: str) -> None:
    """Neither the spokesman nor the document is in the name."""
    (speaker,) = resolve([local("a1", name, "government")]).speakers
    assert speaker.name == shown


def test_doubtful_merges_are_proposed() -> None:
    """Pairs that only a person can judge, with the reason; not those that nothing joins."""
    assert proposed("محمد الحربي", "محمد الحربي", "خالد الشهري") == [
        ("محمد الحربي", "محمد الحربي", "one name that several people may bear")
    ]
    assert proposed("غازي القصيبي", "القصيبي") == [
        ("القصيبي", "غازي القصيبي", "a surname that the other bears")
    ]
    assert proposed("محمد الغامدي", "محمد سعيد الغامدي") == [
        ("محمد الغامدي", "محمد سعيد الغامدي",
         "names that differ by the spelling or by a middle name")
    ]  # fmt: skip
    assert proposed("هيئة الزكاة", "هيئة الزكاة السعودية", type_="government") == [
        ("هيئة الزكاة", "هيئة الزكاة السعودية", "one body with and without its country")
    ]
    assert proposed("حزب الشعب", "حركة الشعب", type_="organization") == []


def test_an_office_is_proposed_for_its_holder() -> None:
    """ "وزير الخارجية الأمريكي" of one article is perhaps whom another names with the office."""
    office = local("a1", "وزير الخارجية الأمريكي")
    holder = told("a2", "جون كيري", "وزير الخارجية الأميركي جون كيري")
    other = told("a3", "سامح شكري", "وزير الخارجية المصري سامح شكري")
    found = resolve([office, holder, other])
    (proposal,) = proposals(found.speakers)
    assert {proposal.left, proposal.right} == {
        found.assignment["a1", "p1"],
        found.assignment["a2", "p1"],
    }
    assert proposal.reason == "an office that the other holds"


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
    """Speakers and assignment are the same in any order, and everyone is assigned."""
    records = [local(f"a{i}", name) for i, name in enumerate(names)]
    shuffled = list(records)
    random.shuffle(shuffled)
    found = resolve(records)
    assert resolve(shuffled) == found
    assert set(found.assignment) == {(r.article, r.speaker.id) for r in records}
    assert set(found.assignment.values()) == {s.id for s in found.speakers}
