// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QJsonObject>
#include <QStringList>

#include <stop_token>

namespace retclip {

/// What became of an exported folder since it was written.
struct ExportCheck
{
    qint64 files = 0; ///< Looked at.
    QStringList changed, missing, surplus; ///< Relative to the folder.
    QString manifestSha256; ///< Of manifest.json as it is now; export tells it, so that it can be compared.
    QJsonObject manifest;
    [[nodiscard]] bool unchanged() const { return changed.isEmpty() && missing.isEmpty() && surplus.isEmpty(); }
};

/// Reads every file of an export again and compares it with manifest.json. A manifest that was written
/// anew would agree with anything: whoever must rule that out compares `manifestSha256` too.
/// Errors: not_found (no folder, no manifest of this program), unreadable, cancelled.
[[nodiscard]] Result<ExportCheck> checkExport(const QString &folder, const ProgressCallback &progress = {},
                                              std::stop_token stop = {});

} // namespace retclip
