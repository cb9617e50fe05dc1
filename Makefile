# Anjie 安界. `make run` shows the demo city, `make test` runs everything; both install what is missing.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

ADDR ?= 127.0.0.1:8080
STORE ?= gpkg:anjie.gpkg
SCALE ?= 0.1
ARTEFACTS ?= target/test-artefacts
# Random inputs of a run are those of this seed, so that a run can be repeated; `make search` takes new ones.
SEED ?= 20260101
ROUNDS ?= 5
N ?= 1000000

WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print 2>/dev/null)

.PHONY: feel peers clients fuzz-requests run test setup setup-test demo-data web lint unit e2e search bench audit fmt help schemas

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: setup demo-data web ## build the demo city if there is none, assess it, serve the map (ADDR=, STORE=, SCALE=)
	@cargo build --release --package server
	@./target/release/anjie demo --addr "$(ADDR)" --store "$(STORE)" --scale "$(SCALE)"

test: setup-test demo-data web lint unit e2e clients audit ## everything
	@echo "make test: all suites passed"

setup:
	@.ci/setup.sh run

setup-test:
	@.ci/setup.sh test

demo-data:
	@data/demo/fetch.sh .cache/demo

web: web/dist/index.html

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(WEB_SOURCES)
	cd web && npm run build
	@touch $@

lint: web ## formatting, clippy, documentation, types
	cargo fmt --all -- --check
	cargo clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --quiet
	cd web && npm run check && npm run lint

unit: web ## unit, published cases, properties, HTTP snapshots, real scene; the page's units
	cargo build --package server
	trap tests/postgis-stop.sh EXIT; INSTA_UPDATE=no PROPTEST_RNG_SEED=$(SEED) ANJIE_DEMO_CACHE="$(CURDIR)/.cache/demo" cargo test --workspace
	cd web && npm run test

search: ## properties again and again on new random inputs (ROUNDS=); prints the seed that fails
	for round in $$(seq $(ROUNDS)); do seed=$$RANDOM$$RANDOM; echo "seed $$seed"; \
		PROPTEST_RNG_SEED=$$seed cargo test --quiet --package analysis --package tiles --package data || exit 1; done

e2e: web ## a real browser on the demo city
	cargo build --package server
	cd web && ANJIE_BIN="$(CURDIR)/target/debug/anjie" ANJIE_DEMO_CACHE="$(CURDIR)/.cache/demo" ANJIE_ARTEFACTS="$(CURDIR)/$(ARTEFACTS)" npm run e2e

feel: demo-data web ## how the map feels in a browser on the full demo city: first paint, frames, waits for tiles
	cargo build --release --package server
	cd web && ANJIE_BIN="$(CURDIR)/target/release/anjie" ANJIE_DEMO_CACHE="$(CURDIR)/.cache/demo" ANJIE_SCALE=1 node --test --test-reporter=spec e2e/instant.test.mjs

schemas: web ## the API document and the page's types, after a change of the API
	cargo build --package server
	cd web && ANJIE_BIN="$(CURDIR)/target/debug/anjie" npm run schemas

audit: ## licences, sources, advisories
	@.ci/audit.sh

bench: demo-data ## ratios to rstar, to brute force, to plain encoding; load and memory of the full city; convergence of its risk
	cargo bench --package analysis --bench join
	cargo bench --package tiles --bench encode
	cargo bench --package tiles --bench growth
	cargo bench --package tests --bench serving
	ANJIE_DEMO_CACHE="$(CURDIR)/.cache/demo" cargo bench --package tests --bench city
	ANJIE_DEMO_CACHE="$(CURDIR)/.cache/demo" cargo bench --package tests --bench risk
	ANJIE_DEMO_CACHE="$(CURDIR)/.cache/demo" cargo bench --package tests --bench convergence
	cargo test --release --package analysis --lib -- --ignored continuity

peers: setup-test web ## ratios to shapely, PostGIS and ogr2ogr on the same data in one run; to HyRAM+ and DEGADIS on the same inputs
	python3 -m venv .cache/tools/peers
	.cache/tools/peers/bin/pip install --quiet numpy shapely "hyram==6.1.*" "scipy==1.14.1" "degadisx==0.1.4"
	cargo build --release --package server
	.cache/tools/peers/bin/python tests/peers/models.py target/release/anjie
	ANJIE_JOIN_SCENE="$(CURDIR)/target/peers/join" cargo bench --quiet --package analysis --bench join -- --test
	connection=$$(tests/peers/postgis.sh start target/peers/postgis) && trap 'tests/peers/postgis.sh stop target/peers/postgis' EXIT && \
	.cache/tools/peers/bin/python tests/peers/join.py target/peers/join "$$connection" && \
	.cache/tools/peers/bin/python tests/peers/import.py target/release/anjie target/peers/import "$$connection"

clients: demo-data web ## programs of others against a real service: GDAL, QGIS, MapLibre, OWSLib, schemathesis, validators
	cargo build --package server
	tools=$$(.ci/clients.sh) && ANJIE_DEMO_CACHE="$(CURDIR)/.cache/demo" tests/interop/run.sh target/debug/anjie "$$tools"

fuzz-requests: web ## requests of any kind against the application (N=, SEED=); one that fails says how to ask it again
	ANJIE_FUZZ_REQUESTS=$(N) ANJIE_FUZZ_SEED=$(SEED) cargo test --workspace --test fuzz_requests -- --nocapture

fmt: ## format everything
	cargo fmt --all
	cd web && npm run format
