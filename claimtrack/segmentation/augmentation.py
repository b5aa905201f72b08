"""Words that newspapers write and the treebank does not, made by rule from its sentences.

Each function takes the tokens of a sentence, a source of chance and the stock of the treebank's
own words, and returns tokens; together with `orthography` they turn one sentence into many.
Nothing but the treebank goes in: no text of a newspaper, and no list of names.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from claimtrack.segmentation.treebank import Token, Tokens

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
TATWEEL = "\u0640"
DASHES = ("-", "-", "–", "—", "ـ")
PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "ك", "كم")
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
LETTER = re.compile(r"[\u0621-\u064a]")


@frozen
class Stock:
    """Material cut from the training sentences for the rules that put sentences together."""

    sentences: tuple[Tokens, ...]
    words: dict[
        tuple[str, str], tuple[str, ...]
    ]  # by tag and first letter, for `clitic_lookalikes`
    names: tuple[str, ...]
    leads: tuple[Tokens, ...]  # what stands before a quotation: "قال X في بيان"
    tails: tuple[Tokens, ...]  # what follows a comma, up to the stop


Rule = Callable[[Tokens, random.Random, Stock], Tokens]


def collect(sentences: Sequence[Tokens]) -> Stock:
    """Return the stock of a set of training sentences."""
    words: dict[tuple[str, str], list[str]] = {}
    names: list[str] = []
    leads: list[Tokens] = []
    tails: list[Tokens] = []
    for sentence in sentences:
        for index, token in enumerate(sentence):
            if _starts_word(sentence, index) and token.space and len(token.text) > 2:
                words.setdefault((token.tag, token.text[0]), []).append(token.text)
                if token.tag == "PROPN":
                    names.append(token.text)
            if token.text == ":" and 2 < index < 25:
                leads.append(sentence[:index])
            if token.text == "," and 3 < len(sentence) - index < 25:
                tail = sentence[index + 1 : -1]
                if not any(t.text == '"' for t in tail):
                    tails.append(tail)
    frozen_words = {key: tuple(values) for key, values in words.items()}
    return Stock(tuple(sentences), frozen_words, tuple(names), tuple(leads), tuple(tails))


def _starts_word(tokens: Sequence[Token], index: int) -> bool:
    return index == 0 or tokens[index - 1].space


def is_word(token: Token) -> bool:
    """Tell a word of Arabic letters from marks and numbers."""
    return bool(LETTER.match(token.text)) and token.tag not in ("PUNCT", "SYM")


def _words(tokens: Tokens) -> list[int]:
    """Return the places of words that stand between spaces, clitics aside."""
    return [i for i, t in enumerate(tokens) if is_word(t) and t.space and _starts_word(tokens, i)]


def _insert(tokens: Tokens, index: int, *new: Token) -> Tokens:
    return tokens[:index] + new + tokens[index:]


def quoted_words(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Put marks, brackets or dashes around a few words: names of newspapers, scare quotes, asides;
    the treebank has few, and clitics before a mark are rare in it."""
    places = _words(tokens)
    if len(places) < 4:
        return tokens
    start = rng.choice(places)
    end = min(start + rng.randint(0, 5), len(tokens) - 2)
    while end < len(tokens) - 2 and not tokens[end].space:
        end += 1
    if any(t.tag == "PUNCT" for t in tokens[start : end + 1]) or not tokens[end].space:
        return tokens
    opening, closing = rng.choices(
        (('"', '"'), ("(", ")"), ("[", "]"), ("-", "-"), ("–", "–")), (60, 20, 4, 10, 4)
    )[0]
    follows = tokens[end + 1].tag == "PUNCT"
    before: list[Token] = []
    if rng.random() < 0.3:
        clitic = rng.choice(("و", "ب", "ل", "ف", "ك"))
        stretched = clitic + TATWEEL if clitic in "بلك" and rng.random() < 0.5 else clitic
        before.append(Token(stretched, False, "ADP"))
    inside = (*tokens[start:end], evolve(tokens[end], space=False))
    wrapped = (Token(opening, False, "PUNCT"), *inside, Token(closing, not follows, "PUNCT"))
    return (*tokens[:start], *before, *wrapped, *tokens[end + 1 :])


