# Everything one does with this project. `make help` lists it.
SHELL := /bin/bash
# The system's Python first: it is built with profile-guided optimisation, which a Python of one's own often is not;
# an attempt costs a third less with it.
PYTHON ?= $(firstword $(wildcard /usr/bin/python3.11) $(shell command -v python3.11 || command -v python3))
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
INSTANCE ?= instance
export CONTEST_INSTANCE := $(INSTANCE)
FLASK = CONTEST_DEMO=1 CONTEST_SECRET=$$(cat $(INSTANCE)/secret) $(BIN)/flask --app wsgi

.PHONY: help run run-scaled demo-reset test test-all bench bench-full screenshots check format lock messages clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: $(VENV)/.installed $(INSTANCE)/secret ## Install what is missing, prepare the demo contest and serve it on 127.0.0.1:$(PORT)
	@$(FLASK) db upgrade >/dev/null 2>$(INSTANCE)/migrate.log || { cat $(INSTANCE)/migrate.log; exit 1; }
	@$(FLASK) demo prepare --url http://127.0.0.1:$(PORT)
	@export CONTEST_DEMO=1 CONTEST_SECRET=$$(cat $(INSTANCE)/secret); exec $(BIN)/flask --app wsgi serve --port $(PORT)

run-scaled: export PORT := $(if $(filter file,$(origin PORT)),8443,$(PORT))
run-scaled: $(VENV)/.installed $(INSTANCE)/secret ## The same on PostgreSQL and Redis, several processes behind nginx with TLS, at https://127.0.0.1:8443
	tools/install-scaled-system
	@export CONTEST_DEMO=1 CONTEST_SECRET=$$(cat $(INSTANCE)/secret) PATH=$$PATH:/usr/sbin; exec $(BIN)/flask --app wsgi scaled --port $$PORT

demo-reset: ## Throw the demo's data away; the next `make run` starts over
	rm -rf $(INSTANCE)/contest.sqlite3* $(INSTANCE)/jobs.sqlite3* $(INSTANCE)/demo.json

test: $(VENV)/.installed-dev ## Check and test everything (SQLite, PostgreSQL, Chromium), about 15 minutes
	tools/install-test-system
	$(MAKE) check
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not slow"

test-all: $(VENV)/.installed-dev ## The same and what is slow
	tools/install-test-system
	$(MAKE) check
	$(BIN)/python -m pytest -n 2 --dist loadgroup

bench: $(VENV)/.installed-dev ## Measure both engines at smaller sizes, at most 15 minutes, with nothing else running
	tools/install-bench-system
	$(BIN)/python -m tests.bench --fresh

bench-full: $(VENV)/.installed-dev ## Measure everything that is promised into docs/hieu-nang.md and .json, about two hours
	tools/install-bench-system
	$(BIN)/python -m tests.bench --full --fresh --json docs/hieu-nang.json --markdown docs/hieu-nang.md

screenshots: $(VENV)/.installed-dev ## Every page as a phone and a desktop show it, into screenshots/; the pictures of the guides anew
	tools/install-test-system
	mkdir -p screenshots
	$(BIN)/python -m pytest tests/browser/screenshots.py tests/browser/guide_pictures.py

check: $(VENV)/.installed-dev ## Linter, formatter, type checker, arrows between rooms, catalogues
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev ## Format the code and sort the imports
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(VENV)/.installed ## Bring the translation catalogues up to date with the sentences in the code
	$(BIN)/pybabel -q extract -F babel.cfg -k N_ -k _l --no-location --sort-output --omit-header -o contest/translations/messages.pot .
	$(BIN)/pybabel -q update -i contest/translations/messages.pot -d contest/translations -l en --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel -q compile -d contest/translations

lock: $(VENV)/.installed ## Pin and hash every package anew from requirements*.in
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements-dev.in -o requirements-dev.txt

clean: ## Remove the environment and every cache (not the data)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); apt-get update && apt-get install -y python3-venv && $(PYTHON) -m venv $(VENV); }

$(VENV)/.installed: requirements.txt tools/make-fonts $(wildcard contest/translations/*/LC_MESSAGES/*.po) | $(VENV)/bin/python
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pybabel -q compile -d contest/translations
	$(BIN)/python tools/make-fonts
	touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

$(INSTANCE)/secret:
	@mkdir -p $(INSTANCE)
	@umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_hex(32))' > $@
