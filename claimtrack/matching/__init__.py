"""Do two statements say the same: candidates, similarity, conflict, and claims from them."""

from claimtrack.matching.claims import Conflict, Matching, match
from claimtrack.matching.semantic import Semantic, train_common
from claimtrack.matching.similarity import CharTfidf, Similarity, train_idf

__all__ = [
    "CharTfidf",
    "Conflict",
    "Matching",
    "Semantic",
    "Similarity",
    "match",
    "train_common",
    "train_idf",
]
