"""A small tagger that tells verbs and adjectives from other words, trained on a treebank.

The lexicon knows the verbs of saying; where a noun phrase ends and which word is a sentence's
main verb takes all verbs, and where a subject ends and an object begins takes adjectives. Two
averaged perceptrons over spelling and neighbours, after folding. On 150 held-out sentences of UD
Arabic-PUD: verbs precision 95.8, recall 87.6; adjectives among definite words that follow a
definite word precision 94.2, recall 99.1.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from claimtrack.arabic import fold_word
from claimtrack.errors import InputError

VERB_MARGINS = (2.0, 6.0)
"""How far a verb's score must be above 0; the second where a name must not pass for a verb."""
ADJECTIVE_MARGINS = (2.0, 8.0)
"""The same for an adjective; the second for a word without an adjective's form."""

_KINDS = {"verb": ("VERB", "AUX"), "adjective": ("ADJ",)}
_ROUNDS = 10
_SEED = 1
_SMALLEST = 0.3  # weights below add size, not accuracy
_MAIN = frozenset(("VERB", "NOUN", "PROPN", "ADJ", "NUM", "AUX", "X"))
_WEAK = frozenset("اويتنمسه")

Weights = dict[str, float]


@cache
def is_common_noun(word: str) -> bool:
    """Tell whether the treebank has a folded word, without its article, as a common noun."""
    return word.removeprefix("ال") in _data()["nouns"]


@lru_cache(maxsize=1 << 16)
def score(kind: str, before2: str, before: str, word: str, after: str) -> float:
    """Return how far a folded word is a "verb" or an "adjective", from it and its neighbours."""
    weights = _data()[kind]
    return sum(weights.get(f, 0.0) for f in _features(before2, before, word, after))


def _features(pp: str, p: str, w: str, n: str) -> tuple[str, ...]:
    size = str(min(len(w), 9))
    shape = "".join(c if c in _WEAK else "." for c in w)
    return (
        "w" + w, "a" + w[:1] + size, "b" + w[:2], "c" + w[:3], "d" + w[-1:] + size, "e" + w[-2:],
        "f" + w[-3:], "p" + p, "n" + n, "q" + p[-2:], "r" + n[:2], "s" + p[:2],
        "u" + w[:2] + w[-1:], "x" + w[:1] + w[-2:] + size, "y" + w[:2] + "|" + n[:2],
        "z" + p[:2] + "|" + w[:2], "v" + pp, "k" + p + "|" + w[:1], "m" + shape,
        "o" + shape + n[:2],
    )  # fmt: skip


@cache
def _data() -> dict[str, Weights]:
    packed = files("claimtrack.attribution.data").joinpath("tagger.json.gz").read_bytes()
    data: dict[str, Weights] = json.loads(gzip.decompress(packed))
    return data


def train_tagger(treebank: Path, out: Path) -> None:
    """Train on a CoNLL-U treebank and write the weights as gzipped JSON.

    Raises InputError for a file that is missing or holds no sentence.
    """
    if not treebank.is_file():
        raise InputError(str(treebank), "no such file", "name a CoNLL-U file")
    sentences = list(_sentences(treebank.read_text(encoding="utf-8")))
    if not sentences:
        raise InputError(str(treebank), "no sentence in it", "name a CoNLL-U file")
    models = {kind: _perceptron(sentences, tags) for kind, tags in _KINDS.items()}
    models["nouns"] = _common_nouns(sentences)
    text = json.dumps(models, ensure_ascii=False, separators=(",", ":"))
    out.write_bytes(gzip.compress(text.encode(), mtime=0))


def _perceptron(sentences: list[list[tuple[str, str]]], tags: tuple[str, ...]) -> Weights:
    """Return averaged weights for a set of tags; a word within a margin of 1 is an error."""
    weights: Weights = defaultdict(float)
    totals: Weights = defaultdict(float)
    step = 1
    order = list(sentences)
    shuffle = random.Random(_SEED).shuffle
    for _ in range(_ROUNDS):
        shuffle(order)
        for sentence in order:
            words = ["<", "<", *(word for word, _ in sentence), ">"]
            for i, (word, tag) in enumerate(sentence):
                if not word[0].isalnum():
                    continue
                features = _features(words[i], words[i + 1], word, words[i + 3])
                sign = 1.0 if tag in tags else -1.0
                if sign * sum(weights[f] for f in features) <= 1.0:
                    for f in features:
                        weights[f] += sign
                        totals[f] += step * sign
                step += 1
    averaged = {f: round(v - totals[f] / step, 1) for f, v in sorted(weights.items())}
    return {f: v for f, v in averaged.items() if abs(v) > _SMALLEST}


def _common_nouns(sentences: list[list[tuple[str, str]]]) -> Weights:
    """Return the definite words that are common nouns and never names, without their article."""
    seen: dict[str, set[str]] = defaultdict(set)
    for word, tag in (pair for sentence in sentences for pair in sentence):
        if word.startswith("ال") and len(word) > 4:
            seen[word[2:]].add(tag)
    return {word: 1.0 for word, tags in sorted(seen.items()) if tags == {"NOUN"}}


def _sentences(conllu: str) -> Iterator[list[tuple[str, str]]]:
    """Yield sentences as (folded word with its clitics, tag of its main part)."""
    for block in conllu.split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        sentence = list(_words([row for row in rows if row[0].isdigit()]))
        if sentence:
            yield sentence


def _words(rows: list[list[str]]) -> Iterator[tuple[str, str]]:
    word = ""
    tags: list[str] = []
    for _, form, _, tag, *_, misc in [*rows, ["", "", "", "PUNCT", ""]]:
        punctuation = tag == "PUNCT" or not re.match(r"\w", form)
        if not punctuation:
            word += form
            tags.append(tag)
        if word and (punctuation or "SpaceAfter=No" not in misc):
            yield fold_word(word), next((t for t in tags if t in _MAIN), "")
            word, tags = "", []
        if punctuation and form:
            yield form, ""
