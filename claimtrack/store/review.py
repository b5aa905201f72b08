"""The tables and the view of what people decide, and of what they may be asked."""

from __future__ import annotations

# No foreign keys to articles: what was decided of one outlives it.
DECISIONS = """
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('link', 'merge', 'conflict')),
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected')),
    left_key TEXT NOT NULL,
    left_text TEXT NOT NULL,
    right_key TEXT NOT NULL,
    right_text TEXT NOT NULL,
    decided_by TEXT,
    note TEXT,
    at TEXT NOT NULL,
    withdrawn TEXT,
    left_start INTEGER NOT NULL,
    left_end INTEGER NOT NULL CHECK (left_end >= left_start),
    right_start INTEGER NOT NULL,
    right_end INTEGER NOT NULL CHECK (right_end >= right_start)
) STRICT;
CREATE INDEX idx_decisions_left ON decisions (left_key);
CREATE INDEX idx_decisions_right ON decisions (right_key);
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are kept'); END;
CREATE TRIGGER decisions_only_withdrawn BEFORE UPDATE ON decisions
    WHEN OLD.withdrawn IS NOT NULL OR NEW.withdrawn IS NULL
        OR (OLD.id, OLD.kind, OLD.verdict, OLD.at) <> (NEW.id, NEW.kind, NEW.verdict, NEW.at)
        OR (OLD.left_key, OLD.left_start, OLD.left_end, OLD.left_text)
            <> (NEW.left_key, NEW.left_start, NEW.left_end, NEW.left_text)
        OR (OLD.right_key, OLD.right_start, OLD.right_end, OLD.right_text)
            <> (NEW.right_key, NEW.right_start, NEW.right_end, NEW.right_text)
        OR OLD.decided_by IS NOT NEW.decided_by OR OLD.note IS NOT NEW.note
    BEGIN SELECT RAISE(ABORT, 'decisions are kept'); END;
-- Speakers that may be one, brought up to date when somebody asks for proposals: it takes all
-- speakers to find them.
CREATE TABLE likely_merges (
    left_speaker TEXT NOT NULL REFERENCES speakers (id) ON DELETE CASCADE,
    right_speaker TEXT NOT NULL REFERENCES speakers (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    PRIMARY KEY (left_speaker, right_speaker, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX idx_likely_merges_right_speaker ON likely_merges (right_speaker);
CREATE INDEX idx_comparisons_margin ON comparisons (margin) WHERE margin BETWEEN 0.9 AND 1.1;
CREATE INDEX idx_comparisons_reason ON comparisons (reason) WHERE reason IS NOT NULL;
"""

