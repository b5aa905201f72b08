"""What may stand between a cue and its complement: venue, time, apposition, an aside."""

from __future__ import annotations

import re

from claimtrack.attribution.drafts import Draft
from claimtrack.attribution.government import takes_object
from claimtrack.attribution.heads import head_types
from claimtrack.attribution.names import analyse
from claimtrack.attribution.noun_phrases import addressed, noun_phrase, venue_at
from claimtrack.attribution.reading import COMMAS, DASHES, Reading, classes, is_complementizer
from claimtrack.attribution.verbs import readings
from claimtrack.attribution.words import (
    is_definite,
    is_object_start,
    is_possessed,
    is_word,
    verb_with_and,
)
from claimtrack.lexicon import word_class

_CARRIED = re.compile(r"^(?:نشر|بث|اورد|نقل|تناقل|اذاع)ت?(?:ه|ها)$")


def skip_adjunct(r: Reading, draft: Draft, j: int, relative: bool) -> int | None:
    """Return the token after what may stand between a cue and its complement, None at its end."""
    kind, word = r.kind(j), r.fold(j)
    if kind == "o":
        return r.skip_quotation(j)
    if kind == "c" or word in (".", "؟", "!") or word.startswith(".."):
        short = word == "." and len(r.fold(j - 1)) == 1
        return j + 1 if short else None
    if word in ("(", "["):
        close = ")" if word == "(" else "]"
        return next(
            (k + 1 for k in range(j, min(j + 15, draft.limit)) if r.fold(k) == close), j + 1
        )
    if word[0] in DASHES:
        return _after_dashes(r, j, draft.limit)
    if word in ("،", ",", "؛", ";"):
        if draft.form is not None and draft.form.tense == "noun":
            return None
        return _after_comma(r, draft, j)
    if kind == "p":
        return j + 1
    if word == "نقلا" and r.fold(j + 1) == "عن":
        end = noun_phrase(r, j + 2, draft.limit)
        if end > j + 2 and draft.subject is not None:
            draft.relays, draft.antecedent = [draft.subject], (j + 2, end)
            draft.source = "relay"
        return max(end, j + 2)
    if word == "علي" and r.fold(j + 1) == "لسان":
        end = noun_phrase(r, j + 2, draft.limit)
        draft.antecedent = (j + 2, end) if end > j + 2 else None
        return max(end, j + 2)
    if venue_at(r, j):
        end = _venue_end(r, j, draft.stop if draft.stop > j else draft.limit)
        if draft.form is not None and takes_object(draft.form):
            objects = (k for k in range(j + 2, end) if is_object_start(r.fold(k)))
            end = next((k for k in objects if is_definite(r.fold(k - 1))), end)
        if (
            draft.venue is None
            and "venue" in classes(r.fold(j + 1)) | classes(r.fold(j))
            or (draft.venue is None and r.fold(j)[0] == "ل")
        ):
            draft.venue = (j, end)
        return _carrier(r, draft, end)
    if not relative and verb_with_and(r, j):
        return None
    plain = not classes(word) & {"time", "adverb", "prep"} and not addressed(word)
    if not relative and plain and not word.isdigit():
        draft.strange += 1
    return j + 1


def _carrier(r: Reading, draft: Draft, end: int) -> int:
    """Read over "نشرته وكالة …" after a venue: an outlet that carried it is a relay."""
    if not _CARRIED.match(r.fold(end)):
        return end
    after = noun_phrase(r, end + 1, draft.limit)
    if after > end + 1 and analyse(r.span(end + 1, after - 1).text).type == "media":
        draft.relays.append((end + 1, after))
        return after
    return end


