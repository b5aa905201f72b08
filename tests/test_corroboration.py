"""The status of a claim, by the table: the first that fits."""

from __future__ import annotations

from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.corroboration import status
from claimtrack.models import Article, Basis, Claim, Link, Relation, Source, Span, Speaker

CLAIM = Claim("c1", "إيران تقوم بأنشطة في الموقع")
ARTICLES = {
    id_: Article(id_, f"{id_}.txt", "", source=Source(f"صحيفة {id_}"), published=day)
    for id_, day in (("a1", "2025-01-02"), ("a2", "2025-01-01"), ("a3", None))
}
SPEAKERS = {
    speaker.id: speaker
    for speaker in (
        Speaker("p1", "جون كيري", "person"),
        Speaker("p2", "أنجيلا ميركل", "person"),
        Speaker("p3", "فلاديمير بوتين", "person"),
        Speaker("minister", "الوزير", "person", article="a2"),
        Speaker("kerry", "كيري", "person"),
        Speaker("iran", "إيران", "government"),
        Speaker("ministry", "وزارة الخارجية الإيرانية", "government"),
        Speaker("moscow", "وزارة الخارجية الروسية", "government"),
        Speaker("council", "مجلس محافظة الأنبار", "organization"),
        Speaker("agency", "الوكالة الدولية للطاقة الذرية", "organization"),
    )
}


def link(
    article: str = "a1",
    origin: str = "o1",
    party: str | None = "p1",
    relation: Relation = "same",
    basis: Basis = "lexical",
    text: str = "تقوم بأنشطة",
    start: int = 0,
    score: float = 1.0,
) -> Link:
    """Build a link to the claim."""
    span = Span(start, start + len(text), text)
    return Link("c1", article, "s1", span, relation, basis, score, "m", origin, party)


@pytest.mark.parametrize(
    ("links", "name"),
    [
        ([link()], "single_source"),
        ([link(), link("a2")], "single_source"),
        ([link(), link("a2", party="p2")], "single_source"),
        ([link(party=None)], "anonymous"),
        ([link(party=None), link("a2", "o2", None)], "anonymous"),
        ([link(), link("a2", "o2")], "repeated"),
        ([link(), link("a2", "o2", None)], "repeated"),
        ([link(), link("a2", "o2", "p2")], "corroborated"),
        ([link(), link(party="p2", start=9), link("a2", "o2", None)], "repeated"),
        ([link(), link("a2", "o2", "p2"), link("a3", "o3", "p3", "refutes", "cue")], "disputed"),
        ([link(), link("a2", "o2", "p2"), link("a3", "o3", "p1", "refutes", "cue")], "denied"),
        ([link(), link("a2", "o2", "iran", "refutes", "cue")], "denied"),
        ([link(), link("a2", "o2", "p2", "refutes", "cue", "ما تقوم به بلاده")], "denied"),
        ([link(), link("a2", "o2", "p2", "refutes", "human")], "disputed"),
        ([link(), link("a2", "o2", "p2", "refutes", "rule")], "single_source"),
        ([link(), link("a2", "o2", None, "refutes", "cue")], "single_source"),
        ([link(), link("a2", "o2", "p1", "withdraws")], "retracted"),
        ([link(), link("a2", "o2", "p2", "withdraws")], "single_source"),
        ([link(), link("a2", "o1", None, "corrects")], "retracted"),
        ([link(), link("a2", "o2"), link("a3", "o2", None, "corrects")], "repeated"),
        ([link(relation="refutes", basis="cue")], "disputed"),
        ([link(), link("a1", "o1", "p1", "refutes", "cue", start=9)], "single_source"),
        ([link(), link("a2", "o2", "minister", "refutes", "cue")], "single_source"),
        ([link(), link("a2", "o2", "minister")], "repeated"),
        ([link(), link("a2", "o2", "kerry")], "repeated"),
        ([link(), link("a2", "o2", "council")], "repeated"),
        ([link(), link("a2", "o2", "iran")], "corroborated"),
        ([link(party="ministry"), link("a2", "o2", "iran")], "repeated"),
        ([link(party="ministry"), link("a2", "o2", "moscow")], "corroborated"),
        ([link(party="agency"), link("a2", "o2", "moscow")], "corroborated"),
        ([link(relation="supports"), link("a2", "o2", "p2", "supports")], "repeated"),
        ([link(), link("a2", "o2", "صحيفة a2")], "repeated"),
        ([link(), link("a2", "o2", "صحيفة a2", basis="human")], "corroborated"),
        ([link("a2", "o1"), link("a2", "o2", "p1"), link("a3", "o3", "p1")], "repeated"),
        ([link(), link("a2", "o1", None, "corrects"), link("a3", "o2")], "repeated"),
        ([link(), link("a2", "o1", None, "corrects"), link("a3", "o1", None)], "retracted"),
    ],
)
def test_the_first_status_that_fits(links: list[Link], name: str) -> None:
    """Each row of the table, and what stands between two rows."""
    assert status(CLAIM, links, ARTICLES, parties=SPEAKERS).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ونفى وزير الخارجية الإيراني جون كيري ذلك.", "denied"),
        ("ونفى المتحدث باسم خارجية إيران جون كيري ذلك.", "denied"),
        ("ونفى وزير الخارجية الأميركي جون كيري ذلك.", "disputed"),
        ("وغادر إيران جون كيري بعد أن نفى ذلك.", "disputed"),
        ("قال جون كيري إن وزير الخارجية الإيراني نفى ذلك.", "disputed"),
    ],
)
def test_who_speaks_for_a_state_denies_what_is_said_of_it(text: str, name: str) -> None:
    """A function before the name that names the state of the claim: "وزير الخارجية الإيراني"."""
    articles = ARTICLES | {"a2": evolve(ARTICLES["a2"], text=text)}
    links = [link(party="p2"), link("a2", "o2", "p1", "refutes", "cue")]
    assert status(CLAIM, links, articles, parties=SPEAKERS).name == name


