#!/usr/bin/env bash
# Licences, sources and duplicate bans of all crates (deny.toml); advisories where their database can be reached.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=.cache/tools
export PATH="$PWD/$tools/bin:$PATH"
command -v cargo-deny >/dev/null || cargo install --quiet --locked --root "$tools" cargo-deny@0.20.2
cargo deny --log-level error check bans licenses sources
echo "audit: licences, bans and sources of all crates are in order"
if cargo deny --log-level error check advisories 2>/tmp/anjie-advisories.$$; then
  echo "audit: no advisory concerns a crate"
elif grep -qiE 'fetch|network|connect|resolve|clone|git' /tmp/anjie-advisories.$$; then
  echo "audit: NOT CHECKED: the advisory database cannot be reached from here"
else
  cat /tmp/anjie-advisories.$$ >&2
  rm -f /tmp/anjie-advisories.$$
  exit 1
fi
rm -f /tmp/anjie-advisories.$$
(cd web && npm audit --omit=dev --audit-level=high) || { echo "audit: npm reports advisories for the page" >&2; exit 1; }
