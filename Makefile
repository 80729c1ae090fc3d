# The commands a person needs; `make help` lists them.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A stamp is newer than the requirements it was made from: then there is nothing to do, and no network is used.
SITE := $(VENV)/.site
TOOLS := $(VENV)/.tools
# Python compiles what it uses when it first uses it; compiling everything now would only delay the first page.
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-compile

.DEFAULT_GOAL := help
.PHONY: help install run test check bench format screenshots clean

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 14

install: $(SITE) $(TOOLS) ## make .venv and install everything that `run` and `test` need

$(SITE): requirements.txt requirements-prod.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, and $(PYTHON) is not. Name another: make install PYTHON=python3.12" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { echo "python3 -m venv does not work here. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing what the site needs into $(VENV) …"
	@$(PIP) -r requirements-prod.txt
	@touch $@

$(TOOLS): $(SITE) requirements-dev.txt
	@echo "Installing what the tests need into $(VENV) …"
	@$(PIP) -r requirements-dev.txt
	@touch $@

run: $(SITE) ## start the site, its worker and its scheduler; Ctrl-C stops them
	@exec $(BIN)/python manage.py up

test: install ## run every test: SQLite, PostgreSQL, Redis, Chromium
	@exec $(BIN)/python -m tests.run

check: install ## style, format, deployment settings, missing migrations, architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python manage.py makemigrations --check --dry-run
	SITE_URL=https://tracker.example ALLOWED_HOSTS=tracker.example SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') \
		$(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python -m pytest -q tests/architecture

format: install ## put the code into its agreed form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install ## the measurements, as ratios
	$(BIN)/python -m bench

screenshots: install ## take the pictures of the README anew
	$(BIN)/python -m tests.screenshots

clean: ## remove .venv and what the tools leave behind; never the data in var/
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis
