"""Whether two wordings of a claim agree so surely that two voices can corroborate it.

What joins a claim need only be more likely than not the same; what corroborates it must be so.
"""

from __future__ import annotations

from claimtrack.arabic import fold
from claimtrack.matching.conflicts import opposed, places
from claimtrack.matching.similarity import stems, words
from claimtrack.matching.slots import common_figures, figures
from claimtrack.models import Link

AGREE = 0.49
"""Least score of two wordings of which one at least is an outlet's own."""
AGREE_SPEAKERS = 0.6
"""Least score of what two speakers say: they more often say a like thing of different things."""
ALIKE = 0.55  # of what the shorter says stands in the longer
SPECIFIC = 0.08  # taken from it where the two share figures or countries
COUNTRIES = 3
TOLD_STEMS = 8  # content words without which an outlet's own wording says too little
# "تراجعت الأسهم الأوروبية", "تراجعت الأسهم الأميركية"
_REGIONS = {
    fold(form): name
    for name, adjective in (
        ("أوروبا", "أوروبي"), ("آسيا", "آسيوي"), ("أفريقيا", "أفريقي"), ("الخليج", "خليجي"),
    )
    for form in (name, adjective, f"{adjective}ة", f"ال{adjective}", f"ال{adjective}ة")
}  # fmt: skip


def agree(a: Link, b: Link, *, told: bool) -> bool:
    """Tell whether two links of one claim surely say the same; `told`: not by two speakers.

    Each is the nearest to the other that the claim holds of another origin, most of what the
    shorter says stands in the longer, and so does more than half of its figures.
    """
    one, other = a.span.text, b.span.text
    short, long = sorted((set(stems(one)), set(stems(other))), key=len)
    if a.score != b.score or len(short & long) < ALIKE * len(short):
        return False
    here, there = figures(one), figures(other)
    shared, least = common_figures(here, there), min(len(here), len(there))
    if (least and 2 * shared <= least) or opposed(one, other) or _elsewhere(one, other):
        return False
    if not told:
        return a.score >= AGREE_SPEAKERS
    if len(short) < TOLD_STEMS:
        return False
    specific = shared or len(places(one) & places(other)) >= COUNTRIES
    return a.score >= AGREE - (SPECIFIC if specific else 0.0)


def _elsewhere(a: str, b: str) -> bool:
    """Tell whether two texts name regions or countries, and none that both name."""
    here, there = (places(t) | {_REGIONS[w] for w in words(t) if w in _REGIONS} for t in (a, b))
    return bool(here and there and here.isdisjoint(there))
