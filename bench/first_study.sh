#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The study of docs/first-study.md: real photographs (ODIR-5K's layout) in, a tokenizer and a small
# network trained, retrieved, probed, corrected, exported and imported again. Prints the figures.
#
#   bench/first_study.sh RETCLIP ODIR_FOLDER WORK_FOLDER [TABLE]
set -euo pipefail
program=${1:?usage: bench/first_study.sh RETCLIP ODIR_FOLDER WORK_FOLDER [TABLE]}
odir=${2:?the folder with odir.csv and images/}
work=${3:?an empty folder}
table=${4:-odir_zh_utf8bom.csv}
mkdir -p "$work"
exec /usr/bin/python3 - "$program" "$odir" "$work" "$table" <<'PY'
import json, math, os, subprocess, sys, time

program, odir, work, table = sys.argv[1:5]
study = os.path.join(work, "odir.study")


def run(*arguments, quiet=True):
    begin = time.perf_counter()
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, arguments))}: status {done.returncode}\n{done.stderr[-600:]}")
    return time.perf_counter() - begin, done.stdout


def lines(text):
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def say(step, **figures):
    print(json.dumps({"step": step, **figures}, ensure_ascii=False), flush=True)


run("study", "new", study)
seconds, out = run("import", study, os.path.join(odir, table), "--layout", "odir", "--json")
answer = json.loads(out)
say("import", seconds=round(seconds, 2), **{k: answer[k] for k in ("patients", "exams", "images", "reports")}, skipped=len(answer["skipped"]))
listed = lines(run("list", study, "--json")[1])
say("one-eyed", exams=sum(1 for row in listed if not (row.get("left") and row.get("right"))))

seconds, out = run("tokenizer", "train", study, "--out", os.path.join(work, "odir.model"), "--vocab-size", 800, "--json")
say("tokenizer", seconds=round(seconds, 2), **json.loads(out))

seconds, out = run("train", study, "--preset", "pretrain-small", "--name", "small", "--json")
events = lines(out)
steps = [e for e in events if e.get("event") == "step"]
checks = [e for e in events if e.get("event") == "validation"]
tail = steps[-20:]
mean = lambda key: sum(e[key] for e in tail if e.get(key) is not None) / max(1, sum(e.get(key) is not None for e in tail))
floor = math.log(tail[-1].get("batch") or 1)
say("pretrain-small", seconds=round(seconds, 1), steps=len(steps), batch=tail[-1].get("batch"), ln_batch=round(floor, 3),
    **{f"last_20_{key}": round(mean(key), 3) for key in ("loss_patient", "loss_left", "loss_right")},
    below_floor={key: round(floor - mean(key), 2) for key in ("loss_patient", "loss_left", "loss_right")},
    patients_per_s=round(mean("patients_per_s"), 1))
if checks:
    say("last validation", figures={k: v for k, v in checks[-1].items() if k not in ("event", "time")})

seconds, out = run("evaluate", "retrieval", study, "--run", "small", "--json")
say("evaluate retrieval", seconds=round(seconds, 1), answer=json.loads(out))
hits = lines(run("retrieve", study, "--run", "small", "--text", "白内障", "--top", 10, "--json")[1])
say("retrieve 白内障", right=sum("白内障" in (h.get("report") or "") for h in hits), of=len(hits),
    share_in_study=round(sum("白内障" in (r.get("report") or "") for r in listed) / len(listed), 3))
for name in ("odir/C", "odir/D", "odir/G"):
    seconds, out = run("evaluate", "probe", study, "--run", "small", "--labels", name, "--json")
    say(f"probe {name}", seconds=round(seconds, 1), answer={k: v for k, v in json.loads(out).items() if k in ("auroc", "average_precision", "n", "predictions")})

wrong = lines(run("list", study, "--where", "run:small wrong", "--limit", 3, "--json")[1])
say("misclassified, first three", exams=[row["exam"] for row in wrong])
for row in wrong:
    run("edit", study, "--exam", row["exam"], "--label", "odir=N", "--verdict", "label_wrong", "--note", "relabelled for the trial", "--reader", "trial", "--json")
run("dataset", study, "new", "corrected", "--where", "", "--split", "70/10/20", "--seed", 1)
out_folder = os.path.join(work, "corrected")
seconds, out = run("export", study, "--dataset", "corrected", "--format", "jsonl", "--out", out_folder, "--json")
say("export", seconds=round(seconds, 2), **{k: json.loads(out)[k] for k in ("files", "rows")})
again = os.path.join(work, "again.study")
run("study", "new", again)
run("import", again, out_folder, "--json")
fields = ("patient", "report", "labels", "tags")
same = {r["exam"]: [r.get(f) for f in fields] for r in lines(run("list", study, "--json")[1])}
back = {r["exam"]: [r.get(f) for f in fields] for r in lines(run("list", again, "--json")[1])}
say("import again", exams=len(back), the_same=same == back, different=sum(same[k] != back.get(k) for k in same))
PY
