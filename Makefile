# Klimapakt for people who work on it. "make" alone lists what there is.
# Everything lives in .venv (made from requirements/*.lock) and var (data of the demo).

SHELL := /bin/sh
PY := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test browser lint check bench flips kills lock messages styles format clean base dev

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: base ## start Klimapakt with a demo city; data stays in var/ until demo-reset
	@.venv/bin/klimapakt demo

demo-reset: base ## throw the data of the demo away and make them anew
	@.venv/bin/klimapakt demo --reset --no-serve

test: dev ## all tests: SQLite, PostgreSQL where one answers, browser where Chromium is
	@$(PY) -m tools.testing sqlite postgresql browser

browser: dev ## only the tests in Chromium
	@$(PY) -m tools.testing browser

lint: dev ## all static gates, two at a time, under a minute
	@$(PY) -m tools.lint

check: lint test ## what has to pass before a change lands

bench: dev ## the calculation against other engines, the portal, the night and the office with 2,000 members
	@$(PY) -m bench

flips: dev ## turn a thousand random bits in a signed file and in a package: each has to be found
	@FLIPS=1000 $(PY) -m pytest -q tests/agreements/test_flips.py

kills: dev ## on PostgreSQL, kill worker, web server and nightly run sixty times, and send a thousand mails past kills
	@KILLS=60 MAILS=1000 $(PY) -m tools.testing kills

styles: dev ## make the style sheet of the design system anew after templates changed
	@$(PY) -m tools.styles

messages: dev ## bring the German catalogue in step with the sources
	@$(PY) -m tools.messages

format: dev ## let ruff format and mend what it can
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format --quiet .

# Keeps the versions there are; "make lock UPGRADE=--upgrade" takes the newest that pyproject.toml allows.
COMPILE = .venv/uv/bin/uv pip compile --quiet --generate-hashes --no-header --no-annotate --python-version 3.11 $(UPGRADE)
lock: base ## resolve the dependencies anew and write requirements/*.lock
	@$(COMPILE) requirements/uv.in --output-file requirements/uv.lock
	@$(COMPILE) pyproject.toml requirements/build.in --output-file requirements/base.lock
	@$(COMPILE) --extra dev --extra analytics --extra bench --constraint requirements/base.lock \
		pyproject.toml requirements/build.in --output-file requirements/dev.lock

clean: ## remove the environment and caches; data in var/ stay
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	@find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +

base:
	@tools/environment.sh base

dev:
	@tools/environment.sh dev
