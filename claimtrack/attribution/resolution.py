"""Who speaks at a cue: its own subject, or the speaker that its form points back to."""

from __future__ import annotations

import re
from itertools import islice

from attrs import define

from claimtrack.attribution.cast import Cast, Entity
from claimtrack.attribution.drafts import Draft, Range
from claimtrack.attribution.heads import head_types, heads
from claimtrack.attribution.names import analyse
from claimtrack.attribution.reading import Reading, classes
from claimtrack.attribution.speakers import before_cue, main_subject
from claimtrack.attribution.tagger import is_common_noun
from claimtrack.attribution.verbs import readings
from claimtrack.lexicon import terms, word_class
from claimtrack.models import Span

_BACK = 30  # statements back to look for the speaker of a cue without a subject


@define(eq=False)
class Found:
    """A draft with its content, and its speaker once that is known."""

    draft: Draft
    sentence: Range
    spans: list[Span]
    speaker: Span | None = None
    entity: Entity | None = None
    overt: bool = False

    @property
    def size(self) -> int:
        """The length of the content in characters."""
        return sum(len(span.text) for span in self.spans)


def resolve_speakers(
    r: Reading, here: list[Found], sentence: Range, cast: Cast, before: Range | None
) -> None:
    """Give the statements of one sentence their speakers, in the order of their cues.

    `before` is the sentence before it where that one tells of someone and quotes nobody.
    """
    held = holders(r, here)
    for n, found in enumerate(here):
        draft = found.draft
        subject = draft.antecedent or draft.subject or before_cue(r, draft.cue[0], draft.form)
        if subject is not None:
            found.speaker = speaker_span(r, subject)
            context = r.text[found.speaker.end : found.speaker.end + 80]
            quoted = r.text[found.speaker.start - 1 : found.speaker.start] in ('"', "«", "“")
            gender = _verb_gender(draft)
            found.entity = cast.resolve(found.speaker, context, gender, quoted=quoted)
            found.overt = True
        else:
            _inherit(r, found, here[:n], sentence, cast, before)
            found.speaker = _nearest_mention(r, found, sentence)
        inside = r.tokens[draft.cue[0]].quote >= 0
        if found.entity is not None and not inside and id(found) not in held:
            cast.speak(found.entity)


def speaker_span(r: Reading, phrase: Range) -> Span:
    """Return the span of a noun phrase without a clitic, or marks around the whole."""
    span = r.span(phrase[0], phrase[1] - 1)
    if span.text[0] in '"«“' and span.text[-1] in '"»”' and len(span.text) > 2:
        return Span(span.start + 1, span.end - 1, span.text[1:-1])
    word = r.fold(phrase[0])
    governed = word[0] == "ل" and bool(head_types(word[1:]))  # "وفقا لوزارة"
    if len(word) > 1 and (governed or _joined(r, phrase[0])):
        return Span(span.start + 1, span.end, span.text[1:])
    return span


def _joined(r: Reading, i: int) -> bool:
    """Tell whether a conjunction is written onto the first word of a speaker: not in "قال وليد"."""
    word = r.fold(i)
    if word in heads() or word in terms("given_names") or is_common_noun(word):
        return False
    if any(f.finite for f in readings(r.fold(i - 1))):
        return False  # its verb stands before it, and nothing between
    return r.tokens[i].start in r.conjunctions or bool(re.match(r"[وف]ال..", word))


def holders(r: Reading, statements: list[Found]) -> dict[int, Found]:
    """Map the id of each statement that another one's content holds to the innermost such one."""
    contents = sorted(
        ((s.start, -s.end, n) for n, found in enumerate(statements) for s in found.spans),
        reverse=True,
    )
    wanted = []
    for n, found in enumerate(statements):
        cue, span = r.tokens[found.draft.cue[0]].start, found.spans[0]
        wanted.append((min(cue, span.start), max(cue + 1, span.end), n))
    open_: list[tuple[int, int]] = []  # (end, statement) of the contents that began
    held: dict[int, Found] = {}
    for start, end, n in sorted(wanted):
        while contents and contents[-1][0] <= start:
            _, last, owner = contents.pop()
            open_.append((-last, owner))
        open_ = [(last, owner) for last, owner in open_ if last > start]
        around = [owner for last, owner in open_ if last >= end and owner != n]
        if around:
            held[id(statements[n])] = statements[min(around, key=lambda m: statements[m].size)]
    return held


