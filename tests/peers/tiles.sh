#!/usr/bin/env bash
# Tiles beside martin and PostGIS, on the same data, lists of tiles and machine, in one run, turn by turn.
#
#   MARTIN=PATH tests/peers/tiles.sh BENCH ANJIE
#
# BENCH is a copy of the yardstick (its scripts, settings and lists of tiles) whose database runs and holds the data
# (01_pg_start.sh, 02_data.sql) and whose files of the data are written (07_export.sh). ANJIE is the program, built for
# release. Needs wrk. Prints a line a measurement, then what the two draw, then a table of ratios.
# SECS (6) is how long each measurement takes, ROUNDS (3) how many there are; SKIP_ARCHIVE=1 leaves the archive out,
# AUTOGROUP_NICE=-15 puts the measurement before other work of the machine.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
BENCH=$(cd "$1" && pwd)
export BENCH
binary=$(realpath "$2")
SECS=${SECS:-6}
ROUNDS=${ROUNDS:-3}
# shellcheck source=/dev/null
. "$BENCH/00_env.sh"
results=$WORK/results_$(date +%Y%m%d_%H%M%S).txt
started=()
trap 'for p in "${started[@]}"; do kill "$p" 2>/dev/null; done; [ -f "$WORK/martin.pid" ] && kill "$(cat "$WORK/martin.pid")" 2>/dev/null' EXIT

if [ -n "${AUTOGROUP_NICE:-}" ]; then
  echo "$AUTOGROUP_NICE" >"/proc/$(head -1 "$PGDATA/postmaster.pid")/autogroup"
fi

cat >"$WORK/anjie.toml" <<TOML
[[layer]]
name = "risk_polygons"
file = "$WORK/risk_polygons.fgb"
title = "risk polygons (synthetic)"
id = "gid"
max_zoom = 14
worst = [{ property = "risk", bands = [1.0, 2.0, 3.0, 4.0] }]
sum = ["pop"]

[[layer]]
name = "risk_points"
file = "$WORK/risk_points.fgb"
title = "risk points (synthetic)"
id = "gid"
max_zoom = 14
worst = [{ property = "risk", bands = [1.0, 2.0, 3.0, 4.0] }]
sum = ["pop"]
TOML

# ours NAME PORT MIB: a service with so much memory for tiles, of a store with next to nothing in it.
ours() {
  rm -rf "$WORK/ours_$1"
  mkdir -p "$WORK/ours_$1"
  setsid "$binary" demo --config "$WORK/anjie.toml" --addr "127.0.0.1:$2" --scale 0.01 \
    --store "gpkg:$WORK/ours_$1/s.gpkg" --tile-cache-mib "$3" >"$WORK/ours_$1/log" 2>&1 &
  local pid=$!
  started+=("$pid")
  echo "$pid" >"$WORK/ours_$1.pid"
  [ -n "${AUTOGROUP_NICE:-}" ] && echo "$AUTOGROUP_NICE" >"/proc/$pid/autogroup"
  local from=$SECONDS
  for _ in $(seq 600); do
    code=$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$2/tiles/risk_polygons,risk_points/8/211/104")
    [ "$code" = 200 ] && break
    kill -0 "$pid" 2>/dev/null || { cat "$WORK/ours_$1/log"; exit 1; }
    sleep 0.5
  done
  [ "$code" = 200 ] || { echo "the layers are not there after 300 s"; exit 1; }
  sleep 3
  echo "ours_$1: layers there after $((SECONDS - from)) s; $(grep VmRSS "/proc/$pid/status" | tr -s ' \t' ' '), $(grep VmHWM "/proc/$pid/status" | tr -s ' \t' ' ')" | tee -a "$results"
}
template='/tiles/risk_polygons,risk_points/{t}'
load() { "$BENCH/05_load.sh" "$@" | tee -a "$results"; }
# asked LABEL ADDRESS TEMPLATE ENCODING: each tile once, four at a time.
asked() { cat "$BENCH"/tiles/z8.txt "$BENCH"/tiles/z11.txt "$BENCH"/tiles/z14.txt | xargs -P4 -I'{}' curl -s -o /dev/null -H "Accept-Encoding: $3" "$1${2/\{t\}/\{\}}"; }

ours cold 18090 0
cold=http://127.0.0.1:18090
martin=http://127.0.0.1:$MARTIN_PORT
python3 "$here/tiles_counts.py" "$cold" "$BENCH" | tee -a "$results"

"$BENCH/04_martin_start.sh" "$BENCH/cfg/martin_pg_nocache.yaml" || exit 1
for _ in $(seq "$ROUNDS"); do
  for list in z14 z11 mixed; do
    load martin_table_nocache "$martin" "/risk_polygons,risk_points/{t}" gzip 8 "$SECS" 1 $list
    load martin_gen_nocache "$martin" "/risk_gen/{t}" gzip 8 "$SECS" 1 $list
    SERVER_PID_FILE=$WORK/ours_cold.pid load ours_cold "$cold" "$template" gzip 8 "$SECS" 1 $list
  done
  load martin_gen_nocache "$martin" "/risk_gen/{t}" gzip 2 $((2 * SECS)) 1 z8
  SERVER_PID_FILE=$WORK/ours_cold.pid load ours_cold "$cold" "$template" gzip 2 "$SECS" 1 z8
done
kill "$(cat "$WORK/ours_cold.pid")"

ours warm 18091 1024
warm=http://127.0.0.1:18091
browser='gzip, deflate, br, zstd'
"$BENCH/04_martin_start.sh" "$BENCH/cfg/martin_pg_cache.yaml" || exit 1
asked "$martin" "/risk_gen/{t}" gzip
asked "$warm" "$template" gzip
asked "$warm" "$template" "$browser"
for _ in $(seq "$ROUNDS"); do
  for list in z14 z11 z8 mixed; do
    load martin_gen_warmcache "$martin" "/risk_gen/{t}" gzip 8 "$SECS" 1 $list
    SERVER_PID_FILE=$WORK/ours_warm.pid load ours_warm "$warm" "$template" gzip 8 "$SECS" 1 $list
    SERVER_PID_FILE=$WORK/ours_warm.pid load ours_warm_browser "$warm" "$template" "$browser" 8 "$SECS" 1 $list
  done
done

if [ -z "${SKIP_ARCHIVE:-}" ]; then
  [ -f "$WORK/risk_gen.pmtiles" ] || "$BENCH/06_archive.sh"
  "$BENCH/04_martin_start.sh" "$BENCH/cfg/martin_archive_cache.yaml" || exit 1
  asked "$martin" "/risk_pm/{t}" gzip
  for _ in $(seq "$ROUNDS"); do
    for list in z14 z11 z8 mixed; do
      load martin_pmtiles_cache "$martin" "/risk_pm/{t}" gzip 8 "$SECS" 1 $list
      SERVER_PID_FILE=$WORK/ours_warm.pid load ours_warm "$warm" "$template" gzip 8 "$SECS" 1 $list
    done
  done
fi
python3 "$here/tiles_summary.py" "$results"
