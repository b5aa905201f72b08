"""Rules of what an article gave: every offset in its text, every statement whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby, pairwise

from sqlite_utils import Database

from claimtrack.rules.rule import Finding, Row, Rule, brief, rule, with_text
from claimtrack.store import seals

RULES: list[Rule] = []

# Every table that holds words of an article with their place in it.
_PLACED = {
    "sentences": "SELECT id AS key, article, text, span_start, span_end FROM sentences",
    "mentions": "SELECT m.entity || ' ' || m.span_start AS key, e.article, m.text, m.span_start,"
    " m.span_end FROM mentions m JOIN entities e ON e.id = m.entity",
    "spans": "SELECT s.statement || ' ' || s.role || ' ' || s.position AS key, t.article, s.text,"
    " s.span_start, s.span_end FROM spans s JOIN statements t ON t.id = s.statement",
    "links": "SELECT l.claim || ' ' || l.statement AS key, t.article, l.text, l.span_start,"
    " l.span_end FROM links l JOIN statements t ON t.id = l.statement",
}
_SPANS = (
    "SELECT t.article, s.* FROM spans s JOIN statements t ON t.id = s.statement"
    " ORDER BY t.article, s.statement, s.role, s.position"
)


@rule(RULES, "CT101", "Who follows a quotation back to its article must find these words there.")
def span_text(db: Database) -> Iterator[Finding]:
    for table, sql in _PLACED.items():
        for text, row in with_text(db, f"{sql} ORDER BY article"):
            there = text[row["span_start"] : row["span_end"]]
            if row["span_start"] < 0 or there != row["text"]:
                place = f"{row['span_start']}:{row['span_end']}"
                problem = f"holds {brief(row['text'])}, the article has {brief(there)} at {place}"
                yield Finding(table, row["key"], problem)


@rule(RULES, "CT102", "Paragraphs, tokens and parts are read back from their list of offsets.")
def offset_lists(db: Database) -> Iterator[Finding]:
    sql = "SELECT id, id AS article, paragraphs, dateline_start, dateline_end FROM articles"
    for text, row in with_text(db, f"{sql} ORDER BY id"):
        if not _in_order(row["paragraphs"], 0, len(text)):
            yield Finding("articles", row["id"], "its paragraphs are no places in order in it")
        start, end = row["dateline_start"], row["dateline_end"]
        if (start is None) != (end is None) or not 0 <= (start or 0) <= (end or 0) <= len(text):
            yield Finding("articles", row["id"], f"its dateline is at {start}:{end}")
    for row in db.query("SELECT id, span_start, span_end, tokens, parts FROM sentences"):
        for column in ("tokens", "parts"):
            if not _in_order(row[column], row["span_start"], row["span_end"]):
                problem = f"its {column} are no places in order in it"
                yield Finding("sentences", row["id"], problem)


def _in_order(listed: str, start: int, end: int) -> bool:
    """Tell whether a JSON list holds pairs of offsets between start and end that do not cross."""
    try:
        numbers = json.loads(listed)
    except ValueError:
        return False
    if not isinstance(numbers, list) or len(numbers) % 2:
        return False
    # bool is an int to isinstance, and JSON has booleans.
    if not all(type(number) is int for number in numbers):
        return False
    return all(a <= b for a, b in pairwise([start, *numbers, end]))


@rule(RULES, "CT103", "Sentences cover their article in order, none counted twice.")
def sentence_order(db: Database) -> Iterator[Finding]:
    rows = db.query("SELECT * FROM sentences ORDER BY article, position")
    for _, group in groupby(rows, key=lambda row: row["article"]):
        before = 0
        for number, row in enumerate(group, 1):
            if row["position"] != number or row["span_start"] < before:
                problem = f"position {row['position']}, {row['span_start']}:{row['span_end']}"
                yield Finding("sentences", row["id"], f"out of order: {problem}")
            before = row["span_end"]


@rule(RULES, "CT104", "A statement without content says nothing; one role is one place.")
def statement_parts(db: Database) -> Iterator[Finding]:
    spans: dict[str, dict[str, list[Row]]] = {}
    for row in db.query("SELECT * FROM spans ORDER BY statement, role, position"):
        spans.setdefault(row["statement"], {}).setdefault(row["role"], []).append(row)
    for row in db.query("SELECT id, content FROM statements ORDER BY id"):
        roles = spans.get(row["id"], {})
        content = " … ".join(span["text"] for span in roles.get("content", ()))
        if not content.strip() or content != row["content"]:
            problem = f"content {brief(row['content'])}, its spans {brief(content)}"
            yield Finding("statements", row["id"], problem)
        for role, found in roles.items():
            if [span["position"] for span in found] != list(range(len(found))):
                yield Finding("statements", row["id"], f"its {role} spans are not counted from 0")
            if role in ("cue", "speaker", "venue") and len(found) > 1:
                yield Finding("statements", row["id"], f"it has {len(found)} {role} spans")


@rule(RULES, "CT105", "Who said it, by which word, and what: no word is two of these.")
def roles_share_no_word(db: Database) -> Iterator[Finding]:
    for statement, group in groupby(db.query(_SPANS), key=lambda row: row["statement"]):
        placed = [row for row in group if row["role"] in ("cue", "speaker", "content")]
        content = [row for row in placed if row["role"] == "content"]
        if any(a["span_end"] > b["span_start"] for a, b in pairwise(content)):
            yield Finding("statements", statement, "its content spans overlap or are out of order")
        for a, b in combinations(placed, 2):
            apart = a["span_end"] <= b["span_start"] or b["span_end"] <= a["span_start"]
            if a["role"] != b["role"] and not apart:
                problem = f"its {a['role']} and {b['role']} share {brief(a['text'])}"
                yield Finding("statements", statement, problem)


@rule(RULES, "CT106", "A statement is read in its sentence, the one with its cue.")
def sentence_of_statement(db: Database) -> Iterator[Finding]:
    rows = db.query(
        "SELECT t.id, t.article, n.article AS other, n.span_start, n.span_end,"
        " coalesce(c.span_start, f.span_start) AS at FROM statements t"
        " LEFT JOIN sentences n ON n.id = t.sentence"
        " LEFT JOIN spans c ON c.statement = t.id AND c.role = 'cue'"
        " LEFT JOIN spans f ON f.statement = t.id AND f.role = 'content' AND f.position = 0"
    )
    for row in rows:
        if row["other"] is None:
            yield Finding("statements", row["id"], "it has no sentence")
        elif row["article"] != row["other"] or not (
            row["at"] is not None and row["span_start"] <= row["at"] < row["span_end"]
        ):
            yield Finding("statements", row["id"], f"its sentence does not hold place {row['at']}")


@rule(RULES, "CT107", "What is said within a statement stands within its content.")
def parent_holds_statement(db: Database) -> Iterator[Finding]:
    contents: dict[str, list[tuple[int, int]]] = {}
    for row in db.query("SELECT * FROM spans WHERE role = 'content' ORDER BY statement, position"):
        contents.setdefault(row["statement"], []).append((row["span_start"], row["span_end"]))
    for child, parent in db.execute("SELECT id, parent FROM statements WHERE parent IS NOT NULL"):
        if child.rpartition("/")[0] != parent.rpartition("/")[0]:
            yield Finding("statements", child, f"its parent {parent} is of another article")
        elif not _holds(contents.get(parent, ()), contents.get(child, ())):
            yield Finding("statements", child, f"its parent {parent} does not hold it")


def _holds(outer: Sequence[tuple[int, int]], inner: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the spans hold all of the others, and more: so no two hold each other."""
    within = all(any(a <= start and end <= b for a, b in outer) for start, end in inner)
    return within and sum(b - a for a, b in outer) > sum(b - a for a, b in inner)


