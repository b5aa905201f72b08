"""The pages of a record: what they show, in which words, and where they lead."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html

from claimtrack.browse import datasette
from claimtrack.browse.differences import difference
from claimtrack.browse.interface import choose, interface
from claimtrack.browse.markup import direction, http_url, text_fragment
from claimtrack.browse.request import PER_PAGE
from claimtrack.store.connection import connect

Load = Callable[..., Any]
PAGES = Path(__file__).parent.parent / "claimtrack" / "browse" / "pages"


@pytest.fixture
def load(seeds_db: Path) -> Load:
    """Load a page of the founding record as a tree; `language` is the browser's."""
    app = datasette(seeds_db)

    def load(path: str, language: str = "en", status: int = 200) -> Any:
        headers = {"accept-language": language}
        address = path if path.startswith("/") else f"/claims/-/{path}"
        answer = asyncio.run(app.client.get(address, headers=headers))
        assert answer.status_code == status, answer.text
        return html.document_fromstring(answer.content)

    return load


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
    assert "One party says so, in two or more origins" in text
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
    assert page.xpath("//section[.//h2[@id='h-log']]//svg[@role='img']")


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


@pytest.mark.parametrize("asked", ["الولايات", "الوِلايات", "الولايـــات"])
def test_search_folds(load: Load, asked: str) -> None:
    """Search finds statements whatever the spelling and marks the words found."""
    page = load(f"search?q={asked}")
    assert set(page.xpath("//mark/text()")) == {"الولايات"}


def test_search_for_nothing(load: Load) -> None:
    """A search without a word, or for one that no statement holds, says so."""
    assert "Give at least one word." in words(load("search?q=%22%2A"))
    assert "Nothing found." in words(load("search?q=قرنبيط"))


def test_search_takes_any_characters(load: Load) -> None:
    """The query language of the index is out of reach: quotes and operators are no syntax."""
    for asked in ('"', "a OR", "NEAR(", "folded:x", "*", "'; DROP TABLE claims", "%00"):
        load(f"search?q={asked}")


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
    change(
        seeds_db,
        "INSERT INTO claims (id, text, kind, status, mentions, outlets, origins, open_conflict,"
        f" folded) VALUES {rows}",
    )
    first = load("claims?status=single_source")
    assert len(first.xpath("//article")) == PER_PAGE
    assert first.xpath("//a[@rel='next']/@href") == ["/claims/-/claims?status=single_source&page=2"]
    assert load("claims?status=single_source&page=2").xpath("//a[@rel='prev']")
    for number in ("99", "0", "-1", "٣", "x", "9" * 40):
        load(f"claims?status=single_source&page={number}")


@pytest.mark.parametrize("path", ["claim/none", "speaker/none", "article/none", "outlet/لا أحد"])
def test_what_is_not_there(load: Load, path: str) -> None:
    """A name that the record does not know gives a page that says so, with status 404."""
    assert "Nothing found." in words(load(path, status=404))


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("ar", "ar"), ("ar-SA,en;q=0.5", "ar"), ("en-GB,ar;q=0.9", "en"), ("fr", "en"), ("", "en"),
     ("fr,ar;q=0.2", "ar"), ("ar;q=0", "en"), ("ar;q=x,en", "en"), ("en;q=0.1,ar;q=0.2", "ar")],
)  # fmt: skip
def test_language_is_the_browsers(accepted: str, language: str) -> None:
    """The interface is Arabic where the browser wants that more than English."""
    assert choose(accepted).language == language


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


def test_both_interfaces_have_every_word() -> None:
    """Each key has words in both languages, and the pages name no other."""
    english, arabic = interface("en").words, interface("ar").words
    assert english.keys() == arabic.keys()
    assert all(english.values())
    assert all(arabic.values())
    named = {
        key
        for file in PAGES.glob("*.html")
        for key in re.findall(r"\bt\.(\w+)", file.read_text(encoding="utf-8"))
    }
    assert named <= english.keys()


def test_dates_are_written_out() -> None:
    """An ISO date, with or without a time, is shown as people write it."""
    assert interface("en").date("2025-11-07T08:00:00+03:00") == "7 November 2025"
    assert interface("ar").date("2025-11-07") == "7 نوفمبر 2025"
    assert interface("en").date(None) == "Undated"


@pytest.mark.parametrize(
    ("text", "found"),
    [("CNN: قال الرئيس إن الاتفاق قريب", "rtl"), ("He said قال", "ltr"), ("2025 :", "auto")],
)
def test_direction_is_that_of_most_letters(text: str, found: str) -> None:
    """A Latin name at its head does not turn an Arabic text around."""
    assert direction(text) == found


def test_spelling_is_no_difference() -> None:
    """Hamza, harakat and punctuation apart, equal wordings have no marks."""
    found = difference("إعلان الاتّفاق، غداً", "اعلان الإتفاق غدا")
    assert (found.same, str(found.markup)) == (True, "اعلان الإتفاق غدا")


def test_wordings_far_apart_have_only_numbers_marked() -> None:
    """Where nearly all words differ, marks show the numbers alone."""
    found = difference("قتل 5 في حادث", "أعلنت الشرطة أن عدد الضحايا بلغ 7 أشخاص")
    assert not found.alike
    assert re.findall("<ins>(.*?)</ins>", found.markup) == ["7"]


def test_text_fragment() -> None:
    """A short text is named whole, a long one by its ends; dashes and commas are escaped."""
    assert text_fragment("ab-c, d") == ":~:text=ab%2Dc%2C%20d"
    long = " ".join(f"w{n}" for n in range(20))
    assert text_fragment(long) == (":~:text=w0%20w1%20w2%20w3%20w4,w15%20w16%20w17%20w18%20w19")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", "//host/x", "http://", "vbscript:x",
     "java\nscript:alert(1)", "http://a\u202eb", " http://a.b", "file:///etc/passwd", "", None,
     "http://[", "ftp://a.b"],
)  # fmt: skip
def test_only_web_addresses_become_links(url: str | None) -> None:
    """Anything but http and https with a host stays text."""
    assert http_url(url) is None


def test_web_addresses_become_links() -> None:
    """Addresses as outlets write them pass unchanged."""
    for url in ("http://example.org/a?b=c", "https://مثال.org/خبر-«عاجل»"):
        assert http_url(url) == url
