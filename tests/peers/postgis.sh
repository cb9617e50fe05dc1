#!/usr/bin/env bash
# A private PostGIS for measuring against: `postgis.sh start DIR` prints the address of a fresh database,
# `postgis.sh stop DIR` stops it. Listens on a socket in DIR only; needs postgresql-15-postgis-3.
set -euo pipefail

action=$1
folder=$(realpath -m "$2")
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin -type d 2>/dev/null | sort -V | tail -n 1)
[ -x "$bin/initdb" ] || { echo "postgis.sh: PostgreSQL is not installed; run make setup-test" >&2; exit 1; }
# PostgreSQL does not run as root.
as=()
if [ "$(id -u)" -eq 0 ]; then as=(setpriv --reuid=postgres --regid=postgres --clear-groups); fi

case $action in
start)
  mkdir -p "$folder"
  [ ${#as[@]} -eq 0 ] || chown postgres: "$folder"
  if [ ! -f "$folder/data/PG_VERSION" ]; then
    "${as[@]}" "$bin/initdb" -D "$folder/data" -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
    cat <<CONF | "${as[@]}" tee -a "$folder/data/postgresql.conf" >/dev/null
listen_addresses = ''
shared_buffers = 1GB
work_mem = 64MB
maintenance_work_mem = 512MB
max_wal_size = 4GB
jit = off
CONF
  fi
  "${as[@]}" "$bin/pg_ctl" -D "$folder/data" status >/dev/null ||
    "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -o "-k '$folder'" -l "$folder/log.txt" -w start >/dev/null
  user=$([ "$(id -u)" -eq 0 ] && echo postgres || id -un)
  psql -qAt -h "$folder" -U "$user" -d postgres -c 'DROP DATABASE IF EXISTS peers' -c 'CREATE DATABASE peers'
  psql -qAt -h "$folder" -U "$user" -d peers -c 'CREATE EXTENSION postgis'
  echo "host=$folder user=$user dbname=peers"
  ;;
stop)
  "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m fast -w stop >/dev/null
  ;;
*)
  echo "postgis.sh: write start DIR or stop DIR" >&2
  exit 2
  ;;
esac
