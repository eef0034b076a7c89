#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What photographs of 12 megapixels cost: to the first sharp pixel, zooming and panning, decoding, hashing
# (beside sha256sum and the disk). Made from photographs given, scaled. Quiet machine, please.
#
#   bench/photographs.sh BUILD_FOLDER WORK_FOLDER PHOTOGRAPH…
set -euo pipefail
build=${1:?usage: bench/photographs.sh BUILD_FOLDER WORK_FOLDER PHOTOGRAPH…}
work=${2:?an empty folder}
shift 2
cmake --build "$build" --target bench_window retclip >&2
bench=$(find "$build" -name bench_window -type f -perm -u+x | head -n 1)
program=$(find "$build" -name retclip -type f -perm -u+x | head -n 1)
export OMP_WAIT_POLICY=passive LC_ALL=C.UTF-8
mkdir -p "$work"
if command -v xvfb-run >/dev/null; then
    xvfb-run -a -s "-screen 0 1600x1000x24" "$bench" --photographs "$work/fine" "$@"
else
    QT_QPA_PLATFORM=offscreen "$bench" --photographs "$work/fine" "$@"
fi
"$program" bench decode --photograph "$work/fine/0_OD.jpg" --steps 9

# Hashing: many files, more than the decoder's few.
seconds() { local begin; begin=$(date +%s.%N); "$@" >/dev/null; echo "$(date +%s.%N) $begin" | awk '{print $1 - $2}'; }
mkdir -p "$work/many"
for i in $(seq 1 10); do
    for file in "$work"/fine/*.jpg; do cp "$file" "$work/many/p${i}x$(basename "$file")"; done
done
bytes=$(du -cb "$work"/many/*.jpg | tail -n 1 | cut -f 1)
rate() { awk -v bytes="$bytes" -v s="$1" 'BEGIN {printf "%.0f MB/s\n", bytes / 1e6 / s}'; }
cat "$work"/many/*.jpg >/dev/null
echo "photographs: $(ls "$work/many" | wc -l), $((bytes / 1000000)) MB"
echo "read alone (cat, from the system's cache): $(rate "$(seconds sh -c "cat '$work'/many/*.jpg")")"
echo "sha256sum, one process: $(rate "$(seconds sh -c "sha256sum '$work'/many/*.jpg")")"
echo "sha256sum, a process a core: $(rate "$(seconds sh -c "ls '$work'/many/*.jpg | xargs -n 20 -P $(nproc) sha256sum")")"
"$program" study new "$work/hashed.study" >/dev/null
echo "retclip import of the folder, hashed: $(rate "$(seconds "$program" import "$work/hashed.study" "$work/many" --quiet)")"
