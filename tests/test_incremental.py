"""A record that grows and shrinks article by article is that of its articles, all at once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import get_args

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.consolidation import STEP, VERSION, consolidate, rebuild, rejudge, remove, update
from claimtrack.models import (
    Article,
    Decision,
    Extraction,
    Mention,
    Mode,
    Source,
    Span,
    Speaker,
    Statement,
    Subject,
    Verdict,
)
from claimtrack.store import writer
from claimtrack.store.connection import connect, transaction
from claimtrack.store.decisions import insert, standing, withdraw
from claimtrack.testing import rows

EVIDENCE = {
    "readings", "topics", "vectors", "runs", "shingles", "blocks", "copies", "copied_statements",
    "comparisons", "matcher",
}  # fmt: skip
SPEAKERS = (
    Speaker("", "دونالد ترامب", "person"),
    Speaker("", "ترامب", "person"),
    Speaker("", "إيفانكا ترامب", "person"),
    Speaker("", "حركة النهوض", "organization"),
    Speaker("", "النهوض", "organization"),
    Speaker("", "مصدر مطلع", "anonymous"),
    Speaker("", "صحيفة الأفق", "media"),
    None,
)
OUTLETS = ("الأفق", "البيان", "النور")  # the first is one that others relay
SENTENCES = (
    "المصنع الجديد سيوظف ثلاثة آلاف عامل من أبناء المنطقة",
    "ثلاثة آلاف عامل من أبناء المنطقة سيوظفهم المصنع الجديد",
    "المصنع الجديد لن يوظف ثلاثة آلاف عامل من أبناء المنطقة",
    "الإنتاج في المصنع سيبدأ قبل نهاية الشتاء المقبل بطاقة محدودة",
    "المصنع سيبدأ الإنتاج قبل نهاية الشتاء. المصنع سيوظف ثلاثة آلاف عامل من المنطقة",
    "الطريق الساحلي أغلق ليلا أمام الشاحنات حتى إشعار آخر من البلدية",
    "البنك سيرفع سعر الفائدة ربع نقطة مئوية في اجتماعه المقبل",
    "سعر الفائدة سيرفعه البنك بمقدار ربع نقطة مئوية في الاجتماع المقبل",
)
BODIES = (
    "وجرى ذلك في يوم ماطر شهدت فيه المدينة ازدحاما كبيرا على الطرق المؤدية إلى الميناء القديم وقد"
    " وصلت فرق الإطفاء متأخرة بسبب السيول التي غمرت الجسر الوحيد بين الضفتين منذ ساعات الفجر",
    "وكانت الأسواق قد فتحت على تراجع طفيف ثم عادت إلى الصعود بعد بيان الهيئة المنظمة الذي جاء"
    " للمستثمرين الصغار وللشركات العائلية التي تنتظر قرار الإدراج في السوق الموازية هذا العام",
)


def article(number: int, body: str, said: Iterable[tuple[str, Speaker | None, bool]]) -> Extraction:
    """Build an article: a body, and what is said in it, a line each."""
    lines, statements, speakers, mentions = [body], [], {}, []
    at = len(body) + 1
    for content, speaker, deny in said:
        span = Span(at + 5, at + 5 + len(content), content)
        known = None
        if speaker:
            known = speakers.setdefault(
                speaker.name,
                Speaker(f"p{len(speakers) + 1}", speaker.name, speaker.type, ((speaker.name, 1),)),
            )
            mentions.append(Mention(known.id, Span(at, at + 4, "قال:")))
        mode: Mode = "indirect" if known else "narrated"
        statements.append(
            Statement(
                f"s{len(statements) + 1}", (span,), mode, entity=known,
                stance="deny" if deny else "assert",
            )
        )  # fmt: skip
        lines.append(f"قال: {content}.")
        at += len(lines[-1]) + 1
    found = Article(
        f"a{number}", f"{number}.txt", "\n".join(lines), source=Source(OUTLETS[number % 3]),
        published=None if number == 4 else f"2025-03-{number + 1:02}",
    )  # fmt: skip
    return Extraction(found, (), tuple(statements), tuple(speakers.values()), tuple(mentions))


SAID = st.tuples(
    st.sampled_from(SENTENCES), st.sampled_from(SPEAKERS), st.sampled_from([False, False, True])
)
CORPORA = st.lists(
    st.tuples(st.sampled_from(BODIES), st.lists(SAID, max_size=3)), min_size=1, max_size=6
).map(lambda drawn: [article(n, *one) for n, one in enumerate(drawn)])


@pytest.fixture(autouse=True, scope="module")
def _small_batches() -> Iterator[None]:
    """Read the tables two values at a time, as large files are read in several batches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("claimtrack.store.evidence._BATCH", 2)
        patch.setattr("claimtrack.store.writer._BATCH", 2)
        yield


