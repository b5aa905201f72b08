"""Datasette on this machine, for one record."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

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
    from claimtrack.browse.settings import SETTINGS

    if not pm.is_registered(plugin):  # in a checkout that is not installed
        pm.register(plugin, name="claimtrack")
    return Datasette([str(path)], settings=SETTINGS)


def serve(path: str | Path, port: int, host: str = HOST) -> None:
    """Serve the record at http://HOST:PORT until interrupted; to this machine only, unless told.

    Raise InputError where the port is taken or the host is none of this machine.
    """
    app = datasette(path).app()
    import uvicorn

    with _listen(host, port) as listener:
        config = uvicorn.Config(app, log_level="warning", lifespan="on")
        shown = f"[{host}]" if ":" in host else host
        print(f"http://{shown}:{port}/ (Ctrl-C stops it)", flush=True)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        remedy = "name another with --host or --port"
        raise InputError(f"{host} port {port}", f"cannot be used ({error.strerror})", remedy) from (
            error
        )
    return listener
