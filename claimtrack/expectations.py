"""What a team says must hold of its record: it has this statement, this claim has this status.

An expected text is found where it stands in a wording, whatever the spelling.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from claimtrack.arabic import fold
from claimtrack.schemas.records import ExpectedClaim, ExpectedStatement
from claimtrack.store import reader
from claimtrack.store.reader import ClaimRecord


def missing_statement(db: Database, expected: ExpectedStatement) -> str | None:
    """Say what the record holds in place of a statement; None where it holds it."""
    ids = [
        article
        for article, path in db.execute("SELECT id, path FROM articles ORDER BY id")
        if expected["article"] in (article, path) or path.endswith(f"/{expected['article']}")
    ]
    if not ids:
        return f"no article {expected['article']!r} is in the record"
    rows = [
        row
        for article in ids
        for row in db.query("SELECT * FROM quotations WHERE article = ?", [article])
    ]
    said = [row for row in rows if _stands_in(expected["text"], [row["content"]])]
    if not said:
        return (
            f"none of the {len(rows)} statements of {expected['article']!r}"
            f" holds {expected['text']!r}"
        )
    speaker, mode = expected.get("speaker"), expected.get("mode")
    found = [
        row
        for row in said
        if (speaker is None or _stands_in(speaker, _names(db, row)))
        and (mode is None or row["mode"] == mode)
    ]
    if found:
        return None
    wanted = ", ".join(filter(None, (speaker and f"by {speaker!r}", mode)))
    there = "; ".join(f"by {row['speaker']!r}, {row['mode']}" for row in said)
    return f"{expected['text']!r} should be {wanted}; it is {there}"


def missing_claim(db: Database, expected: ExpectedClaim) -> str | None:
    """Say what the record holds in place of a claim; None where it holds it."""
    ids = [
        claim
        for claim, text in db.execute(
            "SELECT id, text FROM claims UNION SELECT claim, text FROM claim_variants ORDER BY 1"
        )
        if _stands_in(expected["text"], [text])
    ]
    found = reader.claims(db, ids=list(dict.fromkeys(ids)))
    if not found:
        return f"no claim holds {expected['text']!r}"
    problems = [_differences(claim, expected) for claim in found]
    if not all(problems):
        return None
    return "; ".join(
        f"claim {claim.id} {', '.join(problem)}"
        for claim, problem in zip(found, problems, strict=True)
    )


def _differences(claim: ClaimRecord, expected: ExpectedClaim) -> list[str]:
    problems = []
    status, least = expected.get("status"), expected.get("min_origins", 0)
    if status is not None and claim.status != status:
        problems.append(f"is {claim.status}, not {status}")
    if claim.origins < least:
        problems.append(f"has {claim.origins} origins, not {least} or more")
    for party in expected.get("parties", ()):
        if not _stands_in(party, claim.parties):
            problems.append(f"has no party {party!r}, but {', '.join(claim.parties) or 'none'}")
    return problems


def _names(db: Database, row: dict[str, str | None]) -> list[str]:
    """List the names of a statement's speaker, and the forms seen."""
    forms = db.execute(
        "SELECT form FROM speaker_variants WHERE speaker = ?", [row["speaker_id"]]
    ).fetchall()
    return [name for (name,) in [(row["speaker"],), *forms] if name]


def _stands_in(wanted: str, texts: Iterable[str]) -> bool:
    return any(fold(wanted) in fold(text) for text in texts)
