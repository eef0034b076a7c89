# SPDX-License-Identifier: GPL-3.0-or-later
# What run.sh and test.sh share: install what is missing, configure, build. Sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }

# give_up HAPPENED DO: an error in the form that every message of ours has.
give_up() {
    say ""
    say "Stopped: $1"
    say "Kept:    everything that was there before, and what was built so far."
    say "Do:      $2"
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        give_up "installing packages needs root, and sudo is not there" \
            "run as root, install the packages of packaging/packages.txt, or pass --no-install"
    fi
}

# What is to be installed; test.sh adds what the tests alone need.
package_lists=("$root/packaging/packages.txt")

# The packages of the lists that are not installed, one a line.
missing_packages() {
    local wanted installed
    wanted=$(sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "${package_lists[@]}" | sort -u)
    if [ -n "${libtorch:-}" ]; then
        wanted=$(printf '%s\n' "$wanted" | grep -vx 'libtorch-dev')
    fi
    installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null \
        | awk '$1 == "ii" {print $2}' | sort -u)
    comm -23 <(printf '%s\n' "$wanted") <(printf '%s\n' "$installed")
}

install_packages() {
    [ "${no_install:-0}" = 0 ] || return 0
    command -v dpkg-query >/dev/null || {
        say "Not a Debian system: nothing is installed; packaging/packages.txt names what is needed."
        return 0
    }
    local missing
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    say "Installing $(printf '%s\n' "$missing" | wc -l) packages: $(printf '%s ' $missing)"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >"$log_folder/apt.log" 2>&1 \
        || say "apt-get update failed; going on with the lists that are there."
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing \
        >>"$log_folder/apt.log" 2>&1 \
        || { tail -n 15 "$log_folder/apt.log" >&2
             give_up "the packages could not be installed" "read $log_folder/apt.log, mend it, run again"; }
}

# configure_and_build FOLDER JOBS TARGETS… -- CMAKE_OPTIONS…
configure_and_build() {
    local folder=$1 jobs=$2
    shift 2
    local targets=() options=()
    while [ $# -gt 0 ] && [ "$1" != -- ]; do targets+=("$1"); shift; done
    [ $# -gt 0 ] && shift
    options=("$@")
    command -v cmake >/dev/null && command -v ninja >/dev/null \
        || give_up "cmake or ninja is not installed" "run without --no-install"
    if command -v ccache >/dev/null; then
        options+=(-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
        # The same source in another folder is the same source.
        CCACHE_BASEDIR=$(dirname "$root")
        export CCACHE_BASEDIR CCACHE_NOHASHDIR=1
    fi
    if command -v mold >/dev/null; then
        options+=(-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=mold -DCMAKE_SHARED_LINKER_FLAGS=-fuse-ld=mold
                  -DCMAKE_MODULE_LINKER_FLAGS=-fuse-ld=mold)
    fi
    [ -z "${libtorch:-}" ] || options+=(-DCMAKE_PREFIX_PATH="$libtorch")
    say "Configuring in $folder"
    cmake -S "$root" -B "$folder" -G Ninja "${options[@]}" >"$log_folder/configure.log" 2>&1 \
        || { tail -n 25 "$log_folder/configure.log" >&2
             give_up "the build could not be configured" "read $log_folder/configure.log"; }
    say "Building with $jobs jobs (log: $log_folder/build.log)"
    if [ -t 2 ]; then
        cmake --build "$folder" --parallel "$jobs" --target "${targets[@]}" \
            | tee "$log_folder/build.log" | sed -u -n 's/^\(\[[0-9]*\/[0-9]*\]\).*/\1/p' \
            | while read -r line; do printf '\r%s ' "$line" >&2; done
        [ "${PIPESTATUS[0]}" = 0 ] || build_failed
        say ""
    else
        cmake --build "$folder" --parallel "$jobs" --target "${targets[@]}" \
            >"$log_folder/build.log" 2>&1 || build_failed
    fi
}

build_failed() {
    grep -E -m 20 'error|FAILED|undefined reference' "$log_folder/build.log" >&2 || true
    give_up "the build failed" "read $log_folder/build.log"
}

# Two jobs a core would not fit: a LibTorch file needs some 2 GiB while it compiles.
default_jobs() {
    local cores memory_gib
    cores=$(nproc)
    memory_gib=$(awk '/MemAvailable/ {print int($2 / 1048576)}' /proc/meminfo)
    local by_memory=$((memory_gib / 2))
    [ "$by_memory" -ge 1 ] || by_memory=1
    [ "$cores" -lt "$by_memory" ] && echo "$cores" || echo "$by_memory"
}
