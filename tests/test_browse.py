"""Datasette on a record: tables, settings, search, and who may see what. For 0.65 and 1.0."""

import asyncio
import json
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.plugins import pm

from claimtrack.browse import datasette, plugin
from claimtrack.browse.settings import write
from claimtrack.store.connection import connect

ONE = hasattr(Datasette, "add_query")  # Datasette 1.0


def get(app: Datasette, path: str, **headers: str) -> Any:
    return asyncio.run(app.client.get(path, headers=headers))


def tables(path: Path) -> list[str]:
    """List the tables and views that are not parts of the full-text index."""
    db = connect(path)
    names = [name for name in db.table_names() + db.view_names() if "_fts" not in name]
    db.close()
    return names


@pytest.fixture
def _without_plugin() -> Iterator[None]:
    """Datasette as it is where claimtrack is not installed."""
    registered = pm.is_registered(plugin)
    if registered:
        name = pm.get_name(plugin)
        pm.unregister(plugin)
    yield
    if registered:
        pm.register(plugin, name=name)


def test_every_table_opens(seeds_db: Path) -> None:
    """The database and every table and view answer."""
    app = datasette(seeds_db)
    for path in ("/claims", *(f"/claims/{name}" for name in tables(seeds_db))):
        assert get(app, path).status_code == 200, path


@pytest.mark.usefixtures("_without_plugin")
def test_datasette_alone_opens_every_table(seeds_db: Path) -> None:
    """Without our package every table and view answers, too."""
    app = Datasette([str(seeds_db)])
    for name in tables(seeds_db):
        assert get(app, f"/claims/{name}").status_code == 200, name


def test_the_front_page_of_a_record_served_alone_is_the_record(seeds_db: Path) -> None:
    """The root leads to the record's front page; with another database beside it, it does not."""
    alone = get(datasette(seeds_db), "/")
    assert (alone.status_code, alone.headers["location"]) == (302, "/claims/-/record")
    other = seeds_db.with_name("other.db")
    sqlite3.connect(other).execute("CREATE TABLE t (c)").connection.close()
    assert get(Datasette([str(seeds_db), str(other)]), "/").status_code == 200


def test_other_databases_are_left_alone(seeds_db: Path) -> None:
    """A database without our header gets no pages, no style, no folding and no policy."""
    datasette(seeds_db)  # registers the plugin
    other = seeds_db.with_name("other.db")
    conn = sqlite3.connect(other)
    conn.executescript(
        "CREATE TABLE t (c TEXT); INSERT INTO t VALUES ('أحمد');"
        "CREATE VIRTUAL TABLE t_fts USING fts5 (c, content=t); INSERT INTO t_fts (t_fts) VALUES"
        " ('rebuild')"
    )
    conn.close()
    app = Datasette([str(seeds_db), str(other)])
    assert get(app, "/other/-/record").status_code == 404
    page = get(app, "/other/t")
    assert "tables.css" not in page.text
    assert "content-security-policy" not in page.headers
    assert len(get(app, "/other/t.json?_search=أحمد&_shape=array").json()) == 1


def test_a_record_of_another_version_gets_no_pages(seeds_db: Path) -> None:
    """Pages read a schema that they know, and no other."""
    datasette(seeds_db)
    conn = sqlite3.connect(seeds_db)
    conn.execute("PRAGMA user_version = 999")
    conn.close()
    assert get(Datasette([str(seeds_db)]), "/claims/-/record").status_code == 404


def test_tables_are_described_and_cells_find_their_direction(seeds_db: Path) -> None:
    """A table's page says what it holds and loads the style that sets cells right to left."""
    app = datasette(seeds_db)
    page = get(app, "/claims/claims").text
    assert "What statements have in common" in page
    assert "/-/claimtrack/tables.css" in page
    assert "unicode-bidi: plaintext" in get(app, "/-/claimtrack/tables.css").text


def test_every_table_and_column_is_described(seeds_db: Path) -> None:
    """No table, view or column stands without a description."""
    told = plugin.metadata()["tables"]
    db = connect(seeds_db)
    for name in tables(seeds_db):
        assert told[name]["description"], name
        columns = {row[1] for row in db.execute(f'PRAGMA table_xinfo("{name}")')}
        if not name.startswith("_"):
            assert columns == told[name]["columns"].keys(), name
    db.close()


def test_described_columns_exist(seeds_db: Path) -> None:
    """Descriptions, facets and labels name columns that are there."""
    db = connect(seeds_db)
    for name, told in plugin.metadata()["tables"].items():
        columns = {row[1] for row in db.execute(f'PRAGMA table_xinfo("{name}")')}
        sort = [told[key] for key in ("label_column", "sort_desc") if key in told]
        assert {*told.get("columns", {}), *told.get("facets", []), *sort} <= columns, name
    db.close()


def test_tables_have_facets_and_labels(seeds_db: Path) -> None:
    """Claims are faceted by status; where a row links to one, its text is shown."""
    app = datasette(seeds_db)
    facets = get(app, "/claims/claims.json?_extra=facet_results&_shape=objects").json()
    found = facets["facet_results"]
    assert "status" in (found.get("results") or found)
    links = get(app, "/claims/links.json?_labels=on&_size=1&_shape=objects").json()
    assert links["rows"][0]["claim"]["label"] != links["rows"][0]["claim"]["value"]


