// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/guide_pages.h"

#include <QFile>
#include <QTextDocument>

#include <algorithm>

namespace retclip {

namespace {

constexpr const char *guideOrder[] = {"start",  "import", "label",    "find",    "train", "evaluate", "review",
                                      "rounds", "retrieve", "privacy", "care",  "export",   "keys"};

QString guideFile(const QString &language, const char *id)
{
    return QStringLiteral("/guide/%1/%2.html").arg(language, QLatin1String(id));
}

} // namespace

QVector<GuidePage> guidePages(const QString &language)
{
    QVector<GuidePage> pages;
    for (const char *id : guideOrder) {
        QString path = guideFile(language, id);
        if (!QFile::exists(QLatin1Char(':') + path))
            path = guideFile(QStringLiteral("en"), id);
        QFile file(QLatin1Char(':') + path);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        QTextDocument document;
        document.setHtml(QString::fromUtf8(file.readAll()));
        const QString text = document.toPlainText();
        pages.append({QString::fromLatin1(id), text.section(QLatin1Char('\n'), 0, 0).trimmed(),
                      text.section(QLatin1Char('\n'), 1).simplified(), QUrl(QStringLiteral("qrc") + QLatin1Char(':') + path)});
    }
    return pages;
}

QVector<GuideHit> searchGuide(const QVector<GuidePage> &pages, const QString &typed)
{
    constexpr qsizetype before = 24, after = 60;
    const QStringList words = typed.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QVector<std::pair<qsizetype, GuideHit>> found;
    for (int i = 0; i < pages.size(); ++i) {
        const GuidePage &page = pages.at(i);
        qsizetype score = 0;
        GuideHit hit{i, {}};
        for (const QString &word : words) {
            const qsizetype times = page.text.count(word, Qt::CaseInsensitive);
            const bool titled = page.title.contains(word, Qt::CaseInsensitive);
            if (times == 0 && !titled) {
                score = -1;
                break;
            }
            score += times + (titled ? 1000 : 0);
            const qsizetype place = page.text.indexOf(word, 0, Qt::CaseInsensitive);
            if (hit.excerpt.isEmpty() && place >= 0) {
                const qsizetype from = std::max<qsizetype>(0, place - before);
                hit.excerpt = (from > 0 ? QStringLiteral("…") : QString()) + page.text.mid(from, place - from + after)
                    + QStringLiteral("…");
            }
        }
        if (score >= 0)
            found.append({score, hit});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    QVector<GuideHit> hits;
    for (const auto &[score, hit] : std::as_const(found))
        hits.append(hit);
    return hits;
}

} // namespace retclip
