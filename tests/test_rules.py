"""The numbered rules: they hold of what claimtrack writes, and each finds what breaks it."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import Result
from hypothesis import given, settings

from claimtrack.models import Extraction
from claimtrack.rules import RULES
from claimtrack.store.connection import connect
from claimtrack.testing import corpora, write_record

Run = Callable[..., Result]
ROOT = Path(__file__).parent.parent

# For each rule, what a careless hand could do to the file (keys and checks off).
BREAKS = {
    "CT002": "DELETE FROM entity_variants; DELETE FROM mentions; DELETE FROM entities",
    "CT003": "DROP TRIGGER status_log_no_delete",
    "CT004": "DROP TRIGGER claims_ai; DROP TRIGGER claims_au;"
    " UPDATE claims SET text = 'غير ذلك', folded = 'غير ذلك' WHERE rowid = 1",
    "CT005": "UPDATE statements SET folded = 'x' WHERE position = 1",
    "CT006": "UPDATE articles SET title = CAST(x'ff' AS TEXT)",
    "CT101": "UPDATE spans SET span_start = span_start + 1, span_end = span_end + 1"
    " WHERE role = 'cue'",
    "CT102": "UPDATE sentences SET tokens = '[3, 1]' WHERE position = 2",
    "CT103": "UPDATE sentences SET position = 9 WHERE position = 1",
    "CT104": "DELETE FROM spans WHERE role = 'content' AND statement LIKE '%/s1'",
    "CT105": "UPDATE spans SET span_end = span_end + 20 WHERE role = 'cue'",
    "CT106": "UPDATE statements SET sentence = NULL WHERE position = 1",
    "CT107": "UPDATE statements SET parent = article || '/s1' WHERE id LIKE '%/s2'",
    "CT108": "UPDATE statements SET speaker_kind = 'none' WHERE speaker_kind = 'overt'",
    "CT109": "UPDATE statements SET article = (SELECT max(id) FROM articles)",
    "CT110": "UPDATE entity_variants SET form = form || 'ا'",
    "CT201": "DELETE FROM entity_speakers",
    "CT202": "UPDATE speaker_variants SET count = count + 1",
    "CT203": "UPDATE speakers SET article = NULL WHERE type = 'anonymous'",
    "CT204": "UPDATE claim_parties SET source = NULL,"
    " speaker = (SELECT id FROM speakers WHERE type = 'anonymous')",
    "CT205": "DELETE FROM origin_members WHERE rowid = 1",
    "CT211": "DELETE FROM links WHERE statement LIKE '%/s1'",
    "CT212": "UPDATE links SET span_start = 0 WHERE span_start > 0",
    "CT213": "UPDATE links SET origin = (SELECT max(id) FROM origins)",
    "CT214": "UPDATE links SET party = 'من يشهد'",
    "CT215": "UPDATE claims SET status = 'corroborated'",
    "CT216": "UPDATE claims SET mentions = mentions + 1",
    "CT217": "UPDATE claims SET open_conflict = 1 - open_conflict",
    "CT218": "UPDATE claims SET kind = 'narrated' WHERE kind = 'attributed'",
    "CT219": "DROP TRIGGER status_log_no_update; UPDATE status_log SET to_status = 'denied'",
}


def broken(path: Path) -> set[str]:
    with connect(path) as db:
        return {rule.number for rule in RULES if rule.broken_by(db)}


@pytest.mark.parametrize("number", BREAKS)
def test_rule_finds_what_breaks_it(seeds_db: Path, number: str) -> None:
    """After such a change the rule of this number has rows to show."""
    connection = sqlite3.connect(seeds_db)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.executescript(BREAKS[number])
    connection.commit()
    connection.close()
    assert number in broken(seeds_db)


def test_every_rule_but_the_first_is_tried() -> None:
    """No rule is without a change that breaks it; CT001's are in test_faults.py."""
    assert [rule.number for rule in RULES if rule.number not in BREAKS] == ["CT001"]


@settings(max_examples=8)
@given(corpora())
def test_rules_hold_of_every_record(corpus: tuple[Extraction, ...]) -> None:
    """Whatever is planted, the record made of it breaks no rule."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "claims.db")
        write_record(path, corpus)
        assert broken(path) == set()


def test_rules_hold_of_the_founding_articles(run: Run, seeds_db: Path) -> None:
    """The command says that all rules hold, and leaves the file as it was."""
    before = seeds_db.read_bytes()
    done = run("check", seeds_db)
    assert (done.exit_code, done.output) == (0, f"{len(RULES)} rules hold\n")
    assert seeds_db.read_bytes() == before


def test_check_needs_no_right_to_write(run: Run, seeds_db: Path) -> None:
    """A file that may only be read is checked all the same."""
    seeds_db.chmod(0o444)
    assert run("check", seeds_db).output == f"{len(RULES)} rules hold\n"


def test_check_prints_rows_and_ends_with_status_1(run: Run, seeds_db: Path) -> None:
    """A rule that breaks is printed with its reason and with what breaks it."""
    connection = sqlite3.connect(seeds_db)
    claim, was = connection.execute(
        "SELECT id, status FROM claims WHERE status = 'repeated' ORDER BY id LIMIT 1"
    ).fetchone()
    connection.execute("UPDATE claims SET status = 'corroborated' WHERE id = ?", [claim])
    connection.commit()
    connection.close()
    done = run("check", seeds_db)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "CT215 status-follows-from-links: 1 found."
        " A status is what the rules give from the links, whoever applies them.",
        f"    claims {claim}: is corroborated, its links give {was}",
        "CT219 log-ends-in-present: 1 found."
        " The log tells every change, the last of them to the present status.",
        f"    claims {claim}: is corroborated, the log ends in {was}",
        f"2 of {len(RULES)} rules broken",
    ]


def test_text_of_an_article_cannot_be_changed_unseen(tmp_path: Path, seeds_db: Path) -> None:
    """One letter that is another, within any sentence of the text, breaks a rule."""
    connection = sqlite3.connect(seeds_db)
    article, text = connection.execute("SELECT id, text FROM articles ORDER BY id").fetchone()
    connection.close()
    for at in (match.start() for n, match in enumerate(re.finditer(r"\w+", text)) if n % 40 == 0):
        path = Path(shutil.copy(seeds_db, tmp_path / "changed.db"))
        connection = sqlite3.connect(path)
        changed = f"{text[:at]}#{text[at + 1 :]}"
        connection.execute("UPDATE articles SET text = ? WHERE id = ?", [changed, article])
        connection.commit()
        connection.close()
        assert "CT101" in broken(path), text[at : at + 20]


def test_rules_are_numbered_and_told_in_the_docs() -> None:
    """Numbers are in order, names differ, and docs/validation.md lists each with its reason."""
    numbers = [rule.number for rule in RULES]
    assert numbers == sorted(set(numbers))
    assert len({rule.name for rule in RULES}) == len(RULES)
    docs = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    rows = [f"| {rule.number} | {rule.name} | {rule.why} |" for rule in RULES]
    assert [row for row in rows if row not in docs] == []
