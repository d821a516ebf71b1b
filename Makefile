# Two commands matter: `make run` and `make test`. `make help` lists the rest.
HOST ?= 127.0.0.1
PORT ?= 8000
DATA ?= data
PYTHON ?= python3
PYTEST ?= -n 3 --dist worksteal
BENCH ?=
SOAK ?=

BIN := .venv/bin
CLIENT := static/vendor/socket.io.esm.min.js
JS_TESTS := $(wildcard tests/js/*.test.js)
JS_FILES := $(wildcard static/*.js static/*/*.js tests/js/*.js)
POT := app/web/translations/messages.pot

# A campus network often signs with a certificate of its own: trust what the system trusts.
export UV_SYSTEM_CERTS := 1
export NODE_USE_SYSTEM_CA := 1
# Where there is no Node.js, a wheel brings one into .venv; one that is there already comes first.
export PATH := $(PATH):$(CURDIR)/$(BIN)
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help run test check bench soak pictures ready test-ready test-js static-checks lock catalogue

help: ## Say what each command does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ready ## Set up what is missing, then start the server on the example review (HOST, PORT, DATA override)
	@PLUMBLINE_HOST="$(HOST)" PLUMBLINE_PORT="$(PORT)" PLUMBLINE_DATA="$(DATA)" $(BIN)/flask --app app serve --example

test: test-ready test-js ## Run every test, those in a real browser included (PYTEST="-n 2 -k word" is handed on)
	@CHROMIUM="$$(.ci/chromium)" && export CHROMIUM && $(BIN)/pytest $(PYTEST)

check: test-ready static-checks test-js ## Style, types, walls between rooms, templates, texts, browser modules
	@$(BIN)/pytest -q tests/shape

static-checks: test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint templates --lint --quiet

test-js: ready
	@for file in $(JS_FILES); do node --check "$$file" || exit 1; done
	@$(if $(JS_TESTS),node --test --test-reporter=spec $(JS_TESTS),echo "There are no tests of browser modules yet.")

pictures: test-ready ## Take pictures of every page, light and dark, and of Word's, into pictures/; the README's stay in docs/pictures/
	@CHROMIUM="$$(.ci/chromium)" && export CHROMIUM && PYTHONPATH=. $(BIN)/python docs/pictures/take.py && \
		PYTHONPATH=. $(BIN)/python docs/pictures/phones.py

bench: .bench/ready ## Measure and print figures (BENCH="live pages" for some of them)
	@.bench/bench/bin/python -m bench $(BENCH)

soak: test-ready ## Kill servers, lose networks and let phones come and go for hours (SOAK="--minutes 5" shortens it)
	@$(BIN)/python -m tests.faults.soak $(SOAK)

lock: .venv/uv-ready ## Write the lock files anew from pyproject.toml and package.json
	@.ci/lock

catalogue: test-ready ## Gather every sentence people read, and bring the catalogues of each language up to date
	@mkdir -p $(dir $(POT))
	@$(BIN)/python -m babel.messages.frontend --quiet extract --mapping-file pyproject.toml --keyword lazy_gettext \
		--add-comments "Translators:" --add-location file --sort-by-file --omit-header --width 120 --output-file $(POT) .
	@$(BIN)/python -m app.web.catalogue

# --- Set-up: each stamp is older than its lock file only while there is something to install -------------------------
ready: .venv/run-ready $(CLIENT)

test-ready: ready .venv/test-ready

.venv/bin/python:
	@.ci/environment

.venv/uv-ready: requirements/uv.txt | .venv/bin/python
	@.ci/uv && touch $@

.venv/run-ready: requirements/run.txt .venv/uv-ready
	@.ci/install requirements/run.txt && touch $@

.venv/test-ready: requirements/test.txt .venv/run-ready
	@.ci/install requirements/test.txt && touch $@

.bench/ready: requirements/bench.txt requirements/otree.txt bench/servers/socketio/package-lock.json .venv/uv-ready
	@.ci/bench && touch $@

$(CLIENT): package-lock.json .npmrc | .venv/run-ready
	@.ci/client $@
