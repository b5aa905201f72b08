"""What Datasette shows beside the tables: titles, descriptions, labels, facets, the hidden ones."""

from __future__ import annotations

from typing import Any

_SPAN = {
    "span_start": "First character, counted in code points of the article's text",
    "span_end": "The character after the last",
}
_TABLES: dict[str, dict[str, Any]] = {
    "claims": {
        "description": "What statements have in common, and how well it is corroborated.",
        "label_column": "title",
        "facets": ["status", "kind"],
        "sort_desc": "mentions",
        "columns": {
            "text": "The wording that stands for the others",
            "status": "Corroboration status, by rule from links and origins",
            "mentions": "How many statements carry it",
            "outlets": "How many outlets printed it",
            "origins": "From how many independent texts they have it",
            "open_conflict": "1 where a machine sees a conflict that nobody has judged",
        },
    },
    "statements": {
        "description": "One attribution in one article: who said what, by which word.",
        "label_column": "title",
        "facets": ["mode", "stance", "speaker_type"],
        "columns": {
            "content": "What is said, as printed",
            "entity": "Who says it",
            "mode": "direct, indirect, mixed; narrated in the outlet's own voice",
            "stance": "What the reporting word makes of it",
            "said": "The day on which it was said, where the sentence gives it",
            "confidence": "0 to 1",
        },
    },
    "articles": {
        "description": "The texts as published.",
        "label_column": "title",
        "facets": ["source", "credit"],
        "sort_desc": "published",
        "columns": {"credit": "The agency that the article credits"},
    },
    "speakers": {
        "description": "Who is quoted, across articles.",
        "label_column": "name",
        "facets": ["type"],
        "columns": {"article": "Set where the speaker is known in one article only"},
    },
    "links": {
        "description": "Statements, or parts of them, bound to claims.",
        "facets": ["relation", "basis"],
        "columns": {"party": "Who vouches for it; empty where nobody is named", **_SPAN},
    },
    "origins": {"description": "Texts that come from one pen.", "label_column": "name"},
    "origin_members": {"description": "Which articles and statements an origin holds."},
    "conflicts": {"description": "Claims that differ in one place; nobody has judged them yet."},
    "status_log": {
        "description": "Every change of a claim's status, with the article that caused it.",
        "sort_desc": "id",
    },
    "sources": {"description": "Outlets and agencies.", "facets": ["kind"]},
    "entities": {"description": "Speakers within one article.", "label_column": "name"},
    "mentions": {"description": "Where an article names a speaker.", "columns": _SPAN},
    "spans": {
        "description": "The places of a statement's parts in the article.",
        "facets": ["role"],
        "columns": _SPAN,
    },
    "claims_overview": {
        "description": "Claims with their parties, the most widely reported first.",
        "facets": ["status", "kind"],
    },
    "quotations": {
        "description": "Every statement with its speaker, outlet and date.",
        "facets": ["speaker", "outlet", "mode", "stance"],
    },
    "evidence": {
        "description": "Claim by claim: who said it, where, in which words, from which origin.",
        "facets": ["status", "speaker", "outlet", "relation"],
    },
    "speakers_overview": {
        "description": "Speakers with their names as seen, the most quoted first.",
        "facets": ["type"],
    },
    **{
        table: {"hidden": True}
        for table in (
            "sentences", "entity_variants", "speaker_variants", "entity_speakers", "claim_parties",
            "claim_variants", "consolidated", "_sqlite_migrations",
        )
    },
}  # fmt: skip


def metadata(database: str) -> dict[str, Any]:
    """Return Datasette's metadata for a record that it serves under the name `database`."""
    return {
        "title": "claimtrack",
        "description": "Who is on record for what, in whose words, from how many origins.",
        "extra_css_urls": ["/claimtrack/browse.css"],
        "databases": {database: {"tables": _TABLES}},
    }
