"""Government: which words a reporting verb's own prepositions and objects claim."""

from __future__ import annotations

from claimtrack.attribution.drafts import MAX_GAP
from claimtrack.attribution.names import head_types, territories
from claimtrack.attribution.noun_phrases import is_definite, is_object_start, is_word
from claimtrack.attribution.reading import Reading, classes, is_complementizer
from claimtrack.attribution.verbs import Complement, Form


def takes_object(form: Form) -> bool:
    return any(not c.prep or c.role in ("desc", "accuse", "addr") for c in form.verb.complements)


def subject_limit(r: Reading, form: Form, j: int, limit: int) -> int:
    """Return where the subject must end because the verb's own preposition comes."""
    preps = {c.prep for c in form.verb.complements if c.prep}
    np = form.verb.np
    gate = np.gate if np is not None else frozenset()
    if not preps and not gate:
        return limit
    attached: list[int] = []
    addressed = any(c.role in ("addr", "accuse") or c.gate for c in form.verb.complements)
    for k in range(j, min(j + MAX_GAP, limit)):
        word = r.fold(k)
        if addressed and not attached and k > j and _addressee(r, k):
            return k
        if gate and np is not None and gate_fits(r, np, k):
            return k
        if r.kind(k) == "p" and word not in ("(", ")", "-"):
            break
        if r.kind(k) == "o":
            break
        if word in preps:
            return k
        for prep in preps & {"ب", "ل"}:
            if word.startswith(prep) and len(word) > 2 and is_governed(word, prep):
                attached.append(k)
    if attached and attached[0] == j and len(attached) > 1 and not is_definite(r.fold(j)[1:]):
        return attached[1]  # "أشاد بايدن بالقرار"
    return attached[0] if attached else limit


def _addressee(r: Reading, k: int) -> bool:
    """Tell whether a body of its own begins at `k` after the subject: "دعا الرئيس الكونغرس إلى"."""
    word, before = r.fold(k), r.fold(k - 1)
    if "prep" in classes(before) or before in territories() or word[0] == "و":
        return False
    if head_types(before) and not is_definite(before):
        return False  # a construct: "رئيس الحكومة"
    body = bool(head_types(word) & {"government", "organization"})
    place = word in territories() or f"{word} {r.fold(k + 1)}" in territories()
    if is_definite(before):
        return place or (body and is_definite(word))
    return place or (body and not is_definite(word))


def is_governed(word: str, prep: str) -> bool:
    """Tell whether a folded word can be the preposition with a noun after it."""
    rest = word[1:]
    if classes(word) & {"prep", "adverb", "split"}:
        return False
    if prep == "ل":
        return word.startswith("لل") or is_object_start(rest)
    if is_complementizer(word):
        return True
    return is_definite(rest) or is_object_start(rest) or (len(rest) >= 2 and rest[0] not in "اوي")


def gate_fits(r: Reading, c: Complement, i: int) -> bool:
    if not c.gate:
        return True
    word = r.fold(i)
    return any(
        word == g or word in (g + "ه", g + "ها", g + "هم", g[:-1] + "ته") for g in c.gate
    ) or (
        word.endswith(("ه", "ها", "هم"))
        and any(word.startswith(g[:-1]) and len(g) > 3 for g in c.gate)
    )


def is_attached(r: Reading, k: int, prep: str) -> bool:
    word = r.fold(k)
    if prep in ("ب", "ل"):
        return is_word(r, k) and word[:1] == prep and (len(word) == 1 or is_governed(word, prep))
    return word == prep
