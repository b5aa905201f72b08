"""Insertions: cues inside or after what they govern, "…، يضيف البلاغ، …", '"…"، قال فلان'."""

from __future__ import annotations

from claimtrack.attribution.drafts import Draft, Range, limit_of
from claimtrack.attribution.noun_phrases import noun_phrase
from claimtrack.attribution.reading import COMMAS, DASHES, Reading, classes, is_complementizer
from claimtrack.attribution.verbs import Form, finite_form


def find_interruptions(r: Reading, sentence: Range) -> list[Draft]:
    """Find cues inside or after what they govern: "…، يضيف البلاغ، …", '"…"، قال فلان'."""
    found = []
    for i in range(*sentence):
        if r.kind(i) != "w" or i == sentence[0]:
            continue
        form = finite_form(r.fold(i))
        if form is None or not form.verb.quote or form.object_:
            continue
        before = r.fold(i - 1)
        limit = limit_of(r, i, sentence)
        end = noun_phrase(r, i + 1, limit)
        if r.kind(i - 1) == "c" or (before in COMMAS and r.kind(i - 2) == "c"):
            draft = _after_quotation(r, i, end, sentence, limit, form)
        elif (before in COMMAS or before[:1] in DASHES) and _inserts(form, before):
            draft = _between(r, i, end, sentence, limit, form)
        else:
            draft = None
        if draft is not None:
            found.append(draft)
    return found


def _inserts(form: Form, before: str) -> bool:
    """Tell whether a verb can stand inserted: a present one, or قال."""
    return not form.conjunction and (form.tense == "present" or form.verb.lemma == "قال")


def _after_quotation(
    r: Reading, i: int, end: int, sentence: Range, limit: int, form: Form
) -> Draft | None:
    close = i - 1 if r.kind(i - 1) == "c" else i - 2
    opener = r.opening[r.tokens[close].own]
    after = r.fold(end)
    goes_on = after in ("،", ",", ":") and r.kind(end + 1) == "o"
    if form.conjunction or end == i + 1 or (close - opener < 4 and not goes_on):
        return None
    if end < limit and not (after in (".", "،", ",", ":") or r.kind(end) == "o" or _ends(r, end)):
        return None
    if r.fold(opener - 1) == ":" or is_complementizer(r.fold(opener - 1)):
        return None
    fixed = [(opener + 1, close)]
    if goes_on:
        own = r.tokens[end + 1].own
        fixed.append((end + 2, r.closing[own]))
    return Draft((i, i + 1), form, "quote", opener, limit, mark=opener, source="fronted",
                 subject=(i + 1, end), fixed=fixed, fronted=True)  # fmt: skip


def _ends(r: Reading, end: int) -> bool:
    return bool(classes(r.fold(end)) & {"prep", "time", "adverb", "aside"})


def _between(r: Reading, i: int, end: int, sentence: Range, limit: int, form: Form) -> Draft | None:
    after = r.fold(end)
    opening, closing = r.fold(i - 1), after
    same = (opening in COMMAS and closing in COMMAS) or (
        opening[:1] in DASHES and closing[:1] in DASHES and closing != ""
    )
    if end == i + 1 or not same or end >= limit or end - i > 8:
        return None
    if is_complementizer(r.fold(end + 1)) or r.kind(end + 1) == "o" and form.tense == "past":
        return None
    start = sentence[0]
    return Draft((i, i + 1), form, "phrase", end + 1, limit, mark=i, subject=(i + 1, end),
                 source="inserted", fixed=[(start, i - 1)], fronted=True)  # fmt: skip
