"""The SQL of the pages, each statement under the name of what it reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, Any]


def rows(
    conn: sqlite3.Connection, sql: str, values: Sequence[object] | Mapping[str, object] = ()
) -> list[Row]:
    """Run a query; return its rows by column name."""
    cursor = conn.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def row(conn: sqlite3.Connection, sql: str, values: Sequence[object] = ()) -> Row | None:
    """Return the first row, or None."""
    return next(iter(rows(conn, sql, values)), None)


TOTALS = """
SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM speakers) AS speakers,
    (SELECT count(*) FROM statements WHERE mode <> 'narrated') AS statements,
    (SELECT count(*) FROM sources) AS outlets, (SELECT count(*) FROM claims) AS claims,
    (SELECT count(*) FROM origins) AS origins
"""
STATUS_COUNTS = "SELECT status, count(*) AS count FROM claims GROUP BY status"
STATUS_BY_DAY = """
SELECT substr(first_seen, 1, 10) AS day, status AS kind, count(*) AS count FROM claims
WHERE first_seen IS NOT NULL GROUP BY 1, 2
"""
MOST_REPEATED = """
SELECT * FROM claims WHERE kind = 'attributed' AND status IN ('corroborated', 'repeated')
ORDER BY origins DESC, outlets DESC, mentions DESC, id LIMIT 6
"""
REFUTED = """
SELECT * FROM claims WHERE status IN ('retracted', 'denied', 'disputed')
ORDER BY last_seen DESC, mentions DESC, id LIMIT 4
"""
CONFLICTS = """
SELECT x.reason, a.id AS left_id, a.text AS left_text, a.status AS left_status,
    b.id AS right_id, b.text AS right_text, b.status AS right_status
FROM conflicts x JOIN claims a ON a.id = x.left_claim JOIN claims b ON b.id = x.right_claim
"""
NEWEST_CONFLICTS = (
    CONFLICTS + "ORDER BY max(coalesce(a.last_seen, ''), coalesce(b.last_seen, '')) DESC,"
    " a.mentions + b.mentions DESC, a.id, b.id LIMIT 3"
)
CONFLICTS_OF_CLAIM = (
    CONFLICTS + "WHERE x.left_claim = :claim OR x.right_claim = :claim"
    " ORDER BY x.reason, x.left_claim, x.right_claim LIMIT 20"
)
NEWEST_STATUSES = """
SELECT s.claim, s.text, s.from_status, s.to_status, s.at, a.id AS article,
    a.headline AS title, a.source AS outlet
FROM status_log s LEFT JOIN articles a ON a.id = s.article JOIN claims c ON c.id = s.claim
WHERE s.to_status = c.status AND c.kind = 'attributed'
    AND s.to_status IN ('retracted', 'denied', 'disputed', 'corroborated', 'repeated')
ORDER BY s.at DESC, c.origins DESC, c.mentions DESC, c.id LIMIT 5
"""
ARTICLES = """
SELECT a.id, a.headline AS title, a.source AS outlet, a.published, a.credit,
    (SELECT count(*) FROM statements t WHERE t.article = a.id AND t.mode <> 'narrated')
        AS statements
FROM articles a
"""
NEWEST_ARTICLES = ARTICLES + "ORDER BY a.published DESC, a.rowid DESC LIMIT 5"
ALL_ARTICLES = ARTICLES + "ORDER BY a.published DESC, a.rowid DESC LIMIT ? OFFSET ?"
ARTICLES_OF_OUTLET = (
    ARTICLES + "WHERE a.source = ? ORDER BY a.published DESC, a.rowid DESC LIMIT ? OFFSET ?"
)
# Counted in indexes alone.
_BY_SPEAKER = """
SELECT es.speaker, count(*) AS count FROM statements t
JOIN entity_speakers es ON es.entity = t.entity GROUP BY es.speaker
"""
MOST_QUOTED = f"""
SELECT p.id, p.name, n.count FROM ({_BY_SPEAKER} ORDER BY 2 DESC, 1 LIMIT 10) n
JOIN speakers p ON p.id = n.speaker ORDER BY n.count DESC, p.id
"""
QUOTED_IN = """
SELECT es.speaker, a.source AS outlet, count(*) AS count
FROM entity_speakers es JOIN statements t ON t.entity = es.entity
JOIN articles a ON a.id = t.article
WHERE es.speaker IN (SELECT value FROM json_each(?)) AND a.source IS NOT NULL GROUP BY 1, 2
"""
OUTLETS = """
SELECT s.name, s.kind, count(a.id) AS articles FROM sources s
JOIN articles a ON a.source = s.name GROUP BY s.name ORDER BY articles DESC, s.name
"""

CLAIM = "SELECT * FROM claims WHERE id = ?"
FORMS_OF_PARTIES = """
SELECT speaker, form, count FROM speaker_variants
WHERE speaker IN (SELECT speaker FROM claim_parties WHERE claim = ?) ORDER BY count DESC, form
"""
PARTIES = """
SELECT coalesce(s.name, p.source) AS name, p.speaker, p.source FROM claim_parties p
LEFT JOIN speakers s ON s.id = p.speaker WHERE p.claim = ? ORDER BY name
"""
EVIDENCE = """
SELECT l.statement, l.text, l.relation, l.basis, l.score, l.matcher, l.origin, l.party,
    l.span_start, l.span_end, substr(a.published, 1, 10) AS day,
    coalesce(v.name, l.party) AS party_name, v.id AS party_speaker,
    v.type AS party_type, v.article AS party_article,
    o.name AS origin_name, o.agency, a.id AS article, a.headline AS title,
    a.source AS outlet, a.published, a.credit, es.speaker AS speaker_id,
    coalesce(p.name, e.name) AS speaker, t.mode, t.stance, t.said
