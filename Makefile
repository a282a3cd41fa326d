# Everything runs in a virtual environment of its own, made from the exact versions in requirements.lock.
PYTHON ?= python3
PRESET ?= default
CORES ?= all
# values are taken as they are written; nothing in them is expanded or executed
override PRESET := $(value PRESET)
override CORES := $(value CORES)
override CACHE := $(value CACHE)
override SUBJECTS := $(value SUBJECTS)
export SUBJECTS

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CROSSCHECK := .venv-crosscheck
MINIMUM := .venv-minimum
PRESETS := $(basename $(notdir $(wildcard workflow/presets/*.yaml)))
DEFAULT := $(filter default,$(PRESET))
PRESET_FILE := $(if $(DEFAULT),,workflow/presets/$(PRESET).yaml)
CONFIGFILE := $(if $(DEFAULT),,--configfile $(PRESET_FILE))
REFERENCE := workflow/reference$(if $(DEFAULT),,_$(PRESET))
# CACHE=folder: simulations are shared with other checkouts that have the same packages
ifneq ($(CACHE),)
export SNAKEMAKE_OUTPUT_CACHE := $(if $(filter /%,$(firstword $(CACHE))),,$(CURDIR)/)$(CACHE)/$(firstword \
	$(shell cksum < requirements.lock))
endif
# --cores comes last: options that take several values would swallow a target that follows them
SNAKEMAKE := $(BIN)/snakemake $(CONFIGFILE) $(if $(CACHE),--cache) \
	--rerun-incomplete --show-failed-logs --quiet host reason --cores $(CORES)

.DEFAULT_GOAL := help
.PHONY: help install figures validation verify unlock report test test-whole-study test-workflow test-rotors \
	test-solvable test-package test-minimum test-coverage test-wheel docs docs-numbers notebook rulegraph lint format \
	bench coverage efficiency crosscheck crosscheck-series estimate \
	check-files clean status figures-from-reference check-reference reference with-reference cache

ifneq ($(words $(CURDIR)),1)
$(error The path of this folder contains a space, which the jobs of Snakemake do not survive; move it)
endif
# checked here, before a shell sees them
ifneq ($(or $(findstring %,$(PRESET)),$(filter-out 1,$(words $(PRESET))),$(filter-out default $(PRESETS),$(PRESET))),)
$(error PRESET=$(PRESET) is not known; use one of: default $(PRESETS))
endif
ifneq ($(and $(DEFAULT),$(filter default,$(PRESETS))),)
$(error workflow/presets/default.yaml would not be used, since PRESET=default is config.yaml alone; rename it)
endif
WITHOUT_DIGITS := $(CORES)
$(foreach digit,0 1 2 3 4 5 6 7 8 9,$(eval WITHOUT_DIGITS := $$(subst $(digit),,$$(WITHOUT_DIGITS))))
ifneq ($(CORES),all)
ifneq ($(or $(WITHOUT_DIGITS),$(if $(subst 0,,$(CORES)),,0)),)
$(error CORES=$(CORES) must be all or a whole number >= 1; pass CORES=2, say)
endif
endif

help: ## List the targets
	@echo "make TARGET [PRESET=$(subst $() $(),|,default $(PRESETS))] [CORES=all] [CACHE=folder]"
	@awk -F ':.*## ' '/^[a-z%-]+:.*## / {printf "  %-24s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Every archive is compared with its hash in the lock, that of setuptools first, which builds what comes as source: pip
# would fetch another one for it, without a hash. This project itself, from its folder, has no hash.
install: $(READY) ## Make the virtual environment
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	  { echo "Python 3.11, 3.12 or 3.13 is needed, found $$($(PYTHON) --version); set PYTHON=python3.12, say"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	sed -n '/^setuptools==/,/[^\]$$/p' requirements.lock > $(VENV)/setuptools.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r $(VENV)/setuptools.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-build-isolation -r requirements.lock
	$(BIN)/python -m compileall -q -j 0 $(VENV)/lib  # on all cores, for which pip uses one
	PIP_REQUIRE_HASHES=0 $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --no-build-isolation --editable .
	@touch $@

# Snakemake reads a preset before any code of this project runs, and answers a broken one with a traceback
check-files: $(READY)
	@$(BIN)/python workflow/check_files.py config.yaml $(PRESET_FILE)

cache:
	@$(if $(CACHE),mkdir -p "$$SNAKEMAKE_OUTPUT_CACHE")

figures: check-files cache ## Run the study: simulations, fits, tables and all figures, into results/
	$(SNAKEMAKE)

validation: check-files cache ## Run the bias study and the independent checks
	$(SNAKEMAKE) validation

estimate: $(READY) ## Print what a run would cost: core time, wall time, memory, disk; runs nothing
	@$(BIN)/python workflow/estimate.py --cores $(CORES) $(CONFIGFILE)

status: check-files ## Print how far the study is, sweep by sweep, and what is left to do; runs nothing
	@$(BIN)/python workflow/status.py $(CONFIGFILE)

verify: check-files cache ## Check all stored results; RECOMPUTE=1 deletes damaged ones and makes them again
	@$(BIN)/python workflow/verify.py $(CONFIGFILE) $(if $(filter 1,$(RECOMPUTE)),--recompute $(SNAKEMAKE))

unlock: check-files ## Free the folder after a run was killed; then "make figures" continues it
	@$(BIN)/python workflow/at_work.py
	$(SNAKEMAKE) --unlock

report: figures ## Run what is missing, then write results/report.html, a self-contained page with every figure
	$(SNAKEMAKE) --report results/report.html

figures-from-reference: $(READY) ## Redraw figures from workflow/reference into results/from_reference (SUBJECTS="driven exchange"; PDF=1)
	@$(BIN)/python workflow/reference.py draw --cores $(CORES) $(if $(filter 1,$(PDF)),--pdf) \
	  $(if $(SUBJECTS),--subjects $$SUBJECTS)

check-reference: $(READY) ## Compare the tables of a finished run with workflow/reference, by their errors
	@$(BIN)/python workflow/reference.py --reference $(REFERENCE) check

reference: with-reference figures $(if $(DEFAULT),validation) ## Make workflow/reference anew (PRESET=paper: reference_paper), and the numbers of the pages
	@$(BIN)/python workflow/reference.py --reference $(REFERENCE) ship $(CONFIGFILE)
	@$(BIN)/python -m docs.numbers

with-reference:
	@$(if $(filter default paper,$(PRESET)),true,false) || { echo "PRESET=$(PRESET) has no reference; use default or paper"; exit 1; }

# all parts at a time, since those with Snakemake often wait for one process, or for a batch system
test: $(READY) ## Run the test suite, in six parts beside each other
	@$(MAKE) --no-print-directory --jobs 6 --keep-going --output-sync=target \
	  test-whole-study test-slurm test-workflow test-rotors test-solvable test-package
test-whole-study:
	$(BIN)/python -m pytest tests/workflow -m whole_study
test-slurm:
	$(BIN)/python -m pytest tests/workflow -m "slurm and not whole_study"
test-workflow:
	$(BIN)/python -m pytest tests/workflow -m "not whole_study and not slurm"
test-rotors:
	$(BIN)/python -m pytest tests/rotors
test-solvable:
	$(BIN)/python -m pytest tests/exchange tests/oscillators
test-package:
	$(BIN)/python -m pytest $(foreach part,workflow rotors exchange oscillators,--ignore tests/$(part))

test-minimum: $(MINIMUM)/.minimum-ready ## Run the tests of package and workflow with the oldest versions of all packages
	$(MINIMUM)/bin/python -m pytest -m "not slurm" $(TESTS)
$(MINIMUM)/.minimum-ready: requirements-minimum.txt pyproject.toml
	$(PYTHON) -m venv --clear $(MINIMUM)
	$(MINIMUM)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-minimum.txt
	$(MINIMUM)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

test-coverage: $(READY) ## Which lines the tests run, those with Snakemake apart; TESTS=tests/rotors for some
	$(BIN)/python -m pytest -m "not workflow" --cov --cov-report=term:skip-covered --cov-report=html $(TESTS)

# the package that builds both comes from the index, in an environment that is deleted afterwards
test-wheel: ## Build source archive and wheel into dist/, and test the wheel where no checkout is; TESTS=tests/core for some
	PYTHON=$(PYTHON) .ci/test-wheel $(TESTS)

docs: $(READY) ## Build the documentation site into results/site; every warning is an error
	$(BIN)/sphinx-build -q -W --keep-going -b html -d build/doctrees docs results/site

docs-numbers: $(READY) ## Write the numbers that the pages quote anew from workflow/reference and benchmarks/tables
	@$(BIN)/python -m docs.numbers

notebook: $(READY) ## Run docs/notebook.ipynb and keep its outputs
	$(BIN)/python workflow/run_notebook.py

rulegraph: $(READY) ## Draw docs/images/rulegraph.svg anew; needs Graphviz (apt-get install graphviz)
	$(BIN)/python workflow/rulegraph.py

lint: $(READY) ## Check style, workflow, layering and types of the public interface
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/snakefmt --check Snakefile workflow
	$(BIN)/python workflow/lint.py
	$(BIN)/lint-imports
	$(BIN)/mypy

format: $(READY) ## Bring the source into the common style
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .
	$(BIN)/snakefmt Snakefile workflow

# one thread of linear algebra, since all times are of one core
bench: $(CROSSCHECK)/.crosscheck-ready ## Measure everything against its peers on this machine, into docs/ledger.md
	OPENBLAS_NUM_THREADS=1 $(CROSSCHECK)/bin/python -m benchmarks.ledger

coverage: $(READY) ## Count how often the error bars cover the truth, into benchmarks/tables
	$(BIN)/python -m benchmarks.interval_coverage

efficiency: $(READY) ## Measure what each estimator pays for 1 %, against the published one; needs the tables of figures
	$(BIN)/python -m benchmarks.efficiency

crosscheck: $(CROSSCHECK)/.crosscheck-ready ## Compare with other tools, installed apart in .venv-crosscheck
	$(CROSSCHECK)/bin/python -m pytest -q tests/benchmarks
	$(CROSSCHECK)/bin/python -m benchmarks.crosscheck
crosscheck-series: $(CROSSCHECK)/.crosscheck-ready ## Bias, coverage and cost of estimate_integral beside STACIE
	OPENBLAS_NUM_THREADS=1 $(CROSSCHECK)/bin/python -m benchmarks.series_coverage
$(CROSSCHECK)/.crosscheck-ready: requirements.lock pyproject.toml
	$(MAKE) --no-print-directory VENV=$(CROSSCHECK) install
	$(CROSSCHECK)/bin/python -m pip freeze --exclude-editable > $(CROSSCHECK)/locked.txt
	PIP_REQUIRE_HASHES=0 $(CROSSCHECK)/bin/python -m pip install --quiet --disable-pip-version-check \
	  --constraint $(CROSSCHECK)/locked.txt --no-build-isolation --editable ".[crosscheck]"
	@touch $@

clean-%: check-files ## Delete the results of one subject, such as clean-harmonic, after asking (YES=1: without)
	@$(BIN)/python workflow/clean.py '$(subst ','\'',$*)' $(CONFIGFILE) $(if $(filter 1,$(YES)),--yes)

clean: ## Remove the virtual environments and caches; results stay
	rm -rf $(VENV) $(CROSSCHECK) $(MINIMUM) .pytest_cache .ruff_cache .mypy_cache .import_linter_cache
