"""What Datasette asks of claimtrack: the pages, settings and search of each record it serves.

A database is a record where its header says so; others, served beside it, are left alone. The same
code runs under Datasette 0.65 and 1.0.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, asgi_static
from markupsafe import Markup

from claimtrack.arabic import fold
from claimtrack.browse import article, claim, front, listing, outlet, search, speaker
from claimtrack.browse.interface import choose
from claimtrack.browse.markup import bdi
from claimtrack.browse.request import Links
from claimtrack.browse.responses import DATASETTE_POLICY, Page, respond
from claimtrack.browse.settings import apply, metadata, stored_queries
from claimtrack.store.schema import APPLICATION_ID, VERSION

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response

_Message = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]
_App = Callable[[_Message, _Receive, _Send], Awaitable[None]]

_PAGES = {
    r"record": Page("front.html", front.read, ("claims", None)),
    r"claims": Page(
        "claims.html", listing.claims, ("claims", None),
        {"status": "status__exact", "kind": "kind__exact", "conflict": "open_conflict__exact"},
    ),
    r"speakers": Page("speakers.html", listing.speakers, ("speakers", None)),
    r"articles": Page("articles.html", listing.articles, ("articles", None)),
    r"search": Page("search.html", search.read, ("statements", None), {"q": "_search"}),
    r"claim/(?P<name>[^/]+)": Page("claim.html", claim.read, ("evidence", "claim_id")),
    r"speaker/(?P<name>[^/]+)": Page("speaker.html", speaker.read, ("quotations", "speaker_id")),
    r"article/(?P<name>[^/]+)": Page("article.html", article.read, ("quotations", "article")),
    r"outlet/(?P<name>[^/]+)": Page("outlet.html", outlet.read, ("articles", "source")),
}  # fmt: skip
# What the pages read; whoever may not view one of these in Datasette sees no page either.
_TABLES = ("articles", "claims", "conflicts", "links", "speakers", "statements", "status_log")
# Columns that hold the key of something that has a page.
_KEYS = {
    "claims": {"id": "claim"},
    "speakers": {"id": "speaker"},
    "articles": {"id": "article"},
    "statements": {"id": "place"},
    "sources": {"name": "outlet"},
    "claims_overview": {"id": "claim"},
    "speakers_overview": {"id": "speaker"},
    "quotations": {"statement": "place", "speaker_id": "speaker", "article": "article"},
    "evidence": {"claim_id": "claim", "statement": "place", "speaker_id": "speaker",
                 "article": "article"},
    "status_log": {"claim": "claim"},
}  # fmt: skip

_records: WeakKeyDictionary[Datasette, frozenset[str]] = WeakKeyDictionary()


def records(datasette: Datasette) -> frozenset[str]:
    """Name the databases that are records of this version; known once Datasette has started."""
    return _records.get(datasette, frozenset())


# pluggy's decorators, as Datasette hands them on, have no types: hence each `untyped-decorator`.
@hookimpl
def startup(datasette: Datasette) -> Callable[[], Awaitable[None]]:
    """Find the records among the databases and set Datasette up for them."""

    async def find() -> None:
        found = set()
        for name, db in datasette.databases.items():
            header = [
                (await db.execute(f"PRAGMA {key}")).first()[0]
                for key in ("application_id", "user_version")
            ]
            if header == [APPLICATION_ID, VERSION]:
                found.add(name)
        _records[datasette] = frozenset(found)
        for name in sorted(found):
            await apply(datasette, name)

    return find


@hookimpl(optionalhook=True)
def get_metadata(datasette: Datasette) -> dict[str, Any]:
    """Describe the tables of each record; Datasette 0.65 asks for it."""
    return {"databases": {name: metadata() for name in records(datasette)}}


@hookimpl(optionalhook=True)
def canned_queries(datasette: Datasette, database: str) -> dict[str, Any]:
    """Offer the queries; Datasette 0.65 asks for them."""
    return stored_queries() if database in records(datasette) else {}


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Give SQL the function fold(text), the spelling of the columns `folded`."""
    conn.create_function("fold", 1, lambda text: text and fold(text), deterministic=True)


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Put the pages of a record under /DATABASE/-/, their style and script under /-/claimtrack/."""
    # Not left to Datasette, which finds a plugin's `static` only where the package is installed.
    static = asgi_static(Path(__file__).parent / "static")
    pages = [(rf"/(?P<database>[^/]+)/-/{path}$", _view(page)) for path, page in _PAGES.items()]
    return [*pages, (r"/-/claimtrack/(?P<path>[^/]+)$", static)]


def _view(page: Page) -> Callable[..., Awaitable[Response]]:
    async def view(datasette: Datasette, request: Request) -> Response:
        database = tilde_decode(request.url_vars["database"])
        if database not in records(datasette):
            raise NotFound(f"{database} is no record of claimtrack, or one of another version")
        for table in _TABLES:
            await _ensure_view(datasette, request, database, table)
        return await respond(datasette, request, database, page)

    return view


async def _ensure_view(datasette: Datasette, request: Request, database: str, table: str) -> None:
    """Raise Forbidden where the actor may not view a table."""
    if hasattr(datasette, "ensure_permissions"):  # 0.65
        allow = [("view-table", (database, table)), ("view-database", database), "view-instance"]
        await datasette.ensure_permissions(request.actor, allow)
    else:
        from datasette.resources import TableResource

        await datasette.ensure_permission(
            action="view-table", resource=TableResource(database, table), actor=request.actor
        )


@hookimpl
def extra_css_urls(datasette: Datasette, database: str) -> list[str]:
    """Give the cells of a record's tables their direction and a font for Arabic."""
    if database not in records(datasette):
        return []
    return [_links(datasette, database).static("tables.css")]


