"""Hostile articles: no exception, every span in its place, and time that grows with the text."""

import ast
import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

import claimtrack
from claimtrack.articles import paragraphs, read
from claimtrack.attribution import attribute, narrations
from claimtrack.errors import EncodingError, InputError, ModelError
from claimtrack.models import Article, Sentence, Span
from claimtrack.pipeline import extract
from claimtrack.quotations import pair
from claimtrack.segmentation import Segmenter, load_segmenter
from claimtrack.store.connection import connect
from claimtrack.testing import Planted, Voice, build, findings, line, write_record
from claimtrack.tracker import Tracker

Run = Callable[..., Result]
VOICE = Voice("الوزير أحمد سالم", "سالم", "أحمد سالم", "person")
SAID = "وأعلن الوزير أحمد سالم، أمس، أن المدارس ستفتح أبوابها، مضيفا: «لا تأخير». "
TOKEN = re.compile(r"\w+|[^\w\s]")

TEXTS = {
    "one line": SAID * 40,
    "no stop": SAID.replace(".", "") * 20,
    "only straight marks": '"' * 3000,
    "only opening marks": "«" * 3000,
    "only single marks": "'" * 3000,
    "nested marks": "«" * 1500 + "قال" + "»" * 1500,
    "marks that cross": '«"“' * 500 + SAID + '»"”' * 500,
    "a NUL in each word": "\0".join(SAID * 3),
    "controls": "".join(map(chr, range(32))) + SAID + "\x7f\x80\x9f",
    "lone surrogates": f"\ud800{SAID}\udfff«\udc00»",
    "bidi controls": "\u202e\u2067" + SAID + "\u202c\u2069\u200f\u200e",
    "only bidi controls": "\u202e" * 3000,
    "zero width": "\u200b".join(SAID * 3) + "\ufeff",
    "combining marks": "ق" + "\u064b" * 3000,
    "tatweel": "قـــــال الوزيـــــر إن «المدرســــة» مفتوحة",
    "line ends of every kind": "قال الوزير\r\nإن\v«المدرسة\fمفتوحة»\x85\u2028\u2029أيضا\r.",
    "only line ends": "\n" * 3000 + "قال",
    "one word": "ق" * 3000,
    "no word": "🙂👩‍👩‍👧‍👦" * 300,
    "other writing": 'He said: “it is”. 部長は「学校」と述べた。 Он сказал: „да“. אמר: "כן".',
    "verbs only": "قال " * 300,
    "cues without content": "وقال: وقالت: وأضاف: " * 40,
    "markup": "<script>alert(1)</script><p onclick='x'>قال الوزير: «<b>نعم</b>».</p>",
    "query": "قال الوزير: «'); DROP TABLE claims; --».",
}

# Found by fuzzing (tests/bench/fuzz_articles.py).
FUZZED = (" وفقا", "👩 وفقا", " اتهم وفقا", " قال مؤكدا مؤكدا قالت", " قال اتهم اتهم بأن")


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_is_read(segmenter: Segmenter, name: str) -> None:
    """Every span that is found stands at its offsets, whatever the text."""
    text = TEXTS[name]
    found = extract(Article("a", "a.txt", text, paragraphs(text)), segmenter)
    check_spans(text, [Span(s.start, s.end, s.text) for s in found.sentences])
    check_spans(text, [token for s in found.sentences for token in s.tokens])
    check_spans(text, [mention.span for mention in found.mentions])
    for s in found.statements:
        check_spans(text, [*s.content, *s.relays, *filter(None, (s.cue, s.speaker, s.venue))])


def check_spans(text: str, spans: list[Span]) -> None:
    assert [s for s in spans if text[s.start : s.end] != s.text] == []


def by_lines(text: str) -> tuple[Sentence, ...]:
    """Take each line for a sentence, as fuzzing does."""
    return tuple(
        Sentence(
            line.start, line.end, line.text,
            tuple(Span(*m.span(), m.group()) for m in TOKEN.finditer(text, line.start, line.end)),
        )
        for line in paragraphs(text)
    )  # fmt: skip


@pytest.mark.parametrize("text", FUZZED)
def test_what_fuzzing_broke_holds(text: str) -> None:
    """Texts that once raised in attribution."""
    sentences = by_lines(text)
    statements, _, _ = attribute(text, sentences, pair(text, paragraphs(text)))
    narrations(text, sentences, statements)


