"""Articles made up together with what is to be found in them: Hypothesis strategies and builders.

    from claimtrack.testing import articles, corpora, write_record

    @given(articles())
    def test_reader(planted):
        assert my_reader(planted.article.text) == planted.statements

What is planted is an `Extraction`, as if the article had been read: it can be compared with what a
reader finds, or written to a file without reading anything. Needs Hypothesis.
"""

from claimtrack.testing.builders import Line, Planted, Voice, build, line
from claimtrack.testing.records import findings, rows, write_record
from claimtrack.testing.strategies import articles, corpora, lines, stories

__all__ = [
    "Line",
    "Planted",
    "Voice",
    "articles",
    "build",
    "corpora",
    "findings",
    "line",
    "lines",
    "rows",
    "stories",
    "write_record",
]
