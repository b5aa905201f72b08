"""What Datasette asks of the record: a search that folds its words as the index does."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette import hookimpl

from claimtrack.arabic import fold

_Message = MutableMapping[str, Any]
_App = Callable[
    [_Message, Callable[[], Awaitable[_Message]], Callable[[_Message], Awaitable[None]]],
    Awaitable[None],
]


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Give SQL the function fold(text), the spelling of the columns `folded`."""
    conn.create_function("fold", 1, lambda text: text and fold(text), deterministic=True)


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Callable[[_App], _App]:
    """Fold the words of a table's search."""

    def wrap(app: _App) -> _App:
        async def folded(scope: _Message, receive: Any, send: Any) -> None:
            if b"_search" in scope.get("query_string", b""):
                pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
                query = urlencode(
                    [(k, fold(v) if k.startswith("_search") else v) for k, v in pairs]
                )
                scope = {**scope, "query_string": query.encode("latin-1")}
            await app(scope, receive, send)

        return folded

    return wrap
