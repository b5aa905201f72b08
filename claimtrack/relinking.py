"""Which claims are derived again where clusters, speakers or origins change, and from what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator

from attrs import frozen

from claimtrack.matching.claims import Linker, Matching, Place, StatementKey, claim_id, first, link
from claimtrack.matching.clusters import Cluster
from claimtrack.matching.pairs import Comparison
from claimtrack.matching.propositions import Key
from claimtrack.regions import Nearby, Region, decided, ends, judgements, statement_of
from claimtrack.store import clusters as store
from claimtrack.store import derived


@frozen
class Affected:
    """The claims to derive again, those that go among them: the `clusters` that they are made of,
    and the `statements` that are in no cluster or were in one."""

    claims: set[str]
    clusters: list[Cluster]
    statements: set[str]


def affected(nearby: Nearby, region: Region, relinked: Collection[str]) -> Affected:
    """Find the claims of a region, those told apart from them, and those of statements that are to
    be linked again because their speaker or their origin is another."""
    db, formed = nearby.db, region.clusters
    inside = {statement_of(p.key) for cluster in formed for p in cluster.all}
    moved = region.touched | inside | derived.members_of(db, region.old)
    apart = {place[1] for place in derived.places_of(db, _told_from(nearby, moved))}
    claims = {
        *region.old,
        *apart,
        *(claim_id(first(cluster)) for cluster in formed),
        *derived.claims_of(db, {*region.touched, *relinked}),
    }
    while True:
        kept = list(_kept(nearby, region, claims))
        statements = derived.read_statements(db, moved | derived.members_of(db, claims))
        statements |= {statement_of(p.key) for cluster in kept for p in cluster.all}
        alone = {claim_id(held[0]) for s in statements if (held := nearby.held(s))}
        if alone <= claims:
            return Affected(claims, [*formed, *kept], statements)
        claims |= alone


def relink(nearby: Nearby, found: Affected, linker: Callable[[set[str]], Linker]) -> Matching:
    """Form the claims again; `linker` makes one for articles."""
    statements = found.statements
    ruling = judgements(nearby, statements)
    told = nearby.suspected(statements)
    take = nearby.proposition
    suspicions = [
        Comparison(take(c.left), take(c.right), c.score, c.margin, False, c.reason) for c in told
    ]
    far = {statement_of(end) for c in told for end in (c.left, c.right)}
    far |= {statement_of(p.key) for pair in ruling.settled for p in pair}
    elsewhere: dict[StatementKey, list[Place]] = defaultdict(list)
    for statement, claim, span in derived.places_of(nearby.db, statements | far):
        if claim not in found.claims:
            article, _, own = statement.rpartition("/")
            elsewhere[article, own].append((claim, span))
    wholes = [held[0] for s in statements if (held := nearby.held(s))]
    return link(
        found.clusters,
        [p for p in wholes if (p.article, p.statement) not in elsewhere],
        [*_inside(nearby, found.clusters), *suspicions],
        linker({statement.rpartition("/")[0] for statement in statements | far}),
        ruling,
        elsewhere,
    )


def _told_from(nearby: Nearby, statements: Collection[str]) -> set[str]:
    """List what suspicions and decisions tell from these statements."""
    found = ends(decided(nearby.db, statements, of_claims=True))
    for c in nearby.suspected(statements):
        found |= {statement_of(c.left), statement_of(c.right)}
    return found


def _kept(nearby: Nearby, region: Region, claims: Collection[str]) -> Iterator[Cluster]:
    """Read the clusters of these claims that are as they were."""
    formed = {p.key for cluster in region.clusters for p in cluster.members}
    rows: dict[str, list[store.Placed]] = defaultdict(list)
    for row in store.placed(nearby.db, "claim", claims):
        rows[row.cluster].append(row)
    for held in rows.values():
        members = sorted(row.key for row in held if not row.also)
        if not any(key in formed or statement_of(key) in region.touched for key in members):
            also = sorted(row.key for row in held if row.also)
            take = nearby.proposition
            yield Cluster(tuple(map(take, members)), tuple(map(take, also)), held[0].judged)


def _inside(nearby: Nearby, clusters: Collection[Cluster]) -> Iterator[Comparison]:
    """List what compares the propositions of each cluster."""
    together: list[set[Key]] = [{p.key for p in cluster.all} for cluster in clusters]
    nearby.read(statement_of(key) for keys in together for key in keys)
    for keys in together:
        nearby.compare_inside(keys)
        yield from nearby.comparisons(keys)
