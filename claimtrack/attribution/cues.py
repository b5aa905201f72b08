"""Cues: a word of saying together with the mark that opens what it governs.

A word of the lexicon is a cue only where the structure around it says so: a complementizer, a
colon, a quotation or the complement that the verb governs must follow within the clause. That is
what gates homographs (بين، ذكر، عد) and acts that carry no content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import define, evolve, field

from claimtrack.arabic import fold_word
from claimtrack.attribution.noun_phrases import (
    is_definite,
    is_object_start,
    is_possessed,
    is_word,
    never_inside,
    noun_phrase,
    venue_at,
)
from claimtrack.attribution.reading import (
    DASHES,
    Reading,
    classes,
    is_bare_complementizer,
    is_complementizer,
)
from claimtrack.attribution.names import analyse, head_types, territories
from claimtrack.attribution.speakers import before_cue, can_speak
from claimtrack.attribution.verbs import Complement, Form, readings

Range = tuple[int, int]  # tokens, the end excluded

_MAX_NOUN_GAP = 4  # and between a verbal noun's own phrase and what it governs
_MAX_GAP = 60  # words between a cue and what it governs
# A complementizer after one of these belongs to an adverbial clause, not to the cue.
_ADVERBIAL = frozenset(
    fold_word(w) for w in "بعد قبل إلا غير رغم شرط مع دون بدون حتى كما خشية لولا سوى بيد منذ".split()
)
_UNNAMED = frozenset(
    fold_word(w) for w in "اسمه اسمها اسمهم اسمائهم هويته هويتها هويتهم اسميهما".split()
)
_CARRIED = re.compile(r"^(?:نشر|بث|اورد|نقل|تناقل|اذاع)ت?(?:ه|ها)$")
_RESUMPTIVE = frozenset(fold_word(w) for w in "فيه فيها به بها عنه عنها له لها عليه عليها".split())


@define(eq=False)
class Draft:
    """A cue with its clause, before the end of its content and its speaker are settled."""

    cue: Range
    form: Form | None
    marker: str  # "that", "colon", "quote", "np", "desc", "phrase"
    first: int  # the first token of the content
    limit: int  # the token at which the clause ends at the latest
    start: int = -1  # offset at which the content starts where a clitic is cut off, else -1
    mark: int = -1  # the token that opens the complement: no two cues share one
    subject: Range | None = None
    venue: Range | None = None
    relays: list[Range] = field(factory=list)
    fixed: list[Range] | None = None  # the content, where it does not simply follow
    fronted: bool = False  # the content stands before the cue
    antecedent: Range | None = None  # the speaker, where it stands before the cue
    stop: int = -1  # the token at which the verb's own preposition comes
    strange: int = 0  # words skipped on the way that are neither subject, venue nor time


def limit_of(r: Reading, i: int, sentence: Range) -> int:
    """Return the token at which the clause around a token ends at the latest."""
    quote = r.tokens[i].quote
    return r.closing[quote] if quote >= 0 else sentence[1]


def find_cues(r: Reading, sentence: Range) -> list[Draft]:
    """Find the cues of one sentence and what opens their complements."""
    drafts: list[Draft] = []
    for i in range(*sentence):
        if r.kind(i) != "w":
            continue
        draft = _cue_at(r, i, limit_of(r, i, sentence))
        if draft is not None:
            drafts.append(draft)
    return _settle(r, drafts)


def _cue_at(r: Reading, i: int, limit: int) -> Draft | None:
    for form in readings(r.fold(i)):
        if not _possible(r, i, form):
            continue
        draft = complement(r, i, form, limit)
        if draft is not None:
            return draft
    return None


def _possible(r: Reading, i: int, form: Form) -> bool:
    before = r.fold(i - 1)
    text = r.tokens[i].text
    if form.finite and _passive(text, form):
        return False
    if form.finite and not form.conjunction + form.object_ and _noun_here(r, i):
        return False
    if form.finite and "prep" in classes(r.fold(i)) and not is_complementizer(r.fold(i + 1)):
        return False  # بين، عقب، دون
    if form.finite and before == "ما":
        return False  # "ما أعلن عنه": handled with its phrase, if any
    if form.finite and "relative" in classes(before) and r.fold(i + 1) in _RESUMPTIVE:
        return False  # "الاتفاق الذي أعلن عنه"
    if form.finite:
        if form.conjunction == "" and ("prep" in classes(before) or before in ("لم", "لن", "ان", "ال")):
            return before in ("حسب", "وفق", "مثل") or is_complementizer(before)
        return not (form.tense == "past" and r.tokens[i].text.endswith("ٍ"))
    if form.tense == "noun":
        in_venue = "venue" in classes(r.fold(i)) and "prep" in classes(before)
        return form.verb.that and not in_venue
    if form.agreement == "fs" and not text.endswith("ة"):
        return False
    if form.agreement == "fs" or form.agreement == "d":
        return r.kind(i - 1) in ("p", "c") or form.conjunction != ""
    return not is_definite(r.fold(i)) and not before.isdigit()


def _noun_here(r: Reading, i: int) -> bool:
    """Tell whether a word that can be a verb or its noun (طلب، كشف، رد) is the noun here."""
    if not any(f.tense == "noun" for f in readings(r.fold(i))) or r.kind(i - 1) != "w":
        return False
    if is_definite(r.fold(i - 1)) or any(first == i for first, _ in r.sentences):
        return False
    return not r.verb(i) and not classes(r.fold(i - 1)) & {"split", "aux", "relative"}


def _passive(text: str, form: Form) -> bool:
    """Tell whether harakat or the ending show a passive: "يُعتقد", "يدعى"."""
    if form.verb.lemma == "ادعى" and form.tense == "present" and text.endswith("ى"):
        return True
    stem = text[1:] if form.conjunction else text
    return stem[1:2] == "\u064f" and (form.verb.lemma[0] == "ا" or len(form.verb.lemma) == 3)


def _settle(r: Reading, drafts: list[Draft]) -> list[Draft]:
    """Let no two cues share one complement: the nearer takes it, the other one looks before it."""
    kept: list[Draft] = []
    for draft in reversed(drafts):
        rival = next((d for d in kept if d.mark == draft.mark and draft.mark >= 0), None)
        if rival is not None and _reported_by(draft, rival):
            kept.remove(rival)
            rival = None
        if rival is None:
            inner = next((d for d in kept if d.cue[0] < draft.cue[1]), None)
            if inner is None:
                kept.append(draft)
            continue
        if draft.form is None or not draft.form.verb.complements:
            if _says(draft) and not _says(rival):
                kept.remove(rival)
                kept.append(draft)
            continue
        shorter = complement(r, draft.cue[0], draft.form, rival.cue[0])
        if shorter is not None and shorter.mark != rival.mark:
            kept.append(shorter)
    return kept[::-1]


def _reported_by(draft: Draft, rival: Draft) -> bool:
    """Tell whether the outer cue is the one: "معلومات أوردها موقع … أفادت بأن"."""
    outer, inner = draft.form, rival.form
    if outer is None or inner is None or not outer.object_ or draft.subject is None:
        return False
    return inner.finite and not inner.conjunction and rival.subject is None


def _says(draft: Draft) -> bool:
    return draft.form is not None and draft.form.verb.lemma == "قال"


def complement(r: Reading, i: int, form: Form, limit: int) -> Draft | None:
    """Find what opens the complement of the cue at `i`, reading over subject, venue and time."""
    last = i
    if form.finite or form.tense == "noun":
        compound = _compound(r, i + 1)
        if compound is not None and i + 1 < limit:
            last, form = i + 1, compound
    j = last + 1
    draft = Draft((i, last + 1), form, "", j, limit)
    if form.object_ and form.verb.lemma not in ("أبلغ", "أخبر", "أورد", "ذكر", "أكد", "أعلن", "قال"):
        return _describes(r, draft, j)
    while r.fold(j) in _RESUMPTIVE:
        j += 1
    if not form.object_ and form.tense != "noun":
        found = _object_first(r, draft, j)
        if found is not None:
            return found
    draft.stop = _stop(r, form, j, limit)
    end = j
    free = form.tense != "participle" and form.agreement not in ("mp", "fp")
    if free and (r.kind(j) != "o" or _that_later(r, r.skip_quotation(j), draft)):
        end = noun_phrase(r, j, draft.stop, stop_at_object=_takes_object(form))
    if end > j:
        draft.subject = (j, end)
    return _scan(r, draft, end)


def _compound(r: Reading, i: int) -> Form | None:
    """Return the participle that makes one cue with the verb before it (تابع قائلا)."""
    if not is_word(r, i) or r.fold(i)[0] == "و":
        return None
    forms = [f for f in readings(r.fold(i)) if f.tense == "participle" and f.verb.quote]
    return forms[0] if forms else None


def _takes_object(form: Form) -> bool:
    return any(not c.prep or c.role in ("desc", "accuse", "addr") for c in form.verb.complements)


def _stop(r: Reading, form: Form, j: int, limit: int) -> int:
    """Return where the subject must end because the verb's own preposition comes."""
    preps = {c.prep for c in form.verb.complements if c.prep}
    np = form.verb.np
    gate = np.gate if np is not None else frozenset()
    if not preps and not gate:
        return limit
    attached: list[int] = []
    addressed = any(c.role in ("addr", "accuse") or c.gate for c in form.verb.complements)
    for k in range(j, min(j + _MAX_GAP, limit)):
        word = r.fold(k)
        if addressed and not attached and k > j and _addressee(r, k):
            return k
        if gate and np is not None and _gate(r, np, k):
            return k
        if r.kind(k) == "p" and word not in ("(", ")", "-"):
            break
        if r.kind(k) == "o":
            break
        if word in preps:
            return k
        for prep in preps & {"ب", "ل"}:
            if word.startswith(prep) and len(word) > 2 and _governed(word, prep):
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


