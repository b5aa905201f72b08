"""The order of the rooms, and nothing else."""

from __future__ import annotations

from claimtrack.attribution import attribute
from claimtrack.models import Article, Extraction
from claimtrack.quotations import pair
from claimtrack.segmentation import Segmenter


def extract(article: Article, segmenter: Segmenter) -> Extraction:
    """Find all statements of an article."""
    quotations = pair(article.text, article.paragraphs)
    sentences = segmenter.segment(article.text, [q.outer for q in quotations])
    statements, speakers, mentions = attribute(article.text, sentences, quotations)
    return Extraction(article, sentences, statements, speakers, mentions)
