"""Training of the sentence and token model: Stanza's own data loader and trainer, driven from here.

The same treebank, seed and steps give the same weights on the same machine and versions.
"""

from __future__ import annotations

import json
import random
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

from claimtrack.errors import ModelError
from claimtrack.models import Span
from claimtrack.segmentation.augmentation import collect
from claimtrack.segmentation.composition import arabic_punctuation, compose
from claimtrack.segmentation.loading import load_segmenter, quiet
from claimtrack.segmentation.treebank import (
    Tokens,
    paragraphs_of,
    read_treebank,
    split_held_out,
    text_and_labels,
)

MODEL = Path("ar", "tokenize", "claimtrack.pt")
SEED = 20250701
STEPS = 3000
COPIES = 12
OPTIONS = (
    "--lang ar --shorthand ar_claimtrack --max_seqlen 300 --batch_size 32 --no_use_mwt --cpu"
    " --unit_dropout 0.1 --dropout 0.33 --hidden_dim 64 --emb_dim 32 --lr0 0.003"
)
Progress = Callable[[int], object]  # called with the number of steps done since the last call


@frozen
class Figures:
    """F1 in per cent on the held-out sentences, as they are and with Arabic punctuation."""

    token_f1: float
    sentence_f1: float
    arabic_token_f1: float
    arabic_sentence_f1: float

    def __str__(self) -> str:
        return (
            f"held out, own punctuation:    token F1 {self.token_f1:.2f},"
            f" sentence F1 {self.sentence_f1:.2f}\n"
            f"held out, Arabic punctuation: token F1 {self.arabic_token_f1:.2f},"
            f" sentence F1 {self.arabic_sentence_f1:.2f}"
        )


def train_segmenter(
    treebank: Path,
    out: Path,
    *,
    seed: int = SEED,
    steps: int = STEPS,
    progress: Progress | None = None,
) -> Figures:
    """Train on nine sentences in ten of a CoNLL-U treebank, write a Stanza model directory to
    `out` and return the figures on the tenth; raise InputError where the treebank is unusable.

    `progress` is called with 1 after each step.
    """
    train, held_out = split_held_out(read_treebank(treebank))
    rng = random.Random(seed)
    paragraphs = compose(collect(train), rng, COPIES)
    target = out / MODEL
    target.parent.mkdir(parents=True, exist_ok=True)
    _fit(paragraphs, target, seed, steps, progress)
    (out / "resources.json").write_text("{}\n", encoding="utf-8")
    figures = evaluate(out, held_out, seed)
    report = {"seed": seed, "steps": steps, "train": len(train), "held_out": len(held_out)}
    (out / "figures.json").write_text(
        json.dumps(report | asdict(figures), indent=2) + "\n", encoding="utf-8"
    )
    return figures


def _fit(
    paragraphs: Sequence[Sequence[Tokens]],
    target: Path,
    seed: int,
    steps: int,
    progress: Progress | None,
) -> None:
    import torch
    from stanza.models import tokenizer
    from stanza.models.common import utils
    from stanza.models.tokenization.data import DataLoader
    from stanza.models.tokenization.trainer import Trainer

    torch.set_num_threads(1)  # more threads change the sums, and so the weights
    args: dict[str, Any] = tokenizer.parse_args(OPTIONS.split())
    args["feat_funcs"] = tokenizer.DEFAULT_FEAT_FUNCS
    args["feat_dim"] = len(args["feat_funcs"])
    args["num_dict_feat"] = 0
    args["seed"] = seed
    utils.set_random_seed(seed)
    with quiet(), tempfile.TemporaryDirectory() as folder:
        files = _write(paragraphs, Path(folder))
        batches = DataLoader(args, input_files=files, mwt_expansions={})
        args["vocab_size"] = len(batches.vocab)
        trainer = Trainer(args=args, vocab=batches.vocab, device=args["device"])
    for step in range(steps):
        # Stanza lowers the rate only on the dev score; a straight line down needs no dev set.
        trainer.change_lr(args["lr0"] * max(1 - step / steps, 0.02))
        batch = batches.next(
            unit_dropout=args["unit_dropout"], feat_unit_dropout=args["feat_unit_dropout"]
        )
        trainer.update(batch)
        if (step + 1) % args["shuffle_steps"] == 0:
            batches.shuffle()
        if progress is not None:
            progress(1)
    with quiet():
        trainer.save(str(target))
    if not target.is_file():  # Stanza only logs that it could not save
        raise ModelError(str(target), "the weights could not be written", "check the directory")


def _write(paragraphs: Sequence[Sequence[Tokens]], folder: Path) -> dict[str, str]:
    pairs = [text_and_labels(p) for p in paragraphs]
    files = {"txt": str(folder / "train.txt"), "label": str(folder / "train.labels")}
    Path(files["txt"]).write_text("\n\n".join(t for t, _ in pairs), encoding="utf-8")
    Path(files["label"]).write_text("\n\n".join(v for _, v in pairs), encoding="utf-8")
    return files


def evaluate(model: Path, sentences: Sequence[Tokens], seed: int = SEED) -> Figures:
    """Return the figures of a model directory on sentences joined to paragraphs of one to four."""
    segmenter = load_segmenter(str(model))
    scores: list[float] = []
    for variant in (list(sentences), [arabic_punctuation(s) for s in sentences]):
        rng = random.Random(seed)
        sizes = (rng.randint(1, 4) for _ in variant)
        tokens, ends = Counts(), Counts()
        for paragraph in paragraphs_of(variant, sizes):
            text, labels = text_and_labels(paragraph)
            found = segmenter.segment(text, _quotations(text))
            tokens.add(
                _gold(text, labels, "12"), {(t.start, t.end) for s in found for t in s.tokens}
            )
            ends.add(_gold(text, labels, "2"), {(s.start, s.end) for s in found})
        scores += (tokens.f1, ends.f1)
    return Figures(*scores)


class Counts:
    """Counts of spans right, found and wanted."""

    def __init__(self) -> None:
        self.right = self.found = self.wanted = 0

    def add(self, wanted: set[tuple[int, int]], found: set[tuple[int, int]]) -> None:
        """Count the spans of one paragraph."""
        self.right += len(wanted & found)
        self.found += len(found)
        self.wanted += len(wanted)

    @property
    def f1(self) -> float:
        """F1 in per cent."""
        return 200 * self.right / max(self.found + self.wanted, 1)


def _gold(text: str, labels: str, ends: str) -> set[tuple[int, int]]:
    """Return the spans that end at the given labels, without the spaces before them."""
    spans = set()
    start: int | None = None
    for index, (char, label) in enumerate(zip(text, labels, strict=True)):
        if start is None and char != " ":
            start = index
        if label in ends and start is not None:
            spans.add((start, index + 1))
            start = None
    return spans


def _quotations(text: str) -> list[Span]:
    """Return the quotations of a paragraph whose marks come in pairs, as the treebank's do."""
    marks = [m.start() for m in re.finditer('["«»]', text)]
    return [
        Span(start, end + 1, text[start : end + 1])
        for start, end in zip(marks[::2], marks[1::2], strict=False)
    ]
