"""Search and lists: what is found, how it is marked, where the next page is."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimtrack.browse.request import PER_PAGE
from claimtrack.store.connection import connect

Load = Callable[..., Any]


def words(tree: Any) -> str:
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize("asked", ["الولايات", "الوِلايات", "الولايـــات"])
def test_search_folds(load: Load, asked: str) -> None:
    """Search finds statements whatever the spelling and marks the words found."""
    page = load(f"search?q={asked}")
    assert set(page.xpath("//mark/text()")) == {"الولايات"}


def marked(page: Any) -> set[str]:
    return set(page.xpath("//mark/text()"))


@pytest.mark.parametrize("asked", ["ترمب", "ترامب"])
def test_a_surname_finds_its_other_transliteration(load: Load, asked: str) -> None:
    """One newspaper writes ترامب, another ترمب: either finds both, and the page says so."""
    page = load(f"search?q={asked}")
    assert marked(page) == {"ترمب", "ترامب"}
    assert "Also found as" in words(page)


def test_a_word_is_found_with_what_is_joined_to_it(load: Load) -> None:
    """Conjunctions, prepositions and the article are written onto words; the word is found."""
    assert "والمغرب" in marked(load("search?q=المغرب"))
    assert "الاتفاقات" in marked(load("search?q=اتفاقات"))
    assert marked(load("search?q=أن")) == {"أن"}


def test_a_phrase_is_found_as_it_is(load: Load) -> None:
    """Words in quotation marks of any kind stand side by side, spelling aside."""
    for asked in ('"الدول الاخرى"', "«الدول الأخرى»", "“الدول الأخرى”"):
        assert marked(load(f"search?q={asked}")) == {"الدول الأخرى"}
    assert not marked(load('search?q="الأخرى الدول"'))
    assert marked(load('search?q="ترمب"')) == {"ترمب"}


def test_words_and_phrases_together(load: Load) -> None:
    """Each hit holds all that is asked for."""
    page = load('search?q=الانضمام "الدول الأخرى"')
    for hit in page.xpath("//li[@class='statement']"):
        assert marked(hit) >= {"الدول الأخرى"}
        assert len(marked(hit)) > 1
    assert page.xpath("//mark")


def test_search_for_nothing(load: Load) -> None:
    """A search without a word says how to search and names whom to begin with."""
    assert "Give at least one word." in words(load("search?q=%22%2A"))
    page = load("search")
    assert "ترمب finds ترامب" in words(page)
    assert "دونالد ترامب" in words(page.xpath("//ul[@class='chips']")[0])


def test_what_helps_where_nothing_is_found(load: Load) -> None:
    """The page counts each word alone, as it was written, and drops quotation marks."""
    page = load("search?q=قرنبيط إسرائيل")
    assert "Nothing found." in words(page)
    chips = [words(li) for li in page.xpath("//ul[@class='chips']/li")]
    assert chips[0] == "قرنبيط 0"
    assert re.fullmatch(r"إسرائيل [1-9]\d*", chips[1])
    loose = load('search?q="الأخرى الدول"').xpath("//section[@class='help']//p/a")
    assert [words(a) for a in loose] == ["الأخرى الدول"]


def test_search_names_the_speakers(load: Load) -> None:
    """Who is searched for by name has a link to the speaker's page."""
    found = load("search?q=كازاخستان").xpath("//p[@class='names']/a")
    assert [words(a).rpartition(" ")[0] for a in found] == ["كازاخستان"]
    assert all("/claims/-/speaker/p" in a.get("href") for a in found)


def test_a_page_of_hits_too_far(load: Load) -> None:
    """Past the last page stands a link to the first, not a help on searching."""
    page = load("search?q=إسرائيل&page=9")
    assert "How to search" not in words(page)
    assert page.xpath("//main//p/a[contains(@href, 'search?q=') and not(contains(@href, 'page'))]")


def test_search_takes_any_characters(load: Load) -> None:
    """The query language of the index is out of reach: quotes and operators are no syntax."""
    asked = (
        '"',
        "a OR",
        "NEAR(",
        "folded:x",
        "*",
        "'; DROP TABLE claims",
        "%00",
        '"a" "',
        '" OR "',
    )
    for characters in (*asked, "a " * 500):
        load(f"search?q={characters}")


def test_claims_by_status(load: Load) -> None:
    """The list holds the claims of the status asked for, and all for a status that is none."""
    for card in load("claims?status=repeated").xpath("//article"):
        assert "Repeated" in words(card)
    total = len(load("claims").xpath("//article"))
    assert len(load("claims?status=none-such").xpath("//article")) == min(total, PER_PAGE)


def test_pages_of_a_list(load: Load, seeds_db: Path) -> None:
    """A long list is cut into pages that link to each other; a page too far is empty."""
    rows = ", ".join(
        f"('x{n}', 'قول {n}', 'attributed', 'single_source', 1, 1, 1, 0, '')" for n in range(90)
    )
    db = connect(seeds_db)
    db.execute(
        "INSERT INTO claims (id, text, kind, status, mentions, outlets, origins, open_conflict,"
        f" folded) VALUES {rows}"
    )
    db.close()
    first = load("claims?status=single_source")
    assert len(first.xpath("//article")) == PER_PAGE
    assert first.xpath("//a[@rel='next']/@href") == ["/claims/-/claims?status=single_source&page=2"]
    assert load("claims?status=single_source&page=2").xpath("//a[@rel='prev']")
    for number in ("99", "0", "-1", "٣", "x", "9" * 40):
        load(f"claims?status=single_source&page={number}")
