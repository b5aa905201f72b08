"""Which clusters change where articles came or went, and how: those alone are formed again.

`claimtrack.matching.clusters.groups` finds a group again among any whole groups. So a cluster stays
as it is while none near it changes: what is clustered again is what came and all that is near it,
then what is near to the clusters that changed by that, until none does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from sqlite_utils import Database

from claimtrack.matching.clusters import LINKAGE, Cluster, also, candidates, clusters, groups
from claimtrack.matching.judged import Judged, judged
from claimtrack.matching.pairs import Comparison, within
from claimtrack.matching.propositions import Key, Proposition
from claimtrack.models import Decision
from claimtrack.shelf import Shelf
from claimtrack.store import clusters as store
from claimtrack.store import decisions, derived, evidence

Group = tuple[Key, ...]


class Nearby:
    """What was compared, read as it is asked for, and within an article compared as it is."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.db = shelf.db
        self.paired: dict[str, set[Key]] = defaultdict(set)  # by article
        self.margins: dict[Key, dict[Key, float]] = defaultdict(dict)
        self._scores: dict[tuple[Key, Key], float] = {}
        self._suspected: dict[str, set[evidence.Compared]] = defaultdict(set)
        self._read: set[str] = set()
        self._inside: set[tuple[Key, Key]] = set()
        self._statements: dict[str, dict[str, tuple[Proposition, ...]]] = {}

    def held(self, statement: str) -> tuple[Proposition, ...]:
        """Read the propositions of a statement; none where it is its article's headline."""
        article, _, own = statement.rpartition("/")
        if article not in self._statements:
            read = self.shelf.reading(article).statements
            self._statements[article] = {s[0].statement: s for s in read}
        return self._statements[article].get(own, ())

    def proposition(self, key: Key) -> Proposition:
        """Read a proposition."""
        return self.held(statement_of(key))[key[2]]

    def read(self, statements: Iterable[str]) -> None:
        """Read what these statements were compared with."""
        new = set(statements) - self._read
        self._read |= new
        for c in evidence.compared(self.db, new):
            if c.reason is None:
                self.margins[c.left][c.right] = self.margins[c.right][c.left] = c.margin
                self._scores[c.left, c.right] = c.score
                if c.same:
                    self.paired[c.left[0]].add(c.left)
                    self.paired[c.right[0]].add(c.right)
            else:
                for end in (c.left, c.right):
                    self._suspected[statement_of(end)].add(c)

    def compare_inside(self, keys: Iterable[Key], others: Iterable[Key] = ()) -> None:
        """Compare propositions with one another, and with these others, inside each article."""
        articles: dict[str, set[Key]] = defaultdict(set)
        fresh = set(keys)
        for key in fresh.union(others):
            articles[key[0]].add(key)
        pairs = {
            (min(key, other), max(key, other))
            for key in fresh
            for other in articles[key[0]]
            if key[1] != other[1]
        }
        take = self.proposition
        met = ((take(a), take(b)) for a, b in pairs - self._inside)
        for c in within(met, self.shelf.similarity):
            a, b = c.left.key, c.right.key
            self.margins[a][b] = self.margins[b][a] = c.margin
            self._scores[a, b] = c.score
        self._inside |= pairs

    def beside(self, key: Key) -> Iterator[Key]:
        """List what a proposition may be joined with by its margin alone."""
        return (other for other, margin in self.margins[key].items() if margin >= LINKAGE)

    def suspected(self, statements: Collection[str]) -> set[evidence.Compared]:
        """List the suspicions about these statements."""
        self.read(statements)
        return {c for statement in statements for c in self._suspected[statement]}

    def comparisons(self, keys: Collection[Key]) -> Iterator[Comparison]:
        """List the comparisons of these propositions, suspicions aside."""
        for left in keys:
            for right, margin in self.margins[left].items():
                if right in keys and left < right:
                    one, other = self.proposition(left), self.proposition(right)
                    yield Comparison(one, other, self._scores[left, right], margin, False)


