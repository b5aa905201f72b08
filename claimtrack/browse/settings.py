"""What Datasette shows beside the tables: titles, descriptions, labels, facets, queries.

Datasette 0.65 reads all of it as metadata; 1.0 reads what describes as metadata and what sets up
as configuration. Both are made from the tables below and `columns.csv`.
"""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datasette.app import Datasette

_DESCRIBES = ("title", "description", "columns")  # the rest sets up
SETTINGS = {"suggest_facets": False, "sql_time_limit_ms": 5000, "facet_time_limit_ms": 1000}
"""Of Datasette as a whole: to suggest facets it counts every column, of views for seconds; its own
limits of time would cut pages short where the machine is busy with other things."""
_TABLES: dict[str, dict[str, Any]] = {
    "claims_overview": {
        "description": "Claims with their parties, the most widely reported first.",
        "sort_desc": "origins",
        "facets": ["status", "kind"],
    },
    # Few facets on these two, and not the status: each would be looked up for every row.
    "evidence": {
        "description": "Claim by claim: who said it, where, in which words, from which origin.",
        "facets": ["relation", "basis"],
    },
    "quotations": {
        "description": "Every statement with its speaker, outlet and date.",
        "facets": ["outlet", "mode", "stance"],
    },
    "speakers_overview": {
        "description": "Speakers with their names as seen, the most quoted first.",
        "sort_desc": "statements",
        "facets": ["type"],
    },
    "proposals": {
        "description": "What only a person can decide, see claimtrack review.",
        "sort_desc": "value",
        "facets": ["kind", "why"],
    },
    "articles": {
        "description": "The texts as published.",
        "label_column": "headline",
        "sort_desc": "published",
        "facets": ["source", "credit"],
    },
    "claims": {
        "description": "What statements have in common, and how well it is corroborated.",
        "label_column": "title",
        "sort_desc": "mentions",
        "facets": ["status", "kind"],
    },
    "comparisons": {
        "description": "Pairs of statements that are alike.",
        "facets": ["same", "reason"],
    },
    "conflicts": {
        "description": "Claims that differ in one place; nobody has judged them yet.",
        "facets": ["reason"],
    },
    "copied_statements": {
        "description": "Statements copied from another article, or from the same medium."
    },
    "copies": {"description": "Pairs of articles that share text.", "sort_desc": "strength"},
    "decisions": {
        "description": "What people decided; no later run overrules it.",
        "sort_desc": "id",
        "facets": ["kind", "verdict"],
    },
    "entities": {
        "description": "Speakers within one article.",
        "label_column": "name",
        "facets": ["type"],
    },
    "links": {
        "description": "Statements, or parts of them, bound to claims.",
        "facets": ["relation", "basis"],
    },
    "mentions": {"description": "Where an article names a speaker."},
    "origin_members": {"description": "Which articles and statements an origin holds."},
    "origins": {
        "description": "Texts that come from one pen.",
        "label_column": "name",
        "facets": ["agency"],
    },
    "removals": {"description": "Articles that were taken out.", "sort_desc": "at"},
    "sources": {"description": "Outlets and agencies.", "facets": ["kind"]},
    "spans": {
        "description": "The places of a statement's parts in the article.",
        "facets": ["role"],
    },
    "speakers": {
        "description": "Who is quoted, across articles.",
        "label_column": "name",
        "facets": ["type"],
    },
    "statements": {
        "description": "One attribution in one article: who said what, by which word.",
        "label_column": "title",
        "facets": ["mode", "stance", "speaker_type"],
    },
    "status_log": {
        "description": "Every change of a claim's status, with what caused it.",
        "sort_desc": "id",
        "facets": ["from_status", "to_status", "cause"],
    },
    # What other tables are made of: left out of the list until it is asked for.
    **{
        table: {"description": description, "hidden": True}
        for table, description in {
            "_sqlite_migrations": "Which versions of the schema the file has been through.",
            "awaiting": "Articles that have not been compared with the others yet.",
            "blocks": "Which speakers may be one.",
            "claim_parties": "Who vouches for a claim.",
            "claim_variants": "The wordings of a claim.",
            "clusters": "Which parts of statements say the same.",
            "consolidated": "Which articles have been compared with the others.",
            "entity_speakers": "Which speaker across articles a speaker within one is.",
            "likely_merges": "Speakers that may be one, as found when last asked for.",
            "entity_variants": "The names of a speaker within one article.",
            "matcher": "By what similarity statements are compared.",
            "readings": "What an article is compared by.",
            "runs": "What statements are looked up by.",
            "sentences": "The sentences of the articles.",
            "shingles": "What copies of articles are looked up by.",
            "speaker_variants": "The names of a speaker across articles.",
            "topics": "What articles are looked up by.",
            "vectors": "The topics of the articles, as numbers.",
        }.items()
    },
}
_QUERIES: dict[str, dict[str, str]] = {
    "corroborated_claims": {
        "title": "Claims that two or more independent parties vouch for",
        "sql": "SELECT claim, parties, origins, outlets, mentions, first_seen, last_seen, id\n"
        "FROM claims_overview WHERE status = 'corroborated'\n"
        "ORDER BY origins DESC, mentions DESC, id",
    },
    "refuted_claims": {
        "title": "Claims that somebody denies, corrects or withdraws, with who does so",
        "sql": "SELECT status, claim, relation, speaker, cue, evidence, outlet, published,\n"
        "    claim_id\nFROM evidence WHERE relation IN ('refutes', 'corrects', 'withdraws')\n"
        "ORDER BY published DESC",
    },
    "open_conflicts": {
        "title": "Pairs of claims that differ in one place",
        "sql": "SELECT x.reason, a.text AS one, b.text AS other, a.status AS status_of_one,\n"
        "    b.status AS status_of_other, x.left_claim, x.right_claim\nFROM conflicts x\n"
        "JOIN claims a ON a.id = x.left_claim\nJOIN claims b ON b.id = x.right_claim\n"
        "ORDER BY x.reason, a.id, b.id",
    },
    "to_review": {
        "title": "What only a person can decide, the most valuable first",
        "sql": "SELECT p.kind, p.why, coalesce(s.content, e.name) AS one,\n"
        "    coalesce(t.content, f.name) AS other, p.value, p.margin, p.id FROM proposals p\n"
        "LEFT JOIN statements s ON s.id = p.left_key LEFT JOIN statements t ON t.id = p.right_key\n"
        "LEFT JOIN entities e ON e.id = p.left_key LEFT JOIN entities f ON f.id = p.right_key\n"
        "ORDER BY p.value DESC, p.id LIMIT 200",
    },
    "who_quotes_whom": {
        "title": "Statements by speaker and outlet",
        "sql": "SELECT s.name AS speaker, a.source AS outlet, count(*) AS statements\n"
        "FROM entity_speakers es JOIN speakers s ON s.id = es.speaker\n"
        "JOIN statements t ON t.entity = es.entity JOIN articles a ON a.id = t.article\n"
        "GROUP BY s.id, a.source ORDER BY statements DESC, speaker, outlet LIMIT 500",
    },
    "reprints": {
        "title": "Origins that more than one article prints",
        "sql": "SELECT o.name AS origin, o.agency, count(*) AS articles,\n"
        "    count(DISTINCT a.source) AS outlets, min(a.published) AS first_published, o.id\n"
        "FROM origins o JOIN origin_members m ON m.origin = o.id AND m.statement IS NULL\n"
        "JOIN articles a ON a.id = m.article GROUP BY o.id HAVING count(*) > 1\n"
        "ORDER BY articles DESC, o.id",
    },
    "statements_of_a_speaker": {
        "title": "What a speaker says: type a part of the name as it is written",
        "sql": "SELECT published, outlet, speaker, cue, content, article_title, statement\n"
        "FROM quotations WHERE speaker LIKE '%' || :name || '%' ORDER BY published",
    },
}


