"""Attribution phrases (بحسب، وفقا ل، حسبما ذكر …) and relays (نقلت وكالة … عن …)."""

from __future__ import annotations

from functools import cache

from attrs import evolve

from claimtrack.arabic import fold_word
from claimtrack.attribution.contents import clause_end
from claimtrack.attribution.cues import Draft, Range, complement, limit_of
from claimtrack.attribution.noun_phrases import is_word, noun_phrase
from claimtrack.attribution.speakers import can_speak
from claimtrack.attribution.reading import DASHES, Reading, classes, is_complementizer
from claimtrack.attribution.verbs import Form, readings
from claimtrack.attribution.names import analyse, bare
from claimtrack.lexicon import rows

_COMMAS = ("،", ",")
_SELF = frozenset(fold_word(w) for w in "قوله قولها قولهم تعبيره تعبيرها تعبيرهم وصفه وصفها رأيه رأيها".split())


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
    for i in range(*sentence):
        if r.kind(i) != "w":
            continue
        match = _phrase_at(r, i)
        if match is None:
            continue
        cue_end, source, relay = match
        if source is None:
            continue
        draft = _attribute(r, i, cue_end, source, sentence, drafts + found)
        if draft is not None:
            draft.relays += [relay] if relay else []
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
            verb = _finite(r, j)
            if words == ("كما",) and (verb is None or not verb.verb.that or not _closes(r, i)):
                continue
            if verb is None and r.fold(j) not in _RELAY_VERBS and not _verbal(r, j):
                continue
            k = j + 2 if "adverb" in classes(r.fold(j + 1)) else j + 1
            relays = r.fold(j) in _RELAY_VERBS
            about = next((n for n in range(k, k + 12) if relays and r.fold(n) == "عن"), 0)
            end = noun_phrase(r, k, about or len(r.tokens))
            if end > k and r.fold(j) in _RELAY_VERBS and r.fold(end) == "عن":
                return j + 1, (end + 1, noun_phrase(r, end + 1, len(r.tokens))), (k, end)
            if words == ("كما",) and not _ends_clause(r, end):
                continue
            return j + 1, ((k, end) if end > k else None), None
        if governs == "l":
            if r.fold(j)[:1] != "ل" or _conditions(r.fold(j).replace("لل", "ال", 1)):
                continue
            end = noun_phrase(r, j + 1, len(r.tokens)) if len(r.fold(j)) == 1 else _rest(r, j)
            return j, (j, max(end, j + 1)), None
        if governs == "ila":
            continue
        if _conditions(r.fold(j)) or self_phrase(r, j):
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


def _rest(r: Reading, j: int) -> int:
    """Return the end of a noun phrase whose first word carries ل."""
    i = j + 1
    end = noun_phrase(r, i, len(r.tokens)) if is_word(r, i) and not classes(r.fold(i)) else i
    return max(end, i)


def _finite(r: Reading, j: int) -> Form | None:
    forms = [f for f in readings(r.fold(j)) if f.finite]
    return forms[0] if forms else None


def _attribute(
    r: Reading, i: int, cue_end: int, source: Range, sentence: Range, drafts: list[Draft]
) -> Draft | None:
    """Make the draft of one phrase, or attach its source as a relay."""
    limit = limit_of(r, i, sentence)
    draft = Draft((i, cue_end), None, "phrase", i, limit, mark=i, subject=source)
    before, after = r.fold(i - 1), r.fold(source[1])
    opens = i == sentence[0] or before in (".", "؟") or r.kind(i - 1) not in ("w", "p", "c") or (
        before in _COMMAS and r.fold(i)[0] == "و" and len(r.fold(i)) > 3
    )
    if opens:
        return _opening(r, draft, source, limit)
    owner = _owner(r, i, drafts)
    if owner is not None and _is_media(r, source):
        owner.relays.append(source)
        return None
    if owner is not None and owner.cue[0] - _clause_start(r, i, sentence, []) <= 4:
        return None
    start = _clause_start(r, i, sentence, drafts)
    if after in _COMMAS and source[1] + 1 < limit and r.fold(i - 1) in _COMMAS and i - start <= 12:
        end = clause_end(r, draft, drafts, source[1] + 1)
        draft.fixed = [(start, i), (source[1] + 1, end)]
    else:
        draft.fixed = [(start, i)]
    if r.kind(i - 1) == "c" or (before in _COMMAS and r.kind(i - 2) == "c"):
        close = i - 1 if r.kind(i - 1) == "c" else i - 2
        opener = r.opening[r.tokens[close].own]
        if close - opener > 4 and opener <= start + 1:
            draft.fixed = [(opener + 1, close)]
    draft.fronted = True
    return draft if draft.fixed and draft.fixed[0][1] - draft.fixed[0][0] >= 2 else None


def _parenthetical(r: Reading, i: int, k: int) -> bool:
    """Tell whether a phrase at `i` stands between commas and token `k` is an earlier comma."""
    if r.fold(i - 1) not in _COMMAS or k >= i - 1 or i - k > 12:
        return False
    return any(r.fold(n) in _COMMAS for n in range(i + 1, i + 8))


