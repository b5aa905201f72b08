"""The pages of a record: what they show, in which words, and where they lead."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from claimtrack.store.connection import connect
from claimtrack.tracker import Tracker

Load = Callable[..., Any]


def one(path: Path, sql: str) -> Any:
    db = connect(path)
    try:
        return db.execute(sql).fetchone()[0]
    finally:
        db.close()


def change(path: Path, *statements: str) -> None:
    db = connect(path)
    for sql in statements:
        db.execute(sql)
    db.close()


def corroborated(path: Path) -> str:
    sql = "SELECT id FROM claims WHERE status = 'corroborated' ORDER BY mentions DESC"
    return str(one(path, sql))


def words(tree: Any) -> str:
    return " ".join(tree.text_content().split())


def test_front_page(load: Load) -> None:
    """It counts articles, shows each status with its rule and a count, and the most repeated."""
    page = load("record")
    text = words(page)
    figures = {words(div[0]): words(div[1]) for div in page.xpath("//dl[@class='figures']/div")}
    assert figures["Articles"] == "2"
    statuses = {words(a) for a in page.xpath("//ul[@class='statuses']//a")}
    assert any(re.fullmatch(r"\d+ Repeated", status) for status in statuses)
    assert "Two or more origins, but no two parties that are surely independent" in text
    assert "كازاخستان ستنضم إلى اتفاقات" in text
    assert page.xpath("//table[@class='matrix']//th[@scope='row']/a")


def test_every_link_of_every_page_leads_somewhere(load: Load, seeds_db: Path) -> None:
    """From the front page on, each link inside the record answers, and each anchor is there."""
    ahead, seen = ["/claims/-/record"], set()
    while ahead:
        path = ahead.pop()
        if path in seen or not path.startswith("/claims/-/"):
            continue
        seen.add(path)
        page = load(path)
        ids = set(page.xpath("//@id"))
        for link in page.xpath("//a/@href"):
            target, _, fragment = link.partition("#")
            if target in ("", path) and fragment:
                assert unquote(fragment.partition(":~:")[0]) in ids, link
            elif "status=" not in target and "kind=" not in target and "page=" not in target:
                ahead.append(target)
    kinds = {path.split("/")[3] for path in seen}
    assert kinds >= {"record", "claims", "speakers", "articles", "claim", "speaker", "article",
                     "outlet"}  # fmt: skip


def test_claim_page(load: Load, seeds_db: Path) -> None:
    """It says the status and why: the rule, the parties by name, the origins; then the evidence."""
    page = load(f"claim/{corroborated(seeds_db)}")
    why = words(page.xpath("//section[@class='why']")[0])
    assert "Two or more independent parties say so, in two or more origins." in why
    assert "كازاخستان" in why
    assert "دونالد ترامب" in why
    assert len(page.xpath("//section[@class='origin']")) == 2
    assert len(page.xpath("//ol[@class='timeline']/li")) >= 2
    chains = [[words(li) for li in ol] for ol in page.xpath("//ol[@class='chain']")]
    assert ["كوردستان 24", "كازاخستان"] in chains
    assert page.xpath("//section[@class='why']//svg[@role='img']/@aria-label")


def test_differences_between_variants_are_marked(load: Load, seeds_db: Path) -> None:
    """Words of one wording only are in <ins>, words that it lacks in <del>."""
    page = load(f"claim/{corroborated(seeds_db)}")
    quoted = page.xpath("//ol[@class='timeline']/li[.//ins]")[0]
    assert "الابراهيمية" in " ".join(quoted.xpath(".//ins/text()"))
    assert quoted.xpath(".//del")


def test_evidence_links_to_its_place(load: Load, seeds_db: Path) -> None:
    """Each quotation leads to its anchor in the article and has the browser mark its words."""
    page = load(f"claim/{corroborated(seeds_db)}")
    links = page.xpath("//ol[@class='timeline']//p[contains(@class, 'words')]/a/@href")
    assert all(re.search(r"/article/[0-9a-f]+#[sn]\d+:~:text=%D", link) for link in links)


def test_open_conflicts_stand_side_by_side(load: Load, seeds_db: Path) -> None:
    """Two claims in conflict are shown beside each other with the reason in words."""
    change(
        seeds_db,
        "DELETE FROM conflicts",
        "INSERT INTO claims (id, text, kind, status, mentions, outlets, origins, open_conflict,"
        " folded) VALUES ('ca', 'قتل 5 أشخاص في الحادث', 'attributed', 'single_source', 1, 1, 1,"
        " 1, ''), ('cb', 'قتل 7 أشخاص في الحادث', 'attributed', 'disputed', 1, 1, 1, 1, '')",
        "INSERT INTO conflicts VALUES ('ca', 'cb', 'number')",
    )
    for path in ("claim/ca", "claim/cb", "record"):
        pair = load(path).xpath("//section[@class='pair']")[0]
        assert "Different numbers" in words(pair)
        assert pair.xpath(".//div[@class='sides']/div//ins/text()") == ["5", "7"]


def test_refutations_say_who(load: Load, seeds_db: Path) -> None:
    """A refuted claim names who refutes it, and marks that evidence."""
    claim = corroborated(seeds_db)
    change(
        seeds_db,
        f"UPDATE claims SET status = 'disputed' WHERE id = '{claim}'",
        f"UPDATE links SET relation = 'refutes', basis = 'cue' WHERE claim = '{claim}' AND"
        " party IN (SELECT id FROM speakers WHERE name = 'دونالد ترامب')",
    )
    page = load(f"claim/{claim}")
    assert "It is refuted by another party." in words(page)
    refuting = page.xpath("//dl[@class='reasons']/div[dt = 'Refuted by']/dd/a")
    assert [words(a) for a in refuting] == ["دونالد ترامب"]
    assert {words(e) for e in page.xpath("//*[@class='against']")} == {"refutes it"}
    assert load("record").xpath("//section[.//h2[@id='h-conflict']]//article")


def test_log_of_status_changes(load: Load, seeds_db: Path) -> None:
    """Each change stands with what it was, what it became and the article that caused it."""
    claim = corroborated(seeds_db)
    change(
        seeds_db,
        "INSERT INTO status_log (claim, text, from_status, to_status, article, at)"
        f" SELECT '{claim}', '', 'corroborated', 'denied', min(id), '2025-12-01T10:00:00+00:00'"
        " FROM articles",
    )
    page = load(f"claim/{claim}")
    log = page.xpath("//ol[contains(@class, 'log')]/li")
    assert len(log) == 2
    assert words(log[1]).startswith("Corroborated Denied Recorded 1 December 2025 Caused by")


def test_status_over_time_is_a_picture(load: Load, seeds_db: Path) -> None:
    """It draws each origin's texts by day and the status that all until then add up to."""
    claim = corroborated(seeds_db)
    change(seeds_db, "UPDATE articles SET published = '2025-11-09' WHERE published IS NULL")
    (picture,) = load(f"claim/{claim}").xpath("//section[.//h2[@id='h-log']]//svg[@role='img']")
    assert picture.get("aria-label") == (
        "Status over time. 7 November 2025: Single source; 9 November 2025: Corroborated;"
        " Origin 1, 7 November 2025: 2; Origin 2, 9 November 2025: 1"
    )
    bands = [rect.get("fill") for rect in picture.xpath(".//rect")]
    assert bands == ["url(#p-single_source)", "url(#p-corroborated)"]