# What a person may be asked. `margin` is score over threshold; `value` is how many mentions hang on
# the answer, times how open it is; what an outlet says itself counts half. A link is asked for once
# for two claims, and of what a claim holds only where nothing holds it there beyond doubt.
PROPOSALS = """
CREATE VIEW proposals AS
WITH
homes AS (
    SELECT l.statement, l.claim, l.basis, l.origin, c.mentions, c.origins,
        CASE t.mode WHEN 'narrated' THEN 0.5 ELSE 1 END AS weight
    FROM links l JOIN claims c ON c.id = l.claim JOIN statements t ON t.id = l.statement
    WHERE l.relation IN ('same', 'supports')
),
doubtful AS (
    SELECT left_statement AS one, right_statement AS other, margin, same,
        1 - 5 * abs(1 - margin) AS open
    FROM comparisons WHERE margin BETWEEN 0.9 AND 1.1 AND reason IS NULL
    UNION ALL
    SELECT right_statement, left_statement, margin, same, 1 - 5 * abs(1 - margin)
    FROM comparisons WHERE margin BETWEEN 0.9 AND 1.1 AND reason IS NULL
),
parted AS (
    SELECT a.claim AS one, b.claim AS other FROM decisions d
    JOIN links a ON a.statement IN (d.left_key, d.right_key)
    JOIN links b ON b.statement IN (d.left_key, d.right_key) AND b.statement <> a.statement
    WHERE d.withdrawn IS NULL
        AND (d.kind, d.verdict) IN (('link', 'rejected'), ('conflict', 'accepted'))
),
near AS (
    SELECT d.one, d.other, a.claim, b.claim AS second, d.margin, d.same,
        max((a.mentions + b.mentions) * (1 + (a.origin <> b.origin)) * a.weight * b.weight
            * d.open) AS value
    FROM doubtful d JOIN homes a ON a.statement = d.one JOIN homes b ON b.statement = d.other
    WHERE (a.mentions, a.claim) < (b.mentions, b.claim) AND NOT EXISTS
        (SELECT 1 FROM links x JOIN links y ON y.claim = x.claim
            WHERE x.statement = d.one AND y.statement = d.other)
    GROUP BY a.claim, b.claim
),
held AS (
    SELECT d.one, d.other, d.margin,
        max(CASE WHEN a.origins = 2 THEN a.mentions ELSE 1 END * a.weight * b.weight * d.open)
            AS value
    FROM doubtful d JOIN homes a ON a.statement = d.one
    JOIN homes b ON b.statement = d.other AND b.claim = a.claim
    WHERE d.same AND 'human' NOT IN (a.basis, b.basis) AND NOT EXISTS (
        SELECT 1 FROM comparisons c JOIN links l ON l.claim = a.claim
        WHERE c.left_statement = d.one AND l.statement = c.right_statement
            AND c.same AND c.margin > 1.1)
        AND NOT EXISTS (
        SELECT 1 FROM comparisons c JOIN links l ON l.claim = a.claim
        WHERE c.right_statement = d.one AND l.statement = c.left_statement
            AND c.same AND c.margin > 1.1)
    GROUP BY a.claim, min(d.one, d.other), max(d.one, d.other)
),
alike AS (
    SELECT (SELECT min(entity) FROM entity_speakers WHERE speaker = m.left_speaker) AS one,
        (SELECT min(entity) FROM entity_speakers WHERE speaker = m.right_speaker) AS other,
        m.reason, min(
            (SELECT count(*) FROM entity_speakers s JOIN statements t ON t.entity = s.entity
                WHERE s.speaker = m.left_speaker),
            (SELECT count(*) FROM entity_speakers s JOIN statements t ON t.entity = s.entity
                WHERE s.speaker = m.right_speaker)) / 2.0 AS value
    FROM likely_merges m WHERE (m.left_speaker, m.right_speaker) NOT IN (
        SELECT min(a.speaker, b.speaker), max(a.speaker, b.speaker) FROM decisions d
        JOIN entity_speakers a ON a.entity = d.left_key
        JOIN entity_speakers b ON b.entity = d.right_key
        WHERE d.kind = 'merge' AND d.withdrawn IS NULL)
),
opposed AS (
    SELECT c.left_statement AS one, c.right_statement AS other, c.reason,
        max((a.mentions + b.mentions) * a.weight * b.weight) / 2.0 AS value
    FROM comparisons c JOIN homes a ON a.statement = c.left_statement
    JOIN homes b ON b.statement = c.right_statement
    JOIN conflicts x ON x.left_claim = min(a.claim, b.claim)
        AND x.right_claim = max(a.claim, b.claim) AND x.reason = c.reason
    WHERE c.reason IS NOT NULL GROUP BY x.left_claim, x.right_claim
),
asked AS (
    SELECT 'link' AS kind, one, other, margin, value,
        CASE WHEN same THEN 'alike, but kept apart by what else their claims hold'
            ELSE 'nearly alike enough' END AS why
    FROM near WHERE (claim, second) NOT IN (SELECT one, other FROM parted)
    UNION ALL
    SELECT 'link', one, other, margin, value, 'in one claim, hardly alike enough' FROM held
    UNION ALL SELECT 'merge', one, other, NULL, value, reason FROM alike
    UNION ALL SELECT 'conflict', one, other, NULL, value, 'they differ: ' || reason FROM opposed
)
SELECT kind, why, round(max(value), 2) AS value, round(margin, 3) AS margin, one AS left_key,
    other AS right_key, kind || ':' || one || ':' || other AS id
FROM asked GROUP BY kind, one, other;
"""
