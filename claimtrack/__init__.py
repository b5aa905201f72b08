"""Track claims and quotations in the news, Arabic first: who said what, and who else says so."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimtrack.articles import read as read
    from claimtrack.errors import ClaimtrackError as ClaimtrackError
    from claimtrack.models import Article as Article
    from claimtrack.models import Extraction as Extraction
    from claimtrack.models import Span as Span
    from claimtrack.models import Statement as Statement
    from claimtrack.pipeline import extract as extract
    from claimtrack.segmentation import load_segmenter as load_segmenter
    from claimtrack.store.reader import ClaimRecord as ClaimRecord
    from claimtrack.store.reader import SpeakerRecord as SpeakerRecord
    from claimtrack.tracker import Tracker as Tracker
    from claimtrack.tracker import open as open

# Names load when they are first used: `import claimtrack` stays light.
_HOMES = {
    "Article": "models",
    "ClaimRecord": "store.reader",
    "ClaimtrackError": "errors",
    "Extraction": "models",
    "Span": "models",
    "SpeakerRecord": "store.reader",
    "Statement": "models",
    "Tracker": "tracker",
    "extract": "pipeline",
    "load_segmenter": "segmentation",
    "open": "tracker",
    "read": "articles",
}

__all__ = [
    "Article",
    "ClaimRecord",
    "ClaimtrackError",
    "Extraction",
    "Span",
    "SpeakerRecord",
    "Statement",
    "Tracker",
    "extract",
    "load_segmenter",
    "open",
    "read",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'claimtrack' has no attribute {name!r}")
    return getattr(import_module(f"claimtrack.{_HOMES[name]}"), name)
