"""Contents: where what was said begins and ends, and whether it is quoted."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from claimtrack.arabic import fold_word
from claimtrack.attribution.drafts import Draft, Range
from claimtrack.attribution.reading import (
    COMMAS,
    DASHES,
    Reading,
    classes,
    is_bare_complementizer,
    is_complementizer,
)
from claimtrack.attribution.verbs import readings
from claimtrack.attribution.words import is_object_start
from claimtrack.lexicon import word_class
from claimtrack.models import Mode, Quotation, Span

Starts = dict[int, Draft]
"""The drafts of one sentence by the first token of their cues."""

_LONGEST = 600  # tokens of a content outside marks: what runs on is no statement
_NEAR = 120  # tokens before a comma in which the cue stands that the next one is coordinated with
_NAME_WORDS = 3  # a quotation this short inside an indirect statement may be a name
_OUTSIDE = frozenset(fold_word(w) for w in "حيث فيما بينما علما يذكر وذلك وكان وكانت".split())
_CLOSING = frozenset(".،,؛;:!؟?…")


def contents(r: Reading, draft: Draft, starts: Starts, sentence: Range) -> list[Span]:
    """Return the stretches of text that a cue governs, without marks and final punctuation."""
    if draft.fixed is not None:
        ranges = list(draft.fixed)
        if draft.marker == "phrase" and draft.form is not None:
            ranges.append((draft.first, clause_end(r, draft, starts, draft.first)))
        return [s for a, b in ranges if (s := trim(r, a, b)) is not None]
    first = draft.first
    if r.kind(first) == "o" and draft.start < 0:
        return _from_quotation(r, draft, starts, sentence)
    if draft.marker == "colon" and r.tokens[draft.cue[0]].quote < 0:
        last = _colon_end(r, draft, starts, sentence)
    else:
        last = clause_end(r, draft, starts, first)
    span = trim(r, first, last, draft.start)
    return [span] if span is not None else []


def _from_quotation(r: Reading, draft: Draft, starts: Starts, sentence: Range) -> list[Span]:
    """Return the inside of a quotation, or the clause where it goes on outside the marks."""
    own = r.tokens[draft.first].own
    quotation = r.quotations[own]
    after = r.closing[own] + 1
    end = clause_end(r, draft, starts, after, after_quotation=True)
    pronoun = draft.marker == "that" and not is_bare_complementizer(r.fold(draft.mark))
    if end > after and draft.marker != "colon" and _goes_on(r, after, end, pronoun=pronoun):
        span = trim(r, draft.mark if pronoun else draft.first, end)
        return [span] if span is not None else []
    spans = [_inside(r, quotation)] if quotation.inner.text else []
    # "..." و"...": coordinated quotations of one cue
    k = after
    while r.fold(k) in ("و", "،", ",", "..", "...") and k < draft.limit + 2:
        opener = k + 1 if r.kind(k + 1) == "o" else None
        if opener is None or r.fold(k) in ("،", ",") and draft.marker != "colon":
            break
        spans.append(_inside(r, r.quotations[r.tokens[opener].own]))
        k = r.closing[r.tokens[opener].own] + 1
    return spans


def _inside(r: Reading, quotation: Quotation) -> Span:
    """Return a quotation without its final punctuation."""
    start, end = quotation.inner.start, quotation.inner.end
    while end > start and (r.text[end - 1] in _CLOSING or r.text[end - 1].isspace()):
        end -= 1
    return Span(start, end, r.text[start:end])


def _goes_on(r: Reading, after: int, end: int, *, pronoun: bool) -> bool:
    """Tell whether the clause goes on after its quotation."""
    if r.kind(after) != "w":
        # '"…"، لا تسمح': a comma right after a short quotation that is no whole clause
        return False
    words = sum(r.kind(k) == "w" for k in range(after, end))
    return words >= 2 or (words == 1 and pronoun)


def _colon_end(r: Reading, draft: Draft, starts: Starts, sentence: Range) -> int:
    """Words after a colon run on over sentences of the paragraph until a new attribution."""
    end = clause_end(r, draft, starts, draft.first)
    if end < sentence[1] or draft.form is None:
        return end
    following = [s for s in r.sentences if s[0] >= end][:_MAX_SENTENCES]
    for first, last in following:
        gap = r.text[r.tokens[first - 1].end : r.tokens[first].start]
        if "\n" in gap or _begins_attribution(r, first, last):
            break
        end = last
    return end


def _begins_attribution(r: Reading, first: int, last: int) -> bool:
    """Tell whether a sentence has words of saying near its head or a change of subject."""
    if r.fold(first) in ("من", "وفي", "في", "الي") and r.fold(first + 1) in word_class("turn"):
        return True
    head = range(first, min(first + 6, last))
    return any(f.finite or f.tense == "participle" for k in head for f in readings(r.fold(k)))


_MAX_SENTENCES = 4


def clause_end(
    r: Reading, draft: Draft, starts: Starts, first: int, *, after_quotation: bool = False
) -> int:
    """Return the token at which the content that begins at `first` ends."""
    level = r.tokens[draft.cue[0]].quote
    k = first
    limit = min(draft.limit, first + _LONGEST)
    while k < limit:
        if r.kind(k) == "o":
            k = r.skip_quotation(k)
            continue
        if r.tokens[k].quote != level and r.kind(k) != "c":
            k += 1
            continue
        if (k > first or after_quotation) and _ends_at(r, draft, starts, k, first):
            break
        k += 1
    return min(k, draft.limit)


def _ends_at(r: Reading, draft: Draft, starts: Starts, k: int, first: int) -> bool:
    word = r.fold(k)
    if len(word) > 1 and word[0] in DASHES:
        return True
    if word in ("،", ",", "؛", ";") or word[0] in DASHES:
        return _comma_ends(r, draft, starts, k)
    if r.kind(k) != "w":
        return False
    other = starts.get(k)
    if other is not None and is_sibling(r, draft, other):
        return True
    if (
        "relative" in classes(word)
        and draft.marker != "np"
        and r.fold(k - 1) not in COMMAS
        and any(n in starts and starts[n].subject is None for n in (k + 1, k + 2))
    ):
        return True
    if word == "الا" and is_complementizer(r.fold(k + 1)):
        return any(s in starts for s in range(k + 2, k + 6))
    if draft.marker == "np" and r.fold(k)[:2] == "وي" and r.fold(k - 1) in ("،", ","):
        return True
    if word in ("حيث", "فيما", "بينما", "كما", "وكما", "لكن", "ولكن") and k + 1 in starts:
        return is_sibling(r, draft, starts[k + 1]) or starts[k + 1].subject is not None
    return _source_phrase(r, k) and k > first + 2 and r.fold(k - 1) not in ("و",)


def _source_phrase(r: Reading, k: int) -> bool:
    word = r.fold(k)
    return word in ("بحسب", "حسبما", "وفقما") or (
        word in ("حسب", "وفق", "وفقا", "طبقا") and r.fold(k - 1) in ("،", ",", ")", '"', "»", "”")
    )


def _comma_ends(r: Reading, draft: Draft, starts: Starts, k: int) -> bool:
    """Tell whether a comma ends the content: a new attribution or the outlet's voice follows."""
    j = k + 1
    word = r.fold(j)
    if r.kind(j) == "o" and r.tokens[j].quote < 0:
        return False
    other = starts.get(j)
    if other is not None and (is_sibling(r, draft, other) or r.fold(k)[0] in DASHES):
        return True
    outers = (starts[i] for i in range(j - 1, max(j - _NEAR, -1), -1) if i in starts)
    if other is not None and any(is_sibling(r, outer, other) for outer in outers):
        return True
    forms = readings(word)
    if any(f.tense == "participle" and word.endswith("ا") for f in forms) and j in starts:
        return True
    if word in ("حسب", "بحسب", "وفق", "وفقا", "طبقا", "حسبما", "نقلا", "وفقما"):
        return True
    if word == "علي" and r.fold(j + 1) == "حد":
        return True
    if word == "كما" and any(f.finite for f in readings(r.fold(j + 1))):
        return True
    if word in ("في", "وفي") and r.fold(j + 1) in ("الوقت", "وقت", "حين"):
        return True
    if word in ("رغم", "ورغم") or (word == "علي" and r.fold(j + 1) in ("الرغم", "رغم")):
        return any(s in starts for s in range(j + 1, j + 14))
    if word in ("وهو", "وهي") and r.fold(j + 1) in word_class("comment"):
        return True
    if word == "ما" and r.fold(j + 1) in ("يعني", "يشير"):
        return True
    if word in ("علما", "حيث", "فيما", "بينما", "لكن", "ولكن"):
        near = any(s in starts for s in range(j + 1, j + 8))
        near = near or any(f.finite for f in readings(r.fold(j + 1)))
        return near or word == "علما" or (draft.marker == "np" and word in ("فيما", "بينما"))
    if word in ("لكنه", "لكنها", "ولكنه", "ولكنها"):
        return j + 1 in starts
    if draft.marker == "np" and "relative" in classes(r.fold(draft.cue[0] - 1)):
        return True
    if draft.marker == "np" and word in ("عندما", "بعدما", "حين", "حينما", "اثر", "عقب", "غداه"):
        return True
    if draft.marker == "np" and word in ("دون", "من", "بدون"):
        return word != "من" or r.fold(j + 1) in ("دون", "غير")
    return word == "من" and r.fold(j + 1) in word_class("turn")


