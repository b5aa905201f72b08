"""Text from articles is hostile: nothing of it becomes markup, a link, or turns a page around."""

import asyncio
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from claimtrack.browse import datasette
from claimtrack.browse.highlights import Mark, Reference, lines
from claimtrack.browse.markup import bdi, published
from claimtrack.models import Article, Source
from claimtrack.segmentation import Segmenter
from claimtrack.store.connection import connect
from claimtrack.tracker import Tracker

SCRIPT = "<script>alert(1)</script>"
IMAGE = "\"'><img src=x onerror=alert(1)>"
OVERRIDE = "\u202egnp.exe\u202c \u2067x\u2069\u2069"
LINK = "javascript:alert(1)"
TEXT = (
    f"بيروت {SCRIPT} (رويترز) - قال الوزير {IMAGE} أحمد سالم إن {SCRIPT} الاتفاق قريب {OVERRIDE}.\n"
    f'\r\nوأضاف "سنوقع <b onmouseover=alert(1)>غدا</b> {LINK} &lt;i&gt; {{{{ 7*7 }}}} في العاصمة".'
)


@pytest.fixture(scope="module")
def hostile_db(tmp_path_factory: pytest.TempPathFactory, segmenter: Segmenter) -> Path:
    """A record whose every text field attacks."""
    path = tmp_path_factory.mktemp("hostile") / "claims.db"
    articles = [
        Article(
            id=f"a{n}",
            path=f"{IMAGE}{n}",
            text=f"{TEXT} {n}",
            title=f"{LINK} عنوان {SCRIPT}{IMAGE}{OVERRIDE}" if n else None,
            source=Source(f"الجريدة {SCRIPT}{IMAGE}/{n}"),
            published="2025-11-07",
            credit=f"رويترز {IMAGE}",
            url=url,
        )
        for n, url in enumerate((LINK, f'https://example.org/"{IMAGE}', "https://example.org/#x"))
    ]
    with Tracker(path, segmenter=segmenter) as record:
        record.add(*articles)
    db = connect(path)
    attack = f"{SCRIPT}{IMAGE}{OVERRIDE}"
    db.execute("UPDATE speakers SET name = name || ?", [attack])
    db.execute("UPDATE speaker_variants SET form = form || ?", [attack])
    db.execute("UPDATE claims SET text = text || ?", [attack])
    db.execute("UPDATE links SET text = text || ?", [attack])
    db.execute("UPDATE spans SET text = text || ? WHERE role IN ('cue', 'venue')", [attack])
    db.execute("UPDATE origins SET name = name || ?", [attack])
    db.execute(
        "INSERT INTO conflicts SELECT a.id, b.id, 'number' FROM claims a, claims b"
        " WHERE a.id < b.id LIMIT 9"
    )
    db.execute(
        "INSERT INTO status_log (claim, text, from_status, to_status, article, at)"
        " SELECT id, text, NULL, status, 'a1', ? FROM claims",
        [f"2025-12-01T{attack}"],
    )
    db.close()
    return path


def get(path: Path, address: str, language: str = "en") -> Any:
    client = datasette(path).client
    return asyncio.run(client.get(address, headers={"accept-language": language}))


def addresses(path: Path) -> list[str]:
    """Name every page of ours on this record, and the tables that show the same text."""
    db = connect(path)
    first = {
        kind: db.execute(f"SELECT {column} FROM {table} LIMIT 1").fetchone()[0]
        for kind, column, table in (
            ("claim", "id", "claims"),
            ("speaker", "id", "speakers"),
        )
    }
    db.close()
    outlet = quote(f"الجريدة {SCRIPT}{IMAGE}/0", safe="")
    ours = ["record", "claims", "speakers", "articles", "search?q=الاتفاق",
            f"search?q={SCRIPT}{IMAGE}", f"search?q={quote(LINK + OVERRIDE)}",
            f'search?q="{IMAGE}" {SCRIPT}', *(f"{kind}/{key}" for kind, key in first.items()),
            "article/a0", "article/a1", "article/a2", f"outlet/{outlet}"]  # fmt: skip
    return [f"/claims/-/{page}" for page in ours]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_becomes_markup(hostile_db: Path, language: str) -> None:
    """No page holds a script, image, handler or style that an article brought."""
    for address in addresses(hostile_db):
        answer = get(hostile_db, address, language)
        assert answer.status_code == 200, address
        tree = html.document_fromstring(answer.content)
        foreign = tree.xpath("//img | //script[not(@src)] | //style | //iframe | //object")
        assert foreign == [], address
        assert not tree.xpath("//@*[starts-with(name(), 'on')] | //@style"), address
        assert set(tree.xpath("//script/@src")) <= {"/-/claimtrack/article.js"}
        assert "{{" not in answer.text or "7*7" in answer.text


