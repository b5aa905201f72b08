"""Hypothesis strategies of articles and corpora with what is planted in them."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from claimtrack.arabic import fold
from claimtrack.lexicon import rows, terms
from claimtrack.models import Extraction, Stance
from claimtrack.testing.builders import Line, Planted, Voice, build, line

_MARKS = st.sampled_from((("«", "»"), ('"', '"'), ("“", "”")))

_VOICES = (
    Voice("وزير الصحة أحمد سالم", "سالم", "أحمد سالم", "person"),
    Voice("رئيس البلدية يوسف المنصوري", "المنصوري", "يوسف المنصوري", "person"),
    Voice("المديرة ليلى حداد", "حداد", "ليلى حداد", "person", feminine=True),
    Voice("وزيرة التعليم مريم القاسم", "القاسم", "مريم القاسم", "person", feminine=True),
    Voice("وزارة الزراعة", "وزارة الزراعة", "وزارة الزراعة", "government", feminine=True),
    Voice("حكومة البرتغال", "حكومة البرتغال", "حكومة البرتغال", "government", feminine=True),
    Voice("مصدر مطلع", "مصدر مطلع", "مصدر مطلع", "anonymous"),
)  # fmt: skip
_CLAUSES = (
    "المدارس ستفتح أبوابها يوم الأحد", "الطريق الساحلي سيغلق أسبوعين",
    "عدد المصابين ارتفع إلى سبعين", "المحادثات تستأنف في الربيع",
    "الميزانية الجديدة لا تكفي لإصلاح الجسور", "المستشفى الجديد يستقبل المرضى قريبا",
    "أسعار القمح انخفضت كثيرا هذا العام", "المطار سيبقى مغلقا حتى الصباح",
    "مياه النهر بلغت مستوى خطيرا", "الانتخابات تجري في موعدها",
)  # fmt: skip
_TAILS = ("", "", " رغم الظروف الصعبة", " في المناطق الشمالية", " بعد انتهاء الأشغال")
_TOLD = (
    "وتقع المدينة على الساحل الغربي للبلاد.", "وتستمر الأشغال في الميناء منذ سنوات.",
    "ويعيش في الوادي نحو ألف شخص.", "وشهدت الأسواق حركة كثيفة في الأيام الماضية.",
)  # fmt: skip
_TITLES = (None, "مستشفيات المدينة وطرقها", "صيف حار في البلاد")
_OUTLETS = ("صحيفة الصباح", "صحيفة المساء", "موقع النهار", "صحيفة الأفق", "موقع الميناء")
_DATELINES = ("", "", "القاهرة (رويترز) - ", "عمان - ", "بيروت - رويترز: ")


@cache
def _verbs(frame: str) -> tuple[dict[str, str], ...]:
    """The verbs of the lexicon by which a person says a quotation (`quote`) or clause (`that`)."""
    # Not with "between" or "by", which a past tense can read as, nor with what a law does.
    return tuple(
        row
        for row in rows("verbs")
        if row["past"]
        and {frame, "quote"} <= (frames := {f.partition("@")[0] for f in row["frames"].split()})
        and not frames & {"addr", "impersonal"}
        and fold(row["past"]) not in terms("function_words")
    )


def _cue(verb: dict[str, str], voice: Voice) -> str:
    past = verb["past"]
    if not voice.feminine:
        return past
    return (past[:-1] if past[-1] in "ىا" else past) + "ت"


def _that(verb: dict[str, str]) -> str:
    """The complementizer that a verb takes, with its preposition where it must have one."""
    prepositions = [f.partition("@")[2] for f in verb["frames"].split() if f.startswith("np@")]
    if verb["past"] == "قال":
        return "إن"
    if not prepositions or "np" in verb["frames"].split():
        return "أن"
    return prepositions[0] + ("أن" if len(prepositions[0]) == 1 else " أن")


_clauses = st.builds(lambda a, b: a + b, st.sampled_from(_CLAUSES), st.sampled_from(_TAILS))


@st.composite
def lines(draw: st.DrawFn, voice: Voice, first: bool) -> Line:
    """Sentences that report what a voice says: direct, indirect, mixed, in one or two statements.

    `first` tells whether it is the voice's first mention, which gives it its full form.
    """
    kind = draw(st.sampled_from(("direct", "indirect", "mixed", "two", "relayed", "phrase")))
    quoted = kind == "direct"
    verb = draw(st.sampled_from(_verbs("quote" if quoted else "that")))
    content = draw(_clauses)
    speaker = voice.full if first else voice.short
    conjunction = draw(st.sampled_from(("", "و")))
    words = {"cue": _cue(verb, voice), "speaker": speaker, "that": _that(verb), "content": content}
    stance: Any = verb["stance"]
    if quoted:
        opening, closing = draw(_MARKS)
        words |= {"opening": opening, "closing": closing}
        pattern = "{cue} {speaker}: {opening}{content}{closing}."
        return line(conjunction + pattern, [Planted(voice, "direct", stance=stance)], **words)
    if kind == "mixed":
        opening, closing = draw(_MARKS)
        head, _, rest = content.partition(" ")
        words["content"] = f"{head} {opening}{rest}{closing}"
        said = [Planted(voice, "mixed", stance=stance)]
        return line(conjunction + "{cue} {speaker} {that} {content}.", said, **words)
    if kind == "relayed":
        words |= {"cue": "قولها" if voice.feminine else "قوله", "relay": "وكالة رويترز"}
        pattern = "نقلت {relay} عن {speaker} {cue} إن {content}."
        return line(conjunction + pattern, [Planted(voice, "indirect")], **words)
    if kind == "phrase":
        words["cue"] = draw(st.sampled_from(("بحسب", "وفق")))
        return line("{content}، {cue} {speaker}.", [Planted(voice, "indirect")], **words)
    said = [Planted(voice, "indirect", stance=stance)]
    if kind == "indirect":
        return line(conjunction + "{cue} {speaker} {that} {content}.", said, **words)
    participle = draw(st.sampled_from(("مضيف", "موضح", "مؤكد")))
    words |= {"cue2": participle + ("ة" if voice.feminine else "ا"), "content2": draw(_clauses)}
    more: Stance = "confirm" if participle == "مؤكد" else "assert"
    said.append(Planted(voice, "indirect", "inherited", more))
    pattern = "{cue} {speaker} {that} {content}، {cue2} أن {content2}."
    return line(conjunction + pattern, said, **words)


@st.composite
def stories(draw: st.DrawFn, max_lines: int = 5) -> tuple[Line, ...]:
    """The sentences of an article: what several voices say, and now and then a narration."""
    voices = draw(st.lists(st.sampled_from(_VOICES), min_size=1, max_size=3, unique=True))
    found: list[Line] = []
    seen: set[Voice] = set()
    for _ in range(draw(st.integers(1, max_lines))):
        if found and draw(st.integers(0, 3)) == 0:
            found.append(line(draw(st.sampled_from(_TOLD))))
            continue
        voice = draw(st.sampled_from(voices))
        found.append(draw(lines(voice, voice not in seen)))
        seen.add(voice)
    return tuple(found)


_days = st.dates().map(str) | st.none()


def articles(max_lines: int = 5) -> st.SearchStrategy[Extraction]:
    """Articles with the statements planted in them."""
    return st.builds(
        build,
        stories(max_lines),
        outlet=st.sampled_from((None, *_OUTLETS)),
        title=st.sampled_from(_TITLES),
        dateline=st.sampled_from(_DATELINES),
        published=_days,
    )


@st.composite
def corpora(draw: st.DrawFn, max_articles: int = 5) -> tuple[Extraction, ...]:
    """Articles of several outlets: own reports, reprints, and reprints with a line more or less."""
    told = draw(st.lists(stories(), min_size=1, max_size=3))
    found: dict[str, Extraction] = {}
    for number in range(draw(st.integers(1, max_articles))):
        story = draw(st.sampled_from(told))
        change = draw(st.sampled_from(("none", "shorter", "longer")))
        if change == "shorter":
            story = story[:-1] or story
        elif change == "longer":
            story = (*story, line(draw(st.sampled_from(_TOLD))))
        planted = build(
            story,
            outlet=draw(st.sampled_from(_OUTLETS)),
            dateline=draw(st.sampled_from(_DATELINES)),
            published=draw(_days),
            path=f"news/{number}.txt",
        )
        found[planted.article.id] = planted
    return tuple(found.values())