def test_texts_against_a_claim_are_crosses(load: Load, seeds_db: Path) -> None:
    """What refutes a claim has a shape of its own, and words for those who do not see it."""
    claim = corroborated(seeds_db)
    change(
        seeds_db,
        "UPDATE articles SET published = '2025-11-09' WHERE published IS NULL",
        f"UPDATE links SET relation = 'refutes', basis = 'cue' WHERE claim = '{claim}' AND"
        " statement IN (SELECT id FROM statements WHERE article IN (SELECT id FROM articles"
        " WHERE source = 'أخبار الشرق'))",
    )
    (picture,) = load(f"claim/{claim}").xpath("//section[.//h2[@id='h-log']]//svg[@role='img']")
    assert len(picture.xpath(".//path[@class='opposed']")) == 1
    assert "Origin 2, 9 November 2025: 1 (a text that speaks against it)" in picture.get(
        "aria-label"
    )


def test_every_pattern_that_a_picture_uses_is_there(load: Load, seeds_db: Path) -> None:
    """Bars and shares are filled with patterns, which the page defines."""
    speaker = one(seeds_db, "SELECT id FROM speakers WHERE name LIKE 'دونالد%'")
    for path in ("record", f"speaker/{speaker}", "outlet/كوردستان 24"):
        page = load(path)
        used = set(re.findall(r"url\(#([\w-]+)\)", " ".join(page.xpath("//svg//@fill"))))
        assert used
        assert used <= set(page.xpath("//pattern/@id"))


