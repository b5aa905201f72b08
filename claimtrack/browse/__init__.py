"""The record in a browser, with Datasette."""

from claimtrack.browse.server import datasette, serve

__all__ = ["datasette", "serve"]
