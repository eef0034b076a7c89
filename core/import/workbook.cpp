// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/workbook.h"

#include <QDate>
#include <QDateTime>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QXmlStreamReader>

#include <zip.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

namespace retclip {

namespace {

constexpr zip_uint64_t largestPart = zip_uint64_t(1) << 30;

tl::unexpected<Error> notAWorkbook(const QString &file, std::string cause)
{
    return failure(ErrorCode::unreadable,
                   message(QT_TRANSLATE_NOOP("Message", "%1 is not a readable Excel workbook."),
                           {QFileInfo(file).fileName().toStdString()}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                   message(QT_TRANSLATE_NOOP(
                       "Message", "Open it in a spreadsheet program and save it as .xlsx or CSV.")),
                   std::move(cause));
}

class Archive
{
public:
    explicit Archive(const QString &file)
    {
        int code = 0;
        m_zip = zip_open(file.toUtf8().constData(), ZIP_RDONLY, &code);
    }
    ~Archive()
    {
        if (m_zip)
            zip_discard(m_zip);
    }
    Archive(const Archive &) = delete;
    Archive &operator=(const Archive &) = delete;

    [[nodiscard]] bool isOpen() const { return m_zip != nullptr; }

    /// Empty where the part is absent, damaged or too large.
    [[nodiscard]] QByteArray part(const QString &name) const
    {
        zip_stat_t facts;
        const QByteArray path = name.toUtf8();
        if (zip_stat(m_zip, path.constData(), 0, &facts) != 0 || facts.size > largestPart)
            return {};
        zip_file_t *file = zip_fopen(m_zip, path.constData(), 0);
        if (!file)
            return {};
        QByteArray bytes(qsizetype(facts.size), Qt::Uninitialized);
        const zip_int64_t got = zip_fread(file, bytes.data(), facts.size);
        zip_fclose(file);
        if (got != zip_int64_t(facts.size))
            return {};
        return bytes;
    }

private:
    zip_t *m_zip = nullptr;
};

/// Also whether the workbook counts its days from 1904, which stands before its sheets.
QString firstSheetPath(const Archive &archive, bool &since1904)
{
    QString relation;
    QXmlStreamReader workbook(archive.part(QStringLiteral("xl/workbook.xml")));
    while (!workbook.atEnd() && relation.isEmpty()) {
        if (workbook.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (workbook.name() == QLatin1String("workbookPr")) {
            const auto system = workbook.attributes().value(QLatin1String("date1904"));
            since1904 = system == QLatin1String("1") || system == QLatin1String("true");
        } else if (workbook.name() == QLatin1String("sheet")) {
            for (const QXmlStreamAttribute &attribute : workbook.attributes())
                if (attribute.name() == QLatin1String("id"))
                    relation = attribute.value().toString();
        }
    }
    QXmlStreamReader relations(archive.part(QStringLiteral("xl/_rels/workbook.xml.rels")));
    while (!relations.atEnd()) {
        if (relations.readNext() == QXmlStreamReader::StartElement
            && relations.attributes().value(QLatin1String("Id")) == relation) {
            const QString target = relations.attributes().value(QLatin1String("Target")).toString();
            return target.startsWith(QLatin1Char('/')) ? target.mid(1)
                                                       : QStringLiteral("xl/") + target;
        }
    }
    return QStringLiteral("xl/worksheets/sheet1.xml");
}

/// All text of the element the reader stands in, but not of phonetic hints.
QString textOf(QXmlStreamReader &reader)
{
    QString text;
    int depth = 1;
    while (!reader.atEnd() && depth > 0) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement:
            if (reader.name() == QLatin1String("rPh"))
                reader.skipCurrentElement();
            else
                ++depth;
            break;
        case QXmlStreamReader::EndElement: --depth; break;
        case QXmlStreamReader::Characters: text += reader.text(); break;
        default: break;
        }
    }
    return text;
}

QStringList sharedStrings(const Archive &archive)
{
    QStringList strings;
    QXmlStreamReader reader(archive.part(QStringLiteral("xl/sharedStrings.xml")));
    while (!reader.atEnd())
        if (reader.readNext() == QXmlStreamReader::StartElement
            && reader.name() == QLatin1String("si"))
            strings.append(textOf(reader));
    return strings;
}

/// Which cell styles show a number as a date.
QSet<int> dateStyles(const Archive &archive)
{
    QSet<int> styles;
    QSet<int> formats{14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58};
    QXmlStreamReader reader(archive.part(QStringLiteral("xl/styles.xml")));
    bool inCells = false;
    int index = 0;
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::StartElement) {
            const auto attributes = reader.attributes();
            if (reader.name() == QLatin1String("numFmt")) {
                const QString code =
                    attributes.value(QLatin1String("formatCode")).toString().toLower();
                if (code.contains(QLatin1String("yy")) || code.contains(QLatin1String("d/m"))
                    || code.contains(QLatin1String("m/d")))
                    formats.insert(attributes.value(QLatin1String("numFmtId")).toInt());
            } else if (reader.name() == QLatin1String("cellXfs")) {
                inCells = true;
            } else if (inCells && reader.name() == QLatin1String("xf")) {
                if (formats.contains(attributes.value(QLatin1String("numFmtId")).toInt()))
                    styles.insert(index);
                ++index;
            }
        } else if (token == QXmlStreamReader::EndElement
                   && reader.name() == QLatin1String("cellXfs")) {
            inCells = false;
        }
    }
    return styles;
}

