// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/identifier_kinds.h"

#include <QString>

#include <vector>

namespace retclip {

/// A stretch of text that is, or may be, an identifier.
struct Sighting
{
    IdentifierKind kind = IdentifierKind::name;
    qsizetype start = 0, length = 0; ///< In UTF-16 units of the text.
    const char *evidence = "";       ///< English, marked for translation in "Privacy".
    Confidence confidence = Confidence::form;
};

/// Names of people beside a word that says so: 姓名：…, 患者…, …先生, 检查者…, …医师, Name: …, Dr. …
///
/// A name by itself cannot be told from other words and is not looked for. After a label with a colon
/// whatever follows is the name; elsewhere it must begin with one of the common family names (single
/// and double), be two to four characters, and end where a name can end. Names of minorities with a
/// dot (阿依古丽·买买提) are taken whole.
/// `text`: folded (date_forms.h). Threads: any.
[[nodiscard]] std::vector<Sighting> namesIn(const QString &text);

} // namespace retclip
