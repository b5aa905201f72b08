"""The person's name in a noun phrase: where it begins after its titles, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimtrack.arabic import WORD, fold_word
from claimtrack.attribution.heads import head_types, is_definite, possessed_title, territories
from claimtrack.attribution.tagger import is_common_noun
from claimtrack.lexicon import terms, word_class
from claimtrack.models import SpeakerType

OF = frozenset(("بن", "ابن", "بنت", "ولد"))
"""Words between a name and that of the father."""
DEVOUT = frozenset(("الله", "الدين", "الاسلام", "الزمان"))
"""Second words of a compound name."""
_HONOURS = frozenset(("دكتور", "مهندس", "استاذ", "شيخ", "سيد"))
_BODIES: frozenset[SpeakerType] = frozenset(("person", "government", "organization", "media"))
_COMPOUNDS = frozenset(("عبد", "ابو", "ابي", "ام", "ال"))  # a name with the word after them
_ROYAL = frozenset(("الملك", "الملكه", "الامير", "الاميره", "الامام"))
_THANKS = frozenset(("الشكر", "التقدير", "التهنيه", "التعازي"))  # given to whom a name follows
_VERBAL_AND = re.compile(r"^و(?:ت..ي.|ا.ت.ا.|است..ا.)$")
_TANWIN = "\N{ARABIC FATHATAN}"
_LONGEST = 6  # words


def person_name(parts: Sequence[str], rest: str) -> str | None:
    """Return the name of the person in a phrase that a title heads, None where there is none.

    `parts` are the words before the first comma, `rest` is what follows it.
    """
    folds = [fold_word(part) for part in parts]
    start, stop = _after_title(folds)
    indefinite = not is_definite(folds[0]) and "anonymous" in head_types(folds[0])
    if indefinite and start < 2:
        start = 0  # "مسؤول رفيع", "ناشط حقوقي"
    proper = list(parts[start : start + name_length(parts[start:stop])]) if start else []
    # Folded, "على" is "علي", which with its ya is a man's name.
    if any(w == "على" or fold_word(w) in ("في", "من", "باسم", "عن") for w in proper):
        proper = []
    while proper and clitic(fold_word(proper[-1])):
        proper.pop()
    if (
        proper
        and len(proper) <= _LONGEST
        and not (len(proper) == 1 and fold_word(proper[0]) in territories())
    ):
        if (
            start > 1
            or is_definite(folds[0])
            or "person" in head_types(folds[0])
            and len(proper) > 1
        ):
            return " ".join(proper)
    return None if indefinite else _apposed(rest)


def _apposed(rest: str) -> str | None:
    """Return the name that stands after a comma: "نائب الرئيس، فلان الفلاني"."""
    apposed = [m.group() for m in WORD.finditer(rest.split("،")[0])]
    opener = fold_word(apposed[0]) if apposed else ""
    if opener and is_title(opener) and len(apposed) > 1:
        return person_name(apposed, "")  # "المتحدث باسم الوزارة، السفير فلان"
    plain = opener and not head_types(opener) and not is_definite(opener)
    if plain and not opener.endswith("ا") and opener[0] not in "وي" and not is_common_noun(opener):
        return " ".join(apposed[: name_length(apposed[:4])]) or None
    return None


def name_length(parts: Sequence[str]) -> int:
    """Count the words of a name before something else begins: "بشار الأسد أصدر مرسوما"."""
    folds = [fold_word(part) for part in parts]
    if folds and (folds[0] in word_class("same") or _TANWIN in parts[0]):
        return 0  # "المتحدث ذاته", "درعاً"
    for i in range(1, len(folds)):
        if _ends(parts[i], folds[i - 1], folds[i], i, folds):
            return i
    return len(folds)


def _ends(part: str, before: str, word: str, i: int, folds: Sequence[str]) -> bool:
    """Tell whether a word does not go on the name that ends in the one before."""
    if before in OF | _COMPOUNDS or word in OF:
        return False
    if word in word_class("same") | word_class("adverb"):
        return True
    if _TANWIN in part:
        return True
    if word[0] == "ب" and part[-1] == "ة" and word[1] != "ا":
        return True  # "بشدة", not "باسلمة"
    whole = is_definite(before) and not (
        before in DEVOUT
        or before.startswith("عبد")
        or (i > 1 and folds[i - 2] in _COMPOUNDS | OF)  # "ولد الشيخ أحمد"
    )
    if is_definite(word):
        noun = is_common_noun(word) and word not in terms("given_names")
        joined = word.startswith("وال") and len(word) > 5 and word not in terms("given_names")
        return (noun and whole) or joined or word.endswith("ات") or word in _THANKS
    return i > 1 and whole


def joins_two(parts: Sequence[str]) -> bool:
    """Tell whether a name is those of two people: "فلاديمير بوتين وسيب بلاتر"."""
    folds = [fold_word(part) for part in parts]
    for i, word in enumerate(folds[1:], 1):
        if word[0] != "و" or len(word) < 4 or word in terms("given_names"):
            continue
        if word[1:] in terms("given_names"):
            return True
        last = i + 1 == len(folds) or folds[i - 1] in OF or is_definite(folds[i + 1])
        if i > 1 and not last:
            return True
    return False


def is_title(word: str) -> bool:
    """Tell whether a folded word is the title or the function of a person."""
    found = head_types(word)
    return bool(found & {"person", "anonymous"}) and word not in ("علي", "حسن", "امين", "كريم")


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
        after_title = after_title or possessed_title(before)  # "رئيسها فلان"
        after_title = after_title or before[1:] in territories()  # "مدير المكتب بلبنان فلان"
        after_title = after_title or _given(folds, n)
        if n < found[1] or not after_title or is_definite(folds[n]) or clitic(folds[n]):
            continue
        if folds[n][0] == "ب" and folds[n][-1] == "ه" and len(folds[n]) < 5:
            continue  # "بجدة"
        if len(folds[n]) == 1:
            continue  # "م. عدنان السيد"
        if head_types(folds[n]) & _BODIES or folds[n] in territories():
            continue
        if _of_body(folds, n):
            continue
        stop = n + 1
        while stop < len(folds) and not clitic(folds[stop]):
            surname = stop == n + 1 and is_definite(folds[stop])
            surname = surname and (stop + 1 == len(folds) or is_definite(folds[stop + 1]))
            if is_title(folds[stop]) and not surname and folds[stop - 1] not in OF:
                break
            stop += 1
        if not found[0] or stop - n > 1:
            found = (n, stop)
        if stop - n > 1:
            break
    return found


def _given(folds: Sequence[str], n: int) -> bool:
    """Tell whether a given name begins a name: "المتحدث الإعلامي لصحة مكة عبدالوهاب شلبي"."""
    given = terms("given_names")
    if not 1 < n < len(folds) - 1 or folds[n] not in given:
        return False
    return folds[n - 1] not in given or folds[n - 2] in _ROYAL


def _of_body(folds: Sequence[str], n: int) -> bool:
    """Tell whether a word names a body: "جامعة الملك عبدالعزيز", or stands before one: "لفرع
    وزارة"."""
    if n + 1 < len(folds) and head_types(folds[n + 1]) & (_BODIES - {"person"}):
        return True
    if n < 2 or folds[n - 1] not in _ROYAL or is_definite(folds[n - 2]):
        return False
    kind = folds[n - 2]
    known = bool(head_types(kind)) or is_common_noun(kind) or kind in terms("unspecific")
    return not is_title(kind) and (known or clitic(kind))