@given(st.text(alphabet=st.sampled_from("\"«»“”'()\n .،اقل\0\u200f"), max_size=60))
def test_quotations_of_any_text_are_sound(text: str) -> None:
    """Quotations lie in the text, in the order in which they open, and never cross."""
    found = pair(text, paragraphs(text))
    check_spans(text, [span for q in found for span in (q.outer, q.inner)])
    for q in found:
        assert q.outer.start <= q.inner.start <= q.inner.end <= q.outer.end
    for a, b in pairwise(found):
        assert (a.outer.start, -a.outer.end) <= (b.outer.start, -b.outer.end)
        assert b.outer.start >= a.outer.end or b.outer.end <= a.outer.end


def test_nested_marks_hold_no_more_than_nine_times_the_text() -> None:
    """100,000 nested marks give the innermost nine quotations, and so no square of the text."""
    text = "«" * 50_000 + "قال" + "»" * 50_000
    found = pair(text, paragraphs(text))
    assert [len(q.inner.text) for q in reversed(found)] == [3, 5, 7, 9, 11, 13, 15, 17, 19]


def seconds(work: Callable[[str], object], text: str) -> float:
    """Time some work, the quickest of two runs."""
    times = []
    for _ in range(2):
        start = process_time()
        work(text)
        times.append(process_time() - start)
    return min(times)


@pytest.mark.parametrize("unit", ['"', "«", '" ', "«\"»'", SAID, "«قال\n", "\n", "قال\0 "])
def test_reading_and_pairing_take_linear_time(tmp_path: Path, unit: str) -> None:
    """Eight times the text takes nearer to 8 than to 64 times as long."""

    def work(text: str) -> None:
        (article,) = read([path])
        pair(text, article.paragraphs)

    path = tmp_path / "a.txt"
    times = []
    for size in (10_000, 80_000):
        text = (unit * size)[: size - 3] + "قال"
        path.write_text(text, encoding="utf-8", newline="")
        times.append(seconds(work, text))
    assert times[1] < 24 * max(times[0], 0.002)


def test_ten_megabytes_are_read_and_paired(tmp_path: Path) -> None:
    """An article of 10 MB on one line, of 300,000 marks, takes seconds."""
    path = tmp_path / "a.txt"
    path.write_text(SAID * 80_000, encoding="utf-8")
    assert path.stat().st_size > 10_000_000
    start = process_time()
    (article,) = read([path])
    assert len(pair(article.text, article.paragraphs)) == 80_000
    assert process_time() - start < 20


def test_lone_surrogates_in_json_become_the_replacement_character(tmp_path: Path) -> None:
    """JSON can spell half a character; offsets stay, and the file takes the text."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "قال \\ud800 الوزير: «نعم\\udfff».", "title": "\\udc00"}\n')
    (article,) = read([path])
    assert article.text == "قال \ufffd الوزير: «نعم\ufffd»."
    assert article.title == "\ufffd"


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        ("قال ".encode() + "الوزير".encode("cp1256"), 7),
        ("قال".encode() + b"\xed\xa0\x80", 6),
        ("قال".encode() + b"\xc0\xaf", 6),
        ("قال".encode()[:-1], 4),
    ],
    ids=["cp1256 after UTF-8", "a surrogate", "overlong", "cut within a letter"],
)
def test_mixed_encodings_are_named(tmp_path: Path, data: bytes, offset: int) -> None:
    """Bytes that are not UTF-8 are refused with the place of the first."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(EncodingError) as caught:
        list(read([path]))
    assert caught.value.offset == offset


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"text": ' * 100_000, '{"text": "a"', '{"text": 1e999999}', "\0", "{}"]
)
def test_hostile_json_is_an_input_error(tmp_path: Path, text: str) -> None:
    """Nested too deep, cut short, of other types: one error, which names the line."""
    for name in ("a.json", "a.jsonl"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=name):
            list(read([path]))


