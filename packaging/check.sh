#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds and tests in a fresh Debian root, so that what this machine happens to hold cannot help. Needs
# root and debootstrap. Nothing is mounted, installed or left running outside the root's own folder.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

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

[ "$(id -u)" = 0 ] || give_up "a Debian root can be made by root alone" "run this with sudo"
command -v debootstrap >/dev/null || give_up "debootstrap is not installed" "apt-get install debootstrap"

# The last file that is written: a root that was cut off half-way does not have it.
made=$folder/etc/retclip-check
make_root() {
    if [ -f "$made" ]; then
        [ "$(cat "$made")" = "$suite" ] \
            || give_up "$folder holds $(cat "$made"), not $suite" "name another --folder, or delete it"
        return 0
    fi
    [ -z "$(ls -A "$folder" 2>/dev/null)" ] \
        || give_up "$folder holds something that is no finished root of this script" \
            "name another --folder, or delete it"
    say "Making a Debian root ($suite) in $folder"
    mkdir -p "$folder"
    debootstrap --variant=minbase "$suite" "$folder" "$mirror" >"$folder.log" 2>&1 \
        || { tail -n 5 "$folder.log" >&2
             give_up "debootstrap did not reach its end" "read $folder.log, delete $folder, run again"; }
    printf '#!/bin/sh\nexit 101\n' >"$folder/usr/sbin/policy-rc.d" # packages start no services
    chmod +x "$folder/usr/sbin/policy-rc.d"
    mkdir -p "$folder/src/retclip" "$folder/src/shared" "$folder/ccache"
    echo "$suite" >"$made"
}

# The sources as git sees them, with what is not committed; an earlier build stays.
copy_sources() {
    find "$folder/src/retclip" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
    git -C "$root" ls-files -z --cached --others --exclude-standard --deduplicate \
        | while IFS= read -r -d '' file; do
            [ ! -e "$root/$file" ] || printf '%s\0' "$file"
        done | tar -C "$root" --null --files-from=- -cf - | tar -C "$folder/src/retclip" -xf -
}

make_root
copy_sources
say "Running in $folder: $command"
export folder command cache shared="$root/../shared"
# Mounts and processes live in namespaces of their own: both end with this call, however it ends.
# shellcheck disable=SC2016
unshare --mount --propagation private --pid --fork --kill-child bash -euc '
    mount -t proc proc "$folder/proc"
    mount -t tmpfs tmpfs "$folder/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$folder/dev/pts"
    [ -z "$cache" ] || { mkdir -p "$cache"; mount --bind "$cache" "$folder/ccache"; }
    if [ -d "$shared" ]; then
        mount --bind "$shared" "$folder/src/shared"
        mount -o remount,ro,bind "$folder/src/shared"
    fi
    exec chroot "$folder" env -i HOME=/root TERM="${TERM:-dumb}" LC_ALL=C.UTF-8 CCACHE_DIR=/ccache \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        bash -euc "cd /src/retclip; $command"' \
    || give_up "it failed in a fresh $suite" "read above; the root is still there: chroot $folder"
