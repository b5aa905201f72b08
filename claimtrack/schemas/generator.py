"""JSON Schemas made from types: attrs classes, typed dicts and what they are made of."""

from __future__ import annotations

import inspect
import json
from collections.abc import Sequence
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from attrs import has

from claimtrack.schemas.records import OPEN, RECORDS

_JSON_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}


def schema(name: str) -> dict[str, Any]:
    """Make the JSON Schema of a record; the names are the keys of `RECORDS`."""
    definitions: dict[str, Any] = {}
    body = _schema(RECORDS[name], definitions)
    reference = body.pop("$ref", "")
    if reference:  # the record itself stands at the top, and not among the definitions
        body = definitions.pop(reference.removeprefix("#/$defs/"))
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{name}.schema.json",
    }
    return head | body | ({"$defs": dict(sorted(definitions.items()))} if definitions else {})


def _schema(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Make the schema of a type; records in it go into `definitions`."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is None and kind in _JSON_TYPES:
        return {"type": _JSON_TYPES[kind]}
    if origin is Annotated:
        return _schema(arguments[0], definitions) | dict(kind.__metadata__)
    if origin is Literal:
        return {"type": "string", "enum": list(arguments)}
    if origin in (Union, UnionType):
        return _either([_schema(argument, definitions) for argument in arguments])
    if origin in (list, tuple):
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(arguments[1], definitions)}
    if has(kind) or is_typeddict(kind):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}  # kept free while its own fields are made
            definitions[kind.__name__] = _record(kind, definitions)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    raise TypeError(f"no JSON Schema for {kind!r}")


def _either(options: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Join the schemas of a union; a list of types says more than `anyOf` where one fails."""
    if any("$ref" in option or "items" in option for option in options):
        return {"anyOf": list(options)}
    joined = {key: value for option in options for key, value in option.items()}
    if "enum" in joined:
        joined["enum"] = [*joined["enum"], None]
    return joined | {"type": [option["type"] for option in options]}


def _record(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    # Without the wrapper NotRequired, which only says what __required_keys__ says as well.
    fields = {
        name: get_args(hint)[0] if get_origin(hint) is NotRequired else hint
        for name, hint in hints.items()
    }
    optional = [name for name, hint in hints.items() if get_origin(hint) is NotRequired]
    return {
        "description": (inspect.getdoc(kind) or "").replace("\n", " "),
        "type": "object",
        "properties": {name: _schema(hint, definitions) for name, hint in fields.items()},
        "required": [name for name in fields if name not in optional],
        "additionalProperties": kind in OPEN,
    }


def text_of(name: str) -> str:
    """Write the schema of a record as it stands in its file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"