def metadata() -> dict[str, Any]:
    """Return what describes the tables of a record and sets them up, as Datasette 0.65 reads it.

    The queries stand beside it: see `stored_queries`.
    """
    return {
        "description": "Who is on record for what, in whose words, from how many origins.",
        "tables": {
            name: table | {"columns": columns} if (columns := _columns().get(name)) else dict(table)
            for name, table in _TABLES.items()
        },
    }


@cache
def _columns() -> dict[str, dict[str, str]]:
    """Read what the columns of each table hold."""
    found: dict[str, dict[str, str]] = {}
    with (Path(__file__).parent / "columns.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for table in row["tables"].split():
                found.setdefault(table, {})[row["column"]] = row["description"]
    return found


def stored_queries() -> dict[str, dict[str, str]]:
    """Return the queries that Datasette offers for a record, by name."""
    return {name: dict(query) for name, query in _QUERIES.items()}


def write(database: str, directory: str | Path) -> tuple[Path, Path]:
    """Write the settings of a record served as `database` for Datasettes without claimtrack.

    `metadata.json` is for 0.65 and describes the tables in 1.0, too; `datasette.yaml` sets up 1.0.
    Return both paths.
    """
    of = metadata()
    set_up = {
        name: {key: value for key, value in table.items() if key not in _DESCRIBES}
        for name, table in of["tables"].items()
    }
    described = {"databases": {database: {**of, "queries": stored_queries()}}}
    configured = {
        "settings": SETTINGS,
        "databases": {database: {"tables": set_up, "queries": stored_queries()}},
    }
    paths = Path(directory) / "metadata.json", Path(directory) / "datasette.yaml"
    for path, form in zip(paths, (described, configured), strict=True):
        # JSON is YAML, too.
        text = json.dumps(form, ensure_ascii=False, indent=2)
        path.write_text(text + "\n", encoding="utf-8")
    return paths


async def apply(datasette: Datasette, database: str) -> None:
    """Set up Datasette 1.0 for a record; what its owner has set goes before."""
    if not hasattr(datasette, "add_query"):  # 0.65 asks for all of it by hooks
        return
    of = metadata()
    known = await datasette.get_database_metadata(database)
    if "description" not in known:
        await datasette.set_database_metadata(database, "description", of["description"])
    config = datasette.config.setdefault("databases", {}).setdefault(database, {})
    for table, settings in of["tables"].items():
        told = await datasette.get_resource_metadata(database, table)
        if "description" in settings and "description" not in told:
            text = settings["description"]
            await datasette.set_resource_metadata(database, table, "description", text)
        for column, text in settings.get("columns", {}).items():
            if not await datasette.get_column_metadata(database, table, column):
                await datasette.set_column_metadata(database, table, column, "description", text)
        own = config.setdefault("tables", {}).setdefault(table, {})
        for key, value in settings.items():
            if key not in _DESCRIBES:
                own.setdefault(key, value)
    for name, query in stored_queries().items():
        if await datasette.get_query(database, name) is None:
            await datasette.add_query(
                database, name, query["sql"], title=query["title"], is_trusted=True
            )
