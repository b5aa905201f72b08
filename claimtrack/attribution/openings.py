"""Openings: the mark at which a complement begins, a clause, a quotation, a noun phrase."""

from __future__ import annotations

from claimtrack.attribution.descriptions import describe_phrase, split_object
from claimtrack.attribution.drafts import Draft, open_that
from claimtrack.attribution.government import (
    VERBAL_NOUN,
    gate_fits,
    is_attached,
    is_governed,
)
from claimtrack.attribution.heads import bare, head_types, territories
from claimtrack.attribution.noun_phrases import noun_phrase, venue_at
from claimtrack.attribution.reading import COMMAS, Reading, classes, is_complementizer
from claimtrack.attribution.speakers import can_speak
from claimtrack.attribution.verbs import Complement, readings
from claimtrack.attribution.words import is_definite, is_object_start, is_possessed, is_word
from claimtrack.lexicon import word_class


def opens(r: Reading, draft: Draft, j: int, relative: bool) -> Draft | None:
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
    if np is not None and VERBAL_NOUN in np.gate and form.finite:
        return None
    if np is not None and _may_be_object(r, draft, j) and gate_fits(r, np, j):
        if np.gate and verb.stance == "accuse" and draft.subject is not None:
            return draft if describe_phrase(r, draft, j) else None  # "حمل فلانا مسؤولية …"
        draft.marker, draft.first, draft.mark = "np", j, j
        return draft
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
    if before == "الي" and draft.form.verb.quote and r.fold(j - 2) in COMMAS:
        # "وأضاف فلان، في مؤتمر صحفي، إلى أن", but not "تشير الأرقام، يضيف فلان، إلى أن"
        return bool(draft.form.conjunction) or r.fold(draft.cue[0] - 1) not in COMMAS
    if before in ("علي", "الي", "عن", "من", "في"):
        return any(c.prep == before for c in draft.form.verb.complements)
    if draft.subject is None and draft.strange > 3:
        return False
    if r.fold(j)[0] == "و":
        return False  # the second of two things, the first of which is no clause
    if r.fold(j)[0] == "ل" and (
        j > draft.cue[1] + 8 or not any(c.prep in ("ل", "الي") for c in draft.form.verb.complements)
    ):
        return False  # "because"
    return draft.form.verb.that or any(c.prep == "ب" for c in draft.form.verb.complements)


def _quotation(r: Reading, draft: Draft, j: int) -> Draft | None:
    """Take a quotation as the complement unless it is a name before the real one."""
    assert draft.form is not None
    verb = draft.form.verb
    own = r.tokens[j].own
    close = r.closing[own]
    short = close - j - 1 <= 6
    named = "quoted_name" in classes(bare(r.fold(j - 1))) or r.fold(j - 1) in ("ل", "لـ", "مع")
    if close - j == 2 and any("media_venue" in classes(r.fold(k)) for k in range(j - 4, j)):
        return None  # 'عبر حسابه على موقع التواصل الاجتماعي «تويتر»'
    apart = draft.subject is None and j > draft.cue[1]
    if r.fold(j - 1) == "و" and j - 1 > draft.cue[1]:
        return None  # 'تحدث مع القائد و"أصدر له …"'
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
    if short and (r.fold(j + 1) in ("بشده", "بقوه") or _opened_after(r, draft, close + 1)):
        if draft.subject is not None and draft.subject[1] == j:
            draft.subject = (draft.subject[0], close + 1)  # 'الشركة «سابك» عن …'
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


def _opened_after(r: Reading, draft: Draft, k: int) -> bool:
    """Tell whether a complementizer or the verb's own preposition follows a quoted name."""
    after = k + 1 if r.fold(k) in (*COMMAS, ":") else k
    if is_complementizer(r.fold(after)) or (after > k and r.kind(after) == "o"):
        return True
    preps = {c.prep for c in draft.form.verb.complements if c.prep} if draft.form else set()
    return draft.subject is not None and any(is_attached(r, k, prep) for prep in preps)


def that_later(r: Reading, j: int, draft: Draft) -> bool:
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
    if c.role == "addr" and c.prep == "من" and _who(r.fold(first)):
        end = noun_phrase(r, first, draft.limit, stop_at_object=True)
        if is_object_start(r.fold(end)):
            first = end  # "طلب النادي من الاتحاد تأجيل المباراة", but "حذر من عدم تأجيلها"
    draft.marker, draft.first, draft.mark, draft.start = "np", first, j, start
    return True


def _who(word: str) -> bool:
    """Tell whether a folded word can be somebody who is asked for something."""
    return is_definite(word) or bool(head_types(word)) or word in territories()


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
