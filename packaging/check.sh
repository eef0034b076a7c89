#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds and tests in a fresh Debian root, so that what this machine happens to hold cannot help. Needs
# root and debootstrap. Nothing is mounted, installed or left running outside the root's own folder.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$(dirname "${BASH_SOURCE[0]}")/fresh_root.sh"

usage() {
    cat <<'EOT'
packaging/check.sh [options] [-- options for packaging/test.sh]

  --suite NAME    bookworm (Debian 12, the default) or trixie (Debian 13)
  --folder DIR    where the root is made; one that an earlier call made is used again
  --mirror URL    where the packages come from
  --ccache DIR    a compiler cache to use and keep
  --run COMMAND   run this (by bash, in the sources) instead of packaging/test.sh
EOT
}

suite=bookworm folder='' mirror=http://deb.debian.org/debian cache='' command=''
while [ $# -gt 0 ]; do
    case $1 in
        --suite) suite=${2:?--suite needs a name}; shift ;;
        --folder) folder=${2:?--folder needs a folder}; shift ;;
        --mirror) mirror=${2:?--mirror needs an address}; shift ;;
        --ccache) cache=${2:?--ccache needs a folder}; shift ;;
        --run) command=${2:?--run needs a command}; shift ;;
        -h | --help) usage; exit 0 ;;
        --) shift; break ;;
        *) usage >&2; say "Unknown option: $1"; exit 2 ;;
    esac
    shift
done
case $suite in
    bookworm | trixie) ;;
    *) usage >&2; say "Unknown suite: $suite"; exit 2 ;;
esac
folder=${folder:-${TMPDIR:-/tmp}/retclip-$suite}
command=${command:-packaging/test.sh${*:+ $(printf '%q ' "$@")}}

need_root_and_debootstrap
make_root "$suite" "$folder" "$mirror"
copy_sources "$folder"
say "Running in $folder: $command"
run_in_root "$folder" "$command" "$cache" "$root/../shared" \
    || give_up "it failed in a fresh $suite" "read above; the root is still there: chroot $folder"
