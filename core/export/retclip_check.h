// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/laterality.h"
#include "core/base/result.h"

#include <QHash>
#include <QString>

namespace retclip {

/// What a written row must hold.
struct RetclipExpectation
{
    PerEye<QString> sha256; ///< Of the bytes meant for each eye.
    QString text;
    QString exam; ///< For the message.
};

/// Reads every written RET-CLIP file back (TSV, JSON Lines and LMDB) and compares content hashes by
/// eye, and texts. `expected`: split → patient → what it must hold.
/// Errors: conflict, naming row, column and exam, where an eye, a text or a row differs.
[[nodiscard]] Result<void>
checkRetclipFiles(const QString &folder,
                  const QHash<QString, QHash<QString, RetclipExpectation>> &expected);

} // namespace retclip
