"""The records that go in or out, as the types of their JSON."""

from __future__ import annotations

from typing import Annotated, Any, NotRequired, TypedDict

from claimtrack.models import (
    Count,
    Day,
    Mode,
    Moment,
    Name,
    Share,
    Span,
    SpeakerKind,
    SpeakerType,
    Stance,
    StatusName,
)
from claimtrack.store.reader import ClaimRecord
from claimtrack.store.subjects import JudgedPlaces

StatementId = Annotated[str, ("pattern", "^[sn][1-9][0-9]*$")]
_Text = Annotated[str, ("pattern", r"\S")]


class Entity(TypedDict):
    """The speaker within the article."""

    id: Name
    name: str


class ExtractedStatement(TypedDict):
    """One attribution: who said, by which word, what."""

    id: StatementId
    cue: Span | None
    speaker: Span | None
    speaker_kind: SpeakerKind
    speaker_type: SpeakerType | None
    entity: Entity | None
    content: Annotated[list[Span], ("minItems", 1)]
    mode: Mode
    venue: Span | None
    said: Day | None
    stance: Stance
    parent: StatementId | None
    relays: list[Span]
    relayed_by: Span | None
    confidence: Share
    rule: str


class ExtractedArticle(TypedDict):
    """What `claimtrack extract` prints of an article, on one line."""

    path: Name
    article_id: Name
    title: str | None
    source: str | None
    published: Moment | None
    language: Name
    chars: Count
    sentences: list[Span]
    statements: list[ExtractedStatement]


class InputArticle(TypedDict):
    """An article to be read, a line of JSON Lines; fields that are not named here are passed over.

    Of two names for one field, the first that is given counts.
    """

    text: _Text
    title: NotRequired[str | None]
    outlet: NotRequired[str | None]
    source: NotRequired[str | None]
    published: NotRequired[str | None]
    date: NotRequired[str | None]
    byline: NotRequired[str | None]
    author: NotRequired[str | None]
    credit: NotRequired[str | None]
    url: NotRequired[str | None]
    link: NotRequired[str | None]
    id: NotRequired[str | int | None]


class ArticleNote(TypedDict):
    """What `articles.toml` tells of one file."""

    outlet: NotRequired[str]
    title: NotRequired[str]
    date: NotRequired[str]
    credit: NotRequired[str]
    url: NotRequired[str]


class ExpectedStatement(TypedDict):
    """A statement that the record must hold; what is not given may be anything."""

    article: Name
    text: _Text
    speaker: NotRequired[_Text]
    mode: NotRequired[Mode]


class ExpectedClaim(TypedDict):
    """A claim that the record must hold; `parties` are some of its parties."""

    text: _Text
    status: NotRequired[StatusName]
    min_origins: NotRequired[Count]
    parties: NotRequired[list[_Text]]


class Expectations(TypedDict):
    """A `.claims.toml` file: what must hold of a record. `database` is seen from the file."""

    database: Name
    statement: NotRequired[list[ExpectedStatement]]
    claim: NotRequired[list[ExpectedClaim]]


RECORDS: dict[str, Any] = {
    "article": InputArticle,
    "articles-toml": dict[str, ArticleNote],
    "claim": ClaimRecord,
    "claims-toml": Expectations,
    "decision": JudgedPlaces,
    "extraction": ExtractedArticle,
}
"""Every record that goes in or out, by the name of its schema."""

OPEN = frozenset({InputArticle})
"""Records that may have fields which are not named here."""
