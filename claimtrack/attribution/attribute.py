"""Join cue, content and speaker of every statement in an article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import define

from claimtrack.arabic import fold
from claimtrack.attribution.cast import Cast, Entity
from claimtrack.attribution.contents import contents, mode_of
from claimtrack.attribution.cues import find_cues
from claimtrack.attribution.drafts import Draft, Range
from claimtrack.attribution.insertions import find_interruptions
from claimtrack.attribution.noun_phrases import noun_phrase, venue_at
from claimtrack.attribution.reading import Reading, classes, read
from claimtrack.attribution.reports import find_headline, find_relays, find_reports
from claimtrack.attribution.sources import find_phrases, has_conjunction
from claimtrack.attribution.speakers import before_cue, can_speak, main_subject
from claimtrack.models import Mention, Quotation, Sentence, Span, Speaker, Statement


@define(eq=False)
class _Found:
    draft: Draft
    sentence: Range
    spans: list[Span]
    speaker: Span | None = None
    entity: Entity | None = None
    overt: bool = False


def attribute(
    text: str, sentences: Sequence[Sentence], quotations: Sequence[Quotation]
) -> tuple[tuple[Statement, ...], tuple[Speaker, ...], tuple[Mention, ...]]:
    """Find every attributed statement of a text: the statements, their speakers, their mentions."""
    r = read(text, sentences, quotations)
    cast = Cast()
    found: list[_Found] = []
    for sentence in r.sentences:
        here = _in_sentence(r, sentence)
        _speakers(r, here, sentence, cast)
        found += here
    return _statements(r, found, cast)


def _in_sentence(r: Reading, sentence: Range) -> list[_Found]:
    relays = find_relays(r, sentence) + find_reports(r, sentence) + find_headline(r, sentence)
    marks = {d.mark for d in relays}
    cues = [d for d in find_cues(r, sentence) if d.mark not in marks and _attributes(r, d)]
    fronted = [
        d for d in find_interruptions(r, sentence)
        if not any(_past(c) and c.cue[0] == d.cue[0] for c in cues)
    ]  # fmt: skip
    taken = {d.cue[0] for d in relays + fronted}
    cues = [d for d in cues if d.cue[0] not in taken]
    drafts = sorted([*relays, *fronted, *cues], key=lambda d: d.cue)
    phrases = find_phrases(r, sentence, drafts)
    inside = {k for d in phrases for k in range(*d.cue)}
    drafts = [d for d in drafts if d.cue[0] not in inside]
    drafts = sorted([*drafts, *phrases], key=lambda d: d.cue)
    result = []
    for draft in drafts:
        spans = contents(r, draft, drafts, sentence)
        if spans and _says_something(spans) and not _anonymity(spans[0].text):
            result.append(_Found(draft, sentence, spans))
    return result


def _anonymity(content: str) -> bool:
    """Tell whether a content is but the wish of a source to stay unnamed."""
    return bool(_UNNAMED.match(fold(content)))


_UNNAMED = re.compile(r"^(?:عدم\s)?(?:ال)?(?:كشف|ذكر|نشر|افصاح)\s(?:عن\s)?(?:اسم|هوي)")


def _says_something(spans: list[Span]) -> bool:
    return sum(len(s.text) for s in spans) >= 3


def _speakers(r: Reading, here: list[_Found], sentence: Range, cast: Cast) -> None:
    for n, f in enumerate(here):
        draft = f.draft
        subject = draft.antecedent or draft.subject
        if subject is None:
            subject = before_cue(r, draft.cue[0], draft.form)
        if subject is not None:
            f.speaker = _clean(r, subject)
            context = r.text[f.speaker.end : f.speaker.end + 80]
            f.entity = cast.resolve(f.speaker, context, _gender(draft))
            f.overt = True
        else:
            _inherit(r, f, here[:n], sentence, cast)
        if f.entity is not None and r.tokens[draft.cue[0]].quote < 0 and not _nested(f, here):
            cast.speak(f.entity)


def _past(draft: Draft) -> bool:
    return draft.form is not None and draft.form.tense == "past"


def _attributes(r: Reading, draft: Draft) -> bool:
    """Tell whether a cue attributes: not one's own "أقول", nor "يعتقد أن", nor of a thing."""
    form = draft.form
    if form is None or not form.finite:
        return True
    quoted = draft.marker in ("quote", "colon")
    subject = draft.antecedent or draft.subject or before_cue(r, draft.cue[0], form)
    if subject is None:
        if r.tokens[draft.cue[0]].quote >= 0 and not form.object_:
            return form.agreement == "mp" and form.conjunction != ""
        if form.tense == "present" and form.verb.impersonal and not quoted:
            return False
        if form.tense == "present" and not form.object_ and not form.conjunction and not quoted:
            return r.fold(draft.cue[0] - 1) in ("كما",)
        return True
    return quoted or can_speak(r, subject)


def _clean(r: Reading, subject: Range) -> Span:
    """Return the span of a speaker, without a conjunction or preposition attached to it."""
    span = r.span(subject[0], subject[1] - 1)
    if span.text[0] in '"«“' and span.text[-1] in '"»”' and len(span.text) > 2:
        return Span(span.start + 1, span.end - 1, span.text[1:-1])
    if re.match(r"[وف]ال\w", span.text) or span.start in r.conjunctions:
        return Span(span.start + 1, span.end, span.text[1:])
    return span


def _gender(draft: Draft) -> str:
    if draft.form is None or not draft.form.finite or draft.form.agreement not in ("ms", "fs"):
        return ""
    return draft.form.agreement[0]


