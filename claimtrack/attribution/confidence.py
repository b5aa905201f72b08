"""How sure a statement is, from the rule that made it.

The numbers are shares of right statements on annotated newspaper articles, rounded towards
caution where few were seen; factors multiply. `make bench` prints how well they hold.
"""

from __future__ import annotations

from claimtrack.attribution.drafts import Draft
from claimtrack.models import Mode, SpeakerKind

_MARKERS = {"that": 0.94, "colon": 0.95, "quote": 0.95, "np": 0.9, "desc": 0.88, "phrase": 0.8}
_DIRECT = 0.97
_INHERITED, _NO_SPEAKER = 0.97, 0.5
_NESTED, _NOUN, _PRESENT, _LONG = 0.75, 0.85, 0.95, 0.9
_LONG_CONTENT = 600  # characters of unquoted words, after which an end is often missed


def confidence(draft: Draft, mode: Mode, kind: SpeakerKind, chars: int, *, nested: bool) -> float:
    """Return the share of statements of this make that are right, between 0 and 1."""
    value = _DIRECT if mode == "direct" else _MARKERS[draft.marker]
    if kind != "overt":
        value *= _INHERITED if kind == "inherited" else _NO_SPEAKER
    if nested:
        value *= _NESTED
    if draft.form is not None and draft.form.tense == "noun" and draft.marker != "colon":
        value *= _NOUN
    if draft.form is not None and draft.form.tense == "present" and draft.marker in ("np", "desc"):
        value *= _PRESENT
    if mode != "direct" and chars > _LONG_CONTENT:
        value *= _LONG
    return round(value, 2)


def rule_name(draft: Draft) -> str:
    """Name the rule: how the cue was found and what opens its complement, "past+that"."""
    tense = draft.form.tense if draft.form is not None else "phrase"
    return f"{draft.source or tense}+{draft.marker}"
