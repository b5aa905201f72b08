"""Paragraphs to train on: sentence ends, datelines and quotations of several sentences, made by
rule from the treebank's sentences, and the recipe that mixes all rules.

A sentence end inside a quotation is labelled too: the model finds every stop that closes a
sentence, and `Segmenter` joins what a quotation holds together.
"""

from __future__ import annotations

import random

from attrs import evolve

from claimtrack.segmentation.augmentation import (
    DASHES,
    LETTERS,
    Rule,
    Stock,
    abbreviation,
    abbreviations,
    clitic_lookalikes,
    is_word,
    joined_words,
    latin,
    numbers,
    proclitics,
    pronouns,
    quoted_words,
    titles,
)
from claimtrack.segmentation.orthography import (
    commas,
    harakat,
    quotation_styles,
    spelling,
    tatweel,
)
from claimtrack.segmentation.treebank import Token, Tokens

# How often each rule is applied, in this order: inner rules first, marks last.
RECIPE: tuple[tuple[Rule, float], ...] = (
    (clitic_lookalikes, 0.5),
    (pronouns, 0.3),
    (proclitics, 0.5),
    (numbers, 0.15),
    (abbreviations, 0.1),
    (titles, 0.15),
    (latin, 0.06),
    (joined_words, 0.08),
    (quoted_words, 0.3),
)
SURFACE: tuple[tuple[Rule, float], ...] = (
    (quotation_styles, 0.75),
    (commas, 0.85),
    (harakat, 0.5),
    (tatweel, 0.05),
    (spelling, 0.2),
)


def _apply(
    rules: tuple[tuple[Rule, float], ...], tokens: Tokens, rng: random.Random, stock: Stock
) -> Tokens:
    for rule, probability in rules:
        if rng.random() < probability:
            tokens = rule(tokens, rng, stock)
    return tokens


def _body(tokens: Tokens) -> Tokens:
    """Return a sentence without its final stop."""
    while len(tokens) > 2 and tokens[-1].tag == "PUNCT" and tokens[-1].text != '"':
        tokens = tokens[:-1]
    return tokens


def _stop(rng: random.Random) -> Token:
    text = rng.choices((".", "؟", "!", "?", "…", "...", "؟!"), (66, 14, 6, 4, 4, 5, 1))[0]
    return Token(text, True, "PUNCT")


