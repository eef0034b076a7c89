// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/folder_names.h"

#include "core/import/known_folders.h"
#include "core/import/photograph_finder.h"

#include <QFileInfo>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace retclip {

namespace {

constexpr int mostClasses = 60;

struct NameAndDate
{
    QString name, date;
};

QString trimmedOfMarks(QString text)
{
    const QString marks = QStringLiteral("_-. ");
    while (!text.isEmpty() && marks.contains(text.back()))
        text.chop(1);
    while (!text.isEmpty() && marks.contains(text.front()))
        text.remove(0, 1);
    return text;
}

/// Takes a day out of a name: 20240101, 2024-01-01, 2024.1.1, 2024_01_01.
NameAndDate withoutDate(const QString &name)
{
    static const QRegularExpression day(QStringLiteral(
        "(?<!\\d)((?:19|20)\\d\\d)(?:(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])|([-_. ])(0?[1-9]|1[0-2])\\4(0?[1-9]|[12]\\d|3[01]))(?!\\d)"));
    const auto match = day.match(name);
    if (!match.hasMatch())
        return {name, {}};
    const QString month = match.captured(2) + match.captured(5), number = match.captured(3) + match.captured(6);
    const QString before = trimmedOfMarks(name.left(match.capturedStart()));
    const QString after = trimmedOfMarks(name.mid(match.capturedEnd()));
    return {before.isEmpty() || after.isEmpty() ? before + after : before + u'_' + after,
            QStringLiteral("%1-%2-%3").arg(match.captured(1), month.rightJustified(2, u'0'), number.rightJustified(2, u'0'))};
}

bool saysSomethingElse(const QString &folder)
{
    return folder == QLatin1String(".") || split_from(folder.toStdString()) || laterality_from(folder.toStdString())
        || withoutDate(folder).name.isEmpty();
}

QStringList foldersOf(const QString &file)
{
    return QFileInfo(file).path().split(u'/', Qt::SkipEmptyParts);
}

QString nameIn(const QString &file)
{
    return withoutDate(partsOfName(QFileInfo(file).completeBaseName()).patient).name;
}

/// Most folders hold several patients, and the files' own names tell the patient.
bool areClasses(const QStringList &files)
{
    QMap<QString, QSet<QString>> patients;
    for (const QString &file : files) {
        const QStringList folders = foldersOf(file);
        const QString folder = folders.value(folders.size() - 1);
        const QString patient = nameIn(file);
        if (patient.isEmpty())
            return false;
        if (!saysSomethingElse(folder))
            patients[folder].insert(patient);
    }
    if (patients.size() < 2 || patients.size() > mostClasses)
        return false;
    const auto several = std::count_if(patients.cbegin(), patients.cend(),
                                       [](const QSet<QString> &p) { return p.size() > 1; });
    return several * 2 > patients.size();
}

} // namespace

bool isCounter(const QString &name)
{
    static const QRegularExpression counter(QStringLiteral("^(?:(?:img|dsc|dscn|im|image|photo|pic|picture|scan|capture|fundus|eye)[_\\- ]?)\\d+$"),
                                            QRegularExpression::CaseInsensitiveOption);
    return counter.match(name).hasMatch();
}

FolderNames::FolderNames(const QStringList &files, QString pattern) : m_pattern(std::move(pattern))
{
    if (!m_pattern.isEmpty())
        return;
    for (const QString &file : files) {
        const QStringList folders = foldersOf(file);
        for (qsizetype i = 0; i < folders.size(); ++i) {
            const QString path = folders.mid(0, i + 1).join(u'/');
            const auto known = m_pathOf.constFind(folders[i]);
            m_pathOf.insert(folders[i], known == m_pathOf.cend() || *known == path ? path : QString());
        }
    }
    QHash<QString, QString> firstPlace;
    QHash<QString, QSet<QString>> places;
    qsizetype again = 0;
    for (const QString &file : files) {
        const QString stem = QFileInfo(file).completeBaseName(), folder = folderOf(file);
        if (folder.isEmpty())
            continue;
        places[nameIn(file)].insert(folder);
        const auto first = firstPlace.constFind(stem);
        if (first == firstPlace.cend())
            firstPlace.insert(stem, folder);
        else if (*first != folder)
            ++again;
    }
    findClasses(files);
    m_foldersAreClasses = m_foldersAreClasses || (again * 20 < files.size() && areClasses(files));
    if (m_foldersAreClasses)
        return;
    // A camera numbers from 1 in each patient's folder; "macula" and "disc" hold the same patients.
    QSet<QString> shared, sharing;
    qsizetype counted = 0;
    for (auto each = places.cbegin(); each != places.cend(); ++each) {
        if (each.value().size() < 2)
            continue;
        shared.insert(each.key());
        sharing.unite(each.value());
        counted += each.key().isEmpty() || isCounter(each.key()) ? 1 : 0;
    }
    m_namesComeAgain = !shared.isEmpty();
    m_patientsAreFolders =
        m_namesComeAgain && (counted == shared.size() || sharing.size() >= shared.size());
}

