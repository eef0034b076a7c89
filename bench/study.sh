#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a study costs from outside, through the command line: import, queries, edits, by size.
# The study is made up: 8-pixel pictures and random Chinese findings.
#
#   bench/study.sh RETCLIP WORK_FOLDER [PATIENTS …]
set -euo pipefail
program=${1:?usage: bench/study.sh RETCLIP WORK_FOLDER [PATIENTS …]}
work=${2:?an empty folder}
shift 2
mkdir -p "$work"
exec /usr/bin/python3 - "$program" "$work" "${@:-1000 20000}" <<'PY'
import csv, json, os, random, shutil, statistics, struct, subprocess, sys, time, zlib

program, work = sys.argv[1:3]
sizes = [int(part) for argument in sys.argv[3:] for part in argument.split()]
findings = ["视盘边界清", "杯盘比大", "黄斑区渗出", "视网膜出血", "豹纹状眼底", "玻璃膜疣", "激光斑", "未见异常", "屈光间质混浊", "静脉迂曲"]
queries = ["report:出血", "report:盘", "report:视盘 age>60", "label:glaucoma sex:F", "-report:异常 sort:-age", "eye:both label:none OR tag:bad"]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(number):
    row = b"\0" + struct.pack(">I", number) * 2
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(row * 8, 1)) + chunk(b"IEND", b"")


def run(*arguments):
    begin = time.perf_counter()
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, arguments))}: status {done.returncode}\n{done.stderr[-400:]}")
    return time.perf_counter() - begin, done.stdout


def say(measure, value, unit, **settings):
    print(json.dumps({"measure": measure, "value": round(value, 4), "unit": unit, **settings}, ensure_ascii=False), flush=True)


idle = statistics.median(run("--version")[0] for _ in range(7))
say("program start", 1000 * idle, "ms")
for patients in sizes:
    rng = random.Random(7)
    base = os.path.join(work, str(patients))
    shutil.rmtree(base, ignore_errors=True)
    os.makedirs(base)
    with open(os.path.join(base, "table.csv"), "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["patient", "age", "sex", "left", "right", "report", "glaucoma"])
        for p in range(patients):
            folder = os.path.join("pictures", str(p // 1000))
            if p % 1000 == 0:
                os.makedirs(os.path.join(base, folder))
            names = [os.path.join(folder, f"{p}_{eye}.png") for eye in ("left", "right")]
            for k, name in enumerate(names):
                with open(os.path.join(base, name), "wb") as image:
                    image.write(picture(2 * p + k))
            table.writerow([f"P{p:06d}", rng.randint(20, 90), rng.choice("FM"), *names,
                            "，".join(rng.sample(findings, 3)) + f"。编号{p}", int(rng.random() < 0.1)])
    study = os.path.join(base, "bench.study")
    run("study", "new", study)
    seconds, _ = run("import", study, os.path.join(base, "table.csv"), "--layout", "table", "--json")
    say("import with hashing", patients / seconds, "rows/s", patients=patients)
    say("import with hashing", 2 * patients / seconds, "images/s", patients=patients)
    seconds, _ = run("import", study, os.path.join(base, "table.csv"), "--layout", "table", "--json")
    say("import again, nothing new", patients / seconds, "rows/s", patients=patients)
    for query in queries:
        times = [run("list", study, "--where", query, "--limit", 50, "--json")[0] for _ in range(5)]
        say("query, first 50", 1000 * (statistics.median(times) - idle), "ms", patients=patients, query=query)
    exam = json.loads(run("list", study, "--limit", 1, "--json")[1].splitlines()[0])["exam"]
    times = [run("edit", study, "--exam", exam, "--tag", f"t{k}", "--json")[0] for k in range(10)]
    say("edit, on disk", 1000 * (statistics.median(times) - idle), "ms", patients=patients)
    seconds, out = run("edit", study, "--where", "sex:F", "--tag", "batch", "--json")
    say("batch edit", 1000 * (seconds - idle), "ms", patients=patients, exams=json.loads(out.splitlines()[-1])["items"])
    say("undo of the batch", 1000 * (run("undo", study, "--json")[0] - idle), "ms", patients=patients)
PY
