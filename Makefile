# Everything is installed into .venv from the lock files, once: a later run installs nothing and needs no network.
# Where Python 3.11 or later has another name: make PYTHON=python3.12

PYTHON = python3
BIN = .venv/bin
# No dependency beyond the lock file, no file but those whose hash it gives, and no package built from its source,
# since what such a build needs is not locked.
INSTALL = $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps
INSTALL_LOCKED = $(INSTALL) --require-hashes --only-binary=:all:
COMPILE = .venv/uv/bin/uv --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--only-binary=:all: --no-annotate --custom-compile-command='make lock'

.PHONY: pdf test lint fonts pictograms profiles docs contact-sheet gallery bench-checks bench-catalogs bench-proofs bench-languages bench lock clean help

pdf: .venv/installed ## build every handout into output/ (what `make` alone does)
	$(BIN)/leaflet build

test: .venv/installed-dev ## run the tests, on all cores
	$(BIN)/pytest -n auto --dist loadfile

lint: .venv/installed-dev ## check style and types
	$(BIN)/ruff check
	$(BIN)/mypy leaflet bootstrap.py

fonts: .venv/installed ## make the files in fonts/ again from their pinned sources
	$(BIN)/python -m leaflet.fontsource

pictograms: .venv/installed ## make the files in pictograms/ again from their pinned source
	$(BIN)/python -m leaflet.pictogramsource

profiles: .venv/installed ## make the files in profiles/ again from their pinned sources (on Debian)
	$(BIN)/python -m leaflet.profilesource

docs: .venv/installed-dev pdf ## make what docs/ and README.md show: the schema, the checks, the picture
	$(BIN)/leaflet schema >docs/leaflet.schema.json
	$(BIN)/leaflet checks --markdown >docs/checks.md
	$(BIN)/python docs/pictures.py handout

contact-sheet: .venv/installed pdf ## put the front page of every language on one sheet: output/contact-sheet.png
	$(BIN)/python docs/pictures.py contact-sheet

gallery: .venv/installed pdf ## picture each edition in four scripts: docs/gallery/
	$(BIN)/python docs/pictures.py gallery

bench-checks: .venv/installed ## measure what the checks find, beside other programs: benchmarks/checks.md
	$(BIN)/python -m benchmarks.bench_checks

bench-proofs: .venv/installed-dev ## measure the text layer and the proofs, beside other programs: benchmarks/proofs.md
	$(BIN)/python -m benchmarks.bench_proofs

bench-languages: .venv/installed ## measure each language's PDF, time and size: benchmarks/languages.md
	$(BIN)/python -m benchmarks.bench_languages

bench: .venv/installed-dev ## measure the build, beside other ways: benchmarks/build.md
	$(BIN)/python -m benchmarks.bench_build

bench-catalogs: .venv/installed ## point the reader at others' PO files, beside gettext's: benchmarks/real-catalogs.md
	$(BIN)/python -m benchmarks.real_catalogs

lock: .venv/uv/bin/uv ## pin what pyproject.toml asks for; pins that still fit stay (for the newest, rm *.lock first)
	.venv/uv/bin/python -c 'import tomllib; settings = tomllib.load(open("pyproject.toml", "rb")); \
		print(*settings["build-system"]["requires"], sep="\n")' >.venv/uv/build-system.txt
	$(COMPILE) pyproject.toml .venv/uv/build-system.txt --output-file requirements.lock
	$(COMPILE) --group dev --constraints requirements.lock pyproject.toml .venv/uv/build-system.txt \
		--output-file requirements-dev.lock

clean: ## remove all that was installed or built
	rm -rf .venv output .cache *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -r {} +

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' Makefile

# The project itself is installed as a link to this folder, so that a change of its code needs no installing. It is
# compiled as all else that is installed: where Python is told to write no bytecode, each start would take a third longer.
.venv/installed: requirements.lock pyproject.toml bootstrap.py
	$(PYTHON) bootstrap.py
	$(INSTALL_LOCKED) --requirement requirements.lock
	$(INSTALL) --no-build-isolation --editable .
	$(BIN)/python -m compileall -q leaflet
	touch $@

# The tests' lock file holds the runtime's pins too, so nothing that `make pdf` may be using at the time is replaced.
.venv/installed-dev: requirements-dev.lock .venv/installed
	$(INSTALL_LOCKED) --requirement requirements-dev.lock
	touch $@

.venv/uv/bin/uv:
	$(PYTHON) -m venv .venv/uv
	.venv/uv/bin/pip --disable-pip-version-check install --quiet uv
