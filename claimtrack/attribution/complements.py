"""Complements: the way from a cue to what it governs, over subject, venue and time."""

from __future__ import annotations

from attrs import evolve

from claimtrack.attribution.adjuncts import skip_adjunct
from claimtrack.attribution.descriptions import describe_pronoun
from claimtrack.attribution.drafts import MAX_GAP, Draft
from claimtrack.attribution.government import (
    VERBAL_NOUN,
    disagrees,
    gate_fits,
    subject_limit,
    takes_object,
)
from claimtrack.attribution.heads import head_types, territories
from claimtrack.attribution.noun_phrases import noun_phrase
from claimtrack.attribution.openings import opens, that_later
from claimtrack.attribution.reading import COMMAS, Reading, classes, is_complementizer
from claimtrack.attribution.tagger import is_common_noun
from claimtrack.attribution.verbs import Form, readings, say_form
from claimtrack.attribution.words import (
    counts_people,
    is_definite,
    is_object_start,
    is_possessed,
    is_word,
    manner_end,
    never_inside,
)
from claimtrack.lexicon import word_class

_MAX_NOUN_GAP = 4  # and between a verbal noun's own phrase and what it governs


def complement(r: Reading, i: int, form: Form, limit: int) -> Draft | None:
    """Find what opens the complement of the cue at `i`, reading over subject, venue and time."""
    last = i
    if classes(r.fold(i + 1)) & {"no_content", "deity"}:
        return None  # "صرح بذلك فلان", "داعين الله أن", "كشف النقاب"
    if form.tense != "noun" and r.fold(i + 1) in word_class("by_saying") and i + 2 < limit:
        last, form = i + 1, evolve(form, verb=say_form().verb)
    elif form.finite or form.tense == "noun":
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
    after = r.fold(j + 1)
    if r.fold(j) in ("لي", "لنا") and (
        is_definite(after) or head_types(after) or is_complementizer(after)
    ):
        j += 1  # "قال لي الوزير"
    if not form.object_ and form.tense != "noun":
        found = _object_first(r, draft, j)
        if found is not None:
            return found
    draft.stop = subject_limit(r, form, j, limit)
    end = j
    free = form.tense != "participle" and form.agreement not in ("mp", "fp")
    free = free and not _after_auxiliary(r, i)
    if free and (r.kind(j) != "o" or that_later(r, r.skip_quotation(j), draft)):
        end = _subject_end(r, draft, j)
    if end > j and form.verb.complements and disagrees(r, form, j):
        return _without_subject(r, draft, j, end)
    if end > j:
        draft.subject = (j, end)
    found = _scan(r, draft, end)
    if found and found.marker == "np" and not takes_object(form) and _does(r, j, end):
        return None
    return found or _verbal_object(r, draft, j)


def _does(r: Reading, j: int, end: int) -> bool:
    """Tell whether an object follows a body: "شددت الهند إجراءات الأمن على الحدود"."""
    types = head_types(r.fold(j))
    if "person" in types or not (types or r.fold(j) in territories()):
        return False
    return any(
        r.fold(k).removeprefix("ال") in word_class("object")
        and (is_definite(r.fold(k - 1)) or r.fold(k - 1) in territories())
        for k in range(j + 1, end)
    )


def _verbal_object(r: Reading, draft: Draft, j: int) -> Draft | None:
    """Take a verbal noun after the subject as the object of أوضح and the like."""
    assert draft.form is not None
    np = draft.form.verb.np
    if np is None or VERBAL_NOUN not in np.gate or draft.subject is None or draft.subject[0] != j:
        return None
    if "prep" in classes(r.fold(draft.cue[0])):
        return None  # "بين قوات الأمن"
    end = noun_phrase(r, j, draft.stop, stop_at_object=True)
    apart = r.fold(end) in COMMAS
    first = end + 1 if apart else end
    if first >= draft.limit or not gate_fits(r, np, first) or not (apart or _headed(r, j)):
        return None
    found = Draft(draft.cue, draft.form, "np", first, draft.limit, mark=first)
    found.subject = (j, end)
    return found


