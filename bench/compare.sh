#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs `retclip bench` and the stock-PyTorch yardstick alternately on this machine and prints ratios
# (ours : yardstick) with their spread. Where the processor has no bfloat16 instructions (the doctor
# measures it) those cases are left out and the best precision of both is float32.
#
#   bench/compare.sh RETCLIP [PEER_TORCH.PY] [ROUNDS]
set -euo pipefail
program=${1:?usage: bench/compare.sh RETCLIP [PEER_TORCH.PY] [ROUNDS]}
peer=${2:-$(dirname "$0")/../../shared/bench/peer_torch.py}
rounds=${3:-3}
[ -f "$peer" ] || { echo "The yardstick is not there: $peer" >&2; exit 2; }
exec /usr/bin/python3 - "$program" "$peer" "$rounds" <<'PY'
import json, os, statistics, subprocess, sys

program, peer, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
threads = str(len(os.sched_getaffinity(0)))
doctor = subprocess.run([program, "doctor", "--json"], capture_output=True, text=True).stdout
fast_bfloat16 = any(device.get("id") == "cpu" and device.get("fast_bfloat16")
                    for line in doctor.splitlines() if line.startswith("{")
                    for device in json.loads(line).get("devices", []))
cases = [
    ("train", "bf16", 8, 4, "patients/s"),
    ("train", "fp32", 8, 2, "patients/s"),
    ("embed", "bf16", 16, 4, "images/s"),
    ("embed", "fp32", 16, 4, "images/s"),
]


def rate(command, unit):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: status {done.returncode}\n{done.stderr[-400:]}")
    for line in done.stdout.splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if row.get("unit") == unit:
            return float(row["value"])
        if unit.replace("/s", "_per_s") in row:
            return float(row[unit.replace("/s", "_per_s")])
    sys.exit(f"no {unit} in the output of {' '.join(command)}")


processor = next((l.split(":", 1)[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), "?")
print(f"{processor}, {threads} threads, {rounds} rounds, alternating")
if not fast_bfloat16:
    print("no fast bfloat16 here: its cases are left out, float32 is the best precision of both")
    cases = [case for case in cases if case[1] != "bf16"]
for what, dtype, batch, steps, unit in cases:
    common = ["--dtype", dtype, "--batch", str(batch), "--steps", str(steps), "--threads", threads]
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(rate([program, "bench", what, *common, "--json"], unit))
        theirs.append(rate(["/usr/bin/python3", peer, *common], unit))
    ratios = [a / b for a, b in zip(ours, theirs)]
    print(json.dumps({"measure": f"{what} {dtype}", "batch": batch, "unit": unit,
                      "ours": statistics.median(ours), "yardstick": statistics.median(theirs),
                      "ratio": statistics.median(ratios), "ratio_low": min(ratios), "ratio_high": max(ratios)}),
          flush=True)
PY
