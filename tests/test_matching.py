"""Which statements say the same, which contradict one another, and the claims they make."""

from __future__ import annotations

from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.matching import Matching, match
from claimtrack.matching.similarity import stems
from claimtrack.models import (
    Article,
    Extraction,
    Link,
    Mode,
    Origin,
    Source,
    Span,
    Speaker,
    Stance,
    Statement,
)

MINISTER = Speaker("p1", "خالد العامري", "person")
BANK = Speaker("p2", "البنك المركزي", "organization")
SOURCE = Speaker("p3", "مصدر مطلع", "anonymous")
FILLER = "وجرى ذلك في يوم ماطر شهدت فيه المدينة ازدحاما كبيرا على الطرق المؤدية إلى الميناء"


def said(text: str, speaker: Speaker | None = MINISTER, stance: Stance = "assert") -> Statement:
    """Build an indirect statement, or a narration where there is no speaker; spans follow."""
    mode: Mode = "indirect" if speaker else "narrated"
    return Statement(
        "", (Span(0, 0, text),), mode, entity=speaker, stance=stance, speaker_kind="overt"
    )


def article(
    id_: str, *statements: Statement, day: str | None = "2025-03-01", about: str = ""
) -> Extraction:
    """Build an article of these statements, one a line, with text in between."""
    lines: list[str] = [about]
    placed = []
    at = len(about) + 1
    for i, s in enumerate(statements):
        content = s.content[0].text
        span = Span(at, at + len(content), content)
        placed.append(
            Statement(
                f"s{i + 1}", (span,), s.mode, entity=s.entity, stance=s.stance, speaker_kind="overt"
            )
        )
        lines.append(content)
        at = span.end + 1
    found = Article(
        id_, f"{id_}.txt", "\n".join(lines), source=Source(f"صحيفة {id_}"), published=day
    )
    speakers = {s.entity.id: s.entity for s in placed if s.entity}
    return Extraction(found, (), tuple(placed), tuple(speakers.values()))


def run(*extractions: Extraction, origins: tuple[Origin, ...] = ()) -> Matching:
    """Match articles in which a speaker's id means the same speaker everywhere."""
    speakers = {(e.article.id, s.id): s for e in extractions for s in (MINISTER, BANK, SOURCE)}
    return match(extractions, speakers, origins)


def joined(matching: Matching) -> list[list[str]]:
    """List the members of each claim that has two or more."""
    by_claim: dict[str, list[str]] = {}
    for link in matching.links:
        by_claim.setdefault(link.claim, []).append(f"{link.article}/{link.statement}")
    return sorted(sorted(m) for m in by_claim.values() if len(m) > 1)


def only(matching: Matching) -> list[Link]:
    """Give the links of the one claim that there is."""
    (claim,) = matching.claims
    assert {link.claim for link in matching.links} == {claim.id}
    return list(matching.links)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "انضمامنا المتوقع إلى المعاهدة يمثل استمرارا طبيعيا لسياسة الحوار والاحترام المتبادل",
            "الانضمام إلى المعاهدة يمثل استمرارا طبيعيا لسياسة البلاد القائمة على الحوار والاحترام",
        ),
        (
            "البنك سيرفع سعر الفائدة ربع نقطة مئوية في اجتماعه المقبل",
            "سعر الفائدة سيرفعه البنك بمقدار ربع نقطة مئوية في الاجتماع المقبل",
        ),
        (
            "المطار الجديد سيفتتح في مطلع أكتوبر المقبل",
            "المطار الجديد سيُفتتح في مطلع اكتوبر المقبل",
        ),
    ],
)
def test_the_same_in_other_words_is_one_claim(one: str, other: str) -> None:
    """A changed pronoun, another order, other spelling."""
    links = only(run(article("a1", said(one)), article("a2", said(other))))
    assert [(k.article, k.relation, k.party) for k in links] == [
        ("a1", "same", "p1"),
        ("a2", "same", "p1"),
    ]


def test_a_machine_s_suspicion_is_stored_and_joins_nothing() -> None:
    """Differing numbers, a negation: two claims and a conflict, which nobody has judged."""
    numbers = run(
        article("a1", said("قتل 12 شخصا في انفجار وسط العاصمة صباح السبت")),
        article("a2", said("قتل 27 شخصا في انفجار وسط العاصمة صباح السبت")),
    )
    assert len(numbers.claims) == 2
    assert [c.reason for c in numbers.conflicts] == ["number"]
    assert joined(numbers) == []
    negation = run(
        article("a1", said("الحكومة ستوقع الاتفاق الجديد قريبا")),
        article("a2", said("الحكومة لن توقع الاتفاق الجديد قريبا", BANK)),
    )
    assert len(negation.claims) == 2
    assert [c.reason for c in negation.conflicts] == ["negation"]
    assert {(k.relation, k.basis) for k in negation.links} == {("same", "lexical")}