FROM links l JOIN statements t ON t.id = l.statement JOIN articles a ON a.id = t.article
JOIN origins o ON o.id = l.origin LEFT JOIN entities e ON e.id = t.entity
LEFT JOIN entity_speakers es ON es.entity = t.entity LEFT JOIN speakers p ON p.id = es.speaker
LEFT JOIN speakers v ON v.id = l.party WHERE l.claim = ?
ORDER BY a.published IS NULL, a.published, a.id, l.span_start, l.statement LIMIT ?
"""
PARTS = """
SELECT statement, role, text FROM spans
WHERE statement IN (SELECT value FROM json_each(?)) AND role IN ('cue', 'venue', 'relay')
ORDER BY statement, role, position
"""
LOG = """
SELECT s.from_status, s.to_status, s.at, a.id AS article, a.headline AS title,
    CASE WHEN s.cause LIKE 'decision %' THEN CAST(substr(s.cause, 10) AS INTEGER) END AS decision,
    s.cause LIKE '% undone' AS undone,
    a.published, a.source AS outlet
FROM status_log s LEFT JOIN articles a ON a.id = s.article WHERE s.claim = ? ORDER BY s.id
"""
DECISIONS_OF_CLAIM = """
SELECT * FROM decisions WHERE withdrawn IS NULL AND kind <> 'merge' AND id IN (
    SELECT d.id FROM links l JOIN decisions d ON d.left_key = l.statement WHERE l.claim = :claim
    UNION SELECT d.id FROM links l JOIN decisions d ON d.right_key = l.statement
    WHERE l.claim = :claim) ORDER BY id
"""
DECISIONS_OF_SPEAKER = """
SELECT * FROM decisions WHERE withdrawn IS NULL AND kind = 'merge' AND id IN (
    SELECT d.id FROM entity_speakers s JOIN decisions d ON d.left_key = s.entity
    WHERE s.speaker = :speaker
    UNION SELECT d.id FROM entity_speakers s JOIN decisions d ON d.right_key = s.entity
    WHERE s.speaker = :speaker) ORDER BY id
"""

SPEAKER = "SELECT * FROM speakers WHERE id = ?"
VARIANTS = "SELECT form, count FROM speaker_variants WHERE speaker = ? ORDER BY count DESC, form"
_OF_SPEAKER = """
FROM entity_speakers es JOIN statements t ON t.entity = es.entity
JOIN articles a ON a.id = t.article WHERE es.speaker = ?
"""
SPEAKER_BY_DAY = (
    "SELECT substr(a.published, 1, 10) AS day, t.mode AS kind, count(*) AS count"
    + _OF_SPEAKER
    + "AND a.published IS NOT NULL GROUP BY 1, 2"
)
SPEAKER_OUTLETS = (
    "SELECT a.source AS name, count(*) AS count"
    + _OF_SPEAKER
    + "AND a.source IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
)
SPEAKER_STATEMENTS = (
    "SELECT t.id AS statement, t.content, t.mode, t.stance, t.said, a.id AS article,"
    " a.headline AS title, a.source AS outlet, a.published"
    + _OF_SPEAKER
    + "ORDER BY a.published IS NULL, a.published DESC, a.id, t.position LIMIT ? OFFSET ?"
)
SPEAKER_STATEMENT_COUNT = "SELECT count(*) AS count" + _OF_SPEAKER
SPEAKER_CLAIMS = """
SELECT c.*, count(DISTINCT t.id) AS times
FROM entity_speakers es JOIN statements t ON t.entity = es.entity
JOIN links l ON l.statement = t.id JOIN claims c ON c.id = l.claim
WHERE es.speaker = ? GROUP BY c.id
ORDER BY c.origins DESC, c.outlets DESC, c.mentions DESC, c.id LIMIT 12
"""
CLAIMS_OF_STATEMENTS = """
SELECT l.statement, l.relation, c.id, c.text, c.status, c.origins, c.outlets, c.open_conflict
FROM links l JOIN claims c ON c.id = l.claim
WHERE l.statement IN (SELECT value FROM json_each(?)) ORDER BY l.statement, l.span_start, c.id
"""

ARTICLE = """
SELECT a.*, m.origin, o.name AS origin_name, o.agency FROM articles a
LEFT JOIN origin_members m ON m.member = a.id LEFT JOIN origins o ON o.id = m.origin WHERE a.id = ?
"""
SAME_PEN = """
SELECT a.id, a.headline AS title, a.source AS outlet, a.published
FROM origin_members m JOIN articles a ON a.id = m.article
WHERE m.origin = ? AND m.statement IS NULL AND a.id <> ? ORDER BY a.published, a.id LIMIT 20
"""
STATEMENTS_OF_ARTICLE = """
SELECT t.id, t.content, t.mode, t.stance, t.said, t.parent, t.speaker_kind, t.speaker_type,
    t.confidence, es.speaker AS speaker_id, coalesce(p.name, e.name) AS speaker
