"""Links and origins to a status, by rule; a pure function that no order of links changes.

Two parties corroborate a claim only where nothing says that they are one voice: a false
"corroborated" is worse than a missed one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from attrs import frozen

from claimtrack.arabic import fold
from claimtrack.attribution.heads import head_types
from claimtrack.entities.sides import independent
from claimtrack.graphs import connected
from claimtrack.lexicon import terms
from claimtrack.matching.agreement import agree
from claimtrack.matching.conflicts import places
from claimtrack.matching.similarity import words
from claimtrack.models import Article, Claim, Link, Speaker, Status, StatusName

_SUPPORT = frozenset({"same", "supports"})
_JUDGED = frozenset({"cue", "human"})  # bases on which a refutation counts
_FUNCTION = 5  # words at most before a name
_RUN = 3  # words
_SHARED_RUNS = 0.25
"""Share of the shorter wording's three-word runs from which two wordings come from one text."""


def status(
    claim: Claim,
    links: Iterable[Link],
    articles: Mapping[str, Article],
    *,
    parties: Mapping[str, Speaker] | None = None,
    open_conflict: bool = False,
) -> Status:
    """Derive the corroboration status of a claim from its links.

    `articles` maps an article's id to it, `parties` a speaker's id to the speaker; a party that it
    lacks is an outlet. What is counted supports the claim; of a claim that is only refuted, the
    refutations are.
    """
    own = sorted(
        (link for link in links if link.claim == claim.id),
        key=lambda k: (_published(k, articles) or "9999", k.article, k.span.start, k.statement),
    )
    support = [link for link in own if link.relation in _SUPPORT]
    counted = support or own
    judged = _Evidence(claim, own, support, articles, parties or {})
    seen = [day for link in own if (day := _published(link, articles))]
    wordings = {fold(link.span.text): link.span.text for link in reversed(counted)}
    return Status(
        claim=claim.id,
        name=judged.status(),
        mentions=len(counted),
        outlets=len({_outlet(link, articles) for link in counted}),
        origins=len(set(judged.origins(counted))),
        parties=tuple(sorted({link.party for link in support if link.party})),
        first_seen=min(seen, default=None),
        last_seen=max(seen, default=None),
        variants=tuple(sorted(wordings.values())),
        open_conflict=open_conflict,
    )


@frozen
class _Evidence:
    """The links of one claim, and what they are judged by."""

    claim: Claim
    own: Sequence[Link]
    support: Sequence[Link]
    articles: Mapping[str, Article]
    speakers: Mapping[str, Speaker]

    def status(self) -> StatusName:
        """Apply the table of statuses: the first that fits."""
        vouching = {link.party for link in self.support if link.party}
        origins = {link.origin for link in self.support}
        withdrawn = {link.party for link in self.own if link.relation == "withdraws"}
        corrected = {link.origin for link in self.own if link.relation == "corrects"}
        refuting = [link for link in self.own if self._refutes(link)]
        if withdrawn & vouching or (origins and origins <= corrected):
            return "retracted"
        if any(link.party in vouching or self._about(link) for link in refuting):
            return "denied"
        if refuting:
            return "disputed"
        if not vouching:
            return "anonymous"
        pens = self.origins(self.support)
        if len(set(pens)) < 2:
            return "single_source"
        placed = zip(self.support, pens, strict=True)
        pairs = combinations([(k, pen) for k, pen in placed if self._identified(k)], 2)
        apart = any(pen != other and self._apart(a, b) for (a, pen), (b, other) in pairs)
        return "corroborated" if apart else "repeated"

    def origins(self, links: Sequence[Link]) -> list[str]:
        """Give each link's origin; one where outlets say the same in their own voice and words."""
        told = [link for link in links if self._is_outlet(link)]
        copies = [
            (a.origin, b.origin)
            for a, b in combinations(told, 2)
            if a.origin != b.origin and _one_wording(a, b)
        ]
        one = {origin: min(group) for group in connected(copies) for origin in group}
        return [one.get(link.origin, link.origin) for link in links]

    def _refutes(self, link: Link) -> bool:
        """Tell whether a refutation counts: by a party, who does not say it in the same article."""
        if link.relation != "refutes" or link.basis not in _JUDGED or link.party is None:
            return False
        both = any(k.party == link.party and k.article == link.article for k in self.support)
        return link.basis == "human" or (self._identified(link) and not both)

    def _about(self, link: Link) -> bool:
        """Tell whether a claim is about the party that refutes it: named, or the state that its
        function names, or its own affair."""
        speaker = self._speaker(link)
        name = fold(speaker.name if speaker else link.party or "")
        if name and f" {name} " in f" {fold(self.claim.text)} ":
            return True
        article = self.articles.get(link.article)
        if article and name and _states_spoken_for(article.text, name) & places(self.claim.text):
            return True
        return bool(terms("own_affairs") & set(words(link.span.text)))

    def _is_outlet(self, link: Link) -> bool:
        return link.party is not None and link.party not in self.speakers

    def _identified(self, link: Link) -> bool:
        """Tell whether a party is known by more than what one article calls it."""
        speaker = self._speaker(link)
        return speaker.article is None if speaker else link.party is not None

    def _speaker(self, link: Link) -> Speaker | None:
        return self.speakers.get(link.party) if link.party else None

    def _voice(self, link: Link) -> str | None:
        """Give who vouches: for an agency's text not the outlet that prints it."""
        article = self.articles.get(link.article)
        if self._is_outlet(link) and article and article.credit:
            return article.credit
        return link.party

    def _apart(self, a: Link, b: Link) -> bool:
        """Tell whether two links of different origins are the voices of independent parties."""
        judged = "human" in (a.basis, b.basis)  # somebody has read that they say the same
        if not judged and ("same" not in (a.relation, b.relation) or _one_wording(a, b)):
            return False
        one, other = self._speaker(a), self._speaker(b)
        if not judged and not agree(a, b, told=not (one and other)):
            return False
        if one and other:
            return independent(one, other)
        outlets = {_outlet(link, self.articles) for link in (a, b)}
        return self._voice(a) != self._voice(b) and len(outlets) == 2


@lru_cache(maxsize=1 << 10)
def _states_spoken_for(text: str, name: str) -> frozenset[str]:
    """Name the states in the functions that a text puts before a name: "وزير خارجية عمان"."""
    found = set[str]()
    folded = fold(text)
    for mention in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
        before = list(words(folded[: mention.start()])[-_FUNCTION:])
        while before and "person" not in head_types(before[0]):
            del before[0]
        found |= places(" ".join(before))
    return frozenset(found)


def _one_wording(a: Link, b: Link) -> bool:
    """Tell whether two wordings share so much that one is taken from the other."""
    short, long = sorted((_runs(a.span.text), _runs(b.span.text)), key=len)
    return bool(short) and len(short & long) >= _SHARED_RUNS * len(short)


@lru_cache(maxsize=1 << 12)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    said = words(text)
    return frozenset(tuple(said[i : i + _RUN]) for i in range(len(said) - _RUN + 1))


def _published(link: Link, articles: Mapping[str, Article]) -> str | None:
    article = articles.get(link.article)
    return article.published if article else None


def _outlet(link: Link, articles: Mapping[str, Article]) -> str:
    article = articles.get(link.article)
    return article.source.name if article and article.source else link.article
