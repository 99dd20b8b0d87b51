# Dân Vận Desktop: `make run` to use it, `make test` to check it, `make help` for the rest.
.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadgroup
export PYTHONUTF8 := 1

.PHONY: help setup setup-dev run test test-full lint style types layers texts fast-tests all-tests pictures bench windows mutants i18n clean

help:  ## show these lines
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

setup:  ## make .venv with the commands danvan and danvan-desktop
	@sh packaging/setup.sh run

setup-dev:  ## the same with what the tests need
	@sh packaging/setup.sh dev

run: setup  ## open the window; without a display: a whole day on the training data
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(BIN)/danvan; \
	else echo "No display here: running the training day instead."; exec $(BIN)/python packaging/training_day.py; fi

test: lint fast-tests  ## style, types, layers, texts, then all tests but the slow ones

test-full: lint all-tests  ## the same with the slow tests and the full Hypothesis profile

lint: style types layers texts  ## style, types, layers, texts

style: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-dev
	$(BIN)/mypy

layers: setup-dev
	$(BIN)/lint-imports

texts: setup-dev
	$(BIN)/python packaging/catalogue.py check

fast-tests: setup-dev
	$(PYTEST) -m "not slow"

all-tests:
	@sh packaging/setup.sh full
	HYPOTHESIS_PROFILE=full $(PYTEST)

pictures: setup-dev  ## pictures of every page on training data, into out/hinh
	$(BIN)/python packaging/pictures.py

bench: setup-dev  ## measure speed at scale: make bench [ONLY=S3]
	@$(BIN)/python -c "import apsw, zstandard, typst, weasyprint" 2>/dev/null || { \
	  $(BIN)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['dependency-groups']['bench'], sep='\n')" \
	    >.venv/bench-requirements.txt; $(BIN)/python -m pip install -q -r .venv/bench-requirements.txt || true; }
	$(BIN)/python -m tests.scale.bench $(if $(ONLY),--only $(ONLY))

windows: setup-dev  ## make the setup for Windows in dist/windows (needs mingw-w64 and nsis)
	PYTHONPATH=packaging $(BIN)/python -m windows.build

mutants: setup-dev  ## plant faults in the heart and see that a test notices each
	$(BIN)/python packaging/mutants.py

i18n: setup-dev  ## take the texts from the code, merge translations, check them
	$(BIN)/python packaging/catalogue.py extract
	$(BIN)/python packaging/catalogue.py merge
	$(BIN)/python packaging/catalogue.py check

clean:  ## remove what can be made again, .venv too; data stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	find danvan_desktop packaging tests -name __pycache__ -type d -prune -exec rm -rf {} +