int columnOf(QStringView reference)
{
    int column = 0;
    for (const QChar c : reference) {
        if (!c.isLetter())
            break;
        column = column * 26 + (c.toUpper().unicode() - 'A' + 1);
    }
    return column - 1;
}

QString numberText(const QString &stored, bool isDate, bool since1904)
{
    bool ok = false;
    const double value = stored.toDouble(&ok);
    if (!ok)
        return stored;
    if (const QDate day = isDate ? dayOfSerial(value, since1904) : QDate(); day.isValid())
        return day.toString(Qt::ISODate);
    return QString::number(value, 'g', 15);
}

/// "B2:B5": a column from 0, rows from 1.
struct MergedCells
{
    int column = 0;
    qint64 first = 0, last = 0;
};

std::optional<MergedCells> mergedDownwards(const QString &reference)
{
    static const QRegularExpression corners(QStringLiteral("^([A-Z]{1,3})(\\d{1,8}):[A-Z]{1,3}(\\d{1,8})$"));
    const auto match = corners.match(reference);
    const MergedCells cells{columnOf(match.capturedView(1)), match.captured(2).toLongLong(), match.captured(3).toLongLong()};
    if (!match.hasMatch() || cells.last <= cells.first)
        return std::nullopt;
    return cells;
}

/// What stands once for several rows stands in each of them; rows that are not there are not made.
void fillDownwards(QVector<WorkbookRow> &rows, const QVector<MergedCells> &merged)
{
    const auto at = [&](qint64 number) {
        return std::lower_bound(rows.begin(), rows.end(), number,
                                [](const WorkbookRow &row, qint64 wanted) { return row.row < wanted; });
    };
    for (const MergedCells &cells : merged) {
        auto row = at(cells.first);
        if (row == rows.end() || row->row != cells.first)
            continue;
        const QString value = row->cells.value(cells.column);
        const bool unread = row->withoutResult.contains(cells.column);
        for (++row; row != rows.end() && row->row <= cells.last; ++row) {
            if (!row->cells.value(cells.column).isEmpty())
                continue;
            while (row->cells.size() <= cells.column)
                row->cells.append(QString());
            row->cells[cells.column] = value;
            if (unread)
                row->withoutResult.append(cells.column);
        }
    }
}

} // namespace

