"""An article as the attribution rules read it: tokens, sentences, quotations by token."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from attrs import define

from claimtrack.arabic import WORD, fold_word
from claimtrack.attribution.heads import head_types
from claimtrack.attribution.tagger import ADJECTIVE_MARGINS, VERB_MARGINS, score
from claimtrack.lexicon import rows
from claimtrack.models import Quotation, Sentence, Span

_TOKEN = re.compile(rf"(?P<w>{WORD.pattern})|''|``|\(\(|\)\)|\.{{2,}}|…|[-–—_]+|\S")
_COMPLEMENTIZER = re.compile(r"^[وفبلك]?ان(?:ه|ها|هم|هن|هما|نا|ني|ك|كم|ي|ما)?$")
COMMAS = ("،", ",")
DASHES = frozenset("-–—ـ")
NAME_ALI = "علِي"
"""The name علي, which folding would make the preposition على."""


@define(eq=False)
class Token:
    """A word ("w"), punctuation ("p"), or an opening or closing quotation mark ("o", "c").

    `quote` is the index of the innermost quotation that holds it, -1 where there is none; for a
    mark it is the quotation outside of it.
    """

    start: int
    end: int
    text: str
    fold: str
    kind: str
    quote: int = -1
    own: int = -1  # the quotation that a mark opens or closes


@define(eq=False)
class Reading:
    """Tokens of one article, with sentences as ranges of tokens."""

    text: str
    tokens: list[Token]
    sentences: list[tuple[int, int]]
    quotations: Sequence[Quotation]
    opening: list[int]  # token of each quotation's opening mark
    closing: list[int]  # token of its closing mark, or the last token inside where it is open
    conjunctions: frozenset[int]  # offsets where the segmenter cuts off an attached و

    def fold(self, i: int) -> str:
        """Return the folded word at a token, "" outside the article."""
        return self.tokens[i].fold if 0 <= i < len(self.tokens) else ""

    def kind(self, i: int) -> str:
        """Return the kind of a token, "" outside the article."""
        return self.tokens[i].kind if 0 <= i < len(self.tokens) else ""

    def verb(self, i: int, *, surely: bool = False) -> bool:
        """Tell whether a token is a verb, by the tagger; `surely` asks for a wider margin."""
        return self.kind(i) == "w" and self._score("verb", i) > VERB_MARGINS[surely]

    def adjective(self, i: int) -> bool:
        """Tell whether a definite word after a definite one is its adjective.

        It must agree with a feminine before it; without the ending of a relative adjective the
        tagger must be sure.
        """
        if self.kind(i) != "w":
            return False
        word = self.fold(i)
        human = "person" in head_types(self.fold(i - 1)) and self.tokens[i].text.endswith("ة")
        if human and not self.tokens[i - 1].text.endswith(("ة", "ات")):
            return False
        if self.tokens[i - 1].text.endswith("ة") and not word.endswith(("ه", "ات", "ي")):
            return False
        relative = word.endswith(("ي", "يه", "يون", "يين", "يات"))
        margin = ADJECTIVE_MARGINS[0 if relative or word.startswith("الم") else 1]
        return self._score("adjective", i) > margin

    def _score(self, kind: str, i: int) -> float:
        before = self.fold(i - 1) or "<"
        return score(kind, self.fold(i - 2) or "<", before, self.fold(i), self.fold(i + 1) or ">")

    def span(self, first: int, last: int) -> Span:
        """Return the text from one token through another."""
        start, end = self.tokens[first].start, self.tokens[last].end
        return Span(start, end, self.text[start:end])

    def skip_quotation(self, i: int) -> int:
        """Return the token after the quotation that opens at `i`."""
        return max(self.closing[self.tokens[i].own] + 1, i + 1)


def read(text: str, sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> Reading:
    """Cut an article into tokens and place them in sentences and quotations."""
    edges = {q.outer.start: (n, "o") for n, q in enumerate(quotations)}
    edges |= {q.inner.end: (n, "c") for n, q in enumerate(quotations) if q.closed}
    ends: dict[int, int] = {}
    for n, q in enumerate(quotations):
        if q.closed:
            ends[q.outer.end] = n
    tokens: list[Token] = []
    stack: list[int] = []
    opening, closing = [0] * len(quotations), [0] * len(quotations)
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        kind = "w" if match.lastgroup == "w" and fold_word(match.group()) else "p"
        own = -1
        while stack and start >= quotations[stack[-1]].outer.end:
            closing[stack.pop()] = len(tokens) - 1
        if kind == "p":
            if start in edges and edges[start][1] == "o":
                kind, own = "o", edges[start][0]
            elif end in ends and stack and stack[-1] == ends[end]:
                kind, own = "c", stack.pop()
                closing[own] = len(tokens)
        quote = stack[-1] if stack else -1
        word = match.group()
        folded = _fold(word)
        if folded in ("ان", "ان_") and tokens and tokens[-1].fold in ("سي", "ان_"):
            folded = "ان_"  # "سي إن إن"
        elif folded == "كي" and tokens and tokens[-1].fold == "بان":
            tokens[-1].fold, folded = "بان_", "كي_"  # "بان كي مون"
        tokens.append(Token(start, end, word, folded, kind, quote, own))
        if kind == "o":
            opening[own] = len(tokens) - 1
            stack.append(own)
    for own in stack:
        closing[own] = len(tokens) - 1
    conjunctions = frozenset(t.start for s in sentences for t in s.tokens if t.text == "و")
    ranges = _ranges(tokens, sentences)
    return Reading(text, tokens, ranges, quotations, opening, closing, conjunctions)


def _fold(word: str) -> str:
    folded = fold_word(word)
    if folded == "علي" and word[-1] == "ي":
        return NAME_ALI
    return folded or word


def _ranges(tokens: list[Token], sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    ranges = []
    i = 0
    for sentence in sentences:
        first = i
        while i < len(tokens) and tokens[i].start < sentence.end:
            i += 1
        if i > first:
            ranges.append((first, i))
    return ranges


@cache
def classes(word: str) -> frozenset[str]:
    """Return the classes of a folded function word ("prep", "time", …), with or without و/ف."""
    table = _function_words()
    found = table.get(word, frozenset())
    if not found and len(word) > 2 and word[0] in "وف" and not head_types(word):
        found = table.get(word[1:], frozenset())
    return found


@cache
def _function_words() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for row in rows("function_words"):
        table.setdefault(fold_word(row["term"]), set()).add(row["class"])
    return {word: frozenset(found) for word, found in table.items()}


@cache
def is_complementizer(word: str) -> bool:
    """Tell whether a folded word is أن, إن or one of their forms with clitics."""
    return bool(_COMPLEMENTIZER.match(word))


@cache
def is_bare_complementizer(word: str) -> bool:
    """Tell whether a folded word is a complementizer without a pronoun: أن, إن, بأن."""
    return word in ("ان", "بان", "وان", "وبان", "فان", "لان")