def _venue_end(r: Reading, j: int, limit: int) -> int:
    """Return the token after a venue: its noun phrase, and a relative clause without a relative."""
    first = j + 1 if "prep" in classes(r.fold(j)) or r.fold(j) in ("ل", "وفي") else j
    if r.fold(first) in ("وقت", "الوقت") and r.fold(first + 1) in ("سابق", "لاحق", "نفسه", "ذاته"):
        return first + 2
    end = noun_phrase(r, first, limit)
    indefinite = first == j and not r.fold(j).startswith("لل") and len(r.fold(j)) > 1
    if indefinite and is_word(r, j + 1) and not classes(r.fold(j + 1)):
        end = max(end, noun_phrase(r, j + 1, limit))  # "لصحيفة كرونيكل"
    if r.kind(first) == "o":
        return min(r.skip_quotation(first), limit)
    if first == j and r.kind(j + 1) == "o" and "addressee" in classes(r.fold(j)):
        end = r.skip_quotation(j + 1)  # "لوكالة «رويترز» للأنباء", "لوكالة «تاس» الروسية"
        goes_on = r.fold(end).startswith("لل") or re.match(r"ال.*يه$", r.fold(end))
        return min(end + 1 if goes_on else end, limit)
    if end == first:
        end = first + 1
        if is_word(r, end) and is_definite(r.fold(end)):
            end = max(noun_phrase(r, end, limit), end)
    elif r.kind(end) == "o" and r.closing[r.tokens[end].own] - end <= 7:
        after = r.skip_quotation(end)
        if r.fold(after) in (":", "،") or is_complementizer(r.fold(after)) or r.kind(after) == "o":
            end = min(after, limit)
    return min(_venue_goes_on(r, first, end, limit), limit)


def _venue_goes_on(r: Reading, first: int, end: int, limit: int) -> int:
    """Return where a venue ends: "على صفحته في فيسبوك" is one, "في تصريح صحفي المدير" is two."""
    for k in range(first + 1, end):
        title = bool(head_types(r.fold(k)) & {"person", "government"}) and is_definite(r.fold(k))
        if title and not is_definite(r.fold(k - 1)) and "prep" not in classes(r.fold(k - 1)):
            if not head_types(r.fold(k - 1)) or r.fold(k - 1) in word_class("press"):
                return k  # "في تصريحات صحفية الوزير"
    if r.fold(end) in ("علي", "في", "مع", "عبر") and end + 1 < limit:
        if classes(r.fold(end + 1)) & {"venue", "media_venue"}:
            return max(noun_phrase(r, end + 1, limit), end)
    return end


def _after_dashes(r: Reading, j: int, limit: int) -> int | None:
    for k in range(j + 1, min(j + 20, limit)):
        if r.fold(k) and r.fold(k)[0] in DASHES:
            return k + 1
    return j + 1


def _after_comma(r: Reading, draft: Draft, j: int) -> int | None:
    """Go on over a comma where apposition, time, venue or the complement follows it."""
    word = r.fold(j + 1)
    forms = readings(word)
    if any(f.tense == "participle" for f in forms) and word[-1] in "اه":
        return None
    if any(f.finite for f in forms) and (word[0] in "وف" or not draft.subject):
        return None
    if word in ("لم", "لا") and draft.subject is not None:
        ends = (k for k in range(j + 1, min(j + 9, draft.limit)) if r.fold(k) in COMMAS)
        return next(ends, None)  # "مصدر، لم يسم، إن"
    if word == "كما" and r.fold(j + 2) in word_class("stands"):
        clauses = (k for k in range(j + 3, min(j + 15, draft.limit)))
        return next((k for k in clauses if is_complementizer(r.fold(k))), None)
    if word[:1] == "و" and r.verb(j + 1) and not head_types(word):
        return None  # "…، ويتعين على المجلس أن"
    takes = draft.form is not None and takes_object(draft.form)
    goes_on = word == "غير" and is_definite(r.fold(j + 2)) or word == "ما" and takes
    if "split" in classes(word) and not goes_on:
        return None
    end = noun_phrase(r, j + 1, draft.limit)
    aside = word[:1] == "و" and not head_types(word)
    aside = aside or (takes and (is_object_start(word) or is_possessed(r, j + 1)))
    if end > j + 1 and not aside and draft.subject is not None and draft.subject[1] == j:
        after = r.fold(end)
        if after in ("،", ",", ":") or is_complementizer(after) or venue_at(r, end):
            draft.subject = (draft.subject[0], end)  # apposition
            return end
    return j + 1
