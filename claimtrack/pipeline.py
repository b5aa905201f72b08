"""The order of the rooms, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from claimtrack.attribution import attribute, narrations
from claimtrack.models import Article, Extraction, Quotation, Sentence
from claimtrack.quotations import pair
from claimtrack.segmentation import Segmenter


def extract(article: Article, segmenter: Segmenter) -> Extraction:
    """Find all statements of an article, and what its outlet says in its own voice."""
    return extract_all([article], segmenter)[0]


def extract_all(articles: Sequence[Article], segmenter: Segmenter) -> list[Extraction]:
    """Find them in each article; one call for some articles is faster than one for each."""
    quotations = [pair(article.text, article.paragraphs) for article in articles]
    closed = [[q.outer for q in of_article if q.closed] for of_article in quotations]
    segmented = segmenter.segment_all([article.text for article in articles], closed)
    return list(map(_extraction, articles, quotations, segmented))


def _extraction(
    article: Article, quotations: Sequence[Quotation], sentences: tuple[Sentence, ...]
) -> Extraction:
    day = (article.published or "")[:10]
    published = date.fromisoformat(day) if len(day) == 10 else None  # a month alone is no day
    statements, speakers, mentions = attribute(article.text, sentences, quotations, published)
    told = narrations(article.text, sentences, statements)
    return Extraction(article, sentences, statements + told, speakers, mentions)
