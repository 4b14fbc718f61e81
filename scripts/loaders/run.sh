#!/usr/bin/env bash
# Exports one run in every format and has every consumer load it; prints a table, and ends with 1 if any check failed.
# usage: scripts/loaders/run.sh [SELFPLAY]     (the built program; built here without it)
#
# SELFPLAY_LOADERS is the folder of the consumers (default ~/.cache/selfplay/loaders), installed there the first time.
# SELFPLAY_LOADERS_SETS=FOLDER keeps the sets, SELFPLAY_LOADERS_ONLY="NAME …" checks only these formats or consumers.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
loaders=${SELFPLAY_LOADERS:-$HOME/.cache/selfplay/loaders}
program=${1:-}

if [ -z "$program" ]; then
    swift build --package-path "$root" --product selfplay
    program=$root/.build/debug/selfplay
fi
"$here/install.sh" "$loaders" >/dev/null

scratch=$(mktemp -d "${TMPDIR:-/tmp}/selfplay-loaders-run.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
sets=${SELFPLAY_LOADERS_SETS:-$scratch/sets}
[ ! -e "$sets" ] || { echo "loaders: $sets is there already: name a new folder" >&2; exit 2; }

"$program" import "$here/fixture/responses.jsonl" --run-dir "$scratch/run" --policy-model policy --reference-model reference
python3 "$here/exports.py" "$program" "$scratch/run" "$sets"

only=()
for name in ${SELFPLAY_LOADERS_ONLY:-}; do only+=(--only "$name"); done
python3 "$here/check.py" --exports "$sets" --loaders "$loaders" ${only[@]+"${only[@]}"}