def _inherit(
    r: Reading,
    found: Found,
    earlier: list[Found],
    sentence: Range,
    cast: Cast,
    before: Range | None,
) -> None:
    """Give a cue without an overt subject the speaker that its form points to; abstain if none."""
    gender, plural = _agreement(r, found.draft)
    level = r.tokens[found.draft.cue[0]].quote
    for other in islice(reversed(earlier), _BACK):
        same = r.tokens[other.draft.cue[0]].quote == level and _apart(r, found, other.speaker)
        if same and other.entity is not None and other.entity.agrees(gender, plural):
            found.entity, found.speaker = other.entity, other.speaker
            return
    form = found.draft.form
    first = found.draft.cue[0] <= sentence[0] + 1
    subject = None
    said = r.fold(found.draft.cue[0]).startswith("بال")  # "مكتفيا بالقول"
    if form is not None and (form.tense != "noun" or said) and level < 0:
        subject = main_subject(r, sentence, found.draft.cue[0]) if not first else None
        if subject is not None and not _fits(r, subject, gender):
            subject = None
        if subject is None and before is not None and form.conjunction:
            subject = _told_of(r, before, gender, plural)
    if subject is not None and _apart(r, found, span := speaker_span(r, subject)):
        found.speaker = span
        found.entity = cast.resolve(span, "", gender)
        return
    entity = cast.latest(gender, plural)
    if entity is not None:
        own = (m for m in reversed(entity.mentions) if _apart(r, found, m))
        found.speaker = next(own, None)
        found.entity = entity if found.speaker else None


def _apart(r: Reading, found: Found, speaker: Span | None) -> bool:
    """Tell whether a speaker told of elsewhere shares no word with the statement itself."""
    if speaker is None:
        return False
    cue = r.span(found.draft.cue[0], found.draft.cue[1] - 1)
    return all(s.end <= speaker.start or speaker.end <= s.start for s in (cue, *found.spans))


def _fits(r: Reading, subject: Range, gender: str) -> bool:
    """Tell whether a subject that the lexicon does not know agrees with the cue's verb."""
    head = r.fold(subject[0])
    return bool(head_types(head)) or gender != "m" or not head.endswith("ات")


def _told_of(r: Reading, sentence: Range, gender: str, plural: bool) -> Range | None:
    """Return the person or body that a sentence tells of, if the cue's verb goes on from it."""
    subject = main_subject(r, sentence, sentence[1])
    if subject is None:
        return None
    phrase = analyse(r.span(subject[0], subject[1] - 1).text)
    fits = phrase.plural if plural else phrase.gender in ("", gender)
    return subject if fits and phrase.type in ("person", "government", "organization") else None


def _nearest_mention(r: Reading, found: Found, sentence: Range) -> Span | None:
    """Return the mention nearest before the cue: the sentence may name the speaker once more."""
    entity, speaker = found.entity, found.speaker
    if entity is None or speaker is None or entity.type != "person" or not entity.words:
        return speaker
    surname = entity.words[-1]
    if surname in word_class("same") or is_common_noun(surname) or classes(surname) & {"prep"}:
        return speaker
    for k in range(found.draft.cue[0] - 1, sentence[0] - 1, -1):
        token = r.tokens[k]
        if token.start < speaker.end:
            break
        again = Span(token.start, token.end, token.text)
        if token.fold == surname and token.kind == "w" and _apart(r, found, again):
            return again
    return speaker


def _verb_gender(draft: Draft) -> str:
    """Return the gender that the verb's form shows of its subject."""
    if draft.form is None or not draft.form.finite or draft.form.agreement not in ("ms", "fs"):
        return ""
    return draft.form.agreement[0]


def _agreement(r: Reading, draft: Draft) -> tuple[str, bool]:
    """Return the gender, and whether a plural, that the cue asks of its speaker."""
    form = draft.form
    if form is None:
        return "", False
    if form.tense == "noun":
        word = r.fold(draft.cue[0])
        return ("f" if word.endswith("ها") else "m" if word.endswith("ه") else ""), False
    if form.agreement in ("ms", "fs"):
        return form.agreement[0], False
    return "", form.agreement in ("mp", "fp", "d")
