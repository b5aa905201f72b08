"""Names of bodies (governments, organizations, media): what tells one from all others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from claimtrack.arabic import fold
from claimtrack.attribution.heads import head_types, is_definite
from claimtrack.attribution.tagger import is_common_noun
from claimtrack.attribution.words import is_object_start
from claimtrack.entities.persons import plain
from claimtrack.entities.states import adjectives, countries, states
from claimtrack.lexicon import rows, terms, word_class
from claimtrack.models import SpeakerType

_WORD = re.compile(r"\w+")
_SPOKESMAN = re.compile(
    r"^(?:ال)?(?:متحدث|ناطق)ه?(?: (?:ال)?(?:رسمي|اعلامي|صحفي|صحافي)ه?)? "
    r"(?:(?:باسم|بلسان) |[لب](?=\w))"
)
_ABROAD = frozenset(("سفاره", "قنصليه", "بعثه"))  # a state has one in every other
_GOVERNMENT = re.compile(r"^(?:(?:ال)?حكومه|(?:ال)?سلطات|دوله|جمهوريه|مملكه) ")
_OUTLET = re.compile(r"^(?:صحيفه|جريده|موقع|قناه|شبكه|وكاله|مجله|اذاعه) (?=\S)")
_IN = frozenset(("في", "ب"))
# "جامعة الملك": what follows tells which.
_UNFINISHED = frozenset(
    ("الملك", "الامير", "الاميره", "الامام", "الشيخ", "خادم", "الحرمين", "الشريفين", "كبار", "بن")
)
_LONGEST = 9  # words of a name
# Kinds of body that act in many states under one name.
_ACROSS_STATES = frozenset(
    ("حركه", "تنظيم", "جماعه", "جبهه", "منظمه", "اتحاد", "تحالف", "مقاومه", "فصايل", "كتايب")
)
_AREA = re.compile(r"[بل]?(?:محافظه|منطقه|مدينه|ولايه|اقليم)$")
_ACRONYM = re.compile(r"(?<=\w)\s*\(\w+\)$")  # "الهيئة القطرية للأرصاد (رصد)"
_SHOWN = re.compile(r"(.+) \((\D+)\)$")  # as `shown_with` writes it


def body_words(
    name: str, forms: Iterable[str], type_: SpeakerType, home: str | None = None
) -> tuple[str, ...]:
    """Give the folded words that identify a body; a state by "state" and its name.

    Empty where nothing tells it from others of its kind: "الشركة", "السلطات المحلية". `forms` are
    how the article names it; the fullest counts where the name alone does not do. Of what every
    state has one of ("وزارة الصحة"), it is that of `home`, the state that the article tells.
    """
    if (shown := _SHOWN.match(name)) and (state := states().get(fold(shown[2]))):
        name, home = shown[1], state
    forms = tuple(forms)
    words = unplaced(name, forms, type_)
    if not words:
        return _fullest(name, forms, type_)
    country = countries().get(fold(home)) if home else None
    return (*words, _definite(country)) if country else ()


def unplaced(name: str, forms: Iterable[str], type_: SpeakerType) -> tuple[str, ...]:
    """Give the words of a body that many states have, where no form of it says whose it is."""
    words = _fullest(name, forms, type_) or _words(name, type_)
    return words if _lacks_country(words, type_) else ()


def shown_with(name: str, words: Sequence[str], type_: SpeakerType) -> str:
    """Write a body's name with its country where only the article tells that."""
    if words[-1] not in _countries() or body_words(name, (), type_):
        return name
    return f"{name} ({_state_of()[words[-1]]})"


def _fullest(name: str, forms: Iterable[str], type_: SpeakerType) -> tuple[str, ...]:
    found = _identified(name, type_)
    if known_name(found):
        return found
    for form in sorted(forms, key=lambda f: (-len(f), f)):
        longer = _identified(form, type_)
        fuller = longer[: len(found)] == found and set(longer[len(found) :]) & _countries()
        if longer and (not found or fuller or (known_name(longer) and type_ == "media")):
            return longer
    return found


def _identified(name: str, type_: SpeakerType) -> tuple[str, ...]:
    words = _words(name, type_)
    return words if words[:1] == ("state",) or known_name(words) or _tells(words) else ()


