"""A cue on its way to a statement: what stands where, before its end and speaker are settled."""

from __future__ import annotations

from attrs import define, field

from claimtrack.attribution.reading import Reading, is_bare_complementizer
from claimtrack.attribution.verbs import Form

Range = tuple[int, int]  # tokens, the end excluded
MAX_GAP = 60  # words between a cue and what it governs


@define(eq=False)
class Draft:
    """A cue with its clause, before the end of its content and its speaker are settled."""

    cue: Range
    form: Form | None
    marker: str  # "that", "colon", "quote", "np", "desc", "phrase"
    first: int  # the first token of the content
    limit: int  # the token at which the clause ends at the latest
    start: int = -1  # offset at which the content starts where a clitic is cut off, else -1
    mark: int = -1  # the token that opens the complement: no two cues share one
    subject: Range | None = None
    venue: Range | None = None
    relays: list[Range] = field(factory=list)
    fixed: list[Range] | None = None  # the content, where it does not simply follow
    fronted: bool = False  # the content stands before the cue
    antecedent: Range | None = None  # the speaker, where it stands before the cue
    stop: int = -1  # the token at which the verb's own preposition comes
    source: str = ""  # what found it, where not a verb of the lexicon: "relay", "headline" …
    strange: int = 0  # words skipped on the way that are neither subject, venue nor time


def limit_of(r: Reading, i: int, sentence: Range) -> int:
    """Return the token at which the clause around a token ends at the latest."""
    quote = r.tokens[i].quote
    return r.closing[quote] if quote >= 0 else sentence[1]


def open_that(r: Reading, draft: Draft, j: int) -> Draft | None:
    if j + 1 >= draft.limit:
        return None
    draft.marker, draft.mark = "that", j
    draft.first = j + 1 if is_bare_complementizer(r.fold(j)) or r.kind(j + 1) == "o" else j
    return draft