@rule(RULES, "CT108", "A statement is somebody's, by a cue; an outlet's own words are neither.")
def voice(db: Database) -> Iterator[Finding]:
    rows = db.query(
        "SELECT t.id, t.mode, t.speaker_kind, t.speaker_type, t.entity, e.type,"
        " EXISTS (SELECT 1 FROM spans WHERE statement = t.id AND role = 'cue') AS cue,"
        " EXISTS (SELECT 1 FROM spans WHERE statement = t.id AND role = 'speaker') AS speaker"
        " FROM statements t LEFT JOIN entities e ON e.id = t.entity"
    )
    for row in rows:
        if row["mode"] == "narrated" and (row["cue"] or row["speaker"] or row["entity"]):
            yield Finding("statements", row["id"], "a narration with a cue or a speaker")
        elif row["mode"] != "narrated" and not row["cue"]:
            yield Finding("statements", row["id"], f"{row['mode']}, but without a cue")
        if (row["speaker_kind"] == "none") == bool(row["speaker"]):
            yield Finding("statements", row["id"], f"speaker_kind {row['speaker_kind']} is not so")
        if row["speaker_type"] != row["type"]:
            problem = f"speaker_type {row['speaker_type']}, its entity is {row['type']}"
            yield Finding("statements", row["id"], problem)


@rule(RULES, "CT109", "A key begins with its article: by it a row is found and never mixed up.")
def keys_within_article(db: Database) -> Iterator[Finding]:
    for table in ("sentences", "entities", "statements"):
        rows = db.execute(f"SELECT id, article FROM {table} WHERE rtrim(id, replace(id, '/', ''))"
                          " <> article || '/'")  # fmt: skip
        for key, article in rows:
            yield Finding(table, key, f"is of article {article}")
    rows = db.execute("SELECT t.id, t.entity FROM statements t JOIN entities e ON e.id = t.entity"
                      " WHERE e.article <> t.article")  # fmt: skip
    for key, entity in rows:
        yield Finding("statements", key, f"its speaker {entity} is of another article")


@rule(RULES, "CT110", "The forms of a name are those that were seen, as often as they were seen.")
def forms_of_names(db: Database) -> Iterator[Finding]:
    rows = db.execute(
        "SELECT v.entity, v.form, v.count, count(m.text) AS seen FROM entity_variants v"
        " LEFT JOIN mentions m ON m.entity = v.entity AND m.text = v.form"
        " GROUP BY v.entity, v.form HAVING v.count < seen OR seen = 0"
        " UNION ALL SELECT m.entity, m.text, 0, count(*) FROM mentions m WHERE NOT EXISTS"
        " (SELECT 1 FROM entity_variants v WHERE v.entity = m.entity AND v.form = m.text)"
        " GROUP BY m.entity, m.text"
    )
    for entity, form, count, seen in rows:
        problem = f"{brief(form)} is counted {count} times, and mentioned {seen} times"
        yield Finding("entity_variants", entity, problem)


@rule(
    RULES, "CT111", "What an article gave is as it was written: nothing else could give it again."
)
def articles_as_written(db: Database) -> Iterator[Finding]:
    for article, digest in db.execute("SELECT id, digest FROM articles ORDER BY id").fetchall():
        if seals.of_article(db, article) != digest:
            yield Finding("articles", article, "is not as its digest says")
