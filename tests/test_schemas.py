"""Schemas: they are what the types say, every record holds to them, and a fault is found."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given, settings

from claimtrack.export import claim_json, extraction_json
from claimtrack.models import Extraction
from claimtrack.schemas import RECORDS, text_of, violations
from claimtrack.store import reader
from claimtrack.store.connection import connect
from claimtrack.testing import articles

ROOT = Path(__file__).parent.parent
Run = Callable[..., Result]


@pytest.mark.parametrize("name", RECORDS)
def test_committed_schema_is_the_generated_one(name: str) -> None:
    """A record that changes changes its schema: `python -m claimtrack.schemas schemas`."""
    committed = ROOT / "schemas" / f"{name}.schema.json"
    assert committed.read_text(encoding="utf-8") == text_of(name)


def test_every_schema_is_of_a_record() -> None:
    """No file in schemas/ stands for a record that is gone."""
    names = {path.name for path in (ROOT / "schemas").iterdir()}
    assert names == {f"{name}.schema.json" for name in RECORDS}


@settings(max_examples=10)
@given(articles())
def test_what_extract_prints_is_valid(planted: Extraction) -> None:
    """Every field of an extraction line is in its schema, and none is missing."""
    line = json.loads(json.dumps(extraction_json(planted, narration=True)))
    assert list(violations(line, "extraction")) == []


def test_commands_print_what_their_schemas_say(run: Run, tmp_path: Path, seeds_db: Path) -> None:
    """The output of `extract` and of `claims`, as files, passes `check-json`."""
    for name, printed in (
        ("extraction", run("extract", ROOT / "seeds", "--narration").stdout),
        ("claim", run("claims", seeds_db, "--format", "jsonl").stdout),
    ):
        records = len(printed.splitlines())
        file = tmp_path / f"{name}.jsonl"
        file.write_text(printed, encoding="utf-8")
        done = run("check-json", file, "--schema", name)
        assert (done.exit_code, done.output) == (0, f"{file}: {records} valid under {name}\n")
    db = connect(seeds_db)
    for claim in reader.claims(db):
        assert list(violations(json.loads(json.dumps(claim_json(claim))), "claim")) == []
    db.close()


FAULTS = {
    "a line of JSON lines": (
        "a.jsonl", "article", '{"text": "قال"}\n\n{"text": "قال", "title": 3}\n',
        ["a.jsonl:3: $.title: 3 is not of type 'string', 'null'"],
    ),
    "no JSON": (
        "a.jsonl", "article", '{"text": "قال"}\n{"text": \n',
        ["a.jsonl:2: $: cannot be read: Expecting value: line 1 column 10 (char 9)"],
    ),
    "a number that is none": (
        "a.jsonl", "article", '{"text": "قال", "id": NaN}\n',
        ["a.jsonl:1: $: cannot be read: NaN is no JSON number"],
    ),
    "a place in an array over lines": (
        "a.json", "article", '[\n {"text": "a: [,]"},\n {"title": "b",\n  "text":\n   5}\n]\n',
        ["a.json:5: $[1].text: 5 is not of type 'string'"],
    ),
    "a field that is missing": (
        "a.json", "article", '{\n"title": "b"}\n',
        ["a.json:1: $: 'text' is a required property"],
    ),
    "a text of white space": (
        "a.json", "article", '{"text": " \\n"}', [r"a.json:1: $.text: ' \n' does not match '\\S'"],
    ),
    "a table of TOML": (
        "articles.toml", "articles-toml", '# note\n["a.txt"]\noutlet = """x\ny"""\n\n["b.txt"]\n'
        'date = 2025-11-07\npublisher = "x"\n',
        ['articles.toml:8: $["b.txt"].publisher: unknown; known are outlet, title, date, credit,'
         " url"],
    ),
    "a status that is none": (
        "a.claims.toml", "claims-toml", 'database = "c.db"\n\n[[claim]]\ntext = "قال"\n'
        'status = "true"\n',
        ["a.claims.toml:5: $.claim[0].status: 'true' is not one of ['retracted', 'denied',"
         " 'disputed', 'corroborated', 'repeated', 'single_source', 'anonymous']"],
    ),
    "an offset before the text": (
        "a.jsonl", "extraction", json.dumps({
            "path": "a", "article_id": "b", "title": None, "source": None, "published": "أمس",
            "language": "ar", "chars": 3, "statements": [],
            "sentences": [{"start": -1, "end": 3, "text": "قال"}],
        }, ensure_ascii=False),
        ["a.jsonl:1: $.published: 'أمس' does not match"
         " '^[0-9]{4}-[0-9]{2}(-[0-9]{2}(T[0-9:.]+([+-][0-9:]+)?)?)?$'",
         "a.jsonl:1: $.sentences[0].start: -1 is less than the minimum of 0"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_named_with_line_and_path(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """`check-json` says on which line what is wrong, and ends with status 1."""
    monkeypatch.chdir(tmp_path)
    file, schema, text, lines = FAULTS[name]
    Path(file).write_text(text, encoding="utf-8")
    done = run("check-json", file, "--schema", schema)
    assert done.stdout.splitlines() == lines
    assert done.exit_code == 1


def test_file_that_cannot_be_read_is_named(run: Run, tmp_path: Path) -> None:
    """A missing file and bytes that are not UTF-8 are errors of the input, not of a record."""
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b'{"text": "\xff"}')
    for file, message in ((tmp_path / "none", "No such file"), (bad, "at byte offset 10")):
        done = run("check-json", file, "--schema", "article")
        assert done.exit_code == 2
        assert message in done.stderr


def test_seeds_notes_are_valid(run: Run) -> None:
    """The `articles.toml` of the founding articles holds to its schema."""
    done = run("check-json", ROOT / "seeds" / "articles.toml", "--schema", "articles-toml")
    assert done.exit_code == 0, done.output
