"""Complements: what opens the content that a cue governs, read over subject, venue and time."""

from __future__ import annotations

from attrs import evolve

from claimtrack.attribution.adjuncts import skip_adjunct
from claimtrack.attribution.descriptions import describe_phrase, describe_pronoun, split_object
from claimtrack.attribution.drafts import MAX_GAP, Draft, open_that
from claimtrack.attribution.government import gate_fits, is_governed, subject_limit, takes_object
from claimtrack.attribution.names import bare, head_types
from claimtrack.attribution.noun_phrases import (
    is_definite,
    is_object_start,
    is_possessed,
    is_word,
    never_inside,
    noun_phrase,
    venue_at,
)
from claimtrack.attribution.reading import Reading, classes, is_complementizer
from claimtrack.attribution.speakers import can_speak
from claimtrack.attribution.verbs import Complement, Form, readings
from claimtrack.lexicon import word_class

_MAX_NOUN_GAP = 4  # and between a verbal noun's own phrase and what it governs


def complement(r: Reading, i: int, form: Form, limit: int) -> Draft | None:
    """Find what opens the complement of the cue at `i`, reading over subject, venue and time."""
    last = i
    if classes(r.fold(i + 1)) & {"no_content", "deity"}:
        return None  # "صرح بذلك فلان", "داعين الله أن", "كشف النقاب"
    if form.finite or form.tense == "noun":
        compound = _compound(r, i + 1)
        if compound is not None and i + 1 < limit:
            last, form = i + 1, evolve(compound, conjunction=form.conjunction)
    j = last + 1
    draft = Draft((i, last + 1), form, "", j, limit)
    if form.object_ and form.verb.lemma not in (
        "أبلغ",
        "أخبر",
        "أورد",
        "ذكر",
        "أكد",
        "أعلن",
        "قال",
    ):
        return describe_pronoun(r, draft, j)
    if r.fold(j) in ("اياه", "اياها", "اياهم"):
        return describe_pronoun(r, draft, j + 1)
    while r.fold(j) in word_class("resumptive"):
        j += 1
    if not form.object_ and form.tense != "noun":
        found = _object_first(r, draft, j)
        if found is not None:
            return found
    draft.stop = subject_limit(r, form, j, limit)
    end = j
    free = form.tense != "participle" and form.agreement not in ("mp", "fp")
    free = free and not _after_auxiliary(r, i)
    if free and (r.kind(j) != "o" or _that_later(r, r.skip_quotation(j), draft)):
        end = noun_phrase(r, j, draft.stop, stop_at_object=takes_object(form))
    if end > j:
        draft.subject = (j, end)
    return _scan(r, draft, end)


def _after_auxiliary(r: Reading, i: int) -> bool:
    """Tell whether the subject stands before: "كان فلان قد أعلن"."""
    if r.fold(i - 1) != "قد":
        return False
    for k in range(i - 2, max(i - 16, -1), -1):
        if r.fold(k) in (".", ":", "؛"):
            return False
        if r.fold(k).removeprefix("و") in ("كان", "كانت", "كانوا"):
            return k < i - 2
    return False


def _compound(r: Reading, i: int) -> Form | None:
    """Return the participle that makes one cue with the verb before it (تابع قائلا)."""
    if not is_word(r, i) or r.fold(i)[0] == "و":
        return None
    forms = [f for f in readings(r.fold(i)) if f.tense == "participle" and f.verb.quote]
    return forms[0] if forms else None


def _object_first(r: Reading, draft: Draft, j: int) -> Draft | None:
    """Take what follows a verb as its object where it can't be its subject."""
    assert draft.form is not None
    np = draft.form.verb.np
    if np is None or not is_word(r, j) or not gate_fits(r, np, j) or draft.form.tense == "noun":
        return None
    word = r.fold(j)
    opens = word in ("هذا", "هذه", "ذلك", "تلك", "ما", "اي", "كل") or is_object_start(word)
    opens = opens or (is_possessed(r, j) and word not in word_class("honorific"))
    if draft.form.tense == "participle":
        opens = not ("prep" in classes(word) or is_complementizer(word) or never_inside(word))
    if not opens:
        return None
    return _again(r, draft, j)


def _again(r: Reading, draft: Draft, j: int) -> Draft | None:
    """Take a noun phrase as the content; "مجددا الدعوة إلى …" is one cue with what دعوة governs."""
    draft.marker, draft.first, draft.mark = "np", j, j
    np = draft.form.verb.np if draft.form is not None else None
    if np is not None and np.gate:
        word = r.fold(j)
        nouns = [
            f for w in (word, word.removeprefix("ال")) for f in readings(w) if f.tense == "noun"
        ]
        if nouns and j == draft.cue[1]:
            inner = complement(r, j, evolve(nouns[0], tense="participle"), draft.limit)
            if inner is not None:
                inner.cue = (draft.cue[0], j + 1)
                inner.form = evolve(nouns[0], tense="participle")
                return inner
    return draft