def is_sibling(r: Reading, draft: Draft, other: Draft) -> bool:
    """Tell whether another cue is coordinated with this one, not part of its content."""
    i = other.cue[0]
    if r.tokens[i].quote != r.tokens[draft.cue[0]].quote or i <= draft.cue[0]:
        return False
    form, mine = other.form, draft.form
    if form is None:
        return True
    if form.tense == "participle":
        return (
            r.fold(i - 1) in ("،", ",", "؛", '"', "»", "”", "-", "–")
            or r.kind(i - 1) == "c"
            or (r.fold(i)[0] == "و" and form.conjunction != "")
            or form.verb.that
            and r.kind(i - 1) == "w"
            and r.fold(i).endswith("ا")
        )
    if not form.finite:
        return False
    before = r.fold(i - 1)
    if before in ("حيث", "فيما", "بينما", "كما", "وكما", "فقد", "وقد", "قد") or form.conjunction:
        if mine is None or mine.tense == "participle" or mine.tense == "noun":
            return form.tense == "past"
        agree = form.agreement == mine.agreement or other.subject is not None
        agree = agree or (form.agreement == "mp" and mine.agreement == "ms")
        return agree and form.tense == mine.tense
    return False


def trim(r: Reading, first: int, last: int, start: int = -1) -> Span | None:
    """Return tokens `first` to `last` (excluded) without punctuation at either end."""
    while last > first + 1 and (
        (r.kind(last - 1) == "p" and _droppable(r, last - 1))
        or r.fold(last - 1) in ("ايضا", "كذلك")
    ):
        last -= 1
    while (
        first < last
        and r.kind(first) == "p"
        and (r.fold(first) in _CLOSING or r.fold(first)[0] in DASHES)
    ):
        first += 1
    if last <= first:
        return None
    begin = start if start >= 0 else r.tokens[first].start
    apart = begin in r.conjunctions and not is_object_start(r.fold(first))  # "وصول": no clitic
    if start < 0 and apart and first < last - 1:
        begin += 1
    end = r.tokens[last - 1].end
    if start < 0 and first < last - 1 and is_bare_complementizer(r.fold(first)):
        begin = r.tokens[first + 1].start
    return Span(begin, end, r.text[begin:end]) if end > begin else None


