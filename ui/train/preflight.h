// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/manifest.h"
#include "core/base/model_backend.h"
#include "core/base/run_config.h"

#include <QCoreApplication>
#include <QString>
#include <QVector>

#include <map>
#include <optional>
#include <string>

namespace retclip {

/// What is counted in a manifest before a run: whole-study work, done in a job.
struct PreflightFacts
{
    qint64 training = 0, validation = 0, test = 0;   ///< Exams.
    qint64 trainingPatients = 0;
    qint64 oneEyed = 0;                              ///< Exams of training with one photograph.
    qint64 withoutReport = 0;
    qint64 labelled = 0;                             ///< Exams of training with a known target.
    qint64 duplicateReports = 0;                     ///< Exams of training whose report stands elsewhere too.
    double duplicateFloor = 0;                       ///< Mean ln k over a batch, see duplicate_floor().
    qint64 cutReports = -1;                          ///< -1: no tokenizer known.
    int contextLength = 0;
    qint64 freeBytes = -1;
    std::vector<ExamId> oneEyedExams, duplicateExams, cutExams;
};

/// The loss that remains where k of B captions are the same text: mean of ln k over the captions
/// of a batch, expected over batches of `batch` drawn from these texts.
[[nodiscard]] double duplicateFloor(const std::vector<std::string> &texts, int batch);

[[nodiscard]] PreflightFacts preflightFacts(const Manifest &manifest, const RunConfig &config,
                                            const Tokenizer *tokenizer);

/// One line of the check before a run.
struct PreflightLine
{
    enum class Kind { ok, info, warning, error };
    Kind kind = Kind::ok;
    QString text;               ///< Translated now.
    QString toDo;
    std::vector<ExamId> cases;  ///< What it speaks of; empty: nothing to show.
    QString casesSentence;
    std::map<std::string, std::string> proposal{}; ///< Settings that a button puts into the form.
};

class Preflight
{
    Q_DECLARE_TR_FUNCTIONS(retclip::Preflight)

public:
    /// Warns, never blocks, except where a run could not start (Kind::error).
    [[nodiscard]] static QVector<PreflightLine>
    lines(const PreflightFacts &facts, const RunConfig &config,
          const std::optional<RunEstimate> &estimate);
    /// What the run takes beside what is free; with a proposal where that is too much.
    [[nodiscard]] static PreflightLine memoryLine(const RunEstimate &estimate);
    [[nodiscard]] static QString bytes(double bytes);
    [[nodiscard]] static QString duration(double seconds);
};

} // namespace retclip