class Region:
    """Statements that came, or that lost what they were compared with, and what is clustered
    again for them.

    `clusters` are those formed again, `old` the claims of those that were there before.
    """

    def __init__(self, nearby: Nearby, touched: Collection[str]) -> None:
        self.nearby = nearby
        self.db = nearby.db
        self.touched = set(touched)
        self.nodes: set[Key] = set()
        self.rows: dict[Key, store.Placed] = {}
        self._looked_up: set[str] = set()
        self._size: dict[str, int] = {}
        self._nodes_in: dict[str, set[Key]] = defaultdict(set)
        self._moved: list[Group] = []
        self.whole = self._is_decided()
        self.old: set[str] = set()
        self.clusters = self._clusters()

    def _is_decided(self) -> bool:
        """Tell whether people decided on what is touched; what they did is touched with it."""
        self.nearby.read(self.touched)
        paired = set[Key]().union(*self.nearby.paired.values())
        self._look_up(paired)
        loose = {statement_of(key) for key in paired if key not in self.rows}
        made = decided(self.db, self.touched | loose)
        if made:
            self.touched |= derived.read_statements(self.db, ends(made))
            self.rows.clear()
            self._looked_up.clear()
        return bool(made)

    def _clusters(self) -> list[Cluster]:
        """Form the clusters that change, and those that something touched is or was near to."""
        self.nearby.read(self.touched)
        placed = list(store.placed(self.db, "statement", self.touched))
        self.whole |= any(row.judged for row in placed)
        reconsidered = {row.cluster for row in placed}
        paired = set[Key]().union(*self.nearby.paired.values())
        self._look_up(paired)
        loose = {key for key in paired if self._is_loose(key)}
        members = {
            row.key for row in store.placed(self.db, "cluster", reconsidered) if not row.also
        }
        self._grow(loose | {key for key in members if statement_of(key) not in self.touched})
        self.old |= {row.claim for row in placed}
        if self.whole:
            return self._judged()
        found = list(self._moved)
        moved = {key for group in found for key in group}
        self.old |= {self.rows[key].claim for key in moved if key in self.rows}
        for group in groups(self.nodes - moved, self.nearby.margins):
            near = any(other in loose for key in group for other in self.nearby.beside(key))
            if near or self.rows[group[0]].cluster in reconsidered:
                found.append(group)
                self.old.add(self.rows[group[0]].claim)
        self._compare_articles({key for group in found for key in group})
        return [self._cluster(group) for group in found]

    def _is_loose(self, key: Key) -> bool:
        """Tell whether it is not known to be in a cluster."""
        return statement_of(key) in self.touched or key not in self.rows

    def _is_node(self, key: Key) -> bool:
        """Tell whether it is one of a pair."""
        if key in self.nearby.paired[key[0]]:
            return True
        return key in self.rows and statement_of(key) not in self.touched

    def _look_up(self, keys: Iterable[Key]) -> None:
        new = {statement_of(key) for key in keys} - self._looked_up
        self._looked_up |= new
        for row in store.placed(self.db, "statement", new):
            if not row.also and statement_of(row.key) not in self.touched:
                self.rows[row.key] = row

    def _grow(self, fresh: set[Key]) -> None:
        """Take in whole clusters until all that is near to one that changes is in the region."""
        while fresh:
            self._take(fresh)
            formed = groups(self.nodes, self.nearby.margins)
            self._moved = [g for g in formed if self.whole or not self._stands(g)]
            fresh = self._around({key for group in self._moved for key in group})

    def _take(self, fresh: set[Key]) -> None:
        self._look_up(fresh)
        names = {self.rows[key].cluster for key in fresh if key in self.rows} - self._size.keys()
        self._size |= dict.fromkeys(names, 0)
        for row in store.placed(self.db, "cluster", names):
            self.whole |= row.judged
            if not row.also:
                self._size[row.cluster] += 1
                if statement_of(row.key) not in self.touched:
                    self.rows[row.key] = row
                    fresh.add(row.key)
        self.nodes |= fresh
        self.nearby.read(map(statement_of, fresh))
        articles = {article for article, *_ in fresh}
        self.nearby.compare_inside(fresh, (key for key in self.nodes if key[0] in articles))

    def _stands(self, group: Group) -> bool:
        """Tell whether a group is a cluster as it was."""
        names = {self.rows[key].cluster if key in self.rows else None for key in group}
        name = names.pop()
        return not names and name is not None and self._size[name] == len(group)

    def _around(self, keys: Collection[Key]) -> set[Key]:
        """List what is near these propositions and not in the region yet."""
        self._compare_articles(keys)
        found = {other for key in keys for other in self.nearby.beside(key)} - self.nodes
        self._look_up(found)
        return {key for key in found if self._is_node(key)}

    def _compare_articles(self, keys: Collection[Key]) -> None:
        """Compare propositions with all others of their articles that are one of a pair."""
        articles = {article for article, *_ in keys} - self._nodes_in.keys()
        for article in articles:
            self._nodes_in[article] |= self.nearby.paired[article]
        for key in store.placed_in(self.db, articles):
            if statement_of(key) not in self.touched:
                self._nodes_in[key[0]].add(key)
        held = {article for article, *_ in keys}
        self.nearby.compare_inside(keys, set[Key]().union(*(self._nodes_in[a] for a in held)))

    def _cluster(self, group: Group) -> Cluster:
        """Make a cluster of a group, with what says the same beside what it says in another."""
        near = self.nearby.margins
        beside: set[Key] = set()
        if len({article for article, *_ in group}) > 1:
            beside = set(candidates(group, near))
            self._look_up(beside)
            beside = {key for key in beside if self._is_node(key)}
        if len(beside) > 1:
            self.nearby.read(map(statement_of, beside))
            self.nearby.compare_inside(beside)
        held = beside.union(group)
        inside = {key: {k: m for k, m in near[key].items() if k in held} for key in held}
        found = also(group, inside)
        take = self.nearby.proposition
        return Cluster(tuple(map(take, group)), tuple(map(take, found)))

    def _judged(self) -> list[Cluster]:
        """Form all clusters of the region, which is whole components, as people decided."""
        while True:
            statements = {statement_of(key) for key in self.nodes} | self.touched
            ruling = judgements(self.nearby, statements)
            bound = {p.key for pair in ruling.same for p in pair} - self.nodes
            if not bound:
                break
            self._grow(bound)
        self.old |= {row.claim for key, row in self.rows.items() if key in self.nodes}
        found = [self.nearby.proposition(key) for key in self.nodes]
        return list(clusters(found, self.nearby.comparisons(self.nodes), ruling))


def statement_of(key: Key) -> str:
    """Give the statement that a proposition is of."""
    return f"{key[0]}/{key[1]}"


def judgements(nearby: Nearby, statements: Collection[str]) -> Judged:
    """Read what people decided of statements, and of others together with them."""
    made = decided(nearby.db, statements, of_claims=True)
    known = derived.read_statements(nearby.db, ends(made))
    return judged(made, {statement: nearby.held(statement) for statement in known})


def decided(
    db: Database, statements: Collection[str], *, of_claims: bool = False
) -> list[Decision]:
    """Read the decisions on statements, and on what others of them are on; with `of_claims`, those
    that bear on no cluster, too."""
    found: dict[int | None, Decision] = {}
    fresh = set(statements)
    seen: set[str] = set()
    while fresh:
        made = [d for d in decisions.standing(db, fresh) if d.kind != "merge"]
        made = [d for d in made if of_claims or (d.kind, d.verdict) != ("conflict", "rejected")]
        found |= {d.id: d for d in made}
        seen |= fresh
        fresh = ends(made) - seen
    return list(found.values())


def ends(made: Iterable[Decision]) -> set[str]:
    """List the statements that decisions are on."""
    return {subject.key for d in made for subject in (d.left, d.right)}
