// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/study/study.h"

#include <QJsonObject>
#include <QString>

#include <span>

namespace retclip {

struct ExportOrder
{
    QString dataset; ///< Name; empty: `exams`.
    std::vector<ExamId> exams;
    QString selectionSentence; ///< Provenance of `exams`.
    QString format; ///< Id of an exporter: "csv", "jsonl", "folders", "retclip" …
    QString labelSet; ///< For class folders: which set; empty: the first.
    QString outFolder;
    /// Other names for patients, exams and readers; no dates, sites, tags, comments, history, query,
    /// hashes of originals or metadata of photographs; ages over 90 as 90. Reports leave as written,
    /// with a warning. manifest.json says so under "deidentification".
    bool deidentify = false;
    QString person;
};

struct ExportReport
{
    qint64 files = 0;
    qint64 rows = 0;
    QStringList warnings;
    QJsonObject
        manifest; ///< As written to manifest.json: counts, hashes, provenance, changed labels.
};

/// One format. An entry a file, listed in exporters().
class Exporter
{
public:
    virtual ~Exporter() = default;
    [[nodiscard]] virtual QString id() const = 0;
    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual QString help() const = 0;
    /// Writes into a temporary folder that exportDataset() has made; the rename to the final place
    /// comes after the check. Leaves nothing behind on an error or a stop.
    [[nodiscard]] virtual Result<ExportReport>
    write(const Study &study, const std::vector<ExamRow> &rows, const ExportOrder &order,
          const QString &temporaryFolder, const ProgressCallback &progress,
          std::stop_token stop) const = 0;
};

[[nodiscard]] std::span<const Exporter *const> exporters();
[[nodiscard]] const Exporter *exporter(const QString &id);

/// Exports, reads back and compares (RET-CLIP: hashes by eye), writes manifest.json, renames.
/// Errors: conflict (folder exists and is not empty), disk_full, cancelled: nothing left behind.
[[nodiscard]] Result<ExportReport> exportDataset(const Study &study, const ExportOrder &order,
                                                 const ProgressCallback &progress = {},
                                                 std::stop_token stop = {});

} // namespace retclip
