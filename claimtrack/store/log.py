"""The log of statuses: every change, with what caused it; rows are only ever added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from attrs import field, frozen
from sqlite_utils import Database

from claimtrack.models import Claim, Link, Status
from claimtrack.store import seals


@frozen
class Reason:
    """Why statuses change: articles that came or went, in this order, or a decision.

    `cause` is "added", "removed", "decision 3" or "decision 3 undone". `claims` maps a claim to the
    article that is its cause; for any other it is the last one.
    """

    cause: str
    articles: Sequence[str]
    claims: Mapping[str, str] = field(factory=dict)

    def of(self, claim: str) -> str | None:
        return self.claims.get(claim, self.articles[-1] if self.articles else None)


def added(articles: Sequence[str], links: Sequence[Link]) -> Reason:
    """Name for each claim the last of these articles that is linked to it."""
    order = {article: n for n, article in enumerate(articles)}
    claims: dict[str, str] = {}
    for link in links:
        if link.article in order:
            seen = claims.setdefault(link.claim, link.article)
            claims[link.claim] = max(seen, link.article, key=order.__getitem__)
    return Reason("added", articles, claims)


def append(
    db: Database,
    before: Mapping[str, tuple[str, str]],
    claims: Sequence[Claim],
    statuses: Sequence[Status],
    reason: Reason,
) -> None:
    """Append a row for each claim whose status is another than `before` (status, text)."""
    text = {c.id: c.text for c in claims}
    after = {s.claim: (s.name, text[s.claim]) for s in statuses}
    last = db.execute("SELECT id, digest FROM status_log ORDER BY id DESC LIMIT 1").fetchone()
    number, digest = last or (0, "")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for claim in sorted(before.keys() | after.keys()):
        old, new = before.get(claim), after.get(claim)
        present = new or old
        if present is None or (old and old[0]) == (new and new[0]):
            continue
        number += 1
        row = (
            number, claim, present[1], old and old[0], new and new[0],
            reason.cause, reason.of(claim), now,
        )  # fmt: skip
        digest = seals.after(digest, row)
        db.execute("INSERT INTO status_log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [*row, digest])
