"""Rules of claims: their links, their status and what stands beside it, the log of both."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sqlite_utils import Database

from claimtrack.consolidation import Update, touched_by
from claimtrack.corroboration import status
from claimtrack.models import Article, Claim, Link, Source, Span, Status
from claimtrack.rules.rule import Finding, Row, Rule, brief, rule, sample
from claimtrack.shelf import Shelf
from claimtrack.store import seals
from claimtrack.store.derived import speakers, unconsolidated
from claimtrack.store.writer import differences

RULES: list[Rule] = []

_FIGURES = ("mentions", "outlets", "origins", "first_seen", "last_seen")


@rule(RULES, "CT211", "What was said and is part of no claim is lost to who reads claims.")
def every_statement_linked(db: Database) -> Iterator[Finding]:
    rows = db.execute(
        "SELECT t.id FROM statements t JOIN consolidated c ON c.article = t.article"
        " WHERE t.mode <> 'narrated' AND NOT EXISTS"
        " (SELECT 1 FROM links l WHERE l.statement = t.id) ORDER BY t.id"
    )
    for (statement,) in rows:
        yield Finding("statements", statement, "is linked to no claim")


@rule(RULES, "CT212", "A claim stands on what was said, word for word within a statement.")
def links_within_statements(db: Database) -> Iterator[Finding]:
    rows = db.execute(
        "SELECT l.claim, l.statement, l.span_start, l.span_end FROM links l WHERE NOT EXISTS"
        " (SELECT 1 FROM spans s WHERE s.statement = l.statement AND s.role = 'content'"
        " GROUP BY s.statement"
        " HAVING min(s.span_start) <= l.span_start AND l.span_end <= max(s.span_end))"
        " ORDER BY 1, 2"
    )
    for claim, statement, start, end in rows:
        problem = f"{start}:{end} is not in the content of {statement}"
        yield Finding("links", f"{claim} {statement}", problem)
    for (claim,) in db.execute("SELECT id FROM claims WHERE id NOT IN (SELECT claim FROM links)"):
        yield Finding("claims", claim, "has no link")


@rule(RULES, "CT213", "The origin of a link is that of its statement: by it support is counted.")
def link_origin(db: Database) -> Iterator[Finding]:
    rows = db.execute(
        "SELECT l.claim || ' ' || l.statement, l.origin, coalesce(own.origin, whole.origin)"
        " FROM links l JOIN statements t ON t.id = l.statement"
        " LEFT JOIN origin_members own ON own.member = l.statement"
        " LEFT JOIN origin_members whole ON whole.member = t.article"
        " WHERE l.origin IS NOT coalesce(own.origin, whole.origin) ORDER BY 1"
    )
    for key, origin, wanted in rows:
        yield Finding("links", key, f"has origin {origin}, its text is of {wanted}")


@rule(RULES, "CT214", "Only who said it, or the outlet for its own words, vouches for a link.")
def link_party(db: Database) -> Iterator[Finding]:
    rows = db.execute(
        "SELECT l.claim || ' ' || l.statement, l.party FROM links l"
        " JOIN statements t ON t.id = l.statement JOIN articles a ON a.id = t.article"
        " LEFT JOIN entity_speakers s ON s.entity = t.entity WHERE l.party IS NOT NULL"
        " AND l.party IS NOT CASE t.mode WHEN 'narrated' THEN a.source ELSE s.speaker END"
        " ORDER BY 1"
    )
    for key, party in rows:
        yield Finding("links", key, f"{brief(party)} did not say it")


@rule(RULES, "CT215", "A status is what the rules give from the links, whoever applies them.")
def status_follows_from_links(db: Database) -> Iterator[Finding]:
    for row, wanted in _statuses(db):
        if row["status"] != wanted.name:
            yield Finding("claims", row["id"], f"is {row['status']}, its links give {wanted.name}")


@rule(RULES, "CT216", "Every figure beside a status can be counted again.")
def figures_follow_from_links(db: Database) -> Iterator[Finding]:
    parties = _listed(db, "SELECT claim, party FROM claim_parties ORDER BY claim, party")
    variants = _listed(db, "SELECT claim, text FROM claim_variants ORDER BY claim, text")
    for row, wanted in _statuses(db):
        stored = {figure: row[figure] for figure in _FIGURES}
        stored["parties"] = tuple(parties.get(row["id"], ()))
        stored["variants"] = tuple(variants.get(row["id"], ()))
        for figure, value in stored.items():
            if value != (right := getattr(wanted, figure)):
                problem = f"{figure} are {brief(str(value))}, its links give {brief(str(right))}"
                yield Finding("claims", row["id"], problem)


@rule(RULES, "CT217", "A conflict that nobody has looked at shows at both its claims.")
def open_conflict(db: Database) -> Iterator[Finding]:
    rows = db.execute(
        "SELECT id, open_conflict FROM claims WHERE open_conflict <> EXISTS"
        " (SELECT 1 FROM conflicts WHERE id IN (left_claim, right_claim)) ORDER BY id"
    )
    for claim, flag in rows:
        yield Finding("claims", claim, f"open_conflict is {flag}")
    for left, right in db.execute("SELECT * FROM conflicts WHERE left_claim >= right_claim"):
        yield Finding("conflicts", f"{left} {right}", "its claims are not in order")


@rule(RULES, "CT218", "A claim is an outlet's own where nobody is quoted for it.")
def claim_kind(db: Database) -> Iterator[Finding]:
    rows = db.execute(
        "SELECT c.id, c.kind FROM claims c JOIN links l ON l.claim = c.id"
        " JOIN statements t ON t.id = l.statement"
        " WHERE NOT (l.relation = 'refutes' AND l.basis IN ('rule', 'human')) GROUP BY c.id"
        " HAVING (c.kind = 'narrated') <> min(t.mode = 'narrated') ORDER BY c.id"
    )
    for claim, kind in rows:
        yield Finding("claims", claim, f"is {kind}, its links are not")


@rule(RULES, "CT219", "The log tells every change, the last of them to the present status.")
def log_ends_in_present(db: Database) -> Iterator[Finding]:
    present: dict[str, str] = dict(db.execute("SELECT id, status FROM claims").fetchall())
    logged: dict[str, str | None] = {}
    for number, claim, before, after in db.execute(
        "SELECT id, claim, from_status, to_status FROM status_log ORDER BY id"
    ):
        if before != logged.get(claim):
            problem = f"{claim} changes from {before}, and was {logged.get(claim)}"
            yield Finding("status_log", str(number), problem)
        logged[claim] = after
    for claim in sorted(present.keys() | logged.keys()):
        if present.get(claim) != logged.get(claim):
            problem = f"is {present.get(claim)}, the log ends in {logged.get(claim)}"
            yield Finding("claims", claim, problem)


@rule(RULES, "CT220", "The log is as it was written, no row changed and none left out.")
def log_as_written(db: Database) -> Iterator[Finding]:
    digests: dict[int, str] = dict(db.execute("SELECT id, digest FROM status_log").fetchall())
    for number, digest in seals.of_log(db):
        if digests[number] != digest:
            yield Finding("status_log", str(number), "it, or one before it, is not as written")
            return  # every later digest holds this one


@rule(RULES, "CT221", "What is derived across articles is what would be derived from them again.")
def record_as_derived(db: Database) -> Iterator[Finding]:
    if unconsolidated(db):
        return  # the next run will change it: one that was interrupted had not come so far
    record, scope = Update(Shelf(db), touched_by(db, sample(db))).derive()
    for table, key, problem in differences(db, record, scope):
        yield Finding(table, key, problem)


def _listed(db: Database, sql: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for claim, value in db.execute(sql):
        found.setdefault(claim, []).append(value)
    return found


def _statuses(db: Database) -> Iterator[tuple[Row, Status]]:
    """Yield each claim's row with the status that its links give."""
    # Of texts only those are read in which somebody refutes: what they call whoever does so counts.
    articles = {
        row["id"]: Article(
            row["id"],
            row["path"],
            row["text"],
            source=Source(row["source"]) if row["source"] else None,
            published=row["published"],
            credit=row["credit"],
        )
        for row in db.query(
            "SELECT id, path, source, published, credit, CASE WHEN id IN (SELECT t.article"
            " FROM links l JOIN statements t ON t.id = l.statement WHERE l.relation = 'refutes')"
            " THEN text ELSE '' END AS text FROM articles"
        )
    }
    parties = speakers(db, [row[0] for row in db.execute("SELECT id FROM speakers")])
    claims = {row["id"]: row for row in db.query("SELECT * FROM claims")}
    links = db.query("SELECT * FROM links ORDER BY claim, statement, span_start")
    for claim, rows in groupby(links, key=lambda row: row["claim"]):
        if row := claims.get(claim):
            own = [_link(link) for link in rows]
            yield (
                row,
                status(Claim(claim, row["text"], row["kind"]), own, articles, parties=parties),
            )


def _link(row: Row) -> Link:
    article, _, statement = row["statement"].rpartition("/")
    place = Span(row["span_start"], row["span_end"], row["text"])
    fields = {key: row[key] for key in ("relation", "basis", "score", "matcher", "origin", "party")}
    return Link(claim=row["claim"], article=article, statement=statement, span=place, **fields)
