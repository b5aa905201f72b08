"""Clusters are formed where something changed, and come to what all of them formed at once do."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.matching.clusters import groups

KEYS = [(f"a{n}", "s1", 0) for n in range(9)]
NEARS = st.lists(
    st.sampled_from([None, 0.5, 0.9, 1.0, 1.0, 1.1, 1.1, 1.3]), min_size=36, max_size=36
).map(
    lambda drawn: {
        key: {
            other: margin
            for pair, margin in zip(combinations(KEYS, 2), drawn, strict=True)
            for other in pair
            if margin and key in pair and other != key
        }
        for key in KEYS
    }
)


@settings(max_examples=100)
@given(NEARS, st.data())
def test_a_group_is_found_again_among_whole_groups(
    near: dict[tuple[str, str, int], dict[tuple[str, str, int], float]], data: st.DataObject
) -> None:
    """Whichever other groups are there, equal margins included."""
    found = groups(KEYS, near)
    some = data.draw(st.lists(st.sampled_from(found), unique=True))
    assert groups([key for group in some for key in group], near) == sorted(some)
