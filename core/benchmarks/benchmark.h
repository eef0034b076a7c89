// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/message.h"
#include "core/base/result.h"
#include "core/study/values.h"

#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>

namespace retclip {

/// A table of labels among a benchmark's files.
struct BenchmarkTable
{
    QString fileName;              ///< A regular expression over the file's name, whatever its case.
    Split split = Split::none;     ///< Of all its rows; none: not said.
    QStringList image;             ///< Headings of the photograph's name, any of them, as simplifiedHeading().
    QStringList label;             ///< Of the class; empty: a 0/1 column each class, headed by its name.
    bool pathSaysSplit = false;    ///< The folder that it lies in says the split.
};

struct BenchmarkClass
{
    LabelClass shown;      ///< Name in files, titles in both languages.
    QStringList otherNames; ///< Folders and cells that mean it: "anoDR"; compared by letters and digits alone.
};

/// A public collection that networks are compared on: where it comes from, what it looks like, what is asked of
/// it. An entry of benchmarks(); nothing of the collection itself is part of this program.
struct Benchmark
{
    QString id;    ///< "idrid": also the name of its label set and of its study.
    QString title; ///< "IDRiD"
    QString source; ///< Who published it.
    QString where;  ///< Address to obtain it from.
    QString licence; ///< What its publishers state; a person reads the terms there before taking it.
    Message layout;  ///< What is expected in the folder, in words.
    Message split;   ///< By what rule the splits are made.
    LabelKind kind = LabelKind::multiclass;
    bool ofPatients = false; ///< Labels belong to the patient and both eyes are looked at together.
    bool perEye = false;     ///< Each eye of a patient has a label of its own.
    bool inPaper = false;    ///< One of the eight of the RET-CLIP paper (SPEC 9).
    QString importer;        ///< Id of a layout of core/import that reads it; empty: by `tables` or class folders.
    QVector<BenchmarkTable> tables;
    QVector<BenchmarkClass> classes;
    qint64 photographs = 0; ///< As published, all splits; 0: not known.
    qint64 labelled = 0;    ///< Of them, those whose labels are public; 0: as `photographs`.
    QString metric = QStringLiteral("auroc"); ///< What runs are chosen by; average precision is shown beside it.

    /// The class that a folder or a cell means; null: none.
    [[nodiscard]] const BenchmarkClass *classOf(const QString &word) const;
    [[nodiscard]] LabelSet labelSet() const;
};

/// The paper's eight and three more, in the order of a table.
[[nodiscard]] const QVector<Benchmark> &benchmarks();
/// Errors: not_found, naming those that there are.
[[nodiscard]] Result<const Benchmark *> benchmark(const QString &id);

/// The study of a benchmark under a folder of benchmarks.
[[nodiscard]] QString benchmarkStudy(const QString &root, const Benchmark &benchmark);
/// Its dataset of all that there is; with less to learn from: "train-10-seed-3".
inline constexpr const char *wholeBenchmark = "published";
[[nodiscard]] QString benchmarkDataset(double percent, int seed);

} // namespace retclip
