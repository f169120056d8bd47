# What people type. Everything runs from .venv, which `make install` fills from requirements.lock.

PYTHON ?= python3
DATA ?= data
BIN := .venv/bin
INSTALLED := .venv/installed
# `make servers` writes the addresses of what it started into .servers.env; the tests read them.
WITH_SERVERS := set -a; if [ -f .servers.env ]; then . ./.servers.env; fi; set +a;

# Processes that share the tests; a file goes to one of them. With 0 a test may be asked questions.
WORKERS ?= 2

BENCH := PYTHONPATH=tests $(BIN)/python benchmarks
WEIGHTS ?= 2
TEXTS ?= $(or $(TIAOLI_SHARED),../shared)
ON_TEXTS := search search_page substrings numbering

.DEFAULT_GOAL := help
.PHONY: help install run test check format bench lock train demo servers clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(INSTALLED) ## Fill .venv from the lock (again only when the lock changed)

$(INSTALLED): requirements.lock pyproject.toml
	@sh tools/check_python.sh "$(PYTHON)"
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: install ## Start Tiaoli; a new data folder first gets the demo contracts
	@[ -d $(DATA) ] || $(BIN)/tiaoli --data $(DATA) demo
	@$(BIN)/tiaoli --data $(DATA) serve

test: install ## Run the tests; what needs an absent server is skipped and named at the end
	@$(WITH_SERVERS) $(BIN)/pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder $(TESTS)

check: install ## Format, lint, types, layers, and whether the lock fits pyproject.toml
	@$(BIN)/ruff format --check --quiet . || { echo 'Run "make format".' >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python tools/check_lock.py

format: install ## Format the code and sort its imports
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

bench: install ## Measure; the figures belong in docs/performance.md
	$(BENCH)/import_folder.py demo/contracts
	$(BENCH)/gaps.py
	$(BENCH)/matrix.py
	$(BENCH)/meaning.py
	$(BENCH)/reports.py
	$(BENCH)/kill.py
	$(BENCH)/kill_celery.py
	@[ -d "$(TEXTS)" ] || echo "No sample documents in $(TEXTS): name their folder, make bench TEXTS=…"
	@[ ! -d "$(TEXTS)" ] || for measure in $(ON_TEXTS); do echo "$$measure"; TIAOLI_SHARED="$(TEXTS)" \
	  $(BENCH)/$$measure.py || exit 1; done

lock: ## Compute requirements.lock anew from pyproject.toml (needs the network)
	@sh tools/check_python.sh "$(PYTHON)"
	@[ -x build/uv/bin/uv ] || { $(PYTHON) -m venv build/uv && build/uv/bin/pip install --quiet uv==0.13.9; }
	@build/uv/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements.lock

train: ## Train the encoder's weights anew from the labelled contracts (hours on two cores, minutes on a graphics processor)
	@[ -x build/training/bin/python ] || { $(PYTHON) -m venv build/training && \
	  build/training/bin/pip install --quiet --upgrade pip && build/training/bin/pip install --quiet --group training; }
	@for language in zh en; do for step in "train_encoder.py $$language" "fit_joining.py $$language --name $$language-$(WEIGHTS)"; do \
	  PYTHONPATH=.:tests:tools build/training/bin/python tools/$$step || exit 1; done; done

demo: install ## Build demo/contracts anew from demo/sources (PDFs need LibreOffice)
	@$(BIN)/python tools/build_demo.py

servers: ## Debian: install and start what the tests can use (databases, brokers, Chromium …)
	@bash tools/install_servers.sh

clean: ## Remove what was installed or built; the data folder stays
	rm -rf .venv build dist .servers.env .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
