#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Brings the .ts files up to date with the sources: new texts are added unfinished, texts that are
# gone are dropped. Translate what is unfinished, then build: tests/layout fails while any is left.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
lupdate=$(command -v lupdate6 || echo /usr/lib/qt6/bin/lupdate)
for file in translations/retclip_*.ts; do
    # The sources are English: only plurals need a translation into it.
    only=()
    [[ $file == *_en.ts ]] && only=(-pluralonly)
    "$lupdate" -silent "${only[@]}" -locations none -no-obsolete -I . app ui core ml -extensions cpp,h -ts "$file"
    unfinished=$(grep -c 'type="unfinished"' "$file" || true)
    echo "$file: $(grep -c '<source>' "$file" || true) texts, $unfinished unfinished"
done
