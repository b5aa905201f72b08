"""Reports without a verb of the lexicon: relays, documents, headlines with a colon."""

from __future__ import annotations

from attrs import evolve

from claimtrack.attribution.complements import complement
from claimtrack.attribution.drafts import Draft, Range, limit_of
from claimtrack.attribution.names import analyse
from claimtrack.attribution.noun_phrases import noun_phrase
from claimtrack.attribution.reading import COMMAS, Reading, classes, is_complementizer
from claimtrack.attribution.speakers import can_speak
from claimtrack.attribution.verbs import Form, readings, say_form
from claimtrack.lexicon import word_class


def find_relays(r: Reading, sentence: Range) -> list[Draft]:
    """Find "نقلت وكالة X عن Y قوله إن …": the statement is Y's, relayed by X."""
    found = []
    for i in range(*sentence):
        if r.kind(i) == "w" and r.fold(i).lstrip("وف") in word_class("relay"):
            draft = _relay_at(r, i, limit_of(r, i, sentence))
            if draft is not None:
                found.append(draft)
    return found


def _relay_at(r: Reading, i: int, limit: int) -> Draft | None:
    if r.fold(i - 1) == "ما":
        return None  # "وفق ما نقلت": an attribution phrase
    if r.fold(i + 1) in ("عنه", "عنها", "عنهم"):
        return _relayed_pronoun(r, i, limit)
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
        said = r.fold(j).removeprefix("ال")  # "قوله", "القول"
        forms = [f for f in readings(said) if f.tense == "noun"]
        if forms and (r.fold(j)[-1] in "هاهم" or said != r.fold(j)):
            draft = complement(r, j, forms[0], limit)
            if draft is not None:
                draft.antecedent, draft.relays = source, relay
                draft.source = "relay"
                return draft
        reporter = not relay or analyse(r.span(i + 1, relay_end - 1).text).type == "media"
        opens = reporter and (r.kind(j) == "o" or r.fold(j) == ":" or is_complementizer(r.fold(j)))
        if opens and r.fold(j - 1) not in ("بعد", "قبل"):
            first = j if r.kind(j) == "o" or r.fold(j) not in (":", "ان", "بان") else j + 1
            marker = "quote" if r.kind(first) == "o" else "that"
            form = Form(say_form().verb, "past", "ms")
            return Draft((i, i + 1), form, marker, first, limit, mark=j,
                         relays=relay, source="relay", antecedent=source)  # fmt: skip
    return None


def _relayed_pronoun(r: Reading, i: int, limit: int) -> Draft | None:
    """Read "نقلت عنه وكالة … قوله إن": who spoke is an earlier speaker."""
    end = noun_phrase(r, i + 2, limit)
    for j in range(end, min(end + 6, limit)):
        for form in readings(r.fold(j).removeprefix("ال")):
            draft = complement(r, j, form, limit) if form.tense == "noun" else None
            if draft is not None:
                draft.relays = [(i + 2, end)] if end > i + 2 else []
                draft.source = "relay"
                return draft
    return None


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
        if not can_speak(r, subject) or "time" in classes(r.fold(first)) or _is_label(r, first):
            return []
        form = Form(say_form().verb, "noun", "")
        return [Draft((k, k + 1), form, "colon", k + 1, last, mark=k, subject=subject,
                      source="headline")]  # fmt: skip
    return []


def _heads_article(r: Reading, first: int) -> bool:
    """Tell whether a sentence is the article's first line: a dateline may stand before it."""
    return "\n" not in r.text[: r.tokens[first].start].strip()


def _place_after(r: Reading, end: int, k: int) -> bool:
    """Tell whether only venue or time stands between a headline's name and its colon."""
    return "prep" in classes(r.fold(end))


def _is_label(r: Reading, first: int) -> bool:
    """Tell whether a headline opens with a label or a verb: "عاجل: …", "تساءل فلان: …"."""
    word = r.fold(first)
    return "headline_label" in classes(word) or any(f.finite for f in readings(word))


def _is_document(r: Reading, source: Range) -> bool:
    return analyse(r.span(source[0], source[1] - 1).text).type == "document"


def find_reports(r: Reading, sentence: Range) -> list[Draft]:
    """Find "جاء في البيان أن …", "وورد في التقرير: …": the document is the speaker."""
    found = []
    for i in range(*sentence):
        if (
            r.kind(i) != "w"
            or r.fold(i).lstrip("وف") not in word_class("stands")
            or r.fold(i + 1) != "في"
            or r.fold(i - 1) == "ما"
            or (r.fold(i - 1) == "كما" and r.fold(i - 2) in COMMAS)
        ):
            continue
        limit = limit_of(r, i, sentence)
        end = noun_phrase(r, i + 2, limit)
        for k in range(end, min(end + 25, limit)):
            word = r.fold(k)
            if word == ":" or r.kind(k) == "o" or is_complementizer(word):
                form = evolve(
                    say_form(),
                    conjunction="و" if r.fold(i)[0] == "و" and r.fold(i) != "ورد" else "",
                )
                bare_that = word in ("ان", "بان", ":")
                first = k + 1 if bare_that else k
                if end == i + 2 or first >= limit:
                    break
                marker = "that" if is_complementizer(word) else "colon" if word == ":" else "quote"
                found.append(Draft((i, i + 1), form, marker, first, limit, mark=k,
                                   source="document", antecedent=(i + 2, end)))  # fmt: skip
                break
            if word in (".", "؛"):
                break
    return found
