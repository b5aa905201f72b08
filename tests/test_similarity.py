"""How alike two texts are, without a model: character n-grams by weight, and stems."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.matching import CharTfidf, train_idf
from claimtrack.matching.similarity import BUCKETS, stem


@given(
    st.text(alphabet="ابتسعمنوي ةأ.،", max_size=60), st.text(alphabet="ابتسعمنوي ةأ.،", max_size=60)
)
def test_similarity_is_symmetric_and_bounded(a: str, b: str) -> None:
    """0 to 1 from both sides, and 1 for a text with itself."""
    alike = CharTfidf()
    assert alike(a, b) == pytest.approx(alike(b, a))
    assert 0 <= alike(a, b) <= 1
    if any(c.isalpha() for c in a):
        assert alike(a, a) == pytest.approx(1)


def test_stems_lose_clitics_and_endings() -> None:
    """Words that differ by clitics and pronouns alone have one stem; short words keep theirs."""
    assert {stem(w) for w in ("وبالاتفاقات", "اتفاق", "الاتفاق", "لاتفاقنا")} == {"اتفاق"}
    assert stem("ولايتي") == stem("ولايته") == stem("ولايتها")
    assert stem("ستنضم") == stem("تنضم")
    assert [stem(w) for w in ("كتب", "وزير", "بلد", "فاس")] == ["كتب", "وزير", "بلد", "فاس"]


def test_rare_n_grams_weigh_more() -> None:
    """The table has a weight for each bucket, less for what is in every text."""
    table = train_idf(["قال الوزير", "قال السفير", "قال التاجر"])
    assert table.shape == (BUCKETS,)
    assert table.dtype == np.float16
    assert table.min() == 1
    assert table.max() == pytest.approx(np.log(4) + 1, abs=0.01)
