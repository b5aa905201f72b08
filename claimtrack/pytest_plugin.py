"""The pytest plugin: a database held against every rule, and files that say what it must hold.

`pytest --claimtrack-db claims.db` gives one test for each rule. A file `NAME.claims.toml` gives one
for each statement and claim in it. pytest loads this module in every run, wanted or not: so it
imports nothing of claimtrack before there is something to test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

_SHOWN = 20  # rows that a failure lists


class Broken(Exception):
    """What must hold does not; the message is all that a reader needs."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--claimtrack-db`."""
    parser.getgroup("claimtrack").addoption(
        "--claimtrack-db",
        action="append",
        default=[],
        metavar="FILE",
        type=Path,
        help="Hold this claimtrack database against every rule, a test a rule; may be given again.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Have the databases collected beside what else the run collects."""
    for path in _databases(config):
        if not path.is_file():
            raise pytest.UsageError(f"--claimtrack-db: {path}: no such file")
        config.args.append(str(path))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.File | None:
    """Collect the databases that were named, and every `.claims.toml`."""
    if file_path in _databases(parent.config):
        return RecordFile.from_parent(parent, path=file_path)
    if file_path.name.endswith(".claims.toml"):
        return ExpectationsFile.from_parent(parent, path=file_path)
    return None


def _databases(config: pytest.Config) -> list[Path]:
    return [config.invocation_params.dir / path for path in config.getoption("claimtrack_db")]


class RecordFile(pytest.File):
    """A database: one test a rule."""

    def collect(self) -> Iterator[pytest.Item]:
        from claimtrack.rules import RULES

        for rule in RULES:
            name = f"{rule.number} {rule.name}"
            yield Check.from_parent(self, name=name, holds=_rule(rule.number, self.path))


class ExpectationsFile(pytest.File):
    """A `.claims.toml` file: one test for each statement and claim in it."""

    def collect(self) -> Iterator[pytest.Item]:
        import tomllib

        from claimtrack.errors import ClaimtrackError
        from claimtrack.schemas import check_file

        try:
            _, faults = check_file(self.path, "claims-toml")
        except ClaimtrackError as error:
            raise self.CollectError(str(error)) from error
        if faults:
            lines = (f"{self.path}:{f.line}: {f.violation.path}: {f.violation.problem}"
                     for f in faults)  # fmt: skip
            raise self.CollectError("\n".join(lines))
        wanted = tomllib.loads(self.path.read_text(encoding="utf-8"))
        database = self.path.parent / wanted["database"]
        for kind in ("statement", "claim"):
            for number, expected in enumerate(wanted.get(kind, ()), 1):
                check = _expectation(kind, expected, database)
                yield Check.from_parent(self, name=f"{kind} {number}", holds=check)


class Check(pytest.Item):
    """One thing that must hold; `holds` raises Broken where it does not."""

    def __init__(self, *, holds: Callable[[], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._holds = holds

    def runtest(self) -> None:
        self._holds()

    # What pytest's own returns has a private type; `object` is what its callers get by with.
    def repr_failure(  # type: ignore[override]
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> object:
        from claimtrack.errors import ClaimtrackError

        if isinstance(excinfo.value, Broken | ClaimtrackError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, None, str]:
        return self.path, None, f"{self.path.name}: {self.name}"


def _rule(number: str, path: Path) -> Callable[[], None]:
    def holds() -> None:
        from claimtrack.rules import RULES
        from claimtrack.store.connection import connect

        (rule,) = (rule for rule in RULES if rule.number == number)
        with connect(path) as db:
            found = [str(finding) for finding in rule.broken_by(db)]
        if found:
            more = [f"and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
            raise Broken("\n    ".join([rule.why, *found[:_SHOWN], *more]))

    return holds


def _expectation(kind: str, expected: Any, path: Path) -> Callable[[], None]:
    def holds() -> None:
        from claimtrack.expectations import missing_claim, missing_statement
        from claimtrack.store.connection import connect

        find = missing_statement if kind == "statement" else missing_claim
        with connect(path) as db:
            problem = find(db, expected)
        if problem:
            raise Broken(problem)

    return holds
