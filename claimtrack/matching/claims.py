"""Statements of many articles to claims and the links that bind them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import product

from attrs import frozen

from claimtrack.matching.clusters import Cluster, clusters
from claimtrack.matching.conflicts import Reason
from claimtrack.matching.judged import UNJUDGED, Judged, judged, same_words
from claimtrack.matching.pairs import Comparison, compare, inside, within
from claimtrack.matching.propositions import Proposition
from claimtrack.matching.readings import reading
from claimtrack.matching.retrieval import candidates
from claimtrack.matching.similarity import CharTfidf, Similarity
from claimtrack.models import (
    Basis,
    Claim,
    Decision,
    Extraction,
    Link,
    Origin,
    Relation,
    Span,
    Speaker,
)

_DEPENDENT = re.compile(r"ل[تي]|و|ف|التي|الذي|مما|حيث|بينما|بعدما|عندما|لكن|[أإا]نّ?ه")


_Near = Mapping[Proposition, Mapping[Proposition, float]]
_LinkKey = tuple[str, str, str, int]  # claim, article, statement, start of the span
StatementKey = tuple[str, str]
"""An article, and a statement in it."""
Place = tuple[str, Span]
"""A claim, and the words of a statement that are in it."""


@frozen
class Conflict:
    """Two claims that are alike but for what makes them differ; nobody has judged them yet."""

    left: str
    right: str
    reason: Reason


@frozen
class Matching:
    """Claims, their links, the conflicts that a machine suspects between them, and the clusters,
    each with its id: that of its claim, where it is one."""

    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    conflicts: tuple[Conflict, ...]
    clusters: tuple[tuple[str, Cluster], ...]


def match(
    extractions: Iterable[Extraction],
    speakers: Mapping[tuple[str, str], Speaker],
    origins: Iterable[Origin] = (),
    similarity: Similarity | None = None,
    decisions: Iterable[Decision] = (),
) -> Matching:
    """Join what the statements of several articles have in common, as people decided.

    `speakers` maps (article id, speaker id within it) to the speaker across articles. Every
    attributed statement is in a claim, if its own; a narration only where another article says
    the same. The order of the input does not matter.
    """
    similarity = similarity or CharTfidf()
    readings = [reading(extraction) for extraction in extractions]
    compared = [c for a, b in candidates(readings) for c in compare(a, b, similarity)]
    statements = [s[0] for r in readings for s in r.statements]
    parties = {at: s.id for at, s in speakers.items() if s.type != "anonymous"}
    of = {member: origin.id for origin in origins for member in origin.members}
    outlets = {r.article: r.outlet for r in readings}
    held = {f"{r.article}/{s[0].statement}": s for r in readings for s in r.statements}
    linker = Linker(outlets, parties, of, similarity.name)
    return assemble(statements, compared, linker, similarity, judged(decisions, held))


def assemble(
    statements: Iterable[Proposition],
    comparisons: Iterable[Comparison],
    linker: Linker,
    similarity: Similarity,
    judged: Judged = UNJUDGED,
) -> Matching:
    """Form the claims of statements, each given by its whole, from all that compares them and from
    what people judged of them."""
    compared = list(comparisons)
    nodes = {p.key: p for c in compared if c.same for p in (c.left, c.right)}
    nodes |= {p.key: p for pair in judged.same for p in pair}
    compared += within(inside(nodes.values()), similarity)
    found = clusters(nodes.values(), compared, judged)
    return link(found, statements, compared, linker, judged)


def link(
    found: Iterable[Cluster],
    statements: Iterable[Proposition],
    comparisons: Iterable[Comparison],
    linker: Linker,
    judged: Judged = UNJUDGED,
    elsewhere: Mapping[StatementKey, Sequence[Place]] | None = None,
) -> Matching:
    """Make claims of clusters, and of each statement that is in none, given by its whole.

    `comparisons` holds those inside a cluster, and every one that tells statements of these
    claims from others; `elsewhere` in which other claims the statements stand.
    """
    clustered = list(found)
    held = [
        group
        for group in clustered
        if len({p.article for p in group.members}) > 1 or _accepted(group, judged)
    ]
    joined = {(p.article, p.statement) for group in held for p in group.all}
    held += [
        Cluster((p,))
        for p in sorted(statements, key=lambda p: p.key)
        if not p.narrated and (p.article, p.statement) not in joined
    ]
    return _matching(held, clustered, comparisons, _Homes(elsewhere or {}), linker, judged)


def _accepted(group: Cluster, judged: Judged) -> set[Proposition]:
    """Pick those of a cluster that a person bound to another of it."""
    return {
        p
        for left, right in judged.same
        if same_words(right, group.all)
        for p in group.all
        if same_words(left, [p])
    }


@frozen
class Linker:
    """Makes links of propositions: whose they are, where they come from, what matched them.

    `parties` maps (article, speaker within it) to the speaker across articles who can vouch;
    `origins` maps articles, and statements "ARTICLE/s1" taken over, to their origin.
    """

    outlets: Mapping[str, str | None]
    parties: Mapping[tuple[str, str], str]
    origins: Mapping[str, str]
    matcher: str

    def origin(self, p: Proposition) -> str:
        """Give the origin of the statement, or else of its article."""
        article = self.origins.get(p.article, p.article)
        return self.origins.get(f"{p.article}/{p.statement}", article)

    def link(
        self,
        claim: str,
        p: Proposition,
        relation: Relation,
        basis: Basis,
        score: float,
        *,
        silent: bool = False,
    ) -> Link:
        """Bind a proposition to a claim; a `silent` one is evidence without a party."""
        party = self.outlets[p.article] if p.narrated else None
        if p.named and p.entity:
            party = self.parties.get((p.article, p.entity))
        return Link(
            claim=claim,
            article=p.article,
            statement=p.statement,
            span=p.span,
            relation=relation,
            basis=basis,
            score=round(score, 4),
            matcher=self.matcher,
            origin=self.origin(p),
            party=None if silent else party,
        )

    def links(
        self,
        claim: str,
        group: Cluster,
        near: _Near,
        accepted: Collection[Proposition],
    ) -> list[Link]:
        """Bind the propositions of a cluster to their claim, those `accepted` by a person's word.

        What denies refutes; what calls it untrue does so where another member does not. An
        outlet's own words in an article that quotes someone for the same are no second voice.
        """
        asserted = any(not (p.stance == "deny" or p.untrue) for p in group.all)
        quoting = {p.article for p in group.all if p.named}
        found = []
        for p in group.all:
            score = self._nearest(p, group, near.get(p, {}))
            if p.stance == "retract":
                found.append(self.link(claim, p, "withdraws", "cue", score))
            elif p.stance == "deny" or (p.untrue and asserted):
                found.append(self.link(claim, p, "refutes", "cue", score))
            else:
                relation: Relation = "same" if p.whole else "supports"
                silent = p.narrated and p.article in quoting
                basis: Basis = "human" if p in accepted else "lexical"
                found.append(self.link(claim, p, relation, basis, score, silent=silent))
        return found

    def _nearest(self, p: Proposition, group: Cluster, near: Mapping[Proposition, float]) -> float:
        """Give the score with the nearest of a cluster, of another origin where there is one."""
        scores = [(self.origin(q) != self.origin(p), near[q]) for q in group.all if q in near]
        return min(1.0, max(scores, default=(True, 1.0))[1])


def _matching(
    groups: Sequence[Cluster],
    clustered: Iterable[Cluster],
    comparisons: Iterable[Comparison],
    home: _Homes,
    linker: Linker,
    judged: Judged,
) -> Matching:
    near: dict[Proposition, dict[Proposition, float]] = defaultdict(dict)
    suspected: list[tuple[Comparison, Reason]] = []
    for c in comparisons:
        if c.reason is None:
            near[c.left][c.right] = near[c.right][c.left] = c.score
        else:
            suspected.append((c, c.reason))
    claims: dict[str, Claim] = {}
    links: dict[_LinkKey, Link] = {}
    for group in groups:
        claim = _claim(group)
        claims.setdefault(claim.id, claim)  # of two statements in the same words: one claim
        for link in linker.links(claim.id, group, near, _accepted(group, judged)):
            links[link.claim, link.article, link.statement, link.span.start] = link
    home.add(links.values())
    settled = _settle(claims, links, home, linker, judged)
    conflicts: set[Conflict] = set()
    for c, reason in suspected:
        for left, right in product(home.of(c.left), home.of(c.right)):
            one, other = min(left, right), max(left, right)
            if left == right or (one, other) in settled or claims.keys().isdisjoint((one, other)):
                continue
            conflicts.add(Conflict(one, other, reason))
    return Matching(
        tuple(claim for _, claim in sorted(claims.items())),
        tuple(link for _, link in sorted(links.items())),
        tuple(sorted(conflicts, key=lambda c: (c.left, c.right, c.reason))),
        tuple((claim_id(first(cluster)), cluster) for cluster in clustered),
    )


class _Homes:
    """In which claims the statements stand."""

    def __init__(self, elsewhere: Mapping[StatementKey, Sequence[Place]]) -> None:
        self._places: dict[StatementKey, list[Place]] = defaultdict(list)
        for statement, places in elsewhere.items():
            self._places[statement] += places

    def add(self, links: Iterable[Link]) -> None:
        """Put statements where they are linked."""
        for link in links:
            self._places[link.article, link.statement].append((link.claim, link.span))

    def of(self, p: Proposition) -> set[str]:
        """List the claims of the statement."""
        return {claim for claim, _ in self._places[p.article, p.statement]}

    def closest(self, p: Proposition) -> set[str]:
        """List those that hold these words of it, or all where none does."""
        return {
            claim
            for claim, span in self._places[p.article, p.statement]
            if span.start < p.span.end and p.span.start < span.end
        } or self.of(p)


def _settle(
    claims: Collection[str],
    links: dict[_LinkKey, Link],
    home: _Homes,
    linker: Linker,
    judged: Judged,
) -> set[tuple[str, str]]:
    """Link the refutations that people accepted to these claims; list the pairs of claims that
    they judged."""
    settled = set()
    for left, right in judged.settled:
        pairs = product(home.of(left), home.of(right))
        settled |= {(min(a, b), max(a, b)) for a, b in pairs if a != b}
        if (left, right) in judged.against:
            here, there = home.closest(left), home.closest(right)
            for p, found in ((left, there - here), (right, here - there)):
                for claim in found.intersection(claims):
                    key = (claim, p.article, p.statement, p.span.start)
                    links.setdefault(key, linker.link(claim, p, "refutes", "human", 1.0))
    return settled


def first(group: Cluster) -> Proposition:
    """Pick the earliest member."""
    return min(group.members, key=lambda p: (p.published or "9999", *p.key))


def claim_id(first: Proposition) -> str:
    """Name the claim that a proposition is the earliest member of."""
    identity = f"{first.article}/{first.span.start}-{first.span.end}"
    return f"c{blake2b(identity.encode(), digest_size=6).hexdigest()}"


def _claim(group: Cluster) -> Claim:
    """Name a claim after its earliest member, and word it by the shortest that says it all."""
    members = group.members
    full = [p for p in members if not (p.narrated or p.stance == "deny" or p.untrue)]
    full = full or list(members)
    # A clause that hangs on another reads badly alone, and a very short one says too little.
    sizes = sorted(len(set(p.stems)) for p in full)
    wording = min(
        full,
        key=lambda p: (
            len(set(p.stems)) < sizes[(len(sizes) - 1) // 2],
            bool(_DEPENDENT.match(p.text)),
            len(p.text),
            p.key,
        ),
    )
    narrated = all(p.narrated for p in group.all)
    return Claim(claim_id(first(group)), wording.text, "narrated" if narrated else "attributed")
