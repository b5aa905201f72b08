"""Attribution phrases: "بحسب فلان", "وفقا ل…", "حسبما ذكر …", before or after a clause or in it."""

from __future__ import annotations

from functools import cache

from claimtrack.arabic import fold_word
from claimtrack.attribution.contents import Starts, clause_end
from claimtrack.attribution.drafts import Draft, Range, limit_of
from claimtrack.attribution.heads import agencies, bare, head_types, territories
from claimtrack.attribution.names import analyse
from claimtrack.attribution.noun_phrases import noun_phrase
from claimtrack.attribution.reading import COMMAS, Reading, classes, is_complementizer
from claimtrack.attribution.tagger import is_common_noun
from claimtrack.attribution.verbs import finite_form
from claimtrack.attribution.words import is_definite, is_object_start, is_word
from claimtrack.lexicon import rows, word_class

_NEAR = 400  # tokens before a phrase in which the cue stands whose content it may close
_MIN_CLAUSE = 3  # words that a phrase must attribute: not "جاء ذلك وفقا ل…"


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Attribution phrases by their first word, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows("phrases"):
        words = tuple(fold_word(w) for w in row["term"].split())
        table.setdefault(words[0], []).append((words, row["governs"]))
    for entries in table.values():
        entries.sort(key=lambda e: -len(e[0]))
    return table


def has_conjunction(cue: str) -> bool:
    """Tell whether an attribution phrase begins with a conjunction: "وبحسب", not "وفقا"."""
    first = fold_word(cue.split()[0])
    return first not in _phrases() and first[0] == "و" and first[1:] in _phrases()


def find_phrases(r: Reading, sentence: Range, drafts: list[Draft]) -> list[Draft]:
    """Find the attribution phrases of a sentence; attach relays to the drafts that they qualify."""
    found: list[Draft] = []
    starts = {d.cue[0]: d for d in drafts}
    for i in range(*sentence):
        match = _phrase_at(r, i) if r.kind(i) == "w" else None
        if match is None:
            continue
        cue_end, source, relay = match
        if source is None:
            continue
        near = {k: starts[k] for k in range(max(i - _NEAR, 0), i) if k in starts}
        if any(i < d.mark for d in near.values()):
            continue
        draft = _attribute(r, i, cue_end, source, sentence, near)
        if draft is not None:
            draft.relays += [relay] if relay else []
            starts[i] = draft
            found.append(draft)
    return found


_Phrase = tuple[int, Range | None, Range | None]  # its end, the source it names, the relay


def _phrase_at(r: Reading, i: int) -> _Phrase | None:
    """Return the token after the phrase, the source that it names and who relays it."""
    word = r.fold(i)
    head = word[1:] if word[0] == "و" and word[1:] in _phrases() else word
    for words, governs in _phrases().get(head, ()):
        if any(r.fold(i + n) != w for n, w in enumerate(words) if n):
            continue
        j = i + len(words)
        if governs == "verb":
            verb = finite_form(r.fold(j))
            plain = words in (("كما",), ("علي", "ما"))  # also said of what is no saying
            if plain and (verb is None or not verb.verb.that or not _closes(r, i)):
                continue
            if verb is None and r.fold(j) not in word_class("relay") and not _verbal(r, j):
                continue
            k = j + 2 if "adverb" in classes(r.fold(j + 1)) else j + 1
            while r.fold(k) in word_class("resumptive"):
                k += 1  # "وفقا لما صرح به"
            if r.fold(k) in COMMAS and r.fold(k + 2) in COMMAS and "time" in classes(r.fold(k + 1)):
                k += 3  # "لما صرح به، أمس، الوزير"
            relays = r.fold(j) in word_class("relay")
            about = next((n for n in range(k, k + 12) if relays and r.fold(n) == "عن"), 0)
            end = noun_phrase(r, k, about or len(r.tokens))
            if end > k and r.fold(j) in word_class("relay") and r.fold(end) == "عن":
                return j + 1, (end + 1, noun_phrase(r, end + 1, len(r.tokens))), (k, end)
            if plain and not _ends_clause(r, end):
                continue
            if plain and is_definite(r.fold(k)) and is_object_start(bare(r.fold(k))):
                continue  # "كما طلب الوقوف على …"
            return j + 1, ((k, end) if end > k else None), None
        if governs == "l":
            body = r.fold(j)[1:] if not r.fold(j).startswith("لل") else "ال" + r.fold(j)[2:]
            plain = not (is_definite(body) or head_types(body) or body in territories())
            if plain and is_definite(r.fold(j + 1)) or plain and r.adjective(j + 1):
                continue
            if r.fold(j)[:1] != "ل" or _conditions(body):
                continue
            if body.endswith(("هم", "هما", "ها")) and not head_types(body):
                continue  # "وفقا لمعدلاتهم"
            if body in ("اخر", "احدث") and not head_types(r.fold(j + 1)):
                continue  # "وفقا لآخر الأرقام"
            end = noun_phrase(r, j + 1, len(r.tokens)) if len(r.fold(j)) == 1 else _rest(r, j)
            return j, (j, max(end, j + 1)), None
        if governs == "ila":
            continue
        if _conditions(r.fold(j)) or r.fold(j) in word_class("own_words"):
            return None
        if len(words) == 1 and not _can_be_source(r, j):
            return None
        end = noun_phrase(r, j, len(r.tokens))
        return j, ((j, end) if end > j else None), None
    return None