def test_a_denial_refutes_by_its_cue() -> None:
    """What a party denies is the claim; the denial refutes it and does not word it."""
    claim = "البنك سيرفع سعر الفائدة ربع نقطة مئوية في اجتماعه المقبل"
    links = only(
        run(
            article("a1", said(claim, SOURCE)),
            article("a2", said("رفع سعر الفائدة ربع نقطة مئوية في اجتماعه المقبل", BANK, "deny")),
        )
    )
    assert [(k.relation, k.basis, k.party) for k in links] == [
        ("same", "lexical", None),
        ("refutes", "cue", "p2"),
    ]


def test_a_denial_of_what_another_said_finds_it() -> None:
    """ "نفى ما قاله البنك" refutes the bank's statement, in its own article and in others."""
    text = "الدين الخارجي سيتجاوز مئة مليار درهم بنهاية العام الجاري"
    found = run(
        article("a1", said(text, BANK), said("ما قاله البنك", MINISTER, "deny")),
        article("a2", said(text, BANK)),
    )
    (claim,) = found.claims
    assert claim.text == text
    assert [(k.article, k.statement, k.relation) for k in found.links] == [
        ("a1", "s1", "same"),
        ("a1", "s2", "refutes"),
        ("a2", "s1", "same"),
    ]


def test_a_denial_of_an_account_finds_what_its_owner_said() -> None:
    """ "شكك في رواية البنك" refutes what the bank said, in its own article and in others."""
    text = "الدين الخارجي سيتجاوز مئة مليار درهم بنهاية العام الجاري"
    found = run(
        article("a1", said(text, BANK), said("رواية البنك", stance="deny")),
        article("a2", said(text, BANK)),
    )
    assert [(k.article, k.statement, k.relation) for k in found.links] == [
        ("a1", "s1", "same"),
        ("a1", "s2", "refutes"),
        ("a2", "s1", "same"),
    ]


def test_what_is_called_lies_is_refuted_where_others_say_it() -> None:
    """ "اتهامات بكذا بأنها أكاذيب" refutes the accusation, whether another makes it or nobody."""
    charge = "الوزارة تخفي وثائق عن صفقة الطائرات القديمة"
    answer = "اتهامات بأن الوزارة تخفي وثائق عن صفقة الطائرات القديمة بأنها أكاذيب"
    links = only(run(article("a1", said(charge, SOURCE)), article("a2", said(answer))))
    assert [k.relation for k in links] == ["same", "refutes"]
    alone = run(article("a2", said(answer)))
    assert [k.relation for k in only(alone)] == ["refutes"]
    assert alone.claims[0].text == charge


def test_what_an_outlet_tells_of_something_untrue_refutes_nothing() -> None:
    """A penalty that was "غير صحيحة" is no denial of the report of it."""
    told = "الفريق الأزرق احتاج إلى ركلة جزاء غير صحيحة في الوقت بدل الضائع ليبلغ المباراة النهائية"
    other = "الفريق الأزرق احتاج إلى ركلة جزاء ظالمة في الوقت بدل الضائع ليبلغ المباراة النهائية"
    found = run(article("a1", said(told, None)), article("a2", said(other, None)))
    assert [k.relation for k in only(found)] == ["same", "same"]


def test_a_statement_of_two_sentences_supports_two_claims() -> None:
    """Each part is linked with its own span, at offsets that hold."""
    first = "المصنع الجديد سيوظف ثلاثة آلاف عامل من أبناء المنطقة"
    second = "الإنتاج سيبدأ قبل نهاية الشتاء المقبل بطاقة محدودة"
    long = article("a1", said(f"{first}. {second}"))
    found = run(long, article("a2", said(first, BANK)), article("a3", said(second, BANK)))
    assert joined(found) == [["a1/s1", "a2/s1"], ["a1/s1", "a3/s1"]]
    spans = [k.span for k in found.links if k.article == "a1"]
    assert sorted(s.text for s in spans) == sorted([first, second])
    assert all(long.article.text[s.start : s.end] == s.text for s in spans)


