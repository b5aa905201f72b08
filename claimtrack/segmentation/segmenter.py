"""Sentences and tokens by a Stanza model, and what Stanza leaves to its caller: paragraphs at every
line end, long lines in windows, sentences joined over a quotation, offsets into the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from attrs import frozen

from claimtrack.articles import paragraphs
from claimtrack.models import Sentence, Span

if TYPE_CHECKING:
    from stanza.models.tokenization.trainer import Trainer

WINDOW = 256  # characters in one piece for Stanza: short pieces run side by side
BATCH = 200_000  # characters in one call: bounds the memory that Stanza takes

_SPACE = re.compile(r"\s")
# Controls that Stanza takes for white space, and lone surrogates, which it cannot encode.
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_WORD = re.compile(r"\S+")
# Where a window may end: no sentence ends at a comma, nor at a word without a stop.
_AFTER_COMMA = re.compile(r"[,،;؛]\s")
_AFTER_WORD = re.compile(r"\w\s")


@frozen
class _Piece:
    """The tokens up to a sentence end that the model found, as offsets into the text."""

    tokens: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.tokens[0][0]

    @property
    def end(self) -> int:
        return self.tokens[-1][1]


class Segmenter:
    """Finds sentences and tokens; build it once, with `load_segmenter`, and use it for many texts.

    `tokenizer` is a trained tokenizer of Stanza's. A copy for another process is made by calling
    `loader`, which may be sent there.
    """

    def __init__(self, tokenizer: Trainer, loader: Callable[[], Segmenter]) -> None:
        self._tokenizer = tokenizer
        self._loader = loader

    def __reduce__(self) -> tuple[Callable[[], Segmenter], tuple[()]]:
        return self._loader, ()

    def segment(self, text: str, quotations: Sequence[Span] = ()) -> tuple[Sentence, ...]:
        """Return the sentences of a text in order.

        `quotations` are spans from mark to mark; no sentence ends inside one. Where a sentence was
        joined over a quotation, its `parts` are the finer sentences.
        """
        return self.segment_all([text], [quotations])[0]

    def segment_all(
        self, texts: Sequence[str], quotations: Sequence[Sequence[Span]] | None = None
    ) -> list[tuple[Sentence, ...]]:
        """Return the sentences of each text; one call for many short texts is the faster way.

        Raise ValueError where `quotations` is given and is not one sequence a text.
        """
        if quotations is None:
            quotations = [()] * len(texts)
        if len(quotations) != len(texts):
            raise ValueError(f"{len(quotations)} sequences of quotations for {len(texts)} texts")
        lines = [paragraphs(text) for text in texts]
        pieces = iter(self._pieces([line for of_text in lines for line in of_text]))
        found = []
        for text, of_text, quoted in zip(texts, lines, quotations, strict=True):
            held = _Held(quoted)
            sentences: list[Sentence] = []
            for _ in of_text:
                sentences += (_sentence(text, group) for group in _grouped(next(pieces), held))
            found.append(tuple(sentences))
        return found

    def _pieces(self, lines: Sequence[Span]) -> list[list[_Piece]]:
        """Return the pieces of each line; the windows of many lines go through Stanza together."""
        found: list[list[_Piece]] = [[] for _ in lines]
        unfinished: list[tuple[int, int]] = []
        for batch in _batches((n, *w) for n, line in enumerate(lines) for w in _windows(line.text)):
            joined = "\n\n".join(_readable(lines[n].text[start:end]) for n, start, end in batch)
            tokens = deque(self._tokens(joined))
            base = 0
            for n, start, end in batch:
                shift = lines[n].start + start - base
                base += end - start
                while tokens and tokens[0][0] < base:
                    token_start, token_end, ends = tokens.popleft()
                    unfinished.append((token_start + shift, token_end + shift))
                    # Stanza ends a sentence with each window; only the last of a line ends one.
                    within = bool(tokens) and tokens[0][0] < base
                    if ends and (within or end == len(lines[n].text)):
                        found[n].append(_Piece(tuple(unfinished)))
                        unfinished = []
                base += len("\n\n")
        return found

    def _tokens(self, text: str) -> Iterator[tuple[int, int, bool]]:
        """Yield start, end and whether a sentence ends there, for each token that Stanza finds."""
        import torch
        from stanza.models.tokenization.data import TokenizationDataset
        from stanza.models.tokenization.utils import output_predictions

        # What Stanza's pipeline does, less the Document it builds: a third of the time.
        model = self._tokenizer
        data = TokenizationDataset(
            model.args,
            input_text=text,
            vocab=model.vocab,
            evaluation=True,
            dictionary=model.dictionary,
        )
        with torch.inference_mode():
            found = output_predictions(None, model, data, model.vocab, None, orig_text=text)[-1]
        for sentence in found:
            for token in sentence:
                # A few tokens hold a space ("10 000"); ours never do.
                words = [
                    m.span() for m in _WORD.finditer(text, token["start_char"], token["end_char"])
                ]
                for start, end in words:
                    yield start, end, token is sentence[-1] and (start, end) == words[-1]


def _readable(text: str) -> str:
    """Return the text for Stanza's eyes, character for character."""
    return _UNREADABLE.sub("\ufffd", _SPACE.sub(" ", text))


def _windows(line: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of pieces of a line of at most `WINDOW` characters, cut after a comma,
    else after a word, else anywhere."""
    start = 0
    while len(line) - start > WINDOW:
        end = start + WINDOW
        for pattern, least in ((_AFTER_COMMA, WINDOW // 2), (_AFTER_WORD, 1)):
            places = [m.start() + 1 for m in pattern.finditer(line, start + least, end)]
            if places:
                end = places[-1]
                break
        yield start, end
        start = end
    yield start, len(line)


def _batches(
    windows: Iterable[tuple[int, int, int]],
) -> Iterator[list[tuple[int, int, int]]]:
    """Yield the windows in lists of about `BATCH` characters."""
    batch: list[tuple[int, int, int]] = []
    size = 0
    for window in windows:
        batch.append(window)
        size += window[2] - window[1]
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Held:
    """Answers whether a quotation holds two neighbouring places together."""

    def __init__(self, quotations: Iterable[Span]) -> None:
        ordered = sorted((q.start, q.end) for q in quotations)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def __call__(self, before: int, after: int) -> bool:
        """Tell whether a quotation opens before `before` and closes after `after`."""
        index = bisect_left(self._starts, before)
        return index > 0 and self._reach[index - 1] > after


def _grouped(pieces: Sequence[_Piece], held: _Held) -> Iterator[list[_Piece]]:
    """Yield the pieces of each sentence of one paragraph."""
    group: list[_Piece] = []
    for piece in pieces:
        if group and not held(group[-1].end, piece.start):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _sentence(text: str, pieces: Sequence[_Piece]) -> Sentence:
    start, end = pieces[0].start, pieces[-1].end
    tokens = tuple(_span(text, *token) for piece in pieces for token in piece.tokens)
    parts = tuple(_span(text, p.start, p.end) for p in pieces) if len(pieces) > 1 else ()
    return Sentence(start, end, text[start:end], tokens, parts)


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])
