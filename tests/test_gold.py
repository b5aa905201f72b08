"""The two founding articles: every statement of the gold, and no other."""

import json
from pathlib import Path
from typing import Any

import pytest

import claimtrack
from claimtrack import Span, Statement
from claimtrack.segmentation import Segmenter

SEEDS = Path(__file__).parent.parent / "seeds"
GOLD = [
    json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((SEEDS / "gold").glob("*.gold.json"))
]
WANTED = [
    pytest.param(gold["file"], wanted, id=f"{gold['file'][:3]}-{wanted['id']}")
    for gold in GOLD
    for wanted in gold["attributions"]
]


@pytest.fixture(scope="module")
def found(segmenter: Segmenter) -> dict[str, list[Statement]]:
    """The attributed statements of each article, by the name of its file."""
    return {
        Path(article.path).name: [
            statement
            for statement in claimtrack.extract(article, segmenter).statements
            if statement.mode != "narrated"
        ]
        for article in claimtrack.read([SEEDS])
    }


def as_gold(span: Span | None) -> list[Any] | None:
    return [span.start, span.end, span.text] if span is not None else None


def of_content(statements: list[Statement], content: list[Any]) -> Statement:
    """The one statement with exactly this content."""
    (match,) = [s for s in statements if [as_gold(part) for part in s.content] == content]
    return match


def test_gold_holds_21_statements() -> None:
    """Eleven in the first article, ten in the second."""
    assert [len(gold["attributions"]) for gold in GOLD] == [11, 10]


@pytest.mark.parametrize(("file", "wanted"), WANTED)
def test_statement_of_the_gold(
    found: dict[str, list[Statement]], file: str, wanted: dict[str, Any]
) -> None:
    """Content, cue, mode, kind and type of speaker, and venue are as in the gold."""
    statement = of_content(found[file], wanted["content"])
    assert as_gold(statement.cue) == wanted["cue"]
    assert as_gold(statement.venue) == wanted["venue"]
    assert statement.mode == wanted["mode"]
    assert statement.speaker_kind == wanted["speaker_kind"]
    assert statement.speaker_type == wanted["speaker_type"]


@pytest.mark.parametrize(("file", "wanted"), WANTED)
def test_speaker_of_the_gold(
    found: dict[str, list[Statement]], file: str, wanted: dict[str, Any]
) -> None:
    """An overt speaker is the gold's phrase; an inherited one is a mention of the same entity."""
    speaker = of_content(found[file], wanted["content"]).speaker
    assert speaker is not None
    (gold,) = [gold for gold in GOLD if gold["file"] == file]
    mentions = [
        other["speaker"] for other in gold["attributions"] if other["entity"] == wanted["entity"]
    ]
    if wanted["speaker_kind"] == "overt":
        mentions = [wanted["speaker"]]
        assert as_gold(speaker) == wanted["speaker"]
    assert any(speaker.start < end and start < speaker.end for start, end, _ in mentions)


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["file"][:3])
def test_same_entities(found: dict[str, list[Statement]], gold: dict[str, Any]) -> None:
    """Two statements have one speaker where the gold says so, and nowhere else."""
    entities: dict[str, set[str]] = {}
    for wanted in gold["attributions"]:
        entity = of_content(found[gold["file"]], wanted["content"]).entity
        assert entity is not None
        entities.setdefault(wanted["entity"], set()).add(entity.id)
    assert [len(ids) for ids in entities.values()] == [1] * len(entities)
    assert len(set.union(*entities.values())) == len(entities)


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["file"][:3])
def test_parents_and_relays_of_the_gold(
    found: dict[str, list[Statement]], gold: dict[str, Any]
) -> None:
    """What stands inside another statement's content has that one as its parent."""
    statements = found[gold["file"]]
    ids = {w["id"]: of_content(statements, w["content"]).id for w in gold["attributions"]}
    for wanted in gold["attributions"]:
        statement = of_content(statements, wanted["content"])
        assert statement.parent == ids.get(wanted["parent"])
        assert [as_gold(relay) for relay in statement.relays] == [
            relay for relay in [wanted["relayed_by"]] if relay is not None
        ]


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["file"][:3])
def test_nothing_else_is_found(found: dict[str, list[Statement]], gold: dict[str, Any]) -> None:
    """Names in quotation marks ("أبراهام", "تروث سوشال", "أكسيوس") are no quotations."""
    contents = [[as_gold(part) for part in s.content] for s in found[gold["file"]]]
    assert contents == [wanted["content"] for wanted in gold["attributions"]]