def _governed(word: str, prep: str) -> bool:
    """Tell whether a folded word can be the preposition with a noun after it."""
    rest = word[1:]
    if classes(word) & {"prep", "adverb", "split"}:
        return False
    if prep == "ل":
        return word.startswith("لل") or is_object_start(rest)
    if is_complementizer(word):
        return True
    return is_definite(rest) or is_object_start(rest) or (len(rest) >= 2 and rest[0] not in "اوي")


def _object_first(r: Reading, draft: Draft, j: int) -> Draft | None:
    """Take what follows a verb as its object where it can't be its subject."""
    assert draft.form is not None
    np = draft.form.verb.np
    if np is None or not is_word(r, j) or not _gate(r, np, j) or draft.form.tense == "noun":
        return None
    word = r.fold(j)
    opens = word in ("هذا", "هذه", "ذلك", "تلك", "ما", "اي", "كل") or is_object_start(word)
    opens = opens or is_possessed(r, j)
    if draft.form.tense == "participle":
        opens = not ("prep" in classes(word) or is_complementizer(word) or never_inside(word))
    if not opens:
        return None
    return _again(r, draft, j)


def _again(r: Reading, draft: Draft, j: int) -> Draft | None:
    """Take a noun phrase as the content; "مجددا الدعوة إلى …" is one cue with what دعوة governs."""
    draft.marker, draft.first, draft.mark = "np", j, j
    np = draft.form.verb.np if draft.form is not None else None
    if np is not None and np.gate:
        word = r.fold(j)
        nouns = [f for w in (word, word.removeprefix("ال")) for f in readings(w) if f.tense == "noun"]
        if nouns and j == draft.cue[1]:
            inner = complement(r, j, evolve(nouns[0], tense="participle"), draft.limit)
            if inner is not None:
                inner.cue = (draft.cue[0], j + 1)
                inner.form = evolve(nouns[0], tense="participle")
                return inner
    return draft


