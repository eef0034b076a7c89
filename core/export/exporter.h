// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/study/study.h"

#include <QJsonObject>
#include <QString>

#include <set>
#include <span>

namespace retclip {

/// What de-identification consists of.
enum class RemovalStep { names, readers, days, sites, freeText, reports, metadata, fileNames };

struct ExportOrder
{
    QString dataset; ///< Name; empty: `exams`.
    std::vector<ExamId> exams;
    QString selectionSentence; ///< Provenance of `exams`.
    QString format; ///< Id of an exporter: "csv", "jsonl", "folders", "retclip" …
    QString labelSet; ///< For class folders: which set; empty: the first.
    QString outFolder;
    /// Pseudonyms for patients, exams and readers; no sites, tags, comments, history, query, hashes of
    /// originals or metadata of photographs; ages over 90 as 90; what is found in reports replaced.
    /// Then all files are read back and looked through: where anything is left, nothing leaves.
    /// manifest.json says so under "deidentification".
    bool deidentify = false;
    /// Secret of the pseudonyms (pseudonyms.h), made where it is not there: another export with the same
    /// key gives the same names, and days are moved. Empty: a key for this export alone, and no days.
    QString keyFile;
    std::set<RemovalStep> leftOut; ///< For tests of what looks behind them: steps not to do.
    QString person;
};

struct ExportReport
{
    qint64 files = 0;
    qint64 rows = 0;
    QStringList warnings;
    QString manifestSha256; ///< Of manifest.json: whoever keeps it can prove the whole export unchanged.
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
