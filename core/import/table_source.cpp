// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/table_source.h"

#include "core/import/delimited_text.h"
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
        RETCLIP_TRY(data->rows, readWorkbook(file));
        if (data->rows.isEmpty())
            return noHeadings(file);
        data->isWorkbook = true;
        data->encoding = QStringLiteral("XLSX");
        data->headings = trimmed(data->rows.first().cells);
        data->nextRow = 1;
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
        d->nextRow = 1;
        return;
    }
    d->reader.emplace(d->text, d->delimiter);
    QStringList headings;
    if (d->reader->next(headings))
        d->headings = trimmed(headings);
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

double TableSource::position() const
{
    if (d->isWorkbook)
        return d->rows.isEmpty() ? 1.0 : double(d->nextRow) / double(d->rows.size());
    return d->reader ? d->reader->position() : 0.0;
}

qint64 TableSource::rowCount() const
{
    if (d->isWorkbook)
        return d->rows.size() - 1;
    DelimitedText reader(d->text, d->delimiter);
    QStringList cells;
    qint64 rows = -1; // The heading line.
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
