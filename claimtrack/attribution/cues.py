"""Cues: a word of saying together with the mark that opens what it governs.

A word of the lexicon is a cue only where the structure around it says so: a complementizer, a
colon, a quotation or the complement that the verb governs must follow within the clause. That is
what gates homographs (بين، ذكر، عد) and acts that carry no content.
"""

from __future__ import annotations

from claimtrack.attribution.complements import complement
from claimtrack.attribution.drafts import Draft, Range, limit_of
from claimtrack.attribution.homographs import is_other_word, is_verb_not_preposition
from claimtrack.attribution.reading import COMMAS, Reading, classes, is_complementizer
from claimtrack.attribution.verbs import Form, readings
from claimtrack.attribution.words import is_definite
from claimtrack.lexicon import word_class


def find_cues(r: Reading, sentence: Range) -> list[Draft]:
    """Find the cues of one sentence and what opens their complements."""
    drafts: list[Draft] = []
    for i in range(*sentence):
        if r.kind(i) != "w":
            continue
        draft = _cue_at(r, i, limit_of(r, i, sentence))
        if draft is not None:
            drafts.append(draft)
    return _settle(r, drafts)


def _cue_at(r: Reading, i: int, limit: int) -> Draft | None:
    for form in readings(r.fold(i)):
        if not _possible(r, i, form):
            continue
        draft = complement(r, i, form, limit)
        if draft is not None:
            return draft
    return None


def _possible(r: Reading, i: int, form: Form) -> bool:
    """Tell whether a word can be a cue in this form, by itself and what stands next to it."""
    if is_other_word(r, i, form):
        return False
    before, text = r.fold(i - 1), r.tokens[i].text
    if form.finite:
        return _finite_here(r, i, form)
    if form.tense == "noun":
        in_venue = "venue" in classes(r.fold(i)) and "prep" in classes(before)
        return form.verb.that and not in_venue
    if form.agreement == "fs" and "ة" not in text[-2:]:
        return False
    if form.conjunction and any(f.verb.lemma == form.verb.lemma for f in readings(before)):
        return False  # "طالبا وطالبة"
    if r.fold(i).removeprefix(form.conjunction) in word_class("noun_too"):  # "مدينة كركوك"
        governs = is_definite(r.fold(i + 1)) or r.fold(i + 1) == "من"
        return before in COMMAS and not form.conjunction and governs
    if form.agreement == "mp" and r.verb(i + 1):
        return False  # "منتقدين يقولون"
    if form.agreement in ("fs", "d", "mp"):
        return r.kind(i - 1) in ("p", "c") or form.conjunction != ""
    return not is_definite(r.fold(i)) and not before.isdigit()


def _finite_here(r: Reading, i: int, form: Form) -> bool:
    """Tell whether a finite verb can be a cue after the word before it."""
    before = r.fold(i - 1)
    if "prep" in classes(r.fold(i)) and not is_complementizer(r.fold(i + 1)):
        return is_verb_not_preposition(r, i, form)
    last = i - 1
    while r.fold(last) in ("قد", "كان", "كانت"):
        last -= 1
    if r.fold(last) in ("ما", "لما", "بما", "مما") or before in ("ولم", "ولن", "فلم"):
        return False  # "ما أعلن عنه", "لما كان قد أعلنه": handled with its phrase, if any
    if "relative" in classes(before) and r.fold(i + 1) in word_class("resumptive"):
        return False  # "الاتفاق الذي أعلن عنه"
    if form.conjunction == "" and ("prep" in classes(before) or before in ("لم", "لن", "ان", "ال")):
        return before in ("حسب", "وفق", "مثل") or is_complementizer(before)
    return not (form.tense == "past" and r.tokens[i].text.endswith("ٍ"))


def _settle(r: Reading, drafts: list[Draft]) -> list[Draft]:
    """Let no two cues share one complement: the nearer takes it, the other one looks before it."""
    kept: dict[int, Draft] = {}  # by the mark that opens the complement
    first = len(r.tokens)  # of the cues kept, the foremost token
    for draft in reversed(drafts):
        rival = kept.get(draft.mark)
        winner: Draft | None = draft
        if rival is not None and not (rival.cue[0] < draft.cue[1] or _reported_by(draft, rival)):
            if draft.form is None or not draft.form.verb.complements:
                winner = draft if _says(draft) and not _says(rival) else None
            else:
                winner = complement(r, draft.cue[0], draft.form, rival.cue[0])
                if winner is not None and winner.mark == rival.mark:
                    winner = None
        elif rival is None and first < draft.cue[1]:
            winner = None
        if winner is not None:
            kept[winner.mark] = winner
            first = winner.cue[0]
    return sorted(kept.values(), key=lambda d: d.cue)


def _reported_by(draft: Draft, rival: Draft) -> bool:
    """Tell whether the outer cue is the one: "معلومات أوردها موقع … أفادت بأن"."""
    outer, inner = draft.form, rival.form
    if outer is None or inner is None or not outer.object_ or draft.subject is None:
        return False
    return inner.finite and not inner.conjunction and rival.subject is None


def _says(draft: Draft) -> bool:
    return draft.form is not None and draft.form.verb.lemma == "قال"
