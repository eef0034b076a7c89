#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Wrong labels planted where the truth is known, and how many of them `labels issues` finds: the synthetic
# sample study, a share of its labels replaced by another class (drawn with a seed), a network pretrained on
# its photographs and reports. Prints precision and recall at the estimated count, for each kind that looks at
# labels and for all together. A study that is there already is used again.
#
#   bench/label_issues.sh RETCLIP WORK_FOLDER [PATIENTS] [SHARE] [SEED] [TRAIN_SETTING…]
set -euo pipefail
program=${1:?usage: bench/label_issues.sh RETCLIP WORK_FOLDER [PATIENTS] [SHARE] [SEED] [TRAIN_SETTING…]}
work=${2:?a folder}
patients=${3:-600}
share=${4:-0.05}
seed=${5:-1}
settings=("${@:6}")
mkdir -p "$work"
exec /usr/bin/python3 - "$program" "$work" "$patients" "$share" "$seed" ${settings[@]+"${settings[@]}"} <<'PY'
import json, os, random, subprocess, sys, time

program, work, patients, share, seed, *settings = sys.argv[1:]
study = os.path.join(work, f"sample-{patients}-{share}-{seed}.study")
planted_file = study + ".planted.json"


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

# Plant: exams in order of code, so that the same seed draws the same ones.
exams = sorted(run("list", study, "--json")[1], key=lambda exam: exam["exam"])
if os.path.exists(planted_file):
    planted = set(json.load(open(planted_file)))
else:
    draw = random.Random(int(seed))
    classes = sorted({exam["labels"]["finding"] for exam in exams})
    planted = set()
    for exam in draw.sample(exams, round(len(exams) * float(share))):
        wrong = draw.choice([each for each in classes if each != exam["labels"]["finding"]])
        run("edit", study, "--exam", exam["exam"], "--label", f"finding={wrong}", "--reader", "planted", "--json")
        planted.add(exam["exam"])
    json.dump(sorted(planted), open(planted_file, "w"))
say("planted", exams=len(exams), wrong=len(planted), share=round(len(planted) / len(exams), 4))

for kinds in ("model", "report_label", "duplicates", "model,report_label", ""):
    options = ["--kinds", kinds] if kinds else []
    seconds, listed, words = run("labels", "issues", study, "--labels", "finding", "--run", "small", *options, "--json")
    if kinds == "model":
        estimated = len(listed)
    count = min(estimated, len(listed))
    found = sum(1 for line in listed[:count] if line["exam"] in planted)
    say(kinds or "all kinds", listed=len(listed), at=count, found=found, precision=round(found / max(1, count), 3),
        recall=round(found / len(planted), 3), recall_of_all_listed=round(sum(line["exam"] in planted for line in listed) / len(planted), 3),
        seconds=round(seconds, 1))
PY
