# Each target sets up what it needs in .venv: `make demo` and `make test` run on a fresh clone.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt
# One thread for each process: the segmenter is small, and threads cost more than they bring.
export OMP_NUM_THREADS := 1

.PHONY: demo test lint docs bench clean

demo: .venv/.ready
	$(BIN)/claimtrack track seeds --db claims.db
	$(BIN)/claimtrack claims claims.db
	@echo "Browse it: $(BIN)/claimtrack browse claims.db"

test: .venv/.ready-test
	$(BIN)/python -m pytest

lint: .venv/.ready-lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy claimtrack

docs: .venv/.ready-docs
	$(BIN)/sphinx-build -W -q docs docs/_build/html
	@echo "Read it: docs/_build/html/index.html"

bench: .venv/.ready
	@test -n "$(PAIRS)" || { echo "Name the file of pairs: make bench PAIRS=ans_stance_dev.csv"; exit 2; }
	$(BIN)/python tests/bench/bench_matching.py "$(PAIRS)"

clean:
	rm -rf .venv build dist docs/_build

$(BIN)/python:
	$(PYTHON) -m venv .venv

.venv/.ready: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Setting up .venv (the first time takes some minutes)"
	$(INSTALL) -e .
	@touch $@

.venv/.ready-%: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Setting up .venv for $* (the first time takes some minutes)"
	$(INSTALL) -e '.[$*]'
	@touch $@
