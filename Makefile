# One command sets up and runs, one sets up and tests; both are quick when nothing changed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
INDEX ?= .index
PORT ?= 8501

.PHONY: run ask test lint eval format clean test-llm

run: $(VENV)/.run
	$(BIN)/python -m ingest --index $(INDEX)
	INKOOPWIJZER_INDEX=$(INDEX) $(BIN)/streamlit run app.py --server.port $(PORT)

ask: $(VENV)/.run
	@test -f $(INDEX)/CURRENT || $(BIN)/python -m ingest --index $(INDEX)
	@INKOOPWIJZER_INDEX=$(INDEX) $(BIN)/python -m retrieval "$(q)"

test: $(VENV)/.dev $(VENV)/.browser
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: $(VENV)/.dev
	$(BIN)/python -m eval

test-llm: $(VENV)/.dev
	$(PIP) '.[small-model]'
	$(BIN)/python -m pytest -m llm -s

clean:
	rm -rf $(VENV) $(INDEX) .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Inkoopwijzer vraagt Python 3.11 of nieuwer; kies er een met: make PYTHON=python3.11 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Een virtuele omgeving maken lukt niet; installeer eerst het pakket python3-venv."; exit 1; }

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) '.[dev]'
	@touch $@ $(VENV)/.run

# The browser tests drive Debian's chromium; where it cannot be installed they are skipped with a reason.
$(VENV)/.browser: | $(VENV)/bin/python
	@command -v chromium >/dev/null || \
	  { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
	  echo "Geen chromium: de browsertests worden overgeslagen (installeer het pakket chromium)."
	@touch $@
