"""What a statement says, as propositions that can be compared and linked: the whole, its parts."""

from __future__ import annotations

from attrs import field, frozen

from claimtrack.matching.context import Context
from claimtrack.matching.parts import parts
from claimtrack.matching.reference import calls_untrue, referent, resolved
from claimtrack.models import Extraction, Span, Speaker, Stance, Statement


@frozen
class Proposition:
    """A statement, or a part of it.

    `text` is what is compared: the words at `span`, a leading pronoun for the speaker resolved, or
    what the statement points back to.
    """

    article: str
    statement: str
    span: Span
    text: str
    whole: bool
    speaker: str | None  # id across articles; None for narrations and unknown speakers
    named: bool  # the speaker is identified and can vouch
    narrated: bool
    stance: Stance  # of the cue: "نفى" denies
    untrue: bool  # calls what it is about untrue: "اتهامات بأنها أكاذيب"
    published: str | None
    context: Context = field(eq=False, repr=False)

    @property
    def key(self) -> tuple[str, str, int, int]:
        """Order propositions of one day: article, statement, start, end."""
        return (self.article, self.statement, self.span.start, self.span.end)


def propositions(
    extraction: Extraction, statement: Statement, speaker: Speaker | None, context: Context
) -> tuple[Proposition, ...]:
    """List what a statement with content says: the whole first, then its parts if two or more.

    `speaker` is the speaker across articles.
    """
    # Of a content that its cue interrupts the longest piece stands for the whole.
    spans = [max(statement.content, key=lambda span: span.end - span.start)]
    cut = [part for content in statement.content for part in parts(content)]
    if len(cut) > 1:
        spans += cut
    said = " ".join(span.text for span in statement.content)
    pointed = referent(statement, extraction.statements)
    return tuple(
        Proposition(
            article=extraction.article.id,
            statement=statement.id,
            span=span,
            text=pointed or resolved(span.text if i else said, statement),
            whole=i == 0,
            speaker=speaker.id if speaker else None,
            named=speaker is not None and speaker.type != "anonymous",
            narrated=statement.mode == "narrated",
            stance=statement.stance,
            untrue=calls_untrue(said),
            published=extraction.article.published,
            context=context,
        )
        for i, span in enumerate(spans)
    )