/// Classes that are told by the folders' names alone: then the files' names may come again.
void FolderNames::findClasses(const QStringList &files)
{
    QSet<QString> last;
    QHash<QString, QSet<int>> splitsOf;
    bool allInSplits = true;
    for (const QString &file : files) {
        const QStringList folders = foldersOf(file);
        std::optional<Split> split;
        for (const QString &folder : folders)
            if (const auto named = split_from(folder.toStdString()))
                split = named;
        const QString folder = folders.value(folders.size() - 1);
        const bool names = !folder.isEmpty() && !saysSomethingElse(folder);
        allInSplits = allInSplits && split && names;
        if (names)
            last.insert(folder);
        if (names && split)
            splitsOf[folder].insert(int(*split));
    }
    m_collection = knownFolders(QStringList(last.cbegin(), last.cend()));
    // A patient's folder lies in one split; what lies in all of them is a class.
    const bool inAll = allInSplits && splitsOf.size() >= 2 && splitsOf.size() <= mostClasses
        && std::all_of(splitsOf.cbegin(), splitsOf.cend(), [](const QSet<int> &splits) { return splits.size() >= 2; });
    m_foldersAreClasses = m_collection || inAll;
    if (!m_foldersAreClasses)
        return;
    for (const QString &file : files) {
        const QString name = QFileInfo(file).completeBaseName(), folder = QFileInfo(file).path();
        const auto known = m_placeOfName.constFind(name);
        m_placeOfName.insert(name, known == m_placeOfName.cend() || *known == folder ? folder : QString());
    }
}

QString FolderNames::folderOf(const QString &file) const
{
    const QStringList folders = foldersOf(file);
    for (qsizetype i = folders.size() - 1; i >= 0; --i) {
        if (saysSomethingElse(folders[i]))
            continue;
        // site-a/7 and site-b/7 are two.
        const QString path = folders.mid(0, i + 1).join(u'/');
        return m_pathOf.value(folders[i], path).isEmpty() ? path : folders[i];
    }
    return {};
}

std::optional<NamedFile> FolderNames::of(const QString &file) const
{
    NamedFile named;
    const QStringList folders = foldersOf(file);
    for (const QString &folder : folders)
        if (const auto split = split_from(folder.toStdString()))
            named.split = *split;
    if (!m_pattern.isEmpty()) {
        auto matched = byPattern(file);
        if (matched)
            matched->split = named.split;
        return matched;
    }
    const NameParts parts = partsOfName(QFileInfo(file).completeBaseName());
    const NameAndDate own = withoutDate(parts.patient);
    named.eye = parts.eye;
    named.date = own.date;
    named.patient = own.name;
    for (auto folder = folders.crbegin(); folder != folders.crend(); ++folder) {
        if (!named.eye)
            named.eye = laterality_from(folder->toStdString());
        if (const QString date = withoutDate(*folder).date; named.date.isEmpty())
            named.date = date;
    }
    const QString folder = folderOf(file);
    if (!folder.isEmpty() && (named.patient.isEmpty() || m_patientsAreFolders))
        named.patient = folder;
    if (named.patient.isEmpty())
        named.patient = QFileInfo(file).completeBaseName();
    if (m_foldersAreClasses && !folders.isEmpty() && !saysSomethingElse(folders.last()))
        named.className = folders.last();
    if (m_collection) {
        const LabelClass *known = classOfFolder(*m_collection, named.className);
        named.className = known ? known->name : QString();
    }
    // "1.jpg" in each class: numbers, not patients.
    if (m_placeOfName.value(QFileInfo(file).completeBaseName(), QStringLiteral(".")).isEmpty())
        named.patient = QFileInfo(file).path() + u'/' + named.patient;
    return named;
}

std::optional<NamedFile> FolderNames::byPattern(const QString &file) const
{
    const QRegularExpression pattern(m_pattern);
    const auto match = pattern.match(file);
    if (!match.hasMatch())
        return std::nullopt;
    NamedFile named;
    const QStringList groups = pattern.namedCaptureGroups();
    named.patient = match.captured(QStringLiteral("patient"));
    if (groups.contains(QLatin1String("eye")))
        named.eye = laterality_from(match.captured(QStringLiteral("eye")).toStdString());
    if (groups.contains(QLatin1String("date")))
        named.date = match.captured(QStringLiteral("date"));
    return named.patient.isEmpty() ? std::nullopt : std::optional(named);
}

} // namespace retclip
