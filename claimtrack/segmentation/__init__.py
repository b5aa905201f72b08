"""Paragraphs, sentences and tokens of an article, by a Stanza model for newspaper Arabic."""

from claimtrack.segmentation.loading import load_segmenter
from claimtrack.segmentation.segmenter import Segmenter

__all__ = ["Segmenter", "load_segmenter"]
