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
from sqlite_utils import Database

import claimtrack
from claimtrack.models import Extraction
from claimtrack.rules import RULES
from claimtrack.store.connection import connect
from claimtrack.store.seals import seal
from claimtrack.testing import corpora, findings, write_record

Run = Callable[..., Result]
ROOT = Path(__file__).parent.parent

# A decision on two statements of different claims.
DECIDE = (
    "INSERT INTO decisions (kind, verdict, left_key, right_key, left_start, left_end, right_start,"
    " right_end, left_text, right_text, at) SELECT 'link', '{}', a.statement, b.statement, {},"
    " a.text, b.text, '{}' FROM links a, links b WHERE a.statement ="
    " (SELECT min(statement) FROM links WHERE relation = 'same') AND b.statement ="
    " (SELECT max(statement) FROM links WHERE relation = 'same') LIMIT 1;"
)
PLACES = "a.span_start, a.span_end, b.span_start, b.span_end"
# For each rule, what a careless hand could do to the file (keys and checks off), and which other
# rules see the same of it.
BREAKS = {
    "CT002": (
        "INSERT INTO claim_variants VALUES ('c0', 'غير ذلك')",
        "",
    ),
    "CT003": (
        "DROP INDEX idx_claims_status",
        "",
    ),
    "CT004": (
        "DROP TRIGGER claims_ai; DROP TRIGGER claims_au; UPDATE claims SET text = 'غير "
        "ذلك', folded = 'غير ذلك' WHERE rowid = 1",
        "",
    ),
    "CT005": (
        "UPDATE statements SET folded = 'x' WHERE position = 1",
        "",
    ),
    "CT006": ("UPDATE origins SET name = CAST(x'ff' AS TEXT)", ""),
    "CT101": (
        "UPDATE spans SET span_start = span_start + 1, span_end = span_end + 1 WHERE role = 'cue'",
        "",
    ),
    "CT102": (
        "UPDATE sentences SET tokens = '[3, 1]' WHERE position = 2",
        "",
    ),
    "CT103": (
        "UPDATE sentences SET position = 9 WHERE position = 1",
        "",
    ),
    "CT104": (
        "UPDATE statements SET content = 'غير', folded = 'غير' WHERE id LIKE '%/s1'",
        "",
    ),
    "CT105": (
        "UPDATE spans SET (text, span_start, span_end) = (SELECT text, span_start, "
        "span_end FROM spans c WHERE c.statement = spans.statement AND c.role = 'cue') "
        "WHERE role = 'speaker' AND statement LIKE '%/s1'",
        "",
    ),
    "CT106": (
        "UPDATE statements SET sentence = NULL WHERE position = 1",
        "",
    ),
    "CT107": (
        "UPDATE statements SET parent = article || '/s1' WHERE id LIKE '%/s2'",
        "",
    ),
    "CT108": (
        "UPDATE statements SET speaker_kind = 'none' WHERE speaker_kind = 'overt'",
        "",
    ),
    "CT109": (
        "INSERT INTO entities VALUES ('0/p1', 'أحمد', 'person', (SELECT min(id) FROM "
        "articles)); INSERT INTO entity_speakers SELECT '0/p1', min(id) FROM speakers",
        "CT302",
    ),
    "CT110": (
        "UPDATE entity_variants SET count = count - 1 WHERE count > 1; UPDATE "
        "speaker_variants SET count = (SELECT sum(v.count) FROM entity_variants v JOIN "
        "entity_speakers s ON s.entity = v.entity WHERE s.speaker = "
        "speaker_variants.speaker AND v.form = speaker_variants.form)",
        "",
    ),
    "CT111": (
        "UPDATE articles SET path = 'elsewhere.txt' WHERE rowid = 1",
        "",
    ),
    "CT201": (
        "INSERT INTO entities SELECT min(id) || '/p99', 'أحمد', 'person', min(id) FROM articles",
        "CT302",
    ),
    "CT202": (
        "UPDATE speaker_variants SET count = count + 1",
        "",
    ),
    "CT203": (
        "UPDATE speakers SET article = NULL WHERE type = 'anonymous'",
        "",
    ),
    "CT204": (
        "UPDATE claim_parties SET source = NULL, speaker = (SELECT id FROM speakers "
        "WHERE type = 'anonymous')",
        "",
    ),
    "CT205": (
        "INSERT INTO origins VALUES ('o0', 'أصل', NULL)",
        "",
    ),
    "CT211": (
        "DELETE FROM links WHERE statement LIKE '%/s1'",
        "CT215 CT216",
    ),
    "CT212": (
        "UPDATE links SET span_start = 0, text = (SELECT substr(a.text, 1, "
        "links.span_end) FROM statements t JOIN articles a ON a.id = t.article WHERE "
        "t.id = links.statement)",
        "CT215 CT216",
    ),
    "CT213": (
        "UPDATE links SET origin = (SELECT max(id) FROM origins) WHERE claim IN (SELECT"
        " id FROM claims WHERE origins = 1)",
        "",
    ),
    "CT214": (
        "UPDATE links SET party = 'من يشهد' WHERE claim IN (SELECT id FROM claims WHERE"
        " status = 'single_source')",
        "CT216",
    ),
    "CT215": (
        "INSERT INTO status_log (claim, text, from_status, to_status, at) SELECT id, "
        "text, status, 'denied', '2025' FROM claims; UPDATE claims SET status = "
        "'denied'",
        "",
    ),
    "CT216": (
        "UPDATE claims SET mentions = mentions + 1",
        "",
    ),
    "CT217": (
        "UPDATE claims SET open_conflict = 1 - open_conflict",
        "",
    ),
    "CT218": (
        "UPDATE claims SET kind = 'narrated' WHERE kind = 'attributed'",
        "",
    ),
    "CT219": (
        "UPDATE status_log SET to_status = 'denied'",
        "",
    ),
    "CT220": (
        "UPDATE status_log SET text = 'غير ذلك' WHERE id = 3",
        "",
    ),
    "CT221": ("UPDATE origins SET name = 'غير ذلك' WHERE rowid = 1", ""),
    "CT301": (
        "DELETE FROM readings; DELETE FROM topics; DELETE FROM vectors; DELETE FROM runs;"
        " DELETE FROM shingles; DELETE FROM blocks; DELETE FROM comparisons",
        "CT303 CT304",
    ),
    "CT302": (
        "UPDATE topics SET article = 'nobody' WHERE article = (SELECT min(id) FROM articles)",
        "",
    ),
    "CT303": ("INSERT INTO copies SELECT min(id), max(id), 0.01 FROM articles", ""),
    "CT304": ("UPDATE comparisons SET margin = margin + 0.01", ""),
    "CT401": (
        DECIDE.format("rejected", PLACES, "أمس"),
        "",
    ),
    "CT402": (
        DECIDE.format("rejected", "0, 1, 0, 1", "2025-11-08"),
        "",
    ),
    "CT403": (
        DECIDE.format("rejected", PLACES, "2025-11-08")
        + DECIDE.format("accepted", PLACES, "2025-11-08"),
        "",
    ),
    "CT404": (
        DECIDE.format("accepted", PLACES, "2025-11-08"),
        "",
    ),
}


