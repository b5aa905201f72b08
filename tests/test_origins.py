"""Which texts come from one pen, and which agency a text credits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimtrack.models import Article, Extraction, Source, Span, Speaker, Statement
from claimtrack.origins import edges, fingerprint, origins

REPORT = (
    "أعلنت وزارة النقل أمس افتتاح الخط الجديد بين المدينتين بعد أعوام من العمل المتواصل.\n"
    "وقال مدير المشروع إن القطار يقطع المسافة في ساعتين ونصف الساعة وإن ثمن التذكرة لن يزيد.\n"
    "ويمر الخط بسبع محطات في ثلاث محافظات ويخدم نحو مليون راكب في السنة بحسب الدراسة الأولى."
)
EDITED = (
    "افتتح الخط الجديد بين المدينتين بعد أعوام من العمل المتواصل كما أعلنت الوزارة.\n"
    "وقال مدير المشروع إن القطار يقطع المسافة في ساعتين ونصف الساعة وإن ثمن التذكرة لن يزيد.\n"
    "وكان سكان القرى القريبة من السكة طالبوا بجسور للمشاة وبأسوار تقي الأطفال خطر القطارات."
)
OTHER = (
    "هطلت أمطار غزيرة على الساحل الشمالي مساء الخميس وأغلقت السلطات طريقين رئيسين احترازا.\n"
    "وتوقع خبراء الأرصاد أن تستمر الأحوال الجوية على ما هي عليه حتى مطلع الأسبوع المقبل.\n"
    "ودعت البلديات السكان إلى البقاء في منازلهم وتجنب الأودية ومجاري السيول حتى إشعار آخر."
)


def extraction(
    id_: str, text: str, *said: str, published: str | None = None, credit: str | None = None
) -> Extraction:
    """Build an extraction whose direct statements are the stretches `said`."""
    article = Article(
        id_, f"{id_}.txt", text, source=Source(id_), published=published, credit=credit
    )
    spans = [Span(text.index(s), text.index(s) + len(s), s) for s in said]
    statements = tuple(Statement(f"s{i + 1}", (span,), "direct") for i, span in enumerate(spans))
    return Extraction(article, (), statements)


def members(*extractions: Extraction) -> set[tuple[str, ...]]:
    """Give the members of the origins of these articles."""
    return {origin.members for origin in origins(extractions)}


def test_an_edited_copy_is_one_origin_with_its_text() -> None:
    """Half the text kept in long runs is enough, whatever hamzas and titles changed."""
    assert members(
        extraction("a", REPORT), extraction("b", EDITED.replace("أ", "ا")), extraction("c", OTHER)
    ) == {("a", "b"), ("c",)}


def test_a_credit_names_an_origin_and_does_not_make_one() -> None:
    """Two texts of one agency stay two; a copy without the credit takes its name."""
    found = origins(
        [
            extraction("a", REPORT, credit="رويترز"),
            extraction("b", REPORT),
            extraction("c", OTHER, credit="رويترز"),
        ]
    )
    assert {(o.members, o.agency) for o in found} == {(("a", "b"), "رويترز"), (("c",), "رويترز")}


def test_outlets_that_quote_the_same_words_are_not_copies() -> None:
    """A quotation word for word in two own reports leaves them two origins."""
    words = (
        "لن نقبل بأي شكل من الأشكال أن تمس حقوق العمال في هذا البلد وسنقف معهم حتى النهاية مهما"
        " طال الزمن ومهما كان الثمن الذي ندفعه من أجل ذلك"
    )
    first = extraction("a", f'{REPORT}\nوقال الوزير "{words}".', words)
    second = extraction("b", f'{OTHER}\nوأضاف الوزير "{words}".', words)
    assert members(first, second) == {("a",), ("b",)}


def test_a_name_with_all_its_titles_is_no_shared_text() -> None:
    """Runs of eight words and fewer do not count, however many there are."""
    name = "صاحب السمو الملكي الأمير خالد بن فهد أمير"
    first = f"استقبل {name} المدينة وفدا من التجار وبحث معهم الأسعار.\n" + OTHER
    second = f"افتتح {name} القرية معرض الكتاب السنوي.\n" + REPORT
    assert members(extraction("a", first), extraction("b", second)) == {("a",), ("b",)}


def test_long_titles_make_no_copies_of_short_reports() -> None:
    """Eighteen words of name and offices are most of two short reports, and no shared text."""
    name = (
        "صاحب السمو الملكي الأمير خالد بن فهد بن عبدالعزيز ولي ولي العهد النائب الثاني لرئيس مجلس"
        " الوزراء وزير الدفاع"
    )
    first = f"تلقى {name} اتصالا هاتفيا من ملك الأردن جرى خلاله بحث العلاقات بين البلدين أمس."
    second = (
        f"وصل {name} إلى القاهرة في زيارة رسمية وكان في استقباله في المطار السفير وأعضاء الوفد."
    )
    assert members(extraction("a", first), extraction("b", second)) == {("a",), ("b",)}


def test_a_text_that_shares_with_two_does_not_chain_them() -> None:
    """A roundup does not make one origin of all that it gathers."""
    third = (
        "فاز المنتخب على ضيفه بهدفين نظيفين في المباراة التي جمعتهما مساء السبت على ملعب العاصمة.\n"
        "وسجل الهدفين مهاجم الفريق في الشوط الثاني بعد أن أهدر ركلة جزاء في أول المباراة."
    )
    roundup = "\n".join(text.splitlines()[1] for text in (REPORT, OTHER, third)) + "\n" + third
    found = members(extraction("a", REPORT), extraction("b", OTHER), extraction("r", roundup))
    assert ("a", "b", "r") not in found


def test_a_sentence_taken_over_gives_its_statement_that_origin() -> None:
    """In a report of one's own, a statement copied with its sentence goes with the other text."""
    sentence = REPORT.splitlines()[1]
    content = sentence.removeprefix("وقال مدير المشروع إن ").removesuffix(".")
    stories = [f"وفي الحي رقم {i} روى ساكن آخر قصة يومه الأول هناك عام {i * 7}." for i in range(30)]
    ours, theirs = "\n".join(stories[:15]), "\n".join(stories[15:])
    article = Article("b", "b.txt", f"{ours}\n{sentence}", published="2025-01-02")
    start = article.text.index(content)
    span = Span(start, start + len(content), content)
    late = Extraction(article, (), (Statement("s1", (span,), "indirect"),))
    early = extraction("a", f"{theirs}\n{REPORT}", published="2025-01-01")
    assert members(early, late) == {
        ("a", "b/s1"),
        ("b",),
    }


