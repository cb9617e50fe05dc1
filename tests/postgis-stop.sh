#!/usr/bin/env bash
# Stops the PostgreSQL that the tests have started under target/postgis, if it runs; what is in it stays for
# the next run. `tests/postgis-stop.sh [FOLDER]`.
set -euo pipefail

folder=${1:-$(dirname "$0")/../${CARGO_TARGET_DIR:-target}/postgis}
data=$(realpath -m "$folder")/data
[ -f "$data/postmaster.pid" ] || exit 0
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin -type d 2>/dev/null | sort -V | tail -n 1)
if command -v pg_config >/dev/null && [ -x "$(pg_config --bindir)/pg_ctl" ]; then bin=$(pg_config --bindir); fi
[ -x "$bin/pg_ctl" ] || { echo "postgis-stop.sh: there is no pg_ctl; run make setup-test" >&2; exit 1; }
# PostgreSQL does not run as root, and is not stopped by it either.
as=()
if [ "$(id -u)" -eq 0 ]; then as=(setpriv --reuid=postgres --regid=postgres --clear-groups); fi
# A file that was left by a server that is gone is no server that runs.
if "${as[@]}" "$bin/pg_ctl" -D "$data" status >/dev/null; then
  "${as[@]}" "$bin/pg_ctl" -D "$data" -m fast -w stop >/dev/null
fi
