#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds, and opens the workstation on its sample study. Without a display
# it does the same job headless and says where the pictures lie.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
    cat <<'EOT'
packaging/run.sh [options] [-- options for the workstation]

  --build-only --prefix DIR   build, leave DIR/bin/retclip and DIR/bin/retclip-workstation, open nothing
  --libtorch DIR              use a downloaded LibTorch instead of the distribution's (for a GPU)
  --jobs N                    compile N files at a time
  --no-install                install no packages
  --headless                  do the headless job even where there is a display
  --out DIR                   where the headless job leaves its pictures and results
EOT
}

build_only=0 prefix='' libtorch='' jobs='' no_install=0 headless=0 out=''
while [ $# -gt 0 ]; do
    case $1 in
        --build-only) build_only=1 ;;
        --prefix) prefix=${2:?--prefix needs a folder}; shift ;;
        --libtorch) libtorch=$(cd "${2:?--libtorch needs a folder}" && pwd); shift ;;
        --jobs) jobs=${2:?--jobs needs a number}; shift ;;
        --no-install) no_install=1 ;;
        --headless) headless=1 ;;
        --out) out=${2:?--out needs a folder}; shift ;;
        -h | --help) usage; exit 0 ;;
        --) shift; break ;;
        *) usage >&2; say "Unknown option: $1"; exit 2 ;;
    esac
    shift
done
[ "$build_only" = 0 ] || [ -n "$prefix" ] || { usage >&2; say "--build-only needs --prefix DIR"; exit 2; }

folder=$root/build/run
log_folder=$folder/log
mkdir -p "$log_folder"

# What was built, of which sources: when nothing changed since, a second call opens at once.
sources_state() {
    (cd "$root" && find CMakeLists.txt app ui core ml resources translations packaging -type f \
        -printf '%p %s %T@\n' | sort | sha256sum; echo "${libtorch:-distribution}") | sha256sum
}

if [ ! -x "$folder/bin/retclip-workstation" ] || [ ! -f "$folder/state" ] \
    || [ "$(sources_state)" != "$(cat "$folder/state")" ]; then
    install_packages
    configure_and_build "$folder" "${jobs:-$(default_jobs)}" all -- \
        -DCMAKE_BUILD_TYPE=Release -DRETCLIP_TESTS=OFF -DRETCLIP_BENCHES=OFF
    sources_state >"$folder/state"
fi

if [ "$build_only" = 1 ]; then
    cmake --install "$folder" --prefix "$prefix" >"$log_folder/install.log" 2>&1 \
        || { tail -n 10 "$log_folder/install.log" >&2
             give_up "the programs could not be copied to $prefix" "read $log_folder/install.log"; }
    say "Built: $prefix/bin/retclip and $prefix/bin/retclip-workstation"
    exit 0
fi

data=${XDG_DATA_HOME:-$HOME/.local/share}/retclip-workstation
if [ "$headless" = 0 ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    study=$data/sample.study
    if [ ! -d "$study" ]; then
        say "Making the SYNTHETIC sample study (200 patients): $study"
        mkdir -p "$data"
        "$folder/bin/retclip" sample "$study" --patients 200
    fi
    say "Opening the workstation on $study"
    exec "$folder/bin/retclip-workstation" "$study" "$@"
fi

out=${out:-$root/build/tour}
say "No display: the same job runs headless (some minutes). Results: $out"
if [ -e "$out" ] && [ ! -f "$out/tour.json" ] && [ -n "$(ls -A "$out" 2>/dev/null)" ]; then
    give_up "$out holds something that is no earlier tour" "name another folder with --out"
fi
rm -rf "$out"
if ! "$folder/bin/retclip" tour "$out"; then
    give_up "the tour did not reach its end" "read $out/tour.json; its last line names the step"
fi
say "Done. Steps and results: $out/tour.json"
say "Pictures of every place:  $out/screens/"