def grown(path: Path, steps: Iterable[Iterable[Extraction]]) -> dict[str, list[str]]:
    """Write articles step by step, bring the record up to date after each, and read it."""
    with connect(path, create=True) as db:
        for step in steps:
            for extraction in step:
                writer.add_article(db, extraction)
            update(db)
    return rows(path)


def at_once(
    path: Path, corpus: list[Extraction], made: Iterable[Decision] = ()
) -> dict[str, list[str]]:
    """Write the record that is derived from all articles without a file."""
    with connect(path, create=True) as db:
        for extraction in corpus:
            writer.add_article(db, extraction)
        order = [e.article.id for e in corpus]
        writer.write_record(db, consolidate(corpus, list(made)), order, VERSION)
    return rows(path)


def subjects(extraction: Extraction) -> list[tuple[str, Subject]]:
    """List the statements and the speakers of an article."""
    key = extraction.article.id
    return [
        *(("link", Subject(f"{key}/{s.id}", s.content[0])) for s in extraction.statements),
        *(("merge", Subject(f"{key}/{m.speaker}", m.span)) for m in extraction.mentions),
    ]


@st.composite
def judged(draw: st.DrawFn) -> tuple[list[Extraction], list[Decision]]:
    """Articles, and what a person decided of what is in them, contradictions among it."""
    corpus = draw(CORPORA)
    placed = [subject for extraction in corpus for subject in subjects(extraction)]
    made = []
    for number in range(draw(st.integers(1, 5)) if placed else 0):
        (kind, left), (other, right) = draw(st.tuples(*[st.sampled_from(placed)] * 2))
        if kind == other and left != right:
            verdict = draw(st.sampled_from(get_args(Verdict)))
            kind = draw(st.sampled_from(("link", "conflict"))) if kind == "link" else "merge"
            made.append(Decision(kind, verdict, left, right, f"2025-04-0{number + 1}"))
    return corpus, made


