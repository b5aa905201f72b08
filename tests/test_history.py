"""The log of a claim's status, an article that goes, and a record derived again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from claimtrack.articles import read
from claimtrack.errors import InputError
from claimtrack.segmentation import Segmenter
from claimtrack.tracker import Tracker

SEEDS = Path(__file__).parent.parent / "seeds"
Run = Callable[..., Result]


@pytest.fixture
def grown(tmp_path: Path, segmenter: Segmenter) -> Path:
    """A record to which the two founding articles came one after the other."""
    with Tracker(tmp_path / "claims.db", segmenter=segmenter) as record:
        for article in read([SEEDS]):
            record.add(article)
    return tmp_path / "claims.db"


def test_each_change_has_its_cause(grown: Path, run: Run) -> None:
    """What one article said alone became corroborated by the other."""
    with Tracker(grown) as record:
        (claim,) = [
            c for c in record.claims(status="corroborated") if "ستنضم إلى اتفاقات" in c.text
        ]
        changes = record.history(claim.id[:8])
    assert [(c.from_status, c.to_status) for c in changes] == [
        (None, "single_source"),
        ("single_source", "corroborated"),
    ]
    assert [c.path for c in changes] == [str(path) for path in sorted(SEEDS.glob("*.txt"))]
    shown = run("history", grown, claim.id).stdout.splitlines()
    assert [line.split()[1:3] for line in shown[1::2]] == [
        ["-", "single_source"],
        ["single_source", "corroborated"],
    ]


def test_what_a_removed_article_said_is_gone(grown: Path, run: Run) -> None:
    """The claim is one article's again, the log says why; what comes again counts again."""
    first, second = sorted(SEEDS.glob("*.txt"))
    with Tracker(grown) as record:
        (claim,) = [
            c for c in record.claims(status="corroborated") if "ستنضم إلى اتفاقات" in c.text
        ]
        assert record.remove(str(second)) == 1
        assert {m.path for c in record.claims() for m in c.members} == {str(first)}
        assert {c.status for c in record.claims()} <= {"single_source", "anonymous"}
    done = run("history", grown, claim.id)
    assert done.stdout.splitlines()[-1].endswith(" (removed)")
    with Tracker(grown) as record:
        last = record.history(claim.id)[-1]
        assert (last.cause, last.to_status, last.path) == ("removed", "single_source", str(second))
        new = record.claims()
        record.add(second)
        assert record.claim(claim.id).status == "corroborated"
        assert record.remove(*{m.article for c in new for m in c.members}, str(second)) == 2
        assert record.claims() == []
    assert run("check", grown).exit_code == 0


def test_no_article_is_removed_where_one_is_unknown(grown: Path, run: Run) -> None:
    """A name that no article has is an error, and the file stays as it was."""
    before = grown.read_bytes()
    done = run("remove", grown, sorted(SEEDS.glob("*.txt"))[0], "gone.txt")
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: article 'gone.txt': no article in the record has this id")
    assert grown.read_bytes() == before


def test_a_claim_without_a_log_is_an_error(grown: Path, run: Run) -> None:
    """An id that no claim ever had is named."""
    with Tracker(grown) as record, pytest.raises(InputError, match="no claim has this id"):
        record.history("c0ffee")
    assert run("history", grown, "c0ffee").exit_code != 0


def test_rebuilding_gives_the_same_claims(grown: Path, run: Run) -> None:
    """And adds nothing to the log."""
    with Tracker(grown) as record:
        before = record.claims()
        changes = record.history(before[0].id)
    assert run("rebuild", grown).exit_code == 0
    with Tracker(grown) as record:
        assert record.claims() == before
        assert record.history(before[0].id) == changes
