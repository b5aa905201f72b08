"""Join cue, content and speaker of every statement in an article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from claimtrack.arabic import fold
from claimtrack.attribution.cast import Cast, Entity, entity_named
from claimtrack.attribution.confidence import confidence, rule_name
from claimtrack.attribution.contents import contents, mode_of
from claimtrack.attribution.cues import find_cues
from claimtrack.attribution.drafts import Draft, Range
from claimtrack.attribution.full_names import full_name
from claimtrack.attribution.government import VERBAL_NOUN
from claimtrack.attribution.heads import head_types
from claimtrack.attribution.insertions import find_interruptions
from claimtrack.attribution.noun_phrases import noun_phrase, venue_at
from claimtrack.attribution.reading import COMMAS, Reading, classes, read
from claimtrack.attribution.reports import find_headline, find_relays, find_reports
from claimtrack.attribution.resolution import Found, holders, resolve_speakers, speaker_span
from claimtrack.attribution.sources import find_phrases, has_conjunction
from claimtrack.attribution.speakers import before_cue, can_speak
from claimtrack.dates import find_dates
from claimtrack.models import Mention, Quotation, Sentence, Span, Speaker, SpeakerKind, Statement

Attribution = tuple[tuple[Statement, ...], tuple[Speaker, ...], tuple[Mention, ...]]

# A source's wish to stay unnamed is no content: "طلب عدم الكشف عن اسمه".
_UNNAMED = re.compile(r"^(?:عدم\s)?(?:ال)?(?:كشف|ذكر|نشر|افصاح)\s(?:عن\s)?(?:اسم|هوي)")
_MIN_CONTENT = 3  # characters


def attribute(
    text: str,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    published: date | None = None,
) -> Attribution:
    """Find every attributed statement of a text: the statements, their speakers, their mentions.

    `published` is the day against which "أمس" and weekdays are read.
    """
    r = read(text, sentences, quotations)
    cast = Cast()
    found: list[Found] = []
    before: Range | None = None
    for sentence in r.sentences:
        here = _in_sentence(r, sentence)
        resolve_speakers(r, here, sentence, cast, before)
        found += here
        before = sentence if not here else None
    return _statements(r, found, published)


def _in_sentence(r: Reading, sentence: Range) -> list[Found]:
    """Find the cues of one sentence and settle what each governs."""
    reports = find_relays(r, sentence) + find_reports(r, sentence) + find_headline(r, sentence)
    marks = {d.mark for d in reports}
    cues = [d for d in find_cues(r, sentence) if d.mark not in marks and _attributes(r, d)]
    past = {d.cue[0] for d in cues if d.form is not None and d.form.tense == "past"}
    inserted = [d for d in find_interruptions(r, sentence) if d.cue[0] not in past]
    taken = {d.cue[0] for d in reports + inserted}
    drafts = [*reports, *inserted, *(d for d in cues if d.cue[0] not in taken)]
    drafts.sort(key=lambda d: d.cue)
    phrases = find_phrases(r, sentence, drafts)
    inside = {k for d in phrases for k in range(*d.cue)}
    drafts = sorted([*(d for d in drafts if d.cue[0] not in inside), *phrases], key=lambda d: d.cue)
    starts = {d.cue[0]: d for d in drafts}
    settled = ((d, contents(r, d, starts, sentence)) for d in drafts)
    return [Found(d, sentence, spans) for d, spans in settled if _says_something(spans)]


def _says_something(spans: list[Span]) -> bool:
    if sum(len(s.text) for s in spans) < _MIN_CONTENT:
        return False
    return not _UNNAMED.match(fold(spans[0].text))


def _attributes(r: Reading, draft: Draft) -> bool:
    """Tell whether a cue attributes: not one's own "أقول", nor "يعتقد أن", nor of a thing."""
    form = draft.form
    if form is None or not form.finite:
        return True
    quoted = draft.marker in ("quote", "colon")
    subject = draft.antecedent or draft.subject or before_cue(r, draft.cue[0], form)
    np = form.verb.np if draft.marker == "np" and draft.mark == draft.first else None
    if np is not None and VERBAL_NOUN in np.gate and draft.start < 0:
        if subject is not None and not any(head_types(r.fold(subject[0] + n)) for n in (0, 1)):
            return r.fold(subject[1]) in COMMAS  # not "مقطع يظهر تعرض الفتاة"
    if subject is not None and draft.marker == "desc" and form.verb.lemma == "عد":
        return bool(head_types(r.fold(subject[0])))  # not "يعد هذا الرقم أقل من …"
    if subject is not None:
        return quoted or can_speak(r, subject)
    if r.tokens[draft.cue[0]].quote >= 0 and not form.object_:
        return form.agreement == "mp" and form.conjunction != ""
    if form.tense == "past" and draft.marker == "np" and not form.conjunction and not form.object_:
        return all(first != draft.cue[0] for first, _ in r.sentences)  # "أعلن عن وفاة فلان"
    if form.tense != "present" or quoted:
        return True
    if form.verb.impersonal:
        return False
    return bool(form.object_ or form.conjunction or r.fold(draft.cue[0] - 1) == "كما")


