#!/bin/bash
# Real clients against a service with the demo city: GDAL's OAPIF driver, OWSLib, FlatGeobuf and CSV by GDAL.
# usage: run.sh ANJIE-BINARY PYTHON-WITH-OWSLIB
set -euo pipefail
binary=$1
python=$2
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
"$binary" demo --addr 127.0.0.1:0 --store "gpkg:$folder/anjie.gpkg" --scale "${SCALE:-0.02}" >"$folder/out" 2>&1 &
service=$!
trap 'kill "$service" 2>/dev/null || true; rm -rf "$folder"' EXIT
base=
for _ in $(seq 300); do
  base=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$folder/out" | head -1 || true)
  [ -n "$base" ] && break
  kill -0 "$service" 2>/dev/null || { cat "$folder/out"; exit 1; }
  sleep 1
done
[ -n "$base" ] || { echo "the service does not come up"; cat "$folder/out"; exit 1; }
for _ in $(seq 300); do
  curl -fsS "$base/ready" >/dev/null 2>&1 && break
  sleep 1
done
"$python" "$here/clients.py" "$base/ogc" "$folder"
