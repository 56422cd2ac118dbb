# What people run; `make help` lists it. Needs make, git and Python 3.11 or newer.

PYTHON ?= python3
BOOTSTRAP = $(PYTHON) tools/bootstrap.py
RUN = $(BOOTSTRAP) run

# HOST only from make's own command line: some shells export the name of the machine under it.
SERVE = $(if $(filter command%,$(origin HOST)),--host '$(HOST)') $(if $(PORT),--port '$(PORT)') $(if $(DATA),--data '$(DATA)')

.PHONY: help serve test check bench anchors screenshots lock clean python
.DEFAULT_GOAL := help

help:  ## list what there is
	@sed -n 's/^\([a-z]*\):[^#]*## /  make \1\t/p' Makefile | expand -t 20

serve: python  ## start Roundtable on 127.0.0.1:8000 (HOST=, PORT=, DATA=folder)
	@$(BOOTSTRAP) serve $(SERVE)

test: python  ## run every test (TESTS=tests/house for some)
	@$(BOOTSTRAP) test $(TESTS)

check: python  ## style, types, the walls between the rooms, the rules of the house
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy
	@$(RUN) lint-imports
	@$(RUN) python -m pytest -q tests/house

bench: python  ## measure merging, editors, history, and speed against others (BENCH=--help)
	@$(RUN) python -m tests.benchmarks.merging --no-goals
	@$(RUN) python -m tests.benchmarks.editors --every 20 --no-goals
	@$(RUN) python -m tests.benchmarks.past --revisions 500 --rounds 20 --no-goals
	@$(RUN) python -m tests.benchmarks.run $(BENCH)

anchors: python  ## measure how often comments stay on their words (ANCHORS=--help)
	@$(RUN) python -m tests.benchmarks.anchors.run $(ANCHORS)

screenshots: python  ## take the pictures of the guides again
	@$(RUN) python -m tools.screenshots

lock: python  ## write the lock files anew from pyproject.toml (UPGRADE=1 for newer versions)
	@$(RUN) python -m tools.lock $(if $(UPGRADE),--upgrade)

clean:  ## remove the environment and what tools leave behind; never the data
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find search service tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@command -v $(PYTHON) >/dev/null || { echo "Roundtable needs Python 3.11 or newer, and there is no $(PYTHON) here; install it, then run the same command again." >&2; exit 1; }
