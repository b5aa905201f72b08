"""The views of the SQLite file, and what they and Datasette look up in its tables."""

from __future__ import annotations

# No ORDER BY inside, and subqueries in place of joins that a count would have to follow: Datasette
# counts the rows of a view on each page, and SQLite leaves out only what it can prove unneeded.
_SPEAKER = """coalesce(
        (SELECT s.name FROM entity_speakers x JOIN speakers s ON s.id = x.speaker
            WHERE x.entity = t.entity),
        (SELECT e.name FROM entities e WHERE e.id = t.entity))"""
_SPEAKER_ID = "(SELECT x.speaker FROM entity_speakers x WHERE x.entity = t.entity)"
_CUE = "(SELECT s.text FROM spans s WHERE s.statement = t.id AND s.role = 'cue')"
VIEWS = f"""
CREATE VIEW claims_overview AS
SELECT c.text AS claim, c.status, c.mentions, c.outlets, c.origins,
    (SELECT group_concat(name, '، ') FROM (
        SELECT coalesce(s.name, p.source) AS name FROM claim_parties p
        LEFT JOIN speakers s ON s.id = p.speaker WHERE p.claim = c.id ORDER BY p.party)) AS parties,
    c.first_seen, c.last_seen, c.open_conflict, c.kind, c.id
FROM claims c;
CREATE VIEW quotations AS
SELECT t.content, {_SPEAKER} AS speaker, {_CUE} AS cue,
    (SELECT s.text FROM spans s WHERE s.statement = t.id AND s.role = 'venue') AS venue,
    a.source AS outlet, a.published, t.mode, t.stance, a.headline AS article_title,
    t.id AS statement, {_SPEAKER_ID} AS speaker_id, t.article
FROM statements t JOIN articles a ON a.id = t.article;
CREATE VIEW evidence AS
SELECT (SELECT c.text FROM claims c WHERE c.id = l.claim) AS claim, l.text AS evidence,
    {_SPEAKER} AS speaker, {_CUE} AS cue,
    (SELECT a.source FROM articles a WHERE a.id = t.article) AS outlet,
    (SELECT a.published FROM articles a WHERE a.id = t.article) AS published, l.relation,
    (SELECT o.name FROM origins o WHERE o.id = l.origin) AS origin,
    (SELECT c.status FROM claims c WHERE c.id = l.claim) AS status, t.mode, t.stance,
    (SELECT a.headline FROM articles a WHERE a.id = t.article) AS article_title,
    (SELECT a.path FROM articles a WHERE a.id = t.article) AS path, l.span_start, l.span_end,
    l.basis, l.score, l.matcher, l.party, l.claim AS claim_id, l.statement,
    {_SPEAKER_ID} AS speaker_id, l.origin AS origin_id, t.article
FROM links l JOIN statements t ON t.id = l.statement;
CREATE VIEW speakers_overview AS
SELECT s.name, s.type,
    (SELECT group_concat(form, '، ') FROM (SELECT form FROM speaker_variants v
        WHERE v.speaker = s.id ORDER BY v.count DESC, v.form)) AS variants,
    (SELECT count(*) FROM entity_speakers es JOIN statements t ON t.entity = es.entity
        WHERE es.speaker = s.id) AS statements,
    (SELECT count(DISTINCT l.claim) FROM entity_speakers es
        JOIN statements t ON t.entity = es.entity JOIN links l ON l.statement = t.id
        WHERE es.speaker = s.id) AS claims,
    (SELECT count(DISTINCT a.source) FROM entity_speakers es
        JOIN statements t ON t.entity = es.entity JOIN articles a ON a.id = t.article
        WHERE es.speaker = s.id) AS outlets, s.id
FROM speakers s;
"""
# How a text begins after its dateline: what stands for a title that the article lacks.
_OPENING = """substr(ltrim(
    substr(text, coalesce(dateline_end, json_extract(paragraphs, '$[0]'), 0) + 1, 200),
    ' -–—:،.)' || char(9, 10, 13, 160)), 1, 80)"""
HEADLINE = f"""
ALTER TABLE articles ADD COLUMN headline TEXT GENERATED ALWAYS AS (coalesce(nullif(title, ''),
    CASE WHEN length({_OPENING}) < 80 THEN {_OPENING}
    ELSE rtrim({_OPENING}, replace({_OPENING}, ' ', '')) || '…' END)) VIRTUAL;
"""
# What Datasette counts for the facets of statements, and who quotes whom, stands in indexes alone.
COUNTED = """
DROP INDEX idx_statements_article;
CREATE INDEX idx_statements_article ON statements (article, mode, stance, speaker_type);
DROP INDEX idx_statements_entity;
CREATE INDEX idx_statements_entity ON statements (entity, article);
"""