def _opening(r: Reading, draft: Draft, source: Range, limit: int) -> Draft | None:
    """"بحسب فلان، …", "وفقا لفلان فإن …"."""
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
        if word in _COMMAS or word == ":" or word in ("فقد", "فان") or word.startswith("فان"):
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
    return text[0] in "\"«“" or analyse(text).type == "media"


def _owner(r: Reading, i: int, drafts: list[Draft]) -> Draft | None:
    """Return the draft whose content the phrase closes: then it names who relayed it."""
    owners = [
        d
        for d in drafts
        if d.cue[0] < i
        and d.fixed is None
        and r.tokens[d.cue[0]].quote == r.tokens[i].quote
        and (d.form is None or d.form.tense != "participle")
        and d.first < i
        and clause_end(r, d, drafts, d.first) >= i - 2
    ]
    return owners[-1] if owners else None


def _clause_start(r: Reading, i: int, sentence: Range, drafts: list[Draft]) -> int:
    """Return the first token of the clause that a phrase closes."""
    start = sentence[0]
    quote = r.tokens[i].quote
    if quote >= 0:
        start = max(start, r.opening[quote] + 1)
    for d in drafts:
        if d.cue[0] < i and d.fixed is None and d.form is not None:
            end = clause_end(r, d, drafts, d.first)
            if start < end < i:
                start = end
    for k in range(start, i):
        same = r.tokens[k].quote == quote
        if same and (r.fold(k) in (":", "--") or _parenthetical(r, i, k) and r.fold(k) in _COMMAS):
            start = k + 1
    while start < i and (r.kind(start) == "p" or r.fold(start) in ("و", "كما", "وقد", "الذي", "التي")):
        start += 1
    return start


def find_relays(r: Reading, sentence: Range) -> list[Draft]:
    """Find "نقلت وكالة X عن Y قوله إن …": the statement is Y's, relayed by X."""
    found = []
    for i in range(*sentence):
        if r.kind(i) == "w" and r.fold(i).lstrip("وف") in _RELAY_VERBS:
            draft = _relay_at(r, i, limit_of(r, i, sentence))
            if draft is not None:
                found.append(draft)
    return found


_RELAY_VERBS = frozenset(fold_word(w) for w in "نقل نقلت ينقل تنقل نقلوا نسب نسبت".split())


def _relay_at(r: Reading, i: int, limit: int) -> Draft | None:
    if r.fold(i - 1) == "ما":
        return None  # "وفق ما نقلت": an attribution phrase
    about = next((k for k in range(i + 1, min(i + 14, limit)) if r.fold(k) == "عن"), limit)
    relay_end = noun_phrase(r, i + 1, about)
    k = max(relay_end, i + 1)
    while k < min(i + 14, limit) and r.fold(k) not in ("عن", "الي"):
        if r.fold(k) in (".", ":"):
            return None
        k += 1
    if r.fold(k) not in ("عن", "الي") or k >= limit:
        return None
    end = noun_phrase(r, k + 1, limit)
    if end == k + 1:
        return None
    source: Range = (k + 1, end)
    relay: list[Range] = [(i + 1, relay_end)] if relay_end > i + 1 else []
    for j in range(end, min(end + 14, limit)):
        forms = [f for f in readings(r.fold(j)) if f.tense == "noun"]
        if forms and r.fold(j)[-1] in "هاهم":
            draft = complement(r, j, forms[0], limit)
            if draft is not None:
                draft.antecedent, draft.relays = source, relay
                return draft
        opens = r.kind(j) == "o" or r.fold(j) == ":" or is_complementizer(r.fold(j))
        if opens and r.fold(j - 1) not in ("بعد", "قبل"):
            first = j if r.kind(j) == "o" or r.fold(j) not in (":", "ان", "بان") else j + 1
            marker = "quote" if r.kind(first) == "o" else "that"
            form = Form(_say().verb, "past", "ms")
            return Draft((i, i + 1), form, marker, first, limit, mark=j,
                         relays=relay, antecedent=source)  # fmt: skip
    return None


@cache
def _say() -> Form:
    return readings("قال")[0]


def find_headline(r: Reading, sentence: Range) -> list[Draft]:
    """Find "فلان: …" in a headline: a name before a colon, or before two stops, is a speaker."""
    first, last = sentence
    if last - first > 30 or r.fold(last - 1) == "." or not _heads_article(r, first):
        return []
    for k in range(first + 1, min(first + 14, last - 2)):
        word = r.fold(k)
        if r.kind(k) != "p" or not (word == ":" or word in ("..", "...", "…")):
            continue
        end = noun_phrase(r, first, k)
        stop = k if end == k else _place_after(r, end, k)
        if end == first or not stop or (word != ":" and not _is_document(r, (first, end))):
            return []
        subject = (first, end)
        if not can_speak(r, subject) or "time" in classes(r.fold(first)):
            return []
        form = Form(_say().verb, "noun", "")
        return [Draft((k, k + 1), form, "colon", k + 1, last, mark=k, subject=subject)]
    return []


