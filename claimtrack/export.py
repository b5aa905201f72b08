"""Records out and in: what was found in an article, and claims, as plain dicts for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import asdict

from claimtrack.models import Decision, Extraction, Span, Speaker, Statement
from claimtrack.store.proposals import Proposal
from claimtrack.store.reader import ClaimRecord, Member
from claimtrack.store.subjects import placed

CLAIM_COLUMNS = (
    "id", "text", "status", "kind", "mentions", "outlets", "origins", "parties", "first_seen",
    "last_seen", "open_conflict",
)  # fmt: skip


def extraction_json(found: Extraction, *, narration: bool = False) -> dict[str, Any]:
    """Return one article's sentences and statements, in the shape that DESIGN.md gives."""
    article = found.article
    return {
        "path": article.path,
        "article_id": article.id,
        "title": article.title,
        "source": article.source.name if article.source else None,
        "published": article.published,
        "language": article.language,
        "chars": len(article.text),
        "sentences": [_span(Span(s.start, s.end, s.text)) for s in found.sentences],
        "statements": [
            _statement(s) for s in found.statements if narration or s.mode != "narrated"
        ],
    }


def claim_json(claim: ClaimRecord) -> dict[str, Any]:
    """Return a claim with its figures, parties and members."""
    return asdict(claim)


def proposal_json(proposal: Proposal) -> dict[str, Any]:
    """Return what a person may be asked, with both sides."""
    return asdict(proposal)


def decision_json(decision: Decision) -> dict[str, Any]:
    """Return a decision by the places of what it is on, for another file of the same articles."""
    return asdict(placed(decision))


def claim_row(claim: ClaimRecord) -> dict[str, Any]:
    """Return a claim as one flat row, without its members, for CSV."""
    row = {column: getattr(claim, column) for column in CLAIM_COLUMNS}
    return row | {"parties": "; ".join(claim.parties), "open_conflict": int(claim.open_conflict)}


def claim_from_json(record: Mapping[str, Any]) -> ClaimRecord:
    """Make the claim of which `claim_json` gave this record."""
    lists = {key: tuple(record[key]) for key in ("parties", "variants")}
    members = tuple(Member(**member) for member in record["members"])
    return ClaimRecord(**{**record, **lists, "members": members})


def statements_from_json(record: Mapping[str, Any]) -> tuple[Statement, ...]:
    """Make the statements of an article of which `extraction_json` gave this record.

    Their speakers come without the forms of their names, which it does not hold.
    """
    return tuple(_read_statement(row) for row in record["statements"])


def _read_statement(row: Mapping[str, Any]) -> Statement:
    alike = ("id", "speaker_kind", "speaker_type", "mode", "said", "stance", "parent",
             "confidence", "rule")  # fmt: skip
    fields: dict[str, Any] = {key: row[key] for key in alike}
    fields |= {key: Span(**row[key]) for key in ("cue", "speaker", "venue") if row[key]}
    fields |= {key: tuple(Span(**span) for span in row[key]) for key in ("content", "relays")}
    if row["entity"]:
        fields["entity"] = Speaker(**row["entity"], type=row["speaker_type"])
    return Statement(**fields)


def _statement(statement: Statement) -> dict[str, Any]:
    entity = statement.entity
    return {
        "id": statement.id,
        "cue": _span(statement.cue),
        "speaker": _span(statement.speaker),
        "speaker_kind": statement.speaker_kind,
        "speaker_type": statement.speaker_type,
        "entity": {"id": entity.id, "name": entity.name} if entity else None,
        "content": _spans(statement.content),
        "mode": statement.mode,
        "venue": _span(statement.venue),
        "said": statement.said,
        "stance": statement.stance,
        "parent": statement.parent,
        "relays": _spans(statement.relays),
        "relayed_by": _span(statement.relays[-1]) if statement.relays else None,
        "confidence": statement.confidence,
        "rule": statement.rule,
    }


def _span(span: Span | None) -> dict[str, Any] | None:
    return asdict(span) if span else None


def _spans(spans: Sequence[Span]) -> list[dict[str, Any] | None]:
    return [_span(span) for span in spans]
