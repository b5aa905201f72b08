"""What a noun phrase says of who speaks: its head, the name in it, the type of speaker."""

from __future__ import annotations

import re

from attrs import evolve, frozen

from claimtrack.arabic import WORD, fold_word
from claimtrack.attribution.heads import agencies, bare, head_types, heads, territories
from claimtrack.attribution.tagger import is_common_noun
from claimtrack.lexicon import terms, word_class
from claimtrack.models import SpeakerType

_UNNAMED = re.compile(
    r"(?:عدم|رفض\w*|فضل\w*|شرط|شريطه|دون|طلب\w*)\s(?:عدم\s)?(?:ال)?(?:كشف|ذكر|نشر|افصاح)\s(?:عن\s)?(?:اسم|هوي)"
)
_NAMED = re.compile(
    r"\b(?:يدعى|تدعى|واسمه|واسمها|اسمه|اسمها|يسمى)\s+([^\s،,]+(?:\s+[^\s،,]+){0,2})"
)
_COUNTED = re.compile(
    r"(?:ثلاثة|أربعة|خمسة|ستة|سبعة|ثمانية|تسعة|عشرة|ثلاث|أربع|خمس|عشرات|مئات|عدد من|العديد من|"
    r"عدد كبير من|\d+)\s+"
)
_NEWS = re.compile(r"انباء|اخبار|صحاف|رويترز|فرانس|اعلام")


@frozen
class Phrase:
    """What a noun phrase says of who speaks."""

    head: str  # folded, without conjunction and article
    definite: bool
    words: list[str]  # folded words of the whole
    name: str  # as written, without titles; the whole where there is no name in it
    name_words: list[str]
    type: SpeakerType
    named: bool
    plural: bool
    gender: str


_PRECEDENCE: tuple[SpeakerType, ...] = (
    "media", "document", "government", "organization", "collective", "person"
)  # fmt: skip
_BODY_TYPES: tuple[SpeakerType, ...] = ("government", "organization", "media")


def is_definite(word: str) -> bool:
    """Tell whether a folded word carries the article."""
    return word.startswith(("ال", "وال", "لل", "بال")) and len(word) > 4


def analyse(text: str, context: str = "") -> Phrase:
    """Read a noun phrase: its head, its name, its type.

    `context` is the text after it, in which a source may ask not to be named.
    """
    if fold_word(text.split()[0]) in ("كل", "كلا") and " من " in text[:8]:
        return evolve(analyse(text.split(maxsplit=2)[-1]), name=text, type="collective")
    counted = _COUNTED.match(text)
    if counted is not None:
        phrase = analyse(text[counted.end() :], context)
        unnamed = phrase.type in ("person", "anonymous")
        return evolve(phrase, name=text, type="anonymous" if unnamed else "collective")
    tokens = [m.group() for m in WORD.finditer(text)]
    if tokens and len(tokens[0]) > 3 and re.match(r"^ل(?:ل|ال)", tokens[0]):
        tokens[0] = "ال" + tokens[0][2:]
    words = [fold_word(t) for t in tokens]
    if not words:
        return Phrase("", False, [], text, [], "organization", False, False, "")
    head = bare(words[0])
    types = head_types(words[0])
    name, named = _name(text, tokens, words, types)
    kind = _type(words, types, named, text, context)
    plural = bool(re.search(r"(?:ون|ين|ان|و)$", words[0])) and "person" not in types
    feminine = words[0].endswith(("ه", "ات")) or words[0] in territories()
    gender = "f" if feminine else ("m" if types else "")
    shown = name if named else re.sub(r"^\s*لل(?=\w{3})", "ال", text)
    return Phrase(head, is_definite(words[0]), words, _clean(shown),
                  [fold_word(m.group()) for m in WORD.finditer(name)] if named else words,
                  kind, named, plural, gender)  # fmt: skip


def _clean(name: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[\"«»“”]", "", name)).strip(" ،,:-–")