def _agreement(r: Reading, draft: Draft) -> tuple[str, bool | None]:
    """Return the gender and number that the cue asks of its speaker."""
    form = draft.form
    if form is None:
        return "", None
    if form.tense == "noun":
        word = r.fold(draft.cue[0])
        return (
            ("f", None)
            if word.endswith("ها")
            else ("m", None)
            if word.endswith("ه")
            else ("", None)
        )
    if form.agreement in ("ms", "fs"):
        return form.agreement[0], None
    return "", True if form.agreement in ("mp", "fp", "d") else None


def _nested(f: _Found, here: list[_Found]) -> _Found | None:
    """Return the innermost statement whose content holds this one's cue."""
    at = f.draft.cue[0]
    best: _Found | None = None
    for other in here:
        if other is f or other.draft.fronted and other.draft.form is None:
            continue
        cue = None
        for s in other.spans:
            token = f.spans[0]
            if s.start <= token.start and token.end <= s.end and other.spans != f.spans:
                if s.start <= _offset(f, at) < s.end:
                    cue = s
        if cue is not None:
            size = sum(len(s.text) for s in other.spans)
            if best is None or size < sum(len(s.text) for s in best.spans):
                best = other
    return best


def _offset(f: _Found, at: int) -> int:
    return f.cue_start if hasattr(f, "cue_start") else f.spans[0].start


def _inherit(r: Reading, f: _Found, earlier: list[_Found], sentence: Range, cast: Cast) -> None:
    """Give a cue without an overt subject the speaker that its form points to."""
    gender, plural = _agreement(r, f.draft)
    level = r.tokens[f.draft.cue[0]].quote
    same = [
        e for e in earlier
        if e.entity is not None and r.tokens[e.draft.cue[0]].quote == level
    ]  # fmt: skip
    participle = f.draft.form is not None and f.draft.form.tense == "participle"
    for e in reversed(same):
        if _agrees(e.entity, gender, plural):
            f.entity, f.speaker = e.entity, e.speaker
            return
    if participle:
        subject = main_subject(r, sentence, f.draft.cue[0])
        if subject is not None:
            span = _clean(r, subject)
            f.entity = cast.resolve(span, "", gender)
            f.speaker = span
            return
    entity = cast.latest(gender=gender, plural=plural)
    if entity is not None:
        f.entity, f.speaker = entity, entity.mentions[-1]


def _agrees(entity: Entity | None, gender: str, plural: bool | None) -> bool:
    if entity is None or (plural and not entity.many):
        return False
    return not (gender and entity.gender and entity.gender != gender and not entity.plural)


def _statements(
    r: Reading, found: list[_Found], cast: Cast
) -> tuple[tuple[Statement, ...], tuple[Speaker, ...], tuple[Mention, ...]]:
    found.sort(key=lambda f: (f.spans[0].start, -f.spans[-1].end))
    speakers: dict[int, Speaker] = {}
    mentions: list[Mention] = []
    statements = []
    ids = {id(f): f"s{n}" for n, f in enumerate(found, 1)}
    for f in found:
        draft = f.draft
        cue = r.span(draft.cue[0], draft.cue[1] - 1)
        if draft.form.conjunction if draft.form is not None else has_conjunction(cue.text):
            cue = Span(cue.start + 1, cue.end, cue.text[1:])
        entity = f.entity
        if entity is not None and id(entity) not in speakers:
            variants: dict[str, int] = {}
            for m in entity.mentions:
                variants[m.text] = variants.get(m.text, 0) + 1
            speakers[id(entity)] = Speaker(f"p{len(speakers) + 1}", entity.name, entity.type,
                                           tuple(sorted(variants.items())))  # fmt: skip
            seen = dict.fromkeys(entity.mentions)
            mentions += [Mention(speakers[id(entity)].id, m) for m in seen]
        parent = _parent(r, f, found)
        statements.append(Statement(
            id=ids[id(f)], content=tuple(f.spans), mode=mode_of(r, draft, f.spans), cue=cue,
            speaker=f.speaker,
            speaker_kind="none" if f.speaker is None else "overt" if f.overt else "inherited",
            speaker_type=entity.type if entity is not None else None,
            entity=speakers[id(entity)] if entity is not None else None,
            venue=_venue(r, f),
            stance=draft.form.verb.stance if draft.form else "assert",
            parent=ids[id(parent)] if parent is not None else None,
            relays=tuple(_clean(r, x) for x in draft.relays),
            confidence=0.5, rule=draft.marker,
        ))  # fmt: skip
    return tuple(statements), tuple(speakers.values()), tuple(mentions)


def _venue(r: Reading, f: _Found) -> Span | None:
    """Return where it was said: after the cue, or at the head of the sentence."""
    venue = f.draft.venue
    first = f.sentence[0]
    if venue is None and r.fold(first) in ("في", "وفي") and venue_at(r, first):
        comma = next((k for k in range(first, f.draft.cue[0]) if r.fold(k) in ("،", ",")), None)
        if comma is not None and "venue" in classes(r.fold(first + 1)) and f.draft.form is not None:
            venue = (first, min(noun_phrase(r, first + 1, comma), comma))
    if venue is None or venue[1] <= venue[0]:
        return None
    span = r.span(venue[0], venue[1] - 1)
    if r.fold(venue[0]) == "وفي":
        return Span(span.start + 1, span.end, span.text[1:])
    return span


def _parent(r: Reading, f: _Found, found: list[_Found]) -> _Found | None:
    """Return the innermost other statement whose content holds this cue and content."""
    start = r.tokens[f.draft.cue[0]].start
    best: _Found | None = None
    for other in found:
        if other is f:
            continue
        for s in other.spans:
            if s.start <= start < s.end and s.start <= f.spans[0].start and f.spans[0].end <= s.end:
                if best is None or len(s.text) < sum(len(x.text) for x in best.spans):
                    best = other
    return best
