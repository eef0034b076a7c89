#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds everything, runs every test (window tests offscreen and under
# Xvfb), and ends with ctest's own summary.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
    cat <<'EOT'
packaging/test.sh [options] [-- options for ctest]

  --jobs N        compile N files and run N tests at a time
  --no-install    install no packages
  --preset NAME   debug, asan, tsan … of CMakePresets.json instead of release
  --libtorch DIR  use a downloaded LibTorch instead of the distribution's
EOT
}

libtorch='' jobs='' no_install=0 preset=''
while [ $# -gt 0 ]; do
    case $1 in
        --jobs) jobs=${2:?--jobs needs a number}; shift ;;
        --no-install) no_install=1 ;;
        --preset) preset=${2:?--preset needs a name}; shift ;;
        --libtorch) libtorch=$(cd "${2:?--libtorch needs a folder}" && pwd); shift ;;
        -h | --help) usage; exit 0 ;;
        --) shift; break ;;
        *) usage >&2; say "Unknown option: $1"; exit 2 ;;
    esac
    shift
done

folder=$root/build/${preset:-test}
log_folder=$folder/log
mkdir -p "$log_folder"
jobs=${jobs:-$(default_jobs)}
package_lists+=("$root/packaging/packages-test.txt")
install_packages
if [ -n "$preset" ]; then
    configure_and_build "$folder" "$jobs" all -- --preset "$preset"
else
    configure_and_build "$folder" "$jobs" all -- -DCMAKE_BUILD_TYPE=Release
fi
say "Testing"
# Threads that spin while they wait slow every other test on a small machine.
export OMP_WAIT_POLICY=passive
cd "$folder"
ctest --output-on-failure --parallel "$jobs" --schedule-random "$@"
