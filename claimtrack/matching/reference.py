"""What a content points back to, and whether it calls it untrue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claimtrack.arabic import fold, fold_aligned
from claimtrack.lexicon import terms
from claimtrack.models import Span, Statement

_SAID = (
    "قاله", "قالته", "ذكره", "ذكرته", "اعلنه", "اعلنته", "اورده", "اوردته", "زعمه", "زعمته",
    "ادعاه", "ادعته", "نشره", "نشرته",
)  # fmt: skip
_THING = (
    "الامر", "الكلام", "الاتهام", "الاتهامات", "المزاعم", "التصريحات", "الانباء", "المعلومات",
    "الاخبار", "الروايه", "التقارير", "التهم",
)  # fmt: skip
# What one who speaks has given: "رواية إيران".
_ACCOUNT = ("روايه", "تفسير", "مزاعم", "ادعاءات", "تصريحات", "اقوال", "كلام", "اتهامات")
_ANAPHOR = re.compile(
    rf"(?:ما (?:{'|'.join(_SAID)})(?P<who>(?: \w+){{0,4}}?)"
    rf"|(?:هذا|هذه|تلك)(?: (?:{'|'.join(_THING)}))?"
    rf"|(?:{'|'.join(_ACCOUNT)})(?P<whose>(?: \w+){{1,4}}?)"
    rf"|ذلك|{'|'.join(_THING)})"
    r"(?: ايضا| كذلك| تماما| بشده)*$"
)
_SUBJECT = re.compile(r"(?:و|ف|ب)?(?:أن|إن|ان|أنّ|إنّ)(?:ه|ها|هم|هما|هن)\b\s*")
# A clause without a person for a subject: "أنه سيتم الإعلان".
_IMPERSONAL = (
    "سيتم", "يتم", "تم", "سيجري", "يجري", "جرى", "يجب", "ينبغي", "يمكن", "لا", "لم", "لن", "ليس",
    "من", "في", "على", "إذا", "كلما", "مع", "بعد", "منذ", "خلال", "سيكون", "يكون", "كان", "قد",
    "لو",
)  # fmt: skip


def referent(statement: Statement, statements: Sequence[Statement]) -> Span | None:
    """Find what a denial or confirmation points back to: "نفى ما قاله المعهد", "أكدت هذا الأمر".

    The nearest statement before it: by the speaker named, or else by any but its own speaker.
    None where it points nowhere, or to nothing found.
    """
    if statement.stance not in ("deny", "confirm"):
        return None
    match = _ANAPHOR.match(fold(statement.content[0].text))
    if match is None:
        return None
    named = (match.group("who") or match.group("whose") or "").split()
    for earlier in reversed(statements[: statements.index(statement)]):
        if earlier.mode == "narrated" or not earlier.content or earlier.entity == statement.entity:
            continue
        said = longest(earlier)
        if not _ANAPHOR.match(fold(said.text)) and _is_by(earlier, named):
            return said
    return None


def _is_by(statement: Statement, named: Sequence[str]) -> bool:
    name = statement.entity.name if statement.entity else ""
    spoken = statement.speaker.text if statement.speaker else ""
    forms = fold(f"{name} {spoken}").split()
    return all(word in forms or word.removeprefix("ال") in forms for word in named)


def longest(statement: Statement) -> Span:
    """Give the longest piece of a content that its cue interrupts."""
    return max(statement.content, key=lambda span: span.end - span.start)


def resolved(text: str, statement: Statement) -> str:
    """Put the speaker's name for the pronoun that begins an indirect clause: "أنها ستنضم"."""
    if statement.entity is None or statement.entity.type == "anonymous":
        return text
    match = _SUBJECT.match(text) if statement.mode != "direct" else None
    if match is None or text[match.end() :].split(maxsplit=1)[:1] in ([w] for w in _IMPERSONAL):
        return text
    return f"{statement.entity.name} {text[match.end() :]}"


def charge(said: Span) -> Span | None:
    """Find what a content denies that calls a charge untrue: "اتهامات بأن … بأنها أكاذيب"."""
    folded = fold_aligned(said.text)
    match = _charge().match(folded.text)
    if match is None:
        return None
    start, end = folded.offsets[match.start("what")], folded.offsets[match.end("what")]
    return Span(said.start + start, said.start + end, said.text[start:end])


def calls_untrue(text: str) -> bool:
    """Tell whether a content calls what it is about untrue: "اتهامات … بأنها أكاذيب"."""
    return _untrue().search(fold(text)) is not None


@cache
def _charge() -> re.Pattern[str]:
    return re.compile(
        rf"(?:ال)?(?:{'|'.join(word.removeprefix('ال') for word in _THING)})(?: \w+){{0,2}}?"
        r" (?:(?:بان|عن|حول) |ب)(?P<what>\w.{8,}?) ب?(?:انها|انه)\W+"
        rf"{_untrue().pattern}"
    )


@cache
def _untrue() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(terms('denials'))))})(?!\w)")