@settings(max_examples=10)
@given(judged(), st.randoms(use_true_random=False))
def test_decisions_count_whenever_they_are_made(
    drawn: tuple[list[Extraction], list[Decision]], random: Random
) -> None:
    """Before or after any article, all at once, or first and then undone and made again."""
    corpus, made = drawn
    shuffled = list(corpus)
    random.shuffle(shuffled)
    half = random.randrange(len(corpus) + 1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.db")
        with connect(path, create=True) as db:
            for extraction in shuffled[:half]:
                writer.add_article(db, extraction)
            update(db)
            for decision in made:
                with transaction(db):
                    rejudge(db, [insert(db, decision)], "decision")
            for extraction in shuffled[half:]:
                writer.add_article(db, extraction)
                update(db)
        step_by_step = rows(path)
        with connect(path) as db:
            rebuild(db)
        rebuilt = rows(path)
        full = at_once(Path(folder, "b.db"), corpus, made)
        with connect(path) as db, transaction(db):
            for decision in standing(db):
                withdraw(db, [decision], "2025-05-01")
                rejudge(db, [decision], "decision undone")
        undone = rows(path)
        unjudged = at_once(Path(folder, "c.db"), corpus)
    assert step_by_step == rebuilt
    derived = step_by_step.keys() - EVIDENCE - {"decisions"}
    assert {t: rebuilt[t] for t in derived} == {t: full[t] for t in derived}
    assert {t: undone[t] for t in derived} == {t: unjudged[t] for t in derived}


@settings(max_examples=20)
@given(CORPORA, st.randoms(use_true_random=False), st.integers(1, 3))
def test_article_by_article_is_all_at_once(
    corpus: list[Extraction], random: Random, size: int
) -> None:
    """In any order and in steps of any size: every row of every table, evidence aside."""
    shuffled = list(corpus)
    random.shuffle(shuffled)
    with tempfile.TemporaryDirectory() as folder:
        steps = [shuffled[i : i + size] for i in range(0, len(shuffled), size)]
        step_by_step = grown(Path(folder, "a.db"), steps)
        together = grown(Path(folder, "b.db"), [corpus])
        full = at_once(Path(folder, "c.db"), corpus)
    assert step_by_step == together
    assert {t: r for t, r in together.items() if t not in EVIDENCE} == {
        t: r for t, r in full.items() if t not in EVIDENCE
    }


@settings(max_examples=15)
@given(CORPORA, st.data())
def test_record_is_as_if_a_removed_article_had_never_come(
    corpus: list[Extraction], data: st.DataObject
) -> None:
    """Whichever articles go: every row of every table is that of a record of the others."""
    gone = data.draw(st.sets(st.sampled_from([e.article.id for e in corpus]), min_size=1))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.db")
        grown(path, [[e] for e in corpus])
        with connect(path) as db:
            remove(db, gone)
            assert db.execute("SELECT article FROM removals").fetchall() == [
                (article,) for article in sorted(gone)
            ]
        rest = [e for e in corpus if e.article.id not in gone]
        assert rows(path) == grown(Path(folder, "b.db"), [rest])


def test_an_origin_stays_when_a_statement_copied_from_it_goes(tmp_path: Path) -> None:
    """The article that it was copied from keeps its origin, and its links theirs."""
    copied = f"{SENTENCES[0]} وفق الخطة المعتمدة في الربع الأخير من العام"
    body = " ".join(BODIES)
    early = article(0, body, [(copied, SPEAKERS[0], False)])
    late = article(1, " ".join(reversed(body.split())), [(copied, SPEAKERS[0], False)])
    there = grown(tmp_path / "a.db", [[early, late]])
    assert len(there["origins"]) == 2
    assert len(there["origin_members"]) == 3
    with connect(tmp_path / "a.db") as db:
        remove(db, {"a1"})
    assert rows(tmp_path / "a.db") == grown(tmp_path / "b.db", [[early]])


def test_rebuilding_changes_no_row(tmp_path: Path) -> None:
    """All is derived again from the stored texts to the same, and the log does not grow."""
    said = [(SENTENCES[0], SPEAKERS[0], False), (SENTENCES[6], SPEAKERS[3], False)]
    corpus = [article(n, BODIES[n % 2], said[n % 2 :]) for n in range(4)]
    before = grown(tmp_path / "a.db", [[e] for e in corpus])
    with connect(tmp_path / "a.db") as db:
        log = db.execute("SELECT * FROM status_log").fetchall()
        rebuild(db)
        assert db.execute("SELECT * FROM status_log").fetchall() == log
    assert len(log) > 1
    assert rows(tmp_path / "a.db") == before


def test_a_rebuild_in_steps_meets_speakers_of_articles_to_come(tmp_path: Path) -> None:
    """The one whose full name only the last of many articles gives is the same one again."""
    corpus = []
    for n in range(STEP + 1):
        said = [(f"خبر{n} وأمر{n} وشأن{n}", SPEAKERS[1 if n < STEP else 0], False)]
        read = article(4, f"نص {n}", said)
        corpus.append(evolve(read, article=evolve(read.article, id=f"a{n}", path=f"{n}.txt")))
    before = grown(tmp_path / "a.db", [corpus])
    with connect(tmp_path / "a.db") as db:
        rebuild(db)
    assert rows(tmp_path / "a.db") == before


def test_an_earlier_print_renames_the_origin_of_what_was_there(tmp_path: Path) -> None:
    """Where nothing but the text around it is shared, the later article's links follow."""
    early = article(0, BODIES[0], [(SENTENCES[0], SPEAKERS[0], False)])
    late = article(1, BODIES[0], [(SENTENCES[6], SPEAKERS[3], False)])
    turned = grown(tmp_path / "a.db", [[late], [early]])
    assert turned == grown(tmp_path / "b.db", [[early, late]])
    assert len(turned["origins"]) == 1
    assert len(turned["claims"]) == 2


def test_a_surname_follows_those_who_bear_it(tmp_path: Path) -> None:
    """The bearer of three articles takes a bare surname over, a second one lets it go again."""
    bare, *known, other = (
        article(n, BODIES[n % 2], [(SENTENCES[(0, 6, 6, 6, 5)[n]], SPEAKERS[who], False)])
        for n, who in enumerate((1, 0, 0, 0, 2))
    )
    steps = [[bare], known, [other]]
    found = [grown(tmp_path / f"{n}.db", steps[:n]) for n in (1, 2, 3)]
    assert [len(tables["speakers"]) for tables in found] == [1, 1, 3]
    together = [grown(tmp_path / f"{n}t.db", [sum(steps[:n], [])]) for n in (1, 2, 3)]
    assert found == together
