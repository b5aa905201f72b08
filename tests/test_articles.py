"""Files to articles: what is read, kept and refused."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.articles import find_credit, paragraphs, read
from claimtrack.errors import EncodingError, InputError
from claimtrack.models import Article, Source

BODY = (
    "قال وزير الخارجية في مؤتمر صحافي إن المحادثات ستستأنف الأسبوع المقبل في العاصمة.\n"
    'وأضاف أن "الجميع يريد السلام".\n'
)


def one(path: Path) -> Article:
    (article,) = read([path])
    return article


def written(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        list(read([path]))
    assert "\n" not in str(caught.value)
    return str(caught.value).replace(f"{path}", "FILE")


def test_a_text_file_is_kept_as_it_is(tmp_path: Path) -> None:
    """Title line, line ends, NUL and other control characters stay; a byte order mark goes."""
    text = "عنوان من كلمات\r\n\r\nقال\0 الوزير\x1a إن المحادثات\u200f ستستأنف غدا.\r\n"
    article = one(written(tmp_path / "a.txt", "\ufeff" + text))
    assert article.text == text
    assert [p.text for p in article.paragraphs] == [
        "عنوان من كلمات",
        "قال\0 الوزير\x1a إن المحادثات\u200f ستستأنف غدا.",
    ]


def test_the_id_is_a_hash_of_outlet_and_text(tmp_path: Path) -> None:
    """The same text in another outlet is another article, wherever its file lies."""
    file = tmp_path / "a.jsonl"
    rows = [{"text": BODY}, {"text": BODY, "outlet": "الوطن"}, {"text": BODY, "source": "الوطن"}]
    written(file, "\n".join(json.dumps(row) for row in rows))
    first, second, third = read([file])
    assert first.id == "4c242e0bea62c533"
    assert first.id != second.id == third.id


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("الوزير: المحادثات تستأنف\n" + BODY, "الوزير: المحادثات تستأنف"),
        (" date 2025-11-07 منذ ساعتين\nالمحادثات تستأنف\n" + BODY, "المحادثات تستأنف"),
        (BODY, None),
        ("واشنطن – أخبار الشرق\n" + BODY, None),
        ("بيروت (رويترز) - قال الوزير إنه متفائل\n" + BODY, None),
        ("قال الوزير إنه متفائل.\n" + BODY, None),
        ("رويترز: المحادثات تستأنف غدا\n" + BODY, "رويترز: المحادثات تستأنف غدا"),
        ("كلمات قليلة وحدها", None),
    ],
)
def test_a_short_first_line_is_the_title(tmp_path: Path, text: str, title: str | None) -> None:
    """Datelines, date lines and sentences with a full stop are none, nor is a line alone."""
    assert one(written(tmp_path / "a.txt", text)).title == title


@pytest.mark.parametrize(
    ("text", "dateline", "source", "credit"),
    [
        ("أربيل (كوردستان 24)- أعلنت الحكومة", "أربيل (كوردستان 24)-", "كوردستان 24", None),
        ("واشنطن – أخبار الشرق\nأعلنت الحكومة", "واشنطن – أخبار الشرق", "أخبار الشرق", None),
        ("دبي (CNN) -- أعلنت الحكومة", "دبي (CNN) --", "CNN", None),
        (
            "كابول: أ. ف. ب\nأعلنت الحكومة",
            "كابول: أ. ف. ب",
            "وكالة الصحافة الفرنسية",
            "وكالة الصحافة الفرنسية",
        ),
        (
            "بيروت - أ ف ب - أعلنت الحكومة",
            "بيروت - أ ف ب -",
            "وكالة الصحافة الفرنسية",
            "وكالة الصحافة الفرنسية",
        ),
        ("لندن (رويترز) - أعلنت", "لندن (رويترز) -", "رويترز", "رويترز"),
        ("سبق- وكالات: أعلنت", "سبق- وكالات:", None, None),
        ("وقال: نحن متفائلون", None, None, None),
        ("محمد علي (35 عاما) - وهو عامل - قال", None, None, None),
        ("وقال الوزير - وهو متفائل - إن الأمر", None, None, None),
    ],
)
def test_a_dateline_names_the_outlet_or_agency(
    tmp_path: Path, text: str, dateline: str | None, source: str | None, credit: str | None
) -> None:
    """It is a span of the text; speech that begins with a colon or dash is no dateline."""
    article = one(written(tmp_path / "a.txt", f"{text} {BODY}"))
    span = article.dateline
    assert (span and span.text) == dateline
    assert span is None or article.text[span.start : span.end] == span.text
    assert (article.source and article.source.name) == source
    assert article.credit == credit


@pytest.mark.parametrize(
    ("text", "byline", "credit"),
    [
        (BODY, "الرياض - واس", "وكالة الأنباء السعودية"),
        (BODY, "د ب أ (برلين)", "وكالة الأنباء الألمانية"),
        (BODY, "لندن رويترز", "رويترز"),
        (BODY + "المصدر: أ.ف.ب.", None, "وكالة الصحافة الفرنسية"),
        (
            BODY.strip() + " وهذا ما يريده الجميع في المنطقة. (د ب أ)",
            None,
            "وكالة الأنباء الألمانية",
        ),
        (BODY + "قطط على جدار. «رويترز»", None, "رويترز"),
        (BODY.strip() + " وهذا ما قاله الوزير أمس لوكالة «رويترز»", None, None),
        (BODY, "عكاظ (جدة)", None),
        (BODY, "فارس محمد - الرياض", None),
        (BODY, "سبق- وكالات:", None),
        ("قالت وكالة رويترز إن الوزير متفائل. " + BODY, None, None),
    ],
)
def test_credits_come_from_a_closed_list(text: str, byline: str | None, credit: str | None) -> None:
    """A city, a station, a person or "agencies" is no credit, nor is an agency in a sentence."""
    assert find_credit(text, byline) == credit


def test_the_day_of_publication_is_read_off_a_date_line(tmp_path: Path) -> None:
    """On a line of its own, or in front of the first paragraph."""
    alone = written(tmp_path / "a.txt", "عنوان من كلمات\nالثلاثاء 26 يونيو 2012\n" + BODY)
    before = written(tmp_path / "b.txt", " date 2025-11-08 القاهرة - أعلنت الحكومة " + BODY)
    assert one(alone).published == "2012-06-26"
    assert one(before).published == "2025-11-08"
    assert one(before).dateline is not None
    assert one(before).dateline.text == "القاهرة -"


def test_the_side_file_tells_what_the_file_does_not(tmp_path: Path) -> None:
    """`articles.toml` gives outlet, title, date, credit and url, and goes before the text."""
    written(
        tmp_path / "articles.toml",
        '["a.txt"]\noutlet = "الوطن"\ntitle = "عنوان"\ndate = 2025-11-07\n'
        'credit = "واس"\nurl = "https://example.org/1"\n',
    )
    article = one(written(tmp_path / "a.txt", "أربيل (كوردستان 24)- أعلنت " + BODY))
    assert article.source == Source("الوطن")
    assert (article.title, article.published) == ("عنوان", "2025-11-07")
    assert (article.credit, article.url) == ("وكالة الأنباء السعودية", "https://example.org/1")
    written(tmp_path / "articles.toml", '["a.txt"]\noutlett = "الوطن"\n')
    assert "unknown key 'outlett'; known are outlet, title" in refusal(tmp_path / "a.txt")
    written(tmp_path / "articles.toml", '["a.txt"\n')
    assert "articles.toml: not TOML" in refusal(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("path", "url", "outlet"),
    [
        ("09_cnn_arabic.txt", None, "سي إن إن بالعربية"),
        ("okaz/12.txt", None, "عكاظ"),
        ("on okaz/12.txt", None, None),  # a folder may hold what is about an outlet
        ("12.txt", "https://www.bbc.com/arabic/articles/c1", "بي بي سي عربي"),
        ("12.txt", "https://www.bbc.com/news/c1", None),
        ("12.txt", "https://arabic.hespress.com/c1.html", "هسبريس بالعربية"),
        ("okaz.txt", "https://sabq.org/12", "سبق"),
        ("12.txt", "https://notsabq.org/12", None),
        ("12.txt", "http://[broken", None),
    ],
)
def test_an_outlet_is_known_by_its_address_or_the_name_of_the_file(
    tmp_path: Path, path: str, url: str | None, outlet: str | None
) -> None:
    """Only outlets of a closed list are; a folder is named wholly after one."""
    place = tmp_path / path
    place.parent.mkdir(exist_ok=True)
    if url:
        written(place.with_name("articles.toml"), f'["{place.name}"]\nurl = "{url}"\n')
    source = one(written(place, BODY)).source
    assert (source.name if source else None) == outlet


@pytest.mark.parametrize(
    ("given_date", "iso"),
    [
        ("2025-11-07", "2025-11-07"),
        ("2025-11-07T10:30:00Z", "2025-11-07T10:30:00+00:00"),
        ("Fri, 07 Nov 2025 10:30:00 +0300", "2025-11-07T10:30:00+03:00"),
        ("7 تشرين الثاني 2025", "2025-11-07"),
        ("", None),
    ],
)
def test_json_lines_are_read_with_their_fields(
    tmp_path: Path, given_date: str, iso: str | None
) -> None:
    """The text stays exactly as given; dates become ISO 8601; gzip is undone."""
    text = f" {BODY}\n"
    row = {"id": "x1", "text": text, "title": "عنوان", "outlet": "الوطن", "published": given_date}
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress(json.dumps(row | {"byline": "واس - جدة"}).encode()))
    article = one(file)
    assert (article.text, article.title, article.published) == (text, "عنوان", iso)
    assert article.path == f"{file}#x1"
    assert (article.source, article.credit) == (Source("الوطن"), "وكالة الأنباء السعودية")


def test_json_lines_are_read_one_by_one(tmp_path: Path) -> None:
    """The first article comes before the last line is looked at."""
    file = written(tmp_path / "a.ndjson", json.dumps({"text": BODY}) + "\n\n{broken\n")
    articles = read([file])
    assert next(articles).text == BODY
    with pytest.raises(InputError, match=r"a\.ndjson:3: not JSON"):
        next(articles)


def test_a_lone_surrogate_becomes_the_replacement_character(tmp_path: Path) -> None:
    """JSON can spell what no UTF-8 can hold; one character stands for one, so offsets stay."""
    article = one(written(tmp_path / "a.jsonl", '{"text": "قال \\ud800 الوزير"}'))
    assert article.text == "قال \ufffd الوزير"


def test_a_json_file_holds_an_article_or_an_array(tmp_path: Path) -> None:
    """Articles of an array are told apart by number."""
    single = written(tmp_path / "a.json", json.dumps({"text": BODY}))
    many = written(tmp_path / "b.json", json.dumps([{"text": BODY}, {"text": "قال الوزير"}]))
    assert one(single).text == BODY
    assert [article.path for article in read([many])] == [f"{many}#1", f"{many}#2"]


def test_a_page_gives_its_main_text_and_metadata(tmp_path: Path) -> None:
    """Menus and scripts are left out; an encoding that the page names is followed."""
    html = (
        '<html><head><meta charset="windows-1256"><title>عنوان - الوطن</title>'
        '<meta property="og:title" content="المحادثات تستأنف">'
        '<meta property="og:site_name" content="الوطن">'
        '<meta property="article:published_time" content="2025-11-07T10:00:00Z"></head>'
        "<body><nav>الرئيسية</nav><script>var x</script><article>"
        f"<p>{'قال وزير الخارجية إن المحادثات ستستأنف غدا في العاصمة. ' * 3}</p>"
        "<p>وأضاف الوزير أن الجميع يريد السلام في هذه المنطقة من العالم.</p></article></body>"
    )
    file = tmp_path / "a.html"
    file.write_bytes(html.encode("windows-1256"))
    article = one(file)
    assert article.title == "المحادثات تستأنف"
    assert (article.source, article.published) == (Source("الوطن"), "2025-11-07")
    assert article.text.endswith("وأضاف الوزير أن الجميع يريد السلام في هذه المنطقة من العالم.")
    assert "الرئيسية" not in article.text
    assert "var x" not in article.text


def test_a_feed_gives_its_entries(tmp_path: Path) -> None:
    """Text, title, link and moment of each entry that has a text, and the outlet of the feed."""
    rss = (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>الوطن</title>'
        "<item><guid>n0</guid><title>بلا نص</title></item>"
        "<item><guid>n1</guid><title>عنوان</title><link>https://example.org/1</link>"
        "<pubDate>Fri, 07 Nov 2025 10:00:00 GMT</pubDate>"
        "<description>&lt;p&gt;قال الوزير إنه متفائل.&lt;/p&gt;&lt;p&gt;وأضاف أن الجميع يريد"
        " السلام.&lt;/p&gt;</description></item></channel></rss>"
    )
    file = written(tmp_path / "a.xml", rss)
    article = one(file)
    assert article.text == "قال الوزير إنه متفائل.\nوأضاف أن الجميع يريد السلام."
    assert (article.path, article.title) == (f"{file}#n1", "عنوان")
    assert article.url == "https://example.org/1"
    assert article.source == Source("الوطن")
    assert article.published == "2025-11-07T10:00:00+00:00"


def test_a_directory_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    """Folders are entered; hidden files, other kinds and JSON without articles are passed over."""
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", "notes.md"):
        written(tmp_path / name, f"{name} {BODY}")
    written(tmp_path / "gold.json", '{"file": "a.txt", "attributions": []}')
    written(tmp_path / "sitemap.xml", "<urlset></urlset>")
    names = [str(Path(article.path).relative_to(tmp_path)) for article in read([tmp_path])]
    assert names == ["a.txt", "b.txt", "sub/c.txt"]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "FILE: an empty article; give it text, or leave it out"),
        ("a.txt", b" \r\n\t\n", "FILE: an empty article; give it text, or leave it out"),
        ("a.txt", b"%PDF-1.7\n\xe2", "FILE: a PDF file, not text; save the article as UTF-8 text"),
        ("a.txt", b"\x00\x01\x02 abc\x03\x04" * 9, "FILE: binary data, not text; save the article"),
        ("a.txt", "قال".encode("utf-16"), "FILE: binary data, not text; save the article"),
        ("a.txt", b"abc \xff", "FILE: not UTF-8 at byte offset 4; save the file as UTF-8"),
        ("a.jsonl", b'{"text": "a"}\n\xff', "FILE: not UTF-8 at byte offset 14"),
        ("a.jsonl", b"", "FILE: an empty file; write one JSON object a line"),
        ("a.jsonl", b'{"title": "a"}', 'FILE:1: no field "text"; give the article\'s text in it'),
        ("a.jsonl", b'\n{"text": ""}', "FILE:2: an empty article"),
        ("a.jsonl", b'{"text": 5}', "FILE:1: field 'text' is int, not a string; put it in quotes"),
        ("a.jsonl", b'["a"]', 'FILE:1: list, not an object; write {"text": …}'),
        ("a.jsonl", b'{"text": "a", "date": "soon"}', "FILE:1: 'soon' is no date; write it as"),
        ("a.jsonl", b"[" * 100_000, "FILE:1: not JSON: nested too deep; mend it"),
        ("a.json", b"{}", 'FILE: no article in it; give each article a field "text"'),
        ("a.xml", b"<a/>", "FILE: not a feed; give an RSS or Atom file"),
        (
            "a.xml",
            b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry>'
            b'<updated>0000-00-00T99:00:00Z</updated><t\xe3><content type="x">&lt;p&gt;\xc2\0',
            "FILE: a feed without texts; use a feed that holds whole articles",
        ),
        ("a.xml", b"", "FILE: not a feed; give an RSS or Atom file"),
        ("a.html", b"<html></html>", "FILE: no article text found in the page; save the text"),
        ("a.txt.gz", b"abc", "FILE: Not a gzipped file (b'ab'); check that it can be read"),
        ("a.txt.gz", gzip.compress(b"abc" * 99)[:-9], "FILE: Compressed file ended before"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    """The line names the file, the line of JSON lines, the value and the remedy."""
    (tmp_path / name).write_bytes(data)
    assert refusal(tmp_path / name).replace(":2: not UTF", ": not UTF").startswith(message)


def test_a_missing_path_or_empty_directory_is_refused(tmp_path: Path) -> None:
    """Neither is passed over in silence."""
    assert refusal(tmp_path / "no") == "FILE: no such file or directory; check the path"
    assert refusal(tmp_path).startswith("FILE: a directory without articles; put files there: ")


def test_the_bad_byte_is_counted_from_the_start_of_the_file(tmp_path: Path) -> None:
    """The offset that the error carries is one that other tools can go to."""
    (tmp_path / "a.txt").write_bytes("\ufeffقال".encode() + b"\xfe")
    with pytest.raises(EncodingError) as caught:
        list(read([tmp_path / "a.txt"]))
    assert caught.value.offset == 9


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_paragraphs_are_slices_that_cover_all_but_white_space(text: str) -> None:
    """In order, without white space around them, and nothing that is seen is lost."""
    spans = paragraphs(text)
    assert [text[s.start : s.end] for s in spans] == [s.text for s in spans]
    assert all(s.text == s.text.strip() != "" for s in spans)
    assert "".join("".join(s.text for s in spans).split()) == "".join(text.split())


@given(
    st.dictionaries(
        st.sampled_from(["text", "title", "outlet", "date", "byline", "url", "id", "credit"]),
        st.none() | st.integers() | st.text(max_size=30) | st.lists(st.none(), max_size=1),
    )
)
def test_any_json_object_is_an_article_or_a_clear_refusal(
    tmp_path_factory: pytest.TempPathFactory, record: dict[str, object]
) -> None:
    """Nothing but InputError leaves the reader, and what it gives can be stored as UTF-8."""
    file = written(tmp_path_factory.mktemp("any") / "a.jsonl", json.dumps(record))
    try:
        articles = list(read([file]))
    except InputError:
        articles = []
    for article in articles:
        for value in (article.path, article.text, article.title or "", article.url or ""):
            assert value.encode().decode() == value
