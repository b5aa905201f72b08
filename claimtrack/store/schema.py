"""The SQLite file: its tables, indexes and full-text search.

The tables stand in three layers. What an article gives (`articles` … `spans`) is written once, in
one transaction, and never rewritten. What two articles have in common (`readings` …
`comparisons`) is found once, when the later of them comes. What is derived across articles
(`speakers` … `claims`) can be computed again from both; `status_log` only ever grows.
"""

from __future__ import annotations

import json

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table

from claimtrack.store import seals
from claimtrack.store.clusters import CLUSTERS
from claimtrack.store.middle import EVIDENCE, READINGS, VECTORS
from claimtrack.store.removal import LOG_IS_APPEND_ONLY, REMOVALS
from claimtrack.store.review import DECISIONS, PROPOSALS
from claimtrack.store.views import COUNTED, HEADLINE, VIEWS

APPLICATION_ID = 0x434C544B  # "CLTK" in the header: `file claims.db` and `connect` know it by this
VERSION = 10  # of the schema, in the header as user_version; one more with each migration

migrations = Migrations("claimtrack")

_FROM_AN_ARTICLE = """
CREATE TABLE sources (
    name TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('outlet', 'agency'))
) STRICT;
CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    title TEXT,
    source TEXT REFERENCES sources (name),
    published TEXT,
    credit TEXT,
    url TEXT,
    language TEXT NOT NULL,
    path TEXT NOT NULL,
    text TEXT NOT NULL,
    dateline_start INTEGER,
    dateline_end INTEGER,
    paragraphs TEXT NOT NULL CHECK (json_valid(paragraphs))
) STRICT;
CREATE TABLE sentences (
    id TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id),
    position INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL CHECK (span_end >= span_start),
    tokens TEXT NOT NULL CHECK (json_valid(tokens)),
    parts TEXT NOT NULL CHECK (json_valid(parts))
) STRICT;
CREATE TABLE entities (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('person', 'government', 'organization', 'media',
        'anonymous', 'collective', 'document')),
    article TEXT NOT NULL REFERENCES articles (id)
) STRICT;
CREATE TABLE entity_variants (
    entity TEXT NOT NULL REFERENCES entities (id),
    form TEXT NOT NULL,
    count INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (entity, form)
) STRICT;
CREATE TABLE mentions (
    entity TEXT NOT NULL REFERENCES entities (id),
    text TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL CHECK (span_end >= span_start),
    PRIMARY KEY (entity, span_start, span_end)
) STRICT;
CREATE TABLE statements (
    id TEXT PRIMARY KEY,
    -- The first characters of the content: what Datasette shows where a row links here.
    title TEXT GENERATED ALWAYS AS (substr(content, 1, 80)),
    content TEXT NOT NULL,
    entity TEXT REFERENCES entities (id),
    mode TEXT NOT NULL CHECK (mode IN ('direct', 'indirect', 'mixed', 'narrated')),
    stance TEXT NOT NULL CHECK (stance IN ('assert', 'confirm', 'deny', 'demand', 'expect', 'warn',
        'promise', 'accuse', 'condemn', 'praise', 'ask', 'retract')),
    said TEXT,
    article TEXT NOT NULL REFERENCES articles (id),
    sentence TEXT REFERENCES sentences (id),
    parent TEXT REFERENCES statements (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    speaker_kind TEXT NOT NULL CHECK (speaker_kind IN ('overt', 'inherited', 'none')),
    speaker_type TEXT CHECK (speaker_type IN ('person', 'government', 'organization', 'media',
        'anonymous', 'collective', 'document')),
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    rule TEXT NOT NULL,
    folded TEXT NOT NULL
) STRICT;
CREATE TABLE spans (
    statement TEXT NOT NULL REFERENCES statements (id),
    role TEXT NOT NULL CHECK (role IN ('cue', 'speaker', 'content', 'venue', 'relay')),
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL CHECK (span_end >= span_start),
    PRIMARY KEY (statement, role, position)
) STRICT, WITHOUT ROWID;
"""