def test_a_pronoun_for_the_speaker_is_resolved() -> None:
    """ "أعلن البنك أنه سيخفض" says what "البنك المركزي سيخفض" says; the claim is worded so."""
    found = run(
        article("a1", said("أنه سيخفض سعر الصرف تدريجيا", BANK)),
        article("a2", said("البنك المركزي سيخفض سعر الصرف تدريجيا", MINISTER)),
    )
    assert joined(found) == [["a1/s1", "a2/s1"]]
    assert found.claims[0].text == "البنك المركزي سيخفض سعر الصرف تدريجيا"


def test_narrations_join_and_are_never_claims_alone() -> None:
    """The outlet is the party, but not where its own article quotes someone for the same."""
    text = "افتتح الجسر الجديد فوق النهر بعد عامين من أعمال البناء"
    assert run(article("a1", said(text, None))).claims == ()
    both = run(article("a1", said(text, None)), article("a2", said(text, None)))
    assert both.claims[0].kind == "narrated"
    assert [k.party for k in both.links] == ["صحيفة a1", "صحيفة a2"]
    quoted = run(article("a1", said(text), said(text, None)), article("a2", said(text, None)))
    assert [k.party for k in only(quoted)] == ["p1", None, "صحيفة a2"]


def test_what_an_outlet_tells_twice_is_no_claim() -> None:
    """Two narrations of one outlet alone; beside another outlet's both are members."""
    told = said("الأمطار أغرقت حي الميناء القديم وقطعت طريق المطار ليلة الخميس", None)
    first, second, other = (article(f"a{i}", told) for i in range(3))
    own = Source("صحيفة الساحل")
    first, second = (evolve(e, article=evolve(e.article, source=own)) for e in (first, second))
    assert joined(run(first, second)) == []
    assert joined(run(first, second, other)) == [["a0/s1", "a1/s1", "a2/s1"]]


def test_what_two_articles_share_alone_must_be_surer() -> None:
    """A pair that is likely joins where the articles share a sure one, and else does not."""
    likely = (
        said("أضرار في السوق المجاورة كبيرة جدا"),
        said("السوق القريبة أغلقت يومين بسبب أضرار كبيرة لحقت بأبوابها ولم يحدد موعد لفتحها"),
    )
    about = "العاصفة التي ضربت الميناء القديم أغرقت القوارب وأضرت بالصيادين"
    sure = said("العاصفة أغرقت عشرين قاربا في الميناء القديم فجر الثلاثاء")
    alone = run(*(article(f"a{i}", s, about=about) for i, s in enumerate(likely)))
    beside = run(*(article(f"a{i}", sure, s, about=about) for i, s in enumerate(likely)))
    assert joined(alone) == []
    assert joined(beside) == [["a0/s1", "a1/s1"], ["a0/s2", "a1/s2"]]


def test_an_anonymous_speaker_is_no_party() -> None:
    """Anonymous statements are claims and evidence, and nobody vouches."""
    (link,) = only(run(article("a1", said("الوزير سيستقيل بعد عودته من السفر", SOURCE))))
    assert (link.party, link.relation, link.score) == (None, "same", 1.0)


def test_statements_weeks_apart_are_not_compared() -> None:
    """The same stock phrase of another month is another claim."""
    text = "العلاقات بين البلدين الشقيقين تشهد تطورا كبيرا في جميع المجالات"
    early = article("a1", said(text), day="2025-01-01")
    assert joined(run(early, article("a2", said(text), day="2025-03-01"))) == []
    assert joined(run(early, article("a2", said(text), day="2025-01-20"))) != []


def test_what_both_articles_are_full_of_says_little() -> None:
    """On one event, shared names join nothing; what is said of them has to be shared."""
    name = "اتفاقية الحدود البحرية بين قبرص ولبنان"
    topics = (
        "تفتح باب التنقيب", "يعارضها نواب الجنوب", "عرضت على القضاة", "صيغت بلغة غامضة",
    )  # fmt: skip
    others = (
        "ترجمت إلى اليونانية", "انتظرها الصيادون سنوات", "تفتح باب التنقيب قريبا", "كلفت كثيرا",
    )  # fmt: skip
    first = article("a1", *(said(f"{name} {t}") for t in topics), about=FILLER)
    second = article("a2", *(said(f"{name} {t}") for t in others), about=FILLER)
    assert joined(run(first, second)) == [["a1/s1", "a2/s3"]]


