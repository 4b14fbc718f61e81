#!/usr/bin/env bash
# CPU-seconds (user and system) of a clean debug build: the dependencies first, then the project's own part alone, in the same run.
# Fails where the project's own part is above the committed limit.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=.build-cost
limit=$(awk '$1 == "cpu_seconds" { print $2 }' Benchmarks/thresholds/build-cost)
log=$(mktemp)
trap 'rm -rf "$scratch" "$log"' EXIT
rm -rf "$scratch"

# Runs a command silently and prints the CPU-seconds of it and all its children.
cpu_seconds() {
    local TIMEFORMAT='%U %S' spent
    if ! spent=$({ time "$@" >"$log" 2>&1; } 2>&1); then
        tail -n 30 "$log" >&2
        return 1
    fi
    awk '{ print $1 + $2 }' <<<"$spent"
}

swift package --scratch-path "$scratch" resolve >"$log" 2>&1 || { tail -n 30 "$log" >&2; exit 1; }
# The manifest is compiled once and its cost is nobody's.
swift package --scratch-path "$scratch" describe >/dev/null

dependencies=0
for module in $(sed -n 's/.*\.product(name: "\([^"]*\)".*/\1/p' Package.swift | sort -u); do
    spent=$(cpu_seconds swift build --scratch-path "$scratch" --target "$module")
    printf '%-24s %7.1f CPU-s\n' "$module" "$spent"
    dependencies=$(awk -v a="$dependencies" -v b="$spent" 'BEGIN { print a + b }')
done
own=$(cpu_seconds swift build --scratch-path "$scratch")
printf '%-24s %7.1f CPU-s\n' "dependencies together" "$dependencies" "the project's own part" "$own"

if awk -v own="$own" -v limit="$limit" 'BEGIN { exit !(own > limit) }'; then
    echo "above the limit of $limit CPU-seconds" >&2
    exit 1
fi
echo "limit $limit CPU-s: kept"
