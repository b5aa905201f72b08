"""Take the pictures of the pages that the documentation shows: screenshots.py DB DIRECTORY.

Rejects one proposal in DB, to show what a decision looks like. Needs Debian's `chromium` and a
font for Arabic (`fonts-noto-core`).
"""

from __future__ import annotations

import shutil
import socket
import sys
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright

from claimtrack.browse import datasette
from claimtrack.store.connection import connect
from claimtrack.tracker import Tracker

DESK, PHONE = {"width": 1200, "height": 900}, {"width": 390, "height": 844}
# Name of the picture, page, interface, screen.
PICTURES = (
    ("front-ar", "record", "ar", DESK),
    ("front-en", "record", "en", DESK),
    ("claim-ar", "claim", "ar", DESK),
    ("claim-en", "claim", "en", DESK),
    ("claim-phone-ar", "claim", "ar", PHONE),
    ("decided-ar", "decided", "ar", DESK),
    ("speaker-ar", "speaker", "ar", DESK),
    ("article-ar", "article", "ar", DESK),
    ("article-phone-ar", "article", "ar", PHONE),
    ("outlet-ar", "outlet", "ar", DESK),
    ("search-ar", "search", "ar", DESK),
)


def pages(path: Path) -> dict[str, str]:
    """Address the fullest page of each kind."""
    db = connect(path)
    fullest = {
        "claim": "SELECT id FROM claims ORDER BY origins DESC, mentions DESC, id",
        "speaker": "SELECT id FROM speakers_overview ORDER BY statements DESC, id",
        "article": "SELECT article FROM statements GROUP BY article ORDER BY count(*) DESC",
        "outlet": "SELECT source FROM articles GROUP BY source ORDER BY count(*) DESC, source DESC",
    }
    found = {kind: f"{kind}/{db.execute(sql).fetchone()[0]}" for kind, sql in fullest.items()}
    decided = "SELECT claim FROM links JOIN decisions ON statement = left_key"
    found["decided"] = f"claim/{db.execute(decided).fetchone()[0]}#h-decided"
    db.close()
    return found | {"record": "record", "search": "search?q=الاتفاقات"}


def take(page: Page, address: str, picture: Path) -> None:
    """Open a page, point at its first statement where it has a text, and take its picture."""
    page.goto(address)
    mark = page.locator("#text .mark.cue").first
    if mark.count():
        mark.hover()
    page.screenshot(path=picture)
    print(picture)


def main() -> None:
    path, directory = Path(sys.argv[1]), Path(sys.argv[2])
    directory.mkdir(parents=True, exist_ok=True)
    with Tracker(path) as tracker:
        tracker.decide(tracker.proposals("link", limit=1)[0].id, "rejected")
    with socket.socket() as listener, sync_playwright() as playwright:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(datasette(path).app(), log_level="warning"))
        threading.Thread(target=server.run, args=([listener],), daemon=True).start()
        while not server.started:
            time.sleep(0.01)
        root = f"http://127.0.0.1:{listener.getsockname()[1]}/{path.stem}/-/"
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        found = pages(path)
        for name, kind, language, screen in PICTURES:
            page = browser.new_context(locale=language, viewport=screen).new_page()
            take(page, root + found[kind], directory / f"{name}.png")
            page.context.close()
        browser.close()
        server.should_exit = True


if __name__ == "__main__":
    main()