def _name(
    text: str, tokens: list[str], words: list[str], types: frozenset[SpeakerType]
) -> tuple[str, bool]:
    """Return the proper name inside a noun phrase, and whether there is one."""
    called = _NAMED.search(text)
    if called:
        return called.group(1), True
    first, _, rest = re.sub(r"\(.*?\)", " ", text).partition("،")
    parts = [m.group() for m in WORD.finditer(first)]
    folds = [fold_word(p) for p in parts]
    if "media" in types:
        quoted = re.search(r"[\"«“]([^\"»”]+)[\"»”]", text)
        if quoted:
            return quoted.group(1), True
        proper: list[str] = []
        for part, word in zip(parts[1:], folds[1:], strict=True):
            if is_definite(word) or head_types(word) and proper:
                break
            proper.append(part)
        return (" ".join(proper), True) if proper and not is_definite(folds[0]) else (text, False)
    if types & {"person", "anonymous"} and types != {"anonymous"}:
        return _person_name(text, parts, folds, rest)
    if not types and folds:
        # A title after a body is in its name: "عمادة القبول بجامعة الملك خالد".
        cut = next((n for n, w in enumerate(folds) if n and _title(w)
                    and not _clitic(folds[n - 1])), len(folds))  # fmt: skip
        if not is_definite(folds[0]) or 1 < cut < len(folds):
            return " ".join(parts[:cut]), True
        pronoun = folds[1:2] and folds[1] in word_class("resumptive")  # "المقبوض عليهم"
        if len(folds) > 1 and not is_definite(folds[1]) and not _clitic(folds[1]) and not pronoun:
            return " ".join(parts[1:]), len(parts) <= 5  # a title that the lexicon lacks
    return text, bool(types & {"organization", "government"}) and len(words) > 1


def _title(word: str) -> bool:
    found = head_types(word)
    return bool(found & {"person", "anonymous"}) and word not in ("علي", "حسن", "امين", "كريم")


def _person_name(text: str, parts: list[str], folds: list[str], rest: str) -> tuple[str, bool]:
    start, stop = _after_title(folds)
    indefinite = not is_definite(folds[0]) and "anonymous" in head_types(folds[0])
    if indefinite and start < 2:
        start = 0  # "مسؤول رفيع", "ناشط حقوقي"
    proper = parts[start:stop] if start else []
    # Folded, "على" is "علي", which with its ya is a man's name.
    if any(w == "على" or fold_word(w) in ("في", "من", "باسم", "عن") for w in proper):
        proper = []
    while proper and _clitic(fold_word(proper[-1])):
        proper.pop()
    if (
        proper
        and len(proper) <= 6
        and not (len(proper) == 1 and fold_word(proper[0]) in territories())
    ):
        if (
            start > 1
            or is_definite(folds[0])
            or "person" in head_types(folds[0])
            and len(proper) > 1
        ):
            return " ".join(proper), True
    apposed = [m.group() for m in WORD.finditer(rest.split("،")[0])]
    opener = fold_word(apposed[0]) if apposed else ""
    plain = opener and not head_types(opener) and not is_definite(opener)
    if plain and not opener.endswith("ا") and opener[0] not in "وي" and not indefinite:
        return " ".join(apposed[:4]), True
    return text, False


_HONOURS = frozenset(("دكتور", "مهندس", "استاذ", "شيخ", "سيد"))
_BODIES = frozenset(("person", "government", "organization", "media"))


def _after_title(folds: list[str]) -> tuple[int, int]:
    """Return where the name stands after its titles, (0, 0) where there is none."""
    if "بن" in folds[1:-1]:
        return _lineage(folds)
    found = (0, 0)
    for n in range(1, len(folds)):
        before = folds[n - 1]
        after_title = is_definite(before) or before in territories() or len(before) == 1
        after_title = after_title or (n > 1 and before in _HONOURS)  # "العقيد دكتور فلان"
        # "وزير دفاعها فلان", "زعيم حزب الله فلان"
        after_title = after_title or (n > 1 and before.endswith(("ها", "الله")))
        after_title = after_title or before[1:] in territories()  # "مدير المكتب بلبنان فلان"
        if n < found[1] or not after_title or is_definite(folds[n]) or _clitic(folds[n]):
            continue
        if len(folds[n]) == 1:
            continue  # "م. عدنان السيد"
        if head_types(folds[n]) & _BODIES or folds[n] in territories():
            continue
        stop = n + 1
        while stop < len(folds) and not _clitic(folds[stop]):
            surname = stop == n + 1 and is_definite(folds[stop])
            if _title(folds[stop]) and not surname:
                break
            stop += 1
        if not found[0] or stop - n > 1:
            found = (n, stop)
        if stop - n > 1:
            break
    return found


