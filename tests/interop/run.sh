#!/usr/bin/env bash
# Programs of others against a running service with the demo city, each with a line of what was compared.
# usage: run.sh ANJIE-BINARY TOOLS      TOOLS: the folder that .ci/clients.sh prepares
set -euo pipefail
binary=$(realpath "$1")
tools=$(realpath "$2")
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
folder=$(mktemp -d)
"$binary" demo --addr 127.0.0.1:0 --store "gpkg:$folder/anjie.gpkg" --scale "${SCALE:-0.02}" >"$folder/out" 2>&1 &
service=$!
trap 'kill "$service" 2>/dev/null || true; rm -rf "$folder"' EXIT

base=
for _ in $(seq 600); do
  base=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$folder/out" | head -1 || true)
  [ -n "$base" ] && break
  kill -0 "$service" 2>/dev/null || { cat "$folder/out"; exit 1; }
  sleep 0.5
done
[ -n "$base" ] || { echo "the service does not come up"; cat "$folder/out"; exit 1; }
# Contours and the grid of the risk come some seconds later.
for _ in $(seq 600); do
  curl -fsS "$base/ogc/collections/contours/items?limit=1" >/dev/null 2>&1 && break
  sleep 0.5
done

failed=()
step() { # name, seconds at most, command
  local name=$1 most=$2 begun=$SECONDS
  shift 2
  if timeout "$most" "$@" >"$folder/log" 2>&1; then
    grep -v 'XDG_RUNTIME_DIR' "$folder/log" | tail -n "${LINES_SHOWN:-12}"
    echo "clients: $name agrees ($((SECONDS - begun)) s)"
  else
    tail -n 60 "$folder/log"
    echo "clients: $name FAILED after $((SECONDS - begun)) s"
    failed+=("$name")
  fi
}

python=$tools/python/bin/python
export QT_QPA_PLATFORM=offscreen
# Counts of the whole city need no more than this box.
read -r west south east north < <(curl -fsS "$base/ogc/collections/facilities" |
  "$python" -c 'import json, sys; print(*json.load(sys.stdin)["extent"]["spatial"]["bbox"][0])')
middle=$("$python" -c "print(f'{($west + $east) / 2},{($south + $north) / 2}')")

step "GDAL OAPIF, FlatGeobuf, CSV; OWSLib" 120 "$python" "$here/clients.py" "$base/ogc" "$folder"
node "$tools/node/fixtures.mjs" "$folder/fixtures"
step "MVT fixtures" 30 "$python" "$here/mvt_fixtures.py" "$folder/fixtures"
step "tiles: strict check, Mapbox's decoder, GDAL MVT" 120 "$python" "$here/tiles.py" "$base" "$tools/node" "$folder"
step "QGIS features" 120 /usr/bin/python3 "$here/qgis_features.py" "$base/ogc"
step "QGIS vector tiles in our styles" 120 /usr/bin/python3 "$here/qgis_styles.py" "$base" "$folder" "$west" "$south" "$east" "$north"
step "MapLibre in Chromium" 180 env -C "$root/web" node "$here/styles.mjs" "$base" "$folder" "$middle"
step "ogcapi-registry" 60 "$python" "$here/registry.py" "$base"
export_tiles() {
  for form in pmtiles mbtiles; do
    "$binary" export facilities,parks,violations "$folder/city.$form" --store "gpkg:$folder/anjie.gpkg" --max-zoom 12
  done
  "$python" "$here/archives.py" "$folder/city.pmtiles" "$folder/city.mbtiles"
}
export -f export_tiles
export binary folder python here
step "PMTiles and MBTiles" 120 bash -c export_tiles
"$binary" backup "$folder/copy.gpkg" --store "gpkg:$folder/anjie.gpkg" >/dev/null
step "GeoPackage" 60 "$python" "$here/geopackage.py" "$folder/copy.gpkg" "$tools/geopackage/bin/geopackage-validator"
# What a filter or an identifier may be, no schema of OpenAPI says: that valid ones are taken is held by our own tests.
step "schemathesis" 150 "$tools/python/bin/schemathesis" run "$base/openapi.json" --phases examples,coverage,fuzzing \
  --max-time "${SCHEMATHESIS_S:-60}" --seed 20260101 -n 5 --request-timeout 20 --no-color \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,unsupported_method,missing_required_header \
  --include-path-regex '^/(ogc|tiles|styles|fonts|sprites)'

if kill -0 "$service" 2>/dev/null; then
  echo "clients: the service is still up"
else
  failed+=("the service, which went down")
fi
[ ${#failed[@]} -eq 0 ] || { printf 'clients: not in order: %s\n' "${failed[@]}" >&2; exit 1; }
echo "clients: all agree with the service ($SECONDS s)"