def _words(name: str, type_: SpeakerType) -> tuple[str, ...]:
    """Write a name in the words by which bodies are compared, those of the lexicon its own way."""
    text = _without_spokesman(" ".join(_WORD.findall(fold(name))))
    if type_ == "government":
        country = states().get(text) or states().get(_GOVERNMENT.sub("", text))
        if country is not None:
            return ("state", *fold(country).split())
    words = _national(_without_report(text.split()))
    text = " ".join(words)
    outlet = _OUTLET.sub("", text) if type_ == "media" else text
    known = _known().get(text) or _known().get(outlet)
    if known is not None:
        return tuple(known.split())
    if (bare := _ACRONYM.sub("", name)) != name and type_ != "media":
        return _words(bare, type_)
    words = outlet.split()
    if type_ == "media" and len(words) > 1 and words[-1] in _countries():
        words.pop()  # "ديلي ميل البريطانية"
        if known := _known().get(" ".join(words)):
            return tuple(known.split())
    return tuple(words)


def _without_spokesman(text: str) -> str:
    """Strip who speaks for a body: "المتحدث باسم", "الناطق الإعلامي ل", but no place: "بجدة"."""
    found = _SPOKESMAN.match(text)
    if found is None:
        return text
    body = text[found.end() :]
    if found[0][-1] == "ل" and body[0] == "ل":
        body = f"ا{body}"  # "للهيئة"
    return body if found[0][-1] == " " or head_types(body.split()[0]) else text


def own_name(name: str) -> str:
    """Strip from a body's name as written the spokesman and the document it speaks through."""
    found = list(_WORD.finditer(name))
    folds = [fold(word.group()) for word in found]
    words = _without_report(_without_spokesman(" ".join(folds)).split())
    if not words or words == folds:
        return name
    first = found[len(folds) - len(words)]
    rest = name[first.start() :]
    if folds[len(folds) - len(words)] == words[0]:
        return rest
    return f"ال{rest[2:]}" if rest.startswith("لل") else rest[1:]


def known_name(words: Sequence[str]) -> str | None:
    """Return the name by which the lexicon knows a body, a state or an agency."""
    if words[:1] == ("state",):
        return _state_names().get(" ".join(words[1:]))
    return _names().get(" ".join(words))


def own_words(words: Sequence[str]) -> frozenset[str]:
    """Give those of a body's words that tell it apart from others of its kind and country."""
    return frozenset(word for word in words if word not in _countries() and _is_own(word))


def countries_in(words: Sequence[str]) -> frozenset[str]:
    """Give the countries that a body's words name; of a state, its own."""
    if words[:1] == ("state",):
        country = countries().get(" ".join(words[1:]))
        return frozenset((_definite(country),) if country else ())
    return frozenset(word for word in words if word in _countries())


def countries_named(text: str) -> frozenset[str]:
    """Give the countries that a phrase names, by name or adjective, as bodies' words write them."""
    words = [plain(word) for word in _WORD.findall(fold(text))]
    pairs = (" ".join(words[i : i + 2]) for i in range(len(words)))
    known = {name: _definite(found) for name, found in countries().items()}
    found = {known[name] for name in (*words, *pairs) if name in known}
    return frozenset(found | {_definite(word) for word in words if _definite(word) in _countries()})


