"""Shapes of reports that newspapers use and grammar books do not list, each with its triple."""

from collections.abc import Callable

import pytest

from claimtrack import Statement

Statements = Callable[[str], list[Statement]]
Triples = Callable[[str], list[tuple[str, str, str]]]
SCHOOLS = "المدارس ستفتح أبوابها يوم الأحد"
MINISTER = "الوزير أحمد سالم"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "ارتفع عدد المصابين إلى سبعين شخصا، وفقا لوزير الصحة أحمد سالم.",
            [("وفقا", "وزير الصحة أحمد سالم", "ارتفع عدد المصابين إلى سبعين شخصا")],
        ),
        (
            "ارتفع عدد المصابين إلى سبعين شخصا، وفقا لما صرح به، أمس، وزير الصحة أحمد سالم.",
            [("وفقا لما صرح", "وزير الصحة أحمد سالم", "ارتفع عدد المصابين إلى سبعين شخصا")],
        ),
        (
            "توقع محللو أسواق المال أن تحدث النتائج تغيرا كبيرا.",
            [("توقع", "محللو أسواق المال", "تحدث النتائج تغيرا كبيرا")],
        ),
        (
            f"أكد نعمت زاده أن {SCHOOLS}.",
            [("أكد", "نعمت زاده", SCHOOLS)],
        ),
        (
            f"وأضاف {MINISTER}، في مؤتمر صحفي عقد أمس، إلى أن {SCHOOLS}.",
            [("أضاف", MINISTER, SCHOOLS)],
        ),
        (
            "حذر الوزير أحمد سالم من عدم إغلاق المدارس قبل العاصفة.",
            [("حذر", MINISTER, "عدم إغلاق المدارس قبل العاصفة")],
        ),
        (
            "ونفى الوزير أحمد سالم لصحيفة «الحياة» وصول القضية إلى القضاء.",
            [("نفى", MINISTER, "وصول القضية إلى القضاء")],
        ),
        (
            f'وقال الوزير أحمد سالم إنه تحدث مع قائد القوة و"{SCHOOLS}".',
            [("قال", MINISTER, f'إنه تحدث مع قائد القوة و"{SCHOOLS}"')],
        ),
        (
            f"وكان الرئيس أوباما قد قال إن {SCHOOLS}.",
            [("قال", "الرئيس أوباما", SCHOOLS)],
        ),
        (
            "وكان الوزير أحمد سالم قد طلب من المديرين سرعة إغلاق المدارس.",
            [("طلب", MINISTER, "سرعة إغلاق المدارس")],
        ),
        (
            "حذر رئيس اللجنة بالاتحاد الوطني أحمد سالم من إغلاق المدارس.",
            [("حذر", "رئيس اللجنة بالاتحاد الوطني أحمد سالم", "إغلاق المدارس")],
        ),
        (
            "وقدم مدير المنظمة الأستاذ أحمد سالم تعازيه، متمنيا الشفاء للجرحى.",
            [("متمنيا", "مدير المنظمة الأستاذ أحمد سالم", "الشفاء للجرحى")],
        ),
        (
            "ونفى الوزير أحمد سالم إغلاق المدارس، معرجا على أنه لا حاجة إلى ذلك.",
            [
                ("نفى", MINISTER, "إغلاق المدارس"),
                ("معرجا", MINISTER, "أنه لا حاجة إلى ذلك"),
            ],
        ),
        (
            f"وكتب {MINISTER} على منصة «إكس»: «{SCHOOLS}».",
            [("كتب", MINISTER, SCHOOLS)],
        ),
        (f"قال لي {MINISTER} إن {SCHOOLS}.", [("قال", MINISTER, SCHOOLS)]),
        (
            f"وأوضح في تصريحات صحفية {MINISTER} أن {SCHOOLS}.",
            [("أوضح", MINISTER, SCHOOLS)],
        ),
        (
            f"أكد كل من {MINISTER} والنائب يوسف حداد أن {SCHOOLS}.",
            [("أكد", f"كل من {MINISTER} والنائب يوسف حداد", SCHOOLS)],
        ),
        (f"وأجمع المشاركون على أن {SCHOOLS}.", [("أجمع", "المشاركون", SCHOOLS)]),
        (f"ولفت {MINISTER} الانتباه إلى أن {SCHOOLS}.", [("لفت", MINISTER, SCHOOLS)]),
        (f"أبلغ {MINISTER} النواب أن {SCHOOLS}.", [("أبلغ", MINISTER, SCHOOLS)]),
        (
            f"وأبلغ مسؤول رفيع وكالة رويترز بأن {SCHOOLS}.",
            [("أبلغ", "مسؤول رفيع", SCHOOLS)],
        ),
        (
            f"ونقلت وكالة رويترز عن {MINISTER} القول إن {SCHOOLS}.",
            [("القول", MINISTER, SCHOOLS)],
        ),
        (
            "وأكد الوزير أحمد سالم أنه تبين من خلال البحث، أن المتهم الأول تلقى تدريبات.",
            [
                ("أكد", MINISTER, "أنه تبين من خلال البحث، أن المتهم الأول تلقى تدريبات"),
            ],
        ),
        (
            "وأكدت الوزارة أن المقبوض عليهم أقروا بتورطهم في التهريب.",
            [
                ("أكدت", "الوزارة", "المقبوض عليهم أقروا بتورطهم في التهريب"),
                ("أقروا", "المقبوض عليهم", "تورطهم في التهريب"),
            ],
        ),
        (
            "وزيارة الوزير للكويت، حسب ما صرح به المسؤولون الإيرانيون تأتي لشرح الاتفاق.",
            [("حسب ما صرح", "المسؤولون الإيرانيون", "زيارة الوزير للكويت")],
        ),
        (
            "وعقد الوزير الإيراني حسب وكالة الأنباء الرسمية اجتماعا موسعا مع نظيره.",
            [("حسب", "وكالة الأنباء الرسمية", "عقد الوزير الإيراني")],
        ),
        (
            f"وأعلن الدكتور عبدالواحد النبوي وزير الثقافة: أن {SCHOOLS}.",
            [("أعلن", "الدكتور عبدالواحد النبوي وزير الثقافة", SCHOOLS)],
        ),
        (f"وتقول روسيا في شكواها إن {SCHOOLS}.", [("تقول", "روسيا", SCHOOLS)]),
        (
            "وأضاف نصر الله: إنه واثق من أن إيران «ستفحم» منتقدين يقولون غير ذلك.",
            [("أضاف", "نصر الله", "إنه واثق من أن إيران «ستفحم» منتقدين يقولون غير ذلك")],
        ),
        (
            f"من جانبها قالت فوزية الخالدي «من أسر المدينة»: إن {SCHOOLS}.",
            [("قالت", "فوزية الخالدي «من أسر المدينة»", SCHOOLS)],
        ),
        (
            "وأكد أرتيم شيفاليف لوكالة «تاس» الروسية سداد الديون المستحقة.",
            [("أكد", "أرتيم شيفاليف", "سداد الديون المستحقة")],
        ),
        (
            "وأشاد أحمد الزهراني أمين اللجنة بمحافظة الطائف بالموقف النبيل للأسرة.",
            [("أشاد", "أحمد الزهراني أمين اللجنة بمحافظة الطائف", "الموقف النبيل للأسرة")],
        ),
        (
            f"من جانبه بين مبارك الخصي رئيس الفعاليات واللجان أن {SCHOOLS}.",
            [("بين", "مبارك الخصي رئيس الفعاليات واللجان", SCHOOLS)],
        ),
        (
            "نما الاقتصاد في العام الماضي، وذلك وفق دراسة جديدة.",
            [("وفق", "دراسة جديدة", "نما الاقتصاد في العام الماضي")],
        ),
        (
            f"وقال أوسبورن، كما ورد في فقرات من خطابه إن «{SCHOOLS}».",
            [("قال", "أوسبورن", SCHOOLS)],
        ),
        (
            f"ويتفق رئيس اللجنة عبدالغني المهنا على أن {SCHOOLS}.",
            [("يتفق", "رئيس اللجنة عبدالغني المهنا", SCHOOLS)],
        ),
        (
            "وأكد الوزير أحمد سالم أن المبادرة استجابة لما كان قد أعلنه عن دعم المدارس.",
            [
                ("أكد", MINISTER, "المبادرة استجابة لما كان قد أعلنه عن دعم المدارس"),
            ],
        ),
        (
            f"«لن نتراجع»، يؤكد {MINISTER}، «{SCHOOLS}».",
            [("يؤكد", MINISTER, f"لن نتراجع … {SCHOOLS}")],
        ),
    ],
)
def test_report_shapes(triples: Triples, text: str, wanted: list[object]) -> None:
    """Cue, speaker and content, each to the letter."""
    assert triples(text) == wanted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"أوضح المدير العام للمكتب توفيق بن أحمد خوجة أن {SCHOOLS}.", "توفيق بن أحمد خوجة"),
        (f"أوضح مدير الإدارة صالح بن إبراهيم أبو هاشم أن {SCHOOLS}.", "صالح بن إبراهيم أبو هاشم"),
        (f"قال الشيخ عبد العزيز بن رقوش إن {SCHOOLS}.", "عبد العزيز بن رقوش"),
        (f"ذكر مساعد الأمين لتقنية المعلومات المهندس حمدان العرادي أن {SCHOOLS}.", "حمدان العرادي"),
        (f"قال زعيم حزب الله حسن نصر الله إن {SCHOOLS}.", "حسن نصر الله"),
        (f"قال المتحدث باسم الشرطة العقيد دكتور عاطي القرشي إن {SCHOOLS}.", "عاطي القرشي"),
        (f"وقال أمين المنطقة صالح بن عبد الله القاضي إن {SCHOOLS}.", "صالح بن عبد الله القاضي"),
        (f"أعلن وكيل الأمين للدراسات والإشراف م. عدنان السيد أن {SCHOOLS}.", "عدنان السيد"),
        (f"أعلنت عمادة القبول بجامعة الملك خالد أن {SCHOOLS}.", "عمادة القبول بجامعة الملك خالد"),
        (f"أعلنت تشيلي، على لسان وزير دفاعها يوسف حداد، أن {SCHOOLS}.", "يوسف حداد"),
    ],
)
def test_names_among_titles(statements: Statements, text: str, name: str) -> None:
    """The name is found whole, and without the titles around it."""
    (statement,) = statements(text)
    assert statement.entity is not None
    assert statement.entity.name == name


