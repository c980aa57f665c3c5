# One command matters: `make lab` opens the course.
# Relative paths only: the folder of the course may have a space in its name.

.PHONY: help install lab clean
.DEFAULT_GOAL := help

help:  ## say what each target does
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name does; do \
		printf 'make %-10s %s\n' "$$name" "$$does"; done

install:  ## make .venv from the hash lock and install the course; nothing if it is up to date
	@sh tools/python.sh tools/install.py

lab: install  ## open the course in JupyterLab (PORT=… to choose a port)
	@.venv/bin/course lab $(if $(PORT),--port "$(PORT)")

clean:  ## remove .venv; your own work and answers stay
	rm -rf .venv
