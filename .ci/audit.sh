#!/usr/bin/env bash
# Licences, sources and bans of all crates (deny.toml); advisories for crates and the page's packages where
# their databases can be reached, and a word where they cannot.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.cache/tools/bin:$PATH"
command -v cargo-deny >/dev/null || CARGO_PROFILE_DEV_DEBUG=0 cargo install --quiet --locked --debug --root .cache/tools cargo-deny@0.20.2
cargo deny --log-level error check bans licenses sources
echo "audit: licences, bans and sources of all crates are in order"

said=$(mktemp)
trap 'rm -f "$said"' EXIT
advisories() { # what, pattern of a database that is out of reach, command
  local what=$1 unreachable=$2
  shift 2
  if "$@" >"$said" 2>&1; then
    echo "audit: no advisory concerns $what"
  elif grep -qiE "$unreachable" "$said"; then
    echo "audit: NOT CHECKED for advisories: $what (the database cannot be reached from here)"
  else
    cat "$said" >&2
    echo "audit: advisories concern $what" >&2
    return 1
  fi
}
advisories "the crates" 'failed to fetch|network|connect|resolve host|clone' cargo deny --log-level error check advisories
advisories "the page's packages" 'audit endpoint returned an error|ENOTFOUND|ECONNREFUSED' npm --prefix web audit --omit=dev --audit-level=high