def _verbal(r: Reading, j: int) -> bool:
    """Tell whether any verb with its feminine or plural ending stands there: "ما توصلت إليه"."""
    return r.fold(j).endswith(("ت", "ته", "تها", "وا"))


def _closes(r: Reading, i: int) -> bool:
    """Tell whether a phrase stands after what it qualifies, not at the head of a sentence."""
    return i > 0 and r.fold(i - 1) not in (".", "؟", "!") and r.tokens[i].text[0] != "و"


def _ends_clause(r: Reading, end: int) -> bool:
    return r.kind(end) != "w" or bool(classes(r.fold(end)) & {"prep", "time", "relative", "adverb"})


def _conditions(word: str) -> bool:
    """Tell whether "وفق", "حسب" speaks of a plan or a manner, not of a source."""
    forms = (word, bare(word), "ل" + bare(word))
    return word == "ما" or any("condition" in classes(form) for form in forms)


def _can_be_source(r: Reading, j: int) -> bool:
    """Tell whether a source may begin at `j`: not "حسب حجم الاستهلاك", "وفق مناهج وأساليب"."""
    word, after = r.fold(j), r.fold(j + 1)
    if is_definite(word) and is_common_noun(word) and not head_types(word):
        known = bare(word) in word_class("evidence") or word in territories()
        return known or word.endswith(("ون", "ين"))  # not "حسب الأولوية"
    if not is_word(r, j) or is_definite(word) or head_types(word) or word in territories():
        return r.kind(j) in ("w", "o")
    if word in agencies():
        return True
    return (
        not (is_definite(after) or after[:1] == "و") or is_definite(after) and after.endswith("ي")
    )


def _rest(r: Reading, j: int) -> int:
    """Return the end of a noun phrase whose first word carries ل."""
    i = j + 1
    end = noun_phrase(r, i, len(r.tokens)) if is_word(r, i) and not classes(r.fold(i)) else i
    return max(end, i)