@pytest.mark.parametrize("name", sorted(plugin.stored_queries()))
def test_queries_run(seeds_db: Path, name: str) -> None:
    """Each query that Datasette offers answers as a page, as JSON and as CSV."""
    app = datasette(seeds_db)
    for extension in ("", ".json", ".csv"):
        answer = get(app, f"/claims/{name}{extension}?name=ترامب")
        assert answer.status_code == 200, (extension, answer.text)


@pytest.mark.usefixtures("_without_plugin")
def test_settings_for_datasette_alone(seeds_db: Path, tmp_path: Path) -> None:
    """One function writes both forms; with them Datasette without our package is set up alike."""
    described, set_up = write("claims", tmp_path)
    assert (described.name, set_up.name) == ("metadata.json", "datasette.yaml")
    of = {"metadata": json.loads(described.read_text(encoding="utf-8"))}
    if ONE:
        from datasette.utils import parse_metadata

        of["config"] = parse_metadata(set_up.read_text(encoding="utf-8"))
    app = Datasette([str(seeds_db)], **of)
    page = get(app, "/claims/claims").text
    assert "What statements have in common" in page
    assert "_facet=status" in page or "facet-status" in page
    rows = get(app, "/claims/corroborated_claims.json?_shape=array").json()
    assert any("كازاخستان" in row["claim"] for row in rows)
    links = get(app, "/claims/links.json?_labels=on&_size=1&_shape=objects").json()
    assert links["rows"][0]["claim"]["label"] != links["rows"][0]["claim"]["value"]


@pytest.mark.parametrize("words", ["الإتفاقات", "الاتفاقات"])
def test_search_of_a_table_folds(seeds_db: Path, words: str) -> None:
    """A table's search finds a word whatever its spelling."""
    found = get(datasette(seeds_db), f"/claims/statements.json?_search={words}&_shape=array")
    assert any("الاتفاقات" in row["content"] for row in found.json())


def test_keys_in_tables_lead_to_pages(seeds_db: Path) -> None:
    """A claim's id in a table is a link to its page."""
    page = get(datasette(seeds_db), "/claims/claims_overview").text
    assert '<a href="/claims/-/claim/c' in page


def test_the_menu_leads_to_the_record(seeds_db: Path) -> None:
    """Datasette's own pages link to the record's front page."""
    assert 'href="/claims/-/record"' in get(datasette(seeds_db), "/claims").text


def test_who_may_not_view_a_table_sees_no_page(seeds_db: Path) -> None:
    """Datasette's permissions hold for the pages, too."""
    datasette(seeds_db)
    denied = {"databases": {"claims": {"tables": {"articles": {"allow": False}}}}}
    app = Datasette([str(seeds_db)], **({"config": denied} if ONE else {"metadata": denied}))
    assert get(app, "/claims/-/record").status_code == 403


def test_pages_do_not_write(seeds_db: Path) -> None:
    """Browsing leaves the file as it was, byte for byte; a query that writes is refused."""
    app = datasette(seeds_db)
    before = seeds_db.read_bytes()
    for path in ("/claims/-/record", "/claims/-/claims", "/claims/-/search?q=كازاخستان"):
        assert get(app, path).status_code == 200
    sql = "/claims/-/query?sql=" if ONE else "/claims?sql="
    assert get(app, f"{sql}DELETE+FROM+claims").status_code == 400
    assert seeds_db.read_bytes() == before


def test_a_base_url_stands_before_every_link(seeds_db: Path) -> None:
    """Behind a proxy that serves it under a path, links and styles keep that path."""
    datasette(seeds_db)
    app = Datasette([str(seeds_db)], settings={"base_url": "/news/"})
    page = get(app, "/claims/-/record").text
    assert 'href="/news/-/claimtrack/pages.css"' in page
    assert 'href="/news/claims/-/claims' in page
    assert 'href="/claims' not in page


def test_a_name_with_a_dot_and_space(seeds_db: Path) -> None:
    """The pages stand wherever Datasette puts a database of that name."""
    renamed = Path(shutil.copy(seeds_db, seeds_db.with_name("my news.v2.db")))
    app = datasette(renamed)
    front = get(app, "/").headers["location"]
    assert get(app, front).status_code == 200


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
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
            assert page.status == 200
            assert page.url.endswith("/claims/-/record")
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.2", port)) != 0
    finally:
        process.terminate()
        process.wait(timeout=10)
        assert process.stdout is not None
        process.stdout.close()


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid"])
def test_browse_refuses_a_host_that_is_not_here(seeds_db: Path, run: Any, host: str) -> None:
    """An address of another machine gives one line that says what to change."""
    done = run("browse", seeds_db, "--host", host, "--port", "8765")
    assert done.exit_code == 2
    assert f"{host} port 8765: cannot be used" in done.output
    assert "--host" in done.output
