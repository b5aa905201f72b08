"""What can go wrong.

    ClaimtrackError
    ├── InputError(ValueError)          an article, file or option that cannot be used
    │   └── EncodingError               bytes that are not UTF-8
    ├── DatabaseError(ValueError)       a file that is not a record of ours, or of a newer version
    ├── ModelError(RuntimeError)        a segmentation model that is missing or cannot be loaded
    └── WorkerError(RuntimeError)       a worker process that died

Each carries the thing, the value and the remedy: `str(error)` is one line.
"""

from __future__ import annotations


class ClaimtrackError(Exception):
    """Base of all errors that claimtrack raises on purpose."""

    def __init__(self, thing: str, problem: str, remedy: str = "") -> None:
        self.thing = thing
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{thing}: {problem}" + (f"; {remedy}" if remedy else ""))


class InputError(ClaimtrackError, ValueError):
    """An article, file or option that cannot be used."""


class EncodingError(InputError):
    """Bytes that are not UTF-8; `offset` is the first bad byte."""

    def __init__(self, thing: str, offset: int) -> None:
        self.offset = offset
        super().__init__(
            thing, f"not UTF-8 at byte offset {offset}", "save the file as UTF-8 and try again"
        )


class DatabaseError(ClaimtrackError, ValueError):
    """A file that is not a claimtrack database, or one of a newer version."""


class ModelError(ClaimtrackError, RuntimeError):
    """A segmentation model that is missing or cannot be loaded."""


class WorkerError(ClaimtrackError, RuntimeError):
    """A worker process that died."""
