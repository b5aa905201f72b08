"""Noun phrases by what may stand next to what: where a speaker begins and ends."""

from __future__ import annotations

import re
from functools import cache

from claimtrack.attribution.heads import bare, head_types, heads, territories
from claimtrack.attribution.reading import Reading, classes, is_complementizer
from claimtrack.attribution.tagger import is_common_noun
from claimtrack.attribution.verbs import readings
from claimtrack.attribution.words import (
    VERBAL_NOUN_FORM,
    is_definite,
    is_object_start,
    is_possessed,
    is_word,
    manner_end,
    never_inside,
    verb_with_and,
    with_clitic,
)
from claimtrack.lexicon import terms, word_class

MAX_WORDS = 30
_NAME_WORDS = 6  # a quotation this short inside a noun phrase is a name or a title


_PRONOUN = re.compile(r"(?:ها|هم|هما|ه)$")


def venue_at(r: Reading, i: int) -> bool:
    """Tell whether a venue ("في بيان", "على منصته", "لرويترز") begins at a token."""
    word = r.fold(i)
    found = classes(word)
    if word in ("خلال", "عبر", "امام", "ضمن", "علي", "في", "وفي", "ب", "عن", "من"):
        following = r.fold(i + 1)
        if word in ("خلال", "عبر", "امام"):
            return True
        if r.kind(i + 1) == "o" and word in ("علي", "في"):
            return r.closing[r.tokens[i + 1].own] - i <= 4  # 'على "إكس"'
        if word in ("عن", "من"):
            return following in ("طريق", "خلال", "علي", "امام")
        return "venue" in classes(following) or (
            following in ("اول", "وقت", "ذات", "نفس", "هذا", "اخر", "احدث") and is_word(r, i + 1)
        )
    if "addressee" in found and len(word) > 2:
        return True
    if word == "ل" or (word == "لهييه" and r.fold(i + 1) in ("الاذاعه", "البث")):
        return True
    return bool(re.match(r"^ل(?:ل|ـ)?[\"«“A-Za-z]", word)) or (
        word[:2] == "لل" and "media_venue" in classes("ال" + word[2:])
    )


@cache
def addressed(word: str) -> bool:
    """Tell whether a folded word is people with ل: "قال للمحققين"."""
    people = head_types("ال" + word[2:]) & {"person", "anonymous", "collective", "government"}
    plural = word.endswith("ين") and len(word) > 5
    return word.startswith("لل") and (bool(people) or plural)


def noun_phrase(r: Reading, i: int, limit: int, *, stop_at_object: bool = False) -> int:
    """Return the token after the noun phrase that begins at `i`; `i` where none does."""
    start = i
    if r.kind(i) == "o":
        close = r.closing[r.tokens[i].own]
        if (close - i <= 14 and close < limit) or close + 1 == limit:
            i = close + 1
    elif i >= limit or not is_word(r, i) or _cannot_begin(r, i):
        return start
    else:
        i += 1
    while i < limit and i - start < MAX_WORDS:
        following = _step(r, i, start, limit, stop_at_object)
        if following == i:
            break
        i = following
    while i > start + 1 and is_word(r, i - 1) and _hangs(r.fold(i - 1)):
        i -= 1  # a phrase does not end in its preposition
    return i


def _hangs(word: str) -> bool:
    return word == "و" or "prep" in classes(word)


def _cannot_begin(r: Reading, i: int) -> bool:
    word = r.fold(i)
    found = classes(word)
    if found & {"prep", "split", "relative", "aux", "adverb", "not_subject"} and not head_types(
        word
    ):
        return True
    if is_complementizer(word) or addressed(word):
        return True
    if "time" in found and word not in ("الاول", "عام"):
        return True
    plural = word.endswith("ون") and word[0] not in "يت"
    if r.verb(i, surely=True) and not head_types(word) and not is_definite(word) and not plural:
        return True
    if word in ("ذلك", "هذا", "هذه", "تلك", "ما", "انه", "انها", "لا"):
        return not (word in ("هذا", "هذه") and is_definite(r.fold(i + 1)))
    if venue_at(r, i) or "prep" in classes(_PRONOUN.sub("", word)):
        return True  # "في بيان", "خلالها"
    return any(f.tense == "participle" for f in readings(word)) and word[-1] == "ا"


