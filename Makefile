# Two commands are enough: `make run` and `make test`. Everything else is in platform/setup/bootstrap.py.
# ARGS goes to the command: make test ARGS="-k calendar".

CHECK = import sys; sys.exit(sys.version_info < (3, 11))
PYTHON := $(shell for name in $$MOTCUA_PYTHON python3 python3.11 python3.12 python3.13 python3.14; do \
	if $$name -c '$(CHECK)' >/dev/null 2>&1; then echo $$name; break; fi; done)

WORDS = run test stop setup lint bench browser proof
.PHONY: $(WORDS) lock
.DEFAULT_GOAL = run

$(WORDS):
ifeq ($(PYTHON),)
	@echo "✗ Cần Python 3.11 trở lên: hãy cài gói python3 (3.11 hoặc mới hơn) của hệ điều hành." >&2
	@echo "✗ Python 3.11 or newer is needed: install your system's python3 package (3.11 or newer)." >&2
	@exit 1
else
	@exec $(PYTHON) platform/setup/bootstrap.py $@ $(ARGS)
endif

# Renew requirements.txt from requirements.in; the result holds fingerprints and no address.
lock: setup
	UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1 .venv/bin/uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 --quiet $(ARGS) requirements.in -o requirements.txt