def _attribute(
    r: Reading, i: int, cue_end: int, source: Range, sentence: Range, near: Starts
) -> Draft | None:
    """Make the draft of one phrase, or attach its source as a relay."""
    limit = limit_of(r, i, sentence)
    draft = Draft((i, cue_end), None, "phrase", i, limit, mark=i, subject=source)
    before, after = r.fold(i - 1), r.fold(source[1])
    opens = (
        i == sentence[0]
        or before in (".", "؟")
        or r.kind(i - 1) not in ("w", "p", "c")
        or (before in COMMAS and has_conjunction(r.fold(i)))
    )
    if opens:
        return _opening(r, draft, source, limit)
    owner = _owner(r, i, near, _is_media(r, source))
    if owner is not None and _is_media(r, source):
        owner.relays.append(source)
        return None
    if owner is not None and owner.cue[0] - _clause_start(r, i, sentence, {}) <= 4:
        return None
    start = _clause_start(r, i, sentence, near)
    if r.fold(i - 1) == "وذلك" and i - 1 > start:
        draft.fixed = [(start, i - 2 if r.fold(i - 2) in COMMAS else i - 1)]
        draft.fronted = True
        return draft if draft.fixed[0][1] - start >= _MIN_CLAUSE else None
    if after in COMMAS and source[1] + 1 < limit and r.fold(i - 1) in COMMAS and i - start <= 12:
        end = clause_end(r, draft, near, source[1] + 1)
        draft.fixed = [(start, i), (source[1] + 1, end)]
    else:
        draft.fixed = [(start, i)]
    if r.kind(i - 1) == "c" or (before in COMMAS and r.kind(i - 2) == "c"):
        close = i - 1 if r.kind(i - 1) == "c" else i - 2
        opener = r.opening[r.tokens[close].own]
        if close - opener > 4 and opener <= start + 1:
            draft.fixed = [(opener + 1, close)]
    draft.fronted = True
    words = [k for part in draft.fixed for k in range(*part) if is_word(r, k)]
    return draft if len(words) >= _MIN_CLAUSE else None


def _parenthetical(r: Reading, i: int, k: int) -> bool:
    """Tell whether a phrase at `i` stands between commas and token `k` is an earlier comma."""
    if r.fold(i - 1) not in COMMAS or k >= i - 1 or i - k > 12:
        return False
    return any(r.fold(n) in COMMAS for n in range(i + 1, i + 8))


def _opening(r: Reading, draft: Draft, source: Range, limit: int) -> Draft | None:
    """ "بحسب فلان، …", "وفقا لفلان فإن …"."""
    j = source[1]
    if r.verb(j):
        draft.first = j
        return draft
    while j < limit and r.kind(j) == "w" and "relative" not in classes(r.fold(j)):
        if is_complementizer(r.fold(j)) or r.fold(j) in ("فقد", "فان"):
            break
        j += 1
    k = j
    while k < min(j + 25, limit):
        word = r.fold(k)
        if word in COMMAS or word == ":" or word in ("فقد", "فان") or word.startswith("فان"):
            break
        k += 1
    if k >= min(j + 25, limit):
        return None
    first = k + 1 if r.kind(k) == "p" or r.fold(k) in ("فقد", "فان") else k
    while r.fold(first) in ("فقد", "فان", "ان"):
        first += 1
    draft.marker, draft.first = "phrase", first
    return draft if first < limit else None


def _is_media(r: Reading, source: Range) -> bool:
    text = r.span(source[0], source[1] - 1).text
    return text[0] in '"«“' or analyse(text).type == "media"


def _owner(r: Reading, i: int, near: Starts, relays: bool) -> Draft | None:
    """Return the draft whose content the phrase closes: then it names who relayed it."""
    owners = [
        d
        for d in near.values()
        if d.fixed is None
        and r.tokens[d.cue[0]].quote == r.tokens[i].quote
        and (relays or d.form is None or d.form.tense != "participle")
        and d.first < i
        and clause_end(r, d, near, d.first) >= i - 2
    ]
    return owners[-1] if owners else None


def _clause_start(r: Reading, i: int, sentence: Range, near: Starts) -> int:
    """Return the first token of the clause that a phrase closes."""
    start = max(sentence[0], i - _NEAR)
    quote = r.tokens[i].quote
    if quote >= 0:
        start = max(start, r.opening[quote] + 1)
    for d in near.values():
        if d.fixed is None and d.form is not None:
            end = clause_end(r, d, near, d.first)
            if start < end < i:
                start = end
    for k in range(start, i):
        same = r.tokens[k].quote == quote
        if same and (r.fold(k) in (":", "--") or _parenthetical(r, i, k) and r.fold(k) in COMMAS):
            start = k + 1
    while start < i and (
        r.kind(start) == "p" or r.fold(start) in ("و", "كما", "وقد", "الذي", "التي")
    ):
        start += 1
    return start
