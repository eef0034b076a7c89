// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/importer.h"

#include <chrono>
#include <functional>

namespace retclip {

/// The tag of exams that came in by themselves: they are in no dataset until a person puts them
/// there, and `tag:new` finds them.
inline const QString arrivalTag = QStringLiteral("new");

/// Imports what a source holds now. Exams that are new or changed get the tag "new"; what is there
/// already stays untouched, so it may be called as often as one likes. A file that is still being
/// copied is cut short: it is listed as skipped and comes in whole the next time.
/// Errors: those of the import.
[[nodiscard]] Result<ImportReport> importArrivals(Study &study, ImportPlan plan,
                                                  const ProgressCallback &progress,
                                                  std::stop_token stop);

/// Where the DICOM receiver puts what it was sent, until it is imported.
[[nodiscard]] QString incomingFolder(const QString &studyFolder);
/// Imports every delivery that lies there (oldest first), copies its photographs into the study and
/// removes the delivery only then. One report a delivery.
[[nodiscard]] Result<QVector<ImportReport>> importDeliveries(Study &study, const QString &person,
                                                             std::stop_token stop);

/// Looks at a folder again and again until stop: blocks. A pass begins when the names, sizes and
/// times in the folder have changed since the last one and then stayed the same for one interval.
/// Errors: not_found (the folder is not there at the start).
[[nodiscard]] Result<void>
watchFolder(const QString &folder, std::chrono::milliseconds interval,
            const std::function<void()> &changed, std::stop_token stop);

} // namespace retclip