def _scan(r: Reading, draft: Draft, j: int) -> Draft | None:
    """Walk from the subject to the complement, over venue, time, apposition and relative clause."""
    assert draft.form is not None
    gap = 0
    relative = False
    furthest = MAX_GAP if draft.form.tense != "noun" else _MAX_NOUN_GAP
    while j < draft.limit and gap < furthest:
        late = None if relative else _late_subject(r, draft, j)
        if late is not None:
            draft.subject = (j, late)
            j = late
            continue
        found = _opens(r, draft, j, relative)
        if found is not None:
            return found
        step = skip_adjunct(r, draft, j, relative)
        if step is None:
            break
        relative = relative and r.fold(j) not in ("،", ",") or "relative" in classes(r.fold(j))
        gap += step - j
        j = step
    return _leftover(r, draft)


def _late_subject(r: Reading, draft: Draft, j: int) -> int | None:
    """Return the end of a subject after time or venue: "وقال، يوم الأحد، مدير المستشفى إن"."""
    form = draft.form
    if draft.subject is not None or j == draft.cue[1] or form is None or not form.finite:
        return None
    if not head_types(r.fold(j)) or is_object_start(r.fold(j)) or form.agreement in ("mp", "fp"):
        return None
    end = noun_phrase(r, j, draft.limit, stop_at_object=takes_object(form))
    return end if end > j else None


def _opens(r: Reading, draft: Draft, j: int, relative: bool) -> Draft | None:
    """Return the draft with its complement set where the complement opens at `j`."""
    form = draft.form
    assert form is not None
    verb, word, kind = form.verb, r.fold(j), r.kind(j)
    if kind == "w" and is_complementizer(word):
        if word[0] == "ب" and any(c.role in ("desc", "accuse") for c in verb.complements):
            return draft if describe_phrase(r, draft, j) else None
        return open_that(r, draft, j) if _governs_that(r, draft, j) else None
    if word == ":" and kind == "p" and (verb.quote or verb.that) and j + 1 < len(r.tokens):
        if not verb.that and draft.subject is not None and r.verb(draft.subject[0]):
            return None
        draft.marker, draft.first, draft.mark = "colon", j + 1, j
        if r.kind(j + 1) == "w" and is_complementizer(r.fold(j + 1)):
            return open_that(r, draft, j + 1)
        return draft if j + 1 < draft.limit or r.kind(j + 1) == "o" else None
    if kind == "o":
        return _quotation(r, draft, j)
    if kind != "w" or form.tense == "noun":
        return None
    for c in verb.complements:
        if c.prep and (not relative or c.role in ("desc", "accuse")):
            if _prep_opens(r, draft, c, j):
                return draft
    if relative:
        return None
    if any(c.role == "addr" and not c.prep for c in verb.complements) and draft.subject is not None:
        end = noun_phrase(r, j, draft.limit, stop_at_object=True)
        if end > j and r.kind(end) == "w" and not is_complementizer(r.fold(end)):
            draft.marker, draft.first, draft.mark = "np", end, j
            return draft
        return None
    if any(c.role == "desc" and not c.prep for c in verb.complements) and _estimates(r, draft, j):
        draft.marker, draft.first, draft.mark = "desc", j, j
        return draft
    np = verb.np
    if np is not None and _may_be_object(r, draft, j) and gate_fits(r, np, j):
        accused = draft.subject is not None and np.gate and draft.subject[1] < j == draft.cue[1]
        return _again(r, draft, j) if not accused else draft
    return None


def _estimates(r: Reading, draft: Draft, j: int) -> bool:
    """Tell whether two objects follow a subject: "اعتبرت النقابة القانون إهانة"."""
    if draft.subject is None or draft.subject[1] != j or not is_definite(r.fold(j)):
        return False
    if draft.form is not None and draft.form.tense == "present":
        return False
    end = noun_phrase(r, j, draft.limit, stop_at_object=True)
    ahead = range(j, min(j + 15, draft.limit))
    return r.kind(end) == "w" and not any(is_complementizer(r.fold(k)) for k in ahead)


def _governs_that(r: Reading, draft: Draft, j: int) -> bool:
    assert draft.form is not None
    before = r.fold(j - 1)
    if before in word_class("adverbial") or (
        before.lstrip("و") in word_class("adverbial") and len(before) > 3
    ):
        return False
    if before in ("علي", "الي", "عن", "من", "في"):
        return any(c.prep == before for c in draft.form.verb.complements)
    if draft.subject is None and draft.strange > 3:
        return False
    if r.fold(j)[0] == "ل" and j > draft.cue[1] + 8:
        return False
    return draft.form.verb.that or any(c.prep == "ب" for c in draft.form.verb.complements)


