"""How newspapers spell and punctuate, and the treebank does not: the last layer of augmentation.

As in `augmentation`, each function rewrites the tokens of a sentence by chance.
"""

from __future__ import annotations

import random
import re

from attrs import evolve

from claimtrack.segmentation.augmentation import LETTER, TATWEEL, Stock, is_word
from claimtrack.segmentation.treebank import Token, Tokens

HARAKAT = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
PAIRS = (
    ('"', '"'), ("«", "»"), ("“", "”"), ("'", "'"), ("''", "''"), ("”", "“"), ("”", "”"),
    ("‘", "’"), ("„", "“"), ("»", "«"), ("<<", ">>"), ("((", "))"),
)  # fmt: skip
PAIR_WEIGHTS = (28, 24, 18, 14, 6, 4, 3, 3, 1, 1, 1, 1)
_MARKS = re.compile(f"[{HARAKAT}]")


def commas(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Write commas as "،" and "؛" too, with the space after, before, on both sides or nowhere:
    the treebank has the ASCII comma only."""
    style = rng.choices(("،", ",", "؛", ";", ":"), (70, 14, 8, 4, 4))[0]
    layout = rng.choices(("after", "both", "before", "none"), (86, 6, 4, 4))[0]
    out: list[Token] = []
    for index, token in enumerate(tokens):
        if token.text == "," and 0 < index < len(tokens) - 1 and token.space:
            digit = tokens[index - 1].text[-1].isdigit() and tokens[index + 1].text[0].isdigit()
            after = layout in ("after", "both") or digit
            out[-1] = evolve(out[-1], space=layout in ("both", "before"))
            out.append(evolve(token, text=style, space=after))
        elif token.text in ("،", "؛") and rng.random() < 0.2:
            out.append(evolve(token, text=style))
        else:
            out.append(token)
    return tuple(out)


def quotation_styles(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Write quotation marks in every style that newspapers use, the wrong way round and spaced too:
    the treebank has the ASCII mark only."""
    left, right = rng.choices(PAIRS, PAIR_WEIGHTS)[0]
    loose = rng.random() < 0.08
    out: list[Token] = []
    opened = False
    for token in tokens:
        if token.text != '"':
            out.append(token)
            continue
        opened = not opened
        if opened:
            out.append(evolve(token, text=left, space=token.space or loose))
        else:
            if loose and out:
                out[-1] = evolve(out[-1], space=True)
            out.append(evolve(token, text=right))
    return tuple(out)


def harakat(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Take the tanwin off a sentence, or put harakat on some of its words: newspapers write either
    none or a few, the treebank tanwin only."""
    if rng.random() < 0.7:
        stripped = (evolve(t, text=_MARKS.sub("", t.text) or t.text) for t in tokens)
        return tuple(stripped)
    density = rng.choice((0.03, 0.03, 0.1, 0.4))
    out = []
    for token in tokens:
        text = token.text
        if is_word(token):
            text = "".join(
                c + rng.choice(HARAKAT) if LETTER.match(c) and rng.random() < density else c
                for c in text
            )
        out.append(evolve(token, text=text))
    return tuple(out)


def tatweel(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Stretch a few words with tatweel, as headlines do; the treebank has none inside words."""
    out = []
    for token in tokens:
        if is_word(token) and len(token.text) > 2 and rng.random() < 0.12:
            cut = rng.randint(1, len(token.text) - 1)
            stretch = TATWEEL * rng.choice((1, 1, 2, 4))
            token = evolve(token, text=token.text[:cut] + stretch + token.text[cut:])
        out.append(token)
    return tuple(out)


def spelling(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Leave out hamzas, or interchange ta marbuta and ha, alif maqsura and ya at word ends, as
    much of the press does; the treebank is spelt with care."""
    plain = str.maketrans("أإآ", "ااا")
    kind = rng.choice(("hamza", "hamza", "ya", "all"))
    out = []
    for token in tokens:
        text = token.text
        if is_word(token):
            if kind in ("hamza", "all"):
                text = text.translate(plain)
            if kind in ("ya", "all") and token.space and len(text) > 2:
                ends = {"ي": "ى", "ى": "ي"} if kind == "ya" else {"ة": "ه"}
                text = text[:-1] + ends.get(text[-1], text[-1])
        out.append(evolve(token, text=text))
    return tuple(out)