def _lineage(folds: list[str]) -> tuple[int, int]:
    """Return where a name with بن stands: "ناصر بن أحمد الخريصي"."""
    start = folds.index("بن") - 1
    start -= folds[start - 1] in _COMPOUNDS
    stop = len(folds) - folds[::-1].index("بن") + 1
    while stop < len(folds) and stop - start < 7:
        last = stop + 1 == len(folds) and not is_common_noun(folds[stop])  # "بن أحمد خوجة"
        surname = is_definite(folds[stop]) or last
        title = is_title(folds[stop]) and not is_definite(folds[stop])  # "بن عبد الله القاضي"
        surname = surname and not clitic(folds[stop]) and not title
        whole = is_definite(folds[stop - 1]) and folds[stop - 2] not in _COMPOUNDS
        more = folds[stop] in _COMPOUNDS or (surname and not whole)
        if not more and folds[stop - 1] not in _COMPOUNDS:
            break
        stop += 1
    return max(start, 0), stop


def clitic(word: str) -> bool:
    """Tell whether a folded word is a preposition or carries one."""
    if word in ("في", "من", "الي", "لدي", "باسم", "بلسان", "عن", "خلال", "عبر") or word.startswith(
        "وال"
    ):
        return True
    if word[0] == "و" and not head_types(word) and word not in terms("given_names"):
        if head_types(word[1:]) or is_common_noun(word[1:]) or _VERBAL_AND.match(word):
            return True  # "وكيل الوزارة للتفتيش وتطوير بيئة العمل"
    rest = word[1:]
    noun = is_common_noun(rest) or rest in territories()
    noun = noun or (word[0] == "ل" and word.endswith(("ه", "ات")))
    noun = noun and len(word) > 3 and word not in terms("given_names")
    return (
        word[0] in "لب"
        and (is_definite(rest) or bool(head_types(rest)) or noun)
        or (word.startswith(("لل", "بال", "وال", "لح", "لش")))
    )
