"""Do two statements say the same: candidates, similarity, conflict, and claims from them."""

from claimtrack.matching.claims import Conflict, Matching, match
from claimtrack.matching.similarity import CharTfidf, Similarity, train_idf

__all__ = ["CharTfidf", "Conflict", "Matching", "Similarity", "match", "train_idf"]