def test_a_chart_gives_its_numbers_as_a_table(load: Load) -> None:
    """Under the picture of claims by day stands the same as a table, and the names of its parts."""
    (table,) = load("record").xpath("//figure//table")
    assert words(table.xpath(".//tr[td]/th[@scope='row']")[0]) == "7 November 2025"
    numbers = [int(words(td)) for td in table.xpath(".//tbody/tr/td")]
    assert sum(numbers[:-1]) == numbers[-1] > 10


def test_speaker_page(load: Load, seeds_db: Path) -> None:
    """It gives the names seen, a chart by day, who quotes the speaker, claims and statements."""
    speaker = one(seeds_db, "SELECT id FROM speakers WHERE name LIKE 'دونالد%'")
    page = load(f"speaker/{speaker}")
    names = words(page.xpath("//p[@class='names']")[0])
    assert "ترمب" in names
    assert "ترامب" in names
    chart = page.xpath("//svg[@role='img']/@aria-label")[0]
    assert re.search(r"7 November 2025: \d", chart)
    outlets = {words(th) for th in page.xpath("//table[@class='ranking']/tbody//th")}
    assert outlets == {"كوردستان 24", "أخبار الشرق"}
    assert len(page.xpath("//li[@class='statement']")) > 5


def test_article_page_marks_every_statement(load: Load, seeds_db: Path) -> None:
    """The marks of each statement hold exactly the words of its cue, speaker and content."""
    db = connect(seeds_db)
    spans = db.execute(
        "SELECT t.article, t.id, s.role, group_concat(s.text, '') FROM (SELECT * FROM spans"
        " ORDER BY statement, role, span_start) s JOIN statements t ON t.id = s.statement"
        " WHERE t.mode <> 'narrated' AND s.role IN ('cue', 'speaker', 'content')"
        " GROUP BY t.id, s.role"
    ).fetchall()
    texts = dict(db.execute("SELECT id, text FROM articles"))
    db.close()
    pages = {article: load(f"article/{article}").get_element_by_id("text") for article in texts}
    assert len(spans) > 50
    for article, statement, role, text in spans:
        local = statement.partition("/")[2]
        marks = pages[article].xpath(f".//span[contains(concat(' ', @data-s, ' '), ' {local} ')]")
        shown = "".join(m.text_content() for m in marks if role in m.get("class").split())
        assert text in shown, (statement, role)
        assert pages[article].xpath(f".//*[@id='{local}']")
    for article, text in texts.items():
        assert pages[article].text_content() == text


def test_numbers_in_an_article_speak(load: Load, seeds_db: Path) -> None:
    """A statement's number is a link with a label: who, by which word, what."""
    article = one(seeds_db, "SELECT article FROM statements WHERE id LIKE '%/s1'")
    page = load(f"article/{article}")
    labels = page.xpath("//a[@class='ref']/@aria-label")
    assert labels[0].startswith("Statement 1: ")
    assert len(labels) == len(page.xpath("//ol[contains(@class, 'statements')]/li"))


