#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures the window's bars in the real window, by keys and clicks, on this machine, and prints a
# table in Markdown. Under Xvfb where that is there, else without a screen. Quiet machine, please.
#
#   bench/bars.sh BUILD_FOLDER [PAIRS]
set -euo pipefail
build=${1:?usage: bench/bars.sh BUILD_FOLDER [PAIRS]}
cmake --build "$build" --target bench_window retclip-workstation >&2
program=$(find "$build" -name retclip-workstation -type f -perm -u+x | head -n 1)
bench=$(find "$build" -name bench_window -type f -perm -u+x | head -n 1)
export OMP_WAIT_POLICY=passive LC_ALL=C.UTF-8
processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
echo "Measured by \`bench/bars.sh\`, ${processor:-processor unknown}, $(nproc) cores, $(date +%F)."
echo
if command -v xvfb-run >/dev/null; then
    xvfb-run -a -s "-screen 0 1600x1000x24" "$bench" "$program" "${2:-40}"
else
    QT_QPA_PLATFORM=offscreen "$bench" "$program" "${2:-40}"
fi