def _step(r: Reading, i: int, start: int, limit: int, stop_at_object: bool) -> int:
    """Return the token up to which one more word or group goes on the phrase, `i` for the end."""
    kind, word = r.kind(i), r.fold(i)
    if kind == "p":
        if word in ("(", "["):
            return _group(r, i, limit)
        if word in ("-", "/", ".") and is_word(r, i + 1) and _tight(r, i):
            return i + 2
        if word == "." and len(r.fold(i - 1)) == 1 and is_word(r, i + 1):
            return i + 1  # "د . عبدالرحمن"
        return i
    if kind == "o":
        close = r.closing[r.tokens[i].own]
        name = close - i - 1 <= _NAME_WORDS and close + 1 <= limit
        before = r.fold(i - 1)
        titled = "quoted_name" in classes(_bare(before)) or bool(head_types(before))
        titled = titled or before == "عام"  # 'مدير عام "تعليم الخرج"'
        construct = i - start > 1 and not is_definite(before) and is_common_noun(before)
        titled = titled or construct  # 'عضو قائمة "المستقبل"'
        return close + 1 if name and titled and _goes_on(r, close + 1) else i
    if kind != "w" or venue_at(r, i) or manner_end(r, i) > i:
        return i
    if word in word_class("called") or r.fold(i - 1) in ("بن", "بنت", "ابن"):
        return i + 1  # "ناشط يدعى فلان", "عبد العزيز بن رقوش"
    if word in ("العام", "الاول", "الاخر") and is_definite(r.fold(i - 1)):
        return i + 1
    if word == "عام" and "person" in head_types(r.fold(i - 1)):
        return i + 1  # "مدير عام"
    if never_inside(word):
        return i
    if "prep" in classes(word):
        return i + 1 if _prep_inside(r, i, start) else i
    if word in word_class("stands") or word in word_class("aside"):
        return i
    if any(f.tense == "noun" and f.verb.that for f in readings(word)) and is_possessed(r, i):
        return i  # "عن فلان قوله"
    if i - 1 == start and head_types(r.fold(start)) and r.fold(start).endswith("و"):
        return i + 1  # a plural that waits for its genitive: "محللو أسواق المال"
    if stop_at_object and _new_phrase(r, i, start):
        return i
    if stop_at_object and (is_object_start(word) or is_possessed(r, i)) and not _conjoined(r, i):
        if "prep" not in classes(r.fold(i - 1)) and not _construct(r, i - 1, start):
            return i
    if stop_at_object and i - start > 1 and is_definite(word) and is_definite(r.fold(i - 1)):
        verbal = word[:2] == "ال" and VERBAL_NOUN_FORM.match(word[2:]) and len(word) > 6
        if verbal and (word[-1] == "ه" or "person" not in head_types(word)):  # "الأستاذ"
            return i  # "أعلن الجيش السوري التعامل مع"
    if verb_with_and(r, i) or _after_whole(r, i):
        return i
    known = is_definite(word) or word in heads() or word in terms("given_names")
    known = known or (r.fold(i - 1) in terms("given_names") and r.kind(i + 1) == "p")
    if not known and r.verb(i, surely=True) and not _construct(r, i - 1, start):
        return i
    return i + 1


def _prep_inside(r: Reading, i: int, start: int) -> bool:
    """Tell whether a preposition goes on the phrase that began at `start`."""
    word, following = r.fold(i), r.fold(i + 1)
    inside = word in word_class("inner_preposition") and is_word(r, i + 1)
    if word in ("الي", "عن") and not _complemented(r, i, start):
        return False
    if word == "في" and following in territories():
        if any(r.fold(k) in terms("given_names") for k in range(start, i)):
            return False  # where somebody said it; "السفير في القاهرة" is a post
    if not inside or classes(following) & {"time", "venue", "split", "adverb", "aux"}:
        return False
    named = is_definite(r.fold(i - 1)) or r.fold(i - 1) in territories()
    if word == "في" and named and is_possessed(r, i + 1):
        return False  # "روسيا في شكواها"
    return not is_complementizer(following)


def _after_whole(r: Reading, i: int) -> bool:
    """Tell whether a word begins something else after a definite one: "المسؤولون الإيرانيون
    تأتي", "وكالة الأنباء الرسمية اجتماعا"."""
    word, before = r.fold(i), r.fold(i - 1)
    if not is_definite(before) or is_definite(word):
        return False
    # Not by the pattern of دخول: نقولا is a name.
    verbal = word[0] in "ات" and r.tokens[i].text[0] != "أ"  # "اجتماعا", but "أوباما"
    noun = is_common_noun(word[:-1]) or (verbal and is_object_start(word[:-1]))
    indefinite = noun and len(word) > 4 and word[-1] == "ا" and word not in terms("given_names")
    return indefinite or (before.endswith("ون") and r.verb(i))


