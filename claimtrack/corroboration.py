"""Links and origins to a status, by rule; a pure function that no order of links changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claimtrack.arabic import fold
from claimtrack.models import Article, Claim, Link, Status, StatusName

_SUPPORT = frozenset({"same", "supports"})
_OWN = frozenset(
    map(fold, ("بلاده", "بلادها", "حكومته", "حكومتها", "وزارته", "حزبه", "حركته", "شركته"))
)
_JUDGED = frozenset({"cue", "human"})  # bases on which a refutation counts


def status(
    claim: Claim,
    links: Iterable[Link],
    articles: Mapping[str, Article],
    *,
    parties: Mapping[str, str] | None = None,
    open_conflict: bool = False,
) -> Status:
    """Derive the corroboration status of a claim from its links.

    `articles` maps an article's id to it; `parties` maps a party to its name, by which a refuting
    party is recognised as the one the claim is about. What is counted supports the claim; of a
    claim that is only refuted, the refutations are.
    """
    own = sorted(
        (link for link in links if link.claim == claim.id),
        key=lambda k: (_published(k, articles) or "9999", k.article, k.span.start, k.statement),
    )
    support = [link for link in own if link.relation in _SUPPORT]
    counted = support or own
    seen = [day for link in own if (day := _published(link, articles))]
    wordings = {fold(link.span.text): link.span.text for link in reversed(counted)}
    return Status(
        claim=claim.id,
        name=_name(claim, own, support, parties or {}),
        mentions=len(counted),
        outlets=len({_outlet(link, articles) for link in counted}),
        origins=len({link.origin for link in counted}),
        parties=tuple(sorted({link.party for link in support if link.party})),
        first_seen=min(seen, default=None),
        last_seen=max(seen, default=None),
        variants=tuple(sorted(wordings.values())),
        open_conflict=open_conflict,
    )


def _name(
    claim: Claim, own: list[Link], support: list[Link], names: Mapping[str, str]
) -> StatusName:
    """Apply the table of statuses: the first that fits."""
    vouching = {link.party for link in support if link.party}
    origins = {link.origin for link in support}
    withdrawn = {link.party for link in own if link.relation == "withdraws"}
    corrected = {link.origin for link in own if link.relation == "corrects"}
    refuting = {
        link.party
        for link in own
        if link.relation == "refutes" and link.party and link.basis in _JUDGED
    }
    if withdrawn & vouching or (origins and origins <= corrected):
        return "retracted"
    if refuting & vouching or any(
        _about(claim, link, names.get(link.party or "", ""))
        for link in own
        if link.party in refuting
    ):
        return "denied"
    if refuting:
        return "disputed"
    if not vouching:
        return "anonymous"
    if len(origins) < 2:
        return "single_source"
    return "corroborated" if len(vouching) > 1 and _independent(support) else "repeated"


def _independent(support: list[Link]) -> bool:
    """Tell whether parties vouch in two origins or more, not all in one and the same."""
    return len({link.origin for link in support if link.party}) > 1


def _about(claim: Claim, refutation: Link, name: str) -> bool:
    """Tell whether a claim is about the party that refutes it: named, or spoken of as its own."""
    if name and f" {fold(name)} " in f" {fold(claim.text)} ":
        return True
    return refutation.relation == "refutes" and bool(_OWN & set(fold(refutation.span.text).split()))


def _published(link: Link, articles: Mapping[str, Article]) -> str | None:
    article = articles.get(link.article)
    return article.published if article else None


def _outlet(link: Link, articles: Mapping[str, Article]) -> str:
    article = articles.get(link.article)
    return article.source.name if article and article.source else link.article