def test_outlet_page(load: Load) -> None:
    """It shows how much is reprint and what the outlet alone reports."""
    page = load("outlet/أخبار الشرق")
    text = words(page)
    assert "Its own text: 1 (100 %)" in text
    assert len(page.xpath("//article[contains(@class, 'claim')]")) > 2


def test_reprints_and_agencies_are_counted(load: Load, seeds_db: Path) -> None:
    """Articles that credit an agency, or share their text with another outlet, are reprints."""
    change(seeds_db, "UPDATE articles SET credit = 'رويترز' WHERE source = 'أخبار الشرق'")
    page = load("outlet/أخبار الشرق")
    assert "Credits an agency: 1 (100 %)" in words(page)
    assert "رويترز" in words(page.xpath("//section[.//h2[@id='h-agencies']]")[0])
    change(
        seeds_db,
        "UPDATE origin_members SET origin = (SELECT min(origin) FROM origin_members)",
    )
    assert "without credit: 1 (100 %)" in words(load("outlet/كوردستان 24"))


@pytest.mark.parametrize(
    ("path", "count"),
    [("claims?status=repeated", None), ("search?q=إسرائيل", None), ("articles", 2), ("speakers", 5),
     ("outlet/كوردستان 24", 1)],
)  # fmt: skip
def test_the_foot_leads_to_the_same_as_data(load: Load, path: str, count: int | None) -> None:
    """The links to the table, JSON and CSV answer with what the page is about."""
    page = load(path)
    table, json_, csv_ = page.xpath("//footer//a/@href")
    load(table)
    rows = load(json_, raw=True).json()["rows"]
    lines = list(csv.DictReader(load(csv_, raw=True).text.splitlines()))
    shown = page.xpath("//article") or page.xpath("//li[@class='statement']")
    assert len(rows) == (count or len(shown))
    assert len(lines) >= len(rows) > 0


@pytest.mark.parametrize("path", ["claim/none", "speaker/none", "article/none", "outlet/لا أحد"])
def test_what_is_not_there(load: Load, path: str) -> None:
    """A name that the record does not know gives a page that says so, with status 404."""
    assert "Nothing found." in words(load(path, status=404))


def test_arabic_interface(load: Load, seeds_db: Path) -> None:
    """In Arabic the page runs from right to left and no English word of ours is left."""
    for path in ("record", "claims", f"claim/{corroborated(seeds_db)}", "search?q=قال"):
        page = load(path, language="ar")
        assert page.get("dir") == "rtl"
        assert page.get("lang") == "ar"
        for text_of_the_record in page.xpath("//title | //bdi | //p[@lang] | //span[@lang]"):
            text_of_the_record.drop_tree()
        latin = set(re.findall(r"[A-Za-z]{2,}", words(page)))
        assert latin <= {"claimtrack", "JSON", "CSV"}, latin


def test_what_people_decided_is_shown(load: Load, seeds_db: Path) -> None:
    """On the pages of the claim and of the speaker, with who decided it and what came of it."""
    with Tracker(seeds_db) as tracker:
        (claim,) = [c for c in tracker.claims(status="corroborated") if "ستنضم إلى" in c.text]
        first, *_, last = claim.members
        tracker.decide(f"conflict:{last.statement}:{first.statement}", "accepted", by="منى")
        speakers = [s.id for s in tracker.speakers()][:2]
        tracker.decide(f"merge:{speakers[0]}:{speakers[1]}", "rejected", note="شخصان")
    page = load(f"claim/{claim.id}")
    text = words(page)
    assert "Decided by people" in text
    assert "The two contradict each other." in text
    assert "Caused by Decision 1" in text
    assert words(page.xpath("//a[contains(@href, '/decisions/1')]")[0]) == "1"
    arabic = words(load(f"speaker/{speakers[0]}", language="ar"))
    assert "القائلان مختلفان." in arabic
    assert "شخصان" in arabic
    with Tracker(seeds_db) as tracker:
        tracker.undo(1)
    assert "Caused by Decision 1 (undone)" in words(load(f"claim/{claim.id}"))
