"""Government: which words a reporting verb's own prepositions and objects claim."""

from __future__ import annotations

import re
from functools import cache

from claimtrack.attribution.drafts import MAX_GAP
from claimtrack.attribution.heads import head_types, territories
from claimtrack.attribution.reading import Reading, classes, is_complementizer
from claimtrack.attribution.tagger import is_common_noun
from claimtrack.attribution.verbs import Complement, Form, readings
from claimtrack.attribution.words import is_definite, is_object_start, is_word, with_clitic
from claimtrack.lexicon import word_class

VERBAL_NOUN = "verbal"
"""The gate of a verb that takes no noun as its content but a verbal one: "أوضح قيام …"."""


def takes_object(form: Form) -> bool:
    return any(
        (not c.prep and VERBAL_NOUN not in c.gate) or c.role in ("desc", "accuse", "addr")
        for c in form.verb.complements
    )


def disagrees(r: Reading, form: Form, j: int) -> bool:
    """Tell whether gender forbids that the phrase at `j` is the subject of the verb before it.

    "ودعا المنشآت إلى …", "وانتقدت الرئيس": its object or addressee then.
    """
    word, text = r.fold(j), r.tokens[j].text
    if not is_word(r, j) or form.agreement not in ("ms", "fs"):
        return False
    if word in word_class("everyone") or _accusative(word):
        return True
    if form.agreement == "fs":
        if word in word_class("masculine_body"):
            return True
        titled = is_definite(word) and head_types(word) == frozenset(("person",))
        return titled and not text.endswith("ة") and bool(head_types(word + "ه"))
    if word in territories():
        return word not in word_class("masculine_place")
    body = head_types(word) & {"media", "government", "organization"}
    feminine = text.endswith(("ة", "ات")) or word == "دول"
    if body and feminine and "person" not in head_types(word):
        return True  # "وأبلغ وكالة رويترز أن"
    if is_common_noun(word) and text.endswith("ة") and not body:
        thing = is_definite(r.fold(j + 1)) or is_object_start(word)
        if thing and not head_types(word) and word not in word_class("masculine_ta"):
            return True  # "ودعا فرقة العمل إلى"
    if not is_definite(word) or word[:2] != "ال" or word in word_class("masculine_ta"):
        return False
    common = bool(head_types(word)) or is_common_noun(word)
    return word.endswith("ات") or (text.endswith("ة") and common)


@cache
def _accusative(word: str) -> bool:
    """Tell whether a folded word is people in the plural, but no subject: "المواطنين"."""
    people = head_types(word[:-2]) | head_types(word[:-2] + "ون")
    formed = word.startswith("الم") and len(word) > 6
    return word.startswith("ال") and word.endswith("ين") and (bool(people) or formed)


def subject_limit(r: Reading, form: Form, j: int, limit: int) -> int:
    """Return where the subject must end because the verb's own preposition comes."""
    preps = {c.prep for c in form.verb.complements if c.prep}
    np = form.verb.np
    gate = np.gate - {VERBAL_NOUN} if np is not None else frozenset()
    addressed = bool(gate) or any(c.role in ("addr", "accuse") for c in form.verb.complements)
    if not preps and not addressed:
        return limit
    weak = limit
    for k in range(j, min(j + MAX_GAP, limit)):
        word = r.fold(k)
        if addressed and weak == limit and k > j and _addressee(r, k, j):
            return k
        if gate and np is not None and gate_fits(r, np, k):
            return k
        if r.kind(k) == "o" or (r.kind(k) == "p" and word not in ("(", ")", "-")):
            break
        if word in preps and not (form.verb.that and _inside_subject(r, k, limit)):
            return k
        for prep in preps & {"ب", "ل"}:
            if form.verb.that and _clause_later(r, k, limit):
                break  # "مصادر بالشرطة أن"
            if word.startswith(prep) and len(word) > 2 and is_governed(word, prep):
                if prep == "ب" and word[1:] in word_class("place") and _governed_later(r, k, limit):
                    continue  # "أمين اللجنة بمحافظة الطائف بالموقف"
                before = r.fold(k - 1)
                if prep == "ل" and before in word_class("office"):
                    continue  # "القائد العام للقوات المسلحة"
                if _surely_governed(r, k):
                    return k
                if head_types(before) and not is_definite(before):
                    continue  # "رئيس نادي برشلونة"
                titled = is_definite(before) and "person" in head_types(before)
                if word[1] not in "اويل" and not titled and r.fold(k + 1) != "بن":
                    weak = min(weak, k)
    return weak