def test_a_masculine_verb_speaks_for_no_feminine(statements: Statements) -> None:
    """What can't be the subject is the addressee; who spoke before goes on speaking."""
    text = f"وقال {MINISTER} إن {SCHOOLS}. ودعا فرقة العمل المشتركة إلى تكثيف جهودها في المدارس."
    first, second = statements(text)
    assert second.speaker_kind == "inherited"
    assert second.entity == first.entity


@pytest.mark.parametrize(
    "text",
    [
        "ساهمت شركة النور التي تعد من أكبر الشركات، في ظل توقعات بأن تنخفض الأسعار.",
        "تنظيم أول ملتقى لأمن وسلامة المنشآت السياحية في الطائف.",
        "تكون المفاضلة بين الطلاب وفقا لمعدلاتهم في السنة الأولى.",
        "إنه عمل يقدر أي باحث أن يقوم به في أيام.",
        "وتعتبر وكالات التصنيف من أهم المؤسسات، والتي من الضروري أن تكون مستقرة.",
        "أعتقد أن الخبرة كافية، وهو أمر وارد بالتأكيد لأن الفوضى لن تقود إلا إليه.",
        "وشكراً لحكومتنا هذا الاهتمام الكبير.",
        "تم تنفيذ كل ما جاء في الاتفاقية، أو كأنه اجتاز الاختبار.",
        "وجد ابن المدينة ملاذا في المشاركة للنهوض بالمجتمع وأن يكون له موطأ قدم.",
        "أقر المجلس مشروع قانون يمهد الطريق، ويتعين على النواب أن يوافقوا عليه.",
        "يجتاز الطلاب الاختبارات إن وجدت، مع الالتزام بالحد الأدنى للمعدل.",
        "كما شددت الهند إجراءات الأمن على حدودها مع باكستان بعد الهجوم.",
    ],
)
def test_words_that_only_look_like_cues(statements: Statements, text: str) -> None:
    """Nobody says anything here."""
    assert statements(text) == []


