#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# From the start of the process to the window's first frame on a study, and which libraries were
# loaded by then: LibTorch must not be among them.
#
#   bench/start.sh RETCLIP-WORKSTATION STUDY [ROUNDS]
set -euo pipefail
program=${1:?usage: bench/start.sh RETCLIP-WORKSTATION STUDY [ROUNDS]}
study=${2:?usage: bench/start.sh RETCLIP-WORKSTATION STUDY [ROUNDS]}
rounds=${3:-10}
exec /usr/bin/python3 - "$program" "$study" "$rounds" <<'PY'
import json, os, statistics, subprocess, sys, tempfile, time

program, study, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
platforms = ["offscreen"] + (["xcb"] if os.environ.get("DISPLAY") else [])
for platform in platforms:
    seconds, torch = [], False
    for _ in range(rounds + 1):
        with tempfile.TemporaryDirectory() as folder:
            picture = os.path.join(folder, "first.png")
            environment = dict(os.environ, QT_QPA_PLATFORM=platform, LD_DEBUG="files", LD_DEBUG_OUTPUT=os.path.join(folder, "ld"))
            begin = time.perf_counter()
            subprocess.run([program, study, "--screenshot", picture], check=True,
                           env=dict(os.environ, QT_QPA_PLATFORM=platform))
            seconds.append(time.perf_counter() - begin)
            if len(seconds) == 1:
                subprocess.run([program, study, "--screenshot", picture], check=True, env=environment)
                loaded = "".join(open(os.path.join(folder, name), errors="replace").read()
                                 for name in os.listdir(folder) if name.startswith("ld"))
                torch = "libtorch" in loaded
    warm = seconds[1:]
    print(json.dumps({"measure": "start to first frame", "platform": platform, "unit": "s",
                      "first": seconds[0], "value": statistics.median(warm), "low": min(warm), "high": max(warm),
                      "libtorch_loaded": torch}))
PY
