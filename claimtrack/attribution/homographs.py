"""Homographs: words that are spelled as a cue and are another word here."""

from __future__ import annotations

import re

from claimtrack.attribution.heads import head_types
from claimtrack.attribution.noun_phrases import noun_phrase
from claimtrack.attribution.reading import Reading, classes, is_complementizer
from claimtrack.attribution.tagger import is_common_noun
from claimtrack.attribution.verbs import Form, readings
from claimtrack.attribution.words import counts_people, is_definite, is_wish
from claimtrack.lexicon import word_class


def is_other_word(r: Reading, i: int, form: Form) -> bool:
    """Tell whether a word with the form of a cue is a noun, an adverb or a passive here."""
    word, before, text = r.fold(i), r.fold(i - 1), r.tokens[i].text
    if is_wish(r, i):
        return True
    if form.object_ and text.endswith("ة"):
        return True  # "وصفة" is no "وصفه"
    if form.verb.lemma == "ذكر" and (word.startswith("بال") or before in word_class("worth")):
        return True  # "من الجدير بالذكر أن", "يجدر ذكره"
    if form.finite and (_passive(text, form) or _adverb_here(r, i) or _becomes_clear(r, i, form)):
        return True
    if form.finite and not form.conjunction + form.object_ and _noun_here(r, i):
        return True
    if word in word_class("elative") and r.kind(i - 1) == "w" and not r.verb(i):
        return True  # "أبرز المشاكل"
    if form.agreement == "d" and form.tense == "past" and not form.conjunction and not r.verb(i):
        return True  # "535 طالبا"
    if form.conjunction == "ف" and is_common_noun(word) and not r.verb(i):
        return True  # "فرد"
    if form.finite and text.endswith(("اً", "ًا")):
        return True  # "وشكراً لحكومتنا"
    if form.verb.lemma == "اعتقد" and form.tense == "past" and "أ" in text[:2]:
        return True  # "أعتقد": the writer's own
    if word == "بالتاكيد" and r.fold(i + 1) not in ("علي", "ان"):
        return True
    if form.verb.lemma == "أقسم" and "\u0651" in text:
        return True  # "تقسّم"
    if form.agreement == "fp" and not r.verb(i):
        return True  # "لأمن المنشآت"
    if form.tense == "present" and _describes(form) and _is_held(r, i):
        return True
    if form.verb.lemma == "قدر" and form.tense == "present" and _can(r, i):
        return True  # "يقدر أي باحث أن يقوم بها"
    if before == "ان" and form.verb.lemma == "وجد":
        return True  # "الاختبارات إن وجدت"
    past = form.tense == "past" and form.agreement == "ms"
    return past and _noun_after_noun(r, i, form)  # "قال طالب في الجامعة"


def is_verb_not_preposition(r: Reading, i: int, form: Form) -> bool:
    """Tell whether a word as بين or عبر is the verb: "بين الرائد أن"."""
    if form.tense != "past":
        return False
    clause = _governs_after(r, i, form)
    if clause and r.fold(i - 1) in word_class("turn"):
        return True  # "من جانبه بين مبارك الخصي أن"
    if form.verb.lemma == "بين" and _between_two(r, i):
        return False
    if not (head_types(r.fold(i + 1)) or counts_people(r, i + 1)):
        pair = any(r.fold(k)[:1] == "و" for k in range(i + 2, i + 6))
        return clause and not pair and form.verb.lemma == "بين" and is_definite(r.fold(i + 1))
    opens = r.kind(i - 1) != "w" or any(first == i for first, _ in r.sentences)
    return opens or r.fold(i - 1) in word_class("turn") or clause


def _can(r: Reading, i: int) -> bool:
    """Tell whether أن with a verb follows: "is able to", not "estimates that"."""
    clause = next((k for k in range(i + 1, i + 6) if is_complementizer(r.fold(k))), 0)
    return bool(clause) and r.fold(clause) == "ان" and r.verb(clause + 1)


def _is_held(r: Reading, i: int) -> bool:
    """Tell whether a verb is passive by what follows: "تعد من", "تعتبر الوكالات من أهم"."""
    if r.fold(i + 1) == "من":
        return True
    for k in range(i + 2, i + 8):
        if r.kind(k) != "w" or is_complementizer(r.fold(k)):
            return False
        if r.fold(k) == "من":
            after = r.fold(k + 1)
            return len(after) == 4 and after[0] == "ا" or after in ("اهم", "ضمن", "بين", "اشد")
    return False


def _describes(form: Form) -> bool:
    """Tell whether a verb holds one thing to be another: "يعد", "يعتبر"."""
    return any(c.role == "desc" and not c.prep for c in form.verb.complements)


def _adverb_here(r: Reading, i: int) -> bool:
    """Tell whether a word is an adverb without the hamza of the verb: "هنا", not "هنأ"."""
    return "adverb" in classes(r.fold(i)) and not re.search("[أإآئؤ]", r.tokens[i].text)


def _becomes_clear(r: Reading, i: int, form: Form) -> bool:
    """Tell whether a word is تبين "it became clear", not the feminine of يبين."""
    if form.verb.lemma not in ("بين", "أبان") or (form.tense, form.agreement) != ("present", "fs"):
        return False
    if form.object_:
        return False
    if r.fold(i + 1) == "من" or r.fold(i - 1).endswith("انه"):
        return True  # "أنه تبين من خلال البحث أن"
    subject = r.fold(i + 1).endswith(("ه", "ات")) or head_types(r.fold(i + 1))
    return not subject and r.kind(i - 1) != "w"


def _governs_after(r: Reading, i: int, form: Form) -> bool:
    """Tell whether what the verb governs follows a person: "بين الدكتور فلان أن"."""
    end = noun_phrase(r, i + 1, len(r.tokens))
    preps = {c.prep for c in form.verb.complements if c.prep}
    return form.verb.that and is_complementizer(r.fold(end)) or r.fold(end) in preps


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