def _new_phrase(r: Reading, i: int, start: int) -> bool:
    """Tell whether a word after a definite one begins another noun phrase: the object."""
    word, before = r.fold(i), r.fold(i - 1)
    if head_types(word) & {"person"} or word in word_class("name_part"):
        return False
    given = before in terms("given_names") or before.startswith("عبد")
    if given and i - start > 1 and is_definite(word):
        return False  # "الدكتور عبدالواحد النبوي"
    if word[:2] == "ال" and _common(r, i) and _complete(r, i, start):
        return not r.adjective(i)
    if word[0] == "و" or not (
        before in territories() or (before[:2] == "ال" and is_definite(before))
    ):
        return False
    if "prep" in classes(r.fold(i - 2)):
        return False
    if with_clitic(word):
        return False
    if is_definite(word):
        titled = i - 1 == start and bool(head_types(before) & {"person"})
        return word[:2] == "ال" and not titled and not r.adjective(i)
    if r.verb(i) or word.isdigit():
        return False
    # A name may follow an office; nothing indefinite follows a body that is complete.
    if is_common_noun(word) and (is_definite(r.fold(i + 1)) or is_possessed(r, i + 1)):
        return True  # "خبراء البيئة قطع الأشجار"
    heads = head_types(r.fold(start))
    body = bool(heads & {"government", "organization"}) and "person" not in heads
    named = word in terms("given_names") and "person" in head_types(before)  # "الملك خالد"
    return body and not named and not head_types(word)


def _complete(r: Reading, i: int, start: int) -> bool:
    """Tell whether a phrase is complete before `i`: its last word waits for no genitive."""
    before = r.fold(i - 1)
    if "prep" in classes(before) or before[0] in "لب" or before[:2] in ("لل", "با"):
        return False
    if is_definite(before):
        return True
    named = i - start > 1 and bool(head_types(r.fold(start)) & {"person"})
    known = head_types(before) or is_common_noun(before) or is_object_start(before)
    return named and not known


def _complemented(r: Reading, i: int, start: int) -> bool:
    """Tell whether إلى or عن belongs to the phrase: "المبعوث إلى", "المسؤول عن"."""
    head = r.fold(i - 1) if r.fold(i) == "عن" else r.fold(start)
    return bool(classes(bare(head)) & {"envoy"})


def _common(r: Reading, i: int) -> bool:
    """Tell whether a definite word has the form of a common noun, not of a surname."""
    text, word = r.tokens[i].text, r.fold(i)
    formed = text.endswith(("ة", "ات", "ون", "ين")) or bool(VERBAL_NOUN_FORM.match(word[2:]))
    return formed or is_common_noun(word)


def _construct(r: Reading, i: int, start: int) -> bool:
    """Tell whether a word waits for a genitive: an indefinite head of a body or office."""
    word = r.fold(i)
    if is_definite(word):
        return False
    if i > start and (is_object_start(word) or "prep" in classes(r.fold(i - 1))):
        if is_object_start(word) or is_common_noun(word):
            return True  # "العاملين في مجال تأجير السيارات", "إدارة شؤون تعليم جازان"
    types = head_types(word) | (head_types(word[1:]) if word[0] in "بل" else frozenset())
    bodies = types & {"government", "organization", "document", "media"}
    if "person" in types and i == start:
        return word not in word_class("honour")
    return bool(bodies) and not is_definite(word) and word not in word_class("honour")


def _conjoined(r: Reading, i: int) -> bool:
    word = r.fold(i)
    return word[0] == "و" and len(word) > 3 and word not in word_class("object")


def _goes_on(r: Reading, i: int) -> bool:
    """Tell whether a clause goes on after a quotation, which is then a name: 'شركة "نور" إن'."""
    return r.kind(i) in ("w", "o") or r.fold(i) in (":", "،", ",")


def _bare(word: str) -> str:
    """Strip the article for a look-up: "الصحيفه" as "صحيفه"."""
    word = re.sub(r"^[وفبل](?=ال)", "", word)
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _tight(r: Reading, i: int) -> bool:
    """Tell whether punctuation joins two words without a space."""
    return r.tokens[i - 1].end == r.tokens[i].start and r.tokens[i].end == r.tokens[i + 1].start


def _group(r: Reading, i: int, limit: int) -> int:
    """Return the token after a bracketed group of up to eight tokens."""
    close = {"(": ")", "[": "]"}[r.fold(i)]
    for j in range(i + 1, min(i + 9, limit)):
        if r.fold(j)[0].isdigit():
            return i  # an age is not part of a name
        if r.fold(j) == close:
            return j + 1
    return i
