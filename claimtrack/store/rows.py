"""How values become rows of the file, and rows values again. Keys within an article get its id in
front: statement "s1" of article "ab12" is "ab12/s1"."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from claimtrack.arabic import fold
from claimtrack.models import (
    Article,
    Claim,
    Extraction,
    Link,
    Sentence,
    Span,
    Speaker,
    Statement,
    Status,
)

if TYPE_CHECKING:
    from claimtrack.matching.clusters import Cluster

Row = dict[str, Any]


def place(span: Span) -> Row:
    return {"text": span.text, "span_start": span.start, "span_end": span.end}


def offsets(spans: Iterable[Span]) -> str:
    """Write spans as a JSON list [start, end, start, end, …]: read as a whole, never searched."""
    return json.dumps([n for s in spans for n in (s.start, s.end)], separators=(",", ":"))


def article_row(article: Article) -> Row:
    dateline = article.dateline
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source.name if article.source else None,
        "published": article.published,
        "credit": article.credit,
        "url": article.url,
        "language": article.language,
        "path": article.path,
        "text": article.text,
        "dateline_start": dateline.start if dateline else None,
        "dateline_end": dateline.end if dateline else None,
        "paragraphs": offsets(article.paragraphs),
    }


def sentence_row(article: str, number: int, sentence: Sentence) -> Row:
    return {
        "id": f"{article}/{number}",
        "text": sentence.text,
        "article": article,
        "position": number,
        "span_start": sentence.start,
        "span_end": sentence.end,
        "tokens": offsets(sentence.tokens),
        "parts": offsets(sentence.parts),
    }


def entity_row(article: str, speaker: Speaker) -> Row:
    return {
        "id": f"{article}/{speaker.id}",
        "name": speaker.name,
        "type": speaker.type,
        "article": article,
    }


def statement_rows(found: Extraction) -> Iterator[Row]:
    starts = [s.start for s in found.sentences]
    for number, statement in enumerate(found.statements, 1):
        at = (statement.cue or statement.content[0]).start
        yield _statement_row(found.article.id, number, statement, bisect_right(starts, at))


def _statement_row(article: str, number: int, statement: Statement, sentence: int) -> Row:
    content = " … ".join(span.text for span in statement.content)
    return {
        "id": f"{article}/{statement.id}",
        "content": content,
        "entity": f"{article}/{statement.entity.id}" if statement.entity else None,
        "mode": statement.mode,
        "stance": statement.stance,
        "said": statement.said,
        "article": article,
        "sentence": f"{article}/{sentence}" if sentence else None,
        "parent": f"{article}/{statement.parent}" if statement.parent else None,
        "position": number,
        "speaker_kind": statement.speaker_kind,
        "speaker_type": statement.speaker_type,
        "confidence": statement.confidence,
        "rule": statement.rule,
        "folded": fold(content),
    }


def span_rows(article: str, statement: Statement) -> Iterator[Row]:
    roles: dict[str, Sequence[Span | None]] = {
        "cue": [statement.cue],
        "speaker": [statement.speaker],
        "venue": [statement.venue],
        "content": statement.content,
        "relay": statement.relays,
    }
    for role, spans in roles.items():
        for position, span in enumerate(spans):
            if span:
                yield {
                    "statement": f"{article}/{statement.id}",
                    "role": role,
                    "position": position,
                    **place(span),
                }


def speaker_row(speaker: Speaker) -> Row:
    forms = dict.fromkeys([speaker.name, *(form for form, _ in speaker.variants)])
    return {
        "id": speaker.id,
        "name": speaker.name,
        "type": speaker.type,
        "article": speaker.article,
        "folded": fold("\n".join(forms)),
    }


def origin_member_row(origin: str, member: str) -> Row:
    article, _, statement = member.partition("/")
    return {
        "member": member,
        "origin": origin,
        "article": article,
        "statement": member if statement else None,
    }


def claim_row(claim: Claim, status: Status) -> Row:
    return {
        "id": claim.id,
        "text": claim.text,
        "kind": claim.kind,
        "status": status.name,
        "mentions": status.mentions,
        "outlets": status.outlets,
        "origins": status.origins,
        "first_seen": status.first_seen,
        "last_seen": status.last_seen,
        "open_conflict": int(status.open_conflict),
        "folded": fold(claim.text),
    }


def link_row(link: Link) -> Row:
    return {
        "claim": link.claim,
        "statement": f"{link.article}/{link.statement}",
        "relation": link.relation,
        "basis": link.basis,
        "score": link.score,
        "matcher": link.matcher,
        "origin": link.origin,
        "party": link.party,
        **place(link.span),
    }


def cluster_rows(claim: str, cluster: Cluster) -> Iterator[Row]:
    name = "/".join(map(str, cluster.members[0].key))
    for also, propositions in ((0, cluster.members), (1, cluster.also)):
        for p in propositions:
            yield {
                "statement": f"{p.article}/{p.statement}",
                "part": p.number,
                "cluster": name,
                "claim": claim,
                "also": also,
                "judged": int(cluster.judged),
            }


def to_statement(
    row: Row, spans: Mapping[str, Sequence[Span]], entities: Mapping[str, Speaker]
) -> Statement:
    one: dict[str, Span | None] = {
        role: next(iter(spans.get(role, ())), None) for role in ("cue", "speaker", "venue")
    }
    return Statement(
        id=local_key(row["id"]),
        content=tuple(spans.get("content", ())),
        mode=row["mode"],
        speaker_kind=row["speaker_kind"],
        speaker_type=row["speaker_type"],
        entity=entities[local_key(row["entity"])] if row["entity"] else None,
        said=row["said"],
        stance=row["stance"],
        parent=local_key(row["parent"]) if row["parent"] else None,
        relays=tuple(spans.get("relay", ())),
        confidence=row["confidence"],
        rule=row["rule"],
        **one,
    )


def local_key(key: str) -> str:
    """Return the part of "ARTICLE/s1" that counts within the article."""
    return key.rpartition("/")[2]


def to_span(row: Row) -> Span:
    return Span(row["span_start"], row["span_end"], row["text"])


def slice_span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def slice_spans(text: str, offsets: str) -> tuple[Span, ...]:
    numbers: Iterator[int] = iter(json.loads(offsets))
    return tuple(slice_span(text, start, end) for start, end in zip(numbers, numbers, strict=True))
