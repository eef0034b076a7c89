#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Wrong labels planted where the truth is known, and how many of them `labels issues` finds: the synthetic
# sample study has 5 % of its labels wrong on purpose (truth.csv says which; the seed draws them), and a network
# is pretrained on its photographs and reports. Prints precision and recall at the estimated count, for each kind
# that looks at labels and for all together. A study that is there already is used again.
#
#   bench/label_issues.sh RETCLIP WORK_FOLDER [PATIENTS] [SEED] [TRAIN_SETTING…]
set -euo pipefail
program=${1:?usage: bench/label_issues.sh RETCLIP WORK_FOLDER [PATIENTS] [SEED] [TRAIN_SETTING…]}
work=${2:?a folder}
patients=${3:-600}
seed=${4:-1}
settings=("${@:5}")
mkdir -p "$work"
exec /usr/bin/python3 - "$program" "$work" "$patients" "$seed" ${settings[@]+"${settings[@]}"} <<'PY'
import csv, json, os, subprocess, sys, time

program, work, patients, seed, *settings = sys.argv[1:]
study = os.path.join(work, f"sample-{patients}-{seed}.study")


def run(*arguments):
    begin = time.perf_counter()
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, arguments))}: status {done.returncode}\n{done.stderr[-600:]}")
    return time.perf_counter() - begin, [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")], done.stderr


def say(step, **figures):
    print(json.dumps({"step": step, **figures}), flush=True)


if not os.path.exists(study):
    run("sample", study, "--patients", patients, "--seed", seed, "--json")
if not run("runs", study, "--json")[1]:
    options = [word for setting in settings for word in ("--set", setting)]
    seconds, events, _ = run("train", study, "--preset", "pretrain-small", "--name", "small", *options, "--json")
    say("pretrain-small", seconds=round(seconds, 1), steps=sum(1 for event in events if event.get("event") == "step"))

with open(os.path.join(study, "truth.csv"), encoding="utf-8") as file:
    truth = list(csv.DictReader(file))
planted = {row["exam"] for row in truth if row["wrong"] == "1"}
say("planted", exams=len(truth), wrong=len(planted), share=round(len(planted) / len(truth), 4))

for kinds in ("model", "report_label", "duplicates", "model,report_label", ""):
    options = ["--kinds", kinds] if kinds else []
    seconds, listed, words = run("labels", "issues", study, "--labels", "finding", "--run", "small", *options, "--json")
    if kinds == "model":
        estimated = len(listed)
    count = min(estimated, len(listed))
    found = sum(1 for line in listed[:count] if line["exam"] in planted)
    first = {n: sum(1 for line in listed[:n] if line["exam"] in planted) for n in (10, len(planted))}
    say(kinds or "all kinds", listed=len(listed), at=count, found=found, precision=round(found / max(1, count), 3),
        recall=round(found / len(planted), 3), of_the_first_10=first[10], of_as_many_as_planted=first[len(planted)], recall_of_all_listed=round(sum(line["exam"] in planted for line in listed) / len(planted), 3),
        seconds=round(seconds, 1))
PY
