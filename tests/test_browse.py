"""Datasette on a record: pages open, labels and descriptions stand, cells find their direction."""

import asyncio
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from claimtrack.browse import datasette
from claimtrack.store.connection import connect


def get(app: Datasette, path: str) -> Any:
    return asyncio.run(app.client.get(path))


def tables(path: Path) -> list[str]:
    """List the tables and views that are not parts of the full-text index."""
    db = connect(path)
    names = [name for name in db.table_names() + db.view_names() if "_fts" not in name]
    db.close()
    return names


def test_every_page_opens(seeds_db: Path) -> None:
    """The front page, the database and every table and view answer."""
    app = datasette(seeds_db)
    for path in ("/", "/claims", *(f"/claims/{name}" for name in tables(seeds_db))):
        assert get(app, path).status_code == 200, path


def test_plain_datasette_opens_every_page(seeds_db: Path) -> None:
    """Without our settings every table and view answers, too, and links carry labels."""
    app = Datasette([str(seeds_db)])
    for name in tables(seeds_db):
        assert get(app, f"/claims/{name}").status_code == 200, name
    links = get(app, "/claims/links.json?_labels=on&_size=1").json()
    column = links["columns"].index("claim")
    label = (
        links["rows"][0]["claim"]
        if isinstance(links["rows"][0], dict)
        else links["rows"][0][column]
    )
    assert label["label"]
    assert label["label"] != label["value"]


def test_tables_are_described_and_cells_find_their_direction(seeds_db: Path) -> None:
    """A table's page says what it holds and loads the style that sets cells right to left."""
    app = datasette(seeds_db)
    page = get(app, "/claims/claims").text
    assert "What statements have in common" in page
    assert "/claimtrack/browse.css" in page
    assert "unicode-bidi: plaintext" in get(app, "/claimtrack/browse.css").text


def test_every_table_and_view_is_described(seeds_db: Path) -> None:
    """No page that a reader sees stands without a description."""
    app = datasette(seeds_db)
    told = app.metadata("tables", database="claims", fallback=False) or {}
    for name in tables(seeds_db):
        assert told[name].get("description") or told[name].get("hidden"), name


@pytest.mark.parametrize("words", ["الإتفاقات", "الاتفاقات"])
def test_search_folds(seeds_db: Path, words: str) -> None:
    """A table's search finds a word whatever its spelling."""
    found = get(datasette(seeds_db), f"/claims/statements.json?_search={words}&_shape=array")
    assert any("الاتفاقات" in row["content"] for row in found.json())


def test_hostile_text_is_not_markup(seeds_db: Path) -> None:
    """A script tag in a name is shown, not run."""
    db = connect(seeds_db)
    db.execute("UPDATE speakers SET name = '<script>alert(1)</script>'")
    db.close()
    page = get(datasette(seeds_db), "/claims/speakers").text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_browse_answers_on_loopback_only(seeds_db: Path) -> None:
    """`claimtrack browse` says where it is, answers there and at no other address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = (
        f"from claimtrack.cli import main; main(['browse', {str(seeds_db)!r}, '--port', '{port}'])"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == f"http://127.0.0.1:{port}/ (Ctrl-C stops it)\n"
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/claims") as page:
            assert page.status == 200
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.2", port)) != 0
    finally:
        process.terminate()
        process.wait(timeout=10)
        assert process.stdout is not None
        process.stdout.close()
