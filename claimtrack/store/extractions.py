"""Articles of the file, as they were extracted."""

from __future__ import annotations

from sqlite_utils import Database

from claimtrack.models import (
    Article,
    Extraction,
    Mention,
    Sentence,
    Source,
    Span,
    Speaker,
    Statement,
)
from claimtrack.store.rows import local_key, slice_span, slice_spans, to_span, to_statement


def article_ids(db: Database) -> list[str]:
    """Return the ids of all articles in the order in which they came."""
    return [r[0] for r in db.execute("SELECT id FROM articles ORDER BY rowid")]


def article(db: Database, id_: str) -> Article:
    """Read one article as it was published."""
    (row,) = db.query("SELECT * FROM articles WHERE id = ?", [id_])
    text = row["text"]
    source = next(iter(db.query("SELECT * FROM sources WHERE name = ?", [row["source"]])), None)
    dateline = row["dateline_start"]
    return Article(
        id=id_,
        path=row["path"],
        text=text,
        paragraphs=slice_spans(text, row["paragraphs"]),
        title=row["title"],
        source=Source(**source) if source else None,
        published=row["published"],
        credit=row["credit"],
        dateline=None if dateline is None else slice_span(text, dateline, row["dateline_end"]),
        url=row["url"],
        language=row["language"],
    )


def extraction(db: Database, id_: str, *, sentences: bool = True) -> Extraction:
    """Read one article with all that was found in it, equal to what was written.

    Without `sentences`, which are most of it and of no use across articles, it has none.
    """
    read = article(db, id_)
    speakers = _entities(db, id_)
    return Extraction(
        read,
        _sentences(db, id_, read.text) if sentences else (),
        _statements(db, id_, {s.id: s for s in speakers}),
        speakers,
        tuple(
            Mention(local_key(m["entity"]), to_span(m))
            for m in db.query(
                "SELECT m.* FROM mentions m JOIN entities e ON e.id = m.entity"
                " WHERE e.article = ? ORDER BY m.rowid",
                [id_],
            )
        ),
    )


def _entities(db: Database, article: str) -> tuple[Speaker, ...]:
    variants = db.query(
        "SELECT v.* FROM entity_variants v JOIN entities e ON e.id = v.entity"
        " WHERE e.article = ? ORDER BY v.rowid",
        [article],
    )
    forms: dict[str, list[tuple[str, int]]] = {}
    for v in variants:
        forms.setdefault(v["entity"], []).append((v["form"], v["count"]))
    rows = db.query("SELECT * FROM entities WHERE article = ? ORDER BY rowid", [article])
    return tuple(
        Speaker(local_key(row["id"]), row["name"], row["type"], tuple(forms.get(row["id"], ())))
        for row in rows
    )


def _sentences(db: Database, article: str, text: str) -> tuple[Sentence, ...]:
    rows = db.query("SELECT * FROM sentences WHERE article = ? ORDER BY position", [article])
    return tuple(
        Sentence(
            s["span_start"],
            s["span_end"],
            s["text"],
            *(slice_spans(text, s[column]) for column in ("tokens", "parts")),
        )
        for s in rows
    )


def _statements(db: Database, article: str, entities: dict[str, Speaker]) -> tuple[Statement, ...]:
    spans: dict[str, dict[str, list[Span]]] = {}
    for row in db.query(
        "SELECT s.* FROM spans s JOIN statements t ON t.id = s.statement"
        " WHERE t.article = ? ORDER BY s.statement, s.role, s.position",
        [article],
    ):
        roles = spans.setdefault(row["statement"], {})
        roles.setdefault(row["role"], []).append(to_span(row))
    rows = db.query("SELECT * FROM statements WHERE article = ? ORDER BY position", [article])
    return tuple(to_statement(row, spans.get(row["id"], {}), entities) for row in rows)