FROM statements t LEFT JOIN entities e ON e.id = t.entity
LEFT JOIN entity_speakers es ON es.entity = t.entity LEFT JOIN speakers p ON p.id = es.speaker
WHERE t.article = ? ORDER BY t.position
"""
SPANS_OF_ARTICLE = """
SELECT s.statement, s.role, s.text, s.span_start, s.span_end FROM spans s
JOIN statements t ON t.id = s.statement WHERE t.article = ? ORDER BY s.statement, s.role, s.position
"""

OUTLET = """
SELECT s.name, s.kind, count(a.id) AS articles, min(a.published) AS first_seen,
    max(a.published) AS last_seen
FROM sources s LEFT JOIN articles a ON a.source = s.name WHERE s.name = ? GROUP BY s.name
"""
# A reprint credits an agency, or stands in one origin with an article of another outlet.
REPRINTS = """
SELECT CASE WHEN a.credit IS NOT NULL THEN 'credited'
    WHEN EXISTS (SELECT 1 FROM origin_members x JOIN articles b ON b.id = x.article
        WHERE x.origin = m.origin AND x.statement IS NULL AND b.source IS NOT a.source)
    THEN 'shared' ELSE 'own' END AS kind, count(*) AS count
FROM articles a LEFT JOIN origin_members m ON m.member = a.id
WHERE a.source = ? GROUP BY kind
"""
AGENCIES = """
SELECT coalesce(a.credit, o.agency) AS name, count(*) AS count
FROM articles a LEFT JOIN origin_members m ON m.member = a.id LEFT JOIN origins o ON o.id = m.origin
WHERE a.source = ? AND coalesce(a.credit, o.agency) IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1
"""
ALONE = """
SELECT c.*, count(*) OVER () AS total FROM claims c
WHERE c.outlets = 1 AND c.kind = 'attributed' AND c.id IN (
    SELECT l.claim FROM articles a JOIN statements t ON t.article = a.id
    JOIN links l ON l.statement = t.id AND l.relation IN ('same', 'supports') WHERE a.source = ?)
ORDER BY c.last_seen DESC, c.mentions DESC, c.id LIMIT 12
"""
OUTLET_SPEAKERS = """
SELECT es.speaker AS id, p.name, p.type, count(*) AS count
FROM articles a JOIN statements t ON t.article = a.id
JOIN entity_speakers es ON es.entity = t.entity JOIN speakers p ON p.id = es.speaker
WHERE a.source = ? GROUP BY es.speaker ORDER BY 4 DESC, 2, 1 LIMIT 12
"""

CLAIMS = """
SELECT * FROM claims
WHERE (:status = '' OR status = :status) AND (:kind = '' OR kind = :kind)
    AND (NOT :conflict OR open_conflict)
"""
CLAIM_COUNT = f"SELECT count(*) AS count FROM ({CLAIMS})"
CLAIM_PAGE = (
    CLAIMS + "ORDER BY origins DESC, outlets DESC, mentions DESC, id LIMIT :limit OFFSET :offset"
)
SPEAKERS = f"""
SELECT p.id, p.name, p.type, n.count FROM ({_BY_SPEAKER}) n JOIN speakers p ON p.id = n.speaker
ORDER BY n.count DESC, p.name, p.id LIMIT ? OFFSET ?
"""
SPEAKER_COUNT = f"SELECT count(*) AS count FROM ({_BY_SPEAKER})"
FOUND_COUNT = "SELECT count(*) AS count FROM statements_fts WHERE statements_fts MATCH ?"
FOUND = """
SELECT t.id AS statement, t.content, t.mode, t.stance, t.said, t.article,
    a.headline AS title, a.source AS outlet, a.published,
    es.speaker AS speaker_id, coalesce(p.name, e.name) AS speaker
FROM (SELECT rowid, rank FROM statements_fts WHERE statements_fts MATCH ?
    ORDER BY rank, rowid LIMIT ? OFFSET ?) f
JOIN statements t ON t.rowid = f.rowid JOIN articles a ON a.id = t.article
LEFT JOIN entities e ON e.id = t.entity LEFT JOIN entity_speakers es ON es.entity = t.entity
LEFT JOIN speakers p ON p.id = es.speaker ORDER BY f.rank, t.rowid
"""
FOUND_SPEAKERS = """
SELECT p.id, p.name, (SELECT count(*) FROM entity_speakers es
    JOIN statements t ON t.entity = es.entity WHERE es.speaker = p.id) AS count
FROM speakers_fts f JOIN speakers p ON p.rowid = f.rowid
WHERE speakers_fts MATCH ? AND p.type <> 'anonymous' ORDER BY 3 DESC, p.name, p.id LIMIT 8
"""
