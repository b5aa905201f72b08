"""The country of an article, and whose bodies it means by their names alone."""

from __future__ import annotations

import pytest

from claimtrack.entities.across import local_speakers, resolve
from claimtrack.entities.home import home
from claimtrack.entities.proposals import proposals
from claimtrack.models import Article, Extraction, Source, Span, Speaker


def article(
    id_: str, text: str, outlet: str, credit: str | None = None, dateline: str | None = None
) -> Article:
    """Build an article of an outlet; `dateline` opens its text."""
    span = Span(0, len(dateline), dateline) if dateline else None
    return Article(
        id_, id_, (dateline or "") + text, source=Source(outlet), credit=credit, dateline=span
    )


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (article("a", "أعلنت وزارة الصحة تسجيل حالة.", "عكاظ"), "السعودية"),
        (article("a", "أعلنت وزارة الصحة تسجيل حالة.", "okaz"), "السعودية"),
        (article("a", "أعلنت الوزارة عن حالة لمواطن كوري.", "عكاظ"), "السعودية"),
        (article("a", "أعلنت الوزارة في مصر. وقالت مصر إن الحادث وقع.", "عكاظ"), None),
        (article("a", "وفي المملكة والمملكة والمملكة، وعن مصر.", "عكاظ"), "السعودية"),
        (article("a", "وفي المملكة والمملكة والمملكة، وعن مصر.", "الخليج"), None),
        (article("a", "أعلنت الوزارة.", "الشرق الأوسط"), None),
        (article("a", "أعلنت الوزارة.", "عكاظ", "رويترز"), None),
        (article("a", "في تونس وتونس وتونس.", "عكاظ", "رويترز"), "تونس"),
        (article("a", "في تونس.", "عكاظ", "وكالة الأنباء الأردنية"), None),
        (article("a", "أعلنت الوزارة.", "عكاظ", "وكالة الأنباء الأردنية"), "الأردن"),
        (article("a", "أعلنت الوزارة.", "عكاظ", "وكالة أنباء الإمارات", "القاهرة - "), "مصر"),
    ],
)  # fmt: skip
def test_the_country_of_an_article(found: Article, state: str | None) -> None:
    """By dateline, agency and outlet, as far as what the text names does not speak against it."""
    assert home(found) == state


def said_by(source: Article, name: str, *forms: str) -> Extraction:
    """Build what was found in an article in which one body speaks."""
    variants = tuple((form, 1) for form in (name, *forms))
    return Extraction(source, (), (), (Speaker("p1", name, "government", variants),))


def groups(*found: Extraction) -> list[set[str]]:
    """Give the ids of articles whose body became one speaker."""
    assignment = resolve(s for e in found for s in local_speakers(e)).assignment
    by_speaker: dict[str, set[str]] = {}
    for (id_, _), speaker in assignment.items():
        by_speaker.setdefault(speaker, set()).add(id_)
    return sorted(by_speaker.values(), key=min)


def test_a_ministry_without_a_country_is_that_of_the_article() -> None:
    """Those of one country merge, named or not; one of another country, or of none, does not."""
    found = [
        said_by(article("a1", "في جدة.", "عكاظ"), "وزارة الصحة"),
        said_by(article("a2", "", "اليوم", "وكالة الأنباء السعودية"), "وزارة الصحة"),
        said_by(article("a3", "", "الشرق الأوسط"), "وزارة الصحة السعودية"),
        said_by(article("a4", "", "الأهرام"), "وزارة الصحة"),
        said_by(article("a5", "", "الشرق الأوسط"), "وزارة الصحة"),
        said_by(article("a6", "", "عكاظ"), "وزارة الصحة", "وزارة الصحة الهندية"),
    ]
    assert groups(*found) == [{"a1", "a2", "a3"}, {"a4"}, {"a5"}, {"a6"}]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("هيئة الغذاء والدواء", 2),
        ("وزارة المالية", 2),
        ("شرطة المنطقة الشرقية", 2),
        ("شرطة بكين", 1),
        ("شرطة محافظة الطائف", 1),
        ("قيادة التحالف العربي", 1),
        ("بنك الكويت الوطني", 1),
        ("المفوضية الأوروبية", 1),
    ],
)
def test_what_many_states_have_one_of(name: str, count: int) -> None:
    """Bodies named by common words alone are of a country; a proper name or a region tells more."""
    found = [
        said_by(article("a1", "", "عكاظ"), name),
        said_by(article("a2", "", "الأهرام"), name),
    ]
    assert len(groups(*found)) == count


def test_the_name_shown_tells_the_country() -> None:
    """In parentheses where only the article tells it; where some article writes it, that name."""
    first = said_by(article("a1", "", "عكاظ"), "وزارة الصحة")
    other = said_by(article("a2", "", "الشرق الأوسط"), "وزارة الصحة السعودية")
    (speaker,) = resolve(local_speakers(first)).speakers
    assert speaker.name == "وزارة الصحة (السعودية)"
    (speaker,) = resolve([*local_speakers(first), *local_speakers(other)]).speakers
    assert speaker.name == "وزارة الصحة السعودية"


def test_a_body_of_no_known_country_is_proposed() -> None:
    """For each of the few bodies of its name whose country is known."""
    found = [
        said_by(article("a1", "", "عكاظ"), "وزارة الصحة"),
        said_by(article("a2", "", "الأهرام"), "وزارة الصحة"),
        said_by(article("a3", "", "الشرق الأوسط"), "وزارة الصحة"),
    ]
    resolution = resolve(s for e in found for s in local_speakers(e))
    speaker = {article: id_ for (article, _), id_ in resolution.assignment.items()}
    assert {(p.left, p.right, p.reason) for p in proposals(resolution.speakers)} == {
        (*sorted((speaker["a3"], speaker[known])), "one body with and without its country")
        for known in ("a1", "a2")
    }
