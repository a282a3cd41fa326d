# Everything runs in a virtual environment of its own, made from the exact versions in requirements.lock.
PYTHON ?= python3
PRESET ?= default
CORES ?= all

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CROSSCHECK := .venv-crosscheck
PRESETS := $(basename $(notdir $(wildcard workflow/presets/*.yaml)))
PRESET_FILE := workflow/presets/$(PRESET).yaml
# --cores comes last: options that take several values would swallow a target that follows them
SNAKEMAKE := $(BIN)/snakemake $(if $(filter default,$(PRESET)),,--configfile $(PRESET_FILE)) \
	--rerun-incomplete --show-failed-logs --quiet host reason --cores $(CORES)

.DEFAULT_GOAL := help
.PHONY: help install figures validation unlock report test lint format bench coverage efficiency crosscheck estimate check-preset clean

ifneq ($(words $(CURDIR)),1)
$(error The path of this folder contains a space, which the jobs of Snakemake do not survive; move it)
endif

help: ## List the targets
	@echo "make TARGET [PRESET=$(subst $() $(),|,default $(PRESETS))] [CORES=all]"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(READY) ## Make the virtual environment
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	  { echo "Python 3.11, 3.12 or 3.13 is needed, found $$($(PYTHON) --version); set PYTHON=python3.12, say"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

check-preset:
	@test "$(PRESET)" = default || test -f "$(PRESET_FILE)" || \
	  { echo "PRESET=$(PRESET) is not known; use one of: default $(PRESETS)"; exit 1; }

figures: check-preset $(READY) ## Run the study: simulations, fits, tables and all figures, into results/
	$(SNAKEMAKE)

validation: check-preset $(READY) ## Run the studies of bias and the independent checks
	$(SNAKEMAKE) validation

estimate: check-preset $(READY) ## Say what a run would cost: core time, wall time, memory, disk; runs nothing
	@$(BIN)/python workflow/estimate.py --cores $(CORES) $(if $(filter default,$(PRESET)),,--configfile $(PRESET_FILE))

unlock: check-preset $(READY) ## Free the folder after a run was killed; then "make figures" continues it
	$(SNAKEMAKE) --unlock

report: figures ## Write results/report.html, self-contained, from the finished study
	$(SNAKEMAKE) --report results/report.html

test: $(READY) ## Run the test suite
	$(BIN)/python -m pytest

lint: $(READY) ## Check style, workflow and layering
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/snakefmt --check Snakefile workflow
	$(BIN)/snakemake --lint
	$(BIN)/lint-imports

format: $(READY) ## Bring the source into the common style
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .
	$(BIN)/snakefmt Snakefile workflow

bench: $(READY) $(CROSSCHECK)/.crosscheck-ready ## Measure kernels and macroscopic solvers against their peers, on this machine
	$(BIN)/python -m benchmarks.rotor_ring
	$(BIN)/python -m benchmarks.rotor_chain
	$(BIN)/python -m benchmarks.macroscopic
	$(CROSSCHECK)/bin/python -m benchmarks.evolution
	$(BIN)/python -m benchmarks.energy_exchange
	$(BIN)/python -m benchmarks.billiard

coverage: $(READY) ## Count how often the error bars cover the truth
	$(BIN)/python -m benchmarks.interval_coverage

efficiency: $(READY) ## Measure what each estimator pays for 1 %, against the published one; needs the tables of figures
	$(BIN)/python -m benchmarks.efficiency

crosscheck: $(CROSSCHECK)/.crosscheck-ready ## Compare with other tools, installed apart in .venv-crosscheck
	$(CROSSCHECK)/bin/python -m pytest -q tests/benchmarks
	$(CROSSCHECK)/bin/python benchmarks/crosscheck.py
$(CROSSCHECK)/.crosscheck-ready: requirements.lock pyproject.toml
	$(MAKE) --no-print-directory VENV=$(CROSSCHECK) install
	$(CROSSCHECK)/bin/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock \
	  --no-build-isolation --editable ".[crosscheck]"
	@touch $@

clean: ## Remove the virtual environments and caches; results stay
	rm -rf $(VENV) $(CROSSCHECK) .pytest_cache .ruff_cache .import_linter_cache