def _number(rng: random.Random) -> str:
    """Return a number, date or time with a mark inside it."""
    a, b, c = rng.randint(1, 99), rng.randint(0, 999), rng.randint(1900, 2030)
    return rng.choice(
        (f"{a}.{b % 10}", f"{a}.{b % 100:02}", f"{a},{b:03}", f"{a},{b % 10}", f"{a}:{b % 60:02}",
         f"{a % 28 + 1}/{b % 12 + 1}/{c}", f"{c}-{b % 12 + 1}-{a % 28 + 1}", f"{a}.{b:03}.{b:03}",
         f"{a}٫{b % 10}", str(c), str(b), f"{c}/{c + 1}")
    )  # fmt: skip


def numbers(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Write decimals, thousands, dates and times in one piece, with Arabic digits and signs too: a
    stop inside a number ends nothing."""
    out: list[Token] = []
    arabic = rng.random() < 0.5
    places = set(rng.sample(_words(tokens), min(2, len(_words(tokens)))))
    for index, token in enumerate(tokens):
        text = token.text
        if text[0].isdigit() and rng.random() < 0.6:
            text = _number(rng)
        elif index in places and index:
            percent = rng.random() < 0.3
            out.append(Token(_number(rng), not percent, "NUM"))
            if percent:
                out.append(Token(rng.choice("%٪"), True, "SYM"))
        out.append(evolve(token, text=text))
    if not arabic:
        return tuple(out)
    return tuple(evolve(t, text=t.text.translate(_ARABIC_DIGITS)) for t in out)


def abbreviation(rng: random.Random) -> Tokens:
    """Return an abbreviation of Arabic or Latin letters, with its stops."""
    letters = [rng.choice(LETTERS) for _ in range(rng.randint(2, 4))]
    if rng.random() < 0.2:
        letters = [rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in letters]
    shape = rng.choice(("joined", "joined", "closed", "spaced", "bare"))
    if shape == "joined":
        return (Token(".".join(letters), True, "X"),)
    if shape == "closed":
        return (Token(".".join(letters) + ".", True, "X"),)
    if shape == "bare":
        return tuple(Token(letter, True, "X") for letter in letters)
    dotted: list[Token] = []
    for letter in letters:
        dotted += (Token(letter, False, "X"), Token(".", True, "PUNCT"))
    return tuple(dotted)


def abbreviations(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Put an abbreviation into the sentence, bare or in brackets: the treebank has none with a
    stop, and a stop inside "أ.ف.ب" ends nothing."""
    places = _words(tokens)
    if not places:
        return tokens
    new = abbreviation(rng)
    if rng.random() < 0.5:
        last = evolve(new[-1], space=False)
        new = (Token("(", False, "PUNCT"), *new[:-1], last, Token(")", True, "PUNCT"))
    return _insert(tokens, rng.choice(places), *new)


def titles(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Put a title of one letter and a stop before a name: "د. محمد", "أ.د. محمد", "م/ محمد"."""
    places = [i for i, t in enumerate(tokens) if t.tag == "PROPN" and _starts_word(tokens, i)]
    if not places:
        return tokens
    mark = rng.choice((".", ".", ".", "/"))
    new: list[Token] = []
    if rng.random() < 0.3:
        clitic = rng.choice(("و", "ل", "ب"))
        new.append(Token(clitic, False, "ADP"))
    if rng.random() < 0.25:
        new += (Token(rng.choice("أا"), False, "X"), Token(mark, rng.random() < 0.5, "PUNCT"))
    letter = rng.choice(("د", "د", "أ", "م", rng.choice(LETTERS)))
    new += (Token(letter, False, "X"), Token(mark, rng.random() < 0.75, "PUNCT"))
    return _insert(tokens, rng.choice(places), *new)


def latin(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Put a word of Latin letters in the sentence, bare or in brackets: the treebank has three."""
    places = _words(tokens)
    if not places:
        return tokens
    word = "".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randint(2, 9)))
    word = rng.choice((word, word.capitalize(), word.upper()))
    if rng.random() < 0.5:
        return _insert(tokens, rng.choice(places), Token(word, True, "X"))
    new = (Token("(", False, "PUNCT"), Token(word, False, "X"), Token(")", True, "PUNCT"))
    return _insert(tokens, rng.choice(places), *new)


