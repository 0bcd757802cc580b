# `make demo` and `make test` each work alone on a fresh clone with Python 3.11+ and git.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
DEMO := out/demo
# The code of the example is as much ours as this file: where no sandbox works, the demo says so and runs it without.
UNSANDBOXED = $(shell $(BIN)/ara doctor | grep -q '^none *sandbox' && echo --no-sandbox)

.PHONY: demo test lint types pytest clean

demo: $(VENV)/.installed-torch
	rm -rf $(DEMO)
	mkdir -p $(DEMO)
	$(BIN)/python examples/block-topk/make_repo.py $(DEMO)/code
	$(BIN)/ara compile examples/block-topk/paper.pdf --repo $(DEMO)/code -o $(DEMO)/ara
	$(BIN)/ara check $(DEMO)/ara --strict
	$(BIN)/ara reproduce $(DEMO)/ara $(UNSANDBOXED) -o $(DEMO)/verdicts.html
	@echo "The Ara is in $(DEMO)/ara; its coverage report is $(DEMO)/ara/evidence/README.md"
	@echo "Every number behind the verdicts, with plots: $(DEMO)/verdicts.html"

test: lint types pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

pytest: $(VENV)/.installed-dev
	$(BIN)/pytest -n auto

$(VENV)/.created:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; name one with PYTHON=..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	$(BIN)/python -m compileall -q ara
	touch $@

# What the experiments of the example import.
$(VENV)/.installed-torch: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt torch
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed-torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) out
