"""What a statement says, as propositions that can be compared and linked: the whole, its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from attrs import field, frozen

from claimtrack.matching.context import Context
from claimtrack.matching.parts import parts
from claimtrack.matching.reference import calls_untrue, charge, longest, referent, resolved
from claimtrack.matching.similarity import rarity, stems
from claimtrack.matching.slots import figures
from claimtrack.models import Extraction, Span, Stance, Statement

KEYS = 12
"""Rarest stems of a proposition, of which two that are compared share one."""


Key = tuple[str, str, int]
"""Article, statement in it, number of the proposition in the statement."""


@frozen(cache_hash=True)
class Proposition:
    """A statement, or a part of it.

    `text` is what is compared: the words at `span`, a leading pronoun for the speaker resolved, or
    what the statement points back to.
    """

    article: str
    statement: str
    span: Span
    text: str
    number: int  # in its statement; 0 is the whole
    entity: str | None  # id of the speaker within the article; None for narrations and unknown ones
    voice: tuple[str, ...] | None  # by what the speaker is told from others of one name
    named: bool  # the speaker is identified and can vouch
    narrated: bool
    stance: Stance  # of the cue: "نفى" denies
    untrue: bool  # calls what it is about untrue: "اتهامات بأنها أكاذيب"
    published: str | None
    context: Context = field(eq=False, repr=False)
    stems: tuple[str, ...] = field(eq=False, repr=False)  # of `text`, in order

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """The stems, each with its rarity times its weight among the statements around."""
        return {
            word: rarity(word) * self.context.weight(word, own=True)
            for word in dict.fromkeys(self.stems)
        }

    @cached_property
    def keys(self) -> frozenset[str]:
        """The rarest stems."""
        return rarest(self.stems)

    @cached_property
    def figures(self) -> frozenset[float]:
        """All the numbers, years aside."""
        return figures(self.text)

    @property
    def whole(self) -> bool:
        """Whether it is all that the statement says."""
        return self.number == 0

    @cached_property
    def key(self) -> Key:
        """Tell and order propositions."""
        return (self.article, self.statement, self.number)


def propositions(
    extraction: Extraction,
    statement: Statement,
    voice: tuple[str, ...] | None,
    context: Context,
) -> tuple[Proposition, ...]:
    """List what a statement with content says: the whole first, then its parts if two or more.

    `voice` identifies the speaker, see `claimtrack.entities.across.identity`.
    """
    # Of a content that its cue interrupts the longest piece stands for the whole.
    whole = longest(statement)
    denied = charge(whole)
    pointed = denied or referent(statement, extraction.statements)
    said = " ".join(span.text for span in statement.content)
    pieces = (pointed,) if pointed else statement.content
    cut = [part for piece in pieces for part in parts(piece)]
    told = [pointed.text if pointed else resolved(said, statement)]
    spans = [whole]
    if len(cut) > 1:
        told += [part.text if pointed else resolved(part.text, statement) for part in cut]
        spans += [whole] * len(cut) if pointed else cut
    entity = statement.entity
    return tuple(
        Proposition(
            article=extraction.article.id,
            statement=statement.id,
            span=span,
            text=text,
            number=i,
            entity=entity.id if entity else None,
            voice=voice,
            named=entity is not None and entity.type != "anonymous",
            narrated=statement.mode == "narrated",
            stance="deny" if denied else statement.stance,
            # An outlet's own report of what is untrue denies nothing: a penalty "غير صحيحة".
            untrue=statement.mode != "narrated" and calls_untrue(said),
            published=extraction.article.published,
            context=context,
            stems=stems(text),
        )
        for i, (span, text) in enumerate(zip(spans, told, strict=True))
    )


def rarest(words: Iterable[str]) -> frozenset[str]:
    """Pick the rarest stems of a text."""
    held = frozenset(words)
    if len(held) <= KEYS:
        return held
    return frozenset(sorted(held, key=lambda word: (-rarity(word), word))[:KEYS])
