# Two commands do everything: `make demo` and `make test`. Both set up first.
.DEFAULT_GOAL := help
.PHONY: help setup demo test test-postgres check format test-spark bench screenshots clean
PY := .venv/bin/python
DEMO := build/demo

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

setup: ## Environment in .venv, the command .venv/bin/safeward, the pages' style
	@scripts/setup.sh

demo: setup ## A synthetic division, the main job on it, its site (ONCE=1: see that it answers)
	@ONCE=$(ONCE) PORT=$(PORT) $(PY) scripts/demo.py $(DEMO)

test: setup ## The whole test suite
	@$(PY) -m pytest -n 2 --dist loadfile

test-postgres: setup ## The platform's tests on a private PostgreSQL
	@scripts/with_postgres.sh $(PY) -m pytest -n 2 --dist loadfile tests/integration/platform

check: setup ## Format, lint, types, import contracts
	@.venv/bin/ruff format --check src tests scripts deploy
	@.venv/bin/ruff check src tests scripts deploy
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache

format: setup ## Rewrite the code in house style
	@.venv/bin/ruff format src tests scripts deploy
	@.venv/bin/ruff check --fix src tests scripts deploy

test-spark: ## Every feature on local Spark against the memory engine
	@scripts/setup.sh spark
	@$(PY) -m pytest -m spark tests/generative

bench: setup ## Side-by-side ratios; prints a table (an hour)
	@$(PY) -m tests.benchmarks

screenshots: setup ## The pictures in the documents
	@$(MAKE) demo ONCE=1
	@$(PY) scripts/screenshots.py $(DEMO)/today/brief.html
	@$(PY) scripts/screenshots_platform.py

clean: ## Remove what was made, the environment too
	@rm -rf .venv node_modules build dist .mypy_cache .ruff_cache
