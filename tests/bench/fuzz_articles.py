"""Fuzz with atheris, guided by coverage: attribution, readers, schemas, damaged files; not in CI.

    pip install atheris
    python tests/bench/fuzz_articles.py text -max_total_time=1800 -timeout=10

The targets are `text`, `files`, `json` and `database`; each says below what must hold. What follows
the target are options of libFuzzer. It stops at the first failure and writes the bytes that led
there to a file `crash-…`; run it with that file's name to see the failure again.
"""

import re
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["claimtrack"]):
    from click.testing import CliRunner
    from sqlite_utils import Database

    from claimtrack.articles import paragraphs, read
    from claimtrack.attribution import attribute, narrations
    from claimtrack.cli import main
    from claimtrack.errors import InputError
    from claimtrack.models import Article, Extraction, Sentence, Span
    from claimtrack.quotations import pair
    from claimtrack.rules import RULES
    from claimtrack.schemas import check_file
    from claimtrack.store import writer
    from claimtrack.store.schema import migrations
    from claimtrack.testing import Planted, Voice, build, line, write_record

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
SUFFIXES = (".txt", ".jsonl", ".json", ".txt.gz", ".toml", ".html", ".xml")
SCHEMAS = ("article", "articles-toml", "claim", "claims-toml", "extraction")


def check(text: str, spans: list[Span]) -> None:
    if wrong := [span for span in spans if text[span.start : span.end] != span.text]:
        raise AssertionError(f"{wrong} are not in the text {text!r}")


def fuzz_text(data: bytes) -> None:
    """Pair the marks of a text, attribute what it says, over sentences cut at lines, and store it:
    every span is in its place, and every rule of an article holds."""
    text = "".join(PIECES[byte % len(PIECES)] for byte in data)
    lines = paragraphs(text)
    quotations = pair(text, lines)
    check(text, [span for q in quotations for span in (q.outer, q.inner)])
    sentences = tuple(
        Sentence(
            line.start, line.end, line.text,
            tuple(Span(*m.span(), m.group()) for m in TOKEN.finditer(text, line.start, line.end)),
        )
        for line in lines
    )  # fmt: skip
    statements, speakers, mentions = attribute(text, sentences, quotations)
    statements += narrations(text, sentences, statements)
    check(text, [m.span for m in mentions])
    for statement in statements:
        roles = (statement.cue, statement.speaker, statement.venue)
        check(text, [*statement.content, *statement.relays, *filter(None, roles)])
    if "\ud800" not in text:  # no file takes one; readers put U+FFFD in its place
        article = Article("a", "a.txt", text, lines)
        parts = (tuple(statements), tuple(speakers), tuple(mentions))
        hold_rules(Extraction(article, sentences, *parts))


def hold_rules(found: Extraction) -> None:
    db = Database(memory=True)
    EMPTY.conn.backup(db.conn)
    writer.add_article(db, found)
    rules = [rule for rule in RULES if rule.number.startswith("CT1")]
    if broken := [f"{rule.number} {f}" for rule in rules for f in rule.find(db)]:
        raise AssertionError(f"{broken} in {found.article.text!r}")
    db.close()


def fuzz_files(data: bytes) -> None:
    """Read a file of any kind: articles or InputError, and nothing else."""
    suffix = SUFFIXES[data[0] % len(SUFFIXES)] if data else ".txt"
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


def fuzz_json(data: bytes) -> None:
    """Hold a file against a schema: faults with a line that the file has, or InputError."""
    kind = data[0] if data else 0
    suffix = (".json", ".jsonl", ".toml")[kind % 3]
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        path = Path(folder, f"a{suffix}")
        path.write_bytes(data[1:])
        try:
            _, faults = check_file(path, SCHEMAS[kind // 3 % len(SCHEMAS)])
        except InputError:
            return
        last = data[1:].count(b"\n") + 1
        if any(not 1 <= fault.line <= last for fault in faults):
            raise AssertionError(f"{faults} of {last} lines")


def fuzz_database(data: bytes) -> None:
    """Damage a record, its first bytes or any others: each command ends with a status of its own,
    and leaves the file as it is."""
    damaged = bytearray(RECORD)
    if data[:1] < b"\x80":  # three bytes a change: where, within the header and the schema, or all
        within = 100 if data[:1] < b"\x20" else len(RECORD)
        for n in range(1, len(data) - 2, 3):
            damaged[int.from_bytes(data[n : n + 2]) * 7 % within] = data[n + 2]
    else:
        damaged = damaged[: int.from_bytes(data[1:4]) % len(RECORD)] + data[4:]
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        path = Path(folder, "claims.db")
        path.write_bytes(damaged)
        for command in ("check", "claims", "speakers"):
            done = CliRunner().invoke(main, [command, str(path)])
            if done.exit_code not in (0, 1, 2) or (done.exit_code == 1 and command != "check"):
                raise AssertionError(f"{command}: {done.exception!r}") from done.exception
            if path.read_bytes() != damaged:
                raise AssertionError(f"{command} changed the file")


def small_record() -> bytes:
    mayor = Voice("العمدة سمير نصار", "نصار", "سمير نصار", "person")
    told = line("{cue} {speaker} أن {content}.", [Planted(mayor, "indirect")],
                cue="أعلن", speaker=mayor.full, content="الجسر مفتوح أمام الجميع")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "claims.db")
        write_record(path, [build([told], outlet=f"صحيفة {n}", path=f"{n}.txt") for n in (1, 2)])
        return path.read_bytes()


TARGETS = {
    "text": fuzz_text, "files": fuzz_files, "json": fuzz_json, "database": fuzz_database,
}  # fmt: skip

if __name__ == "__main__":
    chosen = sys.argv.pop(1)
    EMPTY = Database(memory=True)
    migrations.apply(EMPTY)
    RECORD = small_record()
    atheris.Setup(sys.argv, TARGETS[chosen])
    atheris.Fuzz()
