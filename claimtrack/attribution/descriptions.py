"""Descriptions and accusations: "وصف X بأنه …", "اتهمه ب…", where X belongs to what is said."""

from __future__ import annotations

from claimtrack.attribution.drafts import Draft, Range, open_that
from claimtrack.attribution.government import is_attached, subject_limit
from claimtrack.attribution.heads import head_types, territories
from claimtrack.attribution.noun_phrases import noun_phrase
from claimtrack.attribution.reading import Reading, classes, is_complementizer
from claimtrack.attribution.speakers import before_cue
from claimtrack.attribution.tagger import is_common_noun
from claimtrack.attribution.words import is_definite, is_object_start


def describe_pronoun(r: Reading, draft: Draft, j: int) -> Draft | None:
    """Take the predicate of "وصفها بأنها …", "اعتبره …" as the content."""
    assert draft.form is not None
    verb = draft.form.verb
    roles = {c.role: c for c in verb.complements}
    if "desc" not in roles and "accuse" not in roles and "addr" not in roles:
        return None
    prep = next(c.prep for c in verb.complements if c.role in ("desc", "accuse", "addr"))
    end = noun_phrase(r, j, subject_limit(r, draft.form, j, draft.limit))
    if end > j and "desc" in roles and not prep and end >= draft.limit:
        end = j
    if end > j:
        draft.subject = (j, end)
    for k in range(end, min(end + 12, draft.limit)):
        if r.kind(k) == "o" or (r.kind(k) == "w" and is_complementizer(r.fold(k))):
            return _predicate(r, draft, k)
        if prep and is_attached(r, k, prep):
            following = k + 1 if r.fold(k) in (prep, "ك") else k
            if r.kind(k + 1) == "o" and len(r.fold(k)) <= 2:
                return _predicate(r, draft, k + 1)
            draft.marker, draft.first, draft.mark = "desc", following, k
            draft.start = r.tokens[k].start + 1 if following == k else -1
            return draft
        if r.fold(k) in ("،", ",", "."):
            return None
    return None


def _predicate(r: Reading, draft: Draft, k: int) -> Draft | None:
    if r.kind(k) == "o":
        draft.marker, draft.first, draft.mark = "quote", k, k
        return draft
    after = k + 1
    if r.kind(after) == "o":
        draft.marker, draft.first, draft.mark = "quote", after, k
        return draft
    return open_that(r, draft, k)


def describe_phrase(r: Reading, draft: Draft, j: int) -> bool:
    """Set the content of "وصف X ب…", "اتهم X ب…": X belongs to it."""
    start = draft.cue[1]
    first = start
    if (
        draft.subject is not None
        and draft.subject[1] == j
        and before_cue(r, draft.cue[0], draft.form)
    ):
        first, draft.subject = draft.subject[0], None
    elif draft.subject is not None:
        first = draft.subject[1]
        while first < j and (r.kind(first) == "p" or "time" in classes(r.fold(first))):
            first += 1
        if first >= j:
            first = split_object(r, draft.subject)
            if first > draft.subject[0]:
                draft.subject = (draft.subject[0], first)
            else:
                draft.subject = None
    draft.marker, draft.first, draft.mark = "desc", first, j
    return True


def split_object(r: Reading, subject: Range) -> int:
    """Return where the object begins in a phrase that holds both subject and object."""
    for n in (2, 1):
        if " ".join(r.fold(k) for k in range(subject[0], subject[0] + n)) in territories():
            if subject[0] + n < subject[1]:
                return subject[0] + n
    level = r.tokens[subject[0]].quote
    inside = [k for k in range(subject[1] - 1, subject[0], -1) if r.tokens[k].quote == level]
    for k in inside:
        common = k - 1 > subject[0] or head_types(r.fold(k)) or is_common_noun(r.fold(k))
        if is_definite(r.fold(k)) and is_definite(r.fold(k - 1)) and not r.adjective(k) and common:
            return k
    for k in inside:
        before = r.fold(k - 1)
        if is_definite(r.fold(k)) and not is_definite(before) and "prep" not in classes(before):
            return k
        if is_object_start(r.fold(k)):
            return k
    return subject[0]