def without_country(words: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the country that tells a body from those of other states."""
    return tuple(word for word in words if word not in _countries())


def _without_report(words: list[str]) -> list[str]:
    """Strip the document through which a body speaks: "بيان لوزارة الداخلية"."""
    if len(words) > 1 and words[0] in word_class("speaks_for") - {"لجنه", "مكتب", "وفد"}:
        rest = words[1]
        words = [rest[1:] if rest[0] == "ل" and head_types(rest[1:]) else rest, *words[2:]]
        if words[0].startswith("لل"):
            words[0] = "ال" + words[0][2:]
        if len(words) > 1 and words[0].endswith("ته") and head_types(words[1]):
            words = words[1:]  # "بيان أصدرته وزارة الداخلية"
    return words


def _national(words: Sequence[str]) -> list[str]:
    """Write a body's country one way: "في البحرين" and "البحرينية" alike."""
    found: list[str] = []
    for i, word in enumerate(words):
        country = countries().get(" ".join(words[i:])) if i else None
        if country is not None and found[-1] in _IN:
            return [*found[:-1], _definite(country)]
        found.append(_adjectives().get(word, word))
    return found


def _definite(adjective: str) -> str:
    return f"ال{adjective}ه"


@cache
def _adjectives() -> dict[str, str]:
    """Map the definite forms of a state's adjective to one: "الأمريكي" to "الاميركيه"."""
    return {form: _definite(first) for form, first in adjectives().items() if form.startswith("ال")}


@cache
def _countries() -> frozenset[str]:
    return frozenset(_adjectives().values()) - terms("unspecific")


@cache
def _known() -> dict[str, str]:
    """Map the folded names and acronyms of bodies and agencies to the words of one of them."""
    found = {}
    for canonical, spelling in _spellings():
        words = " ".join(_national(_WORD.findall(fold(canonical))))
        found[" ".join(_national(_WORD.findall(fold(spelling))))] = words
    return found


@cache
def _names() -> dict[str, str]:
    return {" ".join(_national(_WORD.findall(fold(name)))): name for name, _ in _spellings()}


def _spellings() -> Iterable[tuple[str, str]]:
    for row in rows("bodies"):
        yield row["name"], row["spelling"]
    for row in rows("agencies"):
        if row["kind"] != "collective":
            yield row["canonical"], row["spelling"]


@cache
def _state_of() -> dict[str, str]:
    """Map what a country is written as in a body's words to the name of the state."""
    found = ((row["adjective"].split("|")[0], row["name"]) for row in rows("territories"))
    return {_definite(fold(adjective)): name for adjective, name in found}


@cache
def _state_names() -> dict[str, str]:
    return {fold(row["name"]): row["name"] for row in rows("territories")}


@cache
def _no_body() -> frozenset[str]:
    """Words that stand in no body's name: pronouns, conjunctions, adverbs."""
    kinds = ("pronoun", "relative", "resumptive", "time", "adverb", "adverbial", "aux", "turn")
    found = frozenset[str]().union(*map(word_class, kinds), terms("stopwords"))
    return found - word_class("prep")


def _tells(words: Sequence[str]) -> bool:
    """Tell whether one of the words says which body of its kind it is.

    A country does so of what a state has one of ("الجيش المصري"), not of a company.
    """
    if not words or _no_body() & set(words) or len(words) > _LONGEST or words[-1] in _UNFINISHED:
        return False
    national = "government" in head_types(words[0]) and plain(words[0]) not in _ABROAD
    return any(national if word in _countries() else _is_own(word) for word in words)


def _lacks_country(words: Sequence[str], type_: SpeakerType) -> bool:
    """Tell whether a body is named by common words alone: "هيئة الغذاء والدواء", "شرطة الشرقية".

    A proper name, of a person, a place or a firm, hardly ever carries the article.
    """
    if type_ == "media" or words[:1] == ("state",) or known_name(words):
        return False
    if not words or any(map(_is_placed, words, (*words[1:], ""))):
        return False
    ministry = len(words) > 1 and words[0] == "وزاره" and not _no_body() & set(words)
    own = [word for word in words if _is_own(word)]
    return ministry or (_tells(words) and all(is_definite(w) or _is_common(w) for w in own))


def _is_common(word: str) -> bool:
    return is_common_noun(word) or (word[-1] == "ه" and is_object_start(word))  # "مكافحه"


def _is_placed(word: str, after: str) -> bool:
    """Tell whether a word, with the one after it, says where a body belongs, or that it belongs to
    more states than one."""
    across = plain(word) in _ACROSS_STATES or plain(word) in word_class("supranational")
    state = word in countries() or f"{word} {after}" in countries()
    return across or state or word in _countries() or bool(after and _AREA.match(word))


def _is_own(word: str) -> bool:
    vague = word in terms("unspecific") or word in word_class("prep") or bool(head_types(word))
    return len(word) > 1 and not vague and not word.isdecimal()