def test_things_do_not_go_on_speaking(statements: Statements) -> None:
    """A participle that does not agree with what its sentence tells of is an earlier speaker's."""
    text = (
        f"وأشار {MINISTER} إلى أن {SCHOOLS}.\n"
        "فيما تستأنف الفعاليات يوم الخميس، منوها إلى أن جميع المدارس شاركت فيها."
    )
    first, second = statements(text)
    assert second.entity == first.entity


def test_a_title_and_a_surname_are_who_was_named_before(statements: Statements) -> None:
    """A surname with the article is found under any title."""
    text = (
        f"وأوضح مدير التعليم عبدالرحمن بن عبدالله العبدالجبار أن {SCHOOLS}."
        " وأكد الدكتور العبدالجبار أن المدارس جاهزة لاستقبال الطلاب."
    )
    first, second = statements(text)
    assert second.entity == first.entity


@pytest.mark.parametrize(
    "manner",
    [
        "قطعيا",
        "بشكل قاطع",
        "بصورة قاطعة ونهائية",
        "جملة وتفصيلا",
        "على الفور",
        "على نحو قاطع",
        "في الوقت نفسه",
        "نفيا قاطعا",
    ],
)
@pytest.mark.parametrize("speaker", ["موسكو", "الوزير أحمد سالم", "البنك المركزي"])
def test_manner_belongs_neither_to_the_speaker_nor_to_what_is_said(
    triples: Triples, speaker: str, manner: str
) -> None:
    """Words of manner stand between the two and are in neither."""
    verb = "نفت" if speaker == "موسكو" else "نفى"
    found = triples(f"و{verb} {speaker} {manner} صحة هذه الأنباء.")
    assert found == [(verb, speaker, "صحة هذه الأنباء")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("ودعا أكبر حزب معارض إلى تجمع ضخم في العاصمة.", "أكبر حزب معارض"),
        ("وطالبت أقدم نقابة في البلاد الحكومة برفع الأجور.", "أقدم نقابة في البلاد"),
    ],
)
def test_superlative_speaks_with_its_noun(statements: Statements, text: str, speaker: str) -> None:
    """ "The largest party" is one phrase, and nobody in particular."""
    (statement,) = statements(text)
    assert statement.speaker is not None
    assert (statement.speaker.text, statement.speaker_type) == (speaker, "anonymous")
