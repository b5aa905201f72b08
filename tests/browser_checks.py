"""The pages in a real Chromium: run by `make test-browser`, which needs Debian's `chromium`."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from claimtrack.browse import datasette
from claimtrack.models import Article, Source
from claimtrack.segmentation import Segmenter
from claimtrack.store.connection import connect
from claimtrack.tracker import Tracker

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--no-first-run")  # fmt: skip
WIDTHS = (1280, 320)
# The offset of each mark's first character and its text, in code points of the article's text.
MARKS = """() => {
    const text = document.getElementById("text"), found = [];
    for (const mark of text.querySelectorAll(".mark")) {
        const before = document.createRange();
        before.setStart(text, 0);
        before.setEndBefore(mark);
        found.push([mark.dataset.s.split(" "), [...mark.classList], [...before.toString()].length,
                    mark.textContent]);
    }
    return [text.textContent, found];
}"""


@contextmanager
def serve(path: Path) -> Iterator[str]:
    """Serve a record from a thread; yield the address of its pages."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(datasette(path).app(), log_level="warning", lifespan="on")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/{path.stem}/-/"
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="module")
def record(_seeds_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the founding articles, with a conflict and a change of status added."""
    path = Path(shutil.copy(_seeds_db, tmp_path_factory.mktemp("browser")))
    db = connect(path)
    db.execute(
        "INSERT OR IGNORE INTO conflicts SELECT min(id), max(id), 'number' FROM claims"
        " WHERE kind = 'attributed'"
    )
    db.execute("UPDATE claims SET open_conflict = 1")
    db.execute(
        "INSERT INTO status_log (claim, text, from_status, to_status, article, at) SELECT c.id,"
        " c.text, c.status, 'disputed', min(a.id), '2025-12-01' FROM claims c, articles a"
        " GROUP BY c.id"
    )
    db.close()
    return path


@pytest.fixture(scope="module")
def address(record: Path) -> Iterator[str]:
    with serve(record) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it, with a profile of its own."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    assert executable, "no chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable, args=[*QUIET])
        yield found
        found.close()


@contextmanager
def opened(
    browser: Browser, language: str = "ar", width: int = 1280, **more: bool
) -> Iterator[Page]:
    """Open a page whose console must stay silent and that asks nothing of other hosts."""
    context = browser.new_context(locale=language, viewport={"width": width, "height": 900}, **more)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(f"dialog: {dialog.message}"))
    page.on(
        "request",
        lambda asked: None if "//127.0.0.1" in asked.url else said.append(f"asks {asked.url}"),
    )
    yield page
    context.close()
    assert said == []


def first(path: Path, sql: str) -> str:
    db = connect(path)
    try:
        return str(db.execute(sql).fetchone()[0])
    finally:
        db.close()


def pages(path: Path) -> list[str]:
    """List one page of each kind, the fullest."""
    claim = first(path, "SELECT claim FROM links GROUP BY claim ORDER BY count(*) DESC, claim")
    speaker = first(path, "SELECT id FROM speakers_overview ORDER BY statements DESC")
    article = first(path, "SELECT article FROM statements GROUP BY article ORDER BY count(*) DESC")
    outlet = first(path, "SELECT name FROM sources ORDER BY name")
    return ["record", "claims", "speakers", "articles", "search?q=كازاخستان", f"claim/{claim}",
            f"speaker/{speaker}", f"article/{article}", f"outlet/{outlet}", "search",
            'search?q="قرنبيط كازاخستان"']  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_are_sound(
    browser: Browser, address: str, record: Path, language: str, width: int
) -> None:
    """Each page opens without a word on the console, fits the screen, and axe-core finds nothing
    serious."""
    axe = Axe()
    for path in pages(record):
        with opened(browser, language, width) as page:
            page.goto(address + path)
            assert page.evaluate("document.dir") == ("rtl" if language == "ar" else "ltr")
            box = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
            scroll, client = page.evaluate(box)
            assert scroll <= client, path
            found = axe.run(page).response["violations"]
            serious = [
                (v["id"], v["nodes"][0]["html"], v["nodes"][0]["failureSummary"])
                for v in found
                if v["impact"] in ("serious", "critical")
            ]
            assert serious == [], path


def test_layout_runs_from_the_right(browser: Browser, address: str) -> None:
    """In Arabic the name of the site stands at the right and the search at the left."""
    places = {}
    for language in ("ar", "en"):
        with opened(browser, language) as page:
            page.goto(f"{address}record")
            boxes = [page.locator(part).bounding_box() for part in (".brand", ".search")]
            places[language] = [box["x"] for box in boxes if box]
    assert places["ar"][0] > places["ar"][1]
    assert places["en"][0] < places["en"][1]


def test_highlights_sit_on_the_right_characters(
    browser: Browser, address: str, record: Path
) -> None:
    """The browser's text is the article's, and each span's characters are marked, and no others."""
    db = connect(record)
    articles = dict(db.execute("SELECT id, text FROM articles"))
    spans = db.execute(
        "SELECT t.article, t.id, s.role, s.span_start, s.text FROM spans s"
        " JOIN statements t ON t.id = s.statement WHERE t.mode <> 'narrated'"
    ).fetchall()
    db.close()
    assert len(spans) > 50
    for article, text in articles.items():
        with opened(browser) as page:
            page.goto(f"{address}article/{article}")
            shown, marks = page.evaluate(MARKS)
        assert shown == text
        for _, statement, role, start, words in (s for s in spans if s[0] == article):
            local = statement.partition("/")[2]
            mine = [m for m in marks if local in m[0] and role in m[1]]
            marked = {n + i for _, _, n, part in mine for i in range(len(part))}
            assert set(range(start, start + len(words))) <= marked, statement
        for _, _, start, part in marks:
            assert text[start : start + len(part)] == part


def test_search_from_the_head_of_the_page(browser: Browser, address: str) -> None:
    """Typing a word in another spelling and Enter finds statements and marks it."""
    with opened(browser) as page:
        page.goto(f"{address}record")
        page.get_by_role("searchbox").fill("الإتفاقات")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=*")
        assert page.locator("mark.hit").first.inner_text() == "الاتفاقات"


def test_search_marks_what_was_meant(browser: Browser, address: str) -> None:
    """Another transliteration of a name, a joined article and a phrase are marked as printed."""
    for asked, found in (
        ("ترمب", {"ترامب", "ترمب"}),
        ("اتفاقات", {"الاتفاقات", "اتفاقات"}),
        ('"الدول الاخرى"', {"الدول الأخرى"}),
    ):
        with opened(browser) as page:
            page.goto(f"{address}search?q={asked}")
            assert set(page.locator("mark.hit").all_inner_texts()) == found


def test_pictures_are_drawn(browser: Browser, address: str, record: Path) -> None:
    """Bars have a size, a fill that is defined, and a name that a screen reader says; the table
    of numbers under them opens by the keyboard."""
    for path in (pages(record)[n] for n in (0, 5, 6, 8)):
        with opened(browser) as page:
            page.goto(address + path)
            for rect in page.locator("svg[role=img] rect").all():
                box = rect.bounding_box()
                assert box
                assert box["width"] >= 1, path
                fill = rect.evaluate("e => getComputedStyle(e).fill")
                pattern = fill.removeprefix('url("#').removesuffix('")')
                assert page.locator(f"pattern[id='{pattern}']").count() == 1, path
            for picture in page.locator("svg[role=img]").all():
                assert len(picture.get_attribute("aria-label") or "") > 20
            for summary in page.locator("summary").all():
                assert not page.locator("table.numbers").is_visible()
                summary.press("Enter")
                assert page.locator("table.numbers").is_visible()


def test_keyboard_alone_reads_an_article(browser: Browser, address: str, record: Path) -> None:
    """Tab steps from number to number, each shows its card; Enter leads to the list, and there
    is a way back to the very words."""
    with opened(browser) as page:
        page.goto(address + pages(record)[7])
        page.locator("a.ref").first.focus()
        first_card = page.locator("#card").inner_text()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "ref"
        assert page.locator("#card").inner_text() != first_card
        page.keyboard.press("Enter")
        assert page.locator(".statement:target .disc").inner_text() == "2"
        page.locator(".statement:target .places a").first.press("Enter")
        assert page.locator("#text .mark.lit").count() >= 1


def test_pointing_at_a_statement_shows_who_says_it(
    browser: Browser, address: str, record: Path
) -> None:
    """The mouse, the keyboard and a finger all bring up the chain; Escape puts it away."""
    article = pages(record)[7]
    with opened(browser) as page:
        page.goto(address + article)
        card = page.locator("#card")
        assert not card.is_visible()
        page.locator("#text .mark.cue").first.hover()
        assert card.locator(".chain li").count() >= 2
        assert page.locator(".mark.lit").count() >= 2
        page.keyboard.press("Escape")
        assert not card.is_visible()
        page.locator("a.ref").nth(2).focus()
        assert card.is_visible()
    with opened(browser, width=390, has_touch=True) as page:
        page.goto(address + article)
        page.locator("#text .mark.cue").first.tap()
        assert page.locator("#card").is_visible()
    with opened(browser, java_script_enabled=False) as page:
        page.goto(address + article)
        page.locator("a.ref").first.click()
        assert "#about-s" in page.url


def test_evidence_leads_to_its_words(browser: Browser, address: str, record: Path) -> None:
    """A quotation on a claim's page leads to the article, its statement lit and in view."""
    with opened(browser) as page:
        page.goto(address + pages(record)[5])
        page.locator(".timeline .words a").first.click()
        page.wait_for_url("**/article/*")
        lit = page.locator(".mark.lit").first
        lit.wait_for()
        assert page.evaluate(
            "e => e.getBoundingClientRect().top < innerHeight", lit.element_handle()
        )


def test_keyboard_reaches_the_content(browser: Browser, address: str) -> None:
    """The first stop of the Tab key skips the head of the page."""
    with opened(browser) as page:
        page.goto(f"{address}record")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


def test_print_leaves_out_what_paper_cannot_do(
    browser: Browser, address: str, record: Path
) -> None:
    """On paper there is no navigation and no search; the numbers in an article stay."""
    with opened(browser) as page:
        page.goto(address + pages(record)[7])
        page.emulate_media(media="print")
        assert not page.locator("header.site").is_visible()
        assert page.locator("h1").is_visible()
        number = "e => getComputedStyle(e, '::after').content"
        assert page.evaluate(number, page.locator("a.ref").first.element_handle()) == '"1"'


def test_datasettes_own_pages_work_under_our_policy(browser: Browser, address: str) -> None:
    """Tables keep their scripts and styles: the console stays silent and Arabic runs from the
    right."""
    with opened(browser) as page:
        for table in (
            "evidence",
            "quotations?_facet=outlet",
            "who_quotes_whom",
            "articles",
            "claims",
        ):
            page.goto(address.removesuffix("-/") + table)
        cell = page.locator("td.col-text").first
        direction = "e => getComputedStyle(e).unicodeBidi"
        assert page.evaluate(direction, cell.element_handle()) == "plaintext"


def test_hostile_text_does_not_run(browser: Browser, segmenter: Segmenter, tmp_path: Path) -> None:
    """Scripts, handlers and addresses in an article do nothing, whatever is opened or clicked."""
    attack = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>\u202e"
    path = tmp_path / "claims.db"
    with Tracker(path, segmenter=segmenter) as tracker:
        tracker.add(
            Article(
                id="a1", path=attack, title=attack, source=Source(f"صحيفة {attack}"), credit=attack,
                url="javascript:alert(1)", published="2025-11-07",
                text=f"قال الوزير أحمد سالم إن الاتفاق {attack} قريب.\r\nوأضاف \"نعم {attack}\".",
            )
        )  # fmt: skip
    with serve(path) as at, opened(browser) as page:
        for address in [*pages(path)[:5], "article/a1"]:
            page.goto(at + address)
        page.locator("#text .mark.cue").first.hover()
        assert page.locator("#card").is_visible()
