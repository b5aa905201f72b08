"""Adding articles to a record: once, in any order, and after an interruption."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from claimtrack.articles import read
from claimtrack.errors import DatabaseError
from claimtrack.models import Article
from claimtrack.segmentation import Segmenter
from claimtrack.store.connection import connect
from claimtrack.testing import rows
from claimtrack.tracker import Added, Tracker

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture
def tracker(tmp_path: Path, segmenter: Segmenter) -> Callable[[str], Tracker]:
    """Open a record of this name in the test's own directory."""
    return lambda name: Tracker(tmp_path / name, segmenter=segmenter)


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return list(read([SEEDS]))


def test_second_run_changes_not_one_byte(seeds_db: Path, segmenter: Segmenter) -> None:
    """Tracking what the file has leaves it as it was."""
    before = seeds_db.read_bytes()
    with Tracker(seeds_db, segmenter=segmenter) as record:
        assert record.add(SEEDS) == Added(added=0, known=2)
    assert seeds_db.read_bytes() == before


def test_order_of_articles_does_not_matter(
    tracker: Callable[[str], Tracker], articles: list[Article]
) -> None:
    """Both orders, one by one or together, give the same record."""
    a, b = articles
    for name, *calls in (("ab", [a], [b]), ("ba", [b], [a]), ("together", [b, a])):
        with tracker(name) as record:
            for call in calls:
                record.add(*call)
    with tracker("ab") as ab, tracker("ba") as ba, tracker("together") as together:
        assert rows(ab.path) == rows(ba.path) == rows(together.path)


def test_one_article_more_leaves_the_others_rows(
    tracker: Callable[[str], Tracker], articles: list[Article]
) -> None:
    """What an article gave is not rewritten when another comes."""
    with tracker("claims.db") as record:
        record.add(articles[0])
        before = rows(record.path)
        assert record.add(*articles) == Added(added=1, known=1)
        after = rows(record.path)
    own = ("articles", "sentences", "entities", "mentions", "statements", "spans")
    for table in own:
        assert before[table], table
        assert set(before[table]) < set(after[table]), table


def test_same_text_of_another_outlet_is_another_article(
    tracker: Callable[[str], Tracker], articles: list[Article]
) -> None:
    """A reprint is an article of its own and no origin of its own."""
    reprint = evolve(articles[0], id="0" * 16, path="reprint.txt")
    with tracker("claims.db") as record:
        record.add(articles[0], reprint)
        assert {claim.origins for claim in record.claims()} == {1}
        assert {claim.status for claim in record.claims()} <= {"single_source", "anonymous"}


@pytest.mark.parametrize("last", [1, 2])
def test_interrupted_run_is_completed_by_the_next(
    tracker: Callable[[str], Tracker], articles: list[Article], last: int
) -> None:
    """Ctrl-C between two articles, or before claims are formed, loses nothing finished."""

    def interrupt(done: int, total: int) -> None:
        if done == last:
            raise KeyboardInterrupt

    with tracker("interrupted") as record:
        with pytest.raises(KeyboardInterrupt):
            record.add(*articles, progress=interrupt)
        assert record.claims() == []
        assert len(rows(record.path)["articles"]) == last
    with tracker("interrupted") as record, tracker("whole") as whole:
        assert record.add(*articles) == Added(added=2 - last, known=last)
        whole.add(*articles)
        assert rows(record.path) == rows(whole.path)


def test_log_tells_which_article_changed_a_status(
    tracker: Callable[[str], Tracker], articles: list[Article]
) -> None:
    """The second article is the cause of what became repeated or corroborated."""
    with tracker("claims.db") as record:
        record.add(articles[0])
        record.add(articles[1])
        db = connect(record.path)
    sql = "SELECT DISTINCT article FROM status_log WHERE to_status IN ('repeated', 'corroborated')"
    assert db.execute(sql).fetchall() == [(articles[1].id,)]
    db.close()


def test_every_span_in_the_file_is_its_article_s_text(seeds_db: Path) -> None:
    """Spans of statements, mentions and links slice the stored text."""
    db = connect(seeds_db)
    texts = dict(db.execute("SELECT id, text FROM articles").fetchall())
    spans = db.execute(
        "SELECT t.article, s.text, s.span_start, s.span_end FROM spans s"
        " JOIN statements t ON t.id = s.statement"
        " UNION ALL SELECT e.article, m.text, m.span_start, m.span_end FROM mentions m"
        " JOIN entities e ON e.id = m.entity"
        " UNION ALL SELECT t.article, l.text, l.span_start, l.span_end FROM links l"
        " JOIN statements t ON t.id = l.statement"
    ).fetchall()
    db.close()
    assert len(spans) > 100
    assert [s for s in spans if texts[s[0]][s[2] : s[3]] != s[1]] == []


def test_reading_what_was_never_written_is_an_error(tracker: Callable[[str], Tracker]) -> None:
    """A record without a file holds nothing to read, and opening it makes no file."""
    with tracker("claims.db") as record:
        with pytest.raises(DatabaseError, match="no such database"):
            record.claims()
        assert not record.path.exists()
