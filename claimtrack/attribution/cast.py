"""The cast of one article: which mentions are one speaker, and who spoke last."""

from __future__ import annotations

from attrs import define, field

from claimtrack.attribution.heads import bare, head_types, is_definite, nationalities
from claimtrack.attribution.names import Phrase, analyse
from claimtrack.lexicon import word_class
from claimtrack.models import Span, SpeakerType


@define(eq=False)
class Entity:
    """A speaker of one article as it is being put together."""

    words: list[str]  # folded words of the fullest name
    name: str
    type: SpeakerType
    gender: str = ""  # "m", "f" or "" where nothing has shown it
    plural: bool = False
    heads: set[str] = field(factory=set)  # the head of each of its mentions, folded
    described: set[str] = field(factory=set)  # every folded word of its mentions
    mentions: list[Span] = field(factory=list)
    order: int = 0  # when it last spoke

    @property
    def many(self) -> bool:
        """Whether a plural verb can go on from it."""
        return self.plural or self.type in ("anonymous", "collective")

    def agrees(self, gender: str, plural: bool) -> bool:
        """Tell whether a verb of this gender ("m", "f", "" for any) and number goes on from it."""
        if plural:
            return self.many
        return self.plural or not gender or self.gender in ("", gender)


class Cast:
    """The speakers of one article in the order in which they appear."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self._clock = 0

    def speak(self, entity: Entity) -> None:
        """Note that an entity spoke just now."""
        self._clock += 1
        entity.order = self._clock

    def latest(self, gender: str, plural: bool) -> Entity | None:
        """Return who spoke last among those that agree."""
        spoken = [e for e in self.entities if e.order and e.agrees(gender, plural)]
        return max(spoken, key=lambda e: e.order, default=None)

    def resolve(
        self, span: Span, context: str = "", gender: str = "", *, quoted: bool = False
    ) -> Entity:
        """Return the entity of a mention, a new one where none before it fits.

        `quoted` says that the mention stands in quotation marks: it is no person then.
        """
        phrase = analyse(f'"{span.text}"' if quoted else span.text, context)
        entity = self._known(phrase)
        if entity is None:
            entity = Entity(phrase.name_words, phrase.name, phrase.type, plural=phrase.plural)
            self.entities.append(entity)
        elif (
            phrase.named
            and len(phrase.name_words) > len(entity.words)
            and entity.type == phrase.type
            or phrase.named
            and not entity_named(entity)
        ):
            entity.words, entity.name = phrase.name_words, phrase.name
        entity.heads.add(phrase.head)
        entity.described |= {bare(w) for w in phrase.words}
        entity.gender = gender or entity.gender or phrase.gender
        entity.mentions.append(span)
        return entity

    def _known(self, phrase: Phrase) -> Entity | None:
        recent = sorted(self.entities, key=lambda e: (-e.order, -self.entities.index(e)))
        if phrase.named or (phrase.words and not head_types(phrase.words[0])):
            for entity in recent:
                if _same_name(phrase.name_words, entity.words, entity.type, phrase.type):
                    return entity
        if not phrase.words:
            return None
        if phrase.words[0] in word_class("honorific"):
            return next((e for e in recent if e.order and e.type == "person"), None)
        if phrase.head in word_class("speaks_for") and phrase.definite and len(phrase.words) <= 2:
            issuer = next((e for e in recent if e.order and e.type != "document"), None)
            if phrase.head == "مصدر":
                issuer = next((e for e in recent if e.order), None)
            return issuer
        if (phrase.definite or phrase.words[-1] in word_class("same")) and not (
            phrase.named and phrase.type == "person"
        ):
            return self._by_title(phrase, recent)
        if not phrase.named and len(phrase.words) > 1:
            return next((e for e in recent if set(map(bare, phrase.words)) <= e.described), None)
        return None

    def _by_title(self, phrase: Phrase, recent: list[Entity]) -> Entity | None:
        words = {bare(w) for w in phrase.words if w not in word_class("same")}
        for entity in recent:
            if phrase.head in entity.heads and words <= entity.described:
                return entity
        surname = phrase.words[-1]
        if len(phrase.words) in (2, 3) and surname.startswith("ال") and not head_types(surname):
            people = (e for e in recent if e.type == "person" and len(e.words) > 1)
            known = next((e for e in people if e.words[-1] == surname), None)  # "الدكتور الغامدي"
            if known is not None:
                return known
        if phrase.head in ("متحدث", "متحدثه", "مسوول", "مدرب", "رجل") and len(phrase.words) <= 2:
            return next((e for e in recent if e.order and e.type in ("person", "anonymous")), None)
        return None


def entity_named(entity: Entity) -> bool:
    """Tell whether an entity is known by a name, not by a title alone."""
    return bool(entity.words) and not head_types(entity.words[0])


def _same_name(a: list[str], b: list[str], b_type: str, a_type: str) -> bool:
    """Tell whether two names of one article are one: equal, or one is a part of the other."""
    if not a or not b:
        return False
    if a == b:
        return True
    if len(a) == 1 and b_type == "person" and len(b) > 1:
        return a[0] in (b[-1], b[0]) and len(a[0]) > 2
    short, long = sorted((a, b), key=len)
    if {a_type, b_type} != {"person"}:
        goes_on = len(short) > 1 and long[: len(short)] == short
        # "الحكومة الليبية" is whole, "الحكومة الليبية المؤقتة" another.
        other = goes_on and short[-1] in nationalities() and is_definite(long[len(short)])
        parts = a_type == b_type == "media" and set(short) <= set(long)
        return (goes_on and not other) or parts
    if len(short) == 1:
        return short[0] in (long[-1], long[0]) and len(short[0]) > 2
    return set(short) <= set(long)
