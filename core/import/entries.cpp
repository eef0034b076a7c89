// SPDX-License-Identifier: GPL-3.0-or-later
// What several layouts share.
#include "core/import/entries.h"

#include "core/base/file_names.h"
#include "core/base/files.h"
#include "core/import/workbook.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace retclip {

QString joinedEyeReports(const QString &left, const QString &right)
{
    const auto chinese = [](const QString &text) {
        return std::any_of(text.cbegin(), text.cend(),
                           [](QChar c) { return c.unicode() >= 0x4E00 && c.unicode() <= 0x9FFF; });
    };
    if (left.isEmpty() && right.isEmpty())
        return {};
    if (chinese(left) || chinese(right)) {
        QString text;
        if (!left.isEmpty())
            text += QStringLiteral("左眼：%1。").arg(left);
        if (!right.isEmpty())
            text += QStringLiteral("右眼：%1。").arg(right);
        return text;
    }
    QStringList parts;
    if (!left.isEmpty())
        parts.append(QStringLiteral("Left eye: %1.").arg(left));
    if (!right.isEmpty())
        parts.append(QStringLiteral("Right eye: %1.").arg(right));
    return parts.join(QLatin1Char(' '));
}

QString tableAt(const QString &source)
{
    if (looksLikeTable(source))
        return source;
    const QFileInfo info(source);
    if (!info.isDir())
        return {};
    const QDir folder(source);
    for (const char *name : {"table.csv", "odir.csv", "odir.xlsx"})
        if (folder.exists(QLatin1String(name)))
            return folder.absoluteFilePath(QLatin1String(name));
    QStringList tables = folder.entryList(
        {QStringLiteral("*.csv"), QStringLiteral("*.tsv"), QStringLiteral("*.xlsx"), QStringLiteral("*.jsonl"),
         QStringLiteral("*.ndjson")},
        QDir::Files);
    tables.removeIf([](const QString &name) {
        return name.endsWith(QLatin1String("_imgs.tsv")) || name.endsWith(QLatin1String("_texts.jsonl"));
    });
    return tables.size() == 1 ? folder.absoluteFilePath(tables.first()) : QString();
}

void readFactCells(ImportSession &session, PendingExam &pending, const FactCells &cells)
{
    ImportedExam &exam = pending.exam;
    exam.sex = sexFrom(cells.sex);
    exam.age = ageFrom(cells.age);
    exam.date = dateFrom(cells.date);
    const auto split = split_from(cells.split.toStdString());
    exam.split = split.value_or(Split::none);
    const auto remark = [&](bool read, const QString &cell, const char *text) {
        if (!read && !saysNothing(cell))
            session.remark(pending.source, pending.row, message(text, {cell.toStdString()}));
    };
    remark(!exam.sex.isEmpty(), cells.sex,
           QT_TRANSLATE_NOOP("Message", "The sex “%1” cannot be read; the row is in without it."));
    remark(exam.age >= 0, cells.age,
           QT_TRANSLATE_NOOP("Message", "The age “%1” cannot be read; the row is in without it."));
    remark(exam.date.isValid(), cells.date,
           QT_TRANSLATE_NOOP("Message",
                             "The date “%1” cannot be read, or could mean two days; the row is in "
                             "without it."));
    remark(bool(split), cells.split,
           QT_TRANSLATE_NOOP("Message", "The split “%1” cannot be read; the row is in without it."));
}

void skipNamesNotUtf8(ImportSession &session, const QString &folder)
{
    for (const std::string &name : names_not_utf8(path_from_utf8(folder.toStdString())))
        session.skip(QString::fromStdString(name), 0,
                     message(QT_TRANSLATE_NOOP("Message", "Its name is not UTF-8, so it cannot be opened here; rename it "
                                                          "(for instance with convmv) and import again.")));
}

void noteEncoding(ImportSession &session, const TableSource &table)
{
    if (table.encodingGuessed())
        session.note(
            message(QT_TRANSLATE_NOOP("Message", "The encoding %1 was guessed from the bytes."),
                    {table.encoding().toStdString()}));
    if (table.damagedCharacters() > 0)
        session.note(message(QT_TRANSLATE_NOOP("Message",
                                               "Damaged characters: %1. They stand as � in the texts; everything else was read. "
                                               "If many words look wrong, choose another encoding."),
                             {std::to_string(table.damagedCharacters())}));
}

void noteHeadingRow(ImportSession &session, const TableSource &table)
{
    if (table.headingRow() > 0)
        session.note(message(QT_TRANSLATE_NOOP("Message", "The headings were taken from row %1; the rows above it are not read."),
                             {std::to_string(table.headingRow())}));
}

void remarkFormulas(ImportSession &session, const QString &source, const TableRow &row, const QVector<ColumnGuess> &columns)
{
    for (const int place : row.withoutResult)
        if (place < columns.size() && columns[place].role != ColumnRole::ignore)
            session.remark(source, row.row,
                           message(QT_TRANSLATE_NOOP("Message",
                                                     "The cell %1 (%2) holds a formula whose result is not in the file; it was read as empty. "
                                                     "Open the workbook in a spreadsheet program, save it, and import again."),
                                   {cellName(place, row.row).toStdString(), columns[place].heading.toStdString()}));
}

} // namespace retclip