def test_text_and_arguments_are_never_part_of_a_query(
    run: Run, tmp_path: Path, segmenter: Segmenter
) -> None:
    """Quotes, comments and wild cards in texts, names and arguments are only characters."""
    evil = "x'); DROP TABLE claims; --"
    articles = tmp_path / "a.jsonl"
    said = f"قال الوزير أحمد سالم: «{evil} نعم المدرسة مفتوحة»."
    articles.write_text(
        json.dumps({"text": said, "title": evil, "outlet": evil, "id": "../../etc/passwd"}),
        encoding="utf-8",
    )
    db = tmp_path / "a'; DROP TABLE claims; --.db"
    with Tracker(db, segmenter=segmenter) as tracker:
        tracker.add(articles)
        (claim,) = tracker.claims()
        assert claim.text == f"{evil} نعم المدرسة مفتوحة"
        assert [m.outlet for m in claim.members] == [evil]
        assert [hit.text for hit in tracker.search("drop' OR 1=1 -- المدرسة DROP")] == []
    for words in ("%", "' OR '1'='1", "*", '"'):
        assert run("show", db, words).exit_code == 2
    assert run("check", db).exit_code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == [db.name, "a.jsonl"]


def test_feed_that_names_a_file_does_not_open_it(tmp_path: Path) -> None:
    """A feed whose bytes are a path is no feed, whatever stands at that path."""
    secret, feed = tmp_path / "secret.xml", tmp_path / "feed.xml"
    said = "<item><description>قال الوزير: «نعم»</description></item>"
    secret.write_text(f'<rss version="2.0"><channel>{said}</channel></rss>', encoding="utf-8")
    assert [article.text for article in read([secret])] == ["قال الوزير: «نعم»"]
    feed.write_bytes(bytes(secret))
    with pytest.raises(InputError, match="not a feed"):
        list(read([feed]))


class Evil:
    """What pickle makes of this when it reads it: a call."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.path,)


def test_model_file_can_run_no_code(tmp_path: Path) -> None:
    """A tokenizer that holds a call for pickle is refused, and the call not made."""
    import torch

    model = tmp_path / "ar" / "tokenize" / "evil.pt"
    model.parent.mkdir(parents=True)
    ran = tmp_path / "ran"
    torch.save({"model": Evil(ran)}, model)
    with pytest.raises(ModelError, match=r"evil\.pt: Stanza cannot load it \(UnpicklingError"):
        load_segmenter(str(tmp_path))
    assert not ran.exists()
    torch.load(model, weights_only=False)
    assert ran.exists()  # what it would have done


def test_nothing_is_read_that_could_run_code() -> None:
    """No module imports pickle and the like, evaluates text, or lets numpy unpickle."""
    source = Path(claimtrack.__file__).parent
    for file in source.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {getattr(node, "module", None), *(alias.name for alias in node.names)}
                assert not names & {"pickle", "marshal", "shelve", "dill", "joblib"}, file
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in ("eval", "exec", "os.system"), file
                told = [ast.unparse(keyword) for keyword in node.keywords]
                assert called != "np.load" or "allow_pickle=False" in told, file
                assert called != "torch.load" or "weights_only=True" in told, file
                assert "shell=True" not in told, file


@pytest.mark.parametrize(
    "name", ["claims.db?mode=memory", "file:claims.db", "a%00b.db", ":memory:"]
)
def test_path_of_a_record_is_a_path(tmp_path: Path, name: str) -> None:
    """What would be an option or an address to SQLite is only a file's name."""
    path = tmp_path / name
    connect(path, create=True).close()
    assert [file.name for file in tmp_path.iterdir()] == [name]
    with connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] > 0


def test_dates_at_the_ends_of_the_calendar(tmp_path: Path) -> None:
    """Feeds that know no date say 0001-01-01: such articles are recorded as any."""
    said = line("{cue} {speaker} أن {content}.", [Planted(VOICE, "indirect")],
                cue="أعلن", speaker=VOICE.full, content="المدارس ستفتح يوم الأحد")  # fmt: skip
    days = ("0001-01-01", "0001-01-03", "2025-03-01", "9999-12-31")
    write_record(
        tmp_path / "claims.db",
        [build([said], outlet=f"صحيفة {day}", published=day, path=f"{day}.txt") for day in days],
    )
    assert findings(tmp_path / "claims.db") == []
    with Tracker(tmp_path / "claims.db") as tracker:
        assert sum(claim.mentions for claim in tracker.claims()) == 4
