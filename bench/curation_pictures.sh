#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Walks through every page of curation in both languages and themes and leaves pictures: on the synthetic sample,
# for docs/curation.md, or on a folder of photographs of your own, to look at.
#
#   bench/curation_pictures.sh BIN_FOLDER WORK_FOLDER [SOURCE]
#
# The pictures lie in WORK_FOLDER/screens; with python3-pil they are made small (few colours, under
# 150 kB) in WORK_FOLDER/guide, from which those of docs/pictures/curation-*.png are copies.
set -euo pipefail
bin=${1:?usage: bench/curation_pictures.sh BIN_FOLDER WORK_FOLDER [SOURCE]}
work=${2:?an empty folder}
source=${3:-}
retclip="$bin/retclip"
study="$work/clinic.study"
mkdir -p "$work"
export RETCLIP_DATA_FOLDER="$work/data" # no path of one's own in pictures
if [ -n "$source" ]; then
    "$retclip" study new "$study"
    "$retclip" import "$study" "$source" --quiet
    table=$source
else
    "$retclip" sample "$study" --patients 160 --language both --quiet
    "$retclip" sample "$work/files" --patients 40 --language both --as files --seed 7 --quiet
    table="$work/files/table.csv"
fi
if [ -z "$source" ]; then
    # What arrives later: without labels, with made-up names in reports, some eyes exchanged, some photographs that do
    # not say which eye they show.
    /usr/bin/python3 - "$work/files" <<'PY'
import csv, os, shutil, sys
folder = sys.argv[1]
rows = list(csv.DictReader(open(folder + "/table.csv", encoding="utf-8-sig")))
told = ["患者：王小明，电话 13800138000。", "Patient: Mr John Example, tel 555-0142. ", "住院号：20230419，", ""]
with open(folder + "/later.csv", "w", newline="", encoding="utf-8") as out:
    writer = csv.DictWriter(out, ["patient", "age", "sex", "date", "camera", "site", "left", "right", "report"])
    writer.writeheader()
    for i, row in enumerate(rows[:24]):
        row = {key: row[key] for key in writer.fieldnames}
        row["patient"] = "LATER-%02d" % (i + 1)
        row["report"] = told[i % 4] + row["report"]
        if i in (3, 9, 17):
            row["left"], row["right"] = row["right"], row["left"]
        writer.writerow(row)
os.makedirs(folder + "/unnamed", exist_ok=True)
for i, row in enumerate(rows[24:32]):
    for letter, name in (("a", row["left"]), ("b", row["right"])):
        if name:
            shutil.copy(folder + "/" + name, folder + "/unnamed/V%02d_%s.jpg" % (i + 1, letter))
PY
    "$retclip" import "$study" "$work/files/later.csv" --quiet || true
    "$retclip" import "$study" "$work/files/unnamed" --layout folder --pattern '(?<patient>V[0-9]+)_[ab]' --quiet || true
fi
"$retclip" quality look "$study" --quiet

# A week's work of two readers, so that the pages have something to show.
first() { "$retclip" list "$study" --where "$1" --limit "$2" --json | sed -n 's/.*"exam":"\([^"]*\)".*/\1/p'; }
number=0
for exam in $(first "eye:both" 12); do
    number=$((number + 1))
    reader=$([ $((number % 3)) -eq 0 ] && echo li || echo chen)
    "$retclip" edit "$study" --exam "$exam" --tag "seen" --reader "$reader" --quiet >/dev/null
    if [ $((number % 4)) -eq 0 ]; then
        "$retclip" edit "$study" --exam "$exam" --note "Disc margin unclear, compare with the earlier visit" --reader "$reader" --quiet >/dev/null
    fi
done
"$retclip" edit "$study" --where "quality<0.5 limit:5" --tag "poor" --reader li --quiet >/dev/null
"$retclip" queries "$study" save "to check" "unlabelled eye:both" >/dev/null
"$retclip" queries "$study" save "poor photographs" "quality<0.5 sort:quality" >/dev/null
"$retclip" review "$study" round new wave1 --labels finding --readers chen,li --where "eye:both limit:20" --quiet >/dev/null || true
"$retclip" dataset "$study" new v1 --where "eye:both" --split 70/10/20 --quiet >/dev/null || true
"$retclip" dataset "$study" new v2 --where "eye:both -tag:poor" --split 70/10/20 --quiet >/dev/null || true


if command -v xvfb-run >/dev/null; then
    xvfb-run -a -s "-screen 0 1440x900x24" "$bin/retclip-workstation" --tour "$work/screens" --curation \
        --tour-import "$table" "$study"
else
    QT_QPA_PLATFORM=offscreen "$bin/retclip-workstation" --tour "$work/screens" --curation --tour-import "$table" "$study"
fi

if /usr/bin/python3 -c "import PIL" 2>/dev/null; then
    mkdir -p "$work/guide"
    /usr/bin/python3 - "$work" <<'PY'
import glob, os, sys
from PIL import Image
for name in glob.glob(sys.argv[1] + "/screens/c-*.png"):
    picture = Image.open(name).convert("RGB")
    out = sys.argv[1] + "/guide/" + os.path.basename(name)[2:]
    for width, colours in ((1200, 200), (1100, 128), (1000, 96), (900, 64), (800, 48)):
        small = picture
        if picture.width > width:
            small = picture.resize((width, round(picture.height * width / picture.width)), Image.LANCZOS)
        small.quantize(colours, Image.MEDIANCUT, dither=Image.NONE).save(out, optimize=True)
        if os.path.getsize(out) < 150_000:
            break
PY
fi
