"""Loading of a segmentation model: ours, or any Stanza model directory."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from claimtrack.errors import ModelError
from claimtrack.segmentation.segmenter import Segmenter

OWN_MODEL = Path(__file__).parent / "model"
_REMEDY = "give a directory that stanza.download or `claimtrack train-segmenter` wrote"


def load_segmenter(stanza_dir: str | None = None) -> Segmenter:
    """Load our model, or the Arabic tokenizer of the Stanza model directory `stanza_dir`.

    Sets torch to one thread, the fastest for a model this small. Raise ModelError where the
    directory holds no Arabic tokenizer that Stanza can load.
    """
    folder = OWN_MODEL if stanza_dir is None else Path(stanza_dir)
    model = _tokenizer_in(folder)

    import torch
    from stanza.models.tokenization.trainer import Trainer  # seconds: only when it is wanted

    torch.set_num_threads(1)
    try:
        # Stanza reads the file with weights_only: a model directory can run no code.
        with quiet():
            trainer = Trainer(model_file=str(model), device="cpu")
            return Segmenter(trainer, partial(load_segmenter, stanza_dir))
    except Exception as error:  # torch and Stanza raise of every kind on a broken file
        raise ModelError(
            str(model), f"Stanza cannot load it ({type(error).__name__}: {error})", _REMEDY
        ) from error


@contextmanager
def quiet() -> Iterator[None]:
    """Keep Stanza's log, which goes to the terminal by default, silent inside the block."""
    logger = logging.getLogger("stanza")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _tokenizer_in(folder: Path) -> Path:
    """Return the tokenizer file of a Stanza model directory, its default one if it names one."""
    if not folder.is_dir():
        raise ModelError(str(folder), "no such directory", _REMEDY)
    models = sorted((folder / "ar" / "tokenize").glob("*.pt"))
    if not models:
        raise ModelError(str(folder), "no Arabic tokenizer (ar/tokenize/*.pt) in it", _REMEDY)
    default = _default_package(folder / "resources.json")
    return next((model for model in models if model.stem == default), models[0])


def _default_package(resources: Path) -> str | None:
    """Return the name of the default Arabic tokenizer in a resources.json of Stanza, if any."""
    try:
        arabic = json.loads(resources.read_text(encoding="utf-8"))["ar"]
        return str(arabic["packages"]["default"]["tokenize"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
