#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What large photographs cost: to the first sharp pixel, zooming and panning (tst_viewer, from a real photograph
# scaled to 12 megapixels), decoding, and hashing beside sha256sum and reading alone. Quiet machine, please.
#
#   bench/photographs.sh BUILD_FOLDER WORK_FOLDER PHOTOGRAPH.jpg
set -euo pipefail
build=${1:?usage: bench/photographs.sh BUILD_FOLDER WORK_FOLDER PHOTOGRAPH.jpg}
work=${2:?an empty folder}
photograph=${3:?a large JPEG}
program="$build/bin/retclip"
export OMP_WAIT_POLICY=passive LC_ALL=C.UTF-8
mkdir -p "$work/many"
if command -v xvfb-run >/dev/null; then
    RETCLIP_VIEWER_ROUNDS=9 xvfb-run -a -s "-screen 0 1600x1000x24" "$build/tests/tst_viewer" twelveMegapixels | grep QINFO
else
    RETCLIP_VIEWER_ROUNDS=9 QT_QPA_PLATFORM=offscreen "$build/tests/tst_viewer" twelveMegapixels | grep QINFO
fi
"$program" bench decode --photograph "$photograph" --steps 9

# Hashing: some hundred megabytes of photographs.
size=$(stat -c %s "$photograph")
copies=$((400000000 / size + 1))
for i in $(seq 1 "$copies"); do
    for eye in OD OS; do cp "$photograph" "$work/many/p${i}_$eye.jpg"; done
done
bytes=$(du -cb "$work"/many/*.jpg | tail -n 1 | cut -f 1)
seconds() {
    local begin
    begin=$(date +%s.%N)
    "$@" >/dev/null
    echo "$(date +%s.%N) $begin" | awk '{print $1 - $2}'
}
rate() { awk -v bytes="$bytes" -v s="$1" 'BEGIN {printf "%.0f MB/s\n", bytes / 1e6 / s}'; }
cat "$work"/many/*.jpg >/dev/null
echo "photographs: $((2 * copies)), $((bytes / 1000000)) MB"
echo "read alone (cat, from the system's cache): $(rate "$(seconds sh -c "cat '$work'/many/*.jpg")")"
echo "sha256sum, one process: $(rate "$(seconds sh -c "sha256sum '$work'/many/*.jpg")")"
echo "sha256sum, a process a core: $(rate "$(seconds sh -c "ls '$work'/many/*.jpg | xargs -n 20 -P $(nproc) sha256sum")")"
"$program" study new "$work/hashed.study" >/dev/null
echo "retclip import of the folder, hashed: $(rate "$(seconds "$program" import "$work/hashed.study" "$work/many" --quiet)")"
