"""Datasette on this machine, set up for a record: labels, descriptions, right-to-left cells."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.browse.metadata import metadata
from claimtrack.errors import InputError
from claimtrack.store.connection import connect

if TYPE_CHECKING:
    from datasette.app import Datasette

HOST = "127.0.0.1"


def datasette(path: str | Path) -> Datasette:
    """Return Datasette for the record at `path`; raise DatabaseError where it is not one."""
    # Opened once for writing: Datasette, which only reads, cannot roll back what a kill left.
    connect(path).close()
    from datasette.app import Datasette
    from datasette.plugins import pm

    from claimtrack.browse import plugin

    if not pm.is_registered(plugin):
        pm.register(plugin, name="claimtrack")
    return Datasette(
        [str(path)],
        metadata=metadata(Path(path).stem),
        static_mounts=[("claimtrack", str(Path(__file__).parent / "static"))],
    )


def serve(path: str | Path, port: int) -> None:
    """Serve the record at http://127.0.0.1:PORT until interrupted, to this machine only.

    Raise InputError where the port is taken.
    """
    app = datasette(path).app()
    import uvicorn

    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError as error:
            raise InputError(f"port {port}", "is taken", "name another with --port") from error
        config = uvicorn.Config(app, log_level="warning", lifespan="on")
        print(f"http://{HOST}:{port}/ (Ctrl-C stops it)", flush=True)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
