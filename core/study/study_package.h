// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <stop_token>

namespace retclip {

class Study;

/// A whole study in one file (`NAME.retclip`, a ZIP archive that any program unpacks), to move or to keep:
///   package.json   format, version, name, counts: what a reader asks before it unpacks anything
///   checksums.txt  SHA-256 and path of every other file, as `sha256sum -c` reads it
///   study.db       a consistent copy, with its page checksums in study.db-sums
///   images/ runs/  photographs, also those that the study only links to; runs with their checkpoints
/// Left out: cache/, backups/, trash/: they can be made again, or are copies.
struct StudyPackageOrder
{
    QString file;     ///< Grows in a hidden folder beside it and is renamed when it has been read back.
    bool runs = true; ///< false: without the files of runs; the study still names them.
};

struct StudyPackageReport
{
    QString name; ///< Of the study.
    qint64 files = 0;
    qint64 bytes = 0;       ///< Unpacked.
    qint64 packedBytes = 0; ///< Of the package.
    qint64 linked = 0;      ///< Photographs from outside the study's folder that are in it now.
    QStringList missing;    ///< Photographs that are not where the study says.
    QStringList changed;    ///< Photographs that are not what the study noted; packed as they are.
    qint64 kept = 0;        ///< unpackStudy(): files that an earlier, stopped unpacking had left ready.
};

/// Packs an open study; others may go on editing it, what they do from now on is not in it. Every entry is
/// read back against its checksum before the file gets its name.
/// Errors: conflict (the file exists), disk_full, read_only, cancelled: no package is left.
[[nodiscard]] Result<StudyPackageReport> packStudy(const Study &study, const StudyPackageOrder &order,
                                                   const ProgressCallback &progress = {},
                                                   std::stop_token stop = {});

/// Makes a study folder of a package. Everything is unpacked into FOLDER.unpacking, checked against its
/// checksum there, opened once, and only then put in place by a rename. A stopped or broken-off unpacking
/// leaves that folder; the next call goes on with the files in it that are whole.
///
/// The package may come from anyone: refused are paths that leave the folder, links, files that no checksum
/// names, entries that share bytes or unfold beyond reason, and more than the disk holds.
/// Errors: conflict (the folder is there), not_found, unreadable (no package), newer_version,
/// corrupted (a checksum does not fit: nothing is put in place), disk_full, cancelled.
[[nodiscard]] Result<StudyPackageReport> unpackStudy(const QString &file, const QString &folder,
                                                     const ProgressCallback &progress = {},
                                                     std::stop_token stop = {});

} // namespace retclip