def _heads_article(r: Reading, first: int) -> bool:
    """Tell whether a sentence is the article's first line: a dateline may stand before it."""
    return "\n" not in r.text[: r.tokens[first].start].strip()


def _place_after(r: Reading, end: int, k: int) -> bool:
    """Tell whether only venue or time stands between a headline's name and its colon."""
    return "time" in classes(r.fold(end)) or "prep" in classes(r.fold(end))


def _is_document(r: Reading, source: Range) -> bool:
    return analyse(r.span(source[0], source[1] - 1).text).type == "document"


def find_reports(r: Reading, sentence: Range) -> list[Draft]:
    """Find "جاء في البيان أن …", "وورد في التقرير: …": the document is the speaker."""
    found = []
    for i in range(*sentence):
        if r.kind(i) != "w" or r.fold(i).lstrip("وف") not in _STANDS or r.fold(i + 1) != "في":
            continue
        limit = limit_of(r, i, sentence)
        end = noun_phrase(r, i + 2, limit)
        for k in range(end, min(end + 25, limit)):
            word = r.fold(k)
            if word == ":" or r.kind(k) == "o" or is_complementizer(word):
                form = evolve(_say(), conjunction="و" if r.fold(i)[0] == "و" and r.fold(i) != "ورد" else "")
                bare_that = word in ("ان", "بان", ":")
                first = k + 1 if bare_that else k
                if end == i + 2 or first >= limit:
                    break
                marker = "that" if is_complementizer(word) else "colon" if word == ":" else "quote"
                found.append(Draft((i, i + 1), form, marker, first, limit, mark=k,
                                   antecedent=(i + 2, end)))  # fmt: skip
                break
            if word in (".", "؛"):
                break
    return found


_STANDS = frozenset(fold_word(w) for w in "جاء ورد جاءت وردت رد".split())


def find_interruptions(r: Reading, sentence: Range) -> list[Draft]:
    """Find cues inside or after what they govern: "…، يضيف البلاغ، …", '"…"، قال فلان'."""
    found = []
    for i in range(*sentence):
        if r.kind(i) != "w" or i == sentence[0]:
            continue
        form = _finite(r, i)
        if form is None or not form.verb.quote or form.object_:
            continue
        before = r.fold(i - 1)
        limit = limit_of(r, i, sentence)
        end = noun_phrase(r, i + 1, limit)
        if r.kind(i - 1) == "c" or (before in _COMMAS and r.kind(i - 2) == "c"):
            draft = _after_quotation(r, i, end, sentence, limit, form)
        elif (before in _COMMAS or before[:1] in DASHES) and _inserts(form, before):
            draft = _between(r, i, end, sentence, limit, form)
        else:
            draft = None
        if draft is not None:
            found.append(draft)
    return found


def _inserts(form: Form, before: str) -> bool:
    """Tell whether a verb can stand inserted: a present one, or قال."""
    return not form.conjunction and (form.tense == "present" or form.verb.lemma == "قال")


def _after_quotation(
    r: Reading, i: int, end: int, sentence: Range, limit: int, form: Form
) -> Draft | None:
    close = i - 1 if r.kind(i - 1) == "c" else i - 2
    opener = r.opening[r.tokens[close].own]
    after = r.fold(end)
    if form.conjunction or end == i + 1 or close - opener < 4:
        return None
    if end < limit and not (after in (".", "،", ",", ":") or r.kind(end) == "o" or _ends(r, end)):
        return None
    if r.fold(opener - 1) == ":" or is_complementizer(r.fold(opener - 1)):
        return None
    fixed = [(opener + 1, close)]
    if after in ("،", ",", ":") and r.kind(end + 1) == "o":
        own = r.tokens[end + 1].own
        fixed.append((end + 2, r.closing[own]))
    return Draft((i, i + 1), form, "quote", opener, limit, mark=opener,
                 subject=(i + 1, end), fixed=fixed, fronted=True)  # fmt: skip


def _ends(r: Reading, end: int) -> bool:
    return bool(classes(r.fold(end)) & {"prep", "time", "adverb"})


def _between(
    r: Reading, i: int, end: int, sentence: Range, limit: int, form: Form
) -> Draft | None:
    after = r.fold(end)
    opening, closing = r.fold(i - 1), after
    same = (opening in _COMMAS and closing in _COMMAS) or (
        opening[:1] in DASHES and closing[:1] in DASHES and closing != ""
    )
    if end == i + 1 or not same or end >= limit or end - i > 8:
        return None
    if is_complementizer(r.fold(end + 1)) or r.kind(end + 1) == "o" and form.tense == "past":
        return None
    start = sentence[0]
    return Draft((i, i + 1), form, "phrase", end + 1, limit, mark=i, subject=(i + 1, end),
                 fixed=[(start, i - 1)], fronted=True)  # fmt: skip


def self_phrase(r: Reading, i: int) -> bool:
    """Tell whether a word is the own word of who was just quoted: "على حد قوله"."""
    return r.fold(i) in _SELF
