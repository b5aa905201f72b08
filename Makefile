# Each target sets up what it needs in .venv: `make demo` and `make test` run on a fresh clone.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt
# One thread for each process: the segmenter is small, and threads cost more than they bring.
export OMP_NUM_THREADS := 1

.PHONY: demo test test-datasette1 test-browser lint docs screenshots bench bench-growth clean

demo: .venv/.ready
	$(BIN)/claimtrack track seeds --db claims.db
	$(BIN)/claimtrack claims claims.db
	@echo "Browse it: $(BIN)/claimtrack browse claims.db"

test: .venv/.ready-test
	$(BIN)/python -m pytest

# The pages under the alphas of Datasette 1.0, from a folder of their own.
test-datasette1: .venv/.ready-test
	$(INSTALL) --upgrade --pre --target build/datasette1 'datasette>=1.0a41,<2'
	PYTHONPATH=build/datasette1 $(BIN)/python -m pytest tests/test_browse*.py

# The pages in Debian's Chromium (apt-get install chromium).
test-browser: .venv/.ready-browser
	$(BIN)/python -m pytest tests/browser_checks.py

lint: .venv/.ready-lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy claimtrack

docs: .venv/.ready-docs
	$(BIN)/sphinx-build -W -q docs docs/_build/html
	@echo "Read it: docs/_build/html/index.html"

screenshots: .venv/.ready-browser
	mkdir -p build/screenshots
	rm -f build/screenshots/claims.db
	$(BIN)/claimtrack track seeds --db build/screenshots/claims.db
	$(BIN)/python tests/bench/screenshots.py build/screenshots/claims.db docs/screenshots

# Benchmarks measure on data that are not part of the project: DATA holds dev/ (annotated articles),
# pairs/ and corpus/. What is missing is left out. DB is a record to load pages from; without it one
# is made of the corpus.
DATA ?= ../shared
DB ?= $(if $(wildcard $(DATA)/corpus),build/bench/corpus.db)

bench: .venv/.ready-test
	@test -d "$(DATA)" || { echo "Nothing to measure on: make bench DATA=DIR"; exit 2; }
	test ! -d "$(DATA)/dev" || $(BIN)/python tests/bench/bench_attribution.py "$(DATA)/dev" $(wildcard $(DATA)/corpus/*.jsonl.gz)
	$(BIN)/python tests/bench/bench_matching.py "$(DATA)"
	test ! -d "$(DATA)/corpus" || $(BIN)/python tests/bench/bench_track.py "$(DATA)/corpus" 2
	test -z "$(DB)" || $(MAKE) --no-print-directory "$(DB)"
	test -z "$(DB)" || $(BIN)/python tests/bench/bench_origins.py "$(DB)"
	test -z "$(DB)" || $(BIN)/python tests/bench/bench_browse.py "$(DB)"

# Hours: a record of a million statements, made of the corpus again and again.
bench-growth: .venv/.ready-bench build/bench/corpus.db
	rm -f build/bench/grown.db build/bench/grown.db.jsonl
	$(BIN)/python tests/bench/bench_growth.py build/bench/corpus.db build/bench/grown.db
	$(BIN)/python tests/bench/plot_growth.py build/bench/grown.db.jsonl docs/growth.svg

build/bench/corpus.db:
	mkdir -p build/bench
	$(BIN)/claimtrack track "$(DATA)/corpus" --db $@

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
