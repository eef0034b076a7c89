#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# How the program behaves as a study grows: makes a made-up (SYNTHETIC) study of each size through the
# program's own importer, measures from inside and in the real window, prints a table in Markdown and, where
# a file is named for it, draws the curves. The best of some rounds each. Some ten minutes for 200,000.
#
#   bench/growth.sh BUILD_FOLDER WORK_FOLDER [PATIENTS …]      GROWTH_SVG=curves.svg
set -euo pipefail
build=${1:?usage: bench/growth.sh BUILD_FOLDER WORK_FOLDER [PATIENTS …]}
work=${2:?an empty folder}
shift 2
[ $# -gt 0 ] || set -- 2000 20000 200000
cmake --build "$build" --target bench_growth bench_growth_window retclip-workstation >&2
bench=$(find "$build" -name bench_growth -type f -perm -u+x | head -n 1)
window=$(find "$build" -name bench_growth_window -type f -perm -u+x | head -n 1)
program=$(find "$build" -name retclip-workstation -type f -perm -u+x | head -n 1)
export OMP_WAIT_POLICY=passive LC_ALL=C.UTF-8
mkdir -p "$work"
for patients; do
    folder=$work/$patients
    if [ ! -e "$folder/growth.study/whole" ]; then # A study that is there is measured again.
        rm -rf "$folder"
        "$bench" make "$folder" "$patients" >"$work/$patients.make.jsonl"
        touch "$folder/growth.study/whole"
    fi
    "$bench" measure "$folder/growth.study" >"$work/$patients.study.jsonl"
    if command -v xvfb-run >/dev/null; then
        xvfb-run -a -s "-screen 0 1600x1000x24" "$window" "$program" "$folder/growth.study" >"$work/$patients.window.jsonl"
    else
        QT_QPA_PLATFORM=offscreen "$window" "$program" "$folder/growth.study" >"$work/$patients.window.jsonl"
    fi
done
exec /usr/bin/python3 "$(dirname "$0")/growth_table.py" "$work" "$@"
