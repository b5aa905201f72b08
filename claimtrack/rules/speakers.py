"""Rules of speakers across articles, and of origins."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from claimtrack.rules.rule import Finding, Rule, brief, rule

RULES: list[Rule] = []


@rule(RULES, "CT201", "Each speaker of an article is one speaker of the record.")
def every_speaker_resolved(db: Database) -> Iterator[Finding]:
    rows = db.execute(
        "SELECT e.id FROM entities e JOIN consolidated c ON c.article = e.article"
        " LEFT JOIN entity_speakers s ON s.entity = e.id WHERE s.speaker IS NULL ORDER BY e.id"
    )
    for (entity,) in rows:
        yield Finding("entities", entity, "is no speaker of the record")
    rows = db.execute(
        "SELECT id FROM speakers WHERE id NOT IN (SELECT speaker FROM entity_speakers) ORDER BY id"
    )
    for (speaker,) in rows:
        yield Finding("speakers", speaker, "speaks in no article")


@rule(RULES, "CT202", "How often a form of a name was seen is the sum over the articles.")
def forms_add_up(db: Database) -> Iterator[Finding]:
    rows = db.execute(
        "SELECT speaker, form, sum(counted), sum(seen) FROM ("
        " SELECT speaker, form, count AS counted, 0 AS seen FROM speaker_variants UNION ALL"
        " SELECT s.speaker, v.form, 0, v.count FROM entity_variants v"
        " JOIN entity_speakers s ON s.entity = v.entity)"
        " GROUP BY speaker, form HAVING sum(counted) <> sum(seen) ORDER BY 1, 2"
    )
    for speaker, form, count, seen in rows:
        problem = f"{brief(form)} is counted {count} times, and was seen {seen} times"
        yield Finding("speaker_variants", speaker, problem)


@rule(RULES, "CT203", "Two unnamed sources of two articles are not known to be one.")
def anonymous_stays_in_its_article(db: Database) -> Iterator[Finding]:
    rows = db.execute(
        "SELECT p.id, p.name, count(DISTINCT e.article) FROM speakers p"
        " JOIN entity_speakers s ON s.speaker = p.id JOIN entities e ON e.id = s.entity"
        " WHERE p.type = 'anonymous' OR e.type = 'anonymous' GROUP BY p.id"
        " HAVING count(DISTINCT e.article) > 1 OR p.article IS NOT min(e.article) ORDER BY p.id"
    )
    for speaker, name, articles in rows:
        yield Finding("speakers", speaker, f"{brief(name)} is unnamed, in {articles} articles")


@rule(RULES, "CT204", "Who is not named vouches for nothing.")
def no_anonymous_party(db: Database) -> Iterator[Finding]:
    rows = db.execute(
        "SELECT 'claim_parties' AS 'table', p.claim, s.name FROM claim_parties p"
        " JOIN speakers s ON s.id = p.speaker WHERE s.type = 'anonymous'"
        " UNION ALL SELECT 'links', l.claim || ' ' || l.statement, s.name FROM links l"
        " JOIN speakers s ON s.id = l.party WHERE s.type = 'anonymous'"
    )
    for table, key, name in rows:
        yield Finding(table, key, f"{brief(name)} is unnamed")


@rule(RULES, "CT205", "Origins are counted: each article is of one, and none is empty.")
def origins_are_a_partition(db: Database) -> Iterator[Finding]:
    rows = db.execute(
        "SELECT c.article FROM consolidated c WHERE NOT EXISTS"
        " (SELECT 1 FROM origin_members m WHERE m.member = c.article) ORDER BY 1"
    )
    for (article,) in rows:
        yield Finding("articles", article, "is of no origin")
    rows = db.execute(
        "SELECT o.id FROM origins o WHERE NOT EXISTS (SELECT 1 FROM origin_members m"
        " WHERE m.origin = o.id AND m.statement IS NULL) ORDER BY 1"
    )
    for (origin,) in rows:
        yield Finding("origins", origin, "holds no article")
    rows = db.execute(
        "SELECT m.member, m.article, m.statement FROM origin_members m"
        " LEFT JOIN statements t ON t.id = m.statement WHERE"
        " m.member <> coalesce(m.statement, m.article) OR t.article <> m.article ORDER BY 1"
    )
    for member, article, statement in rows:
        problem = f"stands for article {article}, statement {statement}"
        yield Finding("origin_members", member, problem)
