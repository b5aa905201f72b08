"""Fuzz quotations, attribution and readers with atheris, guided by coverage; not part of CI.

    pip install atheris
    python tests/bench/fuzz_articles.py text -max_total_time=1800 -timeout=10
    python tests/bench/fuzz_articles.py files -max_total_time=1800 -timeout=10

What follows the target are options of libFuzzer. It stops at the first failure and writes the bytes
that led there to a file `crash-…`; run it with that file's name to see the failure again.
"""

import re
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["claimtrack"]):
    from claimtrack.articles import paragraphs, read
    from claimtrack.attribution import attribute, narrations
    from claimtrack.errors import InputError
    from claimtrack.models import Sentence, Span
    from claimtrack.quotations import pair

# A byte chooses a word: libFuzzer would not find Arabic verbs by itself.
WORDS = """
قال قالت وقال يقول أن إن بأن أنه إنها قوله قولها أعلن أعلنت وأضاف مضيفا مضيفة مؤكدا أشار إلى نفى
نفت اتهم وصف وصفها دعا طالب ب ل من عن على في بيان تصريح نقلا نقلت ونقلت وكالة رويترز بحسب وفق
وفقا لما حسبما ذكرت كما أفاد مصدر مطلع الوزير وزير الصحة أحمد سالم حكومة الأردن الذي التي الذين
ما وكان كان قد لم لن لا المتحدث باسم الحكومة السعودية ترمب الأربعاء أمس اليوم وهو وهي هذا هذه
أول كل بعض المدرسة ستفتح أبوابها كتب
""".split()
MARKS = list("\"«»“”„‘’'`()[]،,؛;:.؟!?…-–—/|ـ \n\t\r\0") + ["''", "((", "))", "\n\n", " " * 9,
    "\u200b", "\u200f", "\u202e", "\u2067", "\ufeff", "\u064b", "\u0651", "٣", "7", "a", "\ud800",
    "👩", "\u2028", "\x85"]  # fmt: skip
PIECES = [f" {word}" for word in WORDS] + WORDS + MARKS
TOKEN = re.compile(r"\w+|[^\w\s]")


def check(text: str, spans: list[Span]) -> None:
    for span in spans:
        if text[span.start : span.end] != span.text:
            raise AssertionError(f"{span} is not in the text {text!r}")


def fuzz_text(data: bytes) -> None:
    """Pair the marks of a text, and attribute what it says, over sentences cut at lines."""
    text = "".join(PIECES[byte % len(PIECES)] for byte in data)
    lines = paragraphs(text)
    quotations = pair(text, lines)
    check(text, [span for q in quotations for span in (q.outer, q.inner)])
    sentences = [
        Sentence(
            line.start, line.end, line.text,
            tuple(Span(*m.span(), m.group()) for m in TOKEN.finditer(text, line.start, line.end)),
        )
        for line in lines
    ]  # fmt: skip
    statements, _, mentions = attribute(text, sentences, quotations)
    statements += narrations(text, sentences, statements)
    check(text, [m.span for m in mentions])
    for statement in statements:
        roles = (statement.cue, statement.speaker, statement.venue)
        check(text, [*statement.content, *statement.relays, *filter(None, roles)])


def fuzz_files(data: bytes) -> None:
    """Read a file of any kind: articles or InputError, and nothing else."""
    suffix = (".txt", ".jsonl", ".json", ".txt.gz", ".toml")[data[0] % 5 if data else 0]
    name = f"a{suffix}" if suffix != ".toml" else "a.txt"
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        Path(folder, name).write_bytes(data[1:])
        if suffix == ".toml":
            Path(folder, name).write_text("قال الوزير", encoding="utf-8")
            Path(folder, "articles.toml").write_bytes(data[1:])
        try:
            for article in read([Path(folder, name)]):
                check(article.text, [*article.paragraphs])
        except InputError:
            pass


if __name__ == "__main__":
    target = {"text": fuzz_text, "files": fuzz_files}[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
