// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

namespace retclip {

// The parts of a report's page: plain HTML that a browser and Qt's printed documents both read. Texts are escaped.

/// The beginning of a page with its title as heading and, of a made-up study, the words that say so.
[[nodiscard]] QString htmlPageBegin(const QString &title, bool synthetic);
[[nodiscard]] QString htmlPageEnd();
[[nodiscard]] QString htmlTable(const QStringList &heading, const QVector<QStringList> &rows);
[[nodiscard]] QString htmlParagraph(const QString &text);
[[nodiscard]] QString htmlHeading(int level, const QString &text);

} // namespace retclip
