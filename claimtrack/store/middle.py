"""The tables of the middle layer, step by step: what two articles have in common."""

from __future__ import annotations

EVIDENCE = """
-- What is known of an article before any other: its topic (a vector, stem to weight), found by its
-- heaviest stems. `day` is the start of `published`, or empty. The tables to look articles up by
-- have no foreign keys, whose indexes would make them twice as large.
CREATE TABLE readings (
    article TEXT PRIMARY KEY REFERENCES articles (id),
    topic TEXT NOT NULL CHECK (json_valid(topic))
) STRICT, WITHOUT ROWID;
CREATE TABLE topics (
    stem TEXT NOT NULL,
    day TEXT NOT NULL,
    article TEXT NOT NULL,
    PRIMARY KEY (stem, day, article)
) STRICT, WITHOUT ROWID;
-- Hashes of three content stems in a row; `size` is how many the statement has.
CREATE TABLE runs (
    run INTEGER NOT NULL,
    day TEXT NOT NULL,
    statement TEXT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (run, day, statement)
) STRICT, WITHOUT ROWID;
-- A sample of the hashes of five words in a row.
CREATE TABLE shingles (
    shingle INTEGER NOT NULL,
    article TEXT NOT NULL,
    PRIMARY KEY (shingle, article)
) STRICT, WITHOUT ROWID;
-- Which speakers may be one: those of the same block, and no others.
CREATE TABLE blocks (
    entity TEXT PRIMARY KEY REFERENCES entities (id),
    block TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX idx_blocks_block ON blocks (block);
-- Two articles that share text: the share of the shorter one's shingles.
CREATE TABLE copies (
    left_article TEXT NOT NULL REFERENCES articles (id),
    right_article TEXT NOT NULL REFERENCES articles (id),
    strength REAL NOT NULL,
    PRIMARY KEY (left_article, right_article)
) STRICT, WITHOUT ROWID;
-- A statement whose sentence stands in an earlier article nearly word for word.
CREATE TABLE copied_statements (
    statement TEXT NOT NULL REFERENCES statements (id),
    article TEXT NOT NULL REFERENCES articles (id),
    PRIMARY KEY (statement, article)
) STRICT, WITHOUT ROWID;
-- Two statements that are alike, as wholes (part 0) or in a part; `same` says that they are a pair,
-- `reason` what keeps them from being one.
CREATE TABLE comparisons (
    left_statement TEXT NOT NULL REFERENCES statements (id),
    left_part INTEGER NOT NULL,
    right_statement TEXT NOT NULL REFERENCES statements (id),
    right_part INTEGER NOT NULL,
    score REAL NOT NULL,
    margin REAL NOT NULL,
    same INTEGER NOT NULL CHECK (same IN (0, 1)),
    reason TEXT,
    PRIMARY KEY (left_statement, left_part, right_statement, right_part)
) STRICT, WITHOUT ROWID;
"""
READINGS = """
-- What an article is compared by: its topic (a vector, stem to weight), what its statements say
-- (JSON, zlib), the hashes of every five words in a row (32 bits each, then a bit each that says
-- whether they lie in a quotation).
CREATE TABLE readings (
    article TEXT PRIMARY KEY REFERENCES articles (id),
    topic TEXT NOT NULL CHECK (json_valid(topic)),
    statements BLOB NOT NULL,
    shingles BLOB NOT NULL
) STRICT, WITHOUT ROWID;
-- The articles that `consolidated` lacks, so that none need be looked for among all.
CREATE TABLE awaiting (
    article TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO awaiting
    SELECT id FROM articles WHERE id NOT IN (SELECT article FROM consolidated);
CREATE TRIGGER awaiting_article_added AFTER INSERT ON articles
    BEGIN INSERT OR IGNORE INTO awaiting VALUES (new.id); END;
CREATE TRIGGER awaiting_article_removed AFTER DELETE ON articles
    BEGIN DELETE FROM awaiting WHERE article = old.id; END;
CREATE TRIGGER awaiting_consolidated AFTER INSERT ON consolidated
    BEGIN DELETE FROM awaiting WHERE article = new.article; END;
CREATE TRIGGER awaiting_again AFTER DELETE ON consolidated
    BEGIN INSERT OR IGNORE INTO awaiting VALUES (old.article); END;
CREATE INDEX idx_consolidated_version ON consolidated (version);
"""

VECTORS = """
-- The topic of each article once more, as numbers, to hold one against many at once: of each stem
-- its hash (16 bits) and its weight (half-precision float).
CREATE TABLE vectors (
    article TEXT PRIMARY KEY,
    stems BLOB NOT NULL
) STRICT, WITHOUT ROWID;
"""