_ACROSS_ARTICLES = """
CREATE TABLE speakers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('person', 'government', 'organization', 'media',
        'anonymous', 'collective', 'document')),
    article TEXT REFERENCES articles (id),
    folded TEXT NOT NULL
) STRICT;
CREATE TABLE speaker_variants (
    speaker TEXT NOT NULL REFERENCES speakers (id) DEFERRABLE INITIALLY DEFERRED,
    form TEXT NOT NULL,
    count INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (speaker, form)
) STRICT, WITHOUT ROWID;
CREATE TABLE entity_speakers (
    entity TEXT PRIMARY KEY REFERENCES entities (id),
    speaker TEXT NOT NULL REFERENCES speakers (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TABLE origins (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    agency TEXT
) STRICT;
CREATE TABLE origin_members (
    member TEXT PRIMARY KEY,
    origin TEXT NOT NULL REFERENCES origins (id) DEFERRABLE INITIALLY DEFERRED,
    article TEXT NOT NULL REFERENCES articles (id),
    statement TEXT REFERENCES statements (id)
) STRICT;
CREATE TABLE claims (
    id TEXT PRIMARY KEY,
    title TEXT GENERATED ALWAYS AS (substr(text, 1, 80)),
    text TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('attributed', 'narrated')),
    status TEXT NOT NULL CHECK (status IN ('retracted', 'denied', 'disputed', 'corroborated',
        'repeated', 'single_source', 'anonymous')),
    mentions INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    first_seen TEXT,
    last_seen TEXT,
    open_conflict INTEGER NOT NULL CHECK (open_conflict IN (0, 1)),
    folded TEXT NOT NULL
) STRICT;
CREATE TABLE claim_parties (
    claim TEXT NOT NULL REFERENCES claims (id) DEFERRABLE INITIALLY DEFERRED,
    party TEXT NOT NULL,
    speaker TEXT REFERENCES speakers (id) DEFERRABLE INITIALLY DEFERRED,
    source TEXT REFERENCES sources (name),
    CHECK ((speaker IS NULL) <> (source IS NULL)),
    PRIMARY KEY (claim, party)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_variants (
    claim TEXT NOT NULL REFERENCES claims (id) DEFERRABLE INITIALLY DEFERRED,
    text TEXT NOT NULL,
    PRIMARY KEY (claim, text)
) STRICT, WITHOUT ROWID;
-- The key's columns first, in its order: SQLite 3.40's integrity_check errs on any other.
CREATE TABLE links (
    claim TEXT NOT NULL REFERENCES claims (id) DEFERRABLE INITIALLY DEFERRED,
    statement TEXT NOT NULL REFERENCES statements (id),
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL CHECK (span_end >= span_start),
    text TEXT NOT NULL,
    relation TEXT NOT NULL CHECK (relation IN
        ('same', 'supports', 'refutes', 'corrects', 'withdraws')),
    basis TEXT NOT NULL CHECK (basis IN ('lexical', 'embedding', 'rule', 'cue', 'human')),
    score REAL NOT NULL,
    matcher TEXT NOT NULL,
    origin TEXT NOT NULL REFERENCES origins (id) DEFERRABLE INITIALLY DEFERRED,
    party TEXT,
    PRIMARY KEY (claim, statement, span_start, span_end)
) STRICT, WITHOUT ROWID;
-- Claims that are alike but for what makes them differ: a machine's suspicion, not a link.
CREATE TABLE conflicts (
    left_claim TEXT NOT NULL REFERENCES claims (id) DEFERRABLE INITIALLY DEFERRED,
    right_claim TEXT NOT NULL REFERENCES claims (id) DEFERRABLE INITIALLY DEFERRED,
    reason TEXT NOT NULL,
    PRIMARY KEY (left_claim, right_claim, reason)
) STRICT, WITHOUT ROWID;
-- No foreign key from the log to claims: a claim may go, what was said of it stays.
CREATE TABLE status_log (
    id INTEGER PRIMARY KEY,
    claim TEXT NOT NULL,
    text TEXT NOT NULL,
    from_status TEXT,
    to_status TEXT,
    article TEXT REFERENCES articles (id),
    at TEXT NOT NULL
) STRICT;
CREATE INDEX idx_status_log_claim ON status_log (claim);
CREATE TRIGGER status_log_no_update BEFORE UPDATE ON status_log
    BEGIN SELECT RAISE(ABORT, 'status_log is append-only'); END;
CREATE TRIGGER status_log_no_delete BEFORE DELETE ON status_log
    BEGIN SELECT RAISE(ABORT, 'status_log is append-only'); END;
CREATE INDEX idx_claims_status ON claims (status);
CREATE INDEX idx_articles_published ON articles (published);
-- Which articles the second layer covers: what is missing here is still to be consolidated.
CREATE TABLE consolidated (
    article TEXT PRIMARY KEY REFERENCES articles (id),
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m001_create(db: Database) -> None:
    """Make the first version of the file."""
    for script in (_FROM_AN_ARTICLE, _ACROSS_ARTICLES):
        db.executescript(script)
    _index_foreign_keys(db)
    # FTS5 folds neither hamza, tatweel nor Arabic digits: a query goes to the folded shadow. The
    # column as published is indexed too, for Datasette without our plugin, which cannot fold.
    for table, column in (("statements", "content"), ("claims", "text"), ("speakers", "name")):
        Table(db, table).enable_fts([column, "folded"], create_triggers=True)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@migrations()
def m002_evidence(db: Database) -> None:
    """Keep what two articles have in common, found once, so that one article more costs little."""
    db.executescript(EVIDENCE)
    _index_foreign_keys(db)
    db.execute("PRAGMA user_version = 2")


@migrations()
def m003_headlines(db: Database) -> None:
    """Give each article a headline, and each view what a reader of it needs."""
    for view in db.view_names():
        db.execute(f'DROP VIEW "{view}"')
    for script in (HEADLINE, COUNTED, VIEWS):
        db.executescript(script)
    db.execute("PRAGMA user_version = 3")


@migrations()
def m004_readings(db: Database) -> None:
    """Keep of each article what it is compared by; `update` finds all of the layer anew."""
    for table in (
        "topics", "runs", "shingles", "blocks", "copies", "copied_statements", "comparisons",
    ):  # fmt: skip
        db.execute(f"DELETE FROM {table}")
    db.execute("DROP TABLE readings")
    db.executescript(READINGS)
    db.execute("PRAGMA user_version = 4")


@migrations()
def m005_removals(db: Database) -> None:
    """Let articles be removed, and seal what cannot be derived again."""
    db.executescript(REMOVALS)
    seals.seal(db)
    db.executescript(LOG_IS_APPEND_ONLY)
    db.execute("PRAGMA user_version = 5")


@migrations()
def m006_decisions(db: Database) -> None:
    """Keep what people decide, and what they may be asked."""
    for script in (DECISIONS, PROPOSALS):
        db.executescript(script)
    db.execute("PRAGMA user_version = 6")


@migrations()
def m007_matcher(db: Database) -> None:
    """Keep the name of the similarity that all comparisons are made with."""
    db.execute(
        "CREATE TABLE matcher (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL) STRICT"
    )
    sql = "INSERT INTO matcher SELECT 1, 'char-tfidf/1' WHERE EXISTS (SELECT 1 FROM readings)"
    db.execute(sql)
    db.execute("PRAGMA user_version = 7")


@migrations()
def m008_vectors(db: Database) -> None:
    """Keep the topics so that one more article is held against thousands at little cost."""
    db.executescript(VECTORS)
    known = db.execute("SELECT article, topic FROM readings").fetchall()
    if known:
        from claimtrack.store.readings import vector  # late: a new file needs no matcher

        rows = [(article, vector(json.loads(topic))) for article, topic in known]
        db.conn.executemany("INSERT INTO vectors VALUES (?, ?)", rows)
    db.execute("PRAGMA user_version = 8")


@migrations()
def m009_homes_and_media(db: Database) -> None:
    """Keep the state that an article tells of a body that many states have one of, and the medium
    that two articles have a statement from."""
    db.execute("ALTER TABLE blocks ADD COLUMN home TEXT")
    db.execute("ALTER TABLE copied_statements ADD COLUMN medium TEXT")
    db.execute("PRAGMA user_version = 9")


@migrations()
def m010_clusters(db: Database) -> None:
    """Keep what is clustered, so that one more article moves only what it says the same as."""
    db.executescript(CLUSTERS)
    db.execute("PRAGMA user_version = 10")


def _index_foreign_keys(db: Database) -> None:
    """Index the foreign keys that do not lead a primary key, which sqlite-utils would index too."""
    for table in db.tables:
        led = table.pks[0]
        for key in table.foreign_keys:
            if key.column and key.column != led:
                table.create_index([key.column], if_not_exists=True)
