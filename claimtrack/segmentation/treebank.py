"""Sentences of a treebank as lists of tokens, and the text and labels that Stanza trains on.

Stanza's tokenizer labels every character: 0 inside a token, 1 at the end of one, 2 at the end of a
sentence. A `Token` knows whether a space follows it, so a sentence can be rewritten token by token
(see `augmentation`) and its labels still fall out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import frozen

from claimtrack.errors import InputError


@frozen
class Token:
    """A token of the treebank; `ends` marks a sentence end inside a longer stretch."""

    text: str
    space: bool = True
    tag: str = ""
    ends: bool = False


Tokens = tuple[Token, ...]
_REMEDY = "give a treebank in the CoNLL-U format, of ten sentences or more"


def read_treebank(path: Path) -> tuple[Tokens, ...]:
    """Return the sentences of a CoNLL-U file; raise InputError where it cannot be read as one."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise InputError(str(path), f"cannot be read ({reason})", _REMEDY) from error
    sentences: list[Tokens] = []
    current: list[Token] = []
    for number, line in enumerate([*lines, ""], 1):
        if not line:
            if current:
                sentences.append(tuple(current))
            current = []
        elif not line.startswith("#"):
            fields = line.split("\t")
            if len(fields) != 10:
                problem = f"{len(fields)} columns where CoNLL-U has 10"
                raise InputError(f"{path}, line {number}", problem, _REMEDY)
            if fields[0].isdigit():
                space = "SpaceAfter=No" not in fields[9].split("|")
                current.append(Token(fields[1], space, fields[3]))
    if len(sentences) < 10:  # every tenth is held out
        raise InputError(str(path), f"{len(sentences)} sentences", _REMEDY)
    return tuple(sentences)


def split_held_out(
    sentences: Sequence[Tokens], every: int = 10
) -> tuple[list[Tokens], list[Tokens]]:
    """Return the sentences to train on and every `every`-th one, which training never sees."""
    train = [s for i, s in enumerate(sentences) if i % every != every - 1]
    return train, list(sentences[every - 1 :: every])


def paragraphs_of(sentences: Iterable[Tokens], sizes: Iterable[int]) -> list[list[Tokens]]:
    """Return the sentences in paragraphs of the given sizes, in order."""
    rest = list(sentences)
    paragraphs = []
    for size in sizes:
        if not rest:
            break
        paragraphs.append(rest[:size])
        rest = rest[size:]
    return paragraphs


def text_and_labels(paragraph: Iterable[Tokens]) -> tuple[str, str]:
    """Return the text of a paragraph and one label a character, both without a final space."""
    text: list[str] = []
    labels: list[str] = []
    for sentence in paragraph:
        for index, token in enumerate(sentence):
            end = token.ends or index == len(sentence) - 1
            text.append(token.text)
            labels.append("0" * (len(token.text) - 1) + ("2" if end else "1"))
            if token.space:
                text.append(" ")
                labels.append("0")
    joined = "".join(text)
    kept = len(joined.rstrip())
    return joined[:kept], "".join(labels)[:kept]