def proclitics(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Attach "و", "ف", "ب", "ل", "ك", "س" to words that carry none, one or two of them, so that a
    clitic is known before any word: a thousand sentences show too few pairs of them."""
    out = list(tokens)
    for place in sorted(rng.sample(_words(tokens), min(3, len(_words(tokens)))), reverse=True):
        word = tokens[place]
        if word.tag in ("CCONJ", "ADP", "SCONJ", "PART") or len(word.text) < 3:
            continue
        clitics = "و"
        if word.tag in ("NOUN", "PROPN"):
            clitics = rng.choice(("و", "و", "ب", "ل", "ك", "وب", "ول"))
        elif word.tag == "VERB" and word.text[0] in "يتن":
            clitics = rng.choice(("و", "س", "س", "ف", "وس"))
        elif word.tag == "VERB" or place == 0:
            clitics = rng.choice(("و", "و", "ف"))
        if clitics[-1] == "ل" and word.text.startswith("ال"):
            out[place] = evolve(word, text=word.text[1:])  # "ل" + "السلطة" is written "للسلطة"
        out[place:place] = [Token(c, False, "ADP" if c in "بلك" else "CCONJ") for c in clitics]
    return tuple(out)


def clitic_lookalikes(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Exchange words for others of their tag whose first letter only looks like a clitic: what
    begins "واشنطن", "وزير", "باريس" belongs to the word."""
    out = list(tokens)
    for place in _words(tokens):
        if rng.random() < 0.1:
            letter = rng.choices(tuple("وفبلكس"), (8, 1, 3, 3, 1, 2))[0]
            choices = stock.words.get((tokens[place].tag, letter))
            if choices:
                out[place] = evolve(tokens[place], text=rng.choice(choices))
    return tuple(out)


def pronouns(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Exchange attached pronouns for others and attach some to nouns, so that "هما" and "كم" are
    cut off as "ه" is, after any word."""
    out: list[Token] = []
    for index, token in enumerate(tokens):
        if token.tag == "PRON" and token.text in PRONOUNS and not _starts_word(tokens, index):
            token = evolve(token, text=rng.choice(PRONOUNS))
        text = token.text
        bare = token.tag == "NOUN" and token.space and len(text) > 2 and not text.startswith("ال")
        if bare and LETTER.match(text[-1]) and text[-1] not in "اىءؤئ" and rng.random() < 0.15:
            stem = text[:-1] + "ت" if text[-1] == "ة" else text  # "حياة" + "هم": "حياتهم"
            out += (
                evolve(token, text=stem, space=False),
                Token(rng.choice(PRONOUNS), True, "PRON"),
            )
        else:
            out.append(token)
    return tuple(out)


def joined_words(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Join a second word with a slash or a dash: "مارس/آذار", "جدة-الرياض"; the treebank has no
    slash at all."""
    places = _words(tokens)
    nouns = [t.text for i, t in enumerate(tokens) if t.tag in ("NOUN", "PROPN") and i in places]
    if not nouns:
        return tokens
    place = rng.choice(places)
    mark = rng.choice("//-–")
    new = (
        evolve(tokens[place], space=False),
        Token(mark, False, "PUNCT"),
        Token(rng.choice(nouns)),
    )
    return (*tokens[:place], *new, *tokens[place + 1 :])
