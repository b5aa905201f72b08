"""Records and files of them held against their schema: what is wrong, and where."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from attrs import frozen

from claimtrack.errors import EncodingError, InputError
from claimtrack.schemas.generator import schema

Keys = tuple[str | int, ...]


@frozen
class Violation:
    """What is wrong in a record, and where: `path` is a JSON path, "$.statements[0].mode"."""

    keys: Keys
    problem: str

    @property
    def path(self) -> str:
        return "$" + "".join(
            f".{key}" if isinstance(key, str) and key.isidentifier() else f"[{json.dumps(key)}]"
            for key in self.keys
        )


def violations(value: object, name: str) -> Iterator[Violation]:
    """Find what in a record does not hold to its schema.

    Raises InputError where jsonschema is not installed.
    """
    for error in _validator(name).iter_errors(value):
        # Of what is none of several kinds, tell what is amiss with the kind that comes nearest.
        found = import_module("jsonschema").exceptions.best_match([error])
        keys = tuple(found.absolute_path)
        if found.validator == "additionalProperties":
            unknown = [key for key in found.instance if key not in found.schema["properties"]]
            known = ", ".join(found.schema["properties"])
            yield from (Violation((*keys, key), f"unknown; known are {known}") for key in unknown)
        else:
            yield Violation(keys, _short(found.message))


@cache
def _validator(name: str) -> Any:
    try:
        jsonschema = import_module("jsonschema")
    except ImportError as error:
        remedy = 'install it: pip install "claimtrack[validate]"'
        raise InputError(f"schema {name}", "checking it needs jsonschema", remedy) from error
    return jsonschema.Draft202012Validator(schema(name))


def _short(message: str) -> str:
    return message if len(message) <= 200 else f"{message[:100]} … {message[-97:]}"


@frozen
class Fault:
    """A violation in a file, at the line (from 1) on which the place begins."""

    line: int
    violation: Violation


def check_file(path: Path, name: str) -> tuple[int, list[Fault]]:
    """Hold a file against a schema: return how many records it has, and what is wrong.

    `.json` is one record or an array of them, `.toml` one, any other file a record a line. Raises
    InputError for a file that cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error), "check the path") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EncodingError(str(path), error.start) from None
    suffix = path.suffix.lower()
    if suffix == ".toml":
        return _check_document(text, name, tomllib.loads, _toml_line)
    if suffix == ".json":
        return _check_document(text, name, _json, _json_line)
    count, faults = 0, []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            count += 1
            _, found = _check_document(line, name, _json, lambda *_: 1)
            faults += [Fault(number, fault.violation) for fault in found]
    return count, faults


def _check_document(
    text: str,
    name: str,
    load: Callable[[str], object],
    line_of: Callable[[str, Keys], int],
) -> tuple[int, list[Fault]]:
    try:
        value = load(text)
    except (ValueError, RecursionError) as error:
        problem = "nested too deep" if isinstance(error, RecursionError) else str(error)
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        return 1, [Fault(line, Violation((), f"cannot be read: {problem}"))]
    records = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
    faults = []
    for number, record in records:
        for found in violations(_plain(record), name):
            keys = found.keys if number is None else (number, *found.keys)
            faults.append(Fault(line_of(text, keys), Violation(keys, found.problem)))
    return len(records), sorted(faults, key=lambda fault: fault.line)


def _json(text: str) -> object:
    return json.loads(text, parse_constant=_refuse)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON number")


def _plain(value: Any) -> Any:
    """Write TOML's dates and times as JSON has them."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | time) else value


def _json_line(text: str, keys: Sequence[str | int]) -> int:
    """Find the line on which the value at `keys` begins, by going along those before it."""
    decode = json.JSONDecoder().raw_decode
    at = _skip(text, 0)
    for key in keys:
        at = _skip(text, at + 1)
        for number in range(len(text)):
            if isinstance(key, str):
                name, end = decode(text, at)
                at = _skip(text, end, ":")
                if name == key:
                    break
            elif number == key:
                break
            _, end = decode(text, at)
            at = _skip(text, end, ",")
    return text.count("\n", 0, at) + 1


def _skip(text: str, at: int, mark: str = "") -> int:
    """Go over white space, and over one mark in it."""
    while text[at] in " \t\r\n" or text[at] == mark:
        at += 1
    return at


def _toml_line(text: str, keys: Sequence[str | int]) -> int:
    """Find the line with which what is at `keys` comes in: the shortest head of the file that holds
    it. tomllib tells no places; a head that ends inside a value is no TOML and is lengthened."""
    lines = text.splitlines(keepends=True)

    def holds(count: int) -> bool:
        for longer in range(count, len(lines) + 1):
            try:
                value: Any = tomllib.loads("".join(lines[:longer]))
            except tomllib.TOMLDecodeError:
                continue
            try:
                for key in keys:
                    value = value[key]
            except (KeyError, IndexError):
                return False
            return True
        return False

    low, high = 1, max(1, len(lines))
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