def _gate(r: Reading, c: Complement, i: int) -> bool:
    if not c.gate:
        return True
    word = r.fold(i)
    return any(word == g or word in (g + "ه", g + "ها", g + "هم", g[:-1] + "ته") for g in c.gate) or (
        word.endswith(("ه", "ها", "هم")) and any(word.startswith(g[:-1]) and len(g) > 3 for g in c.gate)
    )


def _scan(r: Reading, draft: Draft, j: int) -> Draft | None:
    """Walk from the subject to the complement, over venue, time, apposition and relative clause."""
    assert draft.form is not None
    gap = 0
    relative = False
    furthest = _MAX_GAP if draft.form.tense != "noun" else _MAX_NOUN_GAP
    while j < draft.limit and gap < furthest:
        found = _opens(r, draft, j, relative)
        if found is not None:
            return found
        step = _skip(r, draft, j, relative)
        if step is None:
            break
        relative = relative and r.fold(j) not in ("،", ",") or "relative" in classes(r.fold(j))
        gap += step - j
        j = step
    return _leftover(r, draft)


def _opens(r: Reading, draft: Draft, j: int, relative: bool) -> Draft | None:
    """Return the draft with its complement set where the complement opens at `j`."""
    form = draft.form
    assert form is not None
    verb, word, kind = form.verb, r.fold(j), r.kind(j)
    if kind == "w" and is_complementizer(word):
        if word[0] == "ب" and any(c.role in ("desc", "accuse") for c in verb.complements):
            return draft if _described(r, draft, j) else None
        return _that(r, draft, j) if _governs_that(r, draft, j) else None
    if word == ":" and kind == "p" and (verb.quote or verb.that) and j + 1 < len(r.tokens):
        draft.marker, draft.first, draft.mark = "colon", j + 1, j
        if r.kind(j + 1) == "w" and is_complementizer(r.fold(j + 1)):
            return _that(r, draft, j + 1)
        return draft if j + 1 < draft.limit or r.kind(j + 1) == "o" else None
    if kind == "o":
        return _quotation(r, draft, j)
    if kind != "w" or form.tense == "noun":
        return None
    for c in verb.complements:
        if c.prep and (not relative or c.role in ("desc", "accuse")):
            if _prep_opens(r, draft, c, j):
                return draft
    if relative:
        return None
    np = verb.np
    if np is not None and _may_be_object(r, draft, j) and _gate(r, np, j):
        return _again(r, draft, j)
    return None