@hookimpl
def menu_links(datasette: Datasette, request: Request | None) -> list[dict[str, str]]:
    """Link to each record's front page from Datasette's menu."""
    ui = choose(request.headers.get("accept-language", "") if request else "")
    return [
        {"href": _links(datasette, name).page("record"), "label": f"{ui.words['front']}: {name}"}
        for name in sorted(records(datasette))
    ]


@hookimpl
def render_cell(
    value: Any, column: str, table: str | None, database: str, datasette: Datasette
) -> Markup | None:
    """Link keys in the tables to their pages."""
    kind = _KEYS.get(table or "", {}).get(column)
    if kind is None or not isinstance(value, str) or database not in records(datasette):
        return None
    address = getattr(_links(datasette, database), kind)(value)
    return Markup('<a href="{}">{}</a>').format(address, bdi(value))


def _links(datasette: Datasette, database: str) -> Links:
    return Links(datasette.urls.database(database), datasette.urls.path)


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[_App], _App]:
    """Open on the record where there is one alone; fold searches; guard Datasette's pages."""

    def wrap(app: _App) -> _App:
        async def wrapped(scope: _Message, receive: _Receive, send: _Send) -> None:
            if scope["type"] != "http":
                return await app(scope, receive, send)
            await datasette.invoke_startup()  # once: the first request comes here before it
            path = scope["path"]
            if path == datasette.urls.path("/") and not scope.get("query_string"):
                if front_page := _only_record(datasette):
                    return await _redirect(front_page, send)
            if _is_of_record(datasette, path):
                scope, send = _folded(scope), _guarded(send)
            await app(scope, receive, send)

        return wrapped

    return wrap


def _is_of_record(datasette: Datasette, path: str) -> bool:
    """Tell whether a path lies under a record's database, the database itself included."""
    roots = (datasette.urls.database(name) for name in records(datasette))
    return any(path == root or path.startswith((f"{root}/", f"{root}.")) for root in roots)


def _only_record(datasette: Datasette) -> str | None:
    """Address the front page of the record that is served alone."""
    names = [name for name in datasette.databases if not name.startswith("_")]
    alone = len(names) == 1 and names[0] in records(datasette)
    return _links(datasette, names[0]).page("record") if alone else None


async def _redirect(address: str, send: _Send) -> None:
    headers = [(b"location", address.encode("latin-1")), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 302, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _folded(scope: _Message) -> _Message:
    """Fold the words of a table's search as the index is folded."""
    if b"_search" not in scope.get("query_string", b""):
        return scope
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    query = urlencode([(k, fold(v) if k.startswith("_search") else v) for k, v in pairs])
    return {**scope, "query_string": query.encode("latin-1")}


def _guarded(send: _Send) -> _Send:
    """Add a Content-Security-Policy to HTML that has none."""

    async def guarded(message: _Message) -> None:
        if message["type"] == "http.response.start":
            headers = {key.lower(): value for key, value in message.get("headers", [])}
            html = headers.get(b"content-type", b"").startswith(b"text/html")
            if html and b"content-security-policy" not in headers:
                policy = (b"content-security-policy", DATASETTE_POLICY.encode())
                message = {**message, "headers": [*message["headers"], policy]}
        await send(message)

    return guarded
