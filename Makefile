# Historia. `make` alone lists what can be done. Needs Python 3.11 or later; everything else goes into .venv.

.DEFAULT_GOAL := help
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
BIN := .venv/bin

# The first interpreter that is new enough; PYTHON=/path/to/python chooses another.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)

.PHONY: help
help: ## list what can be done
	@echo "Historia: a site for survivor-led advocacy."
	@echo
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | while IFS='	' read -r name text; do \
		printf '  make %-12s %s\n' "$$name" "$$text"; done

.PHONY: demo
demo: .venv/.for-running messages-compiled ## the whole site with its stand-ins at http://127.0.0.1:8000/ (PORT=8080 moves it)
	@exec $(BIN)/python manage.py demo

.PHONY: reset
reset: ## throw the demo's data away (the folder var/)
	rm -rf "$${HISTORIA_VAR:-var}"

.PHONY: install
install: .venv/.for-developing messages-compiled ## make .venv with everything that running and testing need

.PHONY: test
test: install ## everything that CI checks: style, types, SQLite, PostgreSQL, journeys in Chromium (about 15 minutes)
	@$(BIN)/python -m tests.gate

.PHONY: lint
lint: install ## only the checks that read the code: style, types, import contracts, settings, translations
	@$(BIN)/python -m tests.gate style types contracts settings migrations translations

.PHONY: messages
messages: install ## bring locale/*/LC_MESSAGES/django.po up to date with the sources
	@$(BIN)/python manage.py messages

.PHONY: screenshots
screenshots: install ## pictures of every page, in each language, size and colour scheme, in screenshots/
	@$(BIN)/python -m tests.browser.screenshots

.PHONY: bench
bench: install ## how strong the guard is, how fast pages are, how fast a story is gone
	@$(BIN)/python -m tests.bench

.PHONY: lock
lock: install ## resolve requirements*.in into requirements*.txt with hashes
	@$(PYTHON) -m venv .venv/.uv && .venv/.uv/bin/pip install -q uv==0.13.9
	for name in requirements requirements-dev; do UV_CUSTOM_COMPILE_COMMAND="make lock" \
		.venv/.uv/bin/uv pip compile -q --generate-hashes --universal --python-version 3.11 $$name.in -o $$name.txt; done

# --- What the commands above rest on ------------------------------------------------------------------------------
# The two stamps hold a checksum of what was installed: an unchanged file that is merely newer installs nothing.

.venv/.for-running: ALWAYS
	@$(call install_if_changed,requirements.txt)

.venv/.for-developing: .venv/.for-running ALWAYS
	@$(call install_if_changed,requirements.txt requirements-dev.txt)

define install_if_changed
	wanted=$$(cat $(1) | cksum); \
	if [ "$$(cat $@ 2>/dev/null)" != "$$wanted" ] || ! $(BIN)/python -c '' 2>/dev/null; then \
		$(MAKE) .venv-made || exit 1; \
		echo "Installing $(1) …"; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes $(patsubst %,-r %,$(1)) || exit 1; \
		echo "$$wanted" > $@; \
	fi
endef

.PHONY: .venv-made
.venv-made:
	@if $(BIN)/python -m pip --version >/dev/null 2>&1; then exit 0; fi; \
	if [ -z "$(PYTHON)" ]; then \
		echo "Historia needs Python 3.11 or later, and found none. On Debian: apt-get install python3 python3-venv" >&2; \
		exit 1; \
	fi; \
	echo "Making .venv with $$($(PYTHON) --version) …"; \
	$(PYTHON) -m venv .venv >/dev/null 2>&1 || { rm -rf .venv; \
		echo "$(PYTHON) cannot make a virtual environment. On Debian: apt-get install python3-venv" >&2; exit 1; }

.PHONY: messages-compiled
messages-compiled: .venv/.for-running
	@$(BIN)/python manage.py messages --compile >/dev/null

.PHONY: ALWAYS
ALWAYS:
