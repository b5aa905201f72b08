"""The record in a browser: a Datasette plugin, and Datasette set up with it."""

from claimtrack.browse.server import datasette, serve

__all__ = ["datasette", "serve"]
