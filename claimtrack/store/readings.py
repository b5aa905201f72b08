"""What is known of one article before any other, kept so that nobody need read its text again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from sys import intern
from typing import Any

import numpy as np
from sqlite_utils import Database

from claimtrack.matching.context import Context
from claimtrack.matching.propositions import Proposition
from claimtrack.matching.readings import Reading
from claimtrack.models import Span
from claimtrack.origins import Fingerprint

_BUCKETS = 1 << 16  # of stems in a vector
_PACKED = np.dtype([("bucket", "<u2"), ("weight", "<f2")])
_ROUNDED = 0.999  # what the precision of the weights leaves of a cosine, and a margin


def row(reading: Reading, print_: Fingerprint) -> tuple[str, str, bytes, bytes]:
    """Make the row of `readings`: what an article is compared by."""
    context = reading.context
    frequency = dict(sorted(context.frequency.items()))  # the same bytes on every run
    packed = [_packed(s) for s in reading.statements]
    held = [context.statements, sorted(context.names), frequency, packed]
    quoted = np.packbits(np.array(print_.quoted, bool))
    return (
        reading.article,
        _dumps(context.topic),
        zlib.compress(_dumps(held).encode()),
        np.array(print_.shingles, "<u4").tobytes() + quoted.tobytes(),
    )


def reading(db: Database, article: str) -> Reading:
    """Read an article as matching sees it, equal to what was written."""
    text, published, source, topic, content = db.execute(
        "SELECT a.text, a.published, a.source, r.topic, r.statements FROM readings r"
        " JOIN articles a ON a.id = r.article WHERE r.article = ?",
        [article],
    ).fetchone()
    count, names, frequency, packed = json.loads(zlib.decompress(content))
    context = Context(frequency, json.loads(topic), count, frozenset(names))
    statements = tuple(_unpacked(s, article, text, published, context) for s in packed)
    return Reading(article, published, source, context, statements)


def fingerprint(db: Database, article: str) -> Fingerprint:
    """Read the shingles of an article, equal to what was written."""
    sql = "SELECT shingles FROM readings WHERE article = ?"
    (content,) = db.execute(sql, [article]).fetchone()
    size = len(content) * 8 // 33  # 32 bits and one more for each
    shingles = np.frombuffer(content, "<u4", size)
    quoted = np.unpackbits(np.frombuffer(content, np.uint8, offset=4 * size), count=size)
    return Fingerprint(article, tuple(shingles.tolist()), tuple(quoted.astype(bool).tolist()))


def vector(topic: Mapping[str, float]) -> bytes:
    """Pack a topic to be held against many: the bucket of each stem and its weight."""
    return np.array([(_bucket(stem), weight) for stem, weight in topic.items()], _PACKED).tobytes()


def nearer(
    topic: Mapping[str, float], vectors: Sequence[tuple[str, bytes]], least: float
) -> list[str]:
    """Pick the articles whose vector may have at least this cosine to a topic: all that have it,
    and few others, those with stems in one bucket."""
    ends = np.cumsum([0, *(len(packed) // _PACKED.itemsize for _, packed in vectors)])
    weights = np.zeros(_BUCKETS)
    for stem, weight in topic.items():
        weights[_bucket(stem)] += weight
    joined = np.frombuffer(b"".join(packed for _, packed in vectors), _PACKED)
    sums = np.append(0.0, np.cumsum(weights[joined["bucket"]] * joined["weight"]))
    cosines = np.diff(sums[ends])
    return [vectors[i][0] for i in np.flatnonzero(cosines >= _ROUNDED * least).tolist()]


def _bucket(stem: str) -> int:
    return zlib.crc32(stem.encode()) % _BUCKETS


def _packed(statement: tuple[Proposition, ...]) -> list[Any]:
    """List what the propositions of a statement have in common, then where they differ."""
    p = statement[0]
    return [
        p.statement, p.entity, p.voice, p.named, p.narrated, p.stance, p.untrue,
        [
            [
                p.span.start,
                p.span.end,
                None if p.text == p.span.text else p.text,
                " ".join(p.stems),
            ]
            for p in statement
        ],
    ]  # fmt: skip


def _unpacked(
    packed: list[Any], article: str, text: str, published: str | None, context: Context
) -> tuple[Proposition, ...]:
    statement, entity, voice, named, narrated, stance, untrue, propositions = packed
    voice = voice and tuple(voice)
    found = []
    for number, (start, end, said, stems) in enumerate(propositions):
        span = Span(start, end, text[start:end])
        words = tuple(map(intern, stems.split()))
        found.append(
            Proposition(
                article, statement, span, said or span.text, number, entity, voice, named,
                narrated, stance, untrue, published, context, words,
            )
        )  # fmt: skip
    return tuple(found)


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