def _headed(r: Reading, j: int) -> bool:
    """Tell whether a phrase begins with a head of a speaker: "أحدث تقرير"."""
    return bool(head_types(r.fold(j)) or head_types(r.fold(j + 1)))


def _subject_end(r: Reading, draft: Draft, j: int) -> int:
    """Return the end of the subject that begins at `j`, before the object where one follows."""
    assert draft.form is not None
    if (named := _strange_name(r, draft, j)) > j:
        return named
    whole = noun_phrase(r, j, draft.stop)
    if not takes_object(draft.form):
        return whole
    end = noun_phrase(r, j, draft.stop, stop_at_object=True)
    after = whole + 1 if r.fold(whole) in COMMAS else whole
    verb = draft.form.verb
    clause = verb.that and after < draft.limit and is_complementizer(r.fold(after))
    clause = clause and not any(c.role in ("addr", "accuse") for c in verb.complements)
    rest = range(end, whole)
    objects = any(is_object_start(r.fold(k)) or is_possessed(r, k) for k in rest)
    return whole if clause and not objects else end


def _strange_name(r: Reading, draft: Draft, j: int) -> int:
    """Return the end of a name that looks like a verb, from the verb up to its clause: "أكد نعمت
    زاده أن"; `j` where there is none."""
    verb, first = draft.form.verb if draft.form else None, r.fold(j)
    if verb is None or not (verb.that and verb.quote) or not r.verb(j) or readings(first):
        return j
    for k in range(j, min(j + 4, draft.stop)):
        word = r.fold(k)
        if k > j and is_complementizer(word):
            return k
        if k > j and (word in COMMAS or word == "في"):
            last = r.fold(k - 1)
            owned = is_common_noun(last[:-1]) or is_common_noun(last[:-2] + "ه")  # "رغبته في"
            return j if owned and is_possessed(r, k - 1) else k
        if r.kind(k) != "w" or classes(word) or is_complementizer(word) or head_types(word):
            return j
    return j


def _without_subject(r: Reading, draft: Draft, j: int, end: int) -> Draft | None:
    """Take a phrase that cannot be the subject as the object, or pass over it as addressee."""
    assert draft.form is not None
    np = draft.form.verb.np
    if np is not None and gate_fits(r, np, j):
        return _again(r, draft, j)
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
    if head_types(r.fold(i)) and not r.fold(i).endswith("ا"):
        return None  # "قالت متحدثة باسم الشرطة"
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
    opens = opens and not counts_people(r, j)
    if draft.form.tense == "participle":
        opens = not ("prep" in classes(word) or is_complementizer(word) or never_inside(word))
    if opens and head_types(word) and draft.form.verb.that and draft.form.finite:
        opens = not is_complementizer(r.fold(noun_phrase(r, j, draft.limit)))  # "تبين أرقام … أن"
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
        if (after := manner_end(r, j)) > j:
            gap, j = gap + after - j, after
            continue
        late = None if relative else _late_subject(r, draft, j)
        if late is not None:
            draft.subject = (j, late)
            j = late
            continue
        found = opens(r, draft, j, relative)
        if found is not None:
            plain = found.marker == "np" and found.first == j and found.start < 0
            return _again(r, found, j) if plain else found
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


def _leftover(r: Reading, draft: Draft) -> Draft | None:
    """Take a lone noun phrase as the object of a verb whose subject is not overt."""
    form = draft.form
    assert form is not None
    if draft.subject is None or form.verb.np is None or not form.finite:
        return None
    head = r.fold(draft.subject[0])
    if head_types(head) & {"person", "government", "organization", "media", "anonymous"}:
        return None  # it speaks; what it says is not found
    if f"{head} {r.fold(draft.subject[0] + 1)}" in territories() or head in territories():
        return None
    if not gate_fits(r, form.verb.np, draft.subject[0]):
        return None
    draft.marker, draft.first, draft.mark = "np", draft.subject[0], draft.subject[0]
    draft.subject = None
    return draft
