# SPDX-License-Identifier: GPL-3.0-or-later
# A Debian root of our own, for check.sh and check-package.sh: made once, entered in namespaces of its own. Sourced after
# common.sh, not run. Both want to be root.

need_root_and_debootstrap() {
    [ "$(id -u)" = 0 ] || give_up "a Debian root can be made by root alone" "run this with sudo"
    command -v debootstrap >/dev/null || give_up "debootstrap is not installed" "apt-get install debootstrap"
}

# make_root SUITE FOLDER MIRROR. The last file that is written says that it is whole: a root that was cut off half-way
# does not have it.
make_root() {
    local suite=$1 folder=$2 mirror=$3
    local made=$folder/etc/retclip-check
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

# run_in_root FOLDER COMMAND [CACHE SHARED]: by bash, in /src/retclip. Mounts and processes live in namespaces of their
# own: both end with this call, however it ends. CACHE is a compiler cache, SHARED is seen read-only beside the sources.
run_in_root() {
    export run_folder=$1 run_command=$2 run_cache=${3:-} run_shared=${4:-}
    # shellcheck disable=SC2016
    unshare --mount --propagation private --pid --fork --kill-child bash -euc '
        mount -t proc proc "$run_folder/proc"
        mount -t tmpfs tmpfs "$run_folder/dev/shm"
        mount -t devpts -o newinstance,ptmxmode=0666 devpts "$run_folder/dev/pts"
        [ -z "$run_cache" ] || { mkdir -p "$run_cache"; mount --bind "$run_cache" "$run_folder/ccache"; }
        if [ -n "$run_shared" ] && [ -d "$run_shared" ]; then
            mount --bind "$run_shared" "$run_folder/src/shared"
            mount -o remount,ro,bind "$run_folder/src/shared"
        fi
        exec chroot "$run_folder" env -i HOME=/root TERM="${TERM:-dumb}" LC_ALL=C.UTF-8 CCACHE_DIR=/ccache \
            PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
            bash -euc "cd /src/retclip; $run_command"'
}

# copy_sources FOLDER: as git sees them, with what is not committed; an earlier build stays.
copy_sources() {
    local folder=$1
    find "$folder/src/retclip" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
    git -C "$root" ls-files -z --cached --others --exclude-standard --deduplicate \
        | while IFS= read -r -d '' file; do
            [ ! -e "$root/$file" ] || printf '%s\0' "$file"
        done | tar -C "$root" --null --files-from=- -cf - | tar -C "$folder/src/retclip" -xf -
}
