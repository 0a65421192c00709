# `make run` sets everything up and serves a populated site; `make test` sets everything up and runs the whole suite.

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
BIN = .venv/bin
SERVER = --interface wsgi --blocking-threads 2 --no-ws --respawn-failed-workers --workers-kill-timeout 30 --log-level warning
export PORT

.PHONY: run test bench lint messages clean

run: .venv/ready
	@echo "→ Cơ sở dữ liệu …"
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py set_up
	@echo "→ Tệp tĩnh …"
	@$(BIN)/python manage.py collectstatic --no-input --verbosity 0
	@echo "→ Trang báo: http://127.0.0.1:$(PORT)/   Bàn biên tập: http://127.0.0.1:$(PORT)/quan-tri/   (dừng: Ctrl-C)"
	@$(BIN)/granian $(SERVER) --host 127.0.0.1 --port $(PORT) --workers $(WORKERS) newsroom.wsgi:application

test: .venv/ready-dev
	@$(BIN)/python -m pytest -n auto

# Ratios to a bare Django view; needs wrk. `make bench BENCH="--size 100000 --rounds 5 --seconds 10"` for more.
bench: .venv/ready
	@$(BIN)/python manage.py bench $(BENCH)

lint: .venv/ready-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python manage.py makemigrations --check --dry-run

# Needs GNU gettext; the compiled catalogues are kept in the repository, so that nobody else does.
messages: .venv/ready-dev
	@$(BIN)/python manage.py makemessages --locale vi --ignore .venv --ignore var --no-location
	@$(BIN)/python manage.py compilemessages --ignore .venv

clean:
	rm -rf .venv var/static

.venv/python:
	@echo "→ Môi trường Python …"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/ready: .venv/python requirements.txt
	@echo "→ Cài thư viện …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	@echo "→ Cài công cụ kiểm thử …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
