"""Paragraphs, sentences and tokens."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.articles import paragraphs
from claimtrack.errors import InputError, ModelError
from claimtrack.models import Sentence, Span
from claimtrack.segmentation import Segmenter, load_segmenter
from claimtrack.segmentation.training import train_segmenter


def quotation(text: str, marks: str = '""') -> Span:
    """Return the span from the first opening mark to the last closing mark."""
    start, end = text.index(marks[0]), text.rindex(marks[1]) + 1
    return Span(start, end, text[start:end])


def texts(sentences: tuple[Sentence, ...]) -> list[str]:
    """Return the texts of the sentences."""
    return [sentence.text for sentence in sentences]


def words(sentences: tuple[Sentence, ...]) -> list[str]:
    """Return the texts of all tokens."""
    return [token.text for sentence in sentences for token in sentence.tokens]


def test_import_is_light() -> None:
    """Importing the package loads neither torch nor stanza."""
    code = (
        "import sys, claimtrack.segmentation, claimtrack.segmentation.training;"
        "print({'torch', 'stanza'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_paragraphs_end_at_every_kind_of_line_end() -> None:
    """Each line that holds more than white space is a paragraph, trimmed."""
    text = "عنوان الخبر\r\n\n  نص أول \rنص ثان\u2028نص ثالث\u2029 \u00a0 \nنص رابع\n"
    assert paragraphs(text) == (
        Span(0, 11, "عنوان الخبر"),
        Span(16, 22, "نص أول"),
        Span(24, 30, "نص ثان"),
        Span(31, 38, "نص ثالث"),
        Span(43, 50, "نص رابع"),
    )


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\u2029\t"])
def test_no_sentences_in_empty_text(segmenter: Segmenter, text: str) -> None:
    """White space has no paragraphs and no sentences."""
    assert paragraphs(text) == ()
    assert segmenter.segment(text) == ()


def test_sentences_have_offsets_and_tokens(segmenter: Segmenter) -> None:
    """A sentence carries its offsets and its tokens, with clitics split off."""
    text = "وصل الوفد إلى الرياض. وغادرها أمس."
    first, second = segmenter.segment(text)
    assert (first.start, first.end, first.text) == (0, 21, "وصل الوفد إلى الرياض.")
    assert (second.start, second.end, second.text) == (22, 34, "وغادرها أمس.")
    assert second.tokens == (
        Span(22, 23, "و"),
        Span(23, 27, "غادر"),
        Span(27, 29, "ها"),
        Span(30, 33, "أمس"),
        Span(33, 34, "."),
    )
    assert first.parts == ()


def test_heading_ends_at_its_line(segmenter: Segmenter) -> None:
    """A heading without a stop is a sentence of its own."""
    text = "قمة عربية في القاهرة غدا\nتستضيف القاهرة غدا قمة عربية طارئة."
    assert texts(segmenter.segment(text)) == text.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير إن الاتفاق مهم، وأضاف أن المفاوضات مستمرة؛ وأشار إلى أن الوفد عاد.",
        "أعلن د. محمد العلي وأ.د. سعيد حسن نتائج الدراسة في مؤتمر صحفي.",
        "نقلت وكالة أ.ف.ب عن مصدر رسمي أن الاجتماع تأجل إلى الأسبوع المقبل.",
        "ارتفع المؤشر 3.5 في المئة إلى 1.250 نقطة، بعد تراجع بلغ ٢٫٧٥ في المئة.",
        "أعلن المكتب أن التضخم ارتفع في مارس/آذار الماضي، وأن الأسعار زادت في أبريل/نيسان.",
        "الرياض - واس: أكد المجلس أهمية التعاون بين البلدين في كل المجالات.",
        "أعلن الرئيس (أ ف ب) أن بلاده ستشارك في القمة التي تعقد في 12/5/2024.",
    ],
)
def test_what_ends_no_sentence(segmenter: Segmenter, text: str) -> None:
    """Commas, semicolons, datelines, and stops inside abbreviations and numbers end nothing."""
    assert texts(segmenter.segment(text)) == [text]


@pytest.mark.parametrize("stop", [".", "؟", "?", "!"])
def test_what_ends_a_sentence(segmenter: Segmenter, stop: str) -> None:
    """A stop, a question mark of either script and an exclamation mark end a sentence."""
    first = f"هل عاد الوفد إلى العاصمة بعد انتهاء المفاوضات{stop}"
    second = "وقال المتحدث إن الحكومة تدرس المقترح."
    assert texts(segmenter.segment(f"{first} {second}")) == [first, second]


@pytest.mark.parametrize("marks", ['""', "«»", "“”", "''"])
def test_quotation_is_never_cut(segmenter: Segmenter, marks: str) -> None:
    """A sentence that opens a quotation runs to where the sentence around it ends; the sentences
    inside are its parts."""
    said = f"{marks[0]}هذا الاتفاق خطوة كبيرة. نحن نرحب به كثيرا{marks[1]}."
    text = f"وأضاف الرئيس: {said} وغادر القاعة بعد ذلك."
    first, second = segmenter.segment(text, [quotation(text, marks)])
    assert first.text == f"وأضاف الرئيس: {said}"
    assert second.text == "وغادر القاعة بعد ذلك."
    assert [part.text for part in first.parts] == [
        f"وأضاف الرئيس: {marks[0]}هذا الاتفاق خطوة كبيرة.",
        f"نحن نرحب به كثيرا{marks[1]}.",
    ]
    assert second.parts == ()


@pytest.mark.parametrize("end", ['."', '؟"', '!"', '".'])
def test_sentence_after_a_quotation(segmenter: Segmenter, end: str) -> None:
    """Stop and closing mark belong to the sentence in either order, and the next one begins."""
    first = f'وقال المدير: "لم نتسلم أي رد من الشركة حتى الآن{end}'
    second = "وأوضح أن الاجتماع المقبل سيعقد في الرياض."
    text = f"{first} {second}"
    assert texts(segmenter.segment(text, [quotation(text)])) == [first, second]


def test_sentence_goes_on_after_a_quoted_question(segmenter: Segmenter) -> None:
    """A question mark before a closing mark and a comma does not end the sentence around it."""
    text = 'وتساءل النائب "متى تتوقف الحرب؟ ومن يعيد الإعمار؟"، معتبرا أن العالم صامت.'
    (sentence,) = segmenter.segment(text, [quotation(text)])
    assert sentence.text == text
    assert sentence.parts[0].text == 'وتساءل النائب "متى تتوقف الحرب؟'


def test_overlong_quotation_joins_no_paragraphs(segmenter: Segmenter) -> None:
    """A pair that spans paragraphs, one mark missing, leaves them apart."""
    text = 'قال الوزير: "نرحب بالقرار.\nوأضاف أن اللجنة ستجتمع.\nوأشاد بما سماه "الإنجاز".'
    assert texts(segmenter.segment(text, [quotation(text)])) == text.split("\n")


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("وصل الوزير إلى واشنطن أمس.", "واشنطن"),
        ("قال وزير الخارجية إن الزيارة ناجحة.", "وزير"),
        ("ذكرت وكالة الأنباء أن الوفد غادر.", "وكالة"),
        ("شعار الحزب «الوحدة»، كما قال رئيسه.", "،"),
        ("شعار الحزب «الوحدة»، كما قال رئيسه.", "الوحدة"),
        ("هل انتهت الحرب؟ لا أحد يعرف.", "؟"),
        ("بلغت النسبة 3.5 في المئة.", "3.5"),
        ("نقلت أ.ف.ب الخبر أمس.", "أ.ف.ب"),
    ],
)
def test_tokens_of_newspapers(segmenter: Segmenter, text: str, token: str) -> None:
    """Arabic marks stand alone; abbreviations, numbers and words that begin with "و" are whole."""
    assert token in words(segmenter.segment(text))


def test_long_line_is_as_its_sentences(segmenter: Segmenter) -> None:
    """A body in one line has the same sentences as its sentences have, wherever it is cut."""
    sentence = (
        "وأعلنت وزارة الصحة، في بيان لها، أن عدد المصابين تجاوز مئة شخص، مشيرة إلى أن فرق الإسعاف"
        " نقلت الجرحى إلى المستشفيات القريبة، وأن حالة عدد منهم خطيرة."
    )
    assert texts(segmenter.segment(" ".join([sentence] * 40))) == [sentence] * 40


def test_batch_is_as_one_by_one(segmenter: Segmenter) -> None:
    """Many texts in one call give what each gives alone."""
    bodies = ["قال الوزير. وعاد.", "", "عنوان\nنص الخبر هنا."]
    assert segmenter.segment_all(bodies) == [segmenter.segment(body) for body in bodies]


def test_batch_wants_quotations_for_each_text(segmenter: Segmenter) -> None:
    """Fewer sequences of quotations than texts are an error."""
    with pytest.raises(ValueError, match="1 sequences of quotations for 2 texts"):
        segmenter.segment_all(["نص", "نص"], [()])


ARABIC = "ابتدرسعفقكلمنهوي ةىءأإ"
ODD = "\x00\x01\x85\u200b\u200f\u202e\u2066\ufeff\ud800\u2028\r\n\t\u00a0\u064b\u0640😀"
MARKS = ".،؛:؟!?…\"«»“”'()-–0123456789٠٫%abc/"


@given(text=st.text(st.sampled_from(ARABIC + ODD + MARKS), max_size=400), data=st.data())
def test_any_text_goes_through(segmenter: Segmenter, text: str, data: st.DataObject) -> None:
    """Spans are slices of the text, in order, and hold every character that is no space once."""
    cut = st.integers(0, len(text))
    spans = [sorted(pair) for pair in data.draw(st.lists(st.tuples(cut, cut), max_size=3))]
    sentences = segmenter.segment(text, [Span(a, b, text[a:b]) for a, b in spans])
    end = 0
    for sentence in sentences:
        assert sentence.start >= end
        end = sentence.end
        whole = Span(sentence.start, sentence.end, sentence.text)
        for span in (whole, *sentence.tokens, *sentence.parts):
            assert text[span.start : span.end] == span.text
            assert span.text == span.text.strip() != ""
        assert "".join(token.text for token in sentence.tokens) == "".join(sentence.text.split())
    assert "".join("".join(s.text.split()) for s in sentences) == "".join(text.split())


@pytest.mark.parametrize("unit", ["ا", '"', "\x00", "قال. ", "، ", "\ud800", "1.", "« "])
def test_long_line_of_anything(segmenter: Segmenter, unit: str) -> None:
    """A line of 4,000 times the same goes through with nothing lost."""
    text = unit * 4_000
    found = words(segmenter.segment(text))
    assert "".join(found) == "".join(text.split())


def test_missing_directory_is_named() -> None:
    """A directory that does not exist is an error that names it."""
    with pytest.raises(ModelError, match="/nowhere/stanza: no such directory"):
        load_segmenter("/nowhere/stanza")


def test_directory_without_tokenizer_is_named(tmp_path: Path) -> None:
    """A directory without an Arabic tokenizer is an error that says what is looked for."""
    with pytest.raises(ModelError, match=r"no Arabic tokenizer \(ar/tokenize/\*\.pt\)"):
        load_segmenter(str(tmp_path))


def test_broken_weights_are_named(tmp_path: Path) -> None:
    """A file that is no Stanza model is an error that names it."""
    broken = tmp_path / "ar" / "tokenize" / "padt.pt"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"no weights")
    with pytest.raises(ModelError, match=r"padt\.pt: Stanza cannot load it"):
        load_segmenter(str(tmp_path))


CONLLU = """# text = قال الوزير, أمس: "نعم".
1	قال	_	VERB	_	_	0	root	_	_
2	الوزير	_	NOUN	_	_	1	nsubj	_	SpaceAfter=No
3	,	_	PUNCT	_	_	1	punct	_	_
4	أمس	_	ADV	_	_	1	obl	_	SpaceAfter=No
5	:	_	PUNCT	_	_	1	punct	_	_
6	"	_	PUNCT	_	_	7	punct	_	SpaceAfter=No
7	نعم	_	PART	_	_	1	ccomp	_	SpaceAfter=No
8	"	_	PUNCT	_	_	7	punct	_	SpaceAfter=No
9	.	_	PUNCT	_	_	1	punct	_	_

