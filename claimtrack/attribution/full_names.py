"""The full name, from anywhere in an article, of a person whom its statements call by one word."""

from __future__ import annotations

from claimtrack.attribution.heads import head_types, is_definite, possessed_title, territories
from claimtrack.attribution.person_names import OF, is_title
from claimtrack.attribution.reading import Reading, classes
from claimtrack.attribution.tagger import is_common_noun
from claimtrack.attribution.verbs import readings
from claimtrack.attribution.words import is_object_start, with_clitic
from claimtrack.lexicon import terms

_OF = OF - {"ولد"}  # also "was born"
_CLAN = "ال"  # folded from آل, which the name goes on after


def full_name(r: Reading, word: str) -> str | None:
    """Return the one full name that ends, or begins with بن after it, in a folded word.

    None where the article has none, or has two.
    """
    if word == _CLAN:
        return None
    found: dict[tuple[str, ...], str] = {}
    for k in range(len(r.tokens)):
        if r.fold(k) == word and r.kind(k) == "w":
            first, last = _lineage(r, k) if r.fold(k + 1) in _OF else _with_given(r, k)
            if last > first:
                words = tuple(r.fold(n) for n in range(first, last + 1))
                found.setdefault(words, " ".join(r.tokens[n].text for n in range(first, last + 1)))
    longest = max(found, key=len, default=())
    alike = all(words[0] == longest[0] and set(words) <= set(longest) for words in found)
    return found[longest] if longest and alike else None


def _with_given(r: Reading, k: int) -> tuple[int, int]:
    """Return the first and the last token of the name whose surname is `k`; `k` twice for none."""
    first = k - 1
    if not _touches(r, first) or not (_is_given(r, first) or _is_foreign(r, first)):
        return k, k
    while _touches(r, first - 1) and r.fold(first - 1) in _OF and _touches(r, first - 2):
        first -= 2
    more = _touches(r, first - 1) and (r.fold(first - 1) == "عبد" or _is_given(r, first - 1))
    return first - more, k


def _lineage(r: Reading, k: int) -> tuple[int, int]:
    """Return the first and the last token of "جلوي بن عبدالعزيز بن مساعد" from its first."""
    last = k
    while r.fold(last + 1) in _OF and _is_given(r, last + 2):
        last += 2
    return k, last


def _touches(r: Reading, k: int) -> bool:
    """Tell whether a word and the next have only a space between."""
    if k < 0 or k + 1 >= len(r.tokens) or r.kind(k) != "w":
        return False
    return r.text[r.tokens[k].end : r.tokens[k + 1].start] == " "


def _is_given(r: Reading, k: int) -> bool:
    word = r.fold(k)
    if r.tokens[k].text == "على" or any(form.finite for form in readings(word)):
        return False  # "على الاتفاق", "طالب أوباما"
    return word in terms("given_names") or (word.startswith("عبد") and len(word) > 5)


def _is_foreign(r: Reading, k: int) -> bool:
    """Tell whether a word that is in no lexicon may be a given name: it follows a title."""
    word, before = r.fold(k), r.fold(k - 1)
    after_title = is_definite(before) or before in territories() or is_title(before)
    known = head_types(word) or classes(word) or word in territories()
    bare = word.removeprefix("ب")  # "باستمرار"
    noun = is_object_start(bare) or is_common_noun(bare) or with_clitic(word) or word[-1] == "ه"
    noun = noun or possessed_title(word) or any(form.finite for form in readings(word))
    plain = is_definite(word) or word[0] == "و" or word.endswith("ات") or word in terms("stopwords")
    return (
        after_title
        and r.kind(k - 1) == "w"
        and len(word) > 2
        and not (known or noun or plain or r.verb(k))
    )