def _statements(r: Reading, found: list[Found], published: date | None) -> Attribution:
    found.sort(key=lambda f: (f.spans[0].start, -f.spans[-1].end))
    ids = {id(f): f"s{n}" for n, f in enumerate(found, 1)}
    speakers: dict[int, Speaker] = {}
    mentions: list[Mention] = []
    for member in (f.entity for f in found):
        if member is not None and id(member) not in speakers:
            speakers[id(member)] = _speaker(r, f"p{len(speakers) + 1}", member)
            own = dict.fromkeys(member.mentions)
            mentions += (Mention(speakers[id(member)].id, span) for span in own)
    statements = []
    held = holders(r, found)
    for f in found:
        parent = held.get(id(f))
        entity = speakers[id(f.entity)] if f.entity is not None else None
        statements.append(
            _statement(r, f, ids[id(f)], entity, ids[id(parent)] if parent else None, published)
        )
    return tuple(statements), tuple(speakers.values()), tuple(mentions)


def _speaker(r: Reading, id_: str, entity: Entity) -> Speaker:
    variants = Counter(span.text for span in entity.mentions)
    name = entity.name
    if entity.type == "person" and len(entity.words) == 1 and entity_named(entity):
        name = full_name(r, entity.words[0]) or name
    return Speaker(id_, name, entity.type, tuple(sorted(variants.items())))


def _statement(
    r: Reading, f: Found, id_: str, entity: Speaker | None, parent: str | None,
    published: date | None,
) -> Statement:  # fmt: skip
    draft = f.draft
    cue = _cue(r, draft)
    mode = mode_of(r, draft, f.spans)
    kind: SpeakerKind = "none" if f.speaker is None else "overt" if f.overt else "inherited"
    return Statement(
        id=id_,
        content=tuple(f.spans),
        mode=mode,
        cue=cue,
        speaker=f.speaker,
        speaker_kind=kind,
        speaker_type=entity.type if entity is not None else None,
        entity=entity,
        venue=_venue(r, f),
        said=_said(r.text, cue, f.spans, published),
        stance=draft.form.verb.stance if draft.form is not None else "assert",
        parent=parent,
        relays=tuple(speaker_span(r, phrase) for phrase in draft.relays),
        confidence=confidence(draft, mode, kind, f.size, nested=parent is not None),
        rule=rule_name(draft),
    )


def _cue(r: Reading, draft: Draft) -> Span:
    """Return the span of a cue without its conjunction."""
    cue = r.span(draft.cue[0], draft.cue[1] - 1)
    if draft.form.conjunction if draft.form is not None else has_conjunction(cue.text):
        return Span(cue.start + 1, cue.end, cue.text[1:])
    return cue


def _venue(r: Reading, f: Found) -> Span | None:
    """Return where it was said: after the cue, or at the head of the sentence."""
    venue = f.draft.venue
    first = f.sentence[0]
    if venue is None and r.fold(first) in ("في", "وفي") and venue_at(r, first):
        comma = next((k for k in range(first, f.draft.cue[0]) if r.fold(k) in COMMAS), None)
        if comma is not None and "venue" in classes(r.fold(first + 1)) and f.draft.form is not None:
            venue = (first, min(noun_phrase(r, first + 1, comma), comma))
    if venue is None or venue[1] <= venue[0]:
        return None
    span = r.span(venue[0], venue[1] - 1)
    if r.fold(venue[0]) == "وفي":
        return Span(span.start + 1, span.end, span.text[1:])
    return span


def _said(text: str, cue: Span, spans: list[Span], published: date | None) -> str | None:
    """Return the day that stands between a cue and its content: "قال فلان الأربعاء"."""
    if spans[0].start <= cue.end:
        return None
    dates = find_dates(text[cue.end : spans[0].start], published)
    return dates[0].iso if dates else None