def _quotation(r: Reading, draft: Draft, j: int) -> Draft | None:
    """Take a quotation as the complement unless it is a name before the real one."""
    assert draft.form is not None
    verb = draft.form.verb
    own = r.tokens[j].own
    close = r.closing[own]
    short = close - j - 1 <= 6
    named = "quoted_name" in classes(bare(r.fold(j - 1))) or r.fold(j - 1) in ("ل", "لـ", "مع")
    apart = draft.subject is None and j > draft.cue[1]
    if draft.subject is not None and not can_speak(r, draft.subject) and r.fold(j - 1) != ":":
        return None
    desc = any(c.role == "desc" and not c.prep for c in verb.complements)
    if desc and draft.subject is not None and draft.subject[1] == j:
        cut = split_object(r, draft.subject)
        if cut > draft.subject[0]:
            draft.marker, draft.first, draft.mark = "desc", cut, j
            draft.subject = (draft.subject[0], cut)
            return draft
    if short and (named or apart) and _marker_later(r, close + 1, draft):
        return None
    if short and (r.fold(j + 1) in ("بشده", "بقوه") or is_complementizer(r.fold(close + 1))):
        return None
    np = verb.np
    if not (verb.quote or verb.that or (np is not None and not np.gate)):
        return None
    goes_on = r.kind(close + 1) == "w"
    nominal = any(c.role == "np" for c in verb.complements)
    if close - j <= 3 and goes_on and not nominal and verb.lemma != "قال" and r.fold(j - 1) != ":":
        return None  # "تهدد «الجبهة» ونفوذها": a name
    weak = not verb.that and draft.form.tense == "present"
    if draft.strange > (0 if named or short or weak else 2) and r.fold(j - 1) != ":":
        return None
    if weak and draft.subject is not None and draft.form.conjunction == "":
        return None
    draft.marker, draft.first, draft.mark = "quote", j, j
    return draft


def _that_later(r: Reading, j: int, draft: Draft) -> bool:
    """Tell whether a complementizer or colon follows closely: the quotation is a name."""
    for k in range(j, min(j + 12, draft.limit)):
        if r.fold(k) in ("،", ",", ".", "؛") or r.kind(k) == "o":
            return False
        if r.fold(k) == ":" or (r.kind(k) == "w" and is_complementizer(r.fold(k))):
            return r.fold(k - 1) not in word_class("adverbial")
    return False


def _marker_later(r: Reading, j: int, draft: Draft) -> bool:
    for k in range(j, min(j + 12, draft.limit)):
        if r.kind(k) == "o" or r.fold(k) == ":":
            return True
        if r.kind(k) == "w" and is_complementizer(r.fold(k)):
            return r.fold(k - 1) not in word_class("adverbial")
        if r.fold(k) in (".", "؟", "!"):
            return False
    return False


def _prep_opens(r: Reading, draft: Draft, c: Complement, j: int) -> bool:
    """Set the complement where the verb's preposition stands at `j`."""
    word = r.fold(j)
    first, start = j + 1, -1
    if draft.form is not None and draft.form.tense == "participle" and draft.strange > 3:
        return False
    if c.prep in ("ب", "ل"):
        if word in (c.prep, c.prep + "ما"):
            first = j if word != c.prep else j + 1
        elif word.startswith(c.prep) and not is_complementizer(word) and is_governed(word, c.prep):
            first, start = j, r.tokens[j].start + 1
        else:
            return False
    elif word != c.prep:
        return False
    if start < 0 and is_complementizer(r.fold(first)):
        return False
    if first >= draft.limit or (start < 0 and not _content_word(r, first, c)):
        return False
    if c.prep in ("في", "من", "علي", "ل") and venue_at(r, j):
        return False
    if c.role in ("desc", "accuse"):
        return describe_phrase(r, draft, j)
    draft.marker, draft.first, draft.mark, draft.start = "np", first, j, start
    return True


def _content_word(r: Reading, i: int, c: Complement) -> bool:
    if r.kind(i) == "o":
        return True
    word = r.fold(i)
    if not is_word(r, i) or "relative" in classes(word) or not gate_fits(r, c, i):
        return False
    return "time" not in classes(word) or is_object_start(word)


def _may_be_object(r: Reading, draft: Draft, j: int) -> bool:
    word = r.fold(j)
    assert draft.form is not None
    starts = is_object_start(word) or is_possessed(r, j)
    if draft.subject is None and draft.form.tense != "participle" and not starts:
        # "أدانت، الثلاثاء، الهجوم": only after a skipped adjunct
        if j == draft.cue[1]:
            return False
    if classes(word) & {"prep", "split", "relative", "aux", "time", "adverb"}:
        return word in ("ما", "عدم")
    if "prep" in classes(r.fold(j - 1)):
        return False
    if venue_at(r, j) or any(f.tense == "participle" for f in readings(word)):
        return False
    return word[0] != "و" or is_object_start(word)


def _leftover(r: Reading, draft: Draft) -> Draft | None:
    """Take a lone noun phrase as the object of a verb whose subject is not overt."""
    form = draft.form
    assert form is not None
    if draft.subject is None or form.verb.np is None or not form.finite:
        return None
    head = r.fold(draft.subject[0])
    if head_types(head) & {"person", "government", "organization", "media", "anonymous"}:
        return None  # it speaks; what it says is not found
    if not gate_fits(r, form.verb.np, draft.subject[0]):
        return None
    draft.marker, draft.first, draft.mark = "np", draft.subject[0], draft.subject[0]
    draft.subject = None
    return draft