def test_ten_outlets_that_quote_one_minister_repeat_him() -> None:
    """Ten origins and one party; ten outlets that print one text are one origin."""
    quoting = [link(f"a{i}", f"o{i}") for i in range(10)]
    printing = [link(f"a{i}") for i in range(10)]
    found = [status(CLAIM, links, ARTICLES, parties=SPEAKERS) for links in (quoting, printing)]
    assert [(s.name, s.origins) for s in found] == [("repeated", 10), ("single_source", 1)]


OWN = "توفي المخرج المصري رأفت الميهي مساء الجمعة في مستشفى المعادي عن 75 عاما"
OTHER = "غيب الموت مساء الجمعة المخرج الكبير الميهي بعد مرض طويل في المعادي وعمره 75 عاما"
DIED = Claim("c1", "توفي المخرج رأفت الميهي", "narrated")


def told(id_: str, origin: str, text: str, score: float = 1.0) -> Link:
    """Build a link of what an outlet tells in its own voice."""
    return link(id_, origin, f"صحيفة {id_}", text=text, score=score)


def test_outlets_are_parties_for_what_they_tell_in_their_own_words() -> None:
    """Two outlets corroborate one another, also where a third quotes someone; a copy does not."""
    own, other = told("a1", "o1", OWN), told("a2", "o2", OTHER)
    copied = told("a2", "o2", "وتوفي المخرج المصري رأفت الميهي مساء الجمعة في القاهرة")
    names = [
        status(claim, [own, second], ARTICLES, parties=SPEAKERS).name
        for claim, second in (
            (DIED, other),
            (DIED, copied),
            (evolve(DIED, kind="attributed"), other),
        )
    ]
    assert names == ["corroborated", "single_source", "corroborated"]


@pytest.mark.parametrize(
    ("second", "score", "name"),
    [
        (OTHER, 0.5, "corroborated"),
        (OTHER, 0.4, "repeated"),
        (OTHER.replace("75", "82"), 0.9, "repeated"),
        (
            "عزى نجوم كثيرون أسرة المخرج المصري في رحيله وأشادوا بأعماله وبما قدمه للفن",
            0.9,
            "repeated",
        ),
        ("رحيل المخرج المصري الميهي", 0.9, "repeated"),
    ],
)
def test_outlets_that_do_not_surely_say_the_same(second: str, score: float, name: str) -> None:
    """Low scores, other figures, little in common, and a few words corroborate nothing."""
    links = [told("a1", "o1", OWN, score), told("a2", "o2", second, score)]
    assert status(DIED, links, ARTICLES, parties=SPEAKERS).name == name


def test_the_nearest_corroborates() -> None:
    """Where a third is nearer to one of two, it is not these two that corroborate one another."""
    links = [told("a1", "o1", OWN, 0.7), told("a2", "o2", OTHER, 0.6)]
    assert status(DIED, links, ARTICLES, parties=SPEAKERS).name == "repeated"


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("اختتمت مساء أمس فعاليات مهرجان أملج التراثي البحري الثاني بمنطقة تبوك",
         "انطلقت الثلاثاء فعاليات مهرجان أملج البحري التراثي الثاني وسط حضور كبير بتبوك"),
        ("تراجعت الأسهم الأوروبية في ختام تعاملات اليوم وسط مخاوف المستثمرين من النمو",
         "تراجعت أسهم الصين في تعاملات اليوم مع مخاوف المستثمرين من ضعف النمو"),
    ],
)  # fmt: skip
def test_opposites_and_other_regions_do_not_corroborate(own: str, other: str) -> None:
    """What one opens the other ends; what falls in one region falls in the other: two things."""
    links = [told("a1", "o1", own), told("a2", "o2", other)]
    assert status(DIED, links, ARTICLES, parties=SPEAKERS).name == "repeated"


