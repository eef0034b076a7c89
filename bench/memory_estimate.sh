#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Error of the memory estimate against the measured height of a process, over presets and the settings that
# change memory: each case takes real steps in a process of its own (`retclip bench memory`). `full` adds the
# network of the paper, which needs some 10 GB and minutes.
#
#   bench/memory_estimate.sh RETCLIP [full]
set -euo pipefail
program=${1:?usage: bench/memory_estimate.sh RETCLIP [full]}
cases=(
    "--preset quick"
    "--preset quick --set batch_size=256"
    "--preset pretrain-small"
    "--preset pretrain-small --set batch_size=128"
    "--preset pretrain-small --set batch_size=128 --set micro_batch=16"
    "--preset pretrain-small --set batch_size=128 --set gradient_checkpointing=true"
    "--preset pretrain-small --set batch_size=128 --set freeze_text=true"
    "--preset pretrain-small --set batch_size=128 --set adapter_rank=8"
    "--preset pretrain-small --set batch_size=128 --set ema_decay=0.99"
    "--preset finetune --label-set x --set batch_size=128"
    "--preset finetune --label-set x --set batch_size=128 --set micro_batch=16"
)
if "$program" doctor --json | grep -q '"fast_bfloat16": *true'; then
    cases+=("--preset pretrain-small --set batch_size=128 --set precision=bfloat16")
fi
if [ "${2:-}" = full ]; then
    whole="--preset pretrain --set tokenizer_kind=sentencepiece"
    cases+=(
        "$whole --set batch_size=8 --set gradient_checkpointing=false"
        "$whole --set batch_size=16 --set gradient_checkpointing=true"
        "$whole --set batch_size=32 --set micro_batch=4 --set gradient_checkpointing=false"
        "$whole --set batch_size=8 --set gradient_checkpointing=false --set adapter_rank=8"
    )
    if "$program" doctor --json | grep -q '"fast_bfloat16": *true'; then
        cases+=("$whole --set batch_size=8 --set gradient_checkpointing=false --set precision=bfloat16")
    fi
fi
echo "| settings | measured | estimated | error |"
echo "|---|---|---|---|"
for case in "${cases[@]}"; do
    # Float32 unless the case says else.
    precision="--set precision=float32"
    [[ $case == *precision=* ]] && precision=
    # shellcheck disable=SC2086
    "$program" bench memory $precision $case --json | python3 -c '
import json, sys
row = json.loads(sys.stdin.readline())
print("| `%s` | %.0f MB | %.0f MB | %+.1f %% |" % (sys.argv[1], row["value"] / 1e6, row["estimate"] / 1e6, 100 * row["error"]))
' "$case"
done