@pytest.mark.parametrize("kind", ["claim", "speaker", "article", "outlet"])
def test_a_name_that_is_not_there_is_only_text(hostile_db: Path, kind: str) -> None:
    """An address made up to attack shows what it asked for as text, under the same policy."""
    answer = get(hostile_db, f"/claims/-/{kind}/{quote(SCRIPT + IMAGE + OVERRIDE, safe='')}")
    assert answer.status_code == 404
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    tree = html.document_fromstring(answer.content)
    assert not tree.xpath("//script | //img | //@*[starts-with(name(), 'on')]")
    assert "\u202e" not in answer.text


def test_tables_escape_too(hostile_db: Path) -> None:
    """In Datasette's own tables the text is shown, not run."""
    for table in ("speakers", "articles", "claims", "statements", "evidence"):
        assert "<script>alert(1)" not in get(hostile_db, f"/claims/{table}").text


def test_only_web_addresses_are_linked(hostile_db: Path) -> None:
    """A `javascript:` address of an article is no link; one of the web is, its quotes escaped."""
    for article, linked in (("a0", False), ("a1", False), ("a2", True)):
        page = get(hostile_db, f"/claims/-/article/{article}").text
        hrefs = html.document_fromstring(page).xpath("//main//a/@href")
        assert not [h for h in hrefs if re.match(r"\s*(javascript|data|vbscript):", h, re.I)]
        assert any(h.startswith("https://example.org/") for h in hrefs) is linked, article


def test_directions_stay_in_their_place(hostile_db: Path) -> None:
    """Overrides and isolates of the text reach neither the title nor the words beside it."""
    steering = re.compile("[\u202a-\u202e\u2066-\u2069]")
    for address in addresses(hostile_db):
        tree = html.document_fromstring(get(hostile_db, address).text)
        for element in tree.xpath("//*[@id='text']"):
            assert not re.search("[\u202d\u202e]", element.text_content())
            element.drop_tree()
        assert not steering.search(tree.text_content()), address
        assert not [v for v in tree.xpath("//@*") if steering.search(v)], address


def test_policy_is_strict(hostile_db: Path) -> None:
    """Our pages allow nothing inline and nothing from elsewhere; Datasette's, no other host."""
    for address in addresses(hostile_db):
        policy = get(hostile_db, address).headers["content-security-policy"]
        assert policy == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
    for address in ("/claims", "/claims/claims", "/claims/articles/a0"):
        policy = get(hostile_db, address).headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "http" not in policy


@pytest.mark.parametrize("path", ["../plugin.py", "..%2Fplugin.py", "%2e%2e/plugin.py", "none.css"])
def test_only_our_static_files_are_served(hostile_db: Path, path: str) -> None:
    """The address of the style sheet leads to no other file."""
    answer = get(hostile_db, f"/-/claimtrack/{path}")
    assert answer.status_code != 200
    assert "hookimpl" not in answer.text


class _Text(HTMLParser):
    """Collects the text of a document and the text inside each element's marks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: set[str] = set()
        self.marked: list[tuple[set[str], str]] = []
        self._open: list[set[str] | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        of = dict(attrs)
        self._open.append(set((of["data-s"] or "").split()) if "data-s" in of else None)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._open and self._open[-1]:
            self.marked.append((self._open[-1], data))


_TEXT = st.text(alphabet="اب<>&\"'\n\r\0\u202e\u2028 a", max_size=40)


@given(st.data())
def test_marks_hold_their_characters(data: st.DataObject) -> None:
    """Whatever the text and however spans overlap, the page's text is the article's, and each
    statement's marks hold its span."""
    text = data.draw(_TEXT)
    place = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(place, place), max_size=4))
    marks = [
        Mark(f"s{n}", "content", min(span), max(span), "direct") for n, span in enumerate(spans)
    ]
    numbers = [Reference(m.statement, n, "x\"'<") for n, m in enumerate(marks)]
    parser = _Text()
    parser.feed("".join(lines(text, marks, numbers)))
    parser.close()
    shown = text.replace("\0", "\ufffd").replace("\u202e", "\ufffd")
    assert parser.text == shown
    assert parser.tags <= {"p", "span", "a"}
    for mark in marks:
        found = "".join(part for ids, part in parser.marked if mark.statement in ids)
        assert found == shown[mark.start : mark.end]


@given(_TEXT)
def test_short_texts_are_escaped_and_isolated(text: str) -> None:
    """A name is one `<bdi>` with nothing but text inside."""
    parser = _Text()
    parser.feed(str(bdi(text)))
    parser.close()
    assert parser.tags == {"bdi"}
    assert "\u202e" not in parser.text


def test_line_ends_survive_the_parser() -> None:
    """A CR is written so that a browser keeps it: offsets count it."""
    assert str(published("a\r\n<\0")) == "a&#13;\n&lt;\ufffd"