def _governs_that(r: Reading, draft: Draft, j: int) -> bool:
    assert draft.form is not None
    before = r.fold(j - 1)
    if before in _ADVERBIAL or (before.lstrip("و") in _ADVERBIAL and len(before) > 3):
        return False
    if before in ("علي", "الي", "عن", "من", "في"):
        return any(c.prep == before for c in draft.form.verb.complements)
    if r.fold(j)[0] == "ل" and j > draft.cue[1] + 8:
        return False
    return draft.form.verb.that or any(c.prep == "ب" for c in draft.form.verb.complements)


def _that(r: Reading, draft: Draft, j: int) -> Draft | None:
    if j + 1 >= draft.limit:
        return None
    draft.marker, draft.mark = "that", j
    draft.first = j + 1 if is_bare_complementizer(r.fold(j)) or r.kind(j + 1) == "o" else j
    return draft


def _quotation(r: Reading, draft: Draft, j: int) -> Draft | None:
    """Take a quotation as the complement unless it is a name before the real one."""
    assert draft.form is not None
    verb = draft.form.verb
    own = r.tokens[j].own
    close = r.closing[own]
    short = close - j - 1 <= 6
    named = "quoted_name" in classes(_bare(r.fold(j - 1))) or r.fold(j - 1) in ("ل", "لـ", "مع")
    apart = draft.subject is None and j > draft.cue[1]
    if draft.subject is not None and not can_speak(r, draft.subject) and r.fold(j - 1) != ":":
        return None
    if short and (named or apart) and _marker_later(r, close + 1, draft):
        return None
    if short and (r.fold(j + 1) in ("بشده", "بقوه") or is_complementizer(r.fold(close + 1))):
        return None
    np = verb.np
    if not (verb.quote or verb.that or (np is not None and not np.gate)):
        return None
    weak = not verb.that and draft.form.tense == "present"
    if draft.strange > (0 if named or short or weak else 3) and r.fold(j - 1) != ":":
        return None
    if weak and draft.subject is not None and draft.form.conjunction == "":
        return None
    draft.marker, draft.first, draft.mark = "quote", j, j
    return draft


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _that_later(r: Reading, j: int, draft: Draft) -> bool:
    """Tell whether a complementizer or colon follows in the same breath: the quotation is a name."""
    for k in range(j, min(j + 12, draft.limit)):
        if r.fold(k) in ("،", ",", ".", "؛") or r.kind(k) == "o":
            return False
        if r.fold(k) == ":" or (r.kind(k) == "w" and is_complementizer(r.fold(k))):
            return r.fold(k - 1) not in _ADVERBIAL
    return False


