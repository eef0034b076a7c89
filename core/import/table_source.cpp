// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/table_source.h"

#include "core/import/delimited_text.h"
#include "core/import/heading_row.h"
#include "core/import/json_table.h"
#include "core/import/text_encoding.h"
#include "core/import/workbook.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>

#include <optional>

namespace retclip {

struct TableSource::Private
{
    // Set once.
    QStringList headings;
    QString encoding;
    qint64 damaged = 0;
    bool guessed = false;
    QString text;
    QChar delimiter;
    QVector<WorkbookRow> rows;
    bool isWorkbook = false; ///< Rows are held whole; of JSON too.
    bool hasSerialDays = false, since1904 = false;
    qsizetype headingPlace = 0; ///< Of the rows that are not blank.
    qint64 headingRow = 0;
    QHash<qint64, Message> faults; ///< Of JSON, by row.

    qsizetype nextRow = 0;
    std::optional<DelimitedText> reader;
};

namespace {

const Message nothingImported = message(QT_TRANSLATE_NOOP("Message", "Nothing was imported."));

tl::unexpected<Error> noHeadings(const QString &file)
{
    return failure(
        ErrorCode::unreadable,
        message(QT_TRANSLATE_NOOP("Message", "%1 has no heading line: the file is empty."),
                {QFileInfo(file).fileName().toStdString()}),
        nothingImported,
        message(
            QT_TRANSLATE_NOOP("Message", "Choose a table whose first line names its columns.")));
}

QStringList trimmed(QStringList cells)
{
    for (QString &cell : cells)
        cell = cell.trimmed();
    return cells;
}

} // namespace

TableSource::TableSource(std::unique_ptr<Private> data) : d(std::move(data))
{
}
TableSource::~TableSource() = default;

Result<std::unique_ptr<TableSource>> TableSource::open(const QString &file, const QString &encoding)
{
    auto data = std::make_unique<Private>();
    const QFileInfo info(file);
    const std::string name = info.fileName().toStdString();
    if (!info.exists())
        return failure(
            ErrorCode::not_found,
            message(QT_TRANSLATE_NOOP("Message", "%1 does not exist."), {file.toStdString()}),
            nothingImported,
            message(QT_TRANSLATE_NOOP("Message", "Check the name and the folder.")));
    if (info.suffix().compare(QLatin1String("xls"), Qt::CaseInsensitive) == 0)
        return failure(
            ErrorCode::unsupported,
            message(QT_TRANSLATE_NOOP("Message", "%1 is an old Excel file (.xls)."), {name}),
            nothingImported,
            message(QT_TRANSLATE_NOOP("Message", "Save it as .xlsx or CSV and import that.")));
    if (info.suffix().compare(QLatin1String("xlsx"), Qt::CaseInsensitive) == 0) {
        RETCLIP_TRY(Workbook book, readWorkbook(file));
        if (book.rows.isEmpty())
            return noHeadings(file);
        data->rows = std::move(book.rows);
        data->isWorkbook = data->hasSerialDays = true;
        data->since1904 = book.since1904;
        data->encoding = QStringLiteral("XLSX");
        QVector<QStringList> first;
        for (const WorkbookRow &row : data->rows.mid(0, rowsSearchedForHeadings))
            first.append(row.cells);
        data->headingPlace = headingPlaceOf(first);
        data->headings = trimmed(data->rows[data->headingPlace].cells);
        data->headingRow = data->headingPlace > 0 ? data->rows[data->headingPlace].row : 0;
        data->nextRow = data->headingPlace + 1;
        return std::unique_ptr<TableSource>(new TableSource(std::move(data)));
    }
    QFile input(file);
    if (info.isDir() || !input.open(QIODevice::ReadOnly))
        return failure(
            ErrorCode::unreadable,
            message(QT_TRANSLATE_NOOP("Message", "%1 cannot be read."), {name}), nothingImported,
            message(QT_TRANSLATE_NOOP("Message", "Check that you may read it, and import again.")),
            input.errorString().toStdString());
    const QByteArray bytes = input.readAll();
    if (bytes.trimmed().isEmpty())
        return noHeadings(file);
    if (isJsonTable(file)) {
        RETCLIP_TRY(JsonTable table, readJsonTable(bytes, info.fileName()));
        data->headings = table.headings;
        data->rows = std::move(table.rows);
        data->rows.prepend({0, table.headings});
        data->faults = std::move(table.faults);
        data->isWorkbook = true;
        data->encoding = QStringLiteral("JSON");
        data->nextRow = 1;
        return std::unique_ptr<TableSource>(new TableSource(std::move(data)));
    }
    const EncodingGuess guess = guessEncoding(bytes);
    data->encoding = encoding.isEmpty() ? guess.name : encoding;
    // Also where the guess was made a step before and is given now.
    data->guessed = !guess.certain && data->encoding == guess.name;
    QByteArrayView body(bytes);
    if (guess.markLength > 0 && data->encoding.startsWith(guess.name.left(5)))
        body = body.sliced(guess.markLength);
    RETCLIP_TRY(data->text, decodeText(body, data->encoding));
    data->damaged = data->text.count(QChar::ReplacementCharacter);
    data->delimiter = guessDelimiter(data->text);
    QVector<QStringList> first;
    QStringList cells;
    for (DelimitedText reader(data->text, data->delimiter); first.size() < rowsSearchedForHeadings && reader.next(cells);)
        first.append(cells);
    data->headingPlace = headingPlaceOf(first);
    auto source = std::unique_ptr<TableSource>(new TableSource(std::move(data)));
    source->rewind();
    if (source->d->headings.isEmpty())
        return noHeadings(file);
    return source;
}

const QStringList &TableSource::headings() const
{
    return d->headings;
}

QString TableSource::encoding() const
{
    return d->encoding;
}

bool TableSource::encodingGuessed() const
{
    return d->guessed;
}

qint64 TableSource::damagedCharacters() const
{
    return d->damaged;
}

void TableSource::rewind()
{
    if (d->isWorkbook) {
        d->nextRow = d->headingPlace + 1;
        return;
    }
    d->reader.emplace(d->text, d->delimiter);
    QStringList headings;
    for (qsizetype i = 0; i <= d->headingPlace && d->reader->next(headings); ++i)
        if (i == d->headingPlace) {
            d->headings = trimmed(headings);
            d->headingRow = i > 0 ? d->reader->row() : 0;
        }
}

bool TableSource::next(TableRow &row)
{
    if (d->isWorkbook) {
        if (d->nextRow >= d->rows.size())
            return false;
        row.row = d->rows[d->nextRow].row;
        row.cells = d->rows[d->nextRow].cells;
        row.openQuote = false;
        row.fault = d->faults.value(row.row);
        row.withoutResult = d->rows[d->nextRow].withoutResult;
        ++d->nextRow;
        // A workbook leaves out empty cells at the end of a row: that is not a ragged row.
        while (row.cells.size() < d->headings.size())
            row.cells.append(QString());
        return true;
    }
    if (!d->reader->next(row.cells))
        return false;
    row.row = d->reader->row();
    row.openQuote = d->reader->hadOpenQuote();
    return true;
}

qint64 TableSource::headingRow() const
{
    return d->headingRow;
}

QString TableSource::dateCell(const QString &cell) const
{
    bool isNumber = false;
    const double serial = cell.toDouble(&isNumber);
    if (!d->hasSerialDays || !isNumber)
        return cell;
    // Smaller and greater ones are years, or days written as 20230505.
    const QDate day = dayOfSerial(serial, d->since1904);
    return day >= QDate(1950, 1, 1) && day < QDate(2100, 1, 1) ? day.toString(Qt::ISODate) : cell;
}

double TableSource::position() const
{
    if (d->isWorkbook)
        return d->rows.isEmpty() ? 1.0 : double(d->nextRow) / double(d->rows.size());
    return d->reader ? d->reader->position() : 0.0;
}

qint64 TableSource::rowCount() const
{
    if (d->isWorkbook)
        return d->rows.size() - 1 - d->headingPlace;
    DelimitedText reader(d->text, d->delimiter);
    QStringList cells;
    qint64 rows = -1 - d->headingPlace; // The heading line, and what stands above it.
    while (reader.next(cells))
        ++rows;
    return rows;
}

bool looksLikeTable(const QString &file)
{
    static const QStringList endings{QStringLiteral("csv"), QStringLiteral("tsv"),
                                     QStringLiteral("tab"), QStringLiteral("txt"),
                                     QStringLiteral("xlsx"), QStringLiteral("jsonl"),
                                     QStringLiteral("ndjson")};
    const QFileInfo info(file);
    return info.isFile() && endings.contains(info.suffix().toLower());
}

QString simplifiedHeading(const QString &heading)
{
    QString plain = heading.toLower();
    for (QChar &c : plain)
        if (QStringLiteral("_-./()[]{}:：（）/\\").contains(c))
            c = QLatin1Char(' ');
    return plain.simplified();
}

int columnNamed(const QStringList &headings, const QStringList &names)
{
    for (const QString &name : names)
        for (int i = 0; i < headings.size(); ++i)
            if (simplifiedHeading(headings[i]) == name)
                return i;
    return -1;
}

} // namespace retclip
