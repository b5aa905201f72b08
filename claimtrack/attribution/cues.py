"""Cues: a word of saying together with the mark that opens what it governs.

A word of the lexicon is a cue only where the structure around it says so: a complementizer, a
colon, a quotation or the complement that the verb governs must follow within the clause. That is
what gates homographs (بين، ذكر، عد) and acts that carry no content.
"""

from __future__ import annotations

import re

from claimtrack.attribution.complements import complement
from claimtrack.attribution.drafts import Draft, Range, limit_of
from claimtrack.attribution.names import head_types
from claimtrack.attribution.noun_phrases import counts_people, is_definite
from claimtrack.attribution.reading import Reading, classes, is_complementizer
from claimtrack.attribution.verbs import Form, readings
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
    before = r.fold(i - 1)
    text = r.tokens[i].text
    if form.object_ and text.endswith("ة"):
        return False  # "وصفة" is no "وصفه"
    if form.verb.lemma == "ذكر" and (r.fold(i).startswith("بال") or before in word_class("worth")):
        return False  # "من الجدير بالذكر أن", "يجدر ذكره"
    if form.finite and (_passive(text, form) or _adverb_here(r, i) or _becomes_clear(r, i, form)):
        return False
    if form.finite and not form.conjunction + form.object_ and _noun_here(r, i):
        return False
    if r.fold(i) in word_class("elative") and r.kind(i - 1) == "w" and not r.verb(i):
        return False  # "أبرز المشاكل"
    if form.finite and "prep" in classes(r.fold(i)) and not is_complementizer(r.fold(i + 1)):
        opens = r.kind(i - 1) != "w" or any(first == i for first, _ in r.sentences)
        opens = opens or before in word_class("turn")
        someone = bool(head_types(r.fold(i + 1))) or counts_people(r, i + 1)
        someone = someone and not (form.verb.lemma == "بين" and _between_two(r, i))
        return opens and someone and form.tense == "past"  # "بين الرائد أن"
    if form.agreement == "d" and form.tense == "past" and not form.conjunction and not r.verb(i):
        return False  # "535 طالبا"
    if form.tense == "past" and form.agreement == "ms" and _noun_after_noun(r, i, form):
        return False  # "قال طالب في الجامعة"
    if form.finite and before == "ما":
        return False  # "ما أعلن عنه": handled with its phrase, if any
    if form.finite and "relative" in classes(before) and r.fold(i + 1) in word_class("resumptive"):
        return False  # "الاتفاق الذي أعلن عنه"
    if form.finite:
        if before in ("ولم", "ولن", "فلم"):
            return False
        if form.conjunction == "" and (
            "prep" in classes(before) or before in ("لم", "لن", "ان", "ال")
        ):
            return before in ("حسب", "وفق", "مثل") or is_complementizer(before)
        return not (form.tense == "past" and r.tokens[i].text.endswith("ٍ"))
    if form.tense == "noun":
        in_venue = "venue" in classes(r.fold(i)) and "prep" in classes(before)
        return form.verb.that and not in_venue
    if form.agreement == "fs" and not text.endswith("ة"):
        return False
    if form.conjunction and any(f.verb.lemma == form.verb.lemma for f in readings(before)):
        return False  # "طالبا وطالبة"
    if r.fold(i).removeprefix(form.conjunction) in word_class("noun_too"):  # "مدينة كركوك"
        return r.kind(i - 1) in ("p", "c") and is_definite(r.fold(i + 1))
    if form.agreement in ("fs", "d", "mp"):
        return r.kind(i - 1) in ("p", "c") or form.conjunction != ""
    return not is_definite(r.fold(i)) and not before.isdigit()


def _adverb_here(r: Reading, i: int) -> bool:
    """Tell whether a word is an adverb without the hamza of the verb: "هنا", not "هنأ"."""
    return "adverb" in classes(r.fold(i)) and not re.search("[أإآئؤ]", r.tokens[i].text)


def _becomes_clear(r: Reading, i: int, form: Form) -> bool:
    """Tell whether a word is تبين "it became clear", not the feminine of يبين."""
    if form.verb.lemma not in ("بين", "أبان") or (form.tense, form.agreement) != ("present", "fs"):
        return False
    if form.object_:
        return False
    subject = r.fold(i + 1).endswith(("ه", "ات")) or head_types(r.fold(i + 1))
    return not subject and r.kind(i - 1) != "w"


def _between_two(r: Reading, i: int) -> bool:
    """Tell whether بين is "between": "بين وزير الخارجية ووزير الدفاع"."""
    for k in range(i + 1, min(i + 14, len(r.tokens))):
        if r.kind(k) != "w" or is_complementizer(r.fold(k)):
            return False
        if r.fold(k)[0] == "و" and head_types(r.fold(k)[1:]) and not head_types(r.fold(k)):
            return True
    return False


def _noun_after_noun(r: Reading, i: int, form: Form) -> bool:
    """Tell whether a word that is no verb to the tagger stands inside a phrase or after a cue."""
    if form.conjunction or form.object_ or r.kind(i - 1) != "w" or r.verb(i):
        return False
    before = r.fold(i - 1)
    said = any(f.finite for f in readings(before))
    return said or bool("prep" in classes(before)) or before.isdigit()


def _noun_here(r: Reading, i: int) -> bool:
    """Tell whether a word that can be a verb or its noun (طلب، كشف، رد) is the noun here."""
    word = r.fold(i)
    noun = any(f.tense == "noun" for f in readings(word)) or word in word_class("noun_too")
    if not noun or r.kind(i - 1) != "w":
        return False
    if is_definite(r.fold(i - 1)) or any(first == i for first, _ in r.sentences):
        return False
    return not r.verb(i) and not classes(r.fold(i - 1)) & {"split", "aux", "relative"}


def _passive(text: str, form: Form) -> bool:
    """Tell whether harakat or the ending show a passive: "يُعتقد", "يدعى"."""
    if form.verb.lemma == "ادعى" and form.tense == "present" and text.endswith("ى"):
        return True
    stem = text[1:] if form.conjunction else text
    marked = stem[1:2] == "\u064f"
    return marked and (
        form.tense == "past" or form.verb.lemma[0] == "ا" or len(form.verb.lemma) == 3
    )


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
