"""The commands that train what the package ships."""

from __future__ import annotations

from pathlib import Path

import click

from claimtrack.terminal import progress


@click.command()
@click.argument("treebank", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where to put it.")
@click.option("--seed", type=int, help="Of the random numbers; the same gives the same model.")
@click.option("--steps", type=click.IntRange(1), help="How long to train.")
def train_segmenter(treebank: Path, out: Path, seed: int | None, steps: int | None) -> None:
    """Train the sentence and token model on TREEBANK, a CoNLL-U file."""
    from claimtrack.segmentation import training

    total = steps or training.STEPS
    done = 0
    with progress("Training") as bar:

        def advance(count: int) -> None:
            nonlocal done
            done += count
            bar(done, total)

        figures = training.train_segmenter(
            treebank, out, seed=training.SEED if seed is None else seed, steps=total,
            progress=advance,
        )  # fmt: skip
    click.echo(figures)


@click.command()
@click.argument("treebank", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
def train_tagger(treebank: Path, out: Path) -> None:
    """Train the tagger of verbs and adjectives on TREEBANK, a CoNLL-U file."""
    from claimtrack.attribution import tagger

    tagger.train_tagger(treebank, out)


COMMANDS = (train_segmenter, train_tagger)
