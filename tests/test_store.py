"""The SQLite file: what goes in comes out, and writing the same again changes nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from claimtrack.arabic import WORD, fold
from claimtrack.consolidation import update
from claimtrack.errors import DatabaseError, InputError
from claimtrack.matching.claims import Conflict
from claimtrack.matching.context import cosine
from claimtrack.models import (
    Article,
    Claim,
    Extraction,
    Link,
    Mention,
    Origin,
    Sentence,
    Source,
    Span,
    Speaker,
    Statement,
    Status,
    StatusName,
)
from claimtrack.store import extractions, reader, readings, writer
from claimtrack.store.connection import connect
from claimtrack.store.writer import Record

TEXT = "أعلن الوزير أحمد سالم، أمس، أنّ المدرسة ستُفتح الأحد.\nوأضاف: «لا تأخير\x00 بعد اليوم»."


DERIVED = {
    "speakers", "speaker_variants", "entity_speakers", "origins", "origin_members", "claims",
    "claim_parties", "claim_variants", "links", "conflicts", "consolidated",
}  # fmt: skip


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def found(article: str = "a1", outlet: str = "الصباح", text: str = TEXT) -> Extraction:
    """Make an article of two statements, by hand."""
    minister = Speaker("p1", "أحمد سالم", "person", (("الوزير أحمد سالم", 1), ("الوزير", 2)))
    first, second = text.split("\n")
    said = Statement(
        "s1",
        (span(text, "المدرسة ستُفتح الأحد"),),
        "indirect",
        cue=span(text, "أعلن"),
        speaker=span(text, "الوزير أحمد سالم"),
        speaker_kind="overt",
        speaker_type="person",
        entity=minister,
        said="2025-03-01",
        relays=(span(text, "أمس"), span(text, "الأحد")),
        confidence=0.9,
        rule="verb",
    )
    added = evolve(
        said,
        id="s2",
        content=(span(text, "لا تأخير\x00"), span(text, "بعد اليوم")),
        mode="direct",
        cue=span(text, "أضاف"),
        speaker_kind="inherited",
        said=None,
        parent="s1",
        relays=(),
    )
    return Extraction(
        Article(
            article,
            f"news/{article}.txt",
            text,
            (span(text, first), span(text, second)),
            title="المدرسة تفتح الأحد",
            source=Source(outlet),
            published="2025-03-02",
            dateline=span(text, "أمس"),
        ),
        (
            Sentence(0, len(first), first, (span(text, "أعلن"), span(text, "الوزير"))),
            Sentence(
                len(first) + 1, len(text), second, (), (span(text, "وأضاف"), span(text, "بعد"))
            ),
        ),
        (said, added),
        (minister,),
        (Mention("p1", span(text, "الوزير أحمد سالم")),),
    )


def record(*extractions: Extraction) -> Record:
    """Make the record in which all these articles say one thing."""
    links = [
        Link(
            "c1", e.article.id, "s1", e.statements[0].content[0], "same", "lexical", 1.0,
            "test 1", e.article.id, "sp1",
        )
        for e in extractions
    ]  # fmt: skip
    count = len(links)
    name: StatusName = "repeated" if count > 1 else "single_source"
    return Record(
        [Speaker("sp1", "أحمد سالم", "person", (("الوزير", 2 * count),))],
        {(e.article.id, "p1"): "sp1" for e in extractions},
        [Origin(e.article.id, (e.article.id,)) for e in extractions],
        [Claim("c1", "المدرسة ستُفتح الأحد")],
        links,
        [],
        [Status("c1", name, count, count, count, ("sp1",), "2025-03-02", "2025-03-02", ("ب", "ا"))],
    )


def dump(db: Database) -> list[str]:
    return list(db.iterdump())


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = connect(tmp_path / "claims.db", create=True)
    yield db
    db.close()


def test_article_read_is_the_article_written(db: Database) -> None:
    """Store and read give equal values, a NUL in the text included."""
    article = found()
    assert writer.add_article(db, article)
    assert extractions.extraction(db, "a1") == article


def test_known_article_is_not_written_again(db: Database) -> None:
    """Adding an article that the file has changes nothing."""
    writer.add_article(db, found())
    before = dump(db)
    assert not writer.add_article(db, found())
    assert dump(db) == before


def test_article_that_fails_leaves_nothing(db: Database) -> None:
    """An article is one transaction: a statement of an unknown speaker undoes all of it."""
    before = dump(db)
    stranger = Speaker("p9", "غريب", "person")
    bad = evolve(found(), statements=(evolve(found().statements[0], entity=stranger),))
    with pytest.raises(Exception, match="FOREIGN KEY"):
        writer.add_article(db, bad)
    assert dump(db) == before


def test_statement_knows_its_sentence(db: Database) -> None:
    """A statement stands in the sentence that holds its cue."""
    writer.add_article(db, found())
    rows = db.execute("SELECT id, sentence FROM statements ORDER BY id").fetchall()
    assert rows == [("a1/s1", "a1/1"), ("a1/s2", "a1/2")]


def test_record_written_twice_changes_nothing(db: Database) -> None:
    """The same record again leaves every row, index and the log as they were."""
    writer.add_article(db, found())
    writer.write_record(db, record(found()), ["a1"], 1)
    before = dump(db)
    writer.write_record(db, record(found()), ["a1"], 1)
    assert dump(db) == before


def test_status_change_is_logged_with_its_cause(db: Database) -> None:
    """Each change of a status is one row, with the article that made it."""
    one, two = found(), found("a2", "المساء")
    writer.add_article(db, one)
    writer.write_record(db, record(one), ["a1"], 1)
    writer.add_article(db, two)
    writer.write_record(db, record(one, two), ["a1", "a2"], 1)
    rows = db.execute("SELECT claim, from_status, to_status, article FROM status_log ORDER BY id")
    assert rows.fetchall() == [
        ("c1", None, "single_source", "a1"),
        ("c1", "single_source", "repeated", "a2"),
    ]


def test_log_is_append_only(db: Database) -> None:
    """Rows of the log can be neither changed nor removed."""
    writer.add_article(db, found())
    writer.write_record(db, record(found()), ["a1"], 1)
    for sql in ("DELETE FROM status_log", "UPDATE status_log SET to_status = 'denied'"):
        with pytest.raises(Exception, match="append-only"):
            db.execute(sql)


def test_record_drops_what_is_gone(db: Database) -> None:
    """A claim that no longer holds leaves the tables and stays in the log."""
    writer.add_article(db, found())
    writer.write_record(db, record(found()), ["a1"], 1)
    empty = evolve(record(found()), claims=[], links=[], statuses=[])
    writer.write_record(db, empty, ["a1"], 1)
    assert reader.claims(db) == []
    last = db.execute("SELECT claim, from_status, to_status FROM status_log ORDER BY id DESC")
    assert last.fetchone() == ("c1", "single_source", None)


def test_pending_until_every_article_is_consolidated(db: Database) -> None:
    """An article outside the record, or a record of another version, is pending."""
    assert not reader.pending(db, 1)
    writer.add_article(db, found())
    assert reader.pending(db, 1)
    writer.write_record(db, record(found()), ["a1"], 1)
    assert not reader.pending(db, 1)
    assert reader.pending(db, 2)


def test_claim_comes_with_its_evidence(db: Database) -> None:
    """A claim read has its figures, the parties by name and the evidence by time."""
    older = found("a2", "المساء")
    older = evolve(older, article=evolve(older.article, published="2025-03-01"))
    for article in (found(), older):
        writer.add_article(db, article)
    writer.write_record(db, record(found(), older), ["a1", "a2"], 1)
    claim = reader.claim(db, "c")
    assert (claim.status, claim.origins, claim.parties) == ("repeated", 2, ("أحمد سالم",))
    assert claim.variants == ("ا", "ب")
    assert [m.path for m in claim.members] == ["news/a2.txt", "news/a1.txt"]
    member = claim.members[1]
    assert TEXT[member.start : member.end] == member.text == "المدرسة ستُفتح الأحد"
    assert (member.speaker, member.cue, member.outlet) == ("أحمد سالم", "أعلن", "الصباح")
    assert reader.claims(db, status=["denied"]) == []


def test_unknown_claim_is_an_error(db: Database) -> None:
    """An id that no claim has, and one that tells two claims apart no more, say so."""
    writer.add_article(db, found())
    both = record(found())
    both = evolve(
        both,
        claims=[*both.claims, Claim("c2", "غيره")],
        conflicts=[Conflict("c1", "c2", "number")],
        statuses=[*both.statuses, evolve(both.statuses[0], claim="c2")],
    )
    writer.write_record(db, both, ["a1"], 1)
    with pytest.raises(InputError, match="no claim has this id"):
        reader.claim(db, "x")
    with pytest.raises(InputError, match="more than one claim"):
        reader.claim(db, "c")


@pytest.mark.parametrize(
    "words", ["المدرسه ستفتح", "الاحد", "المدرسة ستُفتح", "تأخيــر", "لا تأخِير"]
)
def test_search_does_not_depend_on_spelling(db: Database, words: str) -> None:
    """Hamza, ta marbuta, tatweel and harakat make no difference to a search."""
    writer.add_article(db, found())
    assert reader.search(db, words)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_search_takes_any_text(db: Database, words: str) -> None:
    """No text breaks a search: one without a word is an error that says so."""
    if WORD.search(fold(words)):
        assert reader.search(db, words) == []
    else:
        with pytest.raises(InputError, match="holds no word"):
            reader.search(db, words)


FOUR = [found(f"a{n}", f"صحيفة {n}") for n in range(4)]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sets(st.integers(0, 3), min_size=1), min_size=2, max_size=3))
def test_last_record_is_what_stays(db: Database, rounds: list[set[int]]) -> None:
    """Whatever records were written before, the tables are those of the last one alone."""
    for article in FOUR:
        writer.add_article(db, article)
    tables = []
    for chosen in (*rounds, {0, 1, 2, 3}, rounds[-1]):
        some = [FOUR[n] for n in sorted(chosen)]
        writer.write_record(db, record(*some), [e.article.id for e in some], 1)
        tables.append({t.name: sorted(map(repr, t.rows)) for t in db.tables if t.name in DERIVED})
    assert tables[-1] == tables[-3]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.execute("INSERT INTO claims_fts(claims_fts, rank) VALUES ('integrity-check', 1)")


def test_search_takes_words_only(db: Database) -> None:
    """Operators of the query language are words like others; no word at all is an error."""
    writer.add_article(db, found())
    assert reader.search(db, 'المدرسة" OR "x') == []
    with pytest.raises(InputError, match="holds no word"):
        reader.search(db, '"*')


def test_every_foreign_key_has_an_index_and_holds(db: Database) -> None:
    """No join by a foreign key reads a whole table, and no key points nowhere."""
    writer.add_article(db, found())
    writer.write_record(db, record(found()), ["a1"], 1)
    for table in db.tables:
        first = {index.columns[0] for index in table.indexes} | {table.pks[0]}
        assert {key.column for key in table.foreign_keys} <= first, table.name
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_views_read(db: Database) -> None:
    """Every view gives its row for one article of two statements and one claim."""
    writer.add_article(db, found())
    writer.write_record(db, record(found()), ["a1"], 1)
    counts = {view.name: view.count for view in db.views}
    assert counts == {
        "claims_overview": 1, "quotations": 2, "evidence": 1, "speakers_overview": 1,
        "proposals": 0,
    }  # fmt: skip


def test_file_of_an_earlier_version_gets_its_vectors(tmp_path: Path) -> None:
    """What a file of schema 7 lacks is made of what it holds, when it is opened."""
    path = tmp_path / "claims.db"
    with connect(path, create=True) as db:
        writer.add_article(db, found())
        update(db)
        made = db.execute("SELECT * FROM vectors").fetchall()
        db.executescript(
            "DROP TABLE vectors; DELETE FROM _sqlite_migrations WHERE name = 'm008_vectors';"
            "PRAGMA user_version = 7"
        )
    with connect(path) as db:
        assert db.execute("SELECT * FROM vectors").fetchall() == made
        assert [article for article, _ in made] == ["a1"]


TOPICS = st.dictionaries(st.text("ابتثجحخ", min_size=1, max_size=3), st.floats(0.01, 1), min_size=1)


@given(TOPICS, st.lists(TOPICS, min_size=1, max_size=5))
@settings(max_examples=50)
def test_vectors_pass_over_nothing_that_is_near(
    topic: dict[str, float], others: list[dict[str, float]]
) -> None:
    """All that have the cosine asked for are picked; what has no stem in common is not."""
    vectors = [(str(n), readings.vector(other)) for n, other in enumerate(others)]
    for least in (0.05, 0.33, 0.8):
        picked = readings.nearer(topic, vectors, least)
        assert {str(n) for n, o in enumerate(others) if cosine(o, topic) >= least} <= {*picked}
    assert readings.nearer(topic, [("1", readings.vector({"سلام": 1.0}))], 0.05) == []


def test_database_of_another_program_is_refused(tmp_path: Path) -> None:
    """A SQLite file that is not ours is named and left as it was."""
    path = tmp_path / "other.db"
    with Database(path) as other:
        other["t"].insert({"a": 1})
    before = path.read_bytes()
    with pytest.raises(DatabaseError, match="not a claimtrack database; name another file"):
        connect(path, create=True)
    assert path.read_bytes() == before


def test_database_of_newer_version_is_refused(db: Database, tmp_path: Path) -> None:
    """A file of a later schema is named with both versions."""
    db.execute("PRAGMA user_version = 99")
    with pytest.raises(DatabaseError, match=r"newer claimtrack \(schema 99, this one knows 10\)"):
        connect(tmp_path / "claims.db")


def test_missing_database_is_not_made_by_reading(tmp_path: Path) -> None:
    """Opening to read a file that is not there says so and makes none."""
    with pytest.raises(DatabaseError, match="no such database"):
        connect(tmp_path / "claims.db")
    assert list(tmp_path.iterdir()) == []