def _marker_later(r: Reading, j: int, draft: Draft) -> bool:
    for k in range(j, min(j + 12, draft.limit)):
        if r.kind(k) == "o" or r.fold(k) == ":":
            return True
        if r.kind(k) == "w" and is_complementizer(r.fold(k)):
            return r.fold(k - 1) not in _ADVERBIAL
        if r.fold(k) in (".", "؟", "!"):
            return False
    return False


def _prep_opens(r: Reading, draft: Draft, c: Complement, j: int) -> bool:
    """Set the complement where the verb's preposition stands at `j`."""
    word = r.fold(j)
    first, start = j + 1, -1
    if c.prep in ("ب", "ل"):
        if word in (c.prep, c.prep + "ما"):
            first = j if word != c.prep else j + 1
        elif word.startswith(c.prep) and not is_complementizer(word) and _governed(word, c.prep):
            first, start = j, r.tokens[j].start + 1
        else:
            return False
    elif word != c.prep:
        return False
    if start < 0 and is_complementizer(r.fold(first)):
        return False
    if first >= draft.limit or (start < 0 and not _content_word(r, first, c)):
        return False
    if c.prep in ("في", "من", "علي", "ل") and venue_at(r, j):
        return False
    if c.role in ("desc", "accuse"):
        return _described(r, draft, j)
    draft.marker, draft.first, draft.mark, draft.start = "np", first, j, start
    return True


def _content_word(r: Reading, i: int, c: Complement) -> bool:
    if r.kind(i) == "o":
        return True
    word = r.fold(i)
    if not is_word(r, i) or "relative" in classes(word) or not _gate(r, c, i):
        return False
    return "time" not in classes(word) or is_object_start(word)


def _may_be_object(r: Reading, draft: Draft, j: int) -> bool:
    word = r.fold(j)
    assert draft.form is not None
    starts = is_object_start(word) or is_possessed(r, j)
    if draft.subject is None and draft.form.tense != "participle" and not starts:
        # "أدانت، الثلاثاء، الهجوم": only after a skipped adjunct
        if j == draft.cue[1]:
            return False
    if classes(word) & {"prep", "split", "relative", "aux", "time", "adverb"}:
        return word in ("ما", "عدم")
    if venue_at(r, j) or any(f.tense == "participle" for f in readings(word)):
        return False
    return word[0] != "و" or is_object_start(word)


def _skip(r: Reading, draft: Draft, j: int, relative: bool) -> int | None:
    """Return the token after what may stand between a cue and its complement, None at its end."""
    kind, word = r.kind(j), r.fold(j)
    if kind == "o":
        return r.skip_quotation(j)
    if kind == "c" or word in (".", "؟", "!", "؛", ";") or word.startswith(".."):
        short = word == "." and len(r.fold(j - 1)) == 1
        return j + 1 if short else None
    if word in ("(", "["):
        close = ")" if word == "(" else "]"
        return next((k + 1 for k in range(j, min(j + 15, draft.limit)) if r.fold(k) == close), j + 1)
    if word[0] in DASHES:
        return _after_dashes(r, j, draft.limit)
    if word in ("،", ","):
        if draft.form is not None and draft.form.tense == "noun":
            return None
        return _after_comma(r, draft, j)
    if kind == "p":
        return j + 1
    if venue_at(r, j):
        end = _venue_end(r, j, draft.stop if draft.stop > j else draft.limit)
        if draft.venue is None and "venue" in classes(r.fold(j + 1)) | classes(r.fold(j)) or (
            draft.venue is None and r.fold(j)[0] == "ل"
        ):
            draft.venue = (j, end)
        return _carrier(r, draft, end)
    if not relative and word[0] == "و" and any(f.finite for f in readings(word)):
        return None
    if not classes(word) & {"time", "adverb"} and not word.isdigit():
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
    if end == first:
        end = first + 1
        if r.kind(first) == "o":
            end = min(r.skip_quotation(first), limit)
        elif is_word(r, end) and is_definite(r.fold(end)):
            end = max(noun_phrase(r, end, limit), end)
    elif r.kind(end) == "o" and r.closing[r.tokens[end].own] - end <= 7:
        after = r.skip_quotation(end)
        if r.fold(after) in (":", "،") or is_complementizer(r.fold(after)) or r.kind(after) == "o":
            end = min(after, limit)
    return min(end, limit)


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
    if "split" in classes(word) and not (word == "غير" and is_definite(r.fold(j + 2))):
        return None
    end = noun_phrase(r, j + 1, draft.limit)
    if end > j + 1 and draft.subject is not None and draft.subject[1] == j:
        after = r.fold(end)
        if after in ("،", ",", ":") or is_complementizer(after) or venue_at(r, end):
            draft.subject = (draft.subject[0], end)  # apposition
            return end
    return j + 1