def _clause_later(r: Reading, k: int, limit: int) -> bool:
    """Tell whether a complementizer follows a word with ب in the same phrase."""
    if r.fold(k)[:1] not in "بل" or is_complementizer(r.fold(k)) or not head_types(r.fold(k)[1:]):
        return False
    for j in range(k + 1, min(k + 12, limit)):
        if is_complementizer(r.fold(j)):
            return r.fold(j)[0] not in "وفل" and r.fold(j - 1) not in word_class("adverbial")
        if r.kind(j) != "w" or readings(r.fold(j)):
            return False
    return False


def _inside_subject(r: Reading, k: int, limit: int) -> bool:
    """Tell whether a preposition belongs to the subject: "هيئة الرقابة على الأسعار أن"."""
    if is_object_start(r.fold(k + 1)):
        return False
    for j in range(k + 3, min(k + 12, limit)):
        if r.kind(j) != "w" or any(f.finite for f in readings(r.fold(j))):
            return False
        if is_complementizer(r.fold(j)):
            before = r.fold(j - 1)
            return (
                len(r.fold(j)) == 2
                and not is_object_start(before)
                and "prep" not in classes(before)
            )
    return False


def _governed_later(r: Reading, k: int, limit: int) -> bool:
    """Tell whether another word with ب and the article follows in the same phrase."""
    for j in range(k + 2, min(k + 7, limit)):
        if r.kind(j) != "w" or r.verb(j):
            return False
        if r.fold(j).startswith("بال"):
            return True
    return False


def _surely_governed(r: Reading, k: int) -> bool:
    """Tell whether a word with a preposition is no name that begins with its letter."""
    rest = r.fold(k)[1:]
    known = is_definite(rest) or is_object_start(rest) or bool(head_types(rest))
    return known or is_complementizer(r.fold(k)) or r.kind(k + 1) == "o"


def _addressee(r: Reading, k: int, j: int) -> bool:
    """Tell whether one addressed begins at `k`, after a subject at `j`."""
    word, before = r.fold(k), r.fold(k - 1)
    if "prep" in classes(before) or (word[0] == "و" and not head_types(word)):
        return False
    if word in word_class("everyone"):
        return True
    if before in territories():
        return word in territories()
    if before in word_class("superlative") or (word[0] in "بل" and with_clitic(word)):
        return False  # "أكبر حزب", "رئيس اللجنة بالاتحاد"
    if head_types(before) and not is_definite(before):
        return False  # a construct: "رئيس الحكومة"
    rest = before[1:]
    if before[0] in "لب" and (is_common_noun(rest) or head_types(rest) or is_object_start(rest)):
        return False  # "رئيس اللجنة لمشروع النقل"
    body = bool(head_types(word) & {"government", "organization", "collective", "media"})
    place = word in territories() or f"{word} {r.fold(k + 1)}" in territories()
    if is_definite(before):
        many = is_definite(word) and word.endswith("ين") and not r.adjective(k)
        return place or many or body
    many = word.endswith("ين") and is_definite(word)
    common = is_definite(word) and is_common_noun(word) and not is_common_noun(before)
    return place or common or (body and not is_definite(word)) or (k - j > 1 and (body or many))


def is_governed(word: str, prep: str) -> bool:
    """Tell whether a folded word can be the preposition with a noun after it."""
    rest = word[1:]
    plain = re.sub(r"(?:ها|هما|هم|ه|نا|كم)$", "", word)
    if (classes(word) | classes(plain)) & {"prep", "adverb", "split", "quantifier"}:
        return False  # "بينها", "بعدها", "بعض"
    if prep == "ل":
        return word.startswith("لل") or is_object_start(rest)
    if is_complementizer(word):
        return True
    return is_definite(rest) or is_object_start(rest) or len(rest) >= 2


def gate_fits(r: Reading, c: Complement, i: int) -> bool:
    if not c.gate:
        return True
    word = r.fold(i)
    if VERBAL_NOUN in c.gate:
        return is_object_start(word)
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
