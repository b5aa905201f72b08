"""What a page is asked for, and the addresses that it links to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote, urlencode

from attrs import frozen

from claimtrack.browse.interface import Interface
from claimtrack.browse.markup import text_fragment
from claimtrack.browse.queries import Row

PER_PAGE = 40


@frozen
class Links:
    """Addresses of a record's pages; `root` is that of its database in Datasette."""

    root: str
    path: Callable[[str], str]  # from Datasette: puts its base URL in front

    def page(self, name: str, **query: object) -> str:
        """Address a page that stands once: record, claims, speakers, articles, search."""
        kept = {key: value for key, value in query.items() if value not in ("", None, False)}
        return f"{self.root}/-/{name}" + (f"?{urlencode(kept)}" if kept else "")

    def claim(self, claim: str) -> str:
        return f"{self.root}/-/claim/{quote(claim, safe='')}"

    def speaker(self, speaker: str) -> str:
        return f"{self.root}/-/speaker/{quote(speaker, safe='')}"

    def outlet(self, name: str) -> str:
        return f"{self.root}/-/outlet/{quote(name, safe='')}"

    def article(self, article: str) -> str:
        return f"{self.root}/-/article/{quote(article, safe='')}"

    def place(self, statement: str, text: str = "") -> str:
        """Address a statement in its article; browsers that know text fragments mark `text`."""
        article, _, local = statement.partition("/")
        return f"{self.article(article)}#{local}" + (text_fragment(text) if text else "")

    def table(self, name: str, extension: str = "", **query: object) -> str:
        """Address a table as Datasette shows it, or its rows as .json or .csv."""
        return f"{self.root}/{name}{extension}" + (f"?{urlencode(query)}" if query else "")

    def row(self, table: str, key: str | int) -> str:
        return f"{self.root}/{table}/{quote(str(key), safe='')}"

    def static(self, name: str) -> str:
        return self.path(f"/-/claimtrack/{name}")


@frozen
class Ask:
    """A page's name in its address, its query, the interface and the addresses to link to."""

    name: str
    query: Mapping[str, str]
    ui: Interface
    links: Links

    @property
    def page(self) -> int:
        """The number of the page asked for, from 1."""
        number = self.query.get("page", "1")
        return min(max(int(number), 1), 10**6) if number.isascii() and number.isdigit() else 1

    @property
    def window(self) -> tuple[int, int]:
        """How many rows to read, after how many."""
        return PER_PAGE, (self.page - 1) * PER_PAGE

    def pages(self, total: int, address: Callable[[int], str]) -> Row:
        """Give what the links to the page before and after need; `address` takes a number."""
        last = max(1, -(-total // PER_PAGE))
        return {
            "page": self.page,
            "last": last,
            "before": address(self.page - 1) if 1 < self.page <= last else None,
            "after": address(self.page + 1) if self.page < last else None,
        }
