"""Files (text, HTML, JSON, feeds) to articles: text, paragraphs, title, source, date, credit."""

from claimtrack.articles.files import read
from claimtrack.articles.head import find_credit, paragraphs

__all__ = ["find_credit", "paragraphs", "read"]
