"""What people decide of speakers, laid over what their names give."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.entities.judged import regroup
from claimtrack.models import Decision, Span, Subject

SPEAKERS = [(f"a{n}", "p1") for n in range(6)]
NAMES = [("person", "سامر"), ("person", "سامر", "الحداد"), ("person", "الحداد")]
PAIRS = st.lists(st.sampled_from(SPEAKERS), min_size=2, max_size=2, unique=True)


def subject(at: tuple[str, str]) -> Subject:
    return Subject("/".join(at), Span(0, 4, "سامر"))


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(NAMES), min_size=6, max_size=6),
    st.lists(st.tuples(st.sampled_from(["accepted", "rejected"]), PAIRS), max_size=6),
)
def test_who_is_kept_apart_never_meets(
    names: list[tuple[str, ...]], judged: list[tuple[str, list[tuple[str, str]]]]
) -> None:
    """Whatever else was decided, contradictions among it; and everybody is in one group."""
    named = dict(zip(SPEAKERS, names, strict=True))
    decisions = [
        Decision("merge", verdict, subject(left), subject(right), f"2025-04-0{number}")
        for number, (verdict, (left, right)) in enumerate(judged, 1)
    ]
    groups = regroup({NAMES[0]: SPEAKERS}, named, decisions)
    assert sorted(at for held in groups.values() for at in held) == SPEAKERS
    home = {at: key for key, held in groups.items() for at in held}
    assert not [
        pair for verdict, pair in judged if verdict == "rejected" and home[pair[0]] == home[pair[1]]
    ]