QDate dayOfSerial(double serial, bool since1904)
{
    if (!(serial >= 1 && serial < 200000))
        return {};
    if (since1904)
        return QDate(1904, 1, 1).addDays(qint64(serial));
    // Day 60 is the 29th of February 1900 that never was.
    return QDate(1899, 12, serial < 60 ? 31 : 30).addDays(qint64(serial));
}

QString cellName(int place, qint64 row)
{
    QString letters;
    for (int rest = place + 1; rest > 0; rest = (rest - 1) / 26)
        letters.prepend(QChar(char16_t(u'A' + (rest - 1) % 26)));
    return letters + QString::number(row);
}

Result<Workbook> readWorkbook(const QString &file)
{
    if (!QFileInfo::exists(file))
        return failure(
            ErrorCode::not_found,
            message(QT_TRANSLATE_NOOP("Message", "%1 does not exist."), {file.toStdString()}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
            message(QT_TRANSLATE_NOOP("Message", "Check the name and the folder.")));
    const Archive archive(file);
    if (!archive.isOpen())
        return notAWorkbook(file, "not a zip archive");
    Workbook book;
    const QByteArray sheet = archive.part(firstSheetPath(archive, book.since1904));
    if (sheet.isEmpty())
        return notAWorkbook(file, "no first sheet, or over 1 GiB");

    const QStringList strings = sharedStrings(archive);
    const QSet<int> dates = dateStyles(archive);
    QVector<WorkbookRow> &rows = book.rows;
    QVector<MergedCells> merged;
    QXmlStreamReader reader(sheet);
    QString type;
    int column = -1;
    int style = 0;
    bool formula = false, result = false;
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::EndElement && reader.name() == QLatin1String("c") && formula && !result
            && type != QLatin1String("str") && column >= 0) // A text may well be empty.
            rows.last().withoutResult.append(column);
        if (token != QXmlStreamReader::StartElement)
            continue;
        const auto attributes = reader.attributes();
        if (reader.name() == QLatin1String("row")) {
            const qint64 before = rows.isEmpty() ? 0 : rows.last().row;
            const qint64 stated = attributes.value(QLatin1String("r")).toLongLong();
            rows.append(WorkbookRow{stated > 0 ? stated : before + 1, {}});
            column = -1;
        } else if (reader.name() == QLatin1String("c") && !rows.isEmpty()) {
            const auto reference = attributes.value(QLatin1String("r"));
            column = reference.isEmpty() ? column + 1 : columnOf(reference);
            if (column < 0 || column > 16384)
                return notAWorkbook(file, "cell out of range");
            type = attributes.value(QLatin1String("t")).toString();
            style = attributes.value(QLatin1String("s")).toInt();
            formula = result = false;
        } else if (reader.name() == QLatin1String("f")) {
            formula = true;
        } else if (reader.name() == QLatin1String("mergeCell")) {
            if (const auto cells = mergedDownwards(attributes.value(QLatin1String("ref")).toString()))
                merged.append(*cells);
        } else if ((reader.name() == QLatin1String("v") || reader.name() == QLatin1String("is"))
                   && !rows.isEmpty() && column >= 0) {
            QString value = textOf(reader);
            result = !value.isEmpty();
            if (type == QLatin1String("s"))
                value = strings.value(value.toInt());
            else if (type.isEmpty() || type == QLatin1String("n"))
                value = numberText(value, dates.contains(style), book.since1904);
            QStringList &cells = rows.last().cells;
            while (cells.size() <= column)
                cells.append(QString());
            cells[column] = value;
        }
    }
    if (reader.hasError())
        return notAWorkbook(file, reader.errorString().toStdString());
    rows.erase(std::remove_if(rows.begin(), rows.end(),
                              [](const WorkbookRow &row) {
                                  return row.withoutResult.isEmpty() && std::all_of(
                                      row.cells.cbegin(), row.cells.cend(),
                                      [](const QString &cell) { return cell.trimmed().isEmpty(); });
                              }),
               rows.end());
    fillDownwards(rows, merged);
    return book;
}

} // namespace retclip
