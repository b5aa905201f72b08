"""What kind of speaker a noun phrase names: person, government, medium … or nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claimtrack.arabic import fold_word
from claimtrack.attribution.heads import (
    agencies,
    bare,
    head_types,
    heads,
    is_definite,
    possessed_title,
    territories,
)
from claimtrack.attribution.person_names import is_title
from claimtrack.attribution.tagger import is_common_noun
from claimtrack.lexicon import rows, terms, word_class
from claimtrack.models import SpeakerType

_UNNAMED = re.compile(
    r"(?:عدم|رفض\w*|فضل\w*|شرط|شريطه|دون|طلب\w*)\s(?:عدم\s)?(?:ال)?(?:كشف|ذكر|نشر|افصاح)\s(?:عن\s)?(?:اسم|هوي)"
)
_NEWS = re.compile(r"انباء|اخبار|صحاف|رويترز|فرانس|اعلام")
_PRECEDENCE: tuple[SpeakerType, ...] = (
    "media", "document", "government", "organization", "collective", "person"
)  # fmt: skip
_BODY_TYPES: tuple[SpeakerType, ...] = ("government", "organization", "media")


def kind_of(words: Sequence[str], *, named: bool, text: str, context: str = "") -> SpeakerType:
    """Give the type of speaker that a noun phrase of these folded words names.

    `named` says that a name was found in it; `text` is the phrase as written, `context` what
    follows, in which a source may ask not to be named.
    """
    head = words[0]
    types = head_types(head)
    joined = " ".join(words)
    after = " ".join(fold_word(w) for w in re.findall(r"\w+", f"{text} {context[:120]}"))
    if _UNNAMED.search(after):
        return "anonymous"
    if bare(head) in word_class("spokesman") and not named:
        return _body_type(words[1:]) or ("anonymous" if not is_definite(head) else "person")
    if text[0] in '"«“' and joined in _outlets():
        return "media"  # "الرياض" is a newspaper where it is quoted
    if _two_bodies(words, types):
        return "collective"
    if head in territories() or joined in territories() or " ".join(words[:2]) in territories():
        return "government"
    if joined in agencies() or head in agencies():
        return "media"
    follows = words[1] if len(words) > 1 else ""
    if head in word_class("superlative") and (head_types(follows) or is_definite(follows)):
        return "anonymous"  # "أكبر حزب معارض"
    if "media" in types:
        return _media_type(words, named)
    if not types:
        return _headless(words, named, text)
    return _headed(words, types, named)


def _headless(words: Sequence[str], named: bool, text: str) -> SpeakerType:
    """Give the type of a phrase whose first word the lexicon has as the head of none."""
    if text[0] in '"«“':
        return "organization"
    if is_definite(words[0]) and not named and re.search(r"(?:ون|ين|يات)$", words[0]):
        return "collective"
    if is_definite(words[0]) and words[0].endswith("ات") and not named:
        return "anonymous"  # "التصريحات الرسمية"
    people = _are_people(words[0]) and len(words) <= 3
    if possessed_title(words[0]):
        return "person"
    if words[0].endswith("و") and "person" in head_types(words[0][:-1]):
        return "collective"  # "مديرو المدارس"
    titled = named and is_definite(words[0])  # "البارونة فلانة"
    nobody = _is_nobody(words[1:] or words if titled else words)
    return "anonymous" if people or nobody else "person"


def _are_people(word: str) -> bool:
    """Tell a plural ("ناشطون", "إيرانيون") from a name that ends as one ("جون", "هارون")."""
    if re.search(r"(?:يون|يين)$", word):
        return len(word) > 5
    one = word.removesuffix("ون")
    participle = one[:1] == "م" and len(one) == 4  # "مسعفون"
    known = is_common_noun(one) or bool(head_types(one))
    return one != word and (known or participle or len(one) > 4)


def _is_nobody(words: Sequence[str]) -> bool:
    """Tell a phrase of common words from a name: "الرأي السائد", "لآخر", "معلومات", "غيرها"."""
    head = words[0]
    after = words[1] if len(words) > 1 else ""
    titled = len(words) > 2 and is_title(words[2]) and not is_title(after)
    if head in terms("given_names") or after in ("بن", "بنت") or titled:
        return False  # "عقل بلتاجي رئيس اللجنة"
    forms = {head, re.sub(r"(?:ه|ها|هم|هما|نا|(?<=.{4})ا)$", "", head)}
    if head[0] in "بلوف":
        forms |= {head[1:]}
    if is_definite(after) and is_common_noun(after) and head[-1] == "ه":
        return True  # "معالجة الطفلة"
    if after and head.endswith("ات") and len(head) > 5:
        return True  # "مستويات الإنتاج"
    nouns = word_class("evidence") | word_class("elative") | word_class("quantifier")
    classes = word_class("pronoun") | word_class("prep") | word_class("resumptive")
    return any(is_common_noun(form) or form in nouns | classes for form in forms if len(form) > 1)


def _headed(words: Sequence[str], types: frozenset[SpeakerType], named: bool) -> SpeakerType:
    """Give the type of a phrase by its head, one word or two."""
    head = words[0]
    joint = " ".join(bare(w) for w in words[:2])
    if joint in heads():
        return min(heads()[joint])
    if {"anonymous", "collective"} <= types and len(words) > 1 and is_definite(words[1]):
        return "collective"
    sources = word_class("speaks_for") - word_class("unnamed_source")
    if "anonymous" in types and bare(head) in sources and len(words) > 1:
        body = _body_type(words[1:])
        if body is not None:
            return body
    if bare(head) in ("ممثلو", "ممثلي", "مسوولو", "مكتب") and len(words) > 1:
        body = _body_type(words[1:])
        if body or bare(head) != "مكتب":
            return body or "anonymous"
    if "anonymous" in types and not named:
        if not is_definite(head) or "person" not in types:
            return "anonymous"
    if named and "person" in types and "media" not in types:
        return "person"
    for kind in _PRECEDENCE:
        if kind in types and (kind != "person" or named or is_definite(head) or len(words) > 1):
            if kind in ("document", "collective") and "person" in types and named:
                continue
            if kind == "document" and len(words) > 1:
                body = _body_type(words[1:])
                if body is not None and bare(head) in word_class("speaks_for"):
                    return body
            return kind
    return "anonymous" if "anonymous" in types else "person"


@cache
def _outlets() -> frozenset[str]:
    return frozenset(" ".join(map(fold_word, row["name"].split())) for row in rows("outlets"))


def _two_bodies(words: Sequence[str], types: frozenset[SpeakerType]) -> bool:
    """Tell whether two bodies speak together: "الولايات المتحدة والاتحاد الأوروبي"."""
    state = words[0] in territories() or " ".join(words[:2]) in territories()
    if not (state or types & {"government", "organization"}):
        return False
    joined = [w[1:] for w in words[1:] if w[0] == "و" and len(w) > 4]
    return any(
        w in territories() or (is_definite(w) and "organization" in head_types(w)) for w in joined
    )


def _media_type(words: Sequence[str], named: bool) -> SpeakerType:
    """Return the type of an outlet or agency: not every agency reports news."""
    if bare(words[0]) == "وكاله" and len(words) > 1 and not _NEWS.search(" ".join(words)):
        proper = named and words[0] == "وكاله" and not is_common_noun(words[1])
        return "media" if proper else "organization"
    adjectives = all(re.search(r"(?:ي|يه|اعلام|محليه|مطلعه)$", w) for w in words[1:])
    if not is_definite(words[0]) and adjectives:
        return "anonymous"
    return "media"


def _body_type(words: Sequence[str]) -> SpeakerType | None:
    """Return the type of the first body among words: "بيان لوزارة …" speaks for a ministry."""
    for word in words:
        for form in (word, word[1:] if word[0] in "لب" else word):
            found = head_types(form)
            for kind in _BODY_TYPES:
                if kind in found:
                    return kind
            if form in territories():
                return "government"
    return None
