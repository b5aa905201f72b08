"""Articles made up by hand, line by line, together with what is to be found in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from string import Formatter

from attrs import evolve, frozen

from claimtrack.articles import find_credit, paragraphs
from claimtrack.articles.head import read_head
from claimtrack.models import (
    Article,
    Extraction,
    Mention,
    Mode,
    Sentence,
    Source,
    Span,
    Speaker,
    SpeakerKind,
    SpeakerType,
    Stance,
    Statement,
)

_TOKEN = re.compile(r"\w+|[^\w\s]")


@frozen
class Voice:
    """A made-up speaker: the form of the first mention, that of later ones, and its gender."""

    full: str
    short: str
    name: str
    type: SpeakerType
    feminine: bool = False


@frozen
class Planted:
    """A statement to be: whose, how, and how its cue takes it."""

    voice: Voice
    mode: Mode
    kind: SpeakerKind = "overt"
    stance: Stance = "assert"


@frozen
class Line:
    """A sentence to be: its words, each with its role ("" for none) and the statement it is of."""

    words: tuple[tuple[str, str, int], ...]
    said: tuple[Planted, ...] = ()


def line(pattern: str, said: Sequence[Planted] = (), **words: str) -> Line:
    """Make a line of a pattern: `{cue}` is a role of the first statement, `{cue2}` of the second.

    A field whose name is no role (`that`) is but words.
    """
    pieces: list[tuple[str, str, int]] = []
    for text, field, _, _ in Formatter().parse(pattern):
        pieces.append((text, "", 0))
        if field is not None:
            role = field.rstrip("23")
            number = int(field[len(role) :] or 1) - 1
            role = role if role in ("cue", "speaker", "content", "relay") else ""
            pieces.append((words[field], role, number))
    return Line(tuple(piece for piece in pieces if piece[0]), tuple(said))


def build(
    story: Iterable[Line],
    *,
    outlet: str | None = None,
    title: str | None = None,
    dateline: str = "",
    published: str | None = None,
    path: str = "planted.txt",
) -> Extraction:
    """Write a story as an article, one line a paragraph, with all that is to be found in it."""
    text = f"{title}\n" if title else ""
    sentences: list[Sentence] = []
    statements: list[Statement] = []
    if title:
        sentences.append(_sentence(text[:-1], 0))
    voices: dict[Voice, list[Span]] = {}
    opening = dateline
    for told in story:
        start = len(text)
        text += opening
        opening = ""
        placed: dict[tuple[int, str], Span] = {}
        for words, role, number in told.words:
            if role:
                placed[number, role] = Span(len(text), len(text) + len(words), words)
            text += words
        sentences.append(_sentence(text, start))
        for number, planted in enumerate(told.said):
            if (span := placed.get((number, "speaker"))) is not None:
                voices.setdefault(planted.voice, []).append(span)
            spans = {role: place for (n, role), place in placed.items() if n == number}
            speaker = voices[planted.voice][-1]
            statements.append(_statement(len(statements) + 1, planted, spans, speaker))
        text += "\n"
    speakers = {v: _speaker(n, v, voices[v]) for n, v in enumerate(voices, 1)}
    mentions = [Mention(speakers[v].id, span) for v in voices for span in voices[v]]
    by_name = {speaker.name: speaker for speaker in speakers.values()}
    return Extraction(
        _article(path, text, outlet, title, published),
        tuple(sentences),
        tuple(evolve(s, entity=by_name[s.entity.name]) for s in statements if s.entity),
        tuple(speakers.values()),
        tuple(mentions),
    )


def _article(
    path: str, text: str, outlet: str | None, title: str | None, published: str | None
) -> Article:
    """Make the article that reading the text would give."""
    head = read_head(paragraphs(text))
    credit = find_credit(text)
    name = outlet or head.outlet or (credit if head.dateline else None)
    return Article(
        id=sha256(f"{name or ''}\0{text}".encode()).hexdigest()[:16],
        path=path,
        text=text,
        paragraphs=paragraphs(text),
        title=title or head.title,
        source=Source(name, "agency" if find_credit("", name) else "outlet") if name else None,
        published=published or head.published,
        credit=credit,
        dateline=head.dateline,
    )


def _sentence(text: str, start: int) -> Sentence:
    tokens = tuple(Span(*m.span(), m.group()) for m in _TOKEN.finditer(text, start))
    return Sentence(start, len(text), text[start:], tokens)


def _speaker(number: int, voice: Voice, spans: Sequence[Span]) -> Speaker:
    forms = Counter(span.text for span in spans)
    return Speaker(f"p{number}", voice.name, voice.type, tuple(sorted(forms.items())))


def _statement(number: int, planted: Planted, spans: dict[str, Span], speaker: Span) -> Statement:
    return Statement(
        f"s{number}",
        (spans["content"],),
        planted.mode,
        cue=spans["cue"],
        speaker=speaker,
        speaker_kind=planted.kind,
        speaker_type=planted.voice.type,
        entity=Speaker("", planted.voice.name, planted.voice.type),
        stance=planted.stance,
        relays=(spans["relay"],) if "relay" in spans else (),
        confidence=1.0,
        rule="planted",
    )
