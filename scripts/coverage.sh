#!/usr/bin/env bash
# Line coverage of Sources by room, from the last `swift test --enable-code-coverage`. With --files: of every file.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$(swift build --show-bin-path)
profile=$build/codecov/default.profdata
if [ ! -f "$profile" ]; then
    echo "there is no coverage data: run swift test --enable-code-coverage first" >&2
    exit 1
fi
# The toolchain's own tool: another LLVM's does not read this compiler's data.
tool=$(dirname "$(readlink -f "$(command -v swift)")")/llvm-cov
report=$("$tool" report "$build"/*.xctest -instr-profile "$profile" -ignore-filename-regex '(^|/)(\.build[^/]*|Tests|checkouts)/')
if [ "${1:-}" = --files ]; then
    echo "$report"
    exit
fi
# Columns: file, then regions, functions, lines and branches, each as count, missed and share.
echo "$report" | awk '
    NF >= 10 && $8 ~ /^[0-9]+$/ {
        name = $1
        sub(/^.*Sources\//, "", name)
        room = name == "TOTAL" ? "TOTAL" : substr(name, 1, index(name, "/") - 1)
        if (room == "") next
        if (!(room in lines) && room != "TOTAL") order[++rooms] = room
        lines[room] += $8; missed[room] += $9
    }
    function show(room) { printf "%-16s %7d lines  %5.1f %% covered\n", room, lines[room], 100 * (lines[room] - missed[room]) / lines[room] }
    END { for (i = 1; i <= rooms; i++) show(order[i]); if ("TOTAL" in lines) show("TOTAL") }'