def ends(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """End a sentence with "؟", "?", "!", "…" or "...", set its stop apart by a space, or put a
    short word or an abbreviation before it: all but twelve sentences of the treebank end with a
    full stop after a long word, and a short one looks like an initial."""
    if tokens[-1].tag != "PUNCT" or len(tokens) < 4:
        return tokens
    body = tokens[:-1]
    if rng.random() < 0.4 and is_word(body[-1]):
        words = [t for t in rng.choice(stock.sentences) if is_word(t) and t.space]
        short = [t for t in words if 1 < len(t.text) < 4]
        if short:
            body = (*body[:-1], evolve(body[-1], space=True), evolve(short[-1], space=False))
    elif rng.random() < 0.05:
        body = (
            *body[:-1],
            evolve(body[-1], space=True),
            Token(".".join(rng.sample(LETTERS, 3)), False, "X"),
        )
    if rng.random() < 0.08:
        body = (*body[:-1], evolve(body[-1], space=True))
    return (*body, _stop(rng))


def ellipsis(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Write dots in the place of one comma: dots inside a sentence do not end it."""
    places = [i for i, t in enumerate(tokens) if t.text == "," and t.space]
    if not places:
        return tokens
    place = rng.choice(places)
    dots = rng.choice(("..", "..", "..", "...", "…"))
    return (*tokens[:place], evolve(tokens[place], text=dots), *tokens[place + 1 :])


def longer(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Run two sentences together at a comma: newspaper sentences are twice as long, and a comma
    before a whole clause ends nothing."""
    other = rng.choice(stock.sentences)
    if any(t.text == '"' for t in (*tokens, *other)):
        return tokens
    body = _body(tokens)
    glued = (*body[:-1], evolve(body[-1], space=False))
    joint: Tokens = (Token(",", True, "PUNCT"),)
    if rng.random() < 0.6:
        joint = (*joint, Token("و", False, "CCONJ"))
    return (*glued, *joint, *other)


def dateline(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Begin with a place and an agency: "واشنطن - رويترز: ", "القاهرة (أ ف ب) - "; the treebank
    has none."""
    if not stock.names:
        return tokens
    place = Token(rng.choice(stock.names), True, "PROPN")
    agency: Tokens = (Token(rng.choice(stock.names), True, "PROPN"),)
    if rng.random() < 0.4:
        agency = abbreviation(rng)
    dash = Token(rng.choice(DASHES), True, "PUNCT")
    colon = Token(":", True, "PUNCT")
    last = evolve(agency[-1], space=False)
    bracketed = (Token("(", False, "PUNCT"), *agency[:-1], last, Token(")", True, "PUNCT"))
    shapes: tuple[Tokens, ...] = (
        (place, dash, *agency[:-1], last, colon),
        (place, *bracketed, dash),
        (place, *bracketed),
        (evolve(place, space=False), colon),
        (place, dash),
        (evolve(place, space=False), evolve(dash, text="/"), *agency[:-1], last, colon),
        (place, evolve(dash, text="/"), *agency, evolve(dash, text="/")),
    )
    return rng.choice(shapes) + tokens


def heading(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Cut a sentence short, without a stop: headings and captions have none. It stands in a
    paragraph of its own, so that only the paragraph's end ends it."""
    place = next((i for i, t in enumerate(tokens) if t.text in ",:" and i > 3), len(tokens) - 1)
    return tokens[:place] if is_word(tokens[place - 1]) else tokens


def quotation(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Quote one to three sentences after a lead, with every order of stop and mark, and what may
    follow the closing mark: a new sentence, a clause, or the lead itself."""
    if not stock.leads or not stock.tails:
        return tokens
    said = [tokens, *rng.choices(stock.sentences, k=rng.choice((0, 1, 1, 2)))]
    said = [tuple(t for t in s if t.text != '"') for s in said]
    if min(map(len, said)) < 4:
        return tokens
    mark = Token('"', False, "PUNCT")
    inner: list[Token] = []
    for sentence in said[:-1]:
        inner += (*_body(sentence)[:-1], evolve(_body(sentence)[-1], space=False))
        inner.append(evolve(_stop(rng), ends=True))
    final = _body(said[-1])
    inner += (*final[:-1], evolve(final[-1], space=False))
    stop = evolve(_stop(rng), space=False)
    tail = rng.choice(stock.tails)
    glued_tail = (*tail[:-1], evolve(tail[-1], space=False), Token(".", True, "PUNCT"))
    comma = Token(",", True, "PUNCT")
    closings: tuple[Tokens, ...] = (
        (stop, evolve(mark, space=True)),  # … العالم." وقال
        (mark, evolve(stop, space=True)),  # … العالم". وقال
        (stop, mark, Token(".", True, "PUNCT")),
        (stop, mark, comma, *glued_tail),  # … العالم؟"، معتبرا أن
        (mark, comma, *glued_tail),
    )
    closing = rng.choices(closings, (40, 25, 3, 16, 16))[0]
    lead: Tokens = ()
    if rng.random() < 0.8:
        lead = rng.choice(stock.leads)
        lead = (*lead[:-1], evolve(lead[-1], space=False), Token(":", True, "PUNCT"))
        if rng.random() < 0.4:
            lead = (*lead[:-2], evolve(lead[-2], space=True))  # no colon: قال "…"
    return (*lead, mark, *inner, *closing)


def rewrite(tokens: Tokens, rng: random.Random, stock: Stock) -> Tokens:
    """Return one rewriting of a sentence, after the recipe."""
    tokens = _apply(RECIPE, tokens, rng, stock)
    if rng.random() < 0.22:
        tokens = quotation(tokens, rng, stock)
    else:
        shapes: tuple[tuple[Rule, float], ...] = (
            (longer, 0.25), (ellipsis, 0.05), (ends, 0.35), (dateline, 0.08),
        )  # fmt: skip
        tokens = _apply(shapes, tokens, rng, stock)
    return _apply(SURFACE, tokens, rng, stock)


def compose(stock: Stock, rng: random.Random, copies: int) -> list[list[Tokens]]:
    """Return paragraphs of one to four sentences: the treebank as it is twice, with its own commas
    and with Arabic ones, and `copies` rewritings of every sentence; a tenth are headings."""
    sentences = list(stock.sentences)
    for _ in range(copies):
        sentences += (rewrite(s, rng, stock) for s in stock.sentences)
    sentences += (arabic_punctuation(s) for s in stock.sentences)
    rng.shuffle(sentences)
    paragraphs: list[list[Tokens]] = []
    while sentences:
        size = rng.randint(1, 4)
        paragraphs.append(sentences[:size])
        sentences = sentences[size:]
    for sentence in rng.sample(stock.sentences, len(stock.sentences) // 10):
        paragraphs.append([heading(_apply(SURFACE, sentence, rng, stock), rng, stock)])
    rng.shuffle(paragraphs)
    return paragraphs


def arabic_punctuation(tokens: Tokens) -> Tokens:
    """Return the sentence with "،", "؛", "؟" and «» for the ASCII marks."""
    marks = {",": "،", ";": "؛", "?": "؟"}
    out: list[Token] = []
    opened = False
    for token in tokens:
        text = marks.get(token.text, token.text)
        if text == '"':
            opened = not opened
            text = "«" if opened else "»"
        out.append(evolve(token, text=text))
    return tuple(out)
