"""What holds for every extraction, whatever the text."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimtrack
from claimtrack import Article, Extraction, Span
from claimtrack.articles import paragraphs
from claimtrack.segmentation import Segmenter

LETTERS = "ابتدرسعفقكلمنهوي ةىءأإ"
MARKS = [
    '"',
    "«",
    "»",
    "“",
    "”",
    "'",
    "((",
    "))",
    ".",
    "،",
    ":",
    "؟",
    "!",
    "..",
    "-",
    "…",
    "؛",
    "5",
]
ODD = [
    "\x00",
    "\x01",
    "\u200f",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\u2028",
    "\r\n",
    "\n",
    "\u064b",
    "😀",
]
CLITICS = ["و", "ف", "ب", "ل", "ك", "ال", "بال", "لل", "ه", "ها"]
CUES = """
قال قالت قالوا أضاف أعلن أكد نفى دعا طالب اتهم وصف اعتبر مضيفا مشيرا إلى قوله نقلت عن بحسب
وفقا حسبما على حد قوله جاء في البيان كما ذكرت من جهته الذي التي أن إن أنه بأن الوزير الوزيرة
سامر الحداد الحكومة وكالة مصدر مسؤول شهود التقرير أمس
""".split()
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(CUES),
        st.sampled_from(MARKS),
        st.sampled_from([" ", " ", *ODD, *CLITICS]),
        st.text(st.sampled_from(LETTERS), max_size=8),
    ).map(lambda piece: piece if piece in ODD else f"{piece} "),
    max_size=80,
).map("".join)
# As TEXTS, but without a space between the pieces.
GLUED = st.lists(st.sampled_from([*CUES, *MARKS, *ODD, *CLITICS, " "]), max_size=60).map("".join)


def extract(text: str, segmenter: Segmenter) -> Extraction:
    return claimtrack.extract(Article("id", "article.txt", text, paragraphs(text)), segmenter)


def spans(found: Extraction) -> Iterator[Span]:
    """Every span of an extraction."""
    for statement in found.statements:
        yield from statement.content
        yield from statement.relays
        yield from filter(None, (statement.cue, statement.speaker, statement.venue))
    for sentence in found.sentences:
        yield from (*sentence.tokens, *sentence.parts)
        yield Span(sentence.start, sentence.end, sentence.text)
    yield from (mention.span for mention in found.mentions)


def check(found: Extraction) -> None:
    """Assert what holds for every extraction."""
    text = found.article.text
    for span in spans(found):
        assert text[span.start : span.end] == span.text != ""
    ends = [0, *(sentence.end for sentence in found.sentences)]
    assert all(end <= s.start for end, s in zip(ends, found.sentences, strict=False))
    by_id = {statement.id: statement for statement in found.statements}
    assert len(by_id) == len(found.statements)
    speakers = {speaker.id: speaker for speaker in found.speakers}
    assert len(speakers) == len(found.speakers)
    assert {mention.speaker for mention in found.mentions} <= set(speakers)
    for s in found.statements:
        assert s.content != ()
        assert 0 <= s.confidence <= 1
        assert s.rule != ""
        assert (s.speaker is None) == (s.speaker_kind == "none") == (s.entity is None)
        assert s.entity is None or speakers[s.entity.id] == s.entity
        if s.mode == "narrated":
            assert (s.cue, s.speaker, s.parent) == (None, None, None)
        if s.parent is not None:
            outer = by_id[s.parent].content
            assert any(o.start <= s.content[0].start and s.content[-1].end <= o.end for o in outer)


@given(text=st.one_of(TEXTS, GLUED))
def test_any_text_goes_through(segmenter: Segmenter, text: str) -> None:
    """Spans are slices of the text, ids are unique, a parent's content holds its child's."""
    check(extract(text, segmenter))


@pytest.mark.parametrize(
    "unit", ["قال ", '"', "و", "قال: ", "أن ", "«قال ", "بحسب ", "\x00", "وقال إن "]
)
def test_long_runs_of_anything(segmenter: Segmenter, unit: str) -> None:
    """Hundreds of times the same word or mark go through."""
    check(extract(unit * 300, segmenter))


@pytest.mark.parametrize("text", ["", " ", "\n", "\x00", ".", '"', "قال", "English only."])
def test_texts_that_say_nothing(segmenter: Segmenter, text: str) -> None:
    """Where nothing is said there is no statement."""
    assert extract(text, segmenter).statements == ()


def test_odd_characters_stay_where_they_are(segmenter: Segmenter) -> None:
    """NUL and marks of direction inside a text shift nothing."""
    text = "\u202bقال\x00 الوزير\u200f سامر: «نحن\u00a0هنا»."
    found = extract(text, segmenter)
    check(found)
    (statement,) = found.statements
    assert [part.text for part in statement.content] == ["نحن\u00a0هنا"]


def test_ids_follow_the_order_of_the_content(segmenter: Segmenter) -> None:
    """Statements are "s1", "s2" … as their contents stand, narrations "n1" … after them."""
    found = extract(
        '"لن نغادر المدينة"، قال الوزير سامر الحداد. وأضاف أن الوفد سيعود. '
        "ووصل الوفد إلى المطار مساء أمس.",
        segmenter,
    )
    assert [(s.id, s.content[0].text) for s in found.statements] == [
        ("s1", "لن نغادر المدينة"),
        ("s2", "الوفد سيعود"),
        ("n1", "ووصل الوفد إلى المطار مساء أمس"),
    ]


def test_confidence_of_a_guess_is_lower(segmenter: Segmenter) -> None:
    """A speaker found by its form is less sure than one named at the cue."""
    found = extract("قال الوزير سامر الحداد إن الوفد وصل. وأضاف أنه سيعود.", segmenter)
    named, inherited = found.statements
    assert named.confidence > inherited.confidence
