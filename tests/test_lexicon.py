"""The lexicon's reader, and what its tables must hold for the rules to work."""

import pytest

from claimtrack import lexicon
from claimtrack.arabic import fold

STANCES = {
    "assert", "confirm", "deny", "demand", "expect", "warn", "promise", "accuse", "condemn",
    "praise", "ask", "retract",
}  # fmt: skip
TYPES = {
    "person", "government", "organization", "media", "anonymous", "collective", "document"
}  # fmt: skip


def test_a_row_is_keyed_by_the_header() -> None:
    """A fact is a dict of its columns."""
    (row,) = [row for row in lexicon.rows("verbs") if row["past"] == "قال"]
    assert (row["present"], row["participle"], row["stance"]) == ("يقول", "قائل", "assert")


def test_terms_are_folded() -> None:
    """Terms compare with folded text."""
    assert "مسوول" in lexicon.terms("heads")


@pytest.mark.parametrize("word", ["قال", "أضاف", "أكد", "أعلن", "نفى", "طالب", "حذر", "اتهم"])
def test_common_verbs_are_there(word: str) -> None:
    """The verbs that every newsroom uses."""
    assert word in {row["past"] for row in lexicon.rows("verbs")}


def test_stances_are_known() -> None:
    """A verb has one of the stances that a statement may have."""
    assert {row["stance"] for row in lexicon.rows("verbs")} <= STANCES


def test_forms_of_a_verb_are_arabic_words() -> None:
    """Each form is one word, and each verb has at least one."""
    for row in lexicon.rows("verbs"):
        forms = [row[tense] for tense in ("past", "present", "participle", "noun") if row[tense]]
        assert forms != []
        assert [form for form in forms if len(fold(form).split()) != 1] == []


def test_types_of_heads_are_known() -> None:
    """The word that heads a speaker's phrase tells one of the types of speakers."""
    assert {row["type"] for row in lexicon.rows("heads")} >= TYPES - {"collective"}
