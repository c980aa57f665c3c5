# Two commands matter: `make lab` opens the course, `make test` proves it.
# Relative paths only: the folder of the course may have a space in its name.

ROLE ?= learner
# nbgrader starts alembic by name, so the environment's programs stand on the PATH.
IN_VENV := PATH="$$PWD/.venv/bin:$$PATH"
PYTEST := $(IN_VENV) .venv/bin/python tools/offline.py .venv/bin/python -m pytest

.PHONY: help install extra lab test test-slow build lock clean
.DEFAULT_GOAL := help

help:  ## say what each target does
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name does; do \
		printf 'make %-10s %s\n' "$$name" "$$does"; done

install:  ## make .venv from the hash lock and install the course; nothing if it is up to date
	@sh tools/python.sh tools/install.py

lab: install  ## open the course in JupyterLab (ROLE=instructor shows Formgrader; PORT=… to choose a port)
	@.venv/bin/course lab --role "$(ROLE)" $(if $(PORT),--port "$(PORT)")

test: install  ## house rules, drift and all quick tests, with no network but loopback
	.venv/bin/course check
	$(IN_VENV) .venv/bin/course build --check
	$(PYTEST) -m "not slow" -n 2 --dist loadfile --session-timeout=2400

extra: install  ## add Dask and JupyterHub, pinned (several machines, a hub, test-slow)
	@.venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check --no-deps --require-hashes \
		-r requirements-extra.txt

test-slow: extra  ## browser, hostile submissions and other long tests
	$(PYTEST) -m slow --session-timeout=2700

build: install  ## build tables from data/raw/, then notebooks, exercises and solutions from content/
	.venv/bin/python data/build/run.py
	$(IN_VENV) .venv/bin/course build

lock:  ## resolve pyproject.toml anew into requirements.txt (needs uv and a package index)
	@command -v uv >/dev/null || { echo "make lock needs uv: python3 -m pip install uv"; exit 1; }
	uv pip compile pyproject.toml --extra test --extra build --python-version 3.11 --universal --generate-hashes \
		--upgrade --no-annotate --custom-compile-command "make lock" --output-file requirements.txt --quiet
	uv pip compile pyproject.toml --extra cluster --extra hub --constraints requirements.txt \
		$$(sed -n 's/^\([A-Za-z0-9._-]*\)==.*/--no-emit-package \1/p' requirements.txt) \
		--python-version 3.11 --universal --generate-hashes --upgrade --no-annotate \
		--custom-compile-command "make lock" --output-file requirements-extra.txt --quiet

clean:  ## remove .venv and everything that can be made again; your own work and answers stay
	rm -rf .venv .build .pytest_cache .ruff_cache .hypothesis dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
