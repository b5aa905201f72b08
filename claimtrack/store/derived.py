"""What is read of the last layer to bring it up to date: whose rows a new article touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from sqlite_utils import Database

from claimtrack.models import Span, Speaker
from claimtrack.store.evidence import select

# Of links: what refutes by rule or by a person's word is in another claim.
_MEMBER = "NOT (relation = 'refutes' AND basis IN ('rule', 'human'))"


def outdated(db: Database, version: int) -> bool:
    """Say whether an article was consolidated by another version."""
    sql = "SELECT 1 FROM consolidated WHERE version < ?1 OR version > ?1 LIMIT 1"  # by its index
    return db.execute(sql, [version]).fetchone() is not None


def unconsolidated(db: Database) -> list[str]:
    """List the articles that the layer does not cover, in the order in which they came."""
    # CROSS JOIN: the few that wait are looked up among the articles, and not the other way round.
    sql = "SELECT a.id FROM awaiting w CROSS JOIN articles a ON a.id = w.article ORDER BY a.rowid"
    return [row[0] for row in db.execute(sql)]


def speakers_of(db: Database, entities: Collection[str]) -> dict[str, str]:
    """Map those of these entities, "ARTICLE/p1", that have a speaker to it."""
    sql = "SELECT entity, speaker FROM entity_speakers WHERE entity IN ({})"
    return {row[0]: row[1] for row in select(db, sql, sorted(entities))}


def speakers(db: Database, ids: Collection[str]) -> dict[str, Speaker]:
    """Map those of these ids that are speakers to the speaker."""
    sql = "SELECT id, name, type, article FROM speakers WHERE id IN ({})"
    found = select(db, sql, sorted(ids))
    forms: dict[str, list[tuple[str, int]]] = defaultdict(list)
    sql = "SELECT speaker, form, count FROM speaker_variants WHERE speaker IN ({})"
    for id_, form, count in select(db, sql, sorted(ids)):
        forms[id_].append((form, count))
    variants = {id_: tuple(sorted(own, key=lambda v: (-v[1], v[0]))) for id_, own in forms.items()}
    return {
        id_: Speaker(id_, name, type_, variants.get(id_, ()), article)
        for id_, name, type_, article in found
    }


def parties(db: Database, articles: Collection[str]) -> dict[tuple[str, str], str]:
    """Map the speakers in these articles who can vouch, (article, local id), to the speaker."""
    sql = (
        "SELECT e.article, e.id, s.id FROM entities e JOIN entity_speakers es ON es.entity = e.id"
        " JOIN speakers s ON s.id = es.speaker WHERE s.type <> 'anonymous' AND e.article IN ({})"
    )
    return {
        (article, entity.rpartition("/")[2]): speaker
        for article, entity, speaker in select(db, sql, sorted(articles))
    }


def origins_of(db: Database, members: Collection[str]) -> dict[str, str]:
    """Map those of these articles and statements that are members of an origin to it."""
    sql = "SELECT member, origin FROM origin_members WHERE member IN ({})"
    return {row[0]: row[1] for row in select(db, sql, sorted(members))}


def members_in(db: Database, articles: Collection[str]) -> dict[str, str]:
    """Map these articles, and the statements in them taken over from others, to their origin."""
    sql = "SELECT member, origin FROM origin_members WHERE article IN ({})"
    return {row[0]: row[1] for row in select(db, sql, sorted(articles))}


def statements_in(db: Database, articles: Collection[str]) -> set[str]:
    """List the statements of these articles."""
    sql = "SELECT id FROM statements WHERE article IN ({})"
    return {row[0] for row in select(db, sql, sorted(articles))}


def statements_by(db: Database, entities: Collection[str]) -> set[str]:
    """List the statements of these entities."""
    sql = "SELECT id FROM statements WHERE entity IN ({})"
    return {row[0] for row in select(db, sql, sorted(entities))}


def read_statements(db: Database, keys: Collection[str]) -> set[str]:
    """Pick those that are statements of articles that are read for matching."""
    sql = (
        "SELECT t.id FROM statements t JOIN readings r ON r.article = t.article WHERE t.id IN ({})"
    )
    return {row[0] for row in select(db, sql, sorted(keys))}


def statements_of(db: Database, speakers: Collection[str]) -> set[str]:
    """List the statements of these speakers in articles that are read for matching: a rebuild
    meets speakers of articles that are still to come."""
    sql = (
        "SELECT t.id FROM entity_speakers es JOIN statements t ON t.entity = es.entity"
        " JOIN readings r ON r.article = t.article WHERE es.speaker IN ({})"
    )
    return {row[0] for row in select(db, sql, sorted(speakers))}


def articles_of_claims(db: Database, articles: Collection[str]) -> dict[str, str]:
    """Map the claims that these articles' statements are linked to to the last such article."""
    sql = (
        "SELECT l.claim, t.article FROM links l JOIN statements t ON t.id = l.statement"
        " WHERE t.article IN ({}) ORDER BY t.article"
    )
    return dict(row for row in select(db, sql, sorted(articles)))


def entities_in(db: Database, articles: Collection[str]) -> list[str]:
    """List the entities of these articles."""
    return [row[0] for row in select(db, "SELECT id FROM entities WHERE article IN ({})",
                                     sorted(articles))]  # fmt: skip


def claims_of(db: Database, statements: Collection[str]) -> set[str]:
    """List the claims that these statements are linked to."""
    sql = "SELECT claim FROM links WHERE statement IN ({})"
    return {row[0] for row in select(db, sql, sorted(statements))}


def members_of(db: Database, claims: Collection[str]) -> set[str]:
    """List the statements that are in these claims, and not only against them."""
    sql = f"SELECT statement FROM links WHERE {_MEMBER} AND claim IN ({{}})"
    return {row[0] for row in select(db, sql, sorted(claims))}


def places_of(db: Database, statements: Collection[str]) -> Iterator[tuple[str, str, Span]]:
    """Read in which claims statements are: statement, claim, the words of it."""
    columns = "statement, claim, span_start, span_end, text"
    sql = f"SELECT {columns} FROM links WHERE {_MEMBER} AND statement IN ({{}})"
    for statement, claim, start, end, text in select(db, sql, sorted(statements)):
        yield statement, claim, Span(start, end, text)
