// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace retclip {

struct EncodingGuess
{
    QString name; ///< "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "ISO-8859-1"
    bool certain = true; ///< A byte order mark or valid UTF-8 says so; else guessed from the bytes.
    int markLength = 0; ///< Bytes of the byte order mark.
};

/// Looks at the bytes alone. Cost: one pass.
[[nodiscard]] EncodingGuess guessEncoding(QByteArrayView bytes);

/// Text of `bytes` in the named encoding, without byte order mark. Bytes that cannot be meant
/// become U+FFFD. Errors: unsupported (unknown name).
[[nodiscard]] Result<QString> decodeText(QByteArrayView bytes, const QString &encoding);

/// The names a person can choose from.
[[nodiscard]] QStringList knownEncodings();

} // namespace retclip
