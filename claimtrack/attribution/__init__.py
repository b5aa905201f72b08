"""Attribution: who says what by which word, by rules that know Arabic.

`attribute` reads as the method: find the cues and phrases of every sentence, settle where each
content ends, then who speaks.
"""

from claimtrack.attribution.attribute import attribute

__all__ = ["attribute"]
