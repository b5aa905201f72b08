"""What the outlet says in its own voice."""

import pytest

import claimtrack
from claimtrack import Article
from claimtrack.articles import paragraphs
from claimtrack.segmentation import Segmenter


def narrated(text: str, segmenter: Segmenter) -> list[str]:
    article = Article("id", "article.txt", text, paragraphs(text))
    found = claimtrack.extract(article, segmenter).statements
    return [s.content[0].text for s in found if s.mode == "narrated"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "وصل الوفد إلى المطار مساء أمس. وغادره بعد ساعة من وصوله.",
            ["وصل الوفد إلى المطار مساء أمس", "وغادره بعد ساعة من وصوله"],
        ),
        ("قال الوزير سامر الحداد إن الأسعار مستقرة.", []),
        (
            "وصل الوزير إلى المطار مساء أمس، مؤكدا أن الزيارة ناجحة.",
            ["وصل الوزير إلى المطار مساء أمس"],
        ),
        ("عنوان قصير\nوصل الوفد إلى المطار مساء أمس.", ["وصل الوفد إلى المطار مساء أمس"]),
    ],
)
def test_narrations(segmenter: Segmenter, text: str, wanted: list[str]) -> None:
    """Sentences and parts of them that no statement covers, of five words and more."""
    assert narrated(text, segmenter) == wanted


def test_narration_has_no_speaker(segmenter: Segmenter) -> None:
    """Mode "narrated", no cue, no speaker, sure of itself."""
    text = "وصل الوفد إلى المطار مساء أمس."
    article = Article("id", "article.txt", text, paragraphs(text))
    (narration,) = claimtrack.extract(article, segmenter).statements
    assert (narration.id, narration.mode, narration.rule) == ("n1", "narrated", "narration")
    assert (narration.cue, narration.speaker, narration.entity) == (None, None, None)
    assert (narration.speaker_kind, narration.speaker_type) == ("none", None)
    assert narration.confidence == 1.0
