"""Attribution: who says what by which word, by rules that know Arabic.

`attribute` reads as the method: find the cues and phrases of every sentence, settle where each
content ends, then who speaks. `narrations` is what is left: the outlet's own voice.
"""

from claimtrack.attribution.attribute import attribute
from claimtrack.attribution.narration import narrations

__all__ = ["attribute", "narrations"]
