"""A page as a response: read, rendered, guarded by a Content-Security-Policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from attrs import frozen
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from claimtrack.browse import markup
from claimtrack.browse.interface import choose
from claimtrack.browse.request import Ask, Links

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response

GUARD = {
    # Nothing inline, nothing from elsewhere: what slips through the escaping still cannot run.
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}
DATASETTE_POLICY = (
    # Datasette's own pages hold scripts and styles of their own; other hosts stay shut out.
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'"
)
Read = Callable[[Connection, Ask], dict[str, Any] | None]


@frozen
class Page:
    """A kind of page: its template, what reads it, and as which tables its data can be had.

    `data` is (table or view, column that holds the page's name) or None; `filters` maps what the
    page's query may hold to what Datasette calls it.
    """

    template: str
    read: Read
    data: tuple[str, str | None] | None = None
    filters: Mapping[str, str] = {}


def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "bdi": markup.bdi,
        "plain": markup.plain,
        "attributes": markup.attributes,
        "http_url": markup.http_url,
    }
    return found


_TEMPLATES = _environment()


async def respond(datasette: Datasette, request: Request, database: str, page: Page) -> Response:
    """Read and render a page of the record; a name that the record does not know gives 404."""
    from datasette.utils.asgi import Response

    ui = choose(request.headers.get("accept-language", ""))
    links = Links(datasette.urls.database(database), datasette.urls.path)
    query = {key: request.args.get(key) or "" for key in request.args}
    ask = Ask(unquote(request.url_vars.get("name", "")), query, ui, links)
    db = datasette.get_database(database)
    context = await db.execute_fn(lambda conn: page.read(conn, ask))
    template = page.template if context is not None else "missing.html"
    body = _TEMPLATES.get_template(template).render(
        **(context or {}), t=ui.words, ui=ui, links=links, ask=ask, here=page.template,
        data=_data(page, ask) if context is not None else None,
    )  # fmt: skip
    headers = GUARD | {"vary": "Accept-Language", "content-language": ui.language}
    return Response(
        body,
        status=200 if context is not None else 404,
        headers=headers,
        content_type="text/html; charset=utf-8",
    )


def _data(page: Page, ask: Ask) -> dict[str, str] | None:
    """Address what a page shows as a table, JSON and CSV."""
    if page.data is None:
        return None
    table, column = page.data
    query = {f"{column}__exact": ask.name} if column else {}
    for asked, told in page.filters.items():
        if ask.query.get(asked):
            query[told] = ask.query[asked]
    return {
        "table": ask.links.table(table, **query),
        "json": ask.links.table(table, ".json", **query, _shape="objects"),
        # All rows, which Datasette reads page by page: of views, only where they are few.
        "csv": ask.links.table(table, ".csv", **query, _stream="on"),
    }
