// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/photograph_finder.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>

namespace retclip {

bool hasPictureEnding(const QString &name)
{
    static const QStringList endings{QStringLiteral("jpg"),  QStringLiteral("jpeg"),
                                     QStringLiteral("png"),  QStringLiteral("tif"),
                                     QStringLiteral("tiff"), QStringLiteral("bmp"),
                                     QStringLiteral("webp"), QStringLiteral("jp2"),
                                     QStringLiteral("ppm"),  QStringLiteral("jfif"),
                                     QStringLiteral("gif")};
    const qsizetype dot = name.lastIndexOf(QLatin1Char('.'));
    return dot > 0 && endings.contains(name.mid(dot + 1).toLower());
}

bool looksDrawn(const QString &stem)
{
    static const QRegularExpression drawn(
        QStringLiteral("(mask|manual|1stHO|2ndHO|groundtruth|ground_truth|segment|annot|vessel|(^|["
                       "_-])gt($|[_-]))"),
        QRegularExpression::CaseInsensitiveOption);
    return drawn.match(stem).hasMatch();
}

Message drawnMessage()
{
    return message(QT_TRANSLATE_NOOP(
        "Message", "By its name a mask or drawing, not a photograph; left out."));
}

QString findPhotograph(const QString &folder, const QString &cell)
{
    if (cell.isEmpty() || cell.contains(QChar(0)))
        return {};
    const QDir base(folder);
    const auto there = [&](const QString &name) {
        const QString path = QDir::cleanPath(base.absoluteFilePath(name));
        const QFileInfo info(path);
        return info.exists() && !info.isDir() ? path : QString();
    };
    QString path = there(cell);
    if (path.isEmpty() && cell.contains(QLatin1Char('\\')))
        path = there(QString(cell).replace(QLatin1Char('\\'), QLatin1Char('/')));
    if (path.isEmpty() && !hasPictureEnding(cell)) {
        for (const char *ending : {".jpg", ".jpeg", ".png", ".tif", ".JPG", ".tiff", ".bmp"}) {
            path = there(cell + QLatin1String(ending));
            if (!path.isEmpty())
                break;
        }
    }
    return path;
}

QString guessImageFolder(const QString &tableFolder, const QStringList &cells)
{
    const auto found = [&](const QString &folder) {
        qsizetype hits = 0;
        for (const QString &cell : cells)
            hits += findPhotograph(folder, cell).isEmpty() ? 0 : 1;
        return hits;
    };
    QString best = tableFolder;
    qsizetype bestHits = found(tableFolder);
    if (cells.isEmpty() || bestHits == cells.size())
        return best;
    QStringList folders;
    QDirIterator walker(tableFolder, QDir::Dirs | QDir::NoDotAndDotDot,
                        QDirIterator::Subdirectories);
    while (walker.hasNext() && folders.size() < 1000)
        folders.append(walker.next());
    folders.sort();
    for (const QString &folder : std::as_const(folders)) {
        const qsizetype hits = found(folder);
        if (hits > bestHits) {
            best = folder;
            bestHits = hits;
        }
    }
    return best;
}

NameParts partsOfName(const QString &stem)
{
    // A word of its own anywhere ("12_OD_2020"; OI is Spanish for OS), or behind the last digit
    // ("Image_01L", "RET002OD").
    static const QRegularExpression word(
        QStringLiteral("(?:^|[_\\-. ])(left|right|od|os|oi|l|r)(?=$|[_\\-. ])"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression chinese(QStringLiteral("[_\\-. ]?([左右])眼?"));
    static const QRegularExpression letter(QStringLiteral("(?<=\\d)([LRlr]|[Oo][DdSsIi])$"));
    // And the field that it shows: "347_l1" (DeepDRiD: 1 macula, 2 disc).
    static const QRegularExpression field(QStringLiteral("(?<=\\d)[_\\-. ]([LRlr])\\d$"));
    for (const QRegularExpression *expression : {&word, &chinese, &letter, &field}) {
        QRegularExpressionMatch match;
        auto all = expression->globalMatch(stem);
        while (all.hasNext()) // The last one: "left_ventricle_study_12_right".
            match = all.next();
        if (!match.hasMatch())
            continue;
        // "P7_OS_2": the number of the photograph, not of the patient.
        static const QRegularExpression number(QStringLiteral("^[_\\-. ]\\d{1,2}$"));
        const QString before = stem.left(match.capturedStart()), after = stem.mid(match.capturedEnd());
        QString rest = before + (!before.isEmpty() && number.match(after).hasMatch() ? QString() : after);
        while (!rest.isEmpty() && QStringLiteral("_-. ").contains(rest.back()))
            rest.chop(1);
        while (!rest.isEmpty() && QStringLiteral("_-. ").contains(rest.front()))
            rest.remove(0, 1);
        return {rest, laterality_from(match.captured(1).toStdString())};
    }
    return {stem, std::nullopt};
}

bool nameContradicts(const QString &file, std::optional<Laterality> eye)
{
    if (!eye || file.isEmpty())
        return false;
    const auto named = partsOfName(QFileInfo(QString(file).replace(u'\\', u'/')).completeBaseName()).eye;
    return named && *named != *eye;
}

} // namespace retclip