def test_that_two_texts_name_one_person_says_little() -> None:
    """What is said of him has to be shared: the words of his name count for a tenth."""
    name = "المستشار الدكتور هيثم الجبوري"
    one = article("a1", said(f"{name} افتتح معرض الخزف القديم بالمدينة", BANK))
    other = article("a2", said(f"{name} زار مرضى السكري أمس", BANK))
    assert joined(run(one, other)) == [["a1/s1", "a2/s1"]]
    speaker = Speaker("p9", name, "person")
    assert joined(run(evolve(one, speakers=(*one.speakers, speaker)), other)) == []


def test_links_carry_the_origin_of_the_statement() -> None:
    """The statement's own where it was taken over, else the article's, else the article itself."""
    text = "المصنع الجديد سيوظف ثلاثة آلاف عامل من أبناء المنطقة"
    origins = (Origin("o1", ("a1", "a2/s1")), Origin("o2", ("a2",)))
    found = run(
        article("a1", said(text)),
        article("a2", said(text), said("الطريق الساحلي أغلق ليلا أمام الشاحنات")),
        article("a3", said(text)),
        origins=origins,
    )
    assert {(f"{k.article}/{k.statement}", k.origin) for k in found.links} == {
        ("a1/s1", "o1"),
        ("a2/s1", "o1"),
        ("a2/s2", "o2"),
        ("a3/s1", "a3"),
    }


def test_a_similarity_of_one_s_own_goes_on_record() -> None:
    """Any callable with a name takes the place of the default."""

    class Equal:
        name = "equal/1"

        def __call__(self, a: str, b: str) -> float:
            return float(a == b)

    articles = [
        article("a1", said("المطار سيفتتح غدا صباحا")),
        article("a2", said("المطار سيفتتح غدا")),
    ]
    speakers = {(e.article.id, "p1"): MINISTER for e in articles}
    found = match(articles, speakers, similarity=Equal())
    assert {k.matcher for k in found.links} == {"equal/1"}
    assert len(found.claims) == 2


TEXTS = (
    "المصنع الجديد سيوظف ثلاثة آلاف عامل من أبناء المنطقة",
    "ثلاثة آلاف عامل من أبناء المنطقة سيوظفهم المصنع الجديد",
    "المصنع الجديد لن يوظف ثلاثة آلاف عامل من أبناء المنطقة",
    "الإنتاج في المصنع سيبدأ قبل نهاية الشتاء المقبل",
    "المصنع سيبدأ الإنتاج قبل نهاية الشتاء. المصنع سيوظف ثلاثة آلاف عامل",
    "الطريق الساحلي أغلق ليلا أمام الشاحنات",
)
STATEMENTS = st.builds(
    said,
    st.sampled_from(TEXTS),
    st.sampled_from([MINISTER, BANK, SOURCE, None]),
    st.sampled_from(["assert", "deny"]),
)


@given(
    st.lists(st.lists(STATEMENTS, min_size=1, max_size=3), max_size=5),
    st.randoms(use_true_random=False),
)
def test_the_order_of_articles_does_not_matter(
    contents: list[list[Statement]], random: Random
) -> None:
    """Claims, links and conflicts are the same; every attributed statement is in a claim."""
    articles = [article(f"a{i}", *content) for i, content in enumerate(contents)]
    shuffled = list(articles)
    random.shuffle(shuffled)
    found = run(*articles)
    assert run(*shuffled) == found
    linked = {(k.article, k.statement) for k in found.links}
    spoken = {(e.article.id, s.id) for e in articles for s in e.statements if s.entity}
    assert spoken <= linked
    assert {k.claim for k in found.links} == {c.id for c in found.claims}


def test_formulas_join_nothing() -> None:
    """Condolences, wishes and titles of address are no statement that two people share."""
    wish = (
        "سائلا الله أن يتغمد الفقيد بواسع رحمته وأن يسكنه فسيح جناته وأن يلهم ذويه الصبر والسلوان"
    )
    assert joined(run(article("a1", said(wish)), article("a2", said(wish, BANK)))) == []
    feast = "أعاده الله علينا وعليكم باليمن والبركات"
    routine = "تم اتخاذ الإجراءات النظامية اللازمة"
    assert stems(feast) == stems(routine) == ()
    title = "صاحب السمو الملكي الأمير"
    assert stems(f"{title} خالد افتتح المعرض") == stems("خالد افتتح المعرض")
