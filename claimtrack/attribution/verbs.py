"""The forms of the reporting verbs, made from the lexicon, and what each governs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import get_args

from attrs import frozen

from claimtrack.arabic import fold_word
from claimtrack.lexicon import rows
from claimtrack.models import Stance

_STANCES: dict[str, Stance] = {stance: stance for stance in get_args(Stance)}
_OBJECTS = ("هما", "ها", "هم", "هن", "ه", "ني", "نا")


@frozen
class Complement:
    """A nominal complement: the preposition before it ("" for none) and what it holds.

    `role`: "np" the phrase is the content; "addr" an addressee may stand before the preposition;
    "accuse" and "desc" what stands before the preposition belongs to the content.
    `gate`: folded words with one of which the phrase must begin, empty for any.
    """

    role: str
    prep: str = ""
    gate: frozenset[str] = frozenset()


@frozen
class Verb:
    """A reporting verb: what it governs and the stance it takes."""

    lemma: str
    that: bool
    quote: bool
    complements: tuple[Complement, ...]
    stance: Stance
    impersonal: bool = False  # its present without a subject says "it is thought that"

    @property
    def np(self) -> Complement | None:
        """The complement without a preposition, if the verb takes one."""
        return next((c for c in self.complements if c.role == "np" and not c.prep), None)


@frozen
class Form:
    """A word as a form of a reporting verb.

    `tense`: "past", "present", "participle" or "noun"; `agreement`: "ms", "fs", "mp", "fp", "d",
    or "" where the form does not say; `object_`: an object pronoun is attached.
    """

    verb: Verb
    tense: str
    agreement: str
    conjunction: str = ""  # و or ف attached
    object_: str = ""

    @property
    def finite(self) -> bool:
        """Whether it is a finite verb."""
        return self.tense in ("past", "present")


@cache
def readings(word: str) -> tuple[Form, ...]:
    """Return the forms that a folded word can be."""
    table = _table()
    found = [Form(v, t, a) for v, t, a in table.get(word, ())]
    if not found and len(word) > 3 and word[0] in "وف":
        found = [Form(v, t, a, word[0]) for v, t, a in table.get(word[1:], ())]
    if all(form.tense == "noun" for form in found):
        found += _with_object(word, table)
    return tuple(found)


def _with_object(word: str, table: dict[str, list[tuple[Verb, str, str]]]) -> Iterator[Form]:
    """Yield the readings of a finite verb with an object pronoun."""
    for conjunction in ("", "و", "ف"):
        if not word.startswith(conjunction):
            continue
        rest = word[len(conjunction) :]
        for suffix in _OBJECTS:
            stem = rest[: -len(suffix)]
            if not rest.endswith(suffix) or len(stem) < 3:
                continue
            for form in (stem, stem[:-1] + "ي" if stem.endswith("ا") else stem):
                entries = table.get(form, ())
                found = [
                    Form(v, t, a, conjunction, suffix)
                    for v, t, a in entries
                    if t in ("past", "present")
                ]
                if found:
                    yield from found
                    return


@cache
def _table() -> dict[str, list[tuple[Verb, str, str]]]:
    """Every form of every verb, folded, to (verb, tense, agreement)."""
    table: dict[str, list[tuple[Verb, str, str]]] = {}
    for row in rows("verbs"):
        verb = _verb(row["past"] or row["participle"], row["frames"], row["stance"])
        for form, tense, agreement in _forms(row):
            entry = (verb, tense, agreement)
            if entry not in table.setdefault(fold_word(form), []):
                table[fold_word(form)].append(entry)
    return table


def _verb(lemma: str, frames: str, stance: str) -> Verb:
    complements = []
    for frame in frames.split():
        head, _, gate = frame.partition(":")
        role, _, prep = head.partition("@")
        if role in ("np", "addr", "desc", "accuse"):
            gates = frozenset(fold_word(w) for w in gate.split("|") if w)
            complements.append(Complement(role, fold_word(prep), gates))
    kinds = frames.split()
    return Verb(
        lemma,
        "that" in kinds,
        "quote" in kinds,
        tuple(complements),
        _STANCES[stance],
        "impersonal" in kinds,
    )


def _forms(row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    past, present = row["past"], row["present"]
    if past:
        stem = past[:-1] if past[-1] in "ىا" else past
        yield from ((past, "past", "ms"), (stem + "ت", "past", "fs"), (stem + "وا", "past", "mp"))
        yield from ((past + "ا", "past", "d"), (stem + "تا", "past", "d"))
        yield (past[:-1] + "ين" if past[-1] == "ى" else past + "ن"), "past", "fp"
    if present:
        weak = present[-1] in "ىيو" and len(present) > 3
        stem = present[:-1] if weak else present
        feminine = "ت" + present[1:]
        yield from ((present, "present", "ms"), (feminine, "present", "fs"))
        yield from ((stem + "ون", "present", "mp"), (stem + "وا", "present", "mp"))
        yield from ((present + "ان", "present", "d"), (feminine + "ان", "present", "d"))
    participle = row["participle"]
    if participle:
        stem = participle[:-1] if participle[-1] == "ي" else participle
        yield from ((participle + "ا", "participle", "ms"), (participle + "ة", "participle", "fs"))
        yield from ((stem + "ين", "participle", "mp"), (participle + "تين", "participle", "d"))
    noun = row["noun"]
    if noun:
        stem = noun[:-1] + "ت" if noun[-1] == "ة" else noun
        yield from ((stem + suffix, "noun", "") for suffix in ("ه", "ها", "هم", "هما"))
        yield from (("ب" + stem + suffix, "noun", "") for suffix in ("ه", "ها", "هم"))
        yield from ((noun, "noun", ""), ("بال" + noun, "noun", ""))


def finite_form(word: str) -> Form | None:
    """Return the finite form that a folded word can be, if any."""
    return next((form for form in readings(word) if form.finite), None)


@cache
def say_form() -> Form:
    """Return قال, for a cue that is not itself a verb of saying."""
    return readings("قال")[0]