def _describes(r: Reading, draft: Draft, j: int) -> Draft | None:
    """Take the predicate of "وصفها بأنها …", "اعتبره …" as the content."""
    assert draft.form is not None
    verb = draft.form.verb
    roles = {c.role: c for c in verb.complements}
    if "desc" not in roles and "accuse" not in roles and "addr" not in roles:
        return None
    prep = next(c.prep for c in verb.complements if c.role in ("desc", "accuse", "addr"))
    end = noun_phrase(r, j, _stop(r, draft.form, j, draft.limit))
    if end > j and "desc" in roles and not prep and end >= draft.limit:
        end = j
    if end > j:
        draft.subject = (j, end)
    for k in range(end, min(end + 12, draft.limit)):
        if r.kind(k) == "o" or (r.kind(k) == "w" and is_complementizer(r.fold(k))):
            return _predicate(r, draft, k)
        if prep and _attached(r, k, prep):
            following = k + 1 if r.fold(k) in (prep, "ك") else k
            if r.kind(k + 1) == "o" and len(r.fold(k)) <= 2:
                return _predicate(r, draft, k + 1)
            draft.marker, draft.first, draft.mark = "desc", following, k
            draft.start = r.tokens[k].start + 1 if following == k else -1
            return draft
        if r.fold(k) in ("،", ",", "."):
            return None
    return None


def _attached(r: Reading, k: int, prep: str) -> bool:
    word = r.fold(k)
    if prep in ("ب", "ل"):
        return is_word(r, k) and word[:1] == prep and (len(word) == 1 or _governed(word, prep))
    return word == prep


def _predicate(r: Reading, draft: Draft, k: int) -> Draft | None:
    if r.kind(k) == "o":
        draft.marker, draft.first, draft.mark = "quote", k, k
        return draft
    after = k + 1
    if r.kind(after) == "o":
        draft.marker, draft.first, draft.mark = "quote", after, k
        return draft
    return _that(r, draft, k)


def _described(r: Reading, draft: Draft, j: int) -> bool:
    """Set the content of "وصف X ب…", "اتهم X ب…": X belongs to it."""
    start = draft.cue[1]
    first = start
    if draft.subject is not None and draft.subject[1] == j and before_cue(r, draft.cue[0], draft.form):
        first, draft.subject = draft.subject[0], None
    elif draft.subject is not None:
        first = draft.subject[1]
        while first < j and (r.kind(first) == "p" or "time" in classes(r.fold(first))):
            first += 1
        if first >= j:
            first = _split_object(r, draft.subject, j)
            if first > draft.subject[0]:
                draft.subject = (draft.subject[0], first)
            else:
                draft.subject = None
    draft.marker, draft.first, draft.mark = "desc", first, j
    return True


def _split_object(r: Reading, subject: Range, j: int) -> int:
    """Return where the object begins in a phrase that holds both subject and object."""
    for n in (2, 1):
        if " ".join(r.fold(k) for k in range(subject[0], subject[0] + n)) in territories():
            if subject[0] + n < subject[1]:
                return subject[0] + n
    for k in range(subject[1] - 1, subject[0], -1):
        before = r.fold(k - 1)
        if is_definite(r.fold(k)) and not is_definite(before) and "prep" not in classes(before):
            return k
        if is_object_start(r.fold(k)):
            return k
    return subject[0]


def _leftover(r: Reading, draft: Draft) -> Draft | None:
    """Take a lone noun phrase as the object of a verb whose subject is not overt."""
    form = draft.form
    assert form is not None
    if draft.subject is None or form.verb.np is None or not form.finite:
        return None
    if not _gate(r, form.verb.np, draft.subject[0]):
        return None
    draft.marker, draft.first, draft.mark = "np", draft.subject[0], draft.subject[0]
    draft.subject = None
    return draft


def iter_words(r: Reading, first: int, last: int) -> Iterator[int]:
    """Yield the words among tokens `first` to `last`, the end excluded."""
    return (k for k in range(first, last) if r.kind(k) == "w")
