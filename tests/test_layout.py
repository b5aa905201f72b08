"""The shape of the project: rooms and their imports, public names, lexicon, top level."""

import ast
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

import claimtrack
from claimtrack import lexicon

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "claimtrack"

# In this order: a room may import the rooms before it. `models` to `arabic` are the ground, and
# `lexicon` reads the data that `dates` is made of.
ROOMS = (
    "errors", "models", "graphs", "arabic", "lexicon", "dates", "articles", "segmentation",
    "quotations", "attribution", "entities", "matching", "origins", "corroboration", "pipeline",
    "store", "export", "shelf", "regions", "relinking", "consolidation", "decisions", "workers",
    "tracker", "schemas", "expectations", "rules", "browse", "testing", "pytest_plugin", "printing",
    "terminal", "review", "training", "cli",
)  # fmt: skip

TOP_LEVEL = {
    ".ci", ".git", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "claimtrack",
    "constraints.txt", "docs", "pyproject.toml", "schemas", "seeds", "tests",
}  # fmt: skip


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).with_suffix("").parts[0]


MODULES = [
    file for file in sorted(PACKAGE.rglob("*.py")) if room_of(file) not in ("__init__", "__main__")
]


def names_imported_by(file: Path) -> set[str]:
    """All that a module imports, at its top or inside a function, by full name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import at line {node.lineno}"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_go_one_way(file: Path) -> None:
    """A module imports its own room and rooms before it, and no other."""
    own = ROOMS.index(room_of(file))
    names = [name for name in names_imported_by(file) if name.startswith("claimtrack.")]
    assert [name for name in names if ROOMS.index(name.split(".")[1]) > own] == []


@pytest.mark.parametrize("module", ["claimtrack", "claimtrack.cli"])
def test_importing_is_light(module: str) -> None:
    """Neither torch nor stanza nor a web server is loaded before there is work for it."""
    heavy = "[m for m in ('torch', 'stanza', 'datasette', 'trafilatura') if m in sys.modules]"
    command = f"import sys, {module}; print({heavy})"
    done = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_every_library_imported_is_declared() -> None:
    """What comes only with another library goes away with it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    # Who tests with Hypothesis and pytest has them, and only then are these two rooms imported.
    tested = [line for line in project["optional-dependencies"]["test"] if "[" not in line]
    declared = {re.match(r"[\w-]+", line)[0] for line in (*project["dependencies"], *tested)}
    imported = {name.split(".")[0] for file in MODULES for name in names_imported_by(file)}
    foreign = imported - set(sys.stdlib_module_names) - {"claimtrack"}
    assert {name.replace("_", "-") for name in foreign} - declared == set()


def test_public_names_are_sorted_and_there() -> None:
    """`__all__` is the list of what may be relied on."""
    assert list(claimtrack.__all__) == sorted(claimtrack.__all__)
    assert [name for name in claimtrack.__all__ if not hasattr(claimtrack, name)] == []


@pytest.mark.parametrize("file", sorted((PACKAGE / "lexicon").glob("*.csv")), ids=lambda f: f.stem)
def test_every_fact_of_the_lexicon_has_a_source(file: Path) -> None:
    """Each row fills the columns of the header, `source` among them, and none stands twice."""
    rows = lexicon.rows(file.stem)
    assert rows != ()
    for line, row in enumerate(rows, 2):
        assert None not in row, f"{file.name}:{line} has more fields than the header"
        assert None not in row.values(), f"{file.name}:{line} has fewer fields than the header"
        assert row["source"].strip(), f"{file.name}:{line} has no source"
    facts = [tuple(row.items()) for row in rows]
    assert sorted({fact for fact in facts if facts.count(fact) > 1}) == []


def test_the_top_level_holds_what_it_should() -> None:
    """Beside what `.gitignore` names, the list above and no more."""
    ignored = [
        line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    ]
    names = {path.name for path in ROOT.iterdir()}
    assert {n for n in names if not any(fnmatch(n, p) for p in ignored)} <= TOP_LEVEL
