# One set of commands, the same for a person and for CI. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
ARGS ?=
KEEP ?=
N ?= 3
FULL ?=
SEED ?=

.PHONY: help setup assets demo test lint types house docs schemas trace all rest bench prove nightly mutate lock format clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

setup: ## make .venv and the styles of the screens; quiet when nothing changed
	@python3 tools/setup.py

assets: setup ## build the styles and scripts of the screens again
	@$(BIN)/python -m ketenhub.web.ui.assets

demo: setup ## play an invented region on this machine (KEEP=1 keeps the data; ARGS="...")
	@$(BIN)/ketenhub demo $(if $(KEEP),--keep) $(ARGS)

test: setup ## run all tests (ARGS="tests/unit -k score" for a few)
	@$(PYTEST) -n $(N) --dist worksteal $(ARGS)

lint: setup ## faults and layout, by ruff
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: setup ## lay out the code and repair what can be repaired
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .

types: setup ## mypy over everything, basedpyright over the public face
	@$(BIN)/mypy
	@for map in plugins/*/tests; do \
		if compgen -G "$$map/*.py" >/dev/null; then $(BIN)/mypy $$map || exit 1; fi; \
	done
	@$(BIN)/basedpyright

house: setup ## who may lean on whom, sizes, names
	@$(BIN)/lint-imports --no-cache | sed 1,9d
	@$(PYTEST) tests/architecture

docs: setup ## links, decisions, word list, the page about contributions
	@$(BIN)/python tools/check_docs.py
	@$(BIN)/python tools/bijdragen.py

schemas: setup ## are the committed schemas those of the code, and do they hold the API rules? (ARGS=--write writes them)
	@$(BIN)/python tools/schemas.py $(or $(ARGS),--check)
	@$(BIN)/python tools/lint_openapi.py

trace: setup ## which demands have no test (ARGS=--write keeps what is covered now)
	@$(BIN)/python tools/trace.py $(ARGS)

all: rest test ## everything that CI checks

rest: lint types house docs schemas trace # all but the tests

bench: setup ## measure (ARGS="--quick")
	@$(BIN)/ketenhub bench $(ARGS)

prove: setup ## the proofs, a line each (FULL=1 for the full size, SEED=1 for that seed, ARGS="strenger --json uit.json")
	@$(BIN)/python tools/bewijzen.py $(if $(FULL),--full) $(if $(SEED),--seed $(SEED)) $(ARGS)

nightly: setup ## the long form of the tests, then mutate
	@KETENHUB_NACHT=1 $(PYTEST) -n $(N) --dist worksteal $(ARGS)
	@$(MAKE) --no-print-directory mutate ARGS=

mutate: setup ## put small faults into rooms that decide: does a test notice? (ARGS="merge/fold.py" for one module)
	@nice -n 15 $(BIN)/python tools/mutate.py $(ARGS)

lock: setup ## solve requirements.in again, with hashes and without addresses
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links --output-file requirements.lock requirements.in

clean: ## take away what was built; the environment too
	@rm -rf .venv build dist .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage hub/ketenhub/web/ui/static/vendor
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
