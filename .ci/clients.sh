#!/usr/bin/env bash
# Prepares programs of others that are clients of the service, in .cache/tools/clients: Python packages in `python`,
# the GeoPackage validator beside Debian's GDAL in `geopackage`, Mapbox's tiles and decoder in `node`.
# Does nothing where all are there. Then prints the folder.
set -euo pipefail
cd "$(dirname "$0")/.."
.ci/setup.sh clients >&2
tools=$PWD/.cache/tools/clients
python=("owslib==0.35.0" "ogcapi-registry==0.4.0" "schemathesis==4.32.5" "pmtiles==3.8.1" "pyogrio==0.13.0")
geopackage=("pdok-geopackage-validator==0.14.5")
mkdir -p "$tools/node"

is_new() { # what is wanted, mark of what is there
  [ "$(cat "$2" 2>/dev/null)" != "$1" ]
}
if is_new "${python[*]}" "$tools/python/made-of"; then
  rm -rf "$tools/python"
  /usr/bin/python3 -m venv "$tools/python"
  "$tools/python/bin/pip" install --quiet "${python[@]}" >&2
  echo "${python[*]}" >"$tools/python/made-of"
fi
if is_new "${geopackage[*]}" "$tools/geopackage/made-of"; then
  rm -rf "$tools/geopackage"
  # Its GDAL has to be that of the system.
  /usr/bin/python3 -m venv --system-site-packages "$tools/geopackage"
  "$tools/geopackage/bin/pip" install --quiet "${geopackage[@]}" >&2
  echo "${geopackage[*]}" >"$tools/geopackage/made-of"
fi
cp tests/interop/node/*.mjs "$tools/node/"
if ! cmp -s tests/interop/node/package-lock.json "$tools/node/package-lock.json" || [ ! -d "$tools/node/node_modules" ]; then
  cp tests/interop/node/package.json tests/interop/node/package-lock.json "$tools/node/"
  npm --prefix "$tools/node" ci --no-audit --no-fund --ignore-scripts >/dev/null
fi
echo "$tools"
