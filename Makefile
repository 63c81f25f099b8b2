# `make demo` and `make test` need only make and python3 (3.11 or later): each creates its own environment.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_INSTALL := install --quiet --disable-pip-version-check --no-compile '.[marketplace]'

PYTEST := $(BIN)/python -m pytest -n logical --dist worksteal
# How many times as long as `make test` the long runs take; `.ci/run` asks for a tenth.
LONG := 50

.PHONY: demo test slow long coverage lint types benchmark wheel-check hooks examples clean

demo: .demo-venv/ready
	@.demo-venv/bin/python -m examples.demo

# Runs the tests on all cores, except those that take long.
test: $(VENV)/ready
	$(PYTEST) -m "not slow"

# Runs the tests that `make test` leaves out: hostile inputs, many processes, whole runs of other programs.
slow: $(VENV)/ready
	$(PYTEST) -m slow

# Everything that could run for ever: random examples, killed processes, fuzzing, many documents.
long: $(VENV)/ready
	QUESTIONFORMS_LONG=$(LONG) $(PYTEST) -m "hypothesis or long"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c .ci/constraints.txt -e '.[fuzz]'
	$(BIN)/python -m tests.fuzz reader --minutes $$((($(LONG) + 4) / 5)) --seed 1
	$(BIN)/python -m tests.fuzz table --minutes $$((($(LONG) + 4) / 5)) --seed 1
	$(BIN)/python -m tests.benchmarks.growth --counts $$(($(LONG) * 20000))

# Runs the tests on one core and reports uncovered lines.
coverage: $(VENV)/ready
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest
	$(BIN)/python -m coverage report

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/ready
	$(BIN)/mypy

benchmark: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[benchmark]'
	$(BIN)/python -m tests.benchmarks

# Builds the wheel, installs it by itself in an empty environment, and checks a document with it.
wheel-check: $(VENV)/ready
	$(BIN)/python -m tests.wheel_check

# Runs the hooks as pre-commit would in another repository, installed from the latest commit here.
hooks: $(VENV)/ready
	$(BIN)/pre-commit try-repo . questionforms --files examples/answers.xml
	$(BIN)/pre-commit try-repo . questionforms-html --files examples/label.html

examples: $(VENV)/ready
	for example in examples/[a-z]*.py; do $(BIN)/python -m "examples.$$(basename $$example .py)" > /dev/null || exit 1; done

$(VENV)/ready: pyproject.toml .ci/constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c .ci/constraints.txt -e '.[test,lint]'
	@touch $@

# An environment without its own pip, and without precompiled modules, is quicker to create; older pips need the second
# command.
.demo-venv/ready: pyproject.toml
	@echo "creating the demo's own environment in .demo-venv"
	@{ $(PYTHON) -m venv --clear --without-pip .demo-venv && $(PYTHON) -m pip --python .demo-venv $(DEMO_INSTALL); } \
	  2> /dev/null || { $(PYTHON) -m venv --clear .demo-venv && .demo-venv/bin/python -m pip $(DEMO_INSTALL); }
	@touch $@

clean:
	rm -rf $(VENV) .demo-venv build dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