1	عاد	_	VERB	_	_	0	root	_	_
2	محمد	_	PROPN	_	_	1	nsubj	_	_
3	إلى	_	ADP	_	_	4	case	_	_
4	بيت	_	NOUN	_	_	1	obl	_	SpaceAfter=No
5	ه	_	PRON	_	_	4	nmod	_	_
6	في	_	ADP	_	_	7	case	_	_
7	لبنان	_	PROPN	_	_	1	obl	_	SpaceAfter=No
8	,	_	PUNCT	_	_	1	punct	_	_
9	كما	_	SCONJ	_	_	10	mark	_	_
10	أعلن	_	VERB	_	_	1	advcl	_	_
11	أمس	_	ADV	_	_	10	obl	_	SpaceAfter=No
12	.	_	PUNCT	_	_	1	punct	_	_

"""


def test_training_is_reproducible(tmp_path: Path) -> None:
    """Two trainings with one seed write the same weights, which load by their directory."""
    treebank = tmp_path / "treebank.conllu"
    treebank.write_text(CONLLU * 6, encoding="utf-8")
    done: list[int] = []
    weights = []
    for name in ("one", "two"):
        figures = train_segmenter(treebank, tmp_path / name, seed=7, steps=3, progress=done.append)
        assert 0 <= figures.token_f1 <= 100
        file = tmp_path / name / "ar" / "tokenize" / "claimtrack.pt"
        weights.append(torch.load(file, weights_only=True))
    assert done == [1] * 6
    assert weights[0]["vocab"] == weights[1]["vocab"]
    assert all(
        torch.equal(tensor, weights[1]["model"][key]) for key, tensor in weights[0]["model"].items()
    )
    assert texts(load_segmenter(str(tmp_path / "one")).segment("نص")) == ["نص"]


def test_treebank_that_is_missing(tmp_path: Path) -> None:
    """A file that does not exist is an error that names it."""
    with pytest.raises(InputError, match=r"none\.conllu: cannot be read \(No such file"):
        train_segmenter(tmp_path / "none.conllu", tmp_path / "out", steps=1)


def test_treebank_that_is_none(tmp_path: Path) -> None:
    """A file that is not CoNLL-U is an error that names the line."""
    treebank = tmp_path / "treebank.conllu"
    treebank.write_text("1\tقال\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"treebank\.conllu, line 1: 2 columns where"):
        train_segmenter(treebank, tmp_path / "out", steps=1)
