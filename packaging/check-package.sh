#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the Debian package in a fresh root, installs it into another one that holds nothing else, and uses it there: menu
# entry, manual, completion, the whole tour with the window, a study; takes it off again and looks that the study stays.
# With --twice it is built a second time, at another place and time, and must be the same, byte for byte. Needs root and
# debootstrap; an hour, most of it the build.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$(dirname "${BASH_SOURCE[0]}")/fresh_root.sh"

usage() {
    cat <<'EOT'
packaging/check-package.sh [options]

  --suite NAME    bookworm (Debian 12, the default) or trixie (Debian 13)
  --folder DIR    where the two roots are made (DIR and DIR-clean); made ones are used again, the clean one anew
  --mirror URL    where the packages come from
  --ccache DIR    a compiler cache to use and keep
  --package FILE  this package; nothing is built
  --twice         build a second time and compare
EOT
}

suite=bookworm folder='' mirror=http://deb.debian.org/debian cache='' package='' twice=0
while [ $# -gt 0 ]; do
    case $1 in
        --suite) suite=${2:?--suite needs a name}; shift ;;
        --folder) folder=${2:?--folder needs a folder}; shift ;;
        --mirror) mirror=${2:?--mirror needs an address}; shift ;;
        --ccache) cache=${2:?--ccache needs a folder}; shift ;;
        --package) package=${2:?--package needs a file}; shift ;;
        --twice) twice=1 ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; say "Unknown option: $1"; exit 2 ;;
    esac
    shift
done
case $suite in
    bookworm | trixie) ;;
    *) usage >&2; say "Unknown suite: $suite"; exit 2 ;;
esac
[ "$twice" = 0 ] || [ -z "$package" ] || give_up "--twice builds, --package does not" "name one of the two"
folder=${folder:-${TMPDIR:-/tmp}/retclip-package-$suite}
clean=$folder-clean
need_root_and_debootstrap

# build_at NAME: the package that a build below /src/NAME makes, on standard output.
build_at() {
    local name=$1
    rm -rf "${folder:?}/src/$name" "$folder/src/out-$name"
    mkdir -p "$folder/src/$name"
    cp -a "$folder/src/retclip/." "$folder/src/$name/"
    # The version is that of the commit: the second build sees the same history.
    [ ! -d "$root/.git" ] || cp -a "$root/.git" "$folder/src/$name/.git"
    run_in_root "$folder" "git config --global --add safe.directory '*' 2>/dev/null || true; cd /src/$name; packaging/deb.sh --out /src/out-$name" "$cache" >&2 \
        || give_up "the package could not be built in a fresh $suite" "read above; the root is still there: chroot $folder"
    ls "$folder/src/out-$name"/*.deb
}

if [ -z "$package" ]; then
    make_root "$suite" "$folder" "$mirror"
    copy_sources "$folder"
    package=$(build_at first)
    if [ "$twice" = 1 ]; then
        sleep 2 # another second of the clock
        second=$(build_at second-and-elsewhere)
        if cmp -s "$package" "$second"; then
            say "Built twice: the same, byte for byte ($(sha256sum "$package" | cut -d' ' -f1))"
        else
            mkdir -p "$folder/src/compared/1" "$folder/src/compared/2"
            dpkg-deb -x "$package" "$folder/src/compared/1"
            dpkg-deb -x "$second" "$folder/src/compared/2"
            diff -rq "$folder/src/compared/1" "$folder/src/compared/2" >&2 || true
            give_up "two builds of the same sources differ" "the files above differ; both packages are in $folder/src"
        fi
    fi
fi
[ -f "$package" ] || give_up "there is no package $package" "check the path"

rm -rf "${clean:?}"
make_root "$suite" "$clean" "$mirror"
cp "$package" "$clean/src/package.deb"
say "Installing into a clean $suite"
run_in_root "$clean" '
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q
    apt-get install -y -q --no-install-recommends /src/package.deb
    for file in /usr/bin/retclip /usr/bin/retclip-workstation /usr/share/applications/retclip-workstation.desktop \
        /usr/share/mime/packages/retclip-workstation.xml /usr/share/man/man1/retclip.1.gz \
        /usr/share/metainfo/retclip-workstation.metainfo.xml /usr/share/bash-completion/completions/retclip; do
        test -e "$file" || { echo "missing: $file"; exit 1; }
    done
    retclip --version
    retclip doctor
    mkdir -p /var/tmp/work && cd /var/tmp/work
    # From loose files to pictures of every workspace, in a root that holds nothing but the package.
    retclip tour tour --patients 60 --epochs 2
    retclip study pack tour/tour.study tour.retclip
    retclip study unpack tour.retclip again.study
    retclip study check again.study
    QT_QPA_PLATFORM=offscreen retclip-workstation again.study --screenshot shown.png
    test -s shown.png
    apt-get remove -y -q retclip-workstation
    test ! -e /usr/bin/retclip
    test -s /var/tmp/work/again.study/study.db
    echo "The study stays where it is."
' || give_up "the package does not do in a clean $suite what it should" "read above; the root is still there: chroot $clean"
say "The package installs, works and goes, in a clean $suite"
