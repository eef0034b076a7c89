// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/manifest.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>
#include <QVector>

#include <functional>
#include <memory>
#include <vector>

namespace retclip {

/// One (patient, text) pair: a sample as the authors' loader sees it.
struct RetclipPair
{
    QString patient;
    qint64 textId = 0;
    QString text;
    qint64 row = 0; ///< Line of the JSONL, or number of the pair.
};

/// A patient's photographs. RET-CLIP's files store the left eye first; here eyes have names.
struct RetclipPhotographs
{
    QString patient;
    PerEye<QByteArray> pictures; ///< Decoded from base64; empty: none, or not decodable.
    PerEye<bool> damaged{false, false};
    qint64 row = 0;
};

/// A line or record that cannot be read.
struct RetclipProblem
{
    QString source;
    qint64 row = 0;
    Message reason;
};

/// One split in RET-CLIP's published layout (SPEC 7): SPLIT_imgs.tsv and SPLIT_texts.jsonl, or
/// LMDB stores SPLIT/imgs and SPLIT/pairs.
class RetclipSplit
{
public:
    virtual ~RetclipSplit() = default;
    [[nodiscard]] virtual QString name() const = 0; ///< "train"
    [[nodiscard]] virtual QString imagesName() const = 0; ///< File or store, for messages.
    [[nodiscard]] Split split() const;
    /// In reading order. Bad lines go to `problems`.
    [[nodiscard]] virtual Result<std::vector<RetclipPair>>
    pairs(QVector<RetclipProblem> &problems) const = 0;
    /// Stops where f says false.
    [[nodiscard]] virtual Result<void> eachPatient(const std::function<bool(RetclipPhotographs)> &f,
                                                   QVector<RetclipProblem> &problems) const = 0;
};

/// The splits found at a source: a folder with them (or with lmdb/), a split's folder, or one
/// *_imgs.tsv. Where a split is there as TSV and as LMDB, the TSV is taken. Empty: none.
[[nodiscard]] std::vector<std::unique_ptr<RetclipSplit>> retclipSplitsAt(const QString &source);
/// The same for LMDB alone.
[[nodiscard]] std::vector<std::unique_ptr<RetclipSplit>> retclipStoresAt(const QString &source);

/// Standard or URL-safe alphabet, with or without padding. Nothing: not base64.
[[nodiscard]] std::optional<QByteArray> fromEitherBase64(QByteArray text);

} // namespace retclip
