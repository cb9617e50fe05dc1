#!/usr/bin/env bash
# Installs the system packages that are missing: `setup.sh run` what the map needs, `setup.sh test`
# what the tests need on top, `setup.sh clients` what programs of others need. Does nothing, and asks nothing, where all are there.
set -euo pipefail

packages=(libgdal-dev gdal-bin libproj-dev proj-bin libsqlite3-dev pkg-config clang libclang-dev ca-certificates fonts-noto-cjk)
[ "${1:-run}" = clients ] && packages+=(chromium python3-qgis qgis-providers python3-gdal python3-venv sqlite3 curl)
[ "${1:-run}" = test ] && packages+=(chromium sqlite3 postgresql postgresql-15-postgis-3)
command -v python3 >/dev/null && python3 -m pip --version >/dev/null 2>&1 || packages+=(python3 python3-pip)

missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null)" = "install ok installed" ] || missing+=("$package")
done
for tool in cargo node npm; do
  command -v "$tool" >/dev/null || { echo "setup: $tool is not installed; install Rust (1.95 or newer) and Node.js (20 or newer) first" >&2; exit 1; }
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
echo "setup: installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
# The tests start a PostgreSQL of their own; Debian's need not make nor start one.
if [[ " ${missing[*]} " == *" postgresql "* ]] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
  "${as_root[@]}" mkdir -p /etc/postgresql-common
  printf 'create_main_cluster = false\nstart_conf = manual\n' | "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
fi
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