_COMPOUNDS = frozenset(("عبد", "ابو", "ابي", "ام", "ال"))  # a name with the word after them


def _lineage(folds: list[str]) -> tuple[int, int]:
    """Return where a name with بن stands: "ناصر بن أحمد الخريصي"."""
    start = folds.index("بن") - 1
    start -= folds[start - 1] in _COMPOUNDS
    stop = len(folds) - folds[::-1].index("بن") + 1
    while stop < len(folds) and stop - start < 7:
        last = stop + 1 == len(folds) and not is_common_noun(folds[stop])  # "بن أحمد خوجة"
        surname = is_definite(folds[stop]) or last
        title = _title(folds[stop]) and not is_definite(folds[stop])  # "بن عبد الله القاضي"
        surname = surname and not _clitic(folds[stop]) and not title
        more = folds[stop] in _COMPOUNDS or (surname and not is_definite(folds[stop - 1]))
        if not more and folds[stop - 1] not in _COMPOUNDS:
            break
        stop += 1
    return max(start, 0), stop


_VERBAL_AND = re.compile(r"^و(?:ت..ي.|ا.ت.ا.|است..ا.)$")


def _clitic(word: str) -> bool:
    """Tell whether a folded word is a preposition or carries one."""
    if word in ("في", "من", "الي", "لدي", "باسم", "عن", "خلال", "عبر") or word.startswith("وال"):
        return True
    if word[0] == "و" and not head_types(word) and word not in terms("given_names"):
        if head_types(word[1:]) or is_common_noun(word[1:]) or _VERBAL_AND.match(word):
            return True  # "وكيل الوزارة للتفتيش وتطوير بيئة العمل"
    rest = word[1:]
    noun = is_common_noun(rest) or rest in territories()
    noun = noun or (word[0] == "ل" and word.endswith(("ه", "ات")))
    noun = noun and len(word) > 4 and word not in terms("given_names")
    return (
        word[0] in "لب"
        and (is_definite(rest) or bool(head_types(rest)) or noun)
        or (word.startswith(("لل", "بال", "وال", "لح", "لش")))
    )


def _type(
    words: list[str], types: frozenset[SpeakerType], named: bool, text: str, context: str
) -> SpeakerType:
    head = words[0]
    joined = " ".join(words)
    if _UNNAMED.search(
        " ".join(fold_word(w) for w in re.findall(r"\w+", text + " " + context[:120]))
    ):
        return "anonymous"
    if bare(head) in word_class("spokesman") and not named:
        return _body_type(words[1:]) or ("anonymous" if not is_definite(head) else "person")
    if head in territories() or joined in territories() or " ".join(words[:2]) in territories():
        return "government"
    if joined in agencies() or head in agencies():
        return "media"
    if _two_bodies(words, types):
        return "collective"
    if "media" in types:
        return _media_type(words, named)
    if not types and text[0] in '"«“':
        return "organization"
    if not types:
        if is_definite(head) and not named:
            return "collective" if re.search(r"(?:ون|ين|يات)$", head) else "person"
        return "anonymous" if re.search(r"(?:ون|يون|يين)$", head) and len(words) <= 3 else "person"
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
        return _body_type(words[1:]) or "anonymous"
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


def _two_bodies(words: list[str], types: frozenset[SpeakerType]) -> bool:
    """Tell whether two bodies speak together: "الولايات المتحدة والاتحاد الأوروبي"."""
    if not (types & {"government", "organization"} or words[0] in territories()):
        return False
    joined = [w[1:] for w in words[1:] if w[0] == "و" and len(w) > 4]
    return any(
        w in territories() or (is_definite(w) and "organization" in head_types(w)) for w in joined
    )


def _media_type(words: list[str], named: bool) -> SpeakerType:
    """Return the type of an outlet or agency: not every agency reports news."""
    if bare(words[0]) == "وكاله" and len(words) > 1 and not _NEWS.search(" ".join(words)):
        return "media" if named and words[0] == "وكاله" else "organization"
    adjectives = all(re.search(r"(?:ي|يه|اعلام|محليه|مطلعه)$", w) for w in words[1:])
    if not is_definite(words[0]) and adjectives:
        return "anonymous"
    return "media"


def _body_type(words: list[str]) -> SpeakerType | None:
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
