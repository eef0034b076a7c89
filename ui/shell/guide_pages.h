// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QUrl>
#include <QVector>

namespace retclip {

/// A page of the user guide: docs/guide/LANGUAGE/ID.html, built into the program.
struct GuidePage
{
    QString id;    ///< "label"
    QString title; ///< Its first heading.
    QString text;  ///< Without marks, for searching.
    QUrl url;
};

/// In reading order. A language without a guide of its own gets the English one.
[[nodiscard]] QVector<GuidePage> guidePages(const QString &language);

struct GuideHit
{
    int page = 0;    ///< Of guidePages().
    QString excerpt; ///< Around the first place; empty where only the title has it.
};

/// Pages that hold every word of what was typed, best first: words in the title before words in the text,
/// then how often they stand there. Nothing typed: every page.
[[nodiscard]] QVector<GuideHit> searchGuide(const QVector<GuidePage> &pages, const QString &typed);

} // namespace retclip
