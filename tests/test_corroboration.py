"""The status of a claim, by the table: the first that fits."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.corroboration import status
from claimtrack.models import Article, Basis, Claim, Link, Relation, Source, Span

CLAIM = Claim("c1", "إيران تقوم بأنشطة في الموقع")
ARTICLES = {
    id_: Article(id_, f"{id_}.txt", "", source=Source(f"صحيفة {id_}"), published=day)
    for id_, day in (("a1", "2025-01-02"), ("a2", "2025-01-01"), ("a3", None))
}


def link(
    article: str = "a1",
    origin: str = "o1",
    party: str | None = "p1",
    relation: Relation = "same",
    basis: Basis = "lexical",
    text: str = "تقوم بأنشطة",
    start: int = 0,
) -> Link:
    """Build a link to the claim."""
    span = Span(start, start + len(text), text)
    return Link("c1", article, "s1", span, relation, basis, 1.0, "m", origin, party)


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
    ],
)
def test_the_first_status_that_fits(links: list[Link], name: str) -> None:
    """Each row of the table, and what stands between two rows."""
    assert status(CLAIM, links, ARTICLES, parties={"iran": "إيران"}).name == name


def test_what_stands_beside_a_status() -> None:
    """Counts are of what supports the claim, wordings are told apart after folding."""
    links = [
        link(text="تقوم بأنشطة"),
        link("a2", "o2", "p2", text="تقوم بانشطة"),
        link("a3", "o2", None, text="أنشطة تجري هناك"),
        link("a3", "o3", "p3", "refutes", "cue", start=50),
    ]
    found = status(CLAIM, links, ARTICLES, open_conflict=True)
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
    assert status(CLAIM, shuffled, ARTICLES) == status(CLAIM, links, ARTICLES)


@given(st.lists(SUPPORT, min_size=1, max_size=5), st.integers(0, 4))
def test_one_more_mention_of_an_origin_and_party_changes_no_status(
    links: list[Link], which: int
) -> None:
    """However many outlets print one text, what it counts for stays."""
    again = links[which % len(links)]
    more = [*links, link("a3", again.origin, again.party, start=99)]
    assert status(CLAIM, more, ARTICLES).name == status(CLAIM, links, ARTICLES).name


@given(st.lists(SUPPORT, max_size=4), SUPPORT)
def test_support_never_lowers_a_status(links: list[Link], new: Link) -> None:
    """From anonymous over single_source and repeated to corroborated, support leads upwards."""
    order = ["anonymous", "single_source", "repeated", "corroborated"]
    before = status(CLAIM, links, ARTICLES).name
    after = status(CLAIM, [*links, new], ARTICLES).name
    assert order.index(after) >= order.index(before)
