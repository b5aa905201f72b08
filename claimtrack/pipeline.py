"""The order of the rooms, and nothing else."""

from __future__ import annotations

from datetime import date

from claimtrack.attribution import attribute, narrations
from claimtrack.models import Article, Extraction
from claimtrack.quotations import pair
from claimtrack.segmentation import Segmenter


def extract(article: Article, segmenter: Segmenter) -> Extraction:
    """Find all statements of an article, and what its outlet says in its own voice."""
    text = article.text
    quotations = pair(text, article.paragraphs)
    sentences = segmenter.segment(text, [q.outer for q in quotations if q.closed])
    day = (article.published or "")[:10]
    published = date.fromisoformat(day) if len(day) == 10 else None  # a month alone is no day
    statements, speakers, mentions = attribute(text, sentences, quotations, published)
    told = narrations(text, sentences, statements)
    return Extraction(article, sentences, statements + told, speakers, mentions)
