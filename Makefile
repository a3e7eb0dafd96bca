# What the README and CI call. Everything runs in .venv, which the first call makes.
PORT ?= 8866
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORDS := course_lib/locale
UV_VERSION := 0.13.9
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--no-emit-find-links --python-version 3.11 --custom-compile-command "make lock"

.PHONY: app lab test lint check refresh bench soak words lock

app: $(VENV)/app
	@$(BIN)/course app --port $(PORT)

lab: $(VENV)/app
	@$(BIN)/course lab

test: $(VENV)/test
	@sh tests/browser/need_chromium.sh
	@sh tests/need_postgresql.sh
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/course check
	$(BIN)/python -m pytest -n 2 --dist loadscope \
		--nbval --nbval-cell-timeout 60 --nbval-current-env tests notebooks docs

lint: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/mypy

check: $(VENV)/app
	$(BIN)/course check

refresh: $(VENV)/app
	$(BIN)/course refresh

bench: $(VENV)/test
	@sh tests/browser/need_chromium.sh
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.serving

soak: $(VENV)/test
	@sh tests/browser/need_chromium.sh
	@sh tests/need_postgresql.sh
	$(BIN)/python -m pytest -m soak tests

# CODE=de begins a language; all catalogues there are get the new words and are compiled.
words: $(VENV)/test
	@mkdir -p $(WORDS)
	@$(BIN)/pybabel -q extract -F pyproject.toml --no-wrap -o $(WORDS)/course.pot course_lib
	@test -z "$(CODE)" || test -d $(WORDS)/$(CODE) || \
		$(BIN)/pybabel -q init -D course -i $(WORDS)/course.pot -d $(WORDS) -l $(CODE)
	@test -z "$$(ls -d $(WORDS)/*/ 2>/dev/null)" || { \
		$(BIN)/pybabel -q update -D course -i $(WORDS)/course.pot -d $(WORDS) && \
		$(BIN)/pybabel -q compile -D course -d $(WORDS); }
	@rm $(WORDS)/course.pot

lock: $(VENV)/test
	$(BIN)/pip install --quiet uv==$(UV_VERSION)
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) --extra test -c requirements.lock pyproject.toml -o requirements-test.lock
	$(BIN)/uv pip compile --quiet --universal --no-emit-index-url --no-emit-find-links \
		--no-annotate --python-version 3.11 --custom-compile-command "make lock" \
		-c requirements.lock pyproject.toml -o requirements.txt

# A stamp is newer than its lock once the lock is installed, so a second call installs nothing.
$(VENV)/app: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up; the first time takes a minute or two …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test: $(VENV)/app requirements-test.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@