def test_reprints_of_one_agency_are_one_voice() -> None:
    """Two outlets that tell it in texts of one agency are that agency; of two agencies, two."""
    links = [told("a1", "o1", OWN), told("a2", "o2", OTHER)]

    def with_credits(*credits: str) -> str:
        articles = {
            id_: evolve(ARTICLES[id_], credit=credit)
            for id_, credit in zip(("a1", "a2"), credits, strict=True)
        }
        return status(DIED, links, articles, parties=SPEAKERS).name

    assert with_credits("رويترز", "رويترز") == "repeated"
    assert with_credits("رويترز", "وكالة الصحافة الفرنسية") == "corroborated"


def test_two_who_say_it_word_for_word_do_not_corroborate() -> None:
    """Words that two speakers share to the letter come from one text, whoever it says spoke."""
    words = "الوضع المالي للشركة قوي ويسمح لها بالتوسع"
    links = [link(text=words), link("a2", "o2", "p2", text=f"أن {words}")]
    assert status(CLAIM, links, ARTICLES, parties=SPEAKERS).name == "repeated"


def test_what_says_little_of_the_other_does_not_corroborate() -> None:
    """Most of the content words of the shorter wording stand in the longer one."""
    links = [
        link(text="أنها ستنضم إلى الاتفاقات الإبراهيمية"),
        link("a2", "o2", "p2", text="كازاخستان ستنضم إلى اتفاقات أبراهام"),
        link("a3", "o3", "p3", text="الطلاب والطالبات في حاجة إلى مدارس"),
    ]
    names = [
        status(CLAIM, [links[0], other], ARTICLES, parties=SPEAKERS).name for other in links[1:]
    ]
    assert names == ["corroborated", "repeated"]


def test_what_stands_beside_a_status() -> None:
    """Counts are of what supports the claim, wordings are told apart after folding."""
    links = [
        link(text="تقوم بأنشطة"),
        link("a2", "o2", "p2", text="تقوم بانشطة"),
        link("a3", "o2", None, text="أنشطة تجري هناك"),
        link("a3", "o3", "p3", "refutes", "cue", start=50),
    ]
    found = status(CLAIM, links, ARTICLES, parties=SPEAKERS, open_conflict=True)
    assert (found.mentions, found.outlets, found.origins) == (3, 3, 2)
    assert found.parties == ("p1", "p2")
    assert (found.first_seen, found.last_seen) == ("2025-01-01", "2025-01-02")
    assert found.variants == ("أنشطة تجري هناك", "تقوم بانشطة")
    assert found.open_conflict


LINKS = st.builds(
    link,
    article=st.sampled_from(["a1", "a2", "a3"]),
    origin=st.sampled_from(["o1", "o2"]),
    party=st.sampled_from(["p1", "p2", None]),
    relation=st.sampled_from(["same", "supports", "refutes", "withdraws", "corrects"]),
    basis=st.sampled_from(["lexical", "cue", "rule"]),
    start=st.integers(0, 3),
)
SUPPORT = LINKS.filter(lambda k: k.relation in ("same", "supports"))


@given(st.lists(LINKS, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_links_does_not_matter(links: list[Link], random: Random) -> None:
    """Any order of the links gives the same status and the same counts."""
    shuffled = list(links)
    random.shuffle(shuffled)
    assert status(CLAIM, shuffled, ARTICLES, parties=SPEAKERS) == status(
        CLAIM, links, ARTICLES, parties=SPEAKERS
    )


@given(st.lists(SUPPORT, min_size=1, max_size=5), st.integers(0, 4))
def test_one_more_mention_of_an_origin_and_party_changes_no_status(
    links: list[Link], which: int
) -> None:
    """However many outlets print one text, what it counts for stays."""
    again = links[which % len(links)]
    more = [*links, link("a3", again.origin, again.party, start=99)]
    assert (
        status(CLAIM, more, ARTICLES, parties=SPEAKERS).name
        == status(CLAIM, links, ARTICLES, parties=SPEAKERS).name
    )


@given(st.lists(SUPPORT, max_size=4), SUPPORT)
def test_support_never_lowers_a_status(links: list[Link], new: Link) -> None:
    """From anonymous over single_source and repeated to corroborated, support leads upwards."""
    order = ["anonymous", "single_source", "repeated", "corroborated"]
    before = status(CLAIM, links, ARTICLES, parties=SPEAKERS).name
    after = status(CLAIM, [*links, new], ARTICLES, parties=SPEAKERS).name
    assert order.index(after) >= order.index(before)
