#!/usr/bin/env bash
# Installs the consumers of exported training sets for CPU, pinned, one virtual environment each, outside the project; what is there stays.
# usage: scripts/loaders/install.sh [DIR]     (default: $SELFPLAY_LOADERS, else ~/.cache/selfplay/loaders)
#
# Leaves DIR/NAME/bin/python for every requirements/NAME.txt, and DIR/NAME.failed with the reason where one does not install.
# About 3 GB on disk and two minutes the first time.
# Needs python3.11 or 3.12 with venv, and a pip that finds the CPU build of torch (set PIP_FIND_LINKS or PIP_EXTRA_INDEX_URL for it).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-${SELFPLAY_LOADERS:-$HOME/.cache/selfplay/loaders}}
mkdir -p "$target"
target=$(cd "$target" && pwd)

uv_version=0.13.9

say() { printf 'loaders: %s\n' "$1" >&2; }

command -v python3 >/dev/null || { say "python3 is missing: install python3 with venv"; exit 1; }

# One package is in many environments: uv keeps it on the disk once.
install_uv() {
    [ -x "$target/uv/bin/uv" ] && return
    rm -rf "$target/uv"
    python3 -m venv "$target/uv"
    "$target/uv/bin/pip" install -q "uv==$uv_version"
}

# uv is told what pip is told by its environment.
export UV_CACHE_DIR=$target/cache UV_HTTP_TIMEOUT=${PIP_DEFAULT_TIMEOUT:-180}
[ -z "${PIP_FIND_LINKS:-}" ] || export UV_FIND_LINKS=$PIP_FIND_LINKS
[ -z "${PIP_INDEX_URL:-}" ] || export UV_DEFAULT_INDEX=$PIP_INDEX_URL
[ -z "${PIP_EXTRA_INDEX_URL:-}" ] || export UV_INDEX=$PIP_EXTRA_INDEX_URL UV_INDEX_STRATEGY=unsafe-best-match
[ -z "${PIP_CERT:-}" ] || export SSL_CERT_FILE=$PIP_CERT

# A closed list without dependencies: most consumers ask for CUDA, vLLM or DeepSpeed, which their loading code never imports.
install_consumer() {
    local name=$1 list=$here/requirements/$1.txt log=$target/$1.log
    if [ -e "$target/$name/.complete" ] && cmp -s "$list" "$target/$name/.complete"; then return 0; fi
    say "installing $name into $target"
    rm -rf "${target:?}/$name" "$target/$name.failed"
    if "$target/uv/bin/uv" venv -q "$target/$name" --python "$(command -v python3)" >"$log" 2>&1 &&
        "$target/uv/bin/uv" pip install -q --no-deps --python "$target/$name/bin/python" -r "$list" >>"$log" 2>&1; then
        cp "$list" "$target/$name/.complete"
        rm -f "$log"
        return 0
    fi
    printf '%s does not install: %s\n' "$name" "$(grep -v '^ *$' "$log" | tail -1)" >"$target/$name.failed"
    say "$(cat "$target/$name.failed") (all of it: $log)"
    return 1
}

install_uv
failed=0
for list in "$here"/requirements/*.txt; do
    install_consumer "$(basename "$list" .txt)" || failed=$((failed + 1))
done
printf '%s\n' "$target"
# One that does not install is skipped by check.py with its reason; without table readers nothing can be checked.
[ -e "$target/trl/.complete" ] || { say "nothing can be checked without trl"; exit 1; }
[ "$failed" -eq 0 ] || say "$failed consumer(s) missing: their formats are checked by table readers only"