def _droppable(r: Reading, k: int) -> bool:
    text = r.tokens[k].text
    return text in _CLOSING or text[0] in DASHES or text.startswith("..")


def mode_of(r: Reading, draft: Draft, spans: list[Span]) -> Mode:
    """Tell whether a content is quoted whole, in part or not at all."""
    if not spans:
        return "indirect"
    text = " ".join(s.text for s in spans)
    cue = r.tokens[draft.cue[0]].start
    for q in _around(r, spans[0]):
        if not q.outer.start <= cue < q.outer.end:
            return "direct"
    inner = [
        q for span in spans for q in _within(r, span) if not q.outer.start <= cue < q.outer.end
    ]
    asked = r.text[spans[-1].end : spans[-1].end + 2]
    if draft.marker == "colon" and not inner and _verbatim(text + asked):
        return "direct"
    return (
        "mixed" if any(not _is_name(r, q.outer.start, q.inner.text) for q in inner) else "indirect"
    )


def _around(r: Reading, span: Span) -> Iterator[Quotation]:
    """Return the quotations that hold a stretch of text, the innermost first."""
    token = r.tokens[bisect_right(r.tokens, span.start, key=lambda t: t.start) - 1]
    n = token.quote
    while n >= 0:
        q = r.quotations[n]
        if q.inner.start <= span.start and span.end <= q.inner.end:
            yield q
        n = r.tokens[r.opening[n]].quote


def _within(r: Reading, span: Span) -> Iterator[Quotation]:
    """Return the quotations whose inside lies in a stretch of text."""
    first = bisect_left(r.quotations, span.start, key=lambda q: q.inner.start)
    last = bisect_right(r.quotations, span.end, key=lambda q: q.inner.start)
    return (q for q in r.quotations[first:last] if q.inner.end <= span.end)


_FIRST_PERSON = re.compile(
    r"^(?:نحن|انا|اننا|انني|اني|لدينا|علينا|لنا|سن\w{3,}|ن[^اوي]\w{2,}|\w+[^اوي]نا)$"
)


def _verbatim(text: str) -> bool:
    """Tell whether unmarked words are evidently someone's own: first person, a question."""
    if "؟" in text or "!" in text:
        return True
    words = (fold_word(w) for w in re.findall(r"\w+", text))
    return any(_FIRST_PERSON.match(w) for w in words if "like_first_person" not in classes(w))


def _is_name(r: Reading, start: int, inner: str) -> bool:
    """Tell whether a quotation inside an indirect statement is a name or a title."""
    words = inner.split()
    if len(words) > _NAME_WORDS:
        return False
    if _stands_unquoted(r, inner):
        return True
    before = re.findall(r"\w+", r.text[max(0, start - 30) : start])
    if before and r.text[start - 1].isspace():
        word = fold_word(before[-1])
        bare = word[2:] if word.startswith("ال") else word
        if "quoted_name" in classes(bare):
            return True
    return bool(re.search(r"[\dA-Za-z]", inner))


def _stands_unquoted(r: Reading, inner: str) -> bool:
    """Tell whether the words in marks stand elsewhere in the article without marks."""
    at = r.text.find(inner)
    while at >= 0:
        before, after = r.text[at - 1 : at], r.text[at + len(inner) : at + len(inner) + 1]
        if before.isspace() and (after.isspace() or after in "،.,:؛"):
            return True
        at = r.text.find(inner, at + 1)
    return False