def broken(path: Path) -> set[str]:
    with connect(path) as db:
        return {rule.number for rule in RULES if rule.broken_by(db)}


@pytest.mark.parametrize("number", BREAKS)
def test_rule_finds_what_breaks_it(seeds_db: Path, number: str) -> None:
    """After such a change the rule of this number has rows to show, and no other has but those
    that say the same of what was changed."""
    change, also = BREAKS[number]
    connection = sqlite3.connect(seeds_db)
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for name, _ in triggers:
        if name.startswith("status_log"):
            connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.executescript(change)
    if number not in ("CT006", "CT111", "CT220"):  # or their rules would see every change
        seal(Database(connection))
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    for sql in (sql for name, sql in triggers if name not in there):
        connection.execute(sql)
    connection.commit()
    connection.close()
    # CT221 sees most of what is amiss with the rows that are derived.
    assert broken(seeds_db) - {"CT221"} == {number, *also.split()} - {"CT221"}
    assert number in broken(seeds_db)


@pytest.mark.parametrize(
    ("column", "number"),
    [
        ("articles.paragraphs", "CT102"),
        ("articles.paragraphs", "CT111"),
        ("sentences.tokens", "CT102"),
        ("sentences.parts", "CT102"),
        ("readings.topic", "CT302"),
    ],
)
@pytest.mark.parametrize(
    "value", ["{}", "null", "7", '["a", "b"]', "[1]", "[true, true]", "[0.5, 1]", "[-1, 3]", "[[]]"]
)
def test_json_of_another_kind_is_found(
    seeds_db: Path, column: str, number: str, value: str
) -> None:
    """A column of JSON holds what its reader expects; what is no JSON the table itself refuses."""
    table, name = column.split(".")
    with connect(seeds_db) as db:
        db.execute(f"UPDATE {table} SET {name} = ?", [value])
        with pytest.raises(sqlite3.IntegrityError, match="json_valid"):
            db.execute(f"UPDATE {table} SET {name} = '[1, '")
        (rule,) = (rule for rule in RULES if rule.number == number)
        assert rule.broken_by(db)


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
        "CT221 record-as-derived: 1 found."
        " What is derived across articles is what would be derived from them again.",
        f"    claims {claim}: status is 'corroborated', should be '{was}'",
        f"3 of {len(RULES)} rules broken",
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


def test_a_denial_by_function_is_worked_out_again(tmp_path: Path) -> None:
    """What the article calls who denies makes the status, and the rules find the same."""
    (tmp_path / "a.txt").write_text(
        "خبر من جنيف\n\n"
        "قال معهد ستوكهولم لأبحاث السلام إن إيران تبني مصنعا جديدا للصواريخ قرب أصفهان.\n\n"
        "ونفى رئيس البرلمان الإيراني حسين نوري ما قاله المعهد.\n",
        encoding="utf-8",
    )
    with claimtrack.open(tmp_path / "c.db") as tracker:
        tracker.add(tmp_path / "a.txt")
        assert {claim.status for claim in tracker.claims()} == {"denied", "single_source"}
    assert findings(tmp_path / "c.db") == []
