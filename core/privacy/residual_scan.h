// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QDate>
#include <QString>
#include <QStringList>
#include <QVector>

#include <stop_token>
#include <vector>

namespace retclip {

/// What was true of an exam before it was hidden, as the study holds it.
struct HiddenExam
{
    QString newPatient, newExam; ///< By which its lines are known again.
    QString patient, exam;       ///< What must not be found any more …
    QDate date;
    QString report, comment;
    QStringList others; ///< … nor these: visit, site, names of readers, stems of file names.
};

struct Residue
{
    QString file;  ///< Relative to the folder.
    QString place; ///< "line 12", "metadata", "file name".
    QString what;  ///< "patient", "date of the exam", "EXIF", "long number" …
    QString text;  ///< What is left, at most 60 characters.

    [[nodiscard]] QString english() const; ///< "exams.csv, line 12: long number 13812345678"
};

struct ResidualReport
{
    QVector<Residue> left;    ///< Must be empty before anything leaves.
    QVector<Residue> flagged; ///< For a person to look at: writing burnt into a picture.
    qint64 files = 0;
};

struct ResidualOrder
{
    std::vector<HiddenExam> exams;
    bool daysMoved = false; ///< Days in texts are wanted then; the original ones still not.
    bool lookForWriting = true;
};

/// Reads back every file below `folder` and looks for what de-identification should have taken out.
/// Knows nothing of how it was done and shares no code with it:
///   names of files   words of them against patients, exams and the originals' names
///   text             each value of JSON, each cell of CSV and TSV against the exam's own original
///                    values (found by its new code; values of 5 or more characters against all), the
///                    days of its date and report, and leftoversIn()
///                    tags and comments must be empty, a camera must not be numbered
///   pictures         metadataLeftIn(), also of those in base64 in TSV and LMDB
///   other bytes      original values of 5 or more characters as whole words
/// At most 200 residues are listed. Threads: any; blocks; uses all cores.
/// Errors: unreadable, cancelled.
[[nodiscard]] Result<ResidualReport> scanForResidue(const QString &folder, const ResidualOrder &order,
                                                    const ProgressCallback &progress = {},
                                                    std::stop_token stop = {});

} // namespace retclip
