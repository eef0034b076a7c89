#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the Debian package: programs, engine, menu entry, icon, manual pages, completion, changelog,
# copyright, list of parts (SBOM). Of the same sources it makes the same package, byte for byte.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
    cat <<'EOT'
packaging/deb.sh [options]

  --out DIR       where the package is left (default: build/deb)
  --jobs N        compile N files at a time
  --no-install    install no packages
EOT
}

jobs='' no_install=0 out=''
while [ $# -gt 0 ]; do
    case $1 in
        --out) out=${2:?--out needs a folder}; shift ;;
        --jobs) jobs=${2:?--jobs needs a number}; shift ;;
        --no-install) no_install=1 ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; say "Unknown option: $1"; exit 2 ;;
    esac
    shift
done

folder=$root/build/deb
log_folder=$folder/log
out=${out:-$folder}
mkdir -p "$log_folder" "$out"
install_packages

# The version is the project's and the commit's; the only clock is the commit's.
number=$(sed -n 's/^project(.* VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
if commit=$(git -C "$root" log -1 --format=%ct.%h 2>/dev/null); then
    SOURCE_DATE_EPOCH=${commit%%.*}
    version=$number+git$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y%m%d.%H%M%S).${commit##*.}
else
    SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(stat -c %Y "$root/CMakeLists.txt")}
    version=$number
fi
export SOURCE_DATE_EPOCH

configure_and_build "$folder" "${jobs:-$(default_jobs)}" all -- -DCMAKE_BUILD_TYPE=Release \
    -DRETCLIP_TESTS=OFF -DRETCLIP_BENCHES=OFF -DCMAKE_INSTALL_PREFIX=/usr

tree=$folder/tree
papers=$tree/usr/share/doc/retclip-workstation

gather() {
    umask 022
    rm -rf "$tree"
    DESTDIR=$tree cmake --install "$folder" --strip >"$log_folder/install.log" 2>&1 \
        || { tail -n 10 "$log_folder/install.log" >&2
             give_up "the files could not be gathered" "read $log_folder/install.log"; }
    gzip -9n "$tree"/usr/share/man/man1/*.1
    mkdir -p "$papers" "$tree/DEBIAN"
}

# Programs and plug-ins, and the installed packages whose libraries they load, one a line.
our_binaries() { find "$tree/usr" -type f \( -perm -u+x -o -name '*.so' \) | sort; }
packages_needed() {
    our_binaries | while read -r file; do
        objdump -p "$file" 2>/dev/null | awk '$1 == "NEEDED" {print $2}' || true # no program: a script
    done | sort -u | while read -r library; do
        dpkg -S "*/$library" 2>/dev/null | head -n 1 | cut -d: -f1 || true # one of ours has no package
    done | sort -u
}
# Headers that were compiled in.
compiled_in='libexpected-dev libstb-dev nlohmann-json3-dev'

write_papers() {
    local package when
    when=$(date -u -R -d "@$SOURCE_DATE_EPOCH")
    {
        echo "retclip-workstation ($version) unstable; urgency=medium"
        echo
        git -C "$root" log -n 40 --format='  * %s' 2>/dev/null || echo "  * Built from an archive of the sources."
        echo
        echo " -- The RET-CLIP Workstation developers <noreply@example.org>  $when"
    } | gzip -9n >"$papers/changelog.gz"
    {
        echo "RET-CLIP Workstation: Copyright The RET-CLIP Workstation developers."
        echo "Licence: GPL-3.0-or-later; the text is in /usr/share/common-licenses/GPL-3."
        echo
        echo "Parts of others, compiled in:"
        for package in $compiled_in; do
            echo
            echo "== $package"
            cat "/usr/share/doc/$package/copyright"
        done
        echo
        echo "Libraries of others, loaded from their own packages; their terms lie in /usr/share/doc/PACKAGE/copyright:"
        packages_needed | sed 's/^/  /'
    } >"$papers/copyright"
    {
        printf 'SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\n'
        printf 'DocumentName: retclip-workstation-%s\nDocumentNamespace: urn:retclip-workstation:%s\n' "$version" "$version"
        printf 'Creator: Tool: packaging/deb.sh\nCreated: %s\n\n' "$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)"
        part retclip-workstation "$version" GPL-3.0-or-later NOASSERTION
        for package in $(packages_needed) $compiled_in; do
            part "$package" "$(dpkg-query -W -f '${Version}\n' "$package" | head -n 1)" NOASSERTION \
                "$(dpkg-query -W -f '${Homepage}\n' "$package" | head -n 1)"
            printf 'Relationship: SPDXRef-retclip-workstation DEPENDS_ON SPDXRef-%s\n\n' "${package//[^A-Za-z0-9.]/-}"
        done
    } >"$papers/sbom.spdx"
}

# part NAME VERSION LICENCE HOMEPAGE: a package of the SBOM.
part() {
    printf 'PackageName: %s\nSPDXID: SPDXRef-%s\nPackageVersion: %s\nPackageDownloadLocation: NOASSERTION\n' \
        "$1" "${1//[^A-Za-z0-9.]/-}" "$2"
    printf 'FilesAnalyzed: false\nPackageLicenseConcluded: NOASSERTION\nPackageLicenseDeclared: %s\nPackageCopyrightText: NOASSERTION\n' "$3"
    [ "${4:-NOASSERTION}" = NOASSERTION ] || printf 'PackageHomePage: %s\n' "$4"
    echo
}

write_control() {
    local work=$folder/control depends
    rm -rf "$work" && mkdir -p "$work/debian"
    printf 'Source: retclip-workstation\n\nPackage: retclip-workstation\nArchitecture: any\n' >"$work/debian/control"
    # shellcheck disable=SC2046
    depends=$(cd "$work" && dpkg-shlibdeps -O --ignore-missing-info "-l$tree/usr/lib/retclip" $(our_binaries) \
        2>"$log_folder/shlibdeps.log" | sed -n 's/^shlibs:Depends=//p')
    [ -n "$depends" ] || give_up "the libraries' packages could not be told" "read $log_folder/shlibdeps.log"
    cat >"$tree/DEBIAN/control" <<EOT
Package: retclip-workstation
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: The RET-CLIP Workstation developers <noreply@example.org>
Installed-Size: $(du -k -s --apparent-size "$tree/usr" | cut -f1)
Depends: $depends, fonts-noto-cjk, libxcb-cursor0
Section: science
Priority: optional
Description: clinical research workstation for paired fundus photographs
 Curates, trains and inspects with RET-CLIP, a vision-language model of
 binocular colour fundus photographs and clinical reports, in a window
 (retclip-workstation) and on the command line (retclip).
 .
 Research software, not a medical device.
EOT
    (cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
}

say "Packing $version"
gather
write_papers
write_control
package=$out/retclip-workstation_${version}_$(dpkg --print-architecture).deb
dpkg-deb --root-owner-group --build "$tree" "$package" >"$log_folder/dpkg-deb.log" 2>&1 \
    || { tail -n 5 "$log_folder/dpkg-deb.log" >&2; give_up "the package could not be written" "read $log_folder/dpkg-deb.log"; }
say "Package: $package"
echo "$package"
