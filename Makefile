# Two commands on a fresh machine: `make run` and `make test`. They need Python 3.11 or newer.

PYTHON ?= python3
BIN = .venv/bin
DATA ?= data

.DEFAULT_GOAL := help
.PHONY: help run test test-superset lint bench train-cleaner lock clean

help:  ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/' | expand -t 16

run: .venv/installed  ## Install, then run the main job on seeds/ (DATA=folder, ARGS=more options)
	@$(BIN)/dateline run seeds --prefect --data $(DATA) $(ARGS)

# In the order of folders, not of files with many tests first: runs and servers, which are few and
# long, would come last, on one core while the other has nothing left.
test: .venv/installed-dev  ## Install, then run the tests (ARGS=pytest options)
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

test-superset: .venv/installed-dev .venv/superset/installed  ## Import the bundle into a real Apache Superset (900 MB, minutes)
	$(BIN)/python -m pytest -m slow tests/superset $(ARGS)

lint: .venv/installed-dev  ## Check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

bench: .venv/installed-train  ## Accuracy on benchmark data kept elsewhere (BENCH=folder), and speed
	@$(BIN)/python -m benchmarks $(BENCH) $(if $(BENCH),--folds $(DATA)/cleaner-folds) $(ARGS)

train-cleaner: .venv/installed-train  ## Train the block model of the cleaner anew (BENCH=folder)
	@$(BIN)/python -m benchmarks.cleaner $(BENCH) $(ARGS)

lock:  ## Write the lock files anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--extra model --extra install pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--extra model --extra install --extra dev -c requirements.lock \
		pyproject.toml -o requirements-dev.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--extra model --extra install --extra dev --extra train -c requirements-dev.lock \
		pyproject.toml -o requirements-train.lock

clean:  ## Remove the environment and the data
	rm -rf .venv $(DATA)

.venv/bin/python:
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "Dateline needs Python 3.11 or newer"'
	$(PYTHON) -m venv .venv

# The lock files are complete, so nothing is resolved (--no-deps): older pips fail at extras in
# hash-checking mode, and it is faster.
.venv/installed: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-train: requirements-train.lock .venv/installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-train.lock
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

# Apache Superset needs other versions of what we use: never in our own environment.
.venv/superset/installed: tests/superset/requirements.txt | .venv/bin/python
	$(PYTHON) -m venv .venv/superset
	.venv/superset/bin/python -m pip install --quiet --disable-pip-version-check -r tests/superset/requirements.txt
	@touch $@
