"""The values that pass between the rooms: frozen, compared by value, free of behaviour.

Offsets are Unicode code points into `Article.text`; `article.text[span.start:span.end]
== span.text` holds for every span that leaves the library.
"""

from __future__ import annotations

from typing import Annotated, Literal

from attrs import field, frozen

# What stands beside a type in `Annotated` are keywords of JSON Schema, for `claimtrack.schemas`.
Count = Annotated[int, ("minimum", 0)]
Name = Annotated[str, ("minLength", 1)]
Share = Annotated[float, ("minimum", 0), ("maximum", 1)]
Day = Annotated[str, ("pattern", "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")]
"""An ISO 8601 day, or a month where no more is known."""
Moment = Annotated[str, ("pattern", "^[0-9]{4}-[0-9]{2}(-[0-9]{2}(T[0-9:.]+([+-][0-9:]+)?)?)?$")]
"""An ISO 8601 date, or date and time."""

Mode = Literal["direct", "indirect", "mixed", "narrated"]
SpeakerKind = Literal["overt", "inherited", "none"]
SpeakerType = Literal[
    "person", "government", "organization", "media", "anonymous", "collective", "document"
]
Stance = Literal[
    "assert", "confirm", "deny", "demand", "expect", "warn", "promise",
    "accuse", "condemn", "praise", "ask", "retract",
]  # fmt: skip
Relation = Literal["same", "supports", "refutes", "corrects", "withdraws"]
ClaimKind = Literal["attributed", "narrated"]
Basis = Literal["lexical", "embedding", "rule", "cue", "human"]
DecisionKind = Literal["link", "merge", "conflict"]
Verdict = Literal["accepted", "rejected"]
StatusName = Literal[
    "retracted", "denied", "disputed", "corroborated", "repeated", "single_source", "anonymous"
]


@frozen
class Span:
    """A stretch of an article's text, `text[start:end]`."""

    start: Count
    end: Count
    text: str


@frozen
class Source:
    """An outlet or agency that publishes articles."""

    name: str
    kind: Literal["outlet", "agency"] = "outlet"


@frozen
class Article:
    """One article as published; `id` is a hash of the text and the outlet."""

    id: str
    path: str
    text: str
    paragraphs: tuple[Span, ...] = ()
    title: str | None = None
    source: Source | None = None
    published: Moment | None = None
    credit: str | None = None  # canonical name of the agency that the article credits
    dateline: Span | None = None
    url: str | None = None
    language: str = "ar"


@frozen
class Sentence:
    """A sentence; `parts` are the finer sentences inside it where a quotation holds several."""

    start: int
    end: int
    text: str
    tokens: tuple[Span, ...] = ()
    parts: tuple[Span, ...] = ()


@frozen
class Quotation:
    """A pair of quotation marks and what stands between; `closed` is False where one is missing."""

    outer: Span  # with the marks
    inner: Span  # without them
    closed: bool = True


@frozen
class Speaker:
    """Who says it. Inside an article `id` counts from "p1"; across articles it is a hash.

    `variants` are the forms seen, with counts. `article` is set where the speaker exists in one
    article only (anonymous speakers never merge). `name` carries no title: "دونالد ترامب".
    """

    id: str
    name: str
    type: SpeakerType
    variants: tuple[tuple[str, int], ...] = ()
    article: str | None = None


@frozen
class Mention:
    """A speaker's form in one article: `speaker` is the id within the article."""

    speaker: str
    span: Span


@frozen
class Statement:
    """One attribution of an article: who said (`speaker`), by which word (`cue`), what (`content`).

    A narration is a sentence in the outlet's own voice: mode "narrated", no cue, no speaker.
    """

    id: str  # "s1", "s2" … in the order of the content; "n1" … for narrations
    content: tuple[Span, ...]
    mode: Mode
    cue: Span | None = None
    speaker: Span | None = None
    speaker_kind: SpeakerKind = "none"
    speaker_type: SpeakerType | None = None
    entity: Speaker | None = None  # the speaker within this article
    venue: Span | None = None
    said: Day | None = None  # when it was said, where the sentence tells it
    stance: Stance = "assert"
    parent: str | None = None  # id of the statement whose content holds this one
    relays: tuple[Span, ...] = ()  # who passed it on, the outermost first
    confidence: Share = 0.0
    rule: str = ""


@frozen
class Extraction:
    """All that was found in one article."""

    article: Article
    sentences: tuple[Sentence, ...]
    statements: tuple[Statement, ...]  # narrations among them
    speakers: tuple[Speaker, ...] = ()
    mentions: tuple[Mention, ...] = ()


@frozen
class Origin:
    """Texts that come from one pen. A member is an article's id, or "ARTICLE/STATEMENT" where only
    that statement came from elsewhere (an agency paragraph in an own report)."""

    id: str
    members: tuple[str, ...]
    agency: str | None = None


@frozen
class Link:
    """A statement, or the part of it at `span`, bound to a claim."""

    claim: str
    article: str
    statement: str
    span: Span
    relation: Relation
    basis: Basis
    score: float
    matcher: str  # name and version of what made the link
    origin: str
    party: str | None  # id of the speaker or name of the outlet that vouches; None when anonymous


@frozen
class Claim:
    """What statements of several articles have in common."""

    id: str
    text: str  # the wording that stands for the others
    kind: ClaimKind = "attributed"


@frozen
class Status:
    """The corroboration status of a claim and what stands beside it."""

    claim: str
    name: StatusName
    mentions: int
    outlets: int
    origins: int
    parties: tuple[str, ...]
    first_seen: str | None
    last_seen: str | None
    variants: tuple[str, ...] = field(default=())  # differing wordings
    open_conflict: bool = False


@frozen
class Subject:
    """What a person judged: a statement's words ("ARTICLE/s1") or a speaker ("ARTICLE/p1") by the
    place of its first mention."""

    key: str
    span: Span


@frozen
class Decision:
    """What a person decided of two things; no later run overrules it.

    A `link` that is accepted binds the left statement to the claim of the right one; rejected, the
    left leaves that claim. A `merge` does so with the speakers of two articles. Two statements of
    an accepted `conflict` refute each other; a rejected one is none. `id` counts within a file, 0
    before it is written; one that was undone keeps its row, with the time in `withdrawn`.
    """

    kind: DecisionKind
    verdict: Verdict
    left: Subject
    right: Subject
    at: Moment
    by: str | None = None
    note: str | None = None
    id: int = 0
    withdrawn: Moment | None = None