SAID = "الشركة ستغلق مصنعين كبيرين في الجنوب قبل نهاية العام الحالي"


def relaying(number: int, outlet: str, *relays: str) -> Extraction:
    """Build a report of its own that quotes one person, and says through whom."""
    own = range(number * 9, number * 9 + 9)
    stories = [f"وفي الحي رقم {i} روى ساكن آخر قصة يومه الأول هناك عام {i * 7}." for i in own]
    text = "\n".join([*stories, f"قال المدير: «{SAID}»."])
    start = text.index(SAID)
    manager = Speaker("p1", "سامر الحداد", "person", (("سامر الحداد", 1),))
    statement = Statement(
        "s1", (Span(start, start + len(SAID), SAID),), "direct", entity=manager,
        relays=tuple(Span(0, 1, relay) for relay in relays),
    )  # fmt: skip
    id_, day = f"a{number}", f"2025-01-0{number + 1}"
    article = Article(id_, id_, text, source=Source(outlet), published=day)
    return Extraction(article, (), (statement,), (manager,))


def with_relays(*relays: tuple[str, ...], last: str = "صحيفة الساحل") -> set[tuple[str, ...]]:
    """Give the origins of reports that relay these media, of other outlets but the last."""
    outlets = ("صحيفة الأفق", "صحيفة البيان", last)
    return members(*(relaying(i, outlets[i], *names) for i, names in enumerate(relays)))


def test_what_articles_have_from_one_medium_is_one_origin() -> None:
    """The statement goes with the first article that relays it; from another medium it does not."""
    times = ("صحيفة نيويورك تايمز",)
    assert with_relays(times, ("نيويورك تايمز الأميركية",), times) == {
        ("a0", "a1/s1", "a2/s1"), ("a1",), ("a2",),
    }  # fmt: skip
    assert with_relays(times, ("صحيفة لوموند",), ()) == {("a0",), ("a1",), ("a2",)}
    assert with_relays(("الصحيفة",), ("الصحيفة",), ()) == {("a0",), ("a1",), ("a2",)}


def test_the_innermost_medium_is_where_it_comes_from() -> None:
    """An agency relays a newspaper: the newspaper's report."""
    assert with_relays(("وكالة رويترز", "صحيفة لوموند"), ("صحيفة لوموند",), ()) == {
        ("a0", "a1/s1"), ("a1",), ("a2",),
    }  # fmt: skip


def test_what_is_relayed_goes_with_the_mediums_own_report() -> None:
    """Though it came later than those that relay it."""
    times = ("صحيفة نيويورك تايمز",)
    assert with_relays(times, times, (), last="نيويورك تايمز") == {
        ("a0",), ("a1",), ("a0/s1", "a1/s1", "a2"),
    }  # fmt: skip


def test_edges_keep_their_strength() -> None:
    """The share of the shorter text's shingles, also where it is too small for one origin."""
    one, two = extraction("a", REPORT), extraction("b", REPORT.splitlines()[0] + "\n" + OTHER)
    (edge,) = edges([fingerprint(one), fingerprint(two)])
    assert (edge.left, edge.right) == ("a", "b")
    assert 0.2 < edge.strength < 0.4


@given(st.permutations(range(5)))
def test_origins_are_a_partition_in_any_order(order: list[int]) -> None:
    """Every article is in one origin, and the order of the articles changes nothing."""
    texts = [REPORT, EDITED, OTHER, OTHER[:150], REPORT[90:]]
    articles = [extraction(f"a{i}", text) for i, text in enumerate(texts)]
    found = origins(articles[i] for i in order)
    assert found == origins(articles)
    assert sorted(m for o in found for m in o.members) == ["a0", "a1", "a2", "a3", "a4"]
